"""Whose a bare surname is: nobody's without a title that fits, a state spoken of, or fame."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Ids = Callable[[str], dict[str, list[str]]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Novak criticised the umpire.", "Novak"),
        ("Fukuda denied the report.", "Fukuda"),
        ("Holness said the shop was closed.", "Holness"),
        ("Skerrit said the crop failed.", "Skerrit"),
        ("Neves said the bakery would close.", "Neves"),
        ("Castro criticised the school board.", "Castro"),
        ("Keita scored the winning goal.", "Keita"),
        ("Mayor Novak criticised the plan.", "Novak"),
        ("Director Fukuda met Xi Jinping.", "Fukuda"),
        ("Sheriff Skerrit arrested him.", "Skerrit"),
        ("Vice President Novak resigned.", "Novak"),
        ("Chief Justice Roberts said that the law was void.", "Roberts"),
    ],
)
def test_a_surname_alone_is_no_former_leader(ids_of: Ids, text: str, name: str) -> None:
    assert all(who.startswith(f"{name.lower()}--") for who in ids_of(text).get(name, []))


@pytest.mark.parametrize(
    ("text", "name", "who"),
    [
        ("Jamaica said that Holness would visit Cuba.", "Holness", "andrew-holness"),
        ("Holness spoke in Kingston. Jamaicans voted.", "Holness", "andrew-holness"),
        ("Jeenbekov met envoys in Bishkek.", "Jeenbekov", "sooronbay-jeenbekov"),
        ("President Novak met a delegation.", "Novak", "katalin-novak"),
        ("Foreign Minister Lavrov left.", "Lavrov", "sergey-lavrov"),
        ("Putin called Macron.", "Macron", "emmanuel-macron"),
        ("Macron joined Scholz.", "Scholz", "olaf-scholz"),
        ("Stoltenberg's leadership of NATO was praised.", "Stoltenberg", "jens-stoltenberg"),
        ("Thatcher criticised the plan.", "Thatcher", "margaret-thatcher"),
    ],
)
def test_a_title_a_state_or_fame_speaks_for_a_bearer(ids_of: Ids, text: str, name: str, who: str) -> None:
    assert ids_of(text)[name] == [who]


def test_an_article_makes_a_surname_another_name(ids_of: Ids) -> None:
    assert "gustavo-petro" not in ids_of("Colombia banned it, but traders bought the Petro.").get("Petro", [])
    assert ids_of("Colombia said that Petro had agreed.")["Petro"] == ["gustavo-petro"]


def test_a_given_name_behind_a_title_begins_a_name(ids_of: Ids) -> None:
    assert "Ali" not in ids_of("President Ali Akbar Vahidpour opened the plant.")
    assert "john-major" not in ids_of("Major Herve Duval spoke.").get("Major", [])


def test_forms_of_address_stand_between_a_title_and_its_bearer(ids_of: Ids) -> None:
    found = ids_of("Peruvian Prime Minister Sir John Egan spoke.")
    assert found["John Egan"] == ["john-egan"]
    assert found["Peruvian Prime Minister"] == ["prime-minister-of-peru"]


def test_a_form_of_address_tells_which_of_two_is_meant(ids_of: Ids) -> None:
    text = "Michelle Obama spoke in Ohio. Mr. Obama was away, and Mrs. Obama smiled."
    assert ids_of(text)["Obama"] == ["barack-obama", "michelle-obama"]
    assert ids_of("Mr. Erdogan accused the party.")["Erdogan"] == ["recep-tayyip-erdogan"]


def test_words_of_a_text_in_capitals_are_no_names(ids_of: Ids) -> None:
    found = ids_of(
        "THE CHILEAN ECONOMY IS IN DANGER. THE MEN WHO LET THE ARMY IN WERE KILLED IN SANTIAGO BY THE POLICE."
    )
    assert found.keys().isdisjoint({"IS", "WHO", "LET"})
    found = ids_of("The US attacked IS fighters. The WHO sent aid.")
    assert (found["IS"], found["WHO"]) == (["ISIS"], ["WHO"])
