"""The word lists of the reference: titles, designations of weapons, doubtful names, missions, translations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.errors import DataError
from kg.resources import resource, rows
from kg.world.model import World
from kg.world.names import Entity
from kg.world.patterns import state_forms
from kg.world.sheets import cells
from kg.world.text import fold, slug


@dataclass(frozen=True, slots=True)
class Title:
    """A title before a name: ``office`` is the office's label with ``{state}``, ``{body}`` or ``{place}`` to fill.

    ``relation`` is what the bearer is to the state or body: ``holdsOffice`` alone or more; empty for honorifics.
    ``joint`` offices have several holders at one time.
    """

    key: str
    office: str
    relation: str
    words: tuple[str, ...]
    joint: bool = False


@cache
def titles() -> tuple[Title, ...]:
    """Give the titles of ``titles.csv``."""
    return tuple(
        Title(row["title"], row["office"], row["relation"], tuple(cells(row["words"])), row["joint"] == "yes")
        for _, row in rows(resource("world", "titles.csv"))
    )


@cache
def designation() -> re.Pattern[str]:
    """Give one pattern for the designations of weapons, such as ``Su-35S``; a plural s after it is not part of it.

    What it matches is in the group ``sure`` where it can hardly be anything else, else in ``unsure``.

    >>> designation().fullmatch("B-52H") is not None, designation().fullmatch("A-level") is not None
    (True, False)
    >>> designation().fullmatch("B-52H").lastgroup, designation().fullmatch("Su-35S").lastgroup
    ('unsure', 'sure')

    Raises
    ------
    DataError
        If a line of ``designations.csv`` is no regular expression, or does not find its own example.
    """
    path = resource("world", "designations.csv")
    patterns: dict[str, list[str]] = {"sure": [], "unsure": []}
    for line, row in rows(path):
        try:
            found = re.match(row["pattern"], row["example"])
        except re.error as error:
            raise DataError(f"not a regular expression: {row['pattern']!r} ({error})", path=path, line=line) from None
        if not found:
            raise DataError(
                f"does not find its example {row['example']!r}", "correct one of them", path=path, line=line
            )
        patterns["sure" if row["sure"] else "unsure"].append(f"(?:{row['pattern']})")
    either = "|".join(f"(?P<{name}>{'|'.join(listed)})" for name, listed in patterns.items())
    return re.compile(rf"(?<![\w-])(?:{either})(?=s?\b)(?![\w]*-?\d)")


@cache
def doubtful() -> frozenset[str]:
    """Give the folded names that are ordinary words or common names too, and so need something to speak for them."""
    return frozenset(fold(row["name"]) for _, row in rows(resource("world", "doubtful.csv")))


@cache
def translations() -> dict[str, dict[str, str]]:
    """Give the names of states in other languages: by state, then by language (BCP 47)."""
    found: dict[str, dict[str, str]] = {}
    for _, row in rows(resource("world", "translations.csv")):
        found.setdefault(row["id"], {})[row["language"]] = row["name"]
    return found


def mission(world: World, words: str, sender: str, host: str) -> Entity:
    """Give what one state has in another: ``words`` are ``embassy``, ``ambassador`` or ``consulate``.

    >>> from kg.world import load_world
    >>> mission(load_world(), "embassy", "JPN", "RUS").label
    'Embassy of Japan in Russia'

    Raises
    ------
    DataError
        If there is no such kind of mission.
    """
    for _, row in list(rows(resource("world", "embassies.csv"))):
        if row["label"].lower().startswith(words.lower()):
            ends = {end: world.entities[end] for end in (sender, host)}
            names = [name for end in ends for name in world.named(end)]
            forms = state_forms(ends.values(), names)
            label = row["label"].format(sender=forms[sender].state, host=forms[host].state)
            return Entity(slug(label), label, row["type"])
    raise DataError(
        f"no mission is called {words!r}", "embassy, ambassador or consulate", path=resource("world", "embassies.csv")
    )
