"""Questions and their answers on a small graph."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from graphs import reading
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Store
from rdflib import URIRef

import kg
from kg import store
from kg.assemble import refresh
from kg.errors import DataError, QueryError, StoreError
from kg.export import export
from kg.graph import Graph
from kg.model import OpenClaim
from kg.query import claims, entity, fill, find, named, named_queries, run, run_named, serialized, short, table
from kg.query.run import select
from kg.rdf import iri, quads_reading, reading_quads
from kg.relations import implied, relations
from kg.store import Opened
from kg.world import Entity, Name, World

ONE = reading(
    "one",
    "JPN alliedWith USA", "RUS criticizes JPN by abe", "RUS suppliesArmsTo CHN planned",
    "JPN claimsSovereigntyOver kurils",
    "RUS controls kurils", "RUS seized kurils 1945", "RUS attacks UKR", "USA freezesAssetsOf RUS",
    "abe visits kurils 2010",
    "JPN meetsWith CHN planned 2024-05", "USA memberOf nato", "abe holdsOffice pm",
    "RUS alliedWith UKR",
    source="Kyodo News", published="2024-05-01", title="Islands & <b>allies</b>",
)  # fmt: skip
TWO = reading(
    "two",
    "RUS attacks UKR denied by ministry", "RUS claimsSovereigntyOver kurils", "USA partnerOf JPN", "USA deploys f-35",
    "USA providesAidTo UKR by ministry,RUS", "JPN signs treaty 1956", "JPN demands kurils demanded",
    "UKR hostileTo RUS",
    "UKR inArmedConflictWith RUS", "USA alliedWith JPN",
    published="2024-05-02",
)  # fmt: skip
TWO = replace(TWO, open=(OpenClaim(TWO.claims[0].subject, "V:shun obj", TWO.claims[0].object, TWO.claims[0].sentence,
                                   TWO.claims[0].trigger, "denied", "probable"),))  # fmt: skip
WORLD = World(
    {"JPN": Entity("JPN", "Japan", "State", "Q17"), "BTN": Entity("BTN", "Bhutan", "State", "Q917")},
    (Name("Nippon", "JPN", "alias"), Name("Japanese", "JPN", "demonym")),
    (),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("graphs") / "g"
    with store.open_writer(made) as graph:
        for one in (ONE, TWO):
            store.write_article(graph.store, reading_quads(one))
        refresh(graph, WORLD)
        store.publish(graph)
    return made


@pytest.fixture(scope="module")
def graph(path: Path) -> Iterator[Graph]:
    with kg.open(path) as opened:
        yield opened


def _rows(graph: Graph, name: str, **given: str) -> list[dict[str, Any]]:
    return graph.named(name, **given).to_dict("records")  # type: ignore[return-value]


NAMED = [
    ("about", {"entity": "Ukraine"}, 6, {"subject": "Russia", "relation": "attacks", "polarity": "denied"}),
    ("accusations", {"by": "Russia"}, 1, {"accused": "Japan", "holder": "Shinzo Abe"}),
    ("agreements", {"by": "Japan"}, 1, {"object": "treaty", "time": "1956"}),
    ("aid", {"to": "Ukraine"}, 1, {"actor": "United States", "holder": "Russia"}),
    ("allies", {"of": "Japan"}, 1, {"ally": "United States", "status": "corroborated"}),
    ("arms-transfers", {}, 1, {"supplier": "Russia", "recipient": "China", "stage": "planned"}),
    ("articles", {}, 2, {"id": "one", "outlet": "Kyodo News", "date": pd.Timestamp("2024-05-01"), "claims": 13}),
    ("by-sources", {"status": "corroborated"}, 1, {"relation": "alliedWith", "sources": 2}),
    ("conflicts", {"kind": "denial"}, 2, {"relation": "attacks", "holder": "Ministry of Foreign Affairs"}),
    ("contested", {}, 5, {"subject": "Russia", "relation": "alliedWith", "object": "Ukraine"}),
    ("demands", {"by": "Japan"}, 1, {"object": "South Kuril Islands", "modality": "demanded"}),
    ("denials", {}, 1, {"affirmer": "Kyodo News", "denier": "Ministry of Foreign Affairs", "subject": "Russia"}),
    ("deployments", {"by": "United States"}, 1, {"object": "F-35", "relation": "deploys"}),
    ("entities", {"class": "territory"}, 1, {"entity": "South Kuril Islands", "articles": 2}),
    ("evidence", {"subject": "Japan", "object": "South Kuril Islands", "relation": "claimsSovereigntyOver"}, 1,
     {"article": "Islands & <b>allies</b>", "start": ONE.claims[3].quote[0], "date": pd.Timestamp("2024-05-01")}),
    ("holders", {}, 5, {"holder": "Kyodo News", "claims": 12, "denials": 0, "articles": 1}),
    ("hostile-towards", {"target": "Russia"}, 3, {"actor": "United States", "relation": "freezesAssetsOf"}),
    ("meetings", {"with": "China"}, 1, {"counterpart": "Japan", "modality": "planned", "time": "2024-05"}),
    ("members", {"of": "NATO"}, 1, {"member": "United States"}),
    ("offices", {}, 1, {"subject": "Shinzo Abe", "object": "Prime Minister of Japan"}),
    ("open-claims", {"predicate": "V:shun obj"}, 1,
     {"subject": "Russia", "object": "Ukraine", "polarity": "denied", "modality": "probable", "start": 0}),
    ("own-voice", {}, 19, {"subject": "Japan", "relation": "alliedWith", "object": "United States"}),
    ("partners", {"of": "Japan"}, 1, {"partner": "United States", "relation": "partnerOf"}),
    ("rival-claims", {"territory": "South Kuril Islands"}, 1, {"relation": "claimsSovereigntyOver"}),
    ("sanctions", {"against": "Russia"}, 1, {"actor": "United States", "relation": "freezesAssetsOf"}),
    ("says", {"holder": "Ministry of Foreign Affairs"}, 2, {"relation": "providesAidTo", "object": "Ukraine"}),
    ("timeline", {"of": "South Kuril Islands"}, 2, {"time": "1945", "relation": "seized"}),
    ("visits", {"by": "Shinzo Abe"}, 1, {"visited": "South Kuril Islands", "time": "2010"}),
    ("who-claims", {"territory": "south kuril islands"}, 2, {"claimant": "Russia", "holder": "two"}),
    ("who-controls", {}, 2, {"actor": "Russia", "relation": "seized", "time": "1945"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "count", "row"), NAMED, ids=[one[0] for one in NAMED])
def test_named_queries_answer(graph: Graph, name: str, given: dict[str, str], count: int, row: dict[str, Any]) -> None:
    found = _rows(graph, name, **given)
    assert len(found) == count, found
    assert any(row.items() <= one.items() for one in found), found


def test_every_named_query_is_tested_and_described() -> None:
    assert sorted(one[0] for one in NAMED) == list(named_queries())
    assert all(one.title and one.description for one in named_queries().values())
    assert all(parameter.description for one in named_queries().values() for parameter in one.parameters)


def test_who_acts_against_whom_covers_the_special_cases() -> None:
    family = {"hostileTo", "threatens", "attacks", "coerces", "provokes", "sanctions", "undermines",
              "tenseRelationsWith", "inArmedConflictWith"}  # fmt: skip
    wanted = {name for name in relations() if family & {general for general, turned in implied(name) if not turned}}
    first, second = re.findall(r"VALUES \?r \{([^}]*)\}", named_queries()["hostile-towards"].sparql)
    assert {one.removeprefix("kg:") for one in first.split()} == wanted
    assert {one.removeprefix("kg:") for one in second.split()} == {one for one in wanted if relations()[one].symmetric}


def test_a_named_query_gives_so_many_rows_as_asked_for(graph: Graph) -> None:
    everything = table(run_named(graph.opened.store, "about", {"entity": "Ukraine"}), graph.base).rows
    for most in (1, 3, len(everything), 1_000):
        some = table(run_named(graph.opened.store, "about", {"entity": "Ukraine"}, most=most), graph.base).rows
        assert len(some) == min(most, len(everything))
        assert set(some) <= set(everything)
    assert all(one.sparql.rstrip().endswith("LIMIT 1000") for one in named_queries().values())


def test_named_queries_run_as_they_stand(graph: Graph) -> None:
    for one in named_queries().values():
        assert table(graph.ask(one.sparql), graph.base).columns


def test_a_parameter_narrows_an_answer(graph: Graph) -> None:
    everything = _rows(graph, "accusations")
    assert everything
    assert _rows(graph, "accusations", by="China") == []
    assert len(_rows(graph, "says", holder="Russia", target="Japan")) == 0
    assert len(_rows(graph, "says", holder="Russia", target="Ukraine")) == 1


@pytest.mark.parametrize("words", ["Japan", "japan", "JPN", "ent:JPN", "Nippon", "Japanese", iri("ent", "JPN").value])
def test_an_entity_is_found_by_label_alias_id_and_iri(graph: Graph, words: str) -> None:
    assert entity(graph.opened.store, words) == iri("ent", "JPN")


def test_an_entity_of_the_reference_alone_is_known(graph: Graph) -> None:
    assert _rows(graph, "allies", of="Bhutan") == []


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("allies", {"of": "Japn"}, "called 'Japn' .did you mean 'Japan'"),
        ("allies", {"of": "zzz"}, "called 'zzz' .try its usual"),
        ("allies", {"whose": "Japan"}, "no parameter 'whose' .it has --of"),
        ("alies", {}, "no query is called 'alies' .one of about"),
        ("says", {}, "needs --holder"),
        ("conflicts", {"kind": "riva"}, "no kind of conflict is called 'riva' .did you mean rival"),
        ("evidence", {"relation": "xyz"}, "no relation is called 'xyz' .one of alliedWith"),
    ],
)
def test_a_wrong_name_is_answered_with_near_ones(graph: Graph, name: str, given: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        graph.named(name, **given)


def test_an_ambiguous_name_is_answered_with_its_bearers() -> None:
    held = Store()
    store.write_article(held, reading_quads(reading("a", "e1 attacks JPN")))
    for name in ("e1", "e2"):
        held.update(
            f"INSERT DATA {{ <{iri('ent', name).value}> <http://www.w3.org/2004/02/skos/core#prefLabel> 'Twin' }}"
        )
    with pytest.raises(QueryError, match=r"'Twin' names several: .*e1, .*e2"):
        entity(held, "Twin")


INJECTION = ["Japan> } UNION { ?a ?b ?c } #", "Japan } } INSERT DATA { <a> <b> <c> }", '"', "\\", "<x>", "http://x y"]


@pytest.mark.parametrize("words", INJECTION)
def test_words_of_users_never_become_sparql(graph: Graph, words: str) -> None:
    with pytest.raises(QueryError, match="nothing in the graph is called"):
        fill(find("allies"), graph.opened.store, {"of": words})


def test_articles_are_found_by_title_and_id(graph: Graph) -> None:
    assert len(graph.claims(article="Islands & <b>allies</b>")) == len(graph.claims(article="one")) == 13
    with pytest.raises(QueryError, match=r"no article is called 'on' \(did you mean one"):
        graph.claims(article="on")


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "INSERT would change the graph"),
        ("PREFIX x: <http://x#> DELETE WHERE { ?s ?p ?o }", "DELETE would change the graph"),
        ("LOAD <http://example.org/>", "LOAD would change the graph"),
        ("DROP ALL", "DROP would change the graph"),
        ("SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }", "SERVICE would ask another server"),
        ("SELECT * { service silent <http://localhost:9/> { ?s ?p ?o } }", "SERVICE would ask"),
        ("SELECT * { \\u0053ERVICE <http://localhost:9/> { ?s ?p ?o } }", "SERVICE would ask"),
        ("PREFIX : <http://x/> SELECT * { ?a ?b 1.SERVICE:x { ?s ?p ?o } }", "SERVICE would ask"),
        ('SELECT * { ?a ?b """a\\""" b""" SERVICE <u:u> {} . ?a ?b """c""" }', "SERVICE would ask"),
        ("PREFIX : <u:State> SELECT * { ?s a :.SERVICE SILENT <http://localhost:9/> { ?a ?b ?c } }", "SERVICE would"),
        ("", "not a SPARQL query"),
        ("Who are the allies?", "not a SPARQL query"),
        (
            "SELECT ?x {\n  ?x foo:bar ?y }",
            r"line 2, column 13\n  [?]x foo:bar [?]y }\n {12}\^ .the prefix is not declared",
        ),
        ("SELECT ?x WHERE {", "line 1, column 18"),
        ("SELECT * FROM <http://localhost:9/> { ?s ?p ?o } LIMIT x", "line 1"),
    ],
)
def test_what_is_no_question_is_refused(graph: Graph, sparql: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        graph.ask(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { ?service ?p 'SERVICE <http://x/> { } INSERT' } # SERVICE LOAD",
        'SELECT * { <http://x/SERVICE> kg:service "DROP" }',
        "PREFIX add: <http://x/> SELECT * { ?s add:load ?o }",
        "BASE <http://x/> select * { ?s ?p ?o } limit 1",
        "ASK { ?s ?p '''it's SERVICE''' }",
    ],
)
def test_words_inside_names_strings_and_comments_are_no_keywords(graph: Graph, sparql: str) -> None:
    graph.ask(sparql)


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_an_answer_or_an_error_of_ours(text: str) -> None:
    with suppress(QueryError):
        assert isinstance(list(select(Store(), text)), list)


