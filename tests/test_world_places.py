"""When an item of Wikidata is a place's, a person's or an office's."""

from __future__ import annotations

from types import ModuleType

import pytest
from world_scripts import script

from kg.resources import resource, rows
from kg.world import Entity, Fact, Name, World, fold, load_world


@pytest.fixture(scope="module")
def rule() -> ModuleType:
    return script("items_places")


@pytest.fixture(scope="module")
def leaders() -> ModuleType:
    return script("items_leaders")


@pytest.fixture(scope="module")
def small() -> World:
    """Give a reference of two states, their divisions, cities, offices and persons."""
    listed = [
        Entity("AVA", "Avaria", "State", "Q1"),
        Entity("BRU", "Brunia", "State", "Q2"),
        Entity("high-tor", "High Tor", "AdminArea"),
        Entity("low-tor", "Low Tor", "AdminArea"),
        Entity("low-tor-bru", "Low Tor (Brunia)", "AdminArea"),
        Entity("port-avar", "Port Avar", "City"),
        Entity("president-of-avaria", "President of Avaria", "Office"),
        Entity("ann-holt", "Ann Holt", "Person"),
        Entity("ann-marie-berg", "Ann Berg", "Person"),
        Entity("cara-lund", "Cara Lund", "Person", "Q9"),
    ]
    names = [Name(one.label, one.id, "name") for one in listed]
    facts = [
        Fact("high-tor", "locatedIn", "AVA"),
        Fact("low-tor", "locatedIn", "AVA"),
        Fact("low-tor-bru", "locatedIn", "BRU"),
        Fact("ann-holt", "holdsOffice", "president-of-avaria"),
        Fact("ann-marie-berg", "holdsOffice", "president-of-avaria"),
        Fact("cara-lund", "holdsOffice", "president-of-avaria"),
    ]
    names.append(Name("Low Tor", "low-tor-bru", "alias"))
    return World({one.id: one for one in listed}, tuple(names), tuple(facts), load_world().bodies)


def _place(rule: ModuleType, item: str, label: str, state: str, kind: str = "AdminArea") -> object:
    return rule.Place(item, label, frozenset({kind}), state, "a table")


def test_a_division_is_known_by_its_name_and_its_state(rule: ModuleType, small: World) -> None:
    told = [_place(rule, "Q11", "High Tor Province", "AVA"), _place(rule, "Q12", "Low Tor", "BRU")]
    found = {row.entity: row.item for row in rule.places(told, rule.Atlas(small))}
    assert found == {"high-tor": "Q11", "low-tor-bru": "Q12"}


@pytest.mark.parametrize(
    "told",
    [
        [("Q11", "High Tor", "BRU")],
        [("Q11", "High Tor", "AVA"), ("Q12", "High Tor State", "AVA")],
        [("Q1", "High Tor", "AVA")],
        [("Q11", "High Tor", "AVA"), ("Q11", "Low Tor", "AVA")],
    ],
    ids=["another state's", "two items for one", "an item that is another's", "one item for two"],
)
def test_what_is_not_told_apart_gets_no_item(rule: ModuleType, small: World, told: list[tuple[str, str, str]]) -> None:
    assert list(rule.places([_place(rule, *one) for one in told], rule.Atlas(small))) == []


def test_a_city_takes_the_first_item_of_its_geonames_id_not_a_late_one(rule: ModuleType, small: World) -> None:
    early = (_place(rule, "Q700", "Port Avar", "AVA", "City"), "port-avar")
    late = (_place(rule, f"Q{rule.EARLY + 1}", "Port Avar", "AVA", "City"), "port-avar")
    assert [row.item for row in rule.cities([early], small)] == ["Q700"]
    assert list(rule.cities([late], small)) == []


def _verified(rule: ModuleType, small: World, item: str, label: str, people: int) -> list[str]:
    cities = [
        rule.City("port-avar", "port avar", frozenset({"port avar", "avarport"}), 200_000),
        rule.City("", "avarport", frozenset({"avarport"}), 30_000),
        rule.City("", "port avar", frozenset({"port avar"}), 150_000),
    ]
    found = rule.peopled([rule.Count(item, label, (people, 20_000_000), "a table")], cities, small)
    return [row.entity for row in found]


def test_a_city_is_told_by_its_inhabitants(rule: ModuleType, small: World) -> None:
    assert _verified(rule, small, "Q700", "Avarport", 195_000) == ["port-avar"]


@pytest.mark.parametrize(
    ("item", "label", "people"),
    [
        ("Q700", "Port Avar", 195_000),
        ("Q700", "Avarport", 260_000),
        ("Q700", "Avarport", 30_000),
        ("Q3000000", "Avarport", 195_000),
        ("Q1", "Nowhere", 195_000),
    ],
    ids=["a namesake near in size", "another size under another name", "a city we lack", "a late item", "unknown"],
)
def test_a_city_not_told_apart_by_its_inhabitants_gets_no_item(
    rule: ModuleType, small: World, item: str, label: str, people: int
) -> None:
    assert _verified(rule, small, item, label, people) == []


def test_two_sources_that_contradict_each_other_give_no_item(rule: ModuleType) -> None:
    told = [("a", "Q1"), ("a", "Q2"), ("b", "Q3"), ("b", "Q3"), ("c", "Q4"), ("d", "Q4")]
    found = rule.agreed(rule.Row(entity, "", "City", item, "", "", "a table") for entity, item in told)
    assert [(row.entity, row.item) for row in found] == [("b", "Q3")]


