"""Validate quads against shapes (SHACL), and tell what breaks them in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, serialize


def violations(quads: Iterable[Quad], shapes: Path) -> Iterator[str]:
    """Yield one sentence for each place of a graph that breaks a shape; the graph names of the quads do not count.

    Source: W3C SHACL, checked by pySHACL.
    """
    from pyshacl import validate
    from rdflib import Graph
    from rdflib.namespace import RDF, SH

    shacl = Graph().parse(shapes)
    named = {str(term) for term in shacl.objects()} | {str(RDF.type)}  # no shape looks at any other predicate
    flat = {Triple(one.subject, one.predicate, one.object) for one in quads if one.predicate.value in named}
    graph = Graph().parse(data=serialize(flat, format=RdfFormat.N_TRIPLES) or b"", format="nt")
    conforms, report, _ = validate(graph, shacl_graph=shacl, advanced=False, meta_shacl=False, inplace=True)
    if not conforms:
        found = {
            f"{report.value(result, SH.focusNode)}: {report.value(result, SH.resultMessage)}"
            for result in report.subjects(SH.resultSeverity, None)
        }
        yield from sorted(found)
