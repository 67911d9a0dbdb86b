"""Check a graph: against its shapes (SHACL), and against laws that shapes cannot say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store

from kg.model import BASE, proposition_id
from kg.query.constraints import Node
from kg.query.results import short
from kg.query.shapes import violations
from kg.rdf import iri, kg, local_id, prefixes, text_hash
from kg.rdf.write import OBJECT, PREDICATE, SUBJECT, TEXT, TYPE
from kg.resources import resource

VIEW, CONTESTED, PENDING = DefaultGraph(), kg("contested"), kg("pending")
WITHOUT_EVIDENCE: Final = """SELECT ?article ?claim WHERE { VALUES ?kind { kg:Claim kg:OpenClaim }
    GRAPH ?article { ?claim a ?kind FILTER NOT EXISTS { ?claim kg:evidence ?any } } }"""
EVIDENCE_ELSEWHERE: Final = """SELECT ?article ?claim ?evidence WHERE { VALUES ?kind { kg:Claim kg:OpenClaim }
    GRAPH ?article { ?claim a ?kind ; kg:evidence ?evidence FILTER NOT EXISTS { ?evidence a kg:Evidence } } }"""
QUOTES: Final = """SELECT ?evidence ?quote ?start ?end WHERE { GRAPH ARTICLE { ?evidence oa:exact ?quote
    OPTIONAL { ?evidence kg:start ?start } OPTIONAL { ?evidence kg:end ?end } } }"""
PLACED: Final = """SELECT ?node ?name ?places WHERE { GRAPH ARTICLE { ?node ?name ?places
    FILTER(?name IN (kg:subjectAt, kg:objectAt, kg:triggerAt, kg:holdersAt)) } }"""
PLAIN: Final = """SELECT ?graph ?subject ?relation ?object WHERE {
    { ?subject ?relation ?object }
    UNION { GRAPH kg:contested { ?subject ?relation ?object } BIND(kg:contested AS ?graph) }
    FILTER(STRSTARTS(STR(?relation), STR(kg:)) && STRSTARTS(STR(?subject), STR(ent:))
        && ?relation NOT IN (kg:mentions, kg:articles, kg:heldClaims, kg:heldDenials, kg:heldIn)) }"""
"""What entities are said to do, in the view and beside it, without what is counted of them."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong where: the law that is broken, the graph and the node (short IRIs), in words."""

    law: str
    graph: str
    node: str
    problem: str

    def __str__(self) -> str:
        return f"{self.graph}: {self.node}: {self.problem} ({self.law})"


def check(store: Store, base: str = BASE) -> Iterator[Fault]:
    """Yield all that is wrong with a graph."""
    laws = (claims, quotes, hashes, plain_triples, conflicts, notes, shapes)
    yield from (Fault(law.__name__, _short(where, base), _short(node, base), said)
                for law in laws for where, node, said in law(store, base))  # fmt: skip


Found = tuple[object, object, str]


def _short(term: object, base: str) -> str:
    return "view" if isinstance(term, DefaultGraph) else str(short(cast("NamedNode", term), base))


def _typed(store: Store, name: str) -> Iterator[Quad]:
    return store.quads_for_pattern(None, TYPE, kg(name), None)


def _value(store: Store, node: NamedNode, predicate: NamedNode, graph: Any) -> str:
    quad = next(store.quads_for_pattern(node, predicate, None, graph), None)
    return "" if quad is None else cast("NamedNode | Literal", quad.object).value


def claims(store: Store, _base: str) -> Iterator[Found]:
    """Each claim, and each open one, has evidence in its article."""
    for graph, node in _rows(store, WITHOUT_EVIDENCE):
        yield graph, node, "the claim has no evidence"
    for graph, node, evidence in _rows(store, EVIDENCE_ELSEWHERE):
        yield graph, node, f"its evidence {local_id(cast('NamedNode', evidence))} is not in this article"


def _rows(store: Store, query: str, base: str = BASE) -> Iterator[Any]:
    return iter(cast("QuerySolutions", store.query(query, prefixes=prefixes(base))))