def test_the_default_graph_is_the_view_alone(graph: Graph) -> None:
    assert not list(select(graph.opened.store, "SELECT ?c { ?c a kg:Claim }"))
    assert len(list(select(graph.opened.store, "SELECT ?c { GRAPH ?g { ?c a kg:Claim } }"))) == 23


def test_formats_of_tables(graph: Graph) -> None:
    sparql = "SELECT ?x ?n { VALUES (?x ?n) { (ent:JPN 1) (UNDEF 'a,\"b') } }"
    parsed = json.loads(serialized(graph.ask(sparql), "json", graph.base))
    assert parsed["head"]["vars"] == ["x", "n"]
    assert parsed["results"]["bindings"][0]["x"] == {"type": "uri", "value": iri("ent", "JPN").value}
    assert serialized(graph.ask(sparql), "csv", graph.base).splitlines()[2] == ',"a,""b"'
    assert serialized(graph.ask(sparql), "tsv", graph.base).startswith("?x\t?n")
    assert table(graph.ask(sparql), graph.base).rows == (("ent:JPN", 1), (None, 'a,"b'))
    assert json.loads(serialized(graph.ask("ASK {}"), "json", graph.base))["boolean"] is True
    assert table(graph.ask("ASK {}"), graph.base).rows == ((True,),)


