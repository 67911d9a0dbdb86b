"""Say which time a calendar expression names, by the rule its pattern gives.

A rule takes the match, what is known where it stands (:class:`Setting`), and gives a period, a partial ISO 8601 date
(``XXXX-12-06``), or None where the text does not say. ValueError from a rule means: no such day, not a date at all.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.read.calendar_grammar import Grammar
from kg.read.periods import Period, around, months, season, span, step
from kg.read.tense import Tense

Resolved = Period | str | None


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known where an expression stands: the article's day, the tense there, the times told of before it."""

    words: Grammar
    today: dt.date | None = None
    tense: Tense | None = None
    told: Period | None = None
    quarter: Period | None = None


Match = re.Match[str]
Rule = Callable[[Match, Setting], Resolved]


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


def part(found: Match, *names: str) -> str | None:
    """Give the first of the named groups that took part in the match."""
    groups = found.groupdict()
    return next((groups[name] for name in names if groups.get(name)), None)


def year_number(text: str, setting: Setting) -> int:
    """Read a year: ``1998``, ``'98`` (the nearest such year, or the one before 2030), ``nineteen ninety-eight``."""
    if text.isdigit():
        return int(text)
    if text.startswith("'"):
        pivot = setting.today.year + 20 if setting.today else 2030
        return pivot - (pivot - int(text[1:])) % 100
    if text.lower().startswith("two thousand"):
        rest = text.lower().removeprefix("two thousand").removeprefix(" and").strip()
        return 2000 + (int(setting.words.worth("number", rest)) if rest else 0)
    first, ty, *rest_words = re.split(r"[\s-]+", text)
    units = int(setting.words.worth("number", rest_words[0])) if rest_words else 0
    return int(setting.words.worth("century_word", first)) * 100 + int(setting.words.worth("ty", ty)) + units


def count(text: str, setting: Setting, kind: str = "number") -> int:
    """Read a number in figures or words."""
    figures = re.match(r"\d+", text)
    return int(figures.group()) if figures else int(setting.words.worth(kind, text))


def year_of(found: Match, setting: Setting) -> int | None:
    """Give the year an expression names, outright or as "last year"; None where it names none or it is unknown."""
    if outright := part(found, "year", "yyyy"):
        return year_number(outright, setting)
    relative = part(found, "whichyear")
    shifted = relative_period(relative, setting) if relative else None
    return shifted.first.year if shifted else None


def relative_period(text: str, setting: Setting) -> Period | None:
    """Resolve "last year", "the previous year", "that week": a pointing word and a unit."""
    pointer, unit_word = text.rsplit(maxsplit=1)
    unit = setting.words.worth("unit", unit_word)
    for kind, anchor in (("which", setting.today), ("told", setting.told.first if setting.told else setting.today)):
        try:
            offset = int(setting.words.worth(kind, pointer))
        except KeyError:
            continue
        return around(unit, step(anchor, unit, offset)) if anchor else None
    return None


def nearest(candidates: Iterable[Period], setting: Setting) -> Period | None:
    """Choose among recurring periods by tense: told of as past, the last begun; as future, the next not over."""
    today = setting.today
    if today is None:
        return None
    ordered = sorted(candidates, key=lambda period: period.first)
    past = [period for period in ordered if period.first <= today]
    future = [period for period in ordered if period.last >= today]
    if setting.tense == "past" and past:
        return past[-1]
    if setting.tense == "future" and future:
        return future[0]
    return min(ordered, key=lambda period: abs((period.first - today).days), default=None)


def every_year(make: Callable[[int], Period], setting: Setting) -> Period | None:
    """Choose the year of a period that comes every year."""
    if setting.today is None:
        return None
    return nearest([period for ahead in (-1, 0, 1) if (period := _made(make, setting.today.year + ahead))], setting)


def _made(make: Callable[[int], Period], year: int) -> Period | None:
    try:
        return make(year)
    except ValueError:  # 29 February
        return None


