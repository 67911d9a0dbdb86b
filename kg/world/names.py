"""The values of the world reference: entities, names for them, dated facts about them.

They are named tuples, which are made in a fifth of the time that frozen dataclasses take: a run loads 100,000.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.world.text import is_acronym

READ_IN = "2026-11"
"""The month in which the facts of the reference were read: what has no end then goes on."""


class Entity(NamedTuple):
    """Something the reference knows; ``id`` is the local part of its IRI, ``type`` a class of ``classes.csv``.

    ``start`` and ``end`` are the ISO 8601 dates between which it existed, each as precise as it is known: when it was
    founded, signed or began, and when it ended. ``kind`` is a label of ``kinds.csv``.
    """

    id: str
    label: str
    type: str
    wikidata: str | None = None
    start: str | None = None
    end: str | None = None
    kind: str | None = None

    def existed_on(self, date: str) -> bool:
        """Tell whether it existed on an ISO date, as far as is known."""
        return covers(self.start, self.end, date)


class Name(NamedTuple):
    """One way to name an entity; ``kind`` says how (``ontology/world/README.md`` lists the kinds)."""

    text: str
    entity: str
    kind: str
    language: str = "en"

    @property
    def case_sensitive(self) -> bool:
        """Tell whether only this very spelling names the entity (``US`` is no ``us``)."""
        return self.kind in ("abbreviation", "postal") or is_acronym(self.text.rstrip("-"))


class Fact(NamedTuple):
    """A triple with the ISO 8601 dates between which it holds, its source and when that was read."""

    subject: str
    relation: str
    object: str
    start: str | None = None
    end: str | None = None
    source: str = "curated"
    retrieved: str = READ_IN

    def holds_on(self, date: str) -> bool:
        """Tell whether the fact holds on an ISO date (or in a year or month, compared as far as both go).

        >>> Fact("PER", "holdsOffice", "x", "2000-05-07", "2008-05-07").holds_on("2008")
        True
        """
        return covers(self.start, self.end, date)


def covers(start: str | None, end: str | None, date: str) -> bool:
    """Tell whether a date lies between two others, compared as far as both go; an open end reaches anywhere."""
    after = not start or start[: len(date)] <= date[: len(start)]
    return after and (not end or date[: len(end)] <= end[: len(date)])