def test_formats_of_graphs(graph: Graph) -> None:
    sparql = "CONSTRUCT { ?a kg:alliedWith ?b } WHERE { ?a kg:alliedWith ?b }"
    assert "ent:JPN kg:alliedWith ent:USA ." in serialized(graph.ask(sparql), "turtle", graph.base)
    assert ("ent:JPN", "kg:alliedWith", "ent:USA") in table(graph.ask(sparql), graph.base).rows
    with pytest.raises(QueryError, match=r"CONSTRUCT or DESCRIBE cannot be written as 'csv' \(as one of turtle"):
        serialized(graph.ask(sparql), "csv", graph.base)
    with pytest.raises(QueryError, match="SELECT or ASK cannot be written as 'turtle'"):
        serialized(graph.ask("ASK {}"), "turtle", graph.base)


def test_iris_are_written_short(graph: Graph) -> None:
    assert short(iri("ent", "JPN"), graph.base) == "ent:JPN"
    assert short(iri("ent", "JPN"), "http://example.org/") == iri("ent", "JPN").value


def test_claims_hold_what_a_page_shows(graph: Graph) -> None:
    (claim,) = graph.claims(subject="Russia", relation="criticizes")
    assert (claim.subject.id, claim.subject.label, claim.subject.type) == ("RUS", "Russia", "State")
    assert [holder.label for holder in claim.holders] == ["Shinzo Abe"]
    assert (claim.group[:1], claim.polarity, claim.modality, claim.own_voice) == ("F", "affirmed", "asserted", False)
    assert claim.quote == "Russia criticizes affirmed asserted  Japan"
    assert claim.sentence == f"Shinzo Abe: {claim.quote}."
    first, last = claim.evidence[0].sentence_span
    assert ONE.article.text[first:last] == claim.sentence
    assert (claim.article.title, claim.article.source) == ("Islands & <b>allies</b>", "Kyodo News")
    assert claim.id == ONE.claims[1].id


