"""The SPARQL 1.1 Service Description of the endpoint."""

from __future__ import annotations

from typing import Final

from pyoxigraph import BlankNode, NamedNode, Triple, serialize

from kg import query
from kg.rdf.terms import RDF

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
FORMATS: Final = "http://www.w3.org/ns/formats/"
_GIVEN: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML",
)  # fmt: skip


def described(endpoint: str, form: str) -> bytes:
    """Describe the service at an address, in one of the formats of graphs."""
    service, dataset, graph = NamedNode(endpoint), BlankNode("dataset"), BlankNode("graph")
    rdf_type = NamedNode(f"{RDF}type")

    def sd(name: str) -> NamedNode:
        return NamedNode(SD + name)

    facts = [
        Triple(service, rdf_type, sd("Service")),
        Triple(service, sd("endpoint"), service),
        Triple(service, sd("supportedLanguage"), sd("SPARQL11Query")),
        Triple(service, sd("feature"), sd("EmptyGraphs")),
        *(Triple(service, sd("resultFormat"), NamedNode(FORMATS + name)) for name in _GIVEN),
        Triple(service, sd("defaultDataset"), dataset),
        Triple(dataset, rdf_type, sd("Dataset")),
        Triple(dataset, sd("defaultGraph"), graph),
        Triple(graph, rdf_type, sd("Graph")),
    ]
    prefixes = {"sd": SD, "formats": FORMATS}
    return serialize(facts, format=query.GRAPHS[form], prefixes=prefixes) or b""
