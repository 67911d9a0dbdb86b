"""Give claims as values, with all that a page or a table shows of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import unquote

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolution, Store

from kg.model import BASE, Modality, Polarity, Span, Tense
from kg.query import cards
from kg.query.resolve import RESOLVERS
from kg.query.run import select
from kg.rdf import ONTOLOGY, kg
from kg.rdf.write import IDENTIFIER, ISSUED, LABEL, SOURCE_NAME, TEXT, TITLE, TYPE, URL
from kg.relations import is_symmetric, relations


@dataclass(frozen=True, slots=True)
class Party:
    """An entity (or an article, as the holder of its own voice): local id, label, class."""

    id: str
    label: str
    type: str

    def _repr_html_(self) -> str:
        return cards.party(self)


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as a source: id, title, name of the outlet, date and address, each as the article gives it."""

    id: str
    title: str
    source: str | None
    published: str | None
    url: str | None

    def _repr_html_(self) -> str:
        return cards.article(self)


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
    ``sources`` (independent ones) are the proposition's; ``time`` is what the claim speaks of, ISO 8601; ``tense`` says
    whether it is told as past or as present, None where nothing tells.
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
    tense: Tense | None
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

    def _repr_html_(self) -> str:
        return cards.claim(self)


CHOICES: Final[Mapping[str, str]] = {
    "subject": "entity",
    "relation": "relation",
    "object": "entity",
    "holder": "entity",
    "article": "article",
    "modality": "modality",
}
"""What claims can be chosen by, and the type of each as in named queries."""

_TURNED: Final = {"subject": "object", "object": "subject"}
_PATTERN: Final = """?claim a kg:Claim ; ?stand ?p ; kg:modality ?modality ; kg:heldBy ?holder .
    FILTER(?stand IN (kg:affirms, kg:denies))
    ?p rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ."""
CLAIMS: Final = f"""
SELECT ?claim ?stand ?p ?subject ?relation ?object ?holder ?own ?chain ?modality ?score ?time ?tense ?article
WHERE {{ GRAPH ?article {{ CHOSEN {_PATTERN} ?claim kg:score ?score .
    OPTIONAL {{ ?claim kg:ownVoice ?own }} OPTIONAL {{ ?claim kg:holderChain ?chain }}
    OPTIONAL {{ ?claim kg:time ?time }} OPTIONAL {{ ?claim kg:tense ?tense }}
}} }}"""
VIEW: Final = DefaultGraph()
AT_ONCE: Final = 200
"""Claims that one query names."""
_PLACES: Final = """?claim a kg:Claim ; kg:evidence ?ev . ?ev a kg:Evidence ; oa:exact ?quote ;
    kg:start ?start ; kg:end ?end .
    OPTIONAL { ?ev kg:sentenceStart ?before } OPTIONAL { ?ev kg:sentenceEnd ?after }
    BIND(COALESCE(?before, ?start) AS ?first) BIND(COALESCE(?after, ?end) AS ?last)"""
_EVIDENCE: Final = "SELECT ?claim ?ev ?quote ?start ?end ?first ?last ?article WHERE"
EVIDENCE: Final = f"{_EVIDENCE} {{ GRAPH ?article {{ {_PLACES} }} }}"
CHOSEN_EVIDENCE: Final = f"{_EVIDENCE} {{ GRAPH ?article {{ CHOSEN {_PATTERN} {_PLACES} }} }}"


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
    terms: dict[str, NamedNode | Literal] = {
        name: RESOLVERS[kind](store, chosen[name], base) for name, kind in CHOICES.items() if chosen.get(name)
    }
    return _found(_Book(store, base), _choices(terms), CHOSEN_EVIDENCE if terms else EVIDENCE)


def claims_named(store: Store, names: Iterable[str], base: str = BASE) -> tuple[ClaimView, ...]:
    """Give some claims by their IRIs, in the order of articles and their text; no other claim is looked at."""
    ordered = [str(NamedNode(name)) for name in sorted(set(names))]
    parts = (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))
    return _found(_Book(store, base), (f"VALUES ?claim {{ {' '.join(part)} }}" for part in parts), CHOSEN_EVIDENCE)


def _found(looked_up: _Book, choices: Iterable[str], places: str) -> tuple[ClaimView, ...]:
    found: dict[str, ClaimView] = {}
    for values in choices:
        evidence = looked_up.evidence(places.replace("CHOSEN", values))
        for row in select(looked_up.store, CLAIMS.replace("CHOSEN", values), looked_up.base):
            view = looked_up.view(row, evidence[row["claim"].value])
            found.setdefault(view.id, view)
    return tuple(sorted(found.values(), key=_place))


