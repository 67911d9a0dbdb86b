"""Whatever is wrong with a graph is found and named; what is right passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from graphs import reading
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolution, Store

from kg import store
from kg.assemble import refresh
from kg.cli import run
from kg.model import OpenClaim, proposition_id
from kg.query.check import check
from kg.query.overview import conflicts
from kg.rdf import iri, kg, local_id, reading_quads
from kg.rdf.write import EXACT, IDENTIFIER, OBJECT, TEXT, TYPE
from kg.world import Entity, Fact, World

WORLD = World(
    {"JPN": Entity("JPN", "Japan", "State", "Q17"), "nato": Entity("nato", "NATO", "Alliance")},
    (),
    (Fact("JPN", "memberOf", "nato", "1956", "2030", "a list"),),
)
ONE = reading("one", "RUS attacks UKR denied by ministry,abe", "JPN alliedWith USA 1956", "JPN memberOf nato denied",
              source="Kyodo", published="2024-05-01")  # fmt: skip
ONE = replace(ONE, open=(OpenClaim(ONE.claims[0].subject, "V:shun obj", ONE.claims[0].object, ONE.claims[0].sentence,
                                   ONE.claims[0].trigger),))  # fmt: skip
TWO = reading(
    "two", "RUS attacks UKR", "USA alliedWith JPN", "USA inArmedConflictWith JPN planned", published="2024-05-02"
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


@pytest.fixture
def held(path: Path) -> Store:
    with store.open_reader(path) as graph:
        copy = Store()
        copy.extend(graph.store)
    return copy


def _first(held: Store, kind: str) -> Quad:
    predicate, value = (kg("ofClaim"), None) if kind == "Occurrence" else (TYPE, kg(kind))
    return next(held.quads_for_pattern(None, predicate, value, None))


def _lose(kind: str, predicate: NamedNode) -> Callable[[Store], None]:
    def lose(held: Store) -> None:
        for quad in list(held.quads_for_pattern(_first(held, kind).subject, predicate, None, None)):
            held.remove(quad)

    return lose


def _say(kind: str, predicate: NamedNode, value: NamedNode | Literal) -> Callable[[Store], None]:
    def say(held: Store) -> None:
        first = _first(held, kind)
        held.add(Quad(first.subject, predicate, value, first.graph_name))

    return say


def _change(kind: str, predicate: NamedNode, value: NamedNode | Literal) -> Callable[[Store], None]:
    def change(held: Store) -> None:
        _lose(kind, predicate)(held)
        _say(kind, predicate, value)(held)

    return change


def _read_as(kind: str, predicate: NamedNode, value: NamedNode) -> Callable[[Store], None]:
    """Give what changes a value in the graph of an article, not in the view."""

    def change(held: Store) -> None:
        read = next(quad for quad in held.quads_for_pattern(None, TYPE, kg(kind), None)
                    if isinstance(quad.graph_name, NamedNode) and "/article/" in quad.graph_name.value)  # fmt: skip
        for quad in list(held.quads_for_pattern(read.subject, predicate, None, read.graph_name)):
            held.remove(quad)
        held.add(Quad(read.subject, predicate, value, read.graph_name))

    return change


def _contest(held: Store) -> None:
    held.add(Quad(iri("ent", "JPN"), kg("threatens"), iri("ent", "USA"), kg("contested")))


def _plain(held: Store) -> None:
    held.add(Quad(iri("ent", "JPN"), kg("attacks"), iri("ent", "USA"), DefaultGraph()))


def _note(held: Store) -> None:
    held.add(Quad(iri("ent", "JPN"), kg("touched"), kg("Entity"), store.PENDING))


def test_a_built_graph_has_no_fault(held: Store) -> None:
    assert [str(one) for one in check(held)] == []


@pytest.mark.parametrize(
    ("damage", "law", "told"),
    [
        (_lose("Claim", kg("evidence")), "claims", "the claim has no evidence"),
        (_lose("OpenClaim", kg("evidence")), "claims", "the claim has no evidence"),
        (_say("Claim", kg("evidence"), iri("ev", "gone")), "claims", "gone is not in this article"),
        (_change("Evidence", EXACT, Literal("other words")), "quotes", "not what the text says"),
        (_change("Evidence", kg("end"), Literal(99999)), "quotes", "not what the text says"),
        (_change("Occurrence", kg("subjectAt"), Literal("char=0,99999")), "quotes", "subjectAt lies outside"),
        (_change("Evidence", kg("start"), Literal("x")), "quotes", "not what the text says"),
        (_lose("Evidence", kg("end")), "quotes", "not what the text says"),
        (_change("Occurrence", kg("triggerAt"), Literal("char=9")), "quotes", "triggerAt lies outside"),
        (_change("Occurrence", kg("holdersAt"), Literal("char=0,1;here")), "quotes", "holdersAt lies outside"),
        (_change("OpenClaim", kg("objectAt"), Literal("char=9,1")), "quotes", "objectAt lies outside"),
        (_change("Article", TEXT, Literal("rewritten")), "hashes", "not the one whose hash is kept"),
        (_read_as("Proposition", OBJECT, iri("ent", "CHN")), "hashes", "not named by the hash"),
        (_plain, "plain_triples", "nobody says attacks of it and USA"),
        (_contest, "plain_triples", "nobody says threatens of it and USA"),
        (_say("Conflict", kg("side"), iri("claim", "gone")), "conflicts", "there is no claim gone"),
        (_lose("Conflict", kg("between")), "conflicts", "names no proposition"),
        (_lose("Conflict", kg("side")), "conflicts", "names no claim"),
        (_say("Conflict", kg("between"), iri("prop", "gone")), "conflicts", "there is no proposition gone"),
        (_say("Conflict", kg("reference"), iri("fact", "gone")), "conflicts", "there is no fact gone"),
        (_note, "notes", "build again"),
        (_lose("Claim", kg("modality")), "shapes", "modality"),
        (_say("Proposition", kg("status"), kg("true")), "shapes", "kg:status"),
        (_lose("Conflict", kg("kind")), "shapes", "kg:kind"),
        (_lose("Claim", kg("heldBy")), "shapes", "kg:heldBy"),
        (_say("Claim", kg("tense"), Literal("future")), "shapes", "kg:tense"),
        (_change("Claim", kg("score"), Literal(2.0)), "shapes", "kg:score"),
        (_lose("Occurrence", kg("ofClaim")), "shapes", "read at some place"),
        (_say("Occurrence", kg("evidence"), iri("ev", "gone")), "shapes", "kg:evidence"),
        (_lose("Article", IDENTIFIER), "shapes", "dcterms:identifier"),
        (_lose("Proposition", kg("sources")), "shapes", "kg:sources"),
        (_lose("OpenClaim", kg("openRelation")), "shapes", "kg:openRelation"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_and_named(held: Store, damage: Callable[[Store], None], law: str, told: str) -> None:
    damage(held)
    found = [one for one in check(held) if one.law == law]
    assert any(told in one.problem for one in found), list(check(held))


def test_the_command_says_where_and_fails(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(path)]) == 0
    assert "2 articles checked, no faults" in capsys.readouterr().err
    with store.open_writer(path) as graph:
        _plain(graph.store)
        store.publish(graph)
    try:
        assert run(["check", str(path)]) == 1
        assert "view: ent:JPN: nobody says attacks of it and USA (plain_triples)" in capsys.readouterr().out
    finally:
        with store.open_writer(path) as graph:
            graph.store.remove(Quad(iri("ent", "JPN"), kg("attacks"), iri("ent", "USA"), DefaultGraph()))
            store.publish(graph)


def test_conflicts_are_listed_with_the_evidence_on_both_sides(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["conflicts", str(path), "--kind", "denial"]) == 0
    listed = capsys.readouterr().out
    assert "two: Russia attacks Ukraine\n" in listed
    assert "Ministry of Foreign Affairs > Shinzo Abe: Russia attacks Ukraine denied\n" in listed
    assert f'"{TWO.article.text[slice(*TWO.claims[0].quote)]}"'.replace("  ", " ") in listed
    assert listed.endswith("(1 conflict)\n")
    assert run(["conflicts", str(path), "--of", "NATO"]) == 0
    listed = capsys.readouterr().out
    assert "the reference says Japan memberOf NATO 1956/2030 (a list)" in listed
    assert run(["conflicts", str(path), "--kind", "nonsense"]) == 1


def test_conflicts_read_the_claims_on_their_sides_and_no_others(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[str] = []
    claims = import_module("kg.query.claims")
    view = claims._Book.view

    def looked_at(book: object, row: QuerySolution, evidence: object) -> object:
        met.append(str(row["claim"]))
        return view(book, row, evidence)

    monkeypatch.setattr(claims._Book, "view", looked_at)
    monkeypatch.setattr(claims, "AT_ONCE", 1)
    with store.open_reader(path) as graph:
        sides = {quad.object for quad in graph.store.quads_for_pattern(None, kg("side"), None, DefaultGraph())}
        found = conflicts(graph.store, graph.base)
        assert {one.id for view in found for one in view.sides} == {
            local_id(name) for name in sides if isinstance(name, NamedNode)
        }
    assert sorted(met) == sorted(map(str, sides))
    assert 0 < len(met) < len(ONE.claims + TWO.claims)


def test_two_graphs_are_compared(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", str(path), str(path)]) == 0
    with store.open_writer(tmp_path / "h") as graph:
        store.write_article(graph.store, reading_quads(TWO))
        store.write_article(graph.store, reading_quads(reading("three", "CHN threatens JPN")))
        refresh(graph, WORLD)
        store.publish(graph)
    capsys.readouterr()
    assert run(["diff", str(path), str(tmp_path / "h")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("- one: ") for line in lines) == 3
    assert [line for line in lines if line.startswith("+")] == [
        f"+ three: three: China threatens Japan [{reading('three', 'CHN threatens JPN').claims[0].id}]"
    ]
    assert "~ Russia attacks Ukraine: contested -> reported" in lines


def test_articles_are_removed_by_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, kept in (("g", (ONE, TWO)), ("h", (TWO,))):
        with store.open_writer(tmp_path / name) as graph:
            for one in kept:
                store.write_article(graph.store, reading_quads(one))
            store.publish(graph)
    assert run(["remove", str(tmp_path / "g"), "ones"]) == 1
    assert "the graph holds no article 'ones' (did you mean one" in capsys.readouterr().err
    assert run(["remove", str(tmp_path / "g"), "one"]) == 0
    assert run(["remove", str(tmp_path / "h"), "two", "gone"]) == 1
    with store.open_writer(tmp_path / "h") as graph:
        from kg.world import load_world

        refresh(graph, load_world())
        store.publish(graph)
    with store.open_reader(tmp_path / "g") as left, store.open_reader(tmp_path / "h") as right:
        assert store.dump(left.store) == store.dump(right.store)
        assert iri("prop", proposition_id("RUS", "attacks", "UKR")) in {quad.subject for quad in left.store}