def date(found: Match, setting: Setting) -> Resolved:
    """Resolve years, months and days, with or without the others."""
    month, day = month_of(found, setting), part(found, "day", "dd")
    year, number = year_of(found, setting), count(day, setting, "ordinal") if day else None
    if month is None:
        return around("year", dt.date(year, 1, 1)) if year else None
    known = {"day": number} if number else {}
    partial = f"XXXX-{month:02}" + (f"-{number:02}" if number else "")
    dt.date(2000, month, number or 1)  # says ValueError of 31 June
    make = month_maker(month, **known)
    if year:
        return make(year)
    return partial if setting.today is None or part(found, "whichyear") else every_year(make, setting)


def month_of(found: Match, setting: Setting, name: str = "month") -> int | None:
    """Give the number of the month named, in letters or figures."""
    if figures := part(found, "mm"):
        return int(figures)
    word = part(found, name)
    return int(setting.words.worth("month", word)) if word else None


def month_maker(month: int, day: int | None = None) -> Callable[[int], Period]:
    """Give the function that makes this month, or day of it, for a year."""
    if day is None:
        return lambda year: months("month", year, month, 1)
    return lambda year: around("day", dt.date(year, month, day))


def slashed(found: Match, setting: Setting) -> Resolved:
    """Resolve 12/06/2023: only the year where day and month could be either."""
    one, other, year = int(found["n1"]), int(found["n2"]), int(found["yyyy"])
    if one == other or one > 12:
        return around("day", dt.date(year, other, one))
    if other > 12:
        return around("day", dt.date(year, one, other))
    return around("year", dt.date(year, 1, 1))


def days(found: Match, setting: Setting) -> Resolved:
    """Resolve "March 3-5" and "3-5 March 2023"."""
    month, year = month_of(found, setting), year_of(found, setting)
    first, last = count(found["day"], setting, "ordinal"), count(found["day2"], setting, "ordinal")
    if month is None:
        return None
    make = month_maker(month, first)
    start = make(year) if year else every_year(make, setting)
    if start is None:
        return f"XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}"
    return span(start, month_maker(month, last)(start.first.year))


def month_range(found: Match, setting: Setting) -> Resolved:
    """Resolve "March-May 2023"."""
    first, last, year = month_of(found, setting), month_of(found, setting, "month2"), year_of(found, setting)
    if first is None or last is None:
        return None
    start = months("month", year, first, 1) if year else every_year(month_maker(first), setting)
    if start is None:
        return f"XXXX-{first:02}/XXXX-{last:02}"
    return span(start, months("month", start.first.year + (last < first), last, 1))


def years(found: Match, setting: Setting) -> Resolved:
    """Resolve "1939-1945", "1939-45"."""
    first, last = found["yyyy"], part(found, "yyyy2", "yy2") or ""
    whole = int(last) if len(last) == 4 else int(first) // 100 * 100 + int(last)
    return span(around("year", dt.date(int(first), 1, 1)), around("year", dt.date(whole, 1, 1)))


def decade(found: Match, setting: Setting) -> Resolved:
    """Resolve "the 1990s", "the '80s", "the nineties"."""
    figures, word = part(found, "decade"), part(found, "tens")
    short = setting.words.worth("tens", word) if word else (figures or "").lstrip("'")
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

    return make(year) if year else every_year(make, setting)


def half(found: Match, setting: Setting) -> Resolved:
    """Resolve "the first half of 2023"."""
    number = int(setting.words.worth("halfof", found["halfof"]))
    year = year_of(found, setting) or (setting.today.year if setting.today and not part(found, "whichyear") else None)
    return months("half", year, 6 * number - 5, 6) if year else None


def seasonal(found: Match, setting: Setting) -> Resolved:
    """Resolve "summer 2022", "last winter", "this spring"."""
    code, year = setting.words.worth("season", found["season"]), year_of(found, setting)
    if year:
        return season(code, year)
    if setting.today is None or not part(found, "which"):
        return None
    pointing = int(setting.words.worth("which", found["which"]))
    return pointed(lambda of: season(code, of), pointing, setting)


def pointed(make: Callable[[int], Period], pointing: int, setting: Setting) -> Period | None:
    """Resolve last, this or next of what comes every year: the last one begun before, this year's, the next to begin."""
    today = setting.today
    if today is None:
        return None
    around_now = [make(today.year + ahead) for ahead in (-2, -1, 0, 1, 2)]
    if pointing < 0:
        return [period for period in around_now if period.last < today][-1]
    if pointing > 0:
        return next(period for period in around_now if period.first > today)
    return make(today.year)