def test_claims_name_their_conflicts_and_chains(graph: Graph) -> None:
    denied = graph.claims(subject="Russia", relation="attacks", object="Ukraine")
    assert {claim.polarity for claim in denied} == {"affirmed", "denied"}
    assert len({claim.conflicts for claim in denied}) == 1
    assert denied[0].status == "contested"
    (aid,) = graph.claims(relation="providesAidTo")
    assert [holder.id for holder in aid.holders] == ["ministry", "RUS"]
    assert graph.claims(holder="Russia") == (aid,)
    assert graph.claims(modality="demanded")[0].relation == "demands"


def test_all_claims_come_once_in_the_order_of_the_text(graph: Graph) -> None:
    found = graph.claims()
    assert [claim.id for claim in found] == [claim.id for one in (ONE, TWO) for claim in one.claims]
    assert found == claims(graph.opened.store)


def test_a_claim_of_two_places_is_one_value_with_two_pieces_of_evidence() -> None:
    held = Store()
    store.write_article(held, reading_quads(reading("a", "JPN alliedWith USA 1956", "JPN alliedWith USA 1960")))
    (claim,) = claims(held)
    assert [place.span[0] for place in claim.evidence] == [0, 55]


def test_the_view_agrees_with_what_was_read(graph: Graph) -> None:
    for one in (ONE, TWO):
        quads = graph.opened.store.quads_for_pattern(None, None, None, iri("art", one.article.id))
        assert set(quads_reading(quads).claims) == set(one.claims)


