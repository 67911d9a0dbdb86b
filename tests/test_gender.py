"""*He* and *she* mean whom they can mean, as far as names, titles and nouns tell."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest

from kg.read.gender import of_name
from kg.resources import resource

Read = Callable[[str], dict[str, list[str]]]


@pytest.mark.parametrize(
    ("text", "pronoun", "entity"),
    [
        ("Angela Merkel met Emmanuel Macron on Monday. She said Russia had lied.", "She", "angela-merkel"),
        ("Angela Merkel met Emmanuel Macron on Monday. He said Russia had lied.", "He", "emmanuel-macron"),
        ("Tsai Ing-wen met Nancy Pelosi. Xi Jinping warned her that China would answer.", "her", "tsai-ing-wen"),
        ("Dilma Rousseff and Barack Obama met. He praised Brazil.", "He", "barack-obama"),
        ("The spokeswoman met Sergey Lavrov. He said Russia had lied.", "He", "sergey-lavrov"),
    ],
)
def test_a_pronoun_agrees_with_whom_it_means(ids_of: Read, text: str, pronoun: str, entity: str) -> None:
    assert ids_of(text)[pronoun] == [entity]


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("Angela Merkel praised Poland. He left.", "He"),
        ("Mr. Axelrod sued Poland. She left.", "She"),
        ("Vladimir Putin praised Serbia. Her visit was short.", "Her"),
    ],
)
def test_a_pronoun_means_nobody_it_cannot_mean(ids_of: Read, text: str, pronoun: str) -> None:
    assert not any(ids_of(text).get(pronoun, []))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Benazir Bhutto", "f"),
        ("Benjamin Netanyahu", "m"),
        ("Park Geun-hye", "f"),
        ("Kim Jong Un", "m"),
        ("Andrea Rossi", ""),  # a man in Italy, a woman in America
        ("Merkel", ""),
    ],
)
def test_what_a_name_tells(name: str, told: str) -> None:
    assert of_name(name) == told


def test_no_name_stands_twice_in_a_sheet() -> None:
    for sheet in ("given_names.csv", "given_names_more.csv"):
        lines = [line for line in resource(sheet).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        names = [row["name"] for row in csv.DictReader(lines)]
        assert len(names) == len(set(names)), sheet
