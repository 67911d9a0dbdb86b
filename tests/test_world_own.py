"""A user's own files of the world: what they add, and what in them is refused, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import run
from kg.errors import DataError
from kg.world import Entity, Fact, Name, World, load_world
from kg.world.check import problems
from kg.world.dates import dated, is_date
from kg.world.sheets import existed, read_sheet
from kg.world.turtle import read_turtle

PREFIXES = "@prefix kg: <https://w3id.org/claimgraph/ontology#> .\n"
NO_DATES = (
    "2020-99-99",
    "2023-02-30",
    "2021-02-29",
    "0000",
    "0000-01-01",
    "2020-00",
    "２０２０",
    "2020-1-1",
    "May 2020",
)


def ids(world: World, text: str) -> set[str]:
    return {name.entity for name in world.lookup(text)}


def test_users_add_sheets_and_turtle(tmp_path: Path) -> None:
    sheet, turtle = tmp_path / "mine.csv", tmp_path / "mine.ttl"
    sheet.write_text("id,label,type,names,facts\n,Blue League,Alliance,abbreviation:BLGE,memberOf<JPN@2020-01-01/\n")
    turtle.write_text(
        "@prefix ent: <https://w3id.org/claimgraph/entity/> .\n"
        "@prefix kg: <https://w3id.org/claimgraph/ontology#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'ent:red-isle a kg:Territory ; skos:prefLabel "Red Isle"@en ; skos:altLabel "Isla Roja"@es .\n'
        "ent:JPN kg:claimsSovereigntyOver ent:red-isle .\n"
    )
    world = load_world([sheet, turtle])
    assert ids(world, "BLGE") == {"blue-league"}
    assert ids(world, "Isla Roja") == {"red-isle"}
    assert {(fact.relation, fact.object) for fact in world.about("red-isle")} == {("claimsSovereigntyOver", "red-isle")}
    assert Fact("JPN", "memberOf", "blue-league", "2020-01-01") in world.facts


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "id,label,names\n,Blue League,nick:Blue\n", "a.csv:2: no kind of name is called 'nick'"),
        ("a.csv", "id,label,facts\n,Blue League,likes JPN\n", "a.csv:2: not a fact: 'likes JPN'"),
        ("a.csv", "id,label,members\n,Blue League,JPN\n", "a.csv:2: members without a colon"),
        ("a.csv", "id,label\nblue,\n", "a.csv:2: a row without a label"),
        ("a.csv", "id,label,facts\n,Blue League,memberOf<NOBODY\n", "no entity is called 'NOBODY'"),
        ("a.ttl", "ent:x a ent:y .", "a.ttl:1: cannot be read as Turtle"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(DataError) as raised:
        load_world([path])
    assert message in str(raised.value)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_the_calendar_lacks_is_no_date(tmp_path: Path, text: str) -> None:
    assert not is_date(text)
    for cell in (f"{text}/", f"/{text}", text):
        with pytest.raises(DataError, match="not dates"):
            existed(cell)
    sheet = tmp_path / "a.csv"
    for column, cell in (
        ("facts", f"memberOf>UN@{text}/"),
        ("facts", f"signs>Pact@{text}"),
        ("facts", f"memberOf>UN@2001/{text}"),
        ("members", f"{text}: JPN"),
        ("members", f"2001/{text}: JPN"),
    ):
        sheet.write_text(f"label,{column}\nAvaria,\nBelia,{cell}\n", encoding="utf-8")
        with pytest.raises(DataError) as raised:
            read_sheet(sheet)
        assert str(raised.value).startswith(f"{sheet}:3: no date: {text!r} (write a year")


@pytest.mark.parametrize("text", ["1949", "1949-04", "2024-02-29", "0001-01-01", "9999-12-31"])
def test_what_the_calendar_has_is_kept_as_it_stands(text: str) -> None:
    assert (dated(text), existed(text), existed(f"{text}/")) == (text, (text, text), (text, None))


@pytest.mark.parametrize("term", ["validFrom", "validUntil"])
@pytest.mark.parametrize("text", [*NO_DATES, "abc"])
def test_turtle_has_dates_of_the_calendar_too(tmp_path: Path, term: str, text: str) -> None:
    turtle = tmp_path / "a.ttl"
    turtle.write_text(f'{PREFIXES}<x:a>\n kg:{term} "{text}" .\n', encoding="utf-8")
    with pytest.raises(DataError) as raised:
        read_turtle(turtle)
    assert str(raised.value).startswith(f"{turtle}:3: no date: {text!r} (write a year")


@pytest.mark.parametrize("command", [["world", "JPN"], ["world", "--check"]])
def test_a_wrong_date_is_one_error_of_every_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    sheet = tmp_path / "a.csv"
    sheet.write_text("label,existed\nAvaria,2020-99-99/\n", encoding="utf-8")
    assert run([*command, "--world", str(sheet)]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"kg: error: {sheet}:2: not dates: '2020-99-99/'")


@pytest.mark.parametrize(
    ("term", "one", "other", "line"),
    [
        ("validFrom", '"2001"', '"2002"', 4),
        ("validUntil", '"2001-01"', '"2002"', 4),
        ("kind", "kg:company", "kg:politicalParty", 4),
    ],
)
def test_of_two_values_none_is_kept_silently(tmp_path: Path, term: str, one: str, other: str, line: int) -> None:
    turtle = tmp_path / "a.ttl"
    turtle.write_text(f"{PREFIXES}<x:a> a kg:Organization ;\n kg:{term} {one} ;\n kg:{term} {other} .\n")
    with pytest.raises(DataError, match=rf"a\.ttl:{line}: two values of kg:{term}: .* and .* \(give one\)"):
        read_turtle(turtle)


@pytest.mark.parametrize(
    ("type_", "kind", "said"),
    [
        (
            "Person",
            "fighter",
            "'fighter' is no kind of class Person (only organisations, groups and weapons have kinds)",
        ),
        ("State", "company", "'company' is no kind of class State (only organisations"),
        ("Alliance", "tank", "'tank' is no kind of class Alliance (one of military alliance, "),
        ("WeaponSystem", "company", "'company' is no kind of class WeaponSystem (one of fighter, bomber, "),
    ],
)
def test_a_kind_belongs_to_its_class(tmp_path: Path, type_: str, kind: str, said: str) -> None:
    sheet, turtle = tmp_path / "a.csv", tmp_path / "a.ttl"
    sheet.write_text(f"label,type,kind\nAvaria,State,\nBel,{type_},{kind}\n")
    turtle.write_text(f"{PREFIXES}<x:a>\n kg:kind kg:{kind} ;\n a kg:{type_} .\n")
    with pytest.raises(DataError) as raised:
        read_sheet(sheet)
    assert str(raised.value).startswith(f"{sheet}:3: {said}")
    with pytest.raises(DataError) as raised:
        read_turtle(turtle)
    assert str(raised.value).startswith(f"{turtle}:3: {said}")


def test_a_kind_that_came_to_another_class_is_reported() -> None:
    one = Entity("ann", "Ann Ray", "Person", kind="fighter")
    wrong = list(problems(World({"ann": one}, (Name("Ann Ray", "ann", "name"),), ())))
    assert wrong == ["ann: 'fighter' is no kind of class Person (only organisations, groups and weapons have kinds)"]
