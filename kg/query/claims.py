"""Give claims as values, with all that a page or a table shows of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import unquote

from pyoxigraph import NamedNode, QuerySolution, Store

from kg.model import BASE, Modality, Polarity, Span
from kg.query.resolve import RESOLVERS
from kg.query.run import select
from kg.rdf import ONTOLOGY
from kg.relations import relations


@dataclass(frozen=True, slots=True)
class Party:
    """An entity (or an article, as the holder of its own voice): local id, label, class."""

    id: str
    label: str
    type: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as a source: id, title, name of the outlet, date and address, each as the article gives it."""

    id: str
    title: str
    source: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A place a claim was read at; offsets are characters of the article's text, ``sentence`` is the text around."""

    id: str
    quote: str
    span: Span
    sentence: str
    sentence_span: Span


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with all that is shown of it.

    ``id``, ``proposition`` and ``conflicts`` are local ids. ``holders`` runs from the outermost speaker inwards; in the
    article's own voice (``own_voice``) it is the outlet, or the article where that is unknown. ``status`` and
    ``sources`` (independent ones) are the proposition's; ``time`` is what the claim speaks of, ISO 8601.
    """

    id: str
    proposition: str
    subject: Party
    relation: str
    group: str
    object: Party
    holders: tuple[Party, ...]
    own_voice: bool
    polarity: Polarity
    modality: Modality
    time: str | None
    score: float
    article: ArticleView
    evidence: tuple[EvidenceView, ...]
    status: str
    sources: int
    conflicts: tuple[str, ...]

    @property
    def quote(self) -> str:
        """The words it was read from, at the first place."""
        return self.evidence[0].quote if self.evidence else ""

    @property
    def sentence(self) -> str:
        """The sentence it was read from, at the first place."""
        return self.evidence[0].sentence if self.evidence else ""


CHOICES: Final[Mapping[str, str]] = {
    "subject": "entity",
    "relation": "relation",
    "object": "entity",
    "holder": "entity",
    "article": "article",
    "modality": "modality",
}
"""What claims can be chosen by, and the type of each as in named queries."""

_CHOSEN: Final = """VALUES ?subject {{ {subject} }} VALUES ?relation {{ {relation} }} VALUES ?object {{ {object} }}
    VALUES ?holder {{ {holder} }} VALUES ?article {{ {article} }} VALUES ?modality {{ {modality} }}"""
_PATTERN: Final = """?claim a kg:Claim ; ?stand ?p ; kg:modality ?modality ; kg:heldBy ?holder .
    VALUES ?stand {{ kg:affirms kg:denies }}
    ?p rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ."""
CLAIMS: Final = """
SELECT ?claim ?stand ?p ?subject ?relation ?object ?holder ?own ?chain ?modality ?score ?time ?article
WHERE {{ {chosen} GRAPH ?article {{ {pattern} ?claim kg:score ?score .
    OPTIONAL {{ ?claim kg:ownVoice ?own }} OPTIONAL {{ ?claim kg:holderChain ?chain }}
    OPTIONAL {{ ?claim kg:time ?time }}
}} }}"""
EVIDENCE: Final = """SELECT ?claim ?ev ?quote ?start ?end ?first ?last ?article WHERE {{ {chosen}
    GRAPH ?article {{ {pattern}
    ?claim kg:evidence ?ev . ?ev oa:exact ?quote ; kg:start ?start ; kg:end ?end ;
        kg:sentenceStart ?first ; kg:sentenceEnd ?last }} }}"""
ARTICLES: Final = """SELECT ?article ?id ?title ?source ?published ?url ?text WHERE {
  GRAPH ?article { ?article a kg:Article ; dcterms:identifier ?id ; schema:text ?text .
    OPTIONAL { ?article dcterms:title ?title } OPTIONAL { ?article dc:publisher ?source }
    OPTIONAL { ?article dcterms:issued ?published } OPTIONAL { ?article schema:url ?url } }
}"""
PARTIES: Final = "SELECT ?node ?label ?type { ?node skos:prefLabel ?label ; a ?type }"
STATUSES: Final = "SELECT ?p ?status ?sources { ?p kg:status ?status ; kg:sources ?sources }"
CONFLICTS: Final = "SELECT ?conflict ?claim { ?conflict a kg:Conflict ; kg:side ?claim }"


def claims(store: Store, base: str = BASE, **chosen: str) -> tuple[ClaimView, ...]:
    """Give the claims of a graph, in the order of articles and their text; this is what pages and tables are made of.

    Parameters
    ----------
    store : Store
        The store of an open graph.
    base : str
        Its base of data IRIs.
    chosen : str
        What to choose by, in words (``CHOICES``): subject, relation, object, holder (the innermost), article, modality.

    Raises
    ------
    QueryError
        If the words name nothing in the graph.
    """
    terms = {name: str(RESOLVERS[kind](store, chosen[name], base)) if chosen.get(name) else "UNDEF"
             for name, kind in CHOICES.items()}  # fmt: skip
    parts = {"chosen": _CHOSEN.format(**terms), "pattern": _PATTERN.format()}
    book = _Book(store, base)
    evidence = book.evidence(EVIDENCE.format(**parts))
    found: dict[str, ClaimView] = {}
    for row in select(store, CLAIMS.format(**parts), base):
        view = book.view(row, evidence[row["claim"].value])
        found.setdefault(view.id, view)
    return tuple(sorted(found.values(), key=_place))


def _place(view: ClaimView) -> tuple[object, ...]:
    first = view.evidence[0].span if view.evidence else (0, 0)
    return (view.article.id, first, view.subject.id, view.relation, view.object.id, view.id)


def _text(row: QuerySolution, name: str) -> str | None:
    term = row[name]
    return None if term is None else cast("str", term.value)


class _Book:
    """What claims refer to, looked up once: articles, labels and classes, statuses, conflicts."""

    def __init__(self, store: Store, base: str) -> None:
        self.store, self.base = store, base
        rows = list(select(store, ARTICLES, base))
        self.articles = {row["article"].value: _article(row) for row in rows}
        self.texts = {row["article"].value: row["text"].value for row in rows}
        self.parties = {row["node"].value: _party(row) for row in select(store, PARTIES, base)}
        self.statuses = {row["p"].value: (_name(row["status"]), int(row["sources"].value))
                         for row in select(store, STATUSES, base)}  # fmt: skip
        self.conflicts: dict[str, list[str]] = defaultdict(list)
        for row in select(store, CONFLICTS, base):
            self.conflicts[row["claim"].value].append(_tail(row["conflict"].value))

    def evidence(self, query: str) -> dict[str, list[EvidenceView]]:
        """Give the places of each claim, by its IRI."""
        found: dict[str, list[EvidenceView]] = defaultdict(list)
        for row in select(self.store, query, self.base):
            start, end, first, last = (int(row[name].value) for name in ("start", "end", "first", "last"))
            sentence = self.texts[row["article"].value][first:last]
            view = EvidenceView(_tail(row["ev"].value), row["quote"].value, (start, end), sentence, (first, last))
            found[row["claim"].value].append(view)
        return found

    def view(self, row: QuerySolution, evidence: list[EvidenceView]) -> ClaimView:
        """Give the claim of a row with its evidence."""
        relation = _name(row["relation"])
        status, sources = self.statuses.get(row["p"].value, ("reported", 0))
        return ClaimView(
            id=_tail(row["claim"].value),
            proposition=_tail(row["p"].value),
            subject=self.party(row["subject"].value),
            relation=relation,
            group=relations()[relation].group if relation in relations() else "",
            object=self.party(row["object"].value),
            holders=self.holders(row),
            own_voice=row["own"] is not None,
            polarity="affirmed" if _name(row["stand"]) == "affirms" else "denied",
            modality=cast("Modality", _name(row["modality"])),
            time=_text(row, "time"),
            score=float(row["score"].value),
            article=self.articles[row["article"].value],
            evidence=tuple(sorted(evidence, key=lambda one: one.span)),
            status=status,
            sources=sources,
            conflicts=tuple(sorted(self.conflicts[row["claim"].value])),
        )

    def holders(self, row: QuerySolution) -> tuple[Party, ...]:
        """Give the chain of holders, outermost first."""
        chain = _text(row, "chain")
        if chain is None:
            return (self.party(row["holder"].value),)
        return tuple(self.party(f"{self.base}entity/{one}") for one in chain.split(" "))

    def party(self, name: str) -> Party:
        """Give an entity by its IRI; one that nothing describes keeps its id as label."""
        return self.parties.get(name) or Party(_tail(name), _tail(name), "Entity")


def _party(row: QuerySolution) -> Party:
    return Party(_tail(row["node"].value), row["label"].value, _name(row["type"]))


def _article(row: QuerySolution) -> ArticleView:
    identity = row["id"].value
    title = _text(row, "title") or identity
    return ArticleView(identity, title, _text(row, "source"), _text(row, "published"), _text(row, "url"))


def _tail(name: str) -> str:
    return unquote(name.rsplit("/", 1)[-1])


def _name(node: object) -> str:
    return cast("NamedNode", node).value.removeprefix(ONTOLOGY)