def quotes(store: Store, _base: str) -> Iterator[Found]:
    """Each quote equals its characters of the article's text, and each place lies within it."""
    for article in sorted({quad.graph_name for quad in _typed(store, "Article")} - {VIEW}, key=str):
        text = _value(store, cast("NamedNode", article), TEXT, article)
        for node, quote, *offsets in _rows(store, QUOTES.replace("ARTICLE", str(article))):
            start, end = (-1 if one is None else _number(one.value) for one in offsets)
            if not 0 <= start <= end <= len(text) or text[start:end] != quote.value:
                yield article, node, f"the quote is not what the text says at {start}-{end}"
        for node, name, places in _rows(store, PLACED.replace("ARTICLE", str(article))):
            spans = (map(_number, place.partition(",")[::2]) for place in places.value.replace("char=", "").split(";"))
            if any(not 0 <= start <= end <= len(text) for start, end in spans):
                yield article, node, f"{local_id(name)} lies outside the text"


def _number(digits: str) -> int:
    """Give an offset; -1, which no text has, for what is none."""
    return int(digits) if digits.isascii() and digits.isdigit() else -1


def hashes(store: Store, base: str) -> Iterator[Found]:
    """Texts and propositions are named by what they hold."""
    for quad in store.quads_for_pattern(None, kg("textHash"), None, None):
        node = cast("NamedNode", quad.subject)
        if text_hash(_value(store, node, TEXT, quad.graph_name)) != cast("Literal", quad.object).value:
            yield quad.graph_name, node, "the text is not the one whose hash is kept"
    for quad in _typed(store, "Proposition"):
        node = cast("NamedNode", quad.subject)
        ends = [_value(store, node, one, quad.graph_name) for one in (SUBJECT, PREDICATE, OBJECT)]
        if all(ends) and node != iri("prop", proposition_id(*(local_id(NamedNode(end)) for end in ends)), base):
            yield quad.graph_name, node, "the proposition is not named by the hash of subject, relation and object"


def plain_triples(store: Store, base: str) -> Iterator[Found]:
    """No plain triple without a claim that tells it as a fact."""
    for graph, subject, relation, value in _rows(store, PLAIN, base):
        if not _is_asserted(store, (subject, relation, value), base):
            yield graph or VIEW, subject, f"nobody says {local_id(relation)} of it and {_name(value)}"


def _name(term: object) -> str:
    return local_id(term) if isinstance(term, NamedNode) else str(term)


def _is_asserted(store: Store, ends: tuple[object, object, object], base: str) -> bool:
    node = iri("prop", proposition_id(*map(_name, ends)), base)
    return any(
        Quad(claim.subject, kg("modality"), kg("asserted"), claim.graph_name) in store
        for stand in (kg("affirms"), kg("denies"))
        for claim in store.quads_for_pattern(None, stand, node, None)
    )


def conflicts(store: Store, _base: str) -> Iterator[Found]:
    """Conflicts are between propositions, and have claims on their sides, that exist."""
    for quad in _typed(store, "Conflict"):
        node = quad.subject
        for name, kind, what in (("between", "Proposition", "proposition"), ("side", "Claim", "claim"),
                                 ("reference", "Fact", "fact")):  # fmt: skip
            ends = [cast("NamedNode", one.object) for one in store.quads_for_pattern(node, kg(name), None, VIEW)]
            if not ends and name != "reference":
                yield VIEW, node, f"the conflict names no {what}"
            for end in ends:
                if not any(True for _ in store.quads_for_pattern(end, TYPE, kg(kind), None)):
                    yield VIEW, node, f"there is no {what} {local_id(end)}"


def notes(store: Store, _base: str) -> Iterator[Found]:
    """No note is left of what the view has not been made of."""
    for quad in store.quads_for_pattern(None, None, None, PENDING):
        yield PENDING, quad.subject, "the view has not been made anew since this changed; build again"


def shapes(store: Store, base: str) -> Iterator[Found]:
    """Articles and view together fit ``ontology/shapes.ttl``."""
    for one in violations(store, resource("shapes.ttl")):
        yield _holding(store, one.node), one.node, one.told(base)


def _holding(store: Store, node: Node) -> object:
    """Give the graph that tells of a node: that of an article, if one does, else the view."""
    graphs = {quad.graph_name for quad in store.quads_for_pattern(node, None, None, None)}
    return min((one for one in graphs if isinstance(one, NamedNode)), key=str, default=VIEW)
