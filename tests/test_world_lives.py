"""When entities existed and what kind of organisation they are: in sheets, Turtle, the graph and in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.cli import run
from kg.cli.known import described
from kg.errors import DataError
from kg.query.shapes import misfits
from kg.rdf import world_quads
from kg.resources import resource, rows
from kg.world import Entity, Fact, Name, World, load_world
from kg.world.check import problems
from kg.world.kinds import kinds
from kg.world.sheets import existed, read_sheet
from kg.world.turtle import read_turtle

SHAPES = resource("world", "shapes.ttl")
PACT = Entity("pact", "Pact", "Alliance", None, "1955-05-14", "1991-07-01", "military alliance")


def known(*entities: Entity, facts: tuple[Fact, ...] = ()) -> World:
    listed = (PACT, Entity("AAA", "Avaria", "State", start="1960", end="1970-03"), *entities)
    names = tuple(Name(one.label, one.id, "name") for one in listed)
    return World({one.id: one for one in listed}, names, facts)


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.mark.parametrize("cell", ["/", "1949-4-4/", "April 1949", "1949-04-04/1950/1951", "1949 / 1950"])
def test_dates_of_another_form_are_refused(cell: str) -> None:
    with pytest.raises(DataError, match="write START/END"):
        existed(cell)


def test_a_sheet_tells_when_and_what(tmp_path: Path) -> None:
    sheet = tmp_path / "mine.csv"
    sheet.write_text(
        "label,type,kind,existed\nAmber League,Alliance,military alliance,2001-03/\nFlood,Event,,2010-05-02\n"
        "Old Rite,Organization,peopleOrCommunity,/1700\n",
        encoding="utf-8",
    )
    league, flood, rite = read_sheet(sheet).entities
    assert (league.start, league.end, league.kind) == ("2001-03", None, "military alliance")
    assert (flood.start, flood.end, flood.kind) == ("2010-05-02", "2010-05-02", None)
    assert (rite.start, rite.end, rite.kind) == (None, "1700", "people or community")


def test_organisations_of_a_sheet_of_one_kind_are_of_it(tmp_path: Path) -> None:
    sheet = tmp_path / "universities.csv"
    sheet.write_text(
        "label,type,kind\nA,Organization,\nB,Organization,research institute\nC,State,\n", encoding="utf-8"
    )
    assert [one.kind for one in read_sheet(sheet).entities] == ["university", "research institute", None]


def test_turtle_tells_the_same(tmp_path: Path) -> None:
    turtle = tmp_path / "mine.ttl"
    turtle.write_text(
        """@prefix kg: <https://w3id.org/claimgraph/ontology#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <https://w3id.org/claimgraph/entity/league> a kg:Alliance ; skos:prefLabel "Amber League" ;
            kg:kind kg:militaryAlliance ; kg:validFrom "2001-03"^^xsd:gYearMonth ; kg:validUntil "2009"^^xsd:gYear .""",
        encoding="utf-8",
    )
    assert read_turtle(turtle).entities == (
        Entity("league", "Amber League", "Alliance", None, "2001-03", "2009", "military alliance"),
    )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "label,type,kind\n\nPact,Alliance,military aliance\n", "did you mean 'military alliance'?"),
        ("b.csv", "label,existed\nPact,1949\nLeague,20th century\n", "b.csv:3: not dates: '20th century'"),
        ("c.ttl", '<x:a>\n  <https://w3id.org/claimgraph/ontology#validFrom> "May" .\n', "c.ttl:2: no date: 'May' ("),
        (
            "d.ttl",
            "@prefix kg: <https://w3id.org/claimgraph/ontology#> .\n<x:a> kg:kind\n kg:cour .\n",
            "d.ttl:3: no kind",
        ),
    ],
)
def test_what_is_no_kind_and_no_date_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str, said: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert run(["world", "JPN", "--world", str(tmp_path / name)]) == 1
    assert said in capsys.readouterr().err


def test_a_later_row_fills_what_an_entity_lacks(tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("id,label,type,existed,kind\nJPN,Japan,State,0660/,\nNATO,NATO,Alliance,1950/,organ\n", "utf-8")
    entities = load_world([mine]).entities
    assert (entities["JPN"].start, entities["JPN"].wikidata) == ("0660", "Q17")
    assert (entities["NATO"].start, entities["NATO"].kind) == ("1949-04-04", "military alliance")


@pytest.mark.parametrize(
    ("one", "facts", "said"),
    [
        (
            Entity("x", "X", "Event", start="2001-05", end="2001-04-30"),
            (),
            "x began in 2001-05 and ended in 2001-04-30",
        ),
        (PACT, (Fact("AAA", "memberOf", "pact", "1950", "1951"),), "from 1950, though pact began in 1955-05-14"),
        (PACT, (Fact("AAA", "memberOf", "pact", "1992", "1993"),), "from 1992, though pact ended in 1991-07-01"),
        (PACT, (Fact("AAA", "memberOf", "pact", "1960", "1971"),), "until 1971, though AAA ended in 1970-03"),
        (PACT, (Fact("AAA", "memberOf", "pact", "1960"),), "no end, though AAA ended in 1970-03"),
        (
            Entity("deal", "Deal", "Agreement", start="1965"),
            (Fact("AAA", "signs", "deal", "1964-12", "1964-12"),),
            "AAA signs deal: from 1964-12, though deal began in 1965",
        ),
        (Entity("axis", "Axis", "Alliance"), (), "axis has no kind"),
        (Entity("club", "Club", "ActorGroup"), (Fact("AAA", "memberOf", "club", "1961", "1962"),), "club has no kind"),
    ],
)
def test_what_cannot_have_been_is_reported(one: Entity, facts: tuple[Fact, ...], said: str) -> None:
    assert [line for line in problems(known(one, facts=facts)) if said in line]


def test_what_can_have_been_is_not() -> None:
    fine = Fact("AAA", "memberOf", "pact", "1960-05", "1970")
    undated = Entity("firm", "Firm", "Organization", end="1999")
    assert list(problems(known(undated, PACT._replace(id="p2", label="P2", start="1991"), facts=(fine,)))) == []


def test_a_name_that_two_bore_in_turn_is_not_ambiguous() -> None:
    first = Entity("w1", "First War", "War", start="1980", end="1988-08")
    later = Entity("w2", "Second War", "War", start="1990-08", end="1991")
    alike = known(first, later)
    alike = replace(alike, names=(*alike.names, Name("The War", "w1", "alias"), Name("The War", "w2", "alias")))
    assert list(problems(alike)) == []
    overlapping = replace(alike, entities={**alike.entities, "w1": first._replace(end="1990-09")})
    assert [line for line in problems(overlapping) if line.startswith("'war' names 2 entities")]


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (PACT, "  military alliance, founded 1955-05-14, ended 1991-07-01"),
        (Entity("x", "X", "State", start="1960"), "  from 1960"),
        (Entity("x", "X", "War", start="1990", end="1991"), "  began 1990, ended 1991"),
        (Entity("x", "X", "Event", start="2001-09-11", end="2001-09-11"), "  on 2001-09-11"),
        (Entity("x", "X", "Agreement", start="2015-07-14"), "  signed 2015-07-14"),
        (Entity("x", "X", "GovernmentBody", end="1999"), "  ended 1999"),
        (Entity("x", "X", "MilitaryExercise", start="1992"), "  held since 1992"),
    ],
)
def test_it_is_shown_in_words(one: Entity, line: str) -> None:
    assert described(known(one), one.id)[1] == line


def test_the_graph_bears_kind_and_dates() -> None:
    said = {
        (str(quad.predicate).rpartition("#")[2].rstrip(">"), str(quad.object).split("^")[0].rpartition("/")[2])
        for quad in world_quads(known())
        if str(quad.subject).endswith("/pact>")
    }
    assert said >= {
        ("kind", "ontology#militaryAlliance>"),
        ("validFrom", '"1955-05-14"'),
        ("validUntil", '"1991-07-01"'),
        ("earliest", '"1955-05-14"'),
        ("latest", '"1991-07-01"'),
    }
    assert list(misfits(world_quads(known()), SHAPES)) == []


def test_shapes_refuse_what_is_no_date() -> None:
    undated = known(Entity("x", "Exercise", "Event", start="May", end="soon"))
    said = "\n".join(misfits(world_quads(undated), SHAPES))
    assert "An entity begins on an ISO date." in said
    assert "An entity ends on an ISO date." in said


def test_international_organisations_have_kind_and_founding(world: World) -> None:
    listed = [row["label"] for _, row in rows(resource("world", "entities", "organisations.csv"))]
    ids = {one.label: one for one in world.entities.values() if one.type in {"Organization", "Alliance", "ActorGroup"}}
    organisations = [ids[label] for label in listed if label in ids]
    assert len(organisations) > 250
    assert [one.id for one in organisations if one.kind is None] == []
    assert sum(one.start is not None for one in organisations) > 250
    assert (
        {"military alliance", "economic bloc", "forum or format"} < {one.kind for one in organisations} <= set(kinds())
    )


def test_agreements_wars_and_past_states_have_their_years(world: World) -> None:
    for sheet, share in (("agreements.csv", 0.8), ("wars.csv", 0.8)):
        listed = [row["existed"] for _, row in rows(resource("world", "entities", sheet))]
        assert sum(map(bool, listed)) > share * len(listed)
    assert (world.entities["SUN"].start, world.entities["SUN"].end) == ("1922-12-30", "1991-12-26")
