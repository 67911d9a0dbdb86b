"""Check a graph: against its shapes (SHACL), and against laws that shapes cannot say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from kg.model import BASE, proposition_id
from kg.query.results import short
from kg.rdf import ONTOLOGY, iri, kg, local_id, text_hash
from kg.rdf.write import EXACT, LABEL, OBJECT, PREDICATE, SUBJECT, TEXT, TYPE
from kg.resources import resource

if TYPE_CHECKING:
    import rdflib

VIEW, CONTESTED, PENDING = DefaultGraph(), kg("contested"), kg("pending")
PLACES: Final = ("subjectAt", "objectAt", "triggerAt", "holdersAt")
CHUNK: Final = 25
"""Articles whose shapes are checked together."""


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
    laws = (claims, quotes, hashes, plain_triples, conflicts, notes)
    yield from (Fault(law.__name__, _short(where, base), _short(node, base), said)
                for law in laws for where, node, said in law(store, base))  # fmt: skip
    yield from shapes(store, base)


Found = tuple[object, object, str]


def _short(term: object, base: str) -> str:
    return "view" if isinstance(term, DefaultGraph) else str(short(cast("NamedNode", term), base))


def _typed(store: Store, name: str) -> Iterator[Quad]:
    return store.quads_for_pattern(None, TYPE, kg(name), None)


def _value(store: Store, node: NamedNode, predicate: NamedNode, graph: Any) -> str:
    quad = next(store.quads_for_pattern(node, predicate, None, graph), None)
    return "" if quad is None else cast("NamedNode | Literal", quad.object).value


def claims(store: Store, _base: str) -> Iterator[Found]:
    """Each claim, and each open one, has evidence in its article, and a claim is of one proposition."""
    for quad in chain(_typed(store, "Claim"), _typed(store, "OpenClaim")):
        node, graph = cast("NamedNode", quad.subject), quad.graph_name
        evidence = [one.object for one in store.quads_for_pattern(node, kg("evidence"), None, graph)]
        if not evidence:
            yield graph, node, "the claim has no evidence"
        for one in evidence:
            if Quad(cast("NamedNode", one), TYPE, kg("Evidence"), graph) not in store:
                yield graph, node, f"its evidence {local_id(cast('NamedNode', one))} is not in this article"


def quotes(store: Store, _base: str) -> Iterator[Found]:
    """Each quote equals its characters of the article's text, and each place lies within it."""
    texts: dict[object, str] = {}
    for quad in store.quads_for_pattern(None, EXACT, None, None):
        node, graph = cast("NamedNode", quad.subject), quad.graph_name
        text = texts.setdefault(graph, _value(store, cast("NamedNode", graph), TEXT, graph))
        start, end = (_number(_value(store, node, kg(name), graph)) for name in ("start", "end"))
        if not 0 <= start <= end <= len(text) or text[start:end] != cast("Literal", quad.object).value:
            yield graph, node, f"the quote is not what the text says at {start}-{end}"
    for name in PLACES:
        for quad in store.quads_for_pattern(None, kg(name), None, None):
            places = cast("Literal", quad.object).value.replace("char=", "").split(";")
            spans = (map(_number, place.partition(",")[::2]) for place in places)
            if any(not 0 <= start <= end <= len(texts.get(quad.graph_name, "")) for start, end in spans):
                yield quad.graph_name, quad.subject, f"{name} lies outside the text"


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
    described = {kg("mentions"), kg("articles"), kg("heldClaims"), kg("heldDenials"), kg("heldIn")}
    for graph in (VIEW, CONTESTED):
        for quad in store.quads_for_pattern(None, None, None, graph):
            entity = cast("NamedNode", quad.subject).value.startswith(f"{base}entity/")
            relation = quad.predicate.value.startswith(ONTOLOGY) and quad.predicate not in described
            if entity and relation and not _is_asserted(store, quad, base):
                yield graph, quad.subject, f"nobody says {local_id(quad.predicate)} of it and {_name(quad.object)}"


def _name(term: object) -> str:
    return local_id(term) if isinstance(term, NamedNode) else str(term)


def _is_asserted(store: Store, quad: Quad, base: str) -> bool:
    ends = (_name(term) for term in (quad.subject, quad.predicate, quad.object))
    node = iri("prop", proposition_id(*ends), base)
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


def shapes(store: Store, base: str) -> Iterator[Fault]:
    """Yield where a graph does not fit ``ontology/shapes.ttl``, a few articles at a time.

    With each article go the parts of the view that say something of its propositions and entities.
    """
    import rdflib

    known = rdflib.Graph().parse(resource("shapes.ttl"))
    graphs = iter(sorted({quad.graph_name for quad in _typed(store, "Article")} - {VIEW}, key=str))
    while chunk := list(islice(graphs, CHUNK)):
        quads = set(chain.from_iterable(store.quads_for_pattern(None, None, None, one) for one in chunk))
        nodes = {quad.subject for quad in quads} | {quad.object for quad in quads if quad.predicate == kg("heldBy")}
        yield from _unfit(_triples(store, nodes, quads), known, base)
    nodes = {quad.subject for quad in _typed(store, "Conflict")}
    ends = {
        quad.object for node in nodes for quad in store.quads_for_pattern(cast("NamedNode", node), None, None, VIEW)
    }
    types = {quad.triple for end in ends if isinstance(end, NamedNode)
             for quad in store.quads_for_pattern(end, TYPE, None, None)}  # fmt: skip
    conflict: list[str | rdflib.URIRef] = [rdflib.URIRef(kg("ConflictShape").value)]
    yield from _unfit({*_triples(store, nodes, ()), *types}, known, base, conflict)


def _triples(store: Store, nodes: Iterable[object], quads: Iterable[Quad]) -> set[Triple]:
    view = (quad for node in nodes for quad in store.quads_for_pattern(cast("NamedNode", node), None, None, VIEW))
    own = {"mentions", "articles"}
    told = (quad for quad in view if _is_description(quad) or local_id(quad.predicate) in own)
    return {quad.triple for quad in chain(told, quads)}


def _is_description(quad: Quad) -> bool:
    """Tell whether a quad of the view is no plain triple: these would bring in claims of other articles."""
    return quad.predicate in {TYPE, LABEL} or "/entity/" not in cast("NamedNode", quad.subject).value


def _unfit(
    triples: Iterable[Triple], known: rdflib.Graph, base: str, only: list[str | rdflib.URIRef] | None = None
) -> Iterator[Fault]:
    import pyshacl
    import rdflib

    data = rdflib.Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    fits, report, _ = pyshacl.validate(data, shacl_graph=known, inference="none", use_shapes=only)
    if fits:
        return
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    for result in sorted(report.subjects(rdflib.RDF.type, shacl.ValidationResult), key=str):
        node, path, said = (report.value(result, shacl[name]) for name in ("focusNode", "resultPath", "resultMessage"))
        where = f" at {short(NamedNode(str(path)), base)}" if isinstance(path, rdflib.URIRef) else ""
        words = " ".join(str(said).split())
        yield Fault("shapes", "all graphs", str(short(NamedNode(str(node)), base)), f"{words}{where}")
