"""Write a graph as a file for others: see ``FORMATS`` for what each holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import IO, Final, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize

from kg import tables
from kg.errors import QueryError
from kg.rdf import kg, prefixes, quads_reading
from kg.rdf.terms import PROV, RDF
from kg.rdf.write import ISSUED, OBJECT, PREDICATE, SUBJECT, TYPE
from kg.records import to_record
from kg.store import Opened, dump

NANOPUB: Final = "http://www.nanopub.org/nschema#"
REIFIES: Final = NamedNode(RDF + "reifies")
STANDS: Final = (kg("affirms"), kg("denies"))


def export(opened: Opened, form: str, output: IO[bytes]) -> None:
    """Write an open graph to a binary file; the same graph gives the same bytes.

    Raises
    ------
    QueryError
        If there is no such format.
    """
    if form not in FORMATS:
        raise QueryError(f"a graph cannot be written as {form!r}", f"as one of {', '.join(FORMATS)}")
    FORMATS[form][0](opened, output)


def _nquads(opened: Opened, output: IO[bytes]) -> None:
    output.write(dump(opened.store))


def _dataset(form: RdfFormat) -> Callable[[Opened, IO[bytes]], None]:
    def write(opened: Opened, output: IO[bytes]) -> None:
        serialize(sorted(opened.store, key=_order), output, form, prefixes=prefixes(opened.base))

    return write


def _turtle(opened: Opened, output: IO[bytes]) -> None:
    quads = sorted(opened.store.quads_for_pattern(None, None, None, DefaultGraph()), key=_order)
    serialize((quad.triple for quad in quads), output, RdfFormat.TURTLE, prefixes=prefixes(opened.base))


def _order(quad: Quad) -> tuple[str, str, str, str]:
    graph = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
    return graph, str(quad.subject), str(quad.predicate), str(quad.object)


def _rdf12(opened: Opened, output: IO[bytes]) -> None:
    """Write all graphs as TriG of RDF 1.2: a proposition ``rdf:reifies`` its triple term, in place of three quads."""
    serialize(sorted(reified(opened), key=_order), output, RdfFormat.TRIG, prefixes=prefixes(opened.base))


def reified(opened: Opened) -> Iterator[Quad]:
    """Yield all quads, with propositions and facts as reifiers of triple terms."""
    three: dict[tuple[object, object], dict[NamedNode, NamedNode]] = {}
    for quad in opened.store:
        if quad.predicate in {SUBJECT, PREDICATE, OBJECT} and _is_reifier(opened, quad):
            three.setdefault((quad.subject, quad.graph_name), {})[quad.predicate] = cast("NamedNode", quad.object)
        else:
            yield quad
    for (node, graph), ends in three.items():
        term = Triple(ends[SUBJECT], ends[PREDICATE], ends[OBJECT])
        yield Quad(cast("NamedNode", node), REIFIES, term, cast("NamedNode", graph))


def _is_reifier(opened: Opened, quad: Quad) -> bool:
    """Tell whether a node has all three parts: an open claim has no relation."""
    parts = opened.store.quads_for_pattern(quad.subject, PREDICATE, None, quad.graph_name)
    return any(True for _ in parts)


def _nanopubs(opened: Opened, output: IO[bytes]) -> None:
    serialize(nanopubs(opened), output, RdfFormat.TRIG, prefixes={**prefixes(opened.base), "np": NANOPUB})


def nanopubs(opened: Opened) -> Iterator[Quad]:
    """Yield a nanopublication for each claim: head, assertion, provenance, publication info (nanopub.net, 2024).

    The assertion is the claim on its proposition; the provenance its holder, article, evidence; no key signs it.
    """
    found = sorted(opened.store.quads_for_pattern(None, TYPE, kg("Claim"), None), key=_order)
    for quad in found:
        yield from _nanopub(opened, cast("NamedNode", quad.subject), cast("NamedNode", quad.graph_name))


def _nanopub(opened: Opened, claim: NamedNode, article: NamedNode) -> Iterator[Quad]:
    name = f"{opened.base}nanopub/{claim.value.rsplit('/', 1)[-1]}"
    node, head = NamedNode(name), NamedNode(f"{name}#head")
    parts = {part: NamedNode(f"{name}#{part}") for part in ("assertion", "provenance", "pubinfo")}
    yield Quad(node, TYPE, NamedNode(f"{NANOPUB}Nanopublication"), head)
    for part, term in zip(parts, ("hasAssertion", "hasProvenance", "hasPublicationInfo"), strict=True):
        yield Quad(node, NamedNode(NANOPUB + term), parts[part], head)
    said = list(opened.store.quads_for_pattern(claim, None, None, article))
    asserted = {TYPE, *STANDS, kg("modality"), kg("time"), kg("earliest"), kg("latest"), kg("score")}
    propositions = [quad.object for quad in said if quad.predicate in STANDS]
    about = chain.from_iterable(
        opened.store.quads_for_pattern(cast("NamedNode", one), None, None, article) for one in propositions
    )
    for quad in sorted({*about, *(one for one in said if one.predicate in asserted)}, key=_order):
        yield Quad(quad.subject, quad.predicate, quad.object, parts["assertion"])
    evidence = [cast("NamedNode", quad.object) for quad in said if quad.predicate == kg("evidence")]
    places = chain.from_iterable(opened.store.quads_for_pattern(one, None, None, article) for one in evidence)
    yield Quad(parts["assertion"], NamedNode(PROV + "wasDerivedFrom"), article, parts["provenance"])
    for quad in sorted({*places, *(one for one in said if one.predicate not in asserted)}, key=_order):
        yield Quad(quad.subject, quad.predicate, quad.object, parts["provenance"])
    yield from _pubinfo(opened, node, article, parts["pubinfo"])


def _pubinfo(opened: Opened, node: NamedNode, article: NamedNode, graph: NamedNode) -> Iterator[Quad]:
    for predicate, name in ((kg("reader"), PROV + "wasGeneratedBy"), (ISSUED, ISSUED.value)):
        for quad in opened.store.quads_for_pattern(article, predicate, None, article):
            yield Quad(node, NamedNode(name), quad.object, graph)
    yield Quad(node, NamedNode(PROV + "hadPrimarySource"), article, graph)


def _records(opened: Opened, output: IO[bytes]) -> None:
    """Write reading records as JSON lines, with the text; mentions, attributions, events and times are not kept."""
    articles = opened.store.quads_for_pattern(None, TYPE, kg("Article"), None)
    for graph in sorted({cast("NamedNode", one.subject) for one in articles}, key=str):
        reading = quads_reading(opened.store.quads_for_pattern(None, None, None, graph))
        record = to_record(reading, opened.base)
        line = {**record, "article": {**record["article"], "text": reading.article.text}}
        output.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")


Writer = Callable[[Opened, IO[bytes]], None]
FORMATS: Final[Mapping[str, tuple[Writer, str]]] = {
    "nquads": (_nquads, "all graphs"),
    "trig": (_dataset(RdfFormat.TRIG), "all graphs"),
    "turtle": (_turtle, "the assembled view"),
    "jsonld": (_dataset(RdfFormat.JSON_LD), "all graphs"),
    "rdf12": (_rdf12, "all graphs, in TriG of RDF 1.2 with rdf:reifies"),
    "nanopub": (_nanopubs, "a nanopublication for each claim, in TriG"),
    "graphml": (lambda one, output: tables.write_graphml(one.store, one.base, output), "the network of entities"),
    "gexf": (lambda one, output: tables.write_gexf(one.store, one.base, output), "the network of entities, for Gephi"),
    "csv": (
        lambda one, output: tables.write_claims(tables.rows(one.store, one.base), output),
        "a row for each claim, safe to open in a spreadsheet",
    ),
    "parquet": (
        lambda one, output: tables.write_parquet(tables.rows(one.store, one.base), output),
        "a row for each claim",
    ),
    "neo4j-nodes": (
        lambda one, output: tables.write_csv(tables.neo4j_nodes(one.store, one.base), output, tables.NODE_COLUMNS),
        "entities, for neo4j-admin database import",
    ),
    "neo4j-edges": (
        lambda one, output: tables.write_csv(tables.neo4j_edges(one.store, one.base), output, tables.EDGE_COLUMNS),
        "claims, for the same",
    ),
    "records": (_records, "reading records with claims and texts, in JSON lines"),
}
"""How to write each format, and what it holds."""
