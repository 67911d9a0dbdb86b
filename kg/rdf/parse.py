"""Read an article's quads back into the reading they were written from (article and claims)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import cast
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.errors import StoreError
from kg.model import (
    MODALITIES,
    POLARITIES,
    TENSES,
    Article,
    Claim,
    End,
    Modality,
    OpenClaim,
    Polarity,
    Reading,
    Span,
    Tense,
)
from kg.rdf import write
from kg.rdf.terms import ONTOLOGY, kg, local_id, spans

Graph = dict[str, dict[str, list[str]]]


def quads_reading(quads: Iterable[Quad]) -> Reading:
    """Give the article, claims and open claims that ``reading_quads`` wrote, in the order of their text.

    Mentions, attributions, events and times are not kept in the graph and come back empty.

    Raises
    ------
    StoreError
        If the quads are not one article's.
    """
    quads = list(quads)
    graph = _index(quads)
    articles = [node for node, facts in graph.items() if kg("Article").value in facts[write.TYPE.value]]
    if len(articles) != 1:
        raise StoreError(f"{len(articles)} articles in one graph", "give the quads of one article's named graph")
    article = _article(graph[articles[0]])
    occurrences = [facts for facts in graph.values() if facts[kg("ofClaim").value]]
    claims = sorted(
        (_claim(facts, graph, article) for facts in occurrences), key=lambda one: (one.quote, one.trigger, one.id)
    )
    said = (facts for facts in graph.values() if kg("OpenClaim").value in facts[write.TYPE.value])
    opened = sorted((_open(facts, graph, article) for facts in said), key=_place)
    return Reading(article=article, claims=tuple(claims), open=tuple(opened))


def _place(said: OpenClaim) -> tuple[object, ...]:
    ends = said.subject.start, said.object.start, said.subject.entity, said.object.entity
    return said.sentence, said.trigger, said.predicate, *ends, said.polarity, said.modality


def _index(quads: Iterable[Quad]) -> Graph:
    graph: Graph = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        graph[_value(quad.subject)][quad.predicate.value].append(_value(quad.object))
    return graph


def _value(term: NamedNode | BlankNode | Literal | Triple) -> str:
    return cast("NamedNode | Literal", term).value


def _one(facts: dict[str, list[str]], predicate: NamedNode) -> str:
    values = facts[predicate.value]
    if len(values) != 1:
        raise StoreError(f"{len(values)} values of {predicate.value} where there must be one", "build the graph again")
    return values[0]


def _maybe(facts: dict[str, list[str]], predicate: NamedNode) -> str | None:
    return _one(facts, predicate) if facts[predicate.value] else None


def _article(facts: dict[str, list[str]]) -> Article:
    return Article(
        id=_one(facts, write.IDENTIFIER),
        text=_one(facts, write.TEXT),
        title=_maybe(facts, write.TITLE),
        source=_maybe(facts, write.SOURCE_NAME),
        published=_maybe(facts, write.ISSUED),
        url=_maybe(facts, write.URL),
        language=_one(facts, write.LANGUAGE),
    )


def _claim(facts: dict[str, list[str]], graph: Graph, article: Article) -> Claim:
    claim = graph[_one(facts, kg("ofClaim"))]
    told = facts if facts[kg("evidence").value] else claim  # of a claim that was read at one place all is told there
    evidence = graph[_one(told, kg("evidence"))]
    affirmed = _maybe(claim, kg("affirms"))
    proposition = graph[affirmed or _one(claim, kg("denies"))]
    holders = [] if claim[kg("ownVoice").value] else _chain(claim)
    places = zip(_spans(facts, "holdersAt"), holders, strict=True)
    subject = _end(_spans(facts, "subjectAt")[0], _one(proposition, write.SUBJECT), graph, article)
    object_ = _end(_spans(facts, "objectAt")[0], _one(proposition, write.OBJECT), graph, article)
    if facts[kg("reversed").value]:
        subject, object_ = object_, subject
    quote = int(_one(evidence, kg("start"))), int(_one(evidence, kg("end")))
    return Claim(
        article=article.id,
        subject=subject,
        relation=local_id(NamedNode(_one(proposition, write.PREDICATE))),
        object=object_,
        sentence=(
            int(_maybe(evidence, kg("sentenceStart")) or quote[0]),
            int(_maybe(evidence, kg("sentenceEnd")) or quote[1]),
        ),
        quote=quote,
        trigger=_spans(facts, "triggerAt")[0],
        holders=tuple(_end(place, holder, graph, article) for place, holder in places),
        polarity="affirmed" if affirmed else "denied",
        modality=_modality(_one(claim, kg("modality"))),
        time=_maybe(told, kg("time")),
        score=float(_one(told, kg("score"))),
        tense=_tense(_maybe(told, kg("tense"))),
    )


def _open(facts: dict[str, list[str]], graph: Graph, article: Article) -> OpenClaim:
    evidence = graph[_one(facts, kg("evidence"))]
    return OpenClaim(
        subject=_end(_spans(facts, "subjectAt")[0], _one(facts, write.SUBJECT), graph, article),
        predicate=_one(facts, kg("openRelation")),
        object=_end(_spans(facts, "objectAt")[0], _one(facts, write.OBJECT), graph, article),
        sentence=(int(_one(evidence, kg("start"))), int(_one(evidence, kg("end")))),
        trigger=_spans(facts, "triggerAt")[0],
        polarity=_polarity(_one(facts, kg("polarity"))),
        modality=_modality(_one(facts, kg("modality"))),
    )


def _polarity(value: str) -> Polarity:
    if value not in POLARITIES:
        raise StoreError(f"no polarity is named {value!r}", f"one of {', '.join(POLARITIES)}")
    return value


def _modality(value: str) -> Modality:
    name = value.removeprefix(ONTOLOGY)
    if name not in MODALITIES:
        raise StoreError(f"no modality is named {name!r}", f"one of {', '.join(MODALITIES)}")
    return name


def _tense(value: str | None) -> Tense | None:
    if value is not None and value not in TENSES:
        raise StoreError(f"no tense is named {value!r}", f"one of {', '.join(TENSES)}")
    return value


def _chain(claim: dict[str, list[str]]) -> list[str]:
    """Give the IRIs of the holders, outermost first."""
    innermost = _one(claim, kg("heldBy"))
    chain = _maybe(claim, kg("holderChain"))
    base = innermost.rsplit("/", 1)[0]
    return [f"{base}/{one}" for one in chain.split(" ")] if chain is not None else [innermost]


def _spans(facts: dict[str, list[str]], name: str) -> list[Span]:
    return spans(_maybe(facts, kg(name)) or "")


def _end(span: Span, entity: str, graph: Graph, article: Article) -> End:
    facts = graph[entity]
    return End(
        start=span[0],
        end=span[1],
        text=article.text[span[0] : span[1]],
        entity=unquote(entity.rsplit("/", 1)[1]),
        label=_one(facts, write.LABEL),
        type=local_id(NamedNode(_one(facts, write.TYPE))),
    )
