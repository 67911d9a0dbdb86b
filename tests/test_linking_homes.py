"""Of which state an article speaks that it does not name: the homes of what it names."""

from __future__ import annotations

import pytest

from kg.model import Article
from kg.read.linking_gazetteer import Gazetteer, mint
from kg.read.mentions import Found
from kg.read.mentions_homes import homes
from kg.world import load_world


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return Gazetteer(load_world())


@pytest.mark.parametrize(
    ("label", "type_", "home"),
    [
        ("Chadian Fishers League", "Organization", "TCD"),
        ("Shanghai Library Society", "Organization", "CHN"),
        ("Georgia Traders Club", "Organization", None),
        ("French and German Youth Office", "Organization", None),
        ("Jordan Bexley", "Person", None),
        ("Kabul", "City", "AFG"),
        ("Boko Haram", "ArmedForce", "NGA"),
        ("South Ossetia", "State", "GEO"),
        ("Nagorno-Karabakh", "Territory", "AZE"),
        ("Senkaku Islands", "Territory", None),
        ("Kyodo News", "MediaOutlet", "JPN"),
        ("United Nations Security Council", "GovernmentBody", "UN"),
    ],
)
def test_the_home_of_a_name(known: Gazetteer, label: str, type_: str, home: str | None) -> None:
    who = known.called(label)
    who = who if who and who.type == type_ else mint(label, type_)
    one = Found(0, 1, 0, type_, (who,), "name", 0.9, char_start=0, char_end=len(label))
    told = list(homes(Article(id="a", text=label), [one], known))
    assert [mention.entity for mention in told] == ([home] if home else [])
    assert all((mention.start, mention.end, mention.text) == (0, 0, "") for mention in told)


def speaks_of(known: Gazetteer, text: str, *named: str) -> list[str | None]:
    """Give the states told without their names, of names that stand in the text in this order."""
    found = []
    for name in named:
        who, start = known.called(name), text.index(name)
        assert who is not None
        found.append(Found(0, 1, 0, who.type, (who,), "name", 0.9, char_start=start, char_end=start + len(name)))
    return [one.entity for one in homes(Article(id="a", text=text), found, known)]


def test_an_outlet_speaks_of_its_state_only_where_no_other_is_spoken_of(known: Gazetteer) -> None:
    assert speaks_of(known, "Granma editors", "Granma") == ["CUB"]
    assert speaks_of(known, "Granma praised Boko Haram.", "Granma", "Boko Haram") == ["NGA"]
    assert speaks_of(known, "Granma wrote of Norway.", "Granma", "Norway") == []


def test_whose_something_is_by_the_state_before_it_is_nobody_else_s(known: Gazetteer) -> None:
    assert speaks_of(known, "Norway Likud", "Norway", "Likud") == []
    assert speaks_of(known, "Norway met Likud", "Norway", "Likud") == ["ISR"]


@pytest.mark.parametrize(
    ("person", "state"),
    [("davit-tonoyan", "ARM"), ("henk-kamp", "NLD"), ("john-abizaid", "USA")],
)
def test_who_held_an_office_is_of_the_state_that_ends_its_name(person: str, state: str) -> None:
    home = Gazetteer(load_world()).home_of(person)
    assert home is not None
    assert home.entity == state