def test_conflicts_and_articles_are_values(graph: Graph) -> None:
    kinds = [conflict.kind for conflict in graph.conflicts()]
    assert kinds == ["denial", "incompatible", "rival"]
    denial = graph.conflicts()[0]
    assert {side.polarity for side in denial.sides} == {"affirmed", "denied"}
    assert denial.between == (ONE.claims[6].proposition,)
    assert [(one.id, one.claims, one.published) for one in graph.articles()] == [
        ("one", 13, "2024-05-01"),
        ("two", 10, "2024-05-02"),
    ]


@pytest.mark.parametrize(("one", "other"), [("Japan", "United States"), ("United States", "Japan")])
def test_a_symmetric_relation_is_found_from_either_end_and_shown_once(graph: Graph, one: str, other: str) -> None:
    given = {"subject": one, "object": other, "relation": "alliedWith"}
    assert {row["article"] for row in _rows(graph, "evidence", **given)} == {"Islands & <b>allies</b>", "two"}
    assert len(graph.claims(subject=one, relation="alliedWith")) == len(graph.claims(**given)) == 2
    assert [row["ally"] for row in _rows(graph, "allies", of=one)] == [other]
    assert len(_rows(graph, "allies")) == 2
    assert len(_rows(graph, "evidence", relation="alliedWith")) == 3
    for by, to in (("Russia", "Ukraine"), ("Ukraine", "Russia")):
        found = _rows(graph, "hostile-towards", by=by, target=to)
        assert "inArmedConflictWith" in {row["relation"] for row in found}
    listed = [row["relation"] for row in _rows(graph, "hostile-towards")]
    assert listed.count("inArmedConflictWith") == 1
    assert graph.claims(subject="Russia", object="United States") == ()
    assert len(graph.query(f"SELECT ?ally {{ ?who skos:prefLabel '{one}' ; kg:alliedWith ?ally }}")) == 1


