"""Which state is meant where several could be: the country of two, both Koreas, peoples who share an adjective."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Ids = Callable[[str], dict[str, list[str]]]


def test_the_country_is_neither_of_two_named_together(ids_of: Ids) -> None:
    assert "The country" not in ids_of("Norway and Iceland signed a treaty. The country ratified it in May.")
    assert ids_of("Norway and Iceland signed it. Peru joined. The country ratified it.")["The country"] == ["PER"]
    assert ids_of("Norway signed a treaty. The country ratified it.")["The country"] == ["NOR"]


def test_the_country_is_that_of_the_minister_who_speaks(ids_of: Ids) -> None:
    text = "Japan and China met. Foreign Minister Wang Yi said that the country would respond."
    assert ids_of(text)["the country"] == ["CHN"]


@pytest.mark.parametrize("text", ["The two Koreas signed it.", "Both Koreas fear war."])
def test_a_plural_name_is_of_two_states(ids_of: Ids, text: str) -> None:
    assert ids_of(text)["Koreas"] == ["PRK", "KOR"]


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("Congolese president Denis Sassou Nguesso met envoys.", "Congolese", ["COG"]),
        ("Congolese troops left Goma.", "Congolese", ["COD"]),
        ("The Guinean government in Bissau expelled an envoy.", "Guinean", ["GNB"]),
        ("Guinean soldiers seized power in Conakry.", "Guinean", ["GIN"]),
        ("Dominican prime minister Roosevelt Skerrit left.", "Dominican", ["DMA"]),
        ("Dominican president Luis Abinader closed the border.", "Dominican", ["DOM"]),
        ("Dominican friars met the pope.", "Dominican", []),
        ("Nigerien soldiers crossed into Nigeria.", "Nigerien", ["NER"]),
    ],
)
def test_an_adjective_that_states_share_is_told_by_the_article(
    ids_of: Ids, text: str, name: str, state: list[str]
) -> None:
    assert ids_of(text).get(name, []) == state


def test_a_region_is_a_topic_to_those_who_know_it(ids_of: Ids) -> None:
    assert ids_of("Ann Lee, a Middle East analyst, spoke.")["Middle East"] == [""]
    assert ids_of("The Africa correspondent left.")["Africa"] == [""]
    assert ids_of("Middle East peace talks failed.")["Middle East"] == ["middle-east"]
    assert ids_of("A North Korea expert spoke.")["North Korea"] == ["PRK"]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("North and South Korea met in Geneva.", "PRK", "KOR"),
        ("Envoys of East and West Germany met in 1980.", "DDR", "GFR"),
        ("Rebels left North and South Kivu.", "north-kivu", "south-kivu"),
    ],
)
def test_two_names_share_their_last_word(ids_of: Ids, text: str, one: str, other: str) -> None:
    assert [entities for entities in ids_of(text).values() if entities in ([one], [other])] == [[one], [other]]


def test_the_korea_that_an_article_names_is_the_korean_one(ids_of: Ids) -> None:
    assert ids_of("South Korea recalled its envoy. The Korean minister accused Japan.")["Korean"] == ["KOR"]
    assert ids_of("Seoul recalled its envoy. The Korean minister accused Japan.")["Korean"] == ["KOR"]
    assert ids_of("North Korea tested a missile. The Korean leader praised it.")["Korean"] == ["PRK"]
    assert ids_of("North Korea met South Korea. The Korean leaders agreed.")["Korean"] == [""]
