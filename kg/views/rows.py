"""Make the view model from an open graph: each property is streamed once and joined here, which costs least.

What SPARQL would join claim by claim (Oxigraph walks an index for each) is a dictionary for each property.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast
from urllib.parse import quote, unquote

from kg.model import MODALITIES, Article, Modality, Span, Tense
from kg.views.model import Dispute, Entity, Mark, Statement, View
from kg.views.palette import phrase

TITLE = "States, alliances and claims"
FACTS = """SELECT ?fact ?subject ?relation ?object ?from ?until WHERE {
  GRAPH kg:world {
    VALUES ?fact { ASKED }
    ?fact rdf:subject/skos:prefLabel ?subject ; rdf:predicate ?relation ; rdf:object/skos:prefLabel ?object .
    OPTIONAL { ?fact kg:validFrom ?from } OPTIONAL { ?fact kg:validUntil ?until }
  }
}"""
"""What the reference knows that some claims are against."""
PLACES = """SELECT ?claim ?first ?last ?subject ?object ?trigger ?holders WHERE {
  GRAPH ?g {
    ?s kg:ofClaim ?claim ; kg:subjectAt ?subject ; kg:objectAt ?object ; kg:triggerAt ?trigger .
    OPTIONAL { ?s kg:holdersAt ?holders } OPTIONAL { ?s kg:evidence ?own }
    ?claim kg:evidence ?e FILTER(!BOUND(?own) || ?e = ?own)
    ?e kg:start ?start ; kg:end ?end .
    OPTIONAL { ?e kg:sentenceStart ?before } OPTIONAL { ?e kg:sentenceEnd ?after }
    BIND(COALESCE(?before, ?start) AS ?first) BIND(COALESCE(?after, ?end) AS ?last)
  }
}"""
DESCRIBED = "SELECT ?s ?label ?type { VALUES ?s { ASKED } ?s skos:prefLabel ?label ; a ?type }"
UNSURE = f"VALUES ?o {{ {' '.join(f'kg:{name}' for name in MODALITIES[1:])} }} GRAPH ?g {{ ?s kg:modality ?o }}"
_SPAN = re.compile(r"char=(\d+),(\d+)")

Values = dict[str, str]
Spans = tuple[Span, ...]


class Rows(Protocol):
    """What a page needs of an open graph; ``kg.open`` gives one."""

    def ask(self, sparql: str) -> Any:
        """Run SPARQL."""


def view_of(graph: Rows, title: str | None = None) -> View:
    """Give everything a page shows of a graph."""
    articles = _articles(graph)
    statements = _statements(graph, {iri: one.id for iri, one in articles.items()})
    ends = {end for one in statements for end in (one.subject, one.object, *one.holders)}
    return View(
        title=title or TITLE,
        entities=tuple(_entities(graph, ends)),
        statements=statements,
        disputes=_disputes(graph, {one.id: one for one in statements}),
        articles=tuple(sorted(articles.values(), key=lambda one: (one.published or "~", one.id))),
        copies=tuple((articles[one].id, articles[other].id) for one, other in _pairs(graph, "?s kg:nearCopyOf ?o")),
        marks=tuple(_marks(graph, articles)),
    )


def _pairs(graph: Rows, pattern: str) -> Iterator[tuple[str, str]]:
    """Yield ``?s`` and ``?o`` of a pattern."""
    for row in graph.ask(f"SELECT ?s ?o WHERE {{ {pattern} }}"):
        yield row[0].value, row[1].value


def _values(graph: Rows, pattern: str) -> Values:
    """Give ``?o`` by ``?s``; the least of several, so that their order does not matter."""
    found: Values = {}
    for one, value in _pairs(graph, pattern):
        if one not in found or value < found[one]:
            found[one] = value
    return found


def _said(graph: Rows, name: str) -> Values:
    """Give the values of a property in the graphs of the articles."""
    return _values(graph, f"GRAPH ?g {{ ?s {name} ?o }}")


def _entities(graph: Rows, ends: set[str]) -> Iterator[Entity]:
    """Yield what is known of these; one that nothing describes keeps its id as label."""
    known: dict[str, Entity] = {}
    asked = _named(f"entity/{quote(end, safe='~')}" for end in ends)
    for row in graph.ask(DESCRIBED.replace("ASKED", asked)):
        one = Entity(_tail(row["s"].value), row["label"].value, _tail(row["type"].value))
        known[one.id] = min(one, known.get(one.id, one), key=lambda found: (found.label, found.type))
    for end in sorted(ends):
        yield known.get(end, Entity(end, end))


def _articles(graph: Rows) -> dict[str, Article]:
    """Give the articles by their IRIs."""
    text, title, url = (_said(graph, name) for name in ("schema:text", "dcterms:title", "schema:url"))
    issued, language = _said(graph, "dcterms:issued"), _said(graph, "dcterms:language")
    source = _values(graph, "?s a kg:Article ; dcterms:publisher/skos:prefLabel ?o")
    return {
        iri: Article(
            id=name,
            text=text.get(iri, ""),
            title=title.get(iri),
            source=source.get(iri),
            published=issued.get(iri),
            url=url.get(iri),
            language=language.get(iri, "en"),
        )
        for iri, name in _said(graph, "dcterms:identifier").items()
    }


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a claim was read: its sentence, its ends, its predicate, who says it; spans that are not known are None."""

    sentence: Span
    subject: Span | None = None
    object: Span | None = None
    trigger: Span | None = None
    holders: Spans = ()


