"""``kg world``: what is known of a name, whether the reference holds together, and a user's own file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.cli import run
from kg.cli.known import described
from kg.query.shapes import misfits
from kg.rdf import world_quads
from kg.resources import resource
from kg.world import Entity, Fact, Name, World
from kg.world.check import problems, shared

Captured = pytest.CaptureFixture[str]

README = resource("world", "README.md").read_text(encoding="utf-8")
MINE = README.partition("```csv\n")[2].partition("```")[0]


def small(*facts: Fact) -> World:
    """Give a world of two states, an alliance and a person, with some facts."""
    entities = [
        Entity("AAA", "Avaria", "State"),
        Entity("BBB", "Belia", "State"),
        Entity("pact", "Pact", "Alliance", kind="military alliance"),
        Entity("ann", "Ann Ray", "Person"),
        Entity("bob", "Bob Ray", "Person"),
    ]
    names = [Name(one.label, one.id, "name") for one in entities]
    names += [Name("Ray", "ann", "surname"), Name("Ray", "bob", "surname")]
    return World({one.id: one for one in entities}, tuple(names), facts)


def test_facts_stand_under_headings_by_date() -> None:
    known = small(Fact("BBB", "memberOf", "pact", "1999"), Fact("AAA", "memberOf", "pact", "1950", "1960-01"))
    assert described(known, "pact") == [
        "Pact (Alliance) pact",
        "  military alliance",
        "  members:",
        "    Avaria, 1950/1960-01",
        "    Belia, 1999/",
        "  sources: curated (2026-11)",
    ]
    assert described(known, "AAA")[1:-1] == ["  member of:", "    Pact, 1950/1960-01"]


def test_a_home_that_is_no_fact_is_shown() -> None:
    known = replace(small(), homes={"pact": Fact("pact", "homeIn", "AAA", source="a list of pacts")})
    assert described(known, "pact") == [
        "Pact (Alliance) pact",
        "  military alliance",
        "  at home in: Avaria (a list of pacts)",
        "  sources: a list of pacts (2026-11)",
    ]


def test_a_source_that_is_no_general_knowledge_is_shown() -> None:
    known = small(Fact("AAA", "memberOf", "pact", "1950", source="Treaty of 1949"), Fact("BBB", "memberOf", "pact"))
    assert described(known, "pact")[3:] == [
        "    Belia",
        "    Avaria, 1950/ (Treaty of 1949)",
        "  sources: Treaty of 1949 (2026-11), curated (2026-11)",
    ]


def test_homes_are_in_the_graph_with_their_source() -> None:
    known = replace(small(), homes={"pact": Fact("pact", "homeIn", "AAA", source="a list of pacts")})
    quads = {(quad.predicate.value.rsplit("/")[-1].rsplit("#")[-1], str(quad.object)) for quad in world_quads(known)}
    assert ("source", '"a list of pacts"') in quads
    assert ("homeIn", "<https://w3id.org/claimgraph/entity/AAA>") in quads
    assert list(misfits(world_quads(known), resource("world", "shapes.ttl"))) == []


def test_long_lists_are_cut() -> None:
    states = {f"S{i:02}": Entity(f"S{i:02}", f"State {i:02}", "State") for i in range(50)}
    facts = tuple(Fact(one, "memberOf", "pact", "2000") for one in states)
    world = World({**states, "pact": Entity("pact", "Pact", "Alliance")}, (), facts)
    assert described(world, "pact")[-2] == "    and 10 more"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ([Fact("AAA", "headOfState", "ann", "2000", "2005-06"), Fact("AAA", "headOfState", "bob", "2004")], "overlap"),
        ([Fact("AAA", "memberOf", "pact", "2000"), Fact("AAA", "memberOf", "pact", "2003")], "overlap"),
        ([Fact("BBB", "replaces", "AAA", "1990"), Fact("AAA", "memberOf", "pact", "1950")], "no end"),
        ([Fact("AAA", "memberOf", "ann")], "not one of"),
        ([Fact("ZZZ", "memberOf", "pact")], "'ZZZ' is not an entity"),
        ([Fact("AAA", "memberOf", "pact", "2010", "2001")], "ends before it starts"),
    ],
)
def test_what_is_wrong_is_said(facts: list[Fact], said: str) -> None:
    assert [line for line in problems(small(*facts)) if said in line]


def test_terms_that_meet_do_not_overlap() -> None:
    terms = [Fact("AAA", "headOfState", "ann", "2000", "2005-06-01"), Fact("AAA", "headOfState", "bob", "2005-06")]
    assert list(problems(small(*terms))) == []


def test_heads_who_share_an_office_by_law_may_hold_it_at_one_time() -> None:
    world = small(
        Fact("AAA", "headOfState", "ann", "2000", "2005"),
        Fact("AAA", "headOfState", "bob", "2002"),
        Fact("ann", "holdsOffice", "seat", "2000", "2005"),
        Fact("bob", "holdsOffice", "seat", "2002"),
    )
    for label, faults in (("Co-Prince of Avaria", 0), ("President of Avaria", 1)):
        entities = {**world.entities, "seat": Entity("seat", label, "Office")}
        assert len(list(problems(replace(world, entities=entities)))) == faults


def test_shared_names_are_told_apart_from_wrong_ones() -> None:
    assert shared(small()) == {"Ray": {"ann", "bob"}}
    assert list(problems(small())) == []


def test_the_graph_of_the_reference_is_validated() -> None:
    shapes = resource("world", "shapes.ttl")
    assert list(misfits(world_quads(small(Fact("AAA", "memberOf", "pact", "1950"))), shapes)) == []
    broken = World({"AAA": Entity("AAA", "A", "State", "Q1x")}, (), (Fact("AAA", "memberOf", "nobody", "1950"),))
    said = "\n".join(misfits(world_quads(broken), shapes))
    assert "A Wikidata link is one item." in said
    assert "An entity has one label." in said
    assert "The object of a fact is an entity with a label." in said


def test_a_file_of_ones_own_is_read_shown_and_checked(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text(MINE, encoding="utf-8")
    assert run(["world", "AMLE", "--world", str(mine)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Amber League (Alliance) amber-league\n")
    assert "    New Zealand, 2021-03/2024-06" in out
    assert run(["world", "Land of the Terns", "--world", str(mine)]) == 0
    assert capsys.readouterr().out.startswith("Japan (State) JPN Q17\n")
    mine.write_text(MINE.replace("2021-03: JPN AVA;", "2021: JPN; 2022: JPN;"), encoding="utf-8")
    monkeypatch.setattr("kg.query.shapes.misfits", lambda *_: [])
    assert run(["world", "--check", "--world", str(mine)]) == 1
    out = capsys.readouterr().out
    assert "JPN memberOf amber-league: 2021/ and 2022/ overlap" in out
    assert "1 wrong" in out


FAULTS = """id,label,type,wikidata,names,facts
AVA,Avaria,State,,Land of Flowers,headOfState>Ann Ray@2001-01-01/2009-01-01|headOfState>Bob Ray@2005-01-01/
,Belia,Territory,,Land of Flowers,
,Ann Ray,Person,Q12x,,
,Bob Ray,Person,,,memberOf>Pact@2009-01-01/2001-01-01
,Pact,Agreement,,,
"""


def test_each_planted_fault_is_reported(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "faults.csv").write_text(FAULTS, encoding="utf-8")
    assert run(["world", "--check", "--world", str(tmp_path / "faults.csv")]) == 1
    *wrong, summary = capsys.readouterr().out.splitlines()
    for said in (
        "'land of flowers' names 2 entities: AVA, belia",
        "AVA headOfState: ann-ray until 2009-01-01 and bob-ray from 2005-01-01 overlap",
        "bob-ray memberOf pact: pact is of class Agreement, not one of Organization, Alliance, ActorGroup",
        "A Wikidata link is one item.",
    ):
        assert [line for line in wrong if said in line] != [], said
    assert f"{len(wrong)} wrong" in summary


def test_the_command_wants_a_name_or_check(capsys: Captured) -> None:
    assert run(["world"]) == 2
    assert "Give a NAME, or --check." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"label,type\nAvaria,State\nBel\xf6a,State\n", "a.csv:3: not UTF-8: byte 0xf6"),
        ("b.csv", b"label,type\n# mine\nAvaria,Stat\n", "b.csv:3: no class is named 'Stat'"),
        ("c.csv", b"label,facts\nAvaria,\nBelia,memberOf>Moon Pact@2000\n", "c.csv:3: no entity is called 'Moon Pact'"),
        ("d.csv", b"label,members\nPact,2000: JPN XQX\n", "d.csv:2: no entity is called 'XQX'"),
        ("e.csv", b"label,facts\nAvaria,adores>JPN\n", "e.csv:2: no relation is named 'adores'"),
        (
            "f.csv",
            b"id,label,type\nJPN,Japan,State\nFRA,Avaria,State\n",
            "f.csv:3: the id 'FRA' of 'Avaria' is that of",
        ),
        (
            "g.ttl",
            (
                b"@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n"
                b'<https://w3id.org/claimgraph/entity/FRA> s:prefLabel "Avaria"@en .\n'
            ),
            "g.ttl:2: the id 'FRA' of 'Avaria' is that of 'France'",
        ),
        (
            "h.ttl",
            b"@prefix kg: <https://w3id.org/claimgraph/ontology#> .\n<x:a> a kg:Alianse .\n",
            "h.ttl:2: no class is named 'Alianse' (did you mean 'Alliance'?)",
        ),
        (
            "i.ttl",
            b"@prefix kg: <https://w3id.org/claimgraph/ontology#> .\n<x:a>\n  kg:memberOff <x:b> .\n",
            "i.ttl:3: no relation is named 'memberOff' (did you mean 'memberOf'?)",
        ),
        (
            "j.ttl",
            b'@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n<x:a> s:altLabel "Avarian League"@en .\n',
            "j.ttl:2: 'x:a' has no label (give it a skos:prefLabel)",
        ),
    ],
)
def test_a_wrong_file_of_ones_own_is_told_with_its_line(
    tmp_path: Path, capsys: Captured, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert run(["world", "JPN", "--world", str(tmp_path / name)]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"kg: error: {tmp_path}/{said}")
