"""Say which claims may speak of one time: a contradiction needs that, and nothing else tells it from a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from kg.assemble.collect import Days, Stand
from kg.relations import relations
from kg.resources import resource, rows

Written = Mapping[str, Days | None]
"""The days an article (its IRI) was written on."""


@dataclass(frozen=True, slots=True)
class Law:
    """When claims on relations of one nature may contradict or confirm each other: ``ontology/conflicts.csv``."""

    around: int
    undated: bool
    apart: bool
    timed: bool
    over: bool
    answers: str
    again: int | None


@cache
def laws() -> dict[str, Law]:
    """Give the law of each nature."""
    return {row["nature"]: _law(row) for _, row in rows(resource("conflicts.csv"))}


def _law(row: dict[str, str]) -> Law:
    undated, apart, timed, over = (row[name] == "yes" for name in ("undated", "apart", "timed", "over"))
    again = int(row["again"]) if row["again"] else None
    return Law(int(row["around"]), undated, apart, timed, over, row["answers"], again)


@cache
def law(relation: str) -> Law:
    """Give the law of a relation; one that the ontology does not list is taken for an act."""
    return laws()[relations()[relation].nature if relation in relations() else "act"]


def overlap(one: Days | None, other: Days | None) -> bool:
    """Tell whether two stretches of days may overlap: where one is unknown, they may."""
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])


def when(stand: Stand, written: Written, around: int) -> Days | None:
    """Give the days a claim speaks of: those it names, else those around the day it was written, if that is known.

    >>> stand = Stand("c", "p", "h", "a", "asserted", True)
    >>> when(stand, {"a": ("2006-03-01", "2006-03-01")}, 30)
    ('2006-01-30', '2006-03-31')
    """
    day = written.get(stand.article)
    if stand.days or day is None:
        return stand.days
    return _moved(day[0], -around), _moved(day[1], around)


@lru_cache(maxsize=10_000)
def _moved(day: str, by: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
    except (OverflowError, ValueError):  # before the year 1 or after 9999, or a day that no calendar has
        return day


def at_one_time(one: Stand, other: Stand, relation: str, written: Written) -> bool:
    """Tell whether two claims, on one relation or on two of one nature, may speak of one time."""
    known = law(relation)
    if known.timed and not (one.days and other.days):
        return False
    if known.over and is_over(one) != is_over(other):
        return False
    if one.article == other.article:
        return overlap(one.days, other.days)
    return known.apart and _meet(one, other, known, written)


def answers(one: Stand, denial: Stand, relation: str, written: Written) -> bool:
    """Tell whether a denial is of what another claim says, and not of another occasion."""
    needed = law(relation).answers
    undated = one.article != denial.article and not any(
        stand.days or written.get(stand.article) for stand in (one, denial)
    )
    return not denial.own or needed == "no" or (needed == "undated" and not undated)


def is_over(stand: Stand) -> bool:
    """Tell whether a claim tells something as past, and not when."""
    return stand.tense == "past" and stand.days is None


def _meet(one: Stand, other: Stand, known: Law, written: Written) -> bool:
    """Tell whether claims of two texts may: of one time that is known and one that is not, nothing tells that."""
    if known.over and is_over(one):
        return True
    first, second = (when(stand, written, known.around) for stand in (one, other))
    if first is None or second is None:
        return first is second and known.undated
    return overlap(first, second)
