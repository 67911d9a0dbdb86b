"""Read "the North" for North Korea where the article spoke of either of the two halves before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.references_kinds import phrase
from kg.read.references_walk import Walk, children

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.read.mentions_values import Found, Referent

_SIDES = {"north": "south", "south": "north", "east": "west", "west": "east"}


def half(token: Token, known: Found | None, walk: Walk) -> Found | None:
    """Give the mention of a capitalised direction that means half of a country, either of which was named before."""
    articled = any(one.lower_ == "the" for one in children(token, "det"))
    if token.lower_ not in _SIDES or token.text.islower() or not articled:
        return None
    if known is not None and (known.type != "Region" or known.end != token.i + 1):
        return None
    who = next(filter(None, (_like(token, one, walk) for one in _states(walk))), None)
    return None if who is None else phrase(token, token.left_edge.i, ((who,), 0.7, f"half of {who.label}"), walk)


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
