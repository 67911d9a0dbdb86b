"""Tell of which state a town or division is that is no entity of the reference, by its name alone."""

from __future__ import annotations

from functools import cache

from kg.resources import resource, rows
from kg.world.text import fold


def state_of_town(name: str) -> str | None:
    """Give the state that alone has a town or division of a name, whatever its spelling; None where several have.

    >>> state_of_town("Dehli"), state_of_town("Puerto Peñasco"), state_of_town("Cambridge")
    ('IND', 'MEX', None)
    """
    return _towns().get(fold(name))


@cache
def _towns() -> dict[str, str]:
    lines = rows(resource("world", "towns.csv"))
    return {name: row["state"] for _, row in lines for name in row["names"].split("|")}
