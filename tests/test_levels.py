"""Whether the levels of the view tell how many things reach each value, and named queries find the greatest by them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from graphs import reading
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse

from kg import store
from kg.assemble import refresh
from kg.assemble.levels import level_quads, moved, tally
from kg.assemble.whole import view_lines
from kg.model import BASE, Reading
from kg.query import named_queries, run_named
from kg.query.named import fill
from kg.query.results import table
from kg.rdf import kg, reading_quads
from kg.rdf.write import TYPE

VIEW = DefaultGraph()


def many(count: int) -> list[Reading]:
    """Give articles of outlets of their own in which some things are said more often than others."""
    return [
        reading(f"a{at}", f"e{at} attacks e{at % 7}x", "JPN alliedWith USA", "RUS attacks UKR denied by RUS",
                f"e{at % 5}y threatens e{at % 3}z", source=f"outlet {at % 11}")
        for at in range(count)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("levels") / "g"
    with store.open_writer(found) as graph:
        for one in many(40):
            store.write_article(graph.store, reading_quads(one))
        refresh(graph)
        store.publish(graph)
    return found


def test_each_level_tells_how_many_things_reach_it(path: Path) -> None:
    query = """SELECT ?n (COUNT(?p) AS ?counted) WHERE {
        ?level kg:ofNumber kg:sources ; kg:ofKind %s ; kg:atLeast ?value ; kg:reachedBy ?n .
        ?p kg:sources ?sources ; kg:status ?state FILTER(?sources >= ?value) %s
    } GROUP BY ?level ?n"""
    with store.open_reader(path) as graph:
        for kind, only in (("kg:Proposition", ""), ("kg:corroborated", "FILTER(?state = kg:corroborated)"),
                           ("kg:ownVoice", "?p kg:ownVoice true")):  # fmt: skip
            answer = graph.store.query(query % (kind, only), prefixes={"kg": kg("").value})
            rows = [(int(row["n"].value), int(row["counted"].value)) for row in answer]  # type: ignore[union-attr]
            assert rows
            assert all(told == counted for told, counted in rows)


def test_levels_move_with_what_they_count() -> None:
    held = Counter({("sources", "Proposition", 1): 5, ("sources", "Proposition", 3): 1})
    kept = Store()
    kept.extend(level_quads(held))
    gone, added = Counter({("sources", "Proposition", 3): 1}), Counter({("sources", "Proposition", 2): 2})
    before, after = moved(kept, gone, added, BASE)
    assert before == set(kept)
    assert after == set(level_quads({("sources", "Proposition", 1): 5, ("sources", "Proposition", 2): 2}))
    assert moved(kept, gone, gone, BASE) == (set(), set())
    assert moved(Store(), Counter(), held, BASE) == (set(), set(level_quads(held)))


def test_the_view_counts_what_it_describes(path: Path) -> None:
    with store.open_reader(path) as graph:
        held = list(graph.store.quads_for_pattern(None, None, None, VIEW))
        levels = {quad.subject for quad in held if Quad(quad.subject, TYPE, kg("Level"), VIEW) == quad}
        assert {quad for quad in held if quad.subject in levels} == set(level_quads(tally(held)))


@pytest.mark.parametrize(("name", "number"), [("entities", "mentions"), ("by-sources", "sources"),
                                              ("own-voice", "sources"), ("holders", "claims")])  # fmt: skip
def test_a_query_for_few_gives_the_first_of_all(path: Path, name: str, number: str) -> None:
    with store.open_reader(path) as graph:
        every = table(run_named(graph.store, name), graph.base)
        at = every.columns.index(number)
        greatest = [int(str(row[at])) for row in every.rows]
        assert greatest == sorted(greatest, reverse=True)
        assert len(set(greatest)) > 1
        for most in (1, 2, 3, 7, 1_000):
            some = table(run_named(graph.store, name, most=most), graph.base)
            assert [int(str(row[at])) for row in some.rows] == greatest[:most]
            assert set(some.rows) <= set(every.rows)


@pytest.mark.parametrize(("name", "given"), [("by-sources", {"status": "corroborated"}),
                                             ("by-sources", {"status": "contested"}),
                                             ("entities", {"class": "State"})])  # fmt: skip
def test_a_query_for_few_of_a_kind_gives_the_first_of_that_kind(path: Path, name: str, given: dict[str, str]) -> None:
    with store.open_reader(path) as graph:
        every = table(run_named(graph.store, name, given), graph.base)
        assert every.rows
        at = every.columns.index("mentions" if name == "entities" else "sources")
        for most in (1, 2, 5):
            some = table(run_named(graph.store, name, given, most=most), graph.base)
            assert [row[at] for row in some.rows] == [row[at] for row in every.rows][:most]


def test_thresholds_follow_the_rows_asked_for(path: Path) -> None:
    with store.open_reader(path) as graph:
        sparql = fill(named_queries()["own-voice"], graph.store, {}, most=7)
    assert "FILTER(?n < 7)" in sparql
    assert "FILTER(?n >= 7)" in sparql
    assert "LIMIT 7\n" in sparql
    assert "1000" not in sparql


def test_several_processes_assemble_the_same_view(path: Path, tmp_path: Path) -> None:
    with store.open_writer(tmp_path / "g") as graph:
        for one in many(70):
            store.write_article(graph.store, reading_quads(one))
        (graph.path / "reading" / "left").mkdir(parents=True)
        alone, shared = (
            {quad for lines in view_lines(graph.store, folder=graph.path, jobs=jobs)
             for quad in parse(lines, format=RdfFormat.N_QUADS)} for jobs in (1, 2)
        )  # fmt: skip
        assert not (graph.path / "reading").exists()
    assert alone == shared
    assert alone
