"""What is known where a calendar expression stands, and how words and numbers of it are read there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.read.periods import Period, around, months, step

if TYPE_CHECKING:
    from kg.read.calendar_grammar import Grammar
    from kg.read.tense import Tense

Match = re.Match[str]
Resolved = Period | str | None
"""A period, a partial ISO 8601 date (``XXXX-12-06``), or None where the text does not say."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known where an expression stands.

    ``today`` is the article's day; ``tense`` that of the clause; ``dated`` the tense that days and months are told in,
    None where the expression modifies a noun; ``told`` the time told of just before, ``close`` the same if in this
    sentence; ``quarter`` the last one told of; ``year`` the one a date without a year belongs to; ``remembered``
    whether the words after tell of something remembered by its day ("the September 11 attacks").
    """

    words: Grammar
    today: dt.date | None = None
    tense: Tense | None = None
    dated: Tense | None = None
    told: Period | None = None
    close: Period | None = None
    quarter: Period | None = None
    year: int | None = None
    remembered: bool = False


def part(found: Match, *names: str) -> str | None:
    """Give the first of the named groups that took part in the match."""
    groups = found.groupdict()
    return next((groups[name] for name in names if groups.get(name)), None)


def count(text: str, setting: Setting, kind: str = "number") -> int:
    """Read a number in figures or words."""
    figures = re.match(r"\d+", text)
    return int(figures.group()) if figures else int(setting.words.worth(kind, text))


def year_number(text: str, setting: Setting) -> int:
    """Read a year: ``1998``, ``'98`` (the last such year until 20 years ahead), ``nineteen ninety-eight``."""
    if text.isdigit():
        return int(text)
    if text.startswith("'"):
        pivot = setting.today.year + 20 if setting.today else 2030
        return pivot - (pivot - int(text[1:])) % 100
    return _spoken_year(re.split(r"[\s-]+", text.lower()), setting)


def _spoken_year(words: list[str], setting: Setting) -> int:
    units = int(setting.words.worth("number", words[-1])) if len(words) > 2 else 0
    if words[1] == "thousand":
        return 2000 + units
    return int(setting.words.worth("century_word", words[0])) * 100 + int(setting.words.worth("ty", words[1])) + units


def year_of(found: Match, setting: Setting) -> int | None:
    """Give the year an expression names, outright or as "last year"; None where it names none or it is unknown."""
    if outright := part(found, "year", "yyyy"):
        return year_number(outright, setting)
    relative = part(found, "whichyear")
    shifted = pointed_period(relative, setting) if relative else None
    return shifted.first.year if shifted else None


def month_of(found: Match, setting: Setting, name: str = "month") -> int:
    """Give the number of the month named, in letters or figures; 0 where none is."""
    if figures := part(found, "mm"):
        return int(figures)
    word = part(found, name)
    return int(setting.words.worth("month", word)) if word else 0


def month_maker(month: int, day: int | None = None) -> Callable[[int], Period]:
    """Give the function that makes this month, or day of it, for a year."""
    if day is None:
        return lambda year: months("month", year, month, 1)
    return lambda year: around("day", dt.date(year, month, day))


def pointed_period(text: str, setting: Setting) -> Period | None:
    """Resolve "last year" from today, "the previous year" and "that week" from the time told of."""
    pointer, unit_word = text.rsplit(maxsplit=1)
    unit = setting.words.worth("unit", unit_word)
    offset = setting.words.find("which", pointer)
    if offset is not None:
        return around(unit, step(setting.today, unit, int(offset))) if setting.today else None
    return told_period(unit, int(setting.words.worth("told", pointer)), setting)


def told_period(unit: str, offset: int, setting: Setting) -> Period | None:
    """Count units from the time told of; None where it is too coarse for that ("the next day" after "in 1956")."""
    told = setting.told
    if told is None:
        return None
    same = around(unit, told.first)
    if told.last > same.last and told.unit != unit:
        return None
    return around(unit, step(told.first, unit, offset))


def nearest(candidates: Iterable[Period], tense: Tense | None, today: dt.date) -> Period | None:
    """Choose among recurring periods by tense: told of as past, the last begun; as future, the next not over."""
    ordered = sorted(candidates, key=lambda period: period.first)
    past = [period for period in ordered if period.first <= today]
    future = [period for period in ordered if period.last >= today]
    if tense == "past" and past:
        return past[-1]
    if tense == "future" and future:
        return future[0]
    return min(ordered, key=lambda period: abs((period.first - today).days), default=None)


def every_year(make: Callable[[int], Period], tense: Tense | None, today: dt.date | None) -> Period | None:
    """Choose the year of a period that comes every year."""
    if today is None:
        return None
    return nearest(_made(make, range(today.year - 1, today.year + 2)), tense, today)


def _made(make: Callable[[int], Period], years: Iterable[int]) -> Iterable[Period]:
    for year in years:
        try:
            yield make(year)
        except ValueError:  # 29 February
            continue


def pointed(make: Callable[[int], Period], pointing: int, today: dt.date) -> Period:
    """Resolve last, this or next of what comes every year: the last one over, this year's, the next to begin."""
    near = [make(today.year + ahead) for ahead in (-2, -1, 0, 1, 2)]
    if pointing < 0:
        return [period for period in near if period.last < today][-1]
    if pointing > 0:
        return next(period for period in near if period.first > today)
    return near[2]
