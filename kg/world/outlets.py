"""The ids of news outlets: made of their names, but never those of states, which are letters too."""

from __future__ import annotations

from functools import cache

from kg.resources import resource, rows
from kg.world.text import slug


@cache
def state_ids() -> frozenset[str]:
    """Give the ids of all states and areas of the reference, without loading it."""
    sheets = ("states.csv", "past_states.csv", "areas.csv")
    return frozenset(row["id"] for sheet in sheets for _, row in rows(resource("world", sheet)))


def outlet_slug(name: str) -> str:
    """Give the local id of an outlet from its name.

    >>> outlet_slug("TASS"), outlet_slug("Kyodo News"), outlet_slug("PRI")
    ('TASS', 'kyodo-news', 'PRI-outlet')
    """
    local = slug(name)
    return f"{local}-outlet" if local in state_ids() else local
