"""Outlets that are called like a word of the language: The Australian, The Hindu, The Hill."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import Article
from kg.read.mentions import build_linker, to_mentions
from kg.world import load_world

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

    Read = Callable[[str], dict[str, str | None]]


@pytest.fixture(scope="module")
def read(nlp: Language) -> Read:
    """Give a function for the classes and ids of a text's mentions by their words."""
    world = load_world()
    linker = build_linker(nlp, world)

    def ids(text: str) -> dict[str, str | None]:
        article = Article(id="a", text=text)
        return {one.text: one.entity for one in to_mentions(article, linker(nlp(text), article), world)}

    return ids


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Australian troops left the island on Monday.", "Australian"),
        ("The Australian government protested on Monday.", "Australian"),
        ("Two Australian officials told reporters of it.", "Australian"),
    ],
)
def test_a_word_for_a_state_is_not_the_paper_of_that_name(read: Read, text: str, words: str) -> None:
    assert read(text)[words] == "AUS"


@pytest.mark.parametrize(
    ("text", "words", "outlet"),
    [
        ("The minister told The Australian on Monday that the port would close.", "Australian", "australian"),
        ("Officials told The Hindu on Monday that the port would close.", "Hindu", "hindu"),
        ("According to The Guardian, the port would close.", "Guardian", "guardian"),
    ],
)
def test_behind_its_article_it_is_the_paper(read: Read, text: str, words: str, outlet: str) -> None:
    assert read(text)[words] == outlet


@pytest.mark.parametrize(
    "text", ["Hindu nationalists marched in Delhi.", "Independent experts met in Delhi.", "Hill tribes met in Delhi."]
)
def test_without_its_article_it_is_a_word(read: Read, text: str) -> None:
    assert {"hindu", "independent", "hill"}.isdisjoint(read(text).values())
