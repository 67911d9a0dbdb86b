"""Write a graph as a file for others: N-Quads, TriG and JSON-LD hold everything, Turtle the assembled view alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Final

from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize

from kg.errors import QueryError
from kg.rdf import prefixes
from kg.store import Opened, dump

FORMATS: Final[Mapping[str, RdfFormat]] = {
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "turtle": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
}


def export(opened: Opened, form: str, output: IO[bytes]) -> None:
    """Write an open graph to a binary file; the same graph gives the same bytes.

    Raises
    ------
    QueryError
        If there is no such format.
    """
    if form not in FORMATS:
        raise QueryError(f"a graph cannot be written as {form!r}", f"as one of {', '.join(FORMATS)}")
    if form == "nquads":
        output.write(dump(opened.store))
        return
    quads: list[Quad] = sorted(opened.store, key=_order)
    if form == "turtle":
        triples = (quad.triple for quad in quads if isinstance(quad.graph_name, DefaultGraph))
        serialize(triples, output, FORMATS[form], prefixes=prefixes(opened.base))
        return
    serialize(quads, output, FORMATS[form], prefixes=prefixes(opened.base))


def _order(quad: Quad) -> tuple[str, str, str, str]:
    graph = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
    return graph, str(quad.subject), str(quad.predicate), str(quad.object)
