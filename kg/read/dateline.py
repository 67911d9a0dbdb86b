"""Find the day in a dateline: ``SEOUL, June 30, 2024 (Xinhua) --``."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from kg.read.calendar_grammar import grammar
from kg.read.calendar_rules import resolve
from kg.read.calendar_setting import Match, Setting
from kg.read.periods import Period

_TOP = 600  # characters in which a text begins
_PLACE = re.compile(r"(?:^|\n|[.!?]\s)[ \t]*(?P<place>[A-Z][\w .'/-]{1,40}),? \(?$")
_CLOSE = re.compile(r"\)?,?\.?\s*(?:\(|/|--|[—–-]\s|[A-Z]{2,}[^a-z\n]{0,12}(?:--|[—–-]))")


def dateline_day(text: str) -> dt.date | None:
    """Give the day of a dateline with a year at the top of a text; None where there is none."""
    for match in dateline_matches(text):
        day = resolve("date", match, Setting(grammar()))
        if isinstance(day, Period) and day.unit == "day":
            return day.first
    return None


def dateline_matches(text: str) -> list[Match]:
    """Find the dates in datelines at the top of a text, longest first: those between a place and an agency or dash."""
    return _matches(text[:_TOP])


@lru_cache(maxsize=1)  # asked for twice an article
def _matches(top: str) -> list[Match]:
    found = [match for match, _ in grammar().matches(top, "date") if _is_dateline(top, match)]
    return sorted(found, key=lambda match: match.start() - match.end())


def _is_dateline(top: str, match: Match) -> bool:
    place = _PLACE.search(top[: match.start()])
    return place is not None and _CLOSE.match(top, match.end()) is not None
