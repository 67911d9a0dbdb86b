"""A name that several bore in turn is that of whoever bore it when the article was written."""

from __future__ import annotations

import pytest

from kg.read.linking_times import of_their_time
from kg.read.mentions_names import Candidate, Hit
from kg.world import Entity, Fact, World, load_world

WORLD = World(
    {
        one.id: one
        for one in (
            Entity("pact", "Pact", "Alliance", start="1955-05-14", end="1991-07-01"),
            Entity("trade", "Trade Organisation", "Organization", start="1995-01-01"),
            Entity("OLD", "Avaria", "State", start="1918", end="1992-04"),
            Entity("NEW", "Union of Avaria", "State", start="1992-04", end="2006"),
            Entity("town", "Avaria", "City"),
        )
    },
    (),
    (Fact("NEW", "replaces", "OLD", "1992"),),
)


def hit(*entities: str) -> Hit:
    return Hit(0, 1, tuple(Candidate(one, "alias", "name") for one in entities))


def kept(ids: tuple[str, ...], date: str | None, *others: Hit) -> list[str]:
    return [one.entity for one in of_their_time([hit(*ids), *others], WORLD, date)[0].candidates]


@pytest.mark.parametrize(
    ("ids", "date", "left"),
    [
        (("pact", "trade"), "1985-03-01", ["pact"]),
        (("pact", "trade"), "1993-03-01", ["pact"]),
        (("pact", "trade"), "2004", ["trade"]),
        (("pact", "trade"), None, ["trade"]),
        (("pact", "trade"), "last May", ["trade"]),
        (("pact", "trade"), "²⁰²⁴", ["trade"]),
        (("OLD", "NEW"), "1985-03-01T10:00:00Z", ["OLD"]),
        (("OLD", "NEW"), "1999-03-01", ["NEW"]),
        (("OLD", "NEW"), "2007-03-01", ["NEW"]),
        (("OLD", "NEW"), "2020-03-01", ["OLD"]),
        (("OLD", "town"), "2020-03-01", ["town"]),
        (("OLD", "town"), "1950-03-01", ["OLD", "town"]),
        (("trade",), "1950-03-01", ["trade"]),
        (("pact",), "2024-03-01", ["pact"]),
        (("pact", "trade"), "1950-03-01", ["pact", "trade"]),
    ],
)
def test_the_bearers_of_a_name_that_fit_the_date(ids: tuple[str, ...], date: str | None, left: list[str]) -> None:
    assert kept(ids, date) == left


def test_the_reason_is_told() -> None:
    (told,) = of_their_time([hit("pact", "trade")], WORLD, "1985-03-01")
    assert told.reasons == ("the one called so in 1985",)
    (told,) = of_their_time([hit("OLD", "town")], WORLD, "1985-03-01")
    assert told.reasons == ()


def test_whom_the_article_names_beyond_doubt_stays() -> None:
    assert kept(("pact", "trade"), "2004-01-01", hit("pact")) == ["pact", "trade"]


@pytest.mark.parametrize(
    ("name", "date", "entity"),
    [
        ("WTO", "1985", "warsaw-pact"),
        ("WTO", None, "WTO"),
        ("Yugoslavia", "1999", "SCG"),
        ("Yugoslav", "1980", "YUG"),
        ("Gaza war", "2014-08-20", "2014-gaza-war"),
        ("Gulf War", "1984", "iran-iraq-war"),
        ("Sudanese civil war", "1999", "second-sudanese-civil-war"),
        ("Bonn", "2020", "bonn"),
    ],
)
def test_the_reference_tells_bearers_in_turn_apart(name: str, date: str | None, entity: str) -> None:
    world = load_world()
    one = Hit(0, 1, tuple(Candidate(found.entity, found.kind, name) for found in world.lookup(name)))
    assert {left.entity for left in of_their_time([one], world, date)[0].candidates} == {entity}
