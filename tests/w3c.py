"""Read the W3C's SPARQL 1.1 tests and run them against an endpoint."""

from __future__ import annotations

import csv
import io
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import rdflib
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
HOST = "http://w3c.test/"


@dataclass(frozen=True)
class Case:
    """A test: its query, the IRIs of its default and named graphs, its expected result."""

    folder: str
    name: str
    kind: str
    query: Path
    default: tuple[str, ...]
    named: tuple[str, ...]
    result: Path | None
    base: str


def unpacked(archive: Path, target: Path) -> Path:
    with tarfile.open(archive) as tar:
        tar.extractall(target, filter="data")
    return target / "sparql" / "sparql11"


def manifest(folder: Path) -> Graph:
    return Graph().parse(folder / "manifest.ttl", publicID=f"{HOST}{folder.name}/manifest.ttl")


def entries(graph: Graph) -> Iterator[Any]:
    for head in graph.objects(None, MF.entries):
        yield from Collection(graph, head)


def local(folder: Path, node: Any) -> Path:
    return folder / str(node).rsplit("/", 1)[-1]


def cases(folder: Path) -> Iterator[Case]:
    graph = manifest(folder)
    for node in entries(graph):
        kind = str(graph.value(node, RDF.type)).rpartition("#")[2]
        action = graph.value(node, MF.action)
        query = graph.value(action, QT.query) or action
        if "Update" in kind or not str(query).endswith(".rq"):
            continue
        named = [graph.value(one, QT.graph) or one for one in graph.objects(action, QT.graphData)]
        result = graph.value(node, MF.result)
        yield Case(
            folder.name, str(node).rpartition("#")[2], kind, local(folder, query),
            tuple(map(str, graph.objects(action, QT.data))), tuple(map(str, named)),
            local(folder, result) if result else None, f"{HOST}{folder.name}/",
        )  # fmt: skip


def data(folder: Path) -> Iterator[ox.Quad]:
    """Yield the data files of a folder, each as a named graph under its own IRI."""
    for path in sorted(folder.iterdir()):
        form = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".rdf": ox.RdfFormat.RDF_XML}.get(
            path.suffix
        )
        if form is None or "manifest" in path.name:
            continue
        name = f"{HOST}{folder.name}/{path.name}"
        try:
            found = list(ox.parse(path=path, format=form, base_iri=name, rename_blank_nodes=True))
        except SyntaxError:
            continue  # results in Turtle with relative IRIs of their own, or deliberately broken
        yield from (ox.Quad(one.subject, one.predicate, one.object, ox.NamedNode(name)) for one in found)


def ask(client: httpx.Client, case: Case, accept: str) -> httpx.Response:
    text = case.query.read_text(encoding="utf-8")
    fields: list[tuple[str, str]] = [("query", f"BASE <{case.base}{case.query.name}>\n{text}")]
    if ("Evaluation" in case.kind or "CSV" in case.kind) and not re.search(r"\bFROM\b", text):
        fields += [("default-graph-uri", one) for one in case.default or (f"{HOST}nothing",)]
        fields += [("named-graph-uri", one) for one in case.named]
    body = "&".join(str(httpx.QueryParams([field])) for field in fields)
    headers = {"accept": accept, "content-type": "application/x-www-form-urlencoded"}
    return client.post("/sparql", content=body, headers=headers)


def as_graph(results: ox.QuerySolutions | ox.QueryBoolean) -> Graph:
    """Give results as a graph, so that they can be compared whatever their blank nodes and order."""
    graph = Graph()
    if isinstance(results, ox.QueryBoolean):
        graph.add((BNode("answer"), RS.boolean, Literal(bool(results))))
        return graph
    for row in results:
        node = BNode()
        graph.add((node, RDF.type, RS.row))
        for variable in results.variables:
            term = row[variable]
            if term is not None:
                graph.add((node, URIRef(f"x:{variable.value}"), term_of(term)))
    return graph


def term_of(term: Any) -> Any:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language.lower())
    kind = term.datatype.value
    if kind.endswith("#string"):
        return Literal(term.value)
    if kind.endswith(("#decimal", "#double", "#float")):
        return Literal(f"{float(term.value):.6g}", datatype=URIRef(kind))
    return Literal(term.value, datatype=URIRef(kind), normalize=False)


def expected(case: Case) -> Graph:
    assert case.result
    data_, name = case.result.read_bytes(), case.result.name
    forms = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}
    if case.result.suffix in forms:
        return as_graph(ox.parse_query_results(data_, forms[case.result.suffix]))
    graph = Graph().parse(data=data_, format="turtle" if name.endswith(".ttl") else "xml", publicID=case.base + name)
    return from_result_set(graph) if (None, RDF.type, RS.ResultSet) in graph else graph


def from_result_set(graph: Graph) -> Graph:
    made = Graph()
    for solution in graph.objects(None, RS.solution):
        node = BNode()
        made.add((node, RDF.type, RS.row))
        for binding in graph.objects(solution, RS.binding):
            made.add((node, URIRef(f"x:{graph.value(binding, RS.variable)}"), graph.value(binding, RS.value)))  # type: ignore[arg-type]
    return made


def verdict(client: httpx.Client, case: Case) -> str:
    """Give nothing where a test passes, else what went wrong."""
    if "Syntax" in case.kind:
        found = ask(client, case, "*/*").status_code
        bad = "Negative" in case.kind
        return "" if (found == 400) == bad else f"status {found} for {'bad' if bad else 'good'} syntax"
    suffix = case.result.suffix if case.result else ""
    accept = {".srj": "application/sparql-results+json", ".csv": "text/csv", ".tsv": "text/tab-separated-values"}.get(
        suffix, "application/sparql-results+xml, text/turtle"
    )
    answer = ask(client, case, accept)
    if answer.status_code != 200:
        return f"status {answer.status_code}: {answer.text[:120]}"
    media = answer.headers["content-type"].partition(";")[0]
    if media == "text/csv":
        assert case.result
        return "" if rows_of(answer.text) == rows_of(case.result.read_text(encoding="utf-8")) else "other rows"
    if media == "text/turtle":
        found_graph = Graph().parse(data=answer.content, format="turtle")
    else:
        form = next(form for form in ox.QueryResultsFormat.__dict__.values()
                    if getattr(form, "media_type", "").partition(";")[0] == media)  # fmt: skip
        found_graph = as_graph(ox.parse_query_results(answer.content, form))
    return "" if isomorphic(found_graph, expected(case)) else "other results"


def rows_of(text: str) -> list[list[tuple[str, str]]]:
    """Give the rows of CSV, whatever the order of the columns (SELECT * leaves it open) and names of blank nodes."""
    rows = csv.DictReader(io.StringIO(text))
    return sorted(sorted((name, "_:" if cell.startswith("_:") else cell) for name, cell in row.items()) for row in rows)
