"""Say for whom somebody speaks: a minister for the state, a spokesman for the body."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.read.mentions_values import Found, Referent
    from kg.read.references_walk import Walk


def side_of(who: Referent, walk: Walk) -> Referent | None:
    """Give for whom somebody says *we*: a person's or body's state, an organisation; None where it is unknown."""
    if who.type == "State":
        return who
    held = (one.owner[0] for one in walk.by_head.values() if one.owner and _is_of(one, who, walk))
    owner = next(held, None)
    known = walk.gazetteer.state_of(owner.entity if owner else who.entity)
    return known or owner or (None if who.type == "Person" else who)


def _is_of(one: Found, who: Referent, walk: Walk) -> bool:
    """Tell whether a mention is somebody's title or own name, so that its owner is theirs."""
    bearer = walk.by_head.get(one.bearer) if one.bearer is not None else one
    return bearer is not None and who in bearer.entities
