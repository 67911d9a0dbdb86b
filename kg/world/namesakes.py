"""Cities that share their name with towns of the United States, and in which divisions those lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.resources import resource, rows


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Where a city's namesakes are: names of divisions, folded; ``own`` is the city's own one, if it has one."""

    own: str
    others: frozenset[str]


@cache
def namesakes() -> dict[str, Namesakes]:
    """Give the namesakes of each city that has some, or lies in the United States, by its id."""
    lines = rows(resource("world", "namesakes.csv"))
    return {row["city"]: Namesakes(row["own"], frozenset(filter(None, row["others"].split("|")))) for _, row in lines}
