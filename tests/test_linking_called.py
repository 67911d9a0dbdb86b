"""Names that nobody knows, behind what they are: the town of Qarabulli."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], dict[str, list[str]]]


@pytest.mark.parametrize(
    ("text", "shown", "entities"),
    [
        ("Rebels shelled the town of Qarabulli on Monday.", "the town", ["qarabulli"]),
        ("Israeli jets struck the southern Beirut suburb of Ghobeiry.", "the southern Beirut suburb", ["ghobeiry"]),
        ("Soldiers attacked the northern Malian town of Tessit.", "the northern Malian town", ["tessit"]),
        ("Troops took the villages of Temirovka and Novoselka.", "the villages", ["temirovka", "novoselka"]),
        ("China seized the reef of Hasa Hasa.", "the reef", ["hasa-hasa"]),
    ],
)
def test_what_a_place_is_called_is_the_place(ids_of: Read, text: str, shown: str, entities: list[str]) -> None:
    found = ids_of(text)
    assert found[shown] == entities
    assert all(found[name] == [one] for name, one in zip(_names(text, entities), entities, strict=True))


def _names(text: str, entities: list[str]) -> list[str]:
    """Give the names in a text that have the ids."""
    start = text.index(" of ") + 4
    return [one.strip(" .") for one in text[start:].split(" on ", maxsplit=1)[0].split(" and ")][: len(entities)]


def test_what_is_called_a_town_is_one_wherever_the_text_has_it(ids_of: Read) -> None:
    found = ids_of("Fighting reached the town of Qarabulli. Qarabulli was shelled by the army.")
    assert found["Qarabulli"] == ["qarabulli", "qarabulli"]


def test_a_person_called_like_a_town_stays_a_person(ids_of: Read) -> None:
    found = ids_of("Ivan Qarabulli visited the town of Qarabulli. Qarabulli then met envoys of Russia.")
    assert found["Qarabulli"] == ["qarabulli", "ivan-qarabulli"]


@pytest.mark.parametrize("text", ["Israel bombed a suburb of Beirut.", "Israel bombed a suburb of Ghobeiry."])
def test_a_suburb_of_a_town_is_not_the_town(ids_of: Read, text: str) -> None:
    (phrase,) = [shown for shown in ids_of(text) if shown.startswith("a suburb")]
    assert ids_of(text)[phrase][0].startswith("suburb-of-")


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("The district of Dunmore was shut. It was named after Dunmore, an officer.", "Dunmore", 1),
        ("The village of Tamara's mother was burned. Tamara wept.", "Tamara", 0),
    ],
)
def test_somebody_a_place_is_named_after_is_no_place(ids_of: Read, text: str, name: str, count: int) -> None:
    assert ids_of(text).get(name, []).count(name.lower()) == count
