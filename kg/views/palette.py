"""Which colour and shape a class or a relation group is drawn in: ``assets/palette.csv``, looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.relations import parents, relations
from kg.resources import rows
from kg.views.model import words

ASSETS = Path(__file__).resolve().parent / "assets"


@dataclass(frozen=True, slots=True)
class Swatch:
    """One row of the palette: ``kind`` is ``node`` (a family of classes), ``line`` (a relation group) or ``area``."""

    kind: str
    key: str
    label: str
    shape: str
    light: str
    dark: str
    classes: tuple[str, ...]


@cache
def swatches(kind: str) -> tuple[Swatch, ...]:
    """Give the rows of one kind, in the order of the file."""
    found = (row for _, row in rows(ASSETS / "palette.csv") if row["kind"] == kind)
    return tuple(Swatch(**{**row, "classes": tuple(filter(None, row["classes"].split("|")))}) for row in found)  # type: ignore[arg-type]


@cache
def family(name: str) -> str:
    """Give the node family of a class: its own, else its nearest parent's; an unknown class is a thing.

    >>> family("Alliance"), family("MilitaryExercise")
    ('alliance', 'thing')
    """
    own = {class_: swatch.key for swatch in swatches("node") for class_ in swatch.classes}
    queue = [name]
    for current in queue:
        if current in own:
            return own[current]
        queue.extend(parents().get(current, ()))
    return own["Entity"]


@cache
def is_event(name: str) -> bool:
    """Tell whether a class is of what happens or is concluded at a time: events and agreements.

    >>> is_event("War"), is_event("Agreement"), is_event("State")
    (True, True, False)
    """
    return name in {"Event", "Agreement"} or any(map(is_event, parents().get(name, ())))


@cache
def group(relation: str) -> str:
    """Give the letter of a relation's group, ``?`` for a relation that the ontology does not list.

    >>> group("alliedWith")
    'A'
    """
    listed = relations().get(relation)
    return listed.group[0] if listed else "?"


@cache
def _phrases() -> dict[str, tuple[str, str]]:
    return {row["relation"]: (row["phrase"], row["denied"]) for _, row in rows(ASSETS / "phrases.csv")}


def phrase(relation: str) -> tuple[str, str]:
    """Give how a relation is said between its two ends, and how it is denied.

    >>> phrase("alliedWith")
    ('is allied with', 'is not allied with')
    >>> phrase("suppliesArmsTo")
    ('supplies arms to', 'does not supply arms to')
    """
    said = words(relation)
    verb, space, rest = said.partition(" ")
    plain = f"{verb[:-3]}y" if verb.endswith("ies") else verb[: -2 if verb.endswith("sses") else -1]
    denied = f"does not {plain}{space}{rest}" if relation in relations() and verb.endswith("s") else f"not: {said}"
    return _phrases().get(relation, (said, denied))


@cache
def tones() -> dict[str, int]:
    """Give 1 for each friendly and -1 for each hostile relation."""
    return {row["relation"]: int(row["tone"]) for _, row in rows(ASSETS / "tones.csv")}


def tone(relation: str) -> int:
    """Give 1 for a friendly, -1 for a hostile, 0 for any other relation.

    >>> tone("alliedWith"), tone("sanctions"), tone("locatedIn")
    (1, -1, 0)
    """
    return tones().get(relation, 0)


@cache
def quads() -> dict[str, int]:
    """Give the quad class of each PLOVER event type: 1 and 2 cooperate, 3 and 4 conflict; odd ones are words alone."""
    return {row["event"]: int(row["quad"]) for _, row in rows(ASSETS / "quads.csv")}


def quad(relation: str) -> int:
    """Give the quad class of a relation's PLOVER event type, 0 for one that is no event.

    >>> quad("meetsWith"), quad("providesAidTo"), quad("accuses"), quad("attacks"), quad("alliedWith")
    (1, 2, 3, 4, 0)
    """
    listed = relations().get(relation)
    named = re.findall("[A-Z]{3,}", listed.plover) if listed else []
    return next((quads()[one] for one in named if one in quads()), 0)