def test_a_new_division_is_called_like_nothing_else(rule: ModuleType, small: World) -> None:
    outside = rule.Outside(
        frozenset({"dalby"}), {"norring": frozenset({"BRU"})}, frozenset({"north", "hill"}), frozenset({"harris"})
    )
    labels = ["Vessmark Province", "Dalby", "Norring", "North Hill", "Harris", "High Tor Region", "Oz"]
    told = [_place(rule, f"Q{number}", label, "AVA") for number, label in enumerate(labels, start=20)]
    found = list(rule.new_divisions(told, rule.Atlas(small), outside))
    assert [(row.label, row.names, row.facts) for row in found] == [("Vessmark Province", "Vessmark", "locatedIn>AVA")]


def _term(
    leaders: ModuleType, holder: str, item: str, office: str = "President of Avaria", state: str = "AVA"
) -> object:
    return leaders.Term(state, "Q50", office, item, holder, "a table")


def test_a_leader_is_known_by_name_and_state_or_by_last_name_and_office(leaders: ModuleType, small: World) -> None:
    told = [_term(leaders, "Ann Holt", "Q30"), _term(leaders, "Anna Marie Berg", "Q31")]
    found = {row.entity: row.item for row in leaders.verified(told, leaders.Register(small))}
    assert found == {"ann-holt": "Q30", "ann-marie-berg": "Q31", "president-of-avaria": "Q50"}


@pytest.mark.parametrize(
    ("holder", "item", "state"),
    [("Ann Holt", "Q30", "BRU"), ("Ann Holt", "Q9", "AVA"), ("Bea Holt", "Q30", "AVA"), ("Cara Lund", "Q30", "AVA")],
    ids=["another state's", "an item that is another's", "another first name", "one that has an item"],
)
def test_a_leader_who_does_not_fit_gets_no_item(
    leaders: ModuleType, small: World, holder: str, item: str, state: str
) -> None:
    found = leaders.verified([_term(leaders, holder, item, "Chair", state)], leaders.Register(small))
    assert [row.entity for row in found if row.type == "Person"] == []


@pytest.mark.parametrize(
    ("item", "label", "state", "degrees", "taken"),
    [
        ("Q70", "Port Avar", "", 0.1, True),
        ("Q70", "Puerto Avar", "AVA", 0.1, True),
        ("Q70", "Port Avar", "BRU", 0.1, False),
        ("Q70", "Old Quarter", "", 0.1, False),
        ("Q70", "Low Tor", "", 0.1, False),
        ("Q71", "Port Avar", "", 0.1, False),
        ("Q70", "Port Avar", "", 0.5, False),
        ("Q7000000", "Port Avar", "", 0.1, False),
    ],
    ids=["alike", "another spelling", "another state's", "a part's name", "no name", "other item", "far off", "late"],
)
def test_two_sources_that_agree_verify_a_city(
    small: World, item: str, label: str, state: str, degrees: float, taken: bool
) -> None:
    both = script("items_agreed")
    spot = both.Spot("AV", "port avar", 10.0, 20.0)
    city = both.Here("port-avar", spot, "AVA", frozenset({"port avar", "puerto avar", "old quarter"}))
    other = both.Spot("AV", "puerto avar", 10.0 + degrees, 20.0, "Q7000000" if item == "Q7000000" else "Q70")
    found = both.confirmed(both.spotted([city], [other]), [both.Told(item, label, "a table", state)], small)
    assert [(row.entity, row.item) for row in found] == ([("port-avar", item)] if taken else [])


def test_a_city_near_two_places_called_so_is_neither() -> None:
    both = script("items_agreed")
    city = both.Here("port-avar", both.Spot("AV", "port avar", 10.0, 20.0), "AVA", frozenset({"port avar"}))
    others = [both.Spot("AV", "port avar", 10.1, 20.0, item) for item in ("Q70", "Q71")]
    assert list(both.spotted([city], others)) == []


def test_no_table_gives_a_small_american_city_or_a_namesake_of_one_an_item() -> None:
    of_millions, small, namesake = (
        ("port-avar", 900_000, 950_000),
        ("avarton", 90_000, 90_000),
        ("tor", 600_000, 900_000),
    )
    assert script("items_places").unmeant([of_millions, small, namesake]) == {"avarton", "tor"}


def test_the_sheets_that_were_built_give_each_entity_one_item_and_each_item_to_one() -> None:
    world = load_world()
    for name in ("wikidata_places.csv", "wikidata_leaders.csv"):
        listed = [row for _, row in rows(resource("world", "entities", name))]
        assert len({row["wikidata"] for row in listed}) == len(listed) > 200
        assert all(world.entities[row["id"]].type == row["type"] for row in listed if row["id"])
        assert all(row["source"] for row in listed)


def test_a_built_division_is_found_by_its_name_alone() -> None:
    world = load_world()
    new = [row for _, row in rows(resource("world", "entities", "wikidata_places.csv")) if not row["id"]]
    shared = {
        row["label"]: {name.entity for name in world.lookup(row["label"])}
        for row in new
        if len({name.entity for name in world.lookup(row["label"])}) != 1
    }
    assert shared == {}
    assert fold("Badakhshan") in {fold(row["label"]) for row in new}
