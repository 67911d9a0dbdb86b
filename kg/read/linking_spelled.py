"""Compare names in their spellings: Andrei Ermak is Andriy Yermak, Hasan Nasrullah is Hassan Nasrallah."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from kg.read.mentions_words import words
from kg.resources import resource, rows
from kg.world import fold

if TYPE_CHECKING:
    from kg.world import World

_LETTERS = 4  # of the shortest last name that tells: Kim, Lee, Ali are many people's


def alike(name: str) -> str:
    """Give the form that all spellings of a name from another script share.

    >>> alike("Andrei Ermak") == alike("Andriy Yermak"), alike("Mohammed Ali") == alike("Mahmoud Ali")
    (True, False)
    """
    text = fold(name)
    for pattern, by in _rules():
        text = pattern.sub(by, text)
    return " ".join(text.split())


def by_spelling(world: World) -> Mapping[str, frozenset[str]]:
    """Give the persons of a world by the form of their full names; several may share one."""
    found: dict[str, set[str]] = {}
    for name in world.names:
        if " " in name.text and world.entities[name.entity].type == "Person" and _tells(name.text):
            found.setdefault(alike(name.text), set()).add(name.entity)
    return {form: frozenset(who) for form, who in found.items()}


def spelled_as(text: str, known: Mapping[str, frozenset[str]]) -> str | None:
    """Give the one person whose full name a text spells in its own way, whatever honorific stands before."""
    parts = text.split()
    while len(parts) > 2 and parts[0].lower() in words("words")["honorifics"]:
        parts = parts[1:]
    if len(parts) < 2 or not _tells(" ".join(parts)):
        return None
    who: Iterable[str] = known.get(alike(" ".join(parts)), ())
    found = list(who)
    return found[0] if len(found) == 1 else None


def _tells(name: str) -> bool:
    """Tell whether a letter more or less is only a spelling: not in short, Chinese or Korean names."""
    parts = name.split()
    return len(parts[-1]) >= _LETTERS and words("words")["family_first"].isdisjoint((parts[0], parts[-1]))


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    lines = rows(resource("mention-transliterations.csv"))
    return tuple((re.compile(row["pattern"]), row["by"]) for _, row in lines)