def _statements(graph: Rows, articles: Mapping[str, str]) -> tuple[Statement, ...]:
    affirms, denies = _said(graph, "kg:affirms"), _said(graph, "kg:denies")
    subject, relation, object_ = (_values(graph, f"?s rdf:{name} ?o") for name in ("subject", "predicate", "object"))
    modality = _values(graph, UNSURE)
    score, own = _said(graph, "kg:score"), _said(graph, "kg:ownVoice")
    holder, chain, time = (_said(graph, f"kg:{name}") for name in ("heldBy", "holderChain", "time"))
    tense, status = _said(graph, "kg:tense"), _values(graph, "VALUES ?o { kg:contested } ?s kg:status ?o")
    places = _places(graph)

    def made(claim: str, article: str) -> Statement:
        stated = affirms.get(claim) or denies[claim]
        place = places.get(claim, _Place((0, 0)))
        return Statement(
            id=_tail(claim),
            subject=_tail(subject[stated]),
            relation=_tail(relation[stated]),
            object=_tail(object_[stated]),
            article=article,
            sentence=place.sentence,
            holders=() if claim in own else _chain(chain.get(claim), holder.get(claim)),
            polarity="affirmed" if claim in affirms else "denied",
            modality=cast("Modality", _tail(modality.get(claim, "asserted"))),
            time=time.get(claim),
            tense=cast("Tense | None", tense.get(claim)),
            subject_span=place.subject,
            object_span=place.object,
            trigger=place.trigger,
            holder_spans=place.holders,
            score=float(score[claim]),
            status=_tail(status.get(stated, "")),
        )

    held = _pairs(graph, "GRAPH ?o { ?s a kg:Claim }")
    return tuple(made(claim, articles[article]) for claim, article in sorted(held) if article in articles)


def _chain(chain: str | None, holder: str | None) -> tuple[str, ...]:
    """Give who says it, outermost first, by their ids."""
    return tuple(map(unquote, chain.split(" "))) if chain else (_tail(holder),) if holder else ()


def _places(graph: Rows) -> dict[str, _Place]:
    """Give where each claim was read first; of several readings of one place the first counts."""
    found: dict[str, _Place] = {}
    for row in graph.ask(PLACES):
        claim, texts = row[0].value, [row[at].value if row[at] else "" for at in range(3, 7)]
        subject, object_, trigger, holders = map(_spans, texts)
        sentence = int(row[1].value), int(row[2].value)
        place = _Place(sentence, _first(subject), _first(object_), _first(trigger), holders)
        found[claim] = min(found.get(claim, place), place, key=_order)
    return found


def _first(found: Spans) -> Span | None:
    return found[0] if found else None


def _order(place: _Place) -> tuple[Span, ...]:
    return place.sentence, place.trigger or (0, 0), place.subject or (0, 0), place.object or (0, 0)


def _disputes(graph: Rows, known: Mapping[str, Statement]) -> tuple[Dispute, ...]:
    against = _values(graph, "?s kg:reference ?o")
    facts = {row["fact"].value: _fact(row) for row in graph.ask(FACTS.replace("ASKED", _named(against.values())))}
    kinds = {iri: _tail(kind) for iri, kind in _values(graph, "?s kg:kind ?o").items()}
    claims: dict[str, list[Statement]] = defaultdict(list)
    for conflict, claim in sorted(_pairs(graph, "?s kg:side ?o")):
        if _tail(claim) in known:
            claims[conflict].append(known[_tail(claim)])
    ordered = sorted(kinds.items(), key=lambda one: (one[1], one[0]))
    return tuple(
        Dispute(_tail(iri), kind, sides(claims[iri], kind), facts.get(against.get(iri, ""), ""))
        for iri, kind in ordered
    )


def sides(claims: Sequence[Statement], kind: str) -> tuple[tuple[str, ...], ...]:
    """Give the ids of a conflict's claims by side: those who affirm and those who deny, else one side a proposition."""
    found: dict[Any, list[str]] = defaultdict(list)
    for one in claims:
        found[one.polarity if kind == "denial" else (one.subject, one.relation, one.object)].append(one.id)
    return tuple(tuple(found[key]) for key in sorted(found))


def _fact(row: Any) -> str:
    """Give a fact of the reference in words."""
    time = [row[name].value if row[name] else "" for name in ("from", "until")]
    ends = row["subject"].value, phrase(_tail(row["relation"].value))[0], row["object"].value
    return " ".join(ends) + (f", {time[0] or '…'} to {time[1] or 'now'}" if any(time) else "")


def _marks(graph: Rows, articles: Mapping[str, Article]) -> Iterator[Mark]:
    """Yield where the articles name somebody, and which words tell that somebody speaks."""
    ids = {iri: one.id for iri, one in articles.items()}
    names: dict[str, str] = {}
    for row in graph.ask("SELECT ?g ?s ?o { GRAPH ?g { ?s kg:mentionedAt ?o } }"):
        where, who = row[0].value, row[1].value
        if where in ids:
            if who not in names:
                names[who] = _tail(who)
            for start, end in _SPAN.findall(row[2].value):
                yield Mark(ids[where], int(start), int(end), names[who])
    for where, text in _pairs(graph, "GRAPH ?g { ?s kg:cuesAt ?o }"):
        if where in ids:
            yield from (Mark(ids[where], *span) for span in _spans(text))


def _named(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in sorted(set(iris)))


def _tail(iri: str) -> str:
    """Give the local id of an IRI of the data, or the name of a term of the ontology."""
    name = iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]
    return unquote(name) if "%" in name else name


def _spans(text: str) -> Spans:
    """Give the spans that RFC 5147 writes as ``char=0,5``, several with semicolons between."""
    return tuple((int(start), int(end)) for start, end in _SPAN.findall(text))
