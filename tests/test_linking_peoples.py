"""Whom the name of a people is for: men and women, their state, or the language they speak."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Ids = Callable[[str], dict[str, list[str]]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Danes travelling to Peru have been warned.", "Danes"),
        ("Congolese fleeing the fighting crossed into Uganda.", "Congolese"),
        ("Peruvians living in Chile fear deportation.", "Peruvians"),
        ("The Malians who worked for the company were left behind.", "Malians"),
        ("Two-thirds of Danes support the plan.", "Danes"),
        ("Millions of Malians have left.", "Malians"),
        ("Detained Peruvians were freed by Chile.", "Peruvians"),
        ("Chile deported Peruvians.", "Peruvians"),
        ("The Peruvians were deported.", "Peruvians"),
        ("The Danes voted on Sunday.", "Danes"),
        ("Police arrested a Dane in Lima.", "Dane"),
        ("Niger holds five Malians and a Dane.", "Dane"),
        ("Danes believe that the bridge is safe.", "Danes"),
        ("The Australian was freed on Monday.", "Australian"),
    ],
)
def test_people_are_not_their_state(ids_of: Ids, text: str, name: str) -> None:
    (who,) = ids_of(text)[name]
    assert who.split("--")[0] == name.lower()


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("The Danes attacked the port.", "Danes", "DNK"),
        ("Danes attacked the port at dawn.", "Danes", "DNK"),
        ("Danes continued to shell the port.", "Danes", "DNK"),
        ("The Peruvians want a deal with the Chileans.", "Chileans", "CHL"),
        ("Talks between Peruvians and Chileans collapsed.", "Peruvians", "PER"),
        ("The port was seized by Danes in 1801.", "Danes", "DNK"),
        ("Congolese and Ugandan troops left.", "Congolese", "COD"),
        ("The Danes, who run the port, closed it.", "Danes", "DNK"),
        ("The register lists residents of the islets as Japanese.", "Japanese", "JPN"),
        ("Beijing regards the reefs as Chinese.", "Chinese", "CHN"),
        ("Lisbon issued the sailors papers as Portuguese.", "Portuguese", "PRT"),
    ],
)
def test_a_state_acts_under_the_name_of_its_people(ids_of: Ids, text: str, name: str, state: str) -> None:
    assert ids_of(text)[name] == [state]


def test_the_people_are_those_told_of_before(ids_of: Ids) -> None:
    some, again = ids_of("Ten Danes were wounded in Mali. The Danes were taken to a ship.")["Danes"]
    assert some == again != "DNK"
    some, state = ids_of("Ten Danes were wounded in Mali. The Danes attacked the port.")["Danes"]
    assert some != state == "DNK"


def test_all_articles_speak_of_one_people_at_large_and_each_of_its_own_few(ids_of: Ids) -> None:
    assert (
        ids_of("Danes believe it.")["Danes"]
        == ids_of("Most blamed the weather, which Danes dislike.")["Danes"]
        == ["danes"]
    )
    assert ids_of("Ten Danes left.")["Danes"][0].startswith("danes--")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She speaks fluent Russian.", "Russian"),
        ("The letter was written in Portuguese.", "Portuguese"),
        ("It is shown in Polish, Danish and Turkish.", "Danish"),
        ("The Persian language is old.", "Persian"),
    ],
)
def test_a_language_is_no_state(ids_of: Ids, text: str, name: str) -> None:
    assert name not in ids_of(text)


@pytest.mark.parametrize("text", ["The ships lay in French or Polish ports.", "It is built in Polish yards."])
def test_an_adjective_is_no_language_before_a_noun(ids_of: Ids, text: str) -> None:
    assert ids_of(text)["Polish"] == ["POL"]