def test_the_network_has_all_propositions_as_edges(graph: Graph) -> None:
    network = graph.network()
    assert network.number_of_edges() == 21
    assert network.nodes["JPN"] == {"label": "Japan", "type": "State", "mentions": 8}
    edge = network.edges["RUS", "UKR", ONE.claims[6].proposition]
    assert (edge["relation"], edge["affirmed"], edge["denied"], edge["status"]) == ("attacks", 1, 1, "contested")
    assert set(graph.network(relation="suppliesArmsTo")) == {"RUS", "CHN"}


def test_the_network_can_be_written_for_other_tools(graph: Graph, tmp_path: Path) -> None:
    for write, read in ((nx.write_graphml, nx.read_graphml), (nx.write_gexf, nx.read_gexf)):
        write(graph.network(), tmp_path / "network")
        assert read(tmp_path / "network").number_of_edges() == 21


def test_data_frames_have_typed_columns(graph: Graph) -> None:
    frame = graph.query("SELECT ?p ?n ?s { ?p kg:sources ?n . ?claim kg:score ?s }")
    assert list(frame.columns) == ["p", "n", "s"]
    frame = graph.query("SELECT ?id ?claims { ?a dcterms:identifier ?id ; kg:claims ?claims } ORDER BY ?id")
    assert pd.api.types.is_integer_dtype(frame["claims"])
    assert frame["claims"].sum() == 23
    assert list(frame["id"]) == ["one", "two"]


def test_the_dataset_of_rdflib_sees_the_same_graph(graph: Graph) -> None:
    allied = URIRef("https://w3id.org/claimgraph/ontology#alliedWith")
    japan, usa = (URIRef(iri("ent", one).value) for one in ("JPN", "USA"))
    assert (japan, allied, usa) in graph.dataset.default_graph
    rows = list(graph.dataset.query("SELECT ?x { ?x a <https://w3id.org/claimgraph/ontology#Conflict> }"))
    assert len(rows) == 3


def test_the_overview_is_escaped(path: Path, tmp_path: Path) -> None:
    hostile = tmp_path / "<script>"
    hostile.symlink_to(path)
    with kg.open(hostile) as graph:
        assert "<script>" not in graph._repr_html_()
        assert "&lt;script&gt;" in graph._repr_html_()
        assert "claims 23" in repr(graph)


def test_opening_nothing_says_how_to_make_a_graph(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        kg.open(tmp_path / "none")


def test_importing_kg_stays_light() -> None:
    import subprocess
    import sys

    heavy = ["pyoxigraph", "rdflib", "pandas", "networkx", "spacy"]
    code = f"import sys, kg; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def local(graph: Graph) -> Opened:
    assert isinstance(graph.opened, Opened)
    return graph.opened


@pytest.mark.parametrize("form", ["nquads", "trig", "turtle", "jsonld"])
def test_exports_are_reproducible_and_read_by_rdflib(graph: Graph, form: str, tmp_path: Path) -> None:
    import rdflib

    for name in ("1", "2"):
        with (tmp_path / name).open("wb") as output:
            export(local(graph), form, output)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()
    parsed = rdflib.Dataset()
    target = parsed.default_graph if form == "turtle" else parsed
    target.parse(tmp_path / "1", format={"jsonld": "json-ld"}.get(form, form))
    default = len(list(graph.opened.store.quads_for_pattern(None, None, None, DefaultGraph())))
    assert len(list(parsed.quads())) == (default if form == "turtle" else len(graph.opened.store))


def test_an_unknown_export_format_is_refused(graph: Graph, tmp_path: Path) -> None:
    with (tmp_path / "x").open("wb") as output, pytest.raises(QueryError, match="as one of nquads"):
        export(local(graph), "docx", output)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {}", "title and a description"),
        ("# title: t\n# description: d\n# param: of entity x\nSELECT * {}", "different parameters"),
        (
            "# title: t\n# description: d\n# param: of thing x\nSELECT * { VALUES ?the_of { UNDEF } }",
            "unknown type 'thing'",
        ),
    ],
)
def test_a_query_file_without_its_header_is_refused(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(text)
    with pytest.raises(DataError, match=message):
        named._read(tmp_path / "q.rq")


def test_the_other_ways_to_ask_agree(graph: Graph) -> None:
    held = graph.opened.store
    assert table(run_named(held, "articles"), graph.base) == table(run(held, find("articles").sparql), graph.base)
