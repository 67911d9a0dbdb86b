"""Find the plural names of divided states: "the two Koreas", "both Sudans" name two at once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.read.mentions_names import Candidate, Hit
from kg.read.mentions_words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from kg.world import World


def twins(doc: Doc, world: World) -> Iterator[Hit]:
    """Yield the plural names of two states, both meant."""
    for token in doc:
        states = _twins().get(token.lower_, ()) if token.text[:1].isupper() else ()
        known = tuple(Candidate(one, "name", token.text) for one in states if one in world.entities)
        if known:
            yield Hit(token.i, token.i + 1, known, glued=True)


@cache
def _twins() -> dict[str, tuple[str, ...]]:
    pairs = (one.split("=") for one in words("words")["twins"])
    return {name: tuple(states.split("+")) for name, states in pairs}