def month(found: Match, setting: Setting) -> Resolved:
    """Resolve "last April", "next May", "this September"."""
    number = month_of(found, setting)
    if number is None:
        return None
    pointing = int(setting.words.worth("which", found["which"]))
    return pointed(month_maker(number), pointing, setting) or f"XXXX-{number:02}"


def shift(found: Match, setting: Setting) -> Resolved:
    """Resolve "last month", "this week", "next year"."""
    return relative_period(f"{found['which']} {found['unit']}", setting)


def told(found: Match, setting: Setting) -> Resolved:
    """Resolve "the previous year", "that week", "the previous Friday", from the time last told of."""
    if "weekday" in found.groupdict():
        number, offset = _weekday(found, setting), int(setting.words.worth("told", found["told"]))
        anchor = setting.told.first if setting.told else setting.today
        if anchor is None:
            return None
        return around("day", _on_weekday(anchor, number, offset) if offset else _on_weekday(anchor, number, -1))
    return relative_period(f"{found['told']} {found['unit']}", setting)


def _weekday(found: Match, setting: Setting) -> int:
    return int(setting.words.worth("weekday", found["weekday"]))


def _on_weekday(day: dt.date, weekday: int, direction: int) -> dt.date:
    """Give the weekday (1 is Monday) next before (direction -1) or after (1) a day, the day itself left out."""
    ahead = (weekday - day.isoweekday()) % 7 or 7
    return (
        day + dt.timedelta(ahead if direction > 0 else ahead - 7 or -7)
        if ahead != 7
        else day + dt.timedelta(7 * direction)
    )


def weekday(found: Match, setting: Setting) -> Resolved:
    """Resolve a weekday: last, next, of a week named, else by tense, the article's own day counting for both."""
    number, today = _weekday(found, setting), setting.today
    if today is None:
        return None
    if week := part(found, "whichweek"):
        known = relative_period(week, setting)
        return around("day", known.first + dt.timedelta(number - 1)) if known else None
    pointing = int(setting.words.worth("which", found["which"])) if part(found, "which") else 0
    if pointing:
        return around("day", _on_weekday(today, number, pointing))
    if today.isoweekday() == number:
        return around("day", today)
    return around("day", _on_weekday(today, number, 1 if setting.tense == "future" else -1))


def dayword(found: Match, setting: Setting) -> Resolved:
    """Resolve "today", "yesterday", "the day after tomorrow"."""
    offset = int(setting.words.worth("dayword", re.sub(r"\s+", " ", found["dayword"])))
    return around("day", step(setting.today, "day", offset)) if setting.today else None


def ago(found: Match, setting: Setting) -> Resolved:
    """Resolve "two years ago" from the article's day, at the precision of the unit."""
    number, unit = count(found["number"], setting), setting.words.worth("unit", found["unit"])
    if unit == "year" and number == 1 and setting.quarter:
        return around("quarter", step(setting.quarter.first, "year", -1))
    return around(unit, step(setting.today, unit, -number)) if setting.today else None


def later(found: Match, setting: Setting) -> Resolved:
    """Resolve "two days later", "a year earlier", from the time last told of."""
    if setting.told is None:
        return None
    number, unit = count(found["number"], setting), setting.words.worth("unit", found["unit"])
    ahead = number * int(setting.words.worth("direction", found["direction"]))
    finer = setting.told.unit if unit == "year" and setting.told.unit in {"quarter", "half"} else unit
    return around(finer, step(setting.told.first, unit, ahead))


def year_ago(found: Match, setting: Setting) -> Resolved:
    """Resolve "year-earlier" and "the year-ago quarter": the period told of, a year before."""
    if setting.quarter:
        return around("quarter", step(setting.quarter.first, "year", -1))
    return around("year", step(setting.today, "year", -1)) if setting.today else None


RULES: dict[str, Rule] = {
    "date": date, "slashed": slashed, "days": days, "months": month_range, "years": years, "decade": decade,
    "century": century, "quarter": quarter, "half": half, "season": seasonal, "month": month, "shift": shift,
    "told": told, "weekday": weekday, "dayword": dayword, "ago": ago, "later": later, "yearago": year_ago,
}  # fmt: skip
"""Every rule a pattern of ``ontology/times.csv`` may name."""
