"""When an item of Wikidata is a member of Congress or a university, and by which names news finds a person."""

from __future__ import annotations

from types import ModuleType

import pytest
from world_scripts import script

from kg.resources import resource, rows
from kg.world import Entity, Fact, Name, World, load_world


@pytest.fixture(scope="module")
def rule() -> ModuleType:
    return script("items_members")


@pytest.fixture(scope="module")
def register() -> object:
    """Give a reference of two states, a person of each, and three universities."""
    listed = [
        Entity("AVA", "Avaria", "State", "Q1"),
        Entity("BRU", "Brunia", "State", "Q2"),
        Entity("joe-holt", "Joe Holt", "Person"),
        Entity("ann-berg", "Ann Berg", "Person"),
        Entity("cara-lund", "Cara Lund", "Person", "Q9"),
        Entity("tor-university", "Tor University", "Organization"),
        Entity("avar-college", "Avar College", "Organization"),
        Entity("avar-college-bru", "Avar College (Brunia)", "Organization"),
    ]
    names = [Name(one.label, one.id, "name") for one in listed]
    names.append(Name("Avar College", "avar-college-bru", "alias"))
    homes = {one: Fact(one, "homeIn", "AVA", source="x") for one in ("joe-holt", "cara-lund")}
    homes["ann-berg"] = Fact("ann-berg", "homeIn", "BRU", source="x")
    world = World({one.id: one for one in listed}, tuple(names), (), load_world().bodies, homes)
    return script("items_leaders").Register(world)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Joseph Q. Holt", ("joe-holt", "Joe Holt", "Q30")),
        ("Dora Vinter", ("", "Dora Vinter", "Q30")),
        ("Ann Berg", None),
        ("Cara Lund", None),
        ("Dora Vinter, Jr.", None),
        ("Bill Common", None),
    ],
    ids=["known by a short form", "new", "another state's", "one that has an item", "a namesake's child", "common"],
)
def test_a_person_is_known_or_told_apart(
    rule: ModuleType, register: object, label: str, expected: tuple[str, ...] | None
) -> None:
    member = rule.Member("Q30", label, "a table", "AVA")
    found = rule.persons([member], register, {"Joseph": ["Joe"]}, lambda name: 5000 if "Common" in name else 3)
    assert [(row.entity, row.label, row.item) for row in found] == ([expected] if expected else [])


def test_a_new_person_is_at_home_where_the_table_tells_and_has_all_spellings(
    rule: ModuleType, register: object
) -> None:
    member = rule.Member("Q30", "Edmund R. Vinter", "a table", "BRU")
    (row,) = rule.persons([member], register, {"Edmund": ["Ed"]}, lambda _: 3)
    assert (row.label, row.names, row.home) == ("Edmund Vinter", "Ed Vinter|Edmund R. Vinter", "BRU")


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Tor University", ["tor-university"]),
        ("The Tor University - West Tor", ["tor-university"]),
        ("Avar College", []),
        ("Nowhere University", []),
    ],
)
def test_a_university_is_the_only_one_called_so(
    rule: ModuleType, register: object, label: str, expected: list[str]
) -> None:
    assert [row.entity for row in rule.universities([rule.Member("Q40", label, "a table")], register)] == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Tor Gazette", ("tor-gazette", "Tor Gazette", "")),
        ("The Port Avar Sentinel", ("", "Port Avar Sentinel", "AVA")),
        ("Tor University", None),
        ("Brunia Herald", None),
        ("Port Avar Herald", None),
    ],
    ids=["known", "new", "another thing's", "another state's", "an item of two labels"],
)
def test_a_newspaper_is_known_or_called_so_alone(label: str, expected: tuple[str, ...] | None) -> None:
    listed = [
        Entity("AVA", "Avaria", "State", "Q1"),
        Entity("tor-gazette", "Tor Gazette", "MediaOutlet"),
        Entity("brunia-herald", "Brunia Herald", "MediaOutlet"),
        Entity("tor-university", "Tor University", "Organization"),
    ]
    homes = {
        "tor-gazette": Fact("tor-gazette", "homeIn", "AVA", source="x"),
        "brunia-herald": Fact("brunia-herald", "homeIn", "BRU", source="x"),
    }
    names = tuple(Name(one.label, one.id, "name") for one in listed)
    world = World({one.id: one for one in listed}, names, (), load_world().bodies, homes)
    nsi, members = script("items_nsi"), script("items_members")
    known = nsi.Known(world, nsi.Outside({}, frozenset(), frozenset(), frozenset(), frozenset()), ())
    other = [members.Member("Q50", "Port Avar News", "a table", "AVA")] if label == "Port Avar Herald" else []
    told = [members.Member("Q50", label, "a table", "AVA"), *other]
    found = script("items_outlets").outlets(told, known)
    assert [(row.entity, row.label, row.home) for row in found] == ([expected] if expected else [])


def test_the_built_sheet_gives_each_entity_one_item_and_new_persons_a_home() -> None:
    world = load_world()
    listed = [row for _, row in rows(resource("world", "entities", "wikidata_members.csv"))]
    assert len({row["wikidata"] for row in listed}) == len(listed) > 140
    new = [name.entity for row in listed if not row["id"] for name in world.lookup(row["label"])]
    assert {world.homes[one].object for one in new} == {"USA"}
