"""Rules for expressions that name a place in the calendar: dates, ranges of them, quarters, seasons, decades.

A rule takes the match and its :class:`Setting`; ValueError from it means there is no such day.
"""

from __future__ import annotations

import datetime as dt

from kg.read.calendar_setting import (
    Match,
    Resolved,
    Setting,
    count,
    every_year,
    month_maker,
    month_of,
    part,
    pointed,
    year_number,
    year_of,
)
from kg.read.periods import Period, around, months, season, span

_MEMORY = 60  # days after which a day like the September 11 attacks is remembered rather than reported


def date(found: Match, setting: Setting) -> Resolved:
    """Resolve years, months and days, with or without the others."""
    month, day, year = month_of(found, setting), part(found, "day", "dd"), year_of(found, setting)
    if not month:
        return around("year", dt.date(year, 1, 1)) if year else None
    number = count(day, setting, "ordinal") if day else None
    dt.date(2000, month, number or 1)  # raises ValueError of 31 June
    make = month_maker(month, number)
    if year or setting.year:
        return make(year or setting.year or 0)
    known = None if part(found, "whichyear") else every_year(make, setting.dated, setting.today)
    if known is None or (setting.remembered and number and not _fresh(known, setting)):
        return f"XXXX-{month:02}" + (f"-{number:02}" if number else "")
    return known


def _fresh(period: Period, setting: Setting) -> bool:
    return setting.today is not None and 0 <= (setting.today - period.first).days <= _MEMORY


def september(found: Match, _: Setting) -> Resolved:
    """Resolve "9/11", which names its day of the year and, as said, no year."""
    month, day = found.group().split("/")
    return f"XXXX-{int(month):02}-{int(day):02}"


def slashed(found: Match, setting: Setting) -> Resolved:
    """Resolve 12/06/2023: only the year where day and month could be either."""
    one, other, year = int(found["n1"]), int(found["n2"]), year_number(found["yyyy"], setting)
    if one == other or one > 12:
        return around("day", dt.date(year, other, one))
    if other > 12:
        return around("day", dt.date(year, one, other))
    return around("year", dt.date(year, 1, 1))


def days(found: Match, setting: Setting) -> Resolved:
    """Resolve "March 3-5" and "3 to 5 March 2023"."""
    month, year = month_of(found, setting), year_of(found, setting)
    first, last = count(found["day"], setting, "ordinal"), count(found["day2"], setting, "ordinal")
    make = month_maker(month, first)
    start = make(year) if year else every_year(make, setting.dated, setting.today)
    if start is None:
        return f"XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}"
    return span(start, month_maker(month, last)(start.first.year))


def month_range(found: Match, setting: Setting) -> Resolved:
    """Resolve "March-May 2023"."""
    first, last, year = month_of(found, setting), month_of(found, setting, "month2"), year_of(found, setting)
    start = months("month", year, first, 1) if year else every_year(month_maker(first), setting.dated, setting.today)
    if start is None:
        return f"XXXX-{first:02}/XXXX-{last:02}"
    return span(start, months("month", start.first.year + (last < first), last, 1))


def date_range(found: Match, setting: Setting) -> Resolved:
    """Resolve "March 28 to April 3, 2023"."""
    year = year_of(found, setting) or 0
    start, end = (
        month_maker(month_of(found, setting, f"month{number}"), count(found[f"day{number}"], setting, "ordinal"))
        for number in ("", "2")
    )
    last, first = end(year), start(year)
    return span(first if first.first <= last.first else start(year - 1), last)


def beside(_: Match, __: Setting) -> Resolved:
    """Leave "pre-1967" and "post-2014" without a value: they name the time before and after."""
    return None


def years(found: Match, setting: Setting) -> Resolved:
    """Resolve "1939-1945", "1939-45"."""
    first, last = year_number(found["yyyy"], setting), part(found, "yyyy2", "yy2") or ""
    whole = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return span(around("year", dt.date(first, 1, 1)), around("year", dt.date(whole, 1, 1)))


def decade(found: Match, setting: Setting) -> Resolved:
    """Resolve "the 1990s", "the '80s", "the nineties" (those of the 20th century)."""
    word = part(found, "tens")
    short = setting.words.worth("tens", word) if word else found["decade"].lstrip("'")
    year = int(short) if len(short) == 4 else 1900 + int(short)
    return around("decade", dt.date(year, 1, 1))


def century(found: Match, setting: Setting) -> Resolved:
    """Resolve "the 19th century" (1800 to 1899, as commonly meant)."""
    return around("century", dt.date((count(found["ordinal"], setting, "ordinal") - 1) * 100 or 1, 1, 1))


def quarter(found: Match, setting: Setting) -> Resolved:
    """Resolve "the third quarter (of 2023)", "last year's first quarter", "Q3 2023"."""
    figures, word, year = part(found, "qq"), part(found, "ordinal"), year_of(found, setting)
    number = int(figures) if figures else count(word or "", setting, "ordinal")
    if number > 4:
        raise ValueError(f"no quarter {number}")

    def make(of: int) -> Period:
        return months("quarter", of, 3 * number - 2, 3)

    if year or setting.today is None:
        return make(year) if year else None
    if setting.dated == "past":
        return every_year(make, "past", setting.today)
    # "expects to report third-quarter profit": plans are made about quarters that are over, too
    near, today = (make(setting.today.year + ahead) for ahead in (-1, 0, 1)), setting.today
    return min(near, key=lambda period: abs((period.last - today).days))


def half(found: Match, setting: Setting) -> Resolved:
    """Resolve "the first half of 2023"."""
    number, year = int(setting.words.worth("halfof", found["halfof"])), _year_or_this(found, setting)
    return months("half", year, 6 * number - 5, 6) if year else None


def opening(found: Match, setting: Setting) -> Resolved:
    """Resolve "the first nine months of 2023"."""
    year = _year_or_this(found, setting)
    return months("months", year, 1, count(found["number"], setting)) if year else None


def _year_or_this(found: Match, setting: Setting) -> int | None:
    named = part(found, "year", "whichyear")
    if named or not (setting.told or setting.today):
        return year_of(found, setting)
    return setting.told.first.year if setting.told else setting.today.year if setting.today else None


def seasonal(found: Match, setting: Setting) -> Resolved:
    """Resolve "summer 2022", "last winter", "this spring", "in the autumn"."""
    code, year = setting.words.worth("season", found["season"]), year_of(found, setting)
    if year:
        return season(code, year)
    if setting.today is None or part(found, "whichyear"):
        return None
    which = part(found, "which")
    if which is None:
        return every_year(lambda of: season(code, of), setting.tense, setting.today)
    return pointed(lambda of: season(code, of), int(setting.words.worth("which", which)), setting.today)
