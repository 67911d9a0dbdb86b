"""Read "the North" for North Korea where the article spoke of either of the two halves before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.read.references_walk import Walk, children

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.read.mentions_values import Found, Referent

_SIDES = {"north": "south", "south": "north", "east": "west", "west": "east"}


def half(token: Token, walk: Walk) -> Referent | None:
    """Give the state that a capitalised direction means: the half of a country, either of which was named before."""
    articled = any(one.lower_ == "the" for one in children(token, "det"))
    if token.lower_ not in _SIDES or token.text.islower() or not articled:
        return None
    return next(filter(None, (_like(token, who, walk) for who in _states(walk))), None)


def called_half(token: Token, known: Found, walk: Walk) -> Found | None:
    """Give the mention of such a direction with the state it means."""
    who = half(token, walk) if known.type == "Region" and known.end == token.i + 1 else None
    if who is None:
        return None
    return replace(known, type=who.type, entities=(who,), kind="nominal", score=0.7, reasons=(f"half of {who.label}",))


def _states(walk: Walk) -> list[Referent]:
    """Give the states spoken of so far, the last first."""
    found = [who for entry in reversed(walk.history.entries) for who in entry.referents if who.type == "State"]
    return list(dict.fromkeys(found))


def _like(token: Token, who: Referent, walk: Walk) -> Referent | None:
    """Give the half that is named like another one: North Korea beside South Korea."""
    first, _, rest = who.label.partition(" ")
    if not rest or first.lower() not in {token.lower_, _SIDES[token.lower_]}:
        return None
    found = walk.gazetteer.called(f"{token.text.capitalize()} {rest}")
    return found if found is not None and found.type == "State" else None