def _choices(terms: Mapping[str, NamedNode | Literal]) -> Iterator[str]:
    """Yield what to choose claims by; a symmetric relation has no direction, so its ends are sought both ways."""
    yield " ".join(f"VALUES ?{name} {{ {term} }}" for name, term in terms.items())
    if terms.keys() & _TURNED.keys():
        turned = (f"VALUES ?{_TURNED.get(name, name)} {{ {term} }}" for name, term in terms.items())
        known = " ".join(str(kg(name)) for name in relations() if is_symmetric(name))
        yield " ".join((*turned, f"VALUES ?relation {{ {known} }}"))


def _place(view: ClaimView) -> tuple[object, ...]:
    first = view.evidence[0].span if view.evidence else (0, 0)
    return (view.article.id, first, view.subject.id, view.relation, view.object.id, view.id)


def _text(row: QuerySolution, name: str) -> str | None:
    term = row[name]
    return None if term is None else cast("str", term.value)


def book(store: Store, base: str = BASE) -> _Book:
    """Give what looks up entities and articles, each when first met."""
    return _Book(store, base)


class _Book:
    """What claims refer to, each looked up when first met: articles, entities, statuses, conflicts."""

    def __init__(self, store: Store, base: str) -> None:
        self.store, self.base = store, base
        self.parties: dict[str, Party] = {}
        self.articles: dict[str, tuple[ArticleView, str]] = {}

    def value(self, node: NamedNode, predicate: NamedNode, graph: NamedNode | DefaultGraph = VIEW) -> str | None:
        """Give the one value of a property, as text."""
        quad = next(self.store.quads_for_pattern(node, predicate, None, graph), None)
        return None if quad is None else cast("NamedNode | Literal", quad.object).value

    def evidence(self, query: str) -> dict[str, list[EvidenceView]]:
        """Give the places of each claim, by its IRI."""
        found: dict[str, list[EvidenceView]] = defaultdict(list)
        for row in select(self.store, query, self.base):
            start, end, first, last = (int(row[name].value) for name in ("start", "end", "first", "last"))
            sentence = self.article(row["article"])[1][first:last]
            view = EvidenceView(_tail(row["ev"].value), row["quote"].value, (start, end), sentence, (first, last))
            found[row["claim"].value].append(view)
        return found

    def view(self, row: QuerySolution, evidence: list[EvidenceView]) -> ClaimView:
        """Give the claim of a row with its evidence."""
        relation = _name(row["relation"])
        conflicts = self.store.quads_for_pattern(None, kg("side"), row["claim"], VIEW)
        return ClaimView(
            id=_tail(row["claim"].value),
            proposition=_tail(row["p"].value),
            subject=self.party(row["subject"]),
            relation=relation,
            group=relations()[relation].group if relation in relations() else "",
            object=self.party(row["object"]),
            holders=self.holders(row),
            own_voice=row["own"] is not None,
            polarity="affirmed" if _name(row["stand"]) == "affirms" else "denied",
            modality=cast("Modality", _name(row["modality"])),
            time=_text(row, "time"),
            tense=cast("Tense | None", _text(row, "tense")),
            score=float(row["score"].value),
            article=self.article(row["article"])[0],
            evidence=tuple(sorted(evidence, key=lambda one: one.span)),
            status=(self.value(row["p"], kg("status")) or "reported").removeprefix(ONTOLOGY),
            sources=int(self.value(row["p"], kg("sources")) or 0),
            conflicts=tuple(sorted(_tail(cast("NamedNode", quad.subject).value) for quad in conflicts)),
        )

    def holders(self, row: QuerySolution) -> tuple[Party, ...]:
        """Give the chain of holders, outermost first."""
        chain = _text(row, "chain")
        if chain is None:
            return (self.party(row["holder"]),)
        return tuple(self.party(NamedNode(f"{self.base}entity/{one}")) for one in chain.split(" "))

    def party(self, node: NamedNode) -> Party:
        """Give an entity; one that nothing describes keeps its id as label."""
        if node.value not in self.parties:
            kind = (self.value(node, TYPE) or "Entity").removeprefix(ONTOLOGY)
            identity = _tail(node.value)
            self.parties[node.value] = Party(identity, self.value(node, LABEL) or identity, kind)
        return self.parties[node.value]

    def article(self, node: NamedNode) -> tuple[ArticleView, str]:
        """Give an article and its text."""
        if node.value not in self.articles:
            identity, title, source, published, url, text = (
                self.value(node, one, node) for one in (IDENTIFIER, TITLE, SOURCE_NAME, ISSUED, URL, TEXT)
            )
            name = identity or _tail(node.value)
            self.articles[node.value] = (ArticleView(name, title or name, source, published, url), text or "")
        return self.articles[node.value]


def _tail(name: str) -> str:
    return unquote(name.rsplit("/", 1)[-1])


def _name(node: object) -> str:
    return cast("NamedNode", node).value.removeprefix(ONTOLOGY)
