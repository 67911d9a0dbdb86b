"""The rules that say which time a calendar expression names, by the name ``ontology/times.csv`` gives them."""

from __future__ import annotations

from collections.abc import Callable

from kg.read import calendar_absolute as absolute
from kg.read import calendar_relative as relative
from kg.read.calendar_setting import Match, Resolved, Setting

RULES: dict[str, Callable[[Match, Setting], Resolved]] = {
    "date": absolute.date,
    "slashed": absolute.slashed,
    "september": absolute.september,
    "days": absolute.days,
    "months": absolute.month_range,
    "daterange": absolute.date_range,
    "beside": absolute.beside,
    "years": absolute.years,
    "decade": absolute.decade,
    "century": absolute.century,
    "quarter": absolute.quarter,
    "half": absolute.half,
    "opening": absolute.opening,
    "season": absolute.seasonal,
    "month": relative.month,
    "shift": relative.shift,
    "told": relative.told,
    "weekday": relative.weekday,
    "dayword": relative.dayword,
    "ago": relative.ago,
    "later": relative.later,
    "yearago": relative.year_ago,
    "upto": relative.up_to_now,
    "latest": relative.latest,
    "within": relative.within,
    "current": relative.current,
    "yearend": relative.year_end,
    "weekend": relative.weekend,
}
COMPARED = {"ago", "later", "yearago"}
"""Rules of expressions that look back from what is told, without moving what is told to that time."""


def resolve(rule: str, found: Match, setting: Setting) -> Resolved:
    """Apply the rule named.

    Raises
    ------
    KeyError
        If there is no rule of that name.
    ValueError
        If no such day is in the calendar.
    """
    return RULES[rule](found, setting)
