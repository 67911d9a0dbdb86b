"""Stretches of the calendar, what they are called in ISO 8601, and how to step from one to another."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

YEARS = {"year": 1, "decade": 10, "century": 100}
MONTHS = {"month": 1, "quarter": 3, "half": 6}
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season, by its ISO-TimeML code (northern reckoning, used only to tell which year is nearest)."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days ``first`` to ``last``, seen as one ``unit`` (day, week, weekend, month, ... century, season, span)."""

    unit: str
    first: dt.date
    last: dt.date
    name: str = ""

    @property
    def value(self) -> str:
        """The ISO 8601 form: date, week, month or year, else the interval of days; seasons as ``1994-SU``.

        >>> around("decade", dt.date(1994, 5, 1)).value
        '1990-01-01/1999-12-31'
        """
        if self.name:
            return self.name
        if self.unit == "day":
            return self.first.isoformat()
        if self.unit == "week":
            year, week, _ = self.first.isocalendar()
            return f"{year}-W{week:02}"
        if self.unit == "month":
            return f"{self.first:%Y-%m}"
        if self.unit == "year":
            return f"{self.first.year:04}"
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def months(unit: str, year: int, month: int, count: int) -> Period:
    """Give ``count`` months from the first of a month on."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    end_year, end_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    last = dt.date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
    return Period(unit, dt.date(year, month, 1), last)


def around(unit: str, day: dt.date) -> Period:
    """Give the period of a unit that a day lies in; of weekends, the one of its ISO week.

    Raises
    ------
    ValueError
        If the unit is unknown or the calendar ends inside it.
    """
    if unit == "day":
        return Period(unit, day, day)
    monday = day - dt.timedelta(day.weekday())
    if unit == "week":
        return Period(unit, monday, monday + dt.timedelta(6))
    if unit == "weekend":
        return Period(unit, monday + dt.timedelta(5), monday + dt.timedelta(6))
    if size := MONTHS.get(unit):
        return months(unit, day.year, (day.month - 1) // size * size + 1, size)
    if size := YEARS.get(unit):
        first = day.year // size * size
        return Period(unit, dt.date(max(first, 1), 1, 1), dt.date(first + size - 1, 12, 31))
    raise ValueError(f"no unit of the calendar: {unit!r}")


def season(code: str, year: int) -> Period:
    """Give a season of a year; a winter is named by the year it begins in."""
    whole = months("season", year, SEASONS[code], 3)
    return Period("season", whole.first, whole.last, f"{year:04}-{code}")


def span(first: Period, last: Period) -> Period:
    """Give the time from the beginning of one period to the end of another.

    Raises
    ------
    ValueError
        If it would end before it begins.
    """
    if last.last < first.first:
        raise ValueError(f"{last.value} is before {first.value}")
    return Period("span", first.first, last.last)


def step(day: dt.date, unit: str, count: int) -> dt.date:
    """Go ``count`` units forward (back, if negative) from a day; the 31st becomes the last day of shorter months.

    Raises
    ------
    ValueError
        If this leaves the calendar (years 1 to 9999).
    """
    days = {"day": 1, "week": 7, "weekend": 7}.get(unit)
    try:
        if days:
            return day + dt.timedelta(days * count)
        ahead = day.year * 12 + day.month - 1 + count * (MONTHS.get(unit) or 12 * YEARS[unit])
        year, month = ahead // 12, ahead % 12 + 1
        return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    except (OverflowError, KeyError, calendar.IllegalMonthError) as error:
        raise ValueError(f"no day {count} {unit} from {day}") from error
