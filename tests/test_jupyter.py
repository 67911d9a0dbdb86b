"""Tests of what a graph is in a notebook: the magic, typed tables, rich pictures of values, networks for algorithms."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from graphs import reading
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell

import kg
from kg import store
from kg.assemble import refresh
from kg.errors import QueryError
from kg.graph import Graph
from kg.jupyter import find, options
from kg.query import Party
from kg.query.frames import times
from kg.rdf import reading_quads
from kg.views import society
from kg.world import Entity, World

FIRST = reading("one", "JPN alliedWith USA", "JPN criticizes RUS", "RUS attacks UKR denied by abe", "USA supports UKR",
                "UKR partnerOf JPN", "CHN partnerOf JPN", "CHN criticizes USA", source="<b>Wire</b>",
                published="2024-05-01T10:00:00+09:00", title="Islands & <b>allies</b>")  # fmt: skip
SECOND = reading("two", "RUS attacks UKR", "RUS partnerOf CHN 1956", published="2024-06-01T10:00:00Z")


KNOWN = Entity("UKR", "Ukraine", "State", None, "1991-08-24", None, "group of states")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("graphs") / "g"
    with store.open_writer(made) as opened:
        for one in (FIRST, replace(SECOND, article=replace(SECOND.article, url="https://example.org/two"))):
            store.write_article(opened.store, reading_quads(one))
        refresh(opened, World({"UKR": KNOWN}, (), ()))
        store.publish(opened)
    return made


@pytest.fixture
def graph(path: Path) -> Iterator[Graph]:
    with kg.open(path) as opened:
        yield opened


@pytest.fixture
def shell(graph: Graph) -> Iterator[Any]:
    program = sys.modules[
        "__main__"
    ]  # a shell puts its own in its place, which other tests cannot start processes from
    shell: Any = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "kg")
    shell.user_ns["graph"] = graph
    yield shell
    shell.reset()
    InteractiveShell.clear_instance()
    sys.modules["__main__"] = program


ALLIES = "SELECT ?one ?other { ?one kg:alliedWith ?other FILTER(STR(?one) < STR(?other)) }"


def test_the_magic_gives_a_data_frame(shell: Any) -> None:
    found = shell.run_cell_magic("sparql", "", ALLIES)
    assert found.to_dict("records") == [{"one": "ent:JPN", "other": "ent:USA"}]
    assert shell.run_line_magic("sparql", "ASK { ent:JPN kg:alliedWith ent:USA }").iloc[0, 0]


def test_the_magic_keeps_the_answer_under_a_name(shell: Any, path: Path) -> None:
    assert shell.run_cell_magic("sparql", f"{path} -o allies", ALLIES) is None
    assert len(shell.user_ns["allies"]) == 1
    assert len(shell.user_ns["graph"].claims()) == 9  # the graph that was open is still open


def test_mistakes_in_the_magic_are_told_in_a_line(shell: Any) -> None:
    with pytest.raises(UsageError, match="no open graph called 'other'"):
        shell.run_cell_magic("sparql", "other", ALLIES)
    with pytest.raises(UsageError, match="not SPARQL at line 1"):
        shell.run_cell_magic("sparql", "", "SELECT ?x {")


def test_several_open_graphs_must_be_named(graph: Graph, path: Path) -> None:
    with kg.open(path) as other:
        with pytest.raises(QueryError, match="several graphs are open: a, b"):
            find({"a": graph, "b": other}, "")
        assert find({"a": graph, "b": other}, "b") is other
    assert find({"a": graph, "_": graph, "_1": graph}, "") is graph


@pytest.mark.parametrize("line", ["a b", "a -o", "-o 3x"])
def test_a_first_line_that_is_not_understood(line: str) -> None:
    with pytest.raises(QueryError):
        options(line)


def test_claims_as_a_table_have_types(graph: Graph) -> None:
    table = graph.table()
    assert len(table) == 9
    assert str(table["published"].dtype).startswith("datetime64[")
    assert table["published"].dt.tz is not None
    assert set(table["published"].dt.hour) == {1, 10}
    assert table["polarity"].cat.ordered
    assert table["modality"].cat.ordered
    assert (str(table["sources"].dtype), str(table["own_voice"].dtype)) == ("Int64", "boolean")
    assert set(graph.table(holder="Shinzo Abe")["polarity"]) == {"denied"}
    assert graph.table(relation="detains").empty
    assert list(graph.table(relation="detains").columns) == list(table.columns)


def test_answers_have_types(graph: Graph) -> None:
    found = graph.query("""SELECT ?when ?n ?half ?yes ?iri ?none WHERE {
        ?a a kg:Article ; dcterms:issued ?when ; kg:claims ?n . BIND(?n * 0.5 AS ?half) BIND(?n > 5 AS ?yes)
        BIND(?a AS ?iri) } ORDER BY ?n""")
    assert [str(kind).split("[")[0] for kind in found.dtypes] == [
        "datetime64", "Int64", "Float64", "boolean", "string", "string",
    ]  # fmt: skip
    assert found["when"].dt.tz is not None
    assert found["none"].isna().all()


@pytest.mark.parametrize(
    ("texts", "kind", "zoned"),
    [(["2024-05-01", "1905-01-01"], "datetime64", False), (["2024-05-01T10:00:00"], "datetime64", False),
     (["2024-05-01T10:00:00-05:00", "2024-05-01T10:00:00Z"], "datetime64", True),
     (["2024", "2024-05-01"], "string", False),
     (["2024-05-01T10:00:00Z", "2024-05-01"], "string", False), ([], "string", False)],
)  # fmt: skip
def test_times_are_never_guessed(texts: list[str], kind: str, zoned: bool) -> None:
    found = times(texts)
    assert str(found.dtype).startswith(kind)
    assert (getattr(found.dtype, "tz", None) is not None) is zoned


def test_values_have_pictures_in_which_all_text_is_escaped(graph: Graph) -> None:
    claim = next(one for one in graph.claims() if one.relation == "criticizes" and one.subject.id == "JPN")
    shown = claim._repr_html_()
    assert "<b>Japan</b> criticizes <b>Russia</b>" in shown
    assert "&lt;b&gt;Wire" in shown
    assert "<b>Wire" not in shown
    assert "<mark>Japan criticizes" in shown
    assert "not: " in next(one for one in graph.claims() if one.polarity == "denied")._repr_html_()
    assert "<b>Japan</b>" in claim.subject._repr_html_()
    articles = {one.id: one._repr_html_() for one in graph.articles()}
    assert "Islands &amp; &lt;b&gt;allies" in articles["one"]
    assert "7 claims" in articles["one"]
    assert 'href="https://example.org/two"' in articles["two"]
    assert "<b>2</b> articles" in graph._repr_html_()


def test_only_addresses_of_the_web_are_linked(graph: Graph) -> None:
    article = replace(graph.articles()[0], url="javascript:alert(1)")
    assert "href" not in article._repr_html_()


def test_an_entity_says_what_is_said_of_it(graph: Graph) -> None:
    japan = graph.entity("Japan")
    assert (japan.id, japan.label, japan.type, japan.about, japan.held) == ("JPN", "Japan", "State", 4, 0)
    assert graph.entity("Shinzo Abe").held == 1
    assert "<b>Japan</b>" in japan._repr_html_()
    ukraine = graph.entity("Ukraine")
    assert (ukraine.kind, ukraine.start, ukraine.end) == ("group of states", "1991-08-24", None)
    assert "<br>group of states, 1991-08-24/<br>" in ukraine._repr_html_()
    with pytest.raises(QueryError, match="nothing in the graph is called 'Japn'"):
        graph.entity("Japn")


def test_networks_are_what_usual_algorithms_accept(graph: Graph) -> None:
    signed = graph.signed()
    assert nx.number_connected_components(signed) == 1
    assert set(dict(nx.average_neighbor_degree(signed))) == set(signed)
    assert nx.core_number(signed)["JPN"] == 3
    assert nx.shortest_path(graph.network().to_undirected(), "RUS", "USA")[0] == "RUS"
    assert signed["RUS"]["UKR"] == {"friendly": 0, "hostile": 1, "weight": 1, "sign": -1}


def party(name: str, type_: str = "State") -> Any:
    return Party(name, name, type_)


def ties(*rows: str) -> list[society.Tie]:
    split = [row.split() for row in rows]
    return [society.Tie(party(row[0]), row[1], party(row[2]), len(row) > 3) for row in split]


def test_signs_follow_most_statements_and_denials_do_not_make_friends() -> None:
    found = society.signed(ties("a alliedWith b", "b criticizes a", "a meetsWith b", "a attacks c denied",
                                "b alliedWith c denied", "a locatedIn b", "a supports a"))  # fmt: skip
    assert {(one, other): data["sign"] for one, other, data in found.edges(data=True)} == {
        ("a", "b"): 1, ("b", "c"): -1,
    }  # fmt: skip
    place = society.Tie(party("a"), "attacks", party("x", "Territory"))
    assert len(society.signed([place])) == 0


def test_balance_follows_heider() -> None:
    friends = ["a alliedWith b", "b alliedWith c"]
    assert society.balance(society.signed(ties(*friends, "a alliedWith c"))).share == 1
    odd = society.balance(society.signed(ties(*friends, "a attacks c")))
    assert (odd.unbalanced, odd.share) == ((("a", "b", "c"),), 0)
    foes = society.signed(ties("a alliedWith b", "a attacks c", "b attacks c"))
    assert len(society.balance(foes).balanced) == 1
    assert society.balance(society.signed([])).share == 1


def test_camps_part_friends_from_foes() -> None:
    graph = society.signed(ties("a alliedWith b", "c alliedWith d", "a attacks c", "b attacks d", "b criticizes c",
                                "a alliedWith d"))  # fmt: skip
    assert set(society.camps(graph)) == {frozenset("ab"), frozenset("cd")}
    side = {"a": 1, "b": 1, "c": -1, "d": -1}
    assert society.frustration(graph, side) == 1
    assert society.camps(society.signed([])) == (frozenset(), frozenset())


def test_circles_are_of_friends_alone() -> None:
    graph = society.signed(ties("a alliedWith b", "b alliedWith c", "c attacks d", "d alliedWith e"))
    assert society.circles(graph) == [["a", "b", "c"], ["d", "e"]]


def test_page_rank_sums_to_one_and_agrees_with_degree_on_a_star() -> None:
    graph = society.signed(ties("a alliedWith b", "a alliedWith c", "a alliedWith d"))
    rows = society.central(graph)
    assert rows[0][:2] == ("a", 3)
    assert rows[0][3] == 1
    assert sum(row[2] for row in rows) == pytest.approx(1, abs=0.001)
