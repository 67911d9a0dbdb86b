"""Each format is read back by a reader of it other than ours, and holds what the graph holds."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from graphs import reading
from pyarrow import parquet
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg import store
from kg.assemble import refresh
from kg.cli.looking import FORMATS as OFFERED
from kg.export import FORMATS, NANOPUB, export
from kg.model import OpenClaim
from kg.query.claims import claims
from kg.rdf import reading_quads
from kg.rdf.write import OBJECT, PREDICATE, SUBJECT
from kg.records import from_record

ONE = reading("one", "RUS attacks UKR denied by ministry,abe", "JPN alliedWith USA 1956",
              "JPN claimsSovereigntyOver kurils",
              source="Kyodo <News>", published="2024-05-01", title='A "title", with\nlines')  # fmt: skip
ONE = replace(ONE, open=(OpenClaim(ONE.claims[0].subject, "V:shun obj", ONE.claims[0].object, ONE.claims[0].sentence,
                                   ONE.claims[0].trigger),))  # fmt: skip
TWO = reading("two", "RUS attacks UKR", "JPN alliedWith USA past", "USA deploys f-35 planned")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Opened]:
    path = tmp_path_factory.mktemp("graphs") / "g"
    with store.open_writer(path) as made:
        for one in (ONE, TWO):
            store.write_article(made.store, reading_quads(one))
        refresh(made)
        store.publish(made)
    with store.open_reader(path) as opened:
        yield opened


def written(graph: store.Opened, form: str) -> bytes:
    output = io.BytesIO()
    export(graph, form, output)
    return output.getvalue()


def test_the_command_offers_every_format() -> None:
    assert list(FORMATS) == list(OFFERED)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_graph_gives_the_same_bytes(graph: store.Opened, form: str) -> None:
    assert written(graph, form) == written(graph, form) != b""


@pytest.mark.parametrize(("form", "reader"), [("nquads", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")])
def test_datasets_are_read_by_rdflib(graph: store.Opened, form: str, reader: str) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=written(graph, form).decode(), format=reader)
    named = {str(context.identifier) for context in dataset.graphs() if len(context)}
    assert {"https://w3id.org/claimgraph/article/one", "https://w3id.org/claimgraph/ontology#contested"} <= named
    assert sum(len(context) for context in dataset.graphs()) == len(graph.store)


def test_turtle_is_read_by_rdflib(graph: store.Opened) -> None:
    found = rdflib.Graph().parse(data=written(graph, "turtle").decode(), format="turtle")
    view = {quad for quad in graph.store if not isinstance(quad.graph_name, NamedNode)}
    assert len(found) == len(view)


def test_rdf_1_2_says_the_same_with_reifiers(graph: store.Opened) -> None:
    quads = list(parse(written(graph, "rdf12"), format=RdfFormat.TRIG))
    back: set[Quad] = set()
    for quad in quads:
        if isinstance(quad.object, Triple):
            assert quad.predicate.value.endswith("#reifies")
            term = quad.object
            for name, end in ((SUBJECT, term.subject), (PREDICATE, term.predicate), (OBJECT, term.object)):
                back.add(Quad(quad.subject, name, end, quad.graph_name))
        else:
            back.add(quad)
    assert back == set(graph.store)
    held = Store()
    held.extend(quads)
    assert bool(
        held.query("""ASK { GRAPH ?g { ?claim <https://w3id.org/claimgraph/ontology#denies> ?p .
        ?p <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( ?s ?r ?o )>> } }""")
    )


def test_nanopublications_are_whole(graph: store.Opened) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=written(graph, "nanopub").decode(), format="trig")
    np = rdflib.Namespace(NANOPUB)
    every = list(dataset.quads((None, rdflib.RDF.type, np.Nanopublication, None)))
    assert len(every) == len(claims(graph.store))
    for node, _, _, head in every:
        names = ("Assertion", "Provenance", "PublicationInfo")
        parts = [dataset.graph(str(head)).value(node, np[f"has{name}"]) for name in names]
        assert all(part is not None and len(dataset.graph(str(part))) for part in parts)
        assert any(True for _ in dataset.graph(str(parts[1])).triples((parts[0], None, None)))
        assert any(True for _ in dataset.graph(str(parts[2])).triples((node, None, None)))


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_are_read_by_networkx(graph: store.Opened, form: str, read: object) -> None:
    found = read(io.BytesIO(written(graph, form)))  # type: ignore[operator]
    said = {(one.subject.id, one.object.id) for one in claims(graph.store)}
    assert set(found.edges()) == said
    assert found.nodes["JPN"]["label"] == "Japan"
    assert {data["relation"] for _, _, data in found.edges(data=True)} >= {"attacks", "alliedWith"}


def test_tables_hold_a_row_for_each_claim(graph: store.Opened) -> None:
    table = parquet.read_table(io.BytesIO(written(graph, "parquet"))).to_pylist()
    listed = list(csv.DictReader(io.StringIO(written(graph, "csv").decode(), newline="")))
    views = claims(graph.store)
    assert [row["claim"] for row in table] == [row["claim"] for row in listed] == [one.id for one in views]
    denied = next(row for row in table if row["polarity"] == "denied")
    assert (denied["holders"], denied["start"], denied["own_voice"]) == (
        "Ministry of Foreign Affairs > Shinzo Abe", ONE.claims[0].quote[0], False)  # fmt: skip
    tenses = [(row["claim"], row["tense"]) for row in table if row["tense"]]
    assert tenses == [(row["claim"], row["tense"]) for row in listed if row["tense"]] == [(TWO.claims[1].id, "past")]
    assert {row["title"] for row in listed} == {'A "title", with\nlines', "two"}


def test_the_neo4j_pair_fits_together(graph: store.Opened) -> None:
    nodes, edges = (list(csv.DictReader(io.StringIO(written(graph, form).decode(), newline="")))
                    for form in ("neo4j-nodes", "neo4j-edges"))  # fmt: skip
    names = [row["id:ID"] for row in nodes]
    assert len(names) == len(set(names))
    assert {row[end] for row in edges for end in (":START_ID", ":END_ID")} <= set(names)
    assert "CLAIMS_SOVEREIGNTY_OVER" in {row[":TYPE"] for row in edges}
    assert len(edges) == len(claims(graph.store))
    assert [row["claim"] for row in edges if row["tense"] == "past"] == [TWO.claims[1].id]


def test_records_give_the_readings_back(graph: store.Opened) -> None:
    records = [json.loads(line) for line in written(graph, "records").decode().splitlines()]
    texts = [record["article"].pop("text") for record in records]
    found = [from_record(record, text) for record, text in zip(records, texts, strict=True)]
    assert [(one.article, set(one.claims), one.open) for one in found] == [
        (one.article, set(one.claims), one.open) for one in (ONE, TWO)
    ]


def test_a_file_is_written_by_the_command(graph: store.Opened, tmp_path: Path) -> None:
    from kg.cli import run

    assert run(["export", str(graph.path), "--format", "gexf", "-o", str(tmp_path / "x.gexf")]) == 0
    assert nx.read_gexf(tmp_path / "x.gexf").number_of_nodes() > 3
