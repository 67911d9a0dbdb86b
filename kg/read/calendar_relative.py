"""Rules for expressions that are counted from the article's day or from the time the text is telling of."""

from __future__ import annotations

import datetime as dt
import re

from kg.read.calendar_setting import (
    Match,
    Resolved,
    Setting,
    count,
    month_maker,
    month_of,
    part,
    pointed,
    pointed_period,
    told_period,
    year_of,
)
from kg.read.periods import Period, around, step


def shift(found: Match, setting: Setting) -> Resolved:
    """Resolve "last month", "this week", "next year"."""
    return pointed_period(f"{found['which']} {found['unit']}", setting)


def month(found: Match, setting: Setting) -> Resolved:
    """Resolve "last April", "next May", "this September"."""
    number, pointing = month_of(found, setting), int(setting.words.worth("which", found["which"]))
    return pointed(month_maker(number), pointing, setting.today) if setting.today else f"XXXX-{number:02}"


def told(found: Match, setting: Setting) -> Resolved:
    """Resolve "the previous year", "that week", "the previous Friday", from the time last told of."""
    offset = int(setting.words.worth("told", found["told"]))
    if part(found, "unit"):
        return told_period(setting.words.worth("unit", found["unit"]), offset, setting)
    anchor = setting.told.first if setting.told else setting.today
    if anchor is None or not offset or (setting.told and setting.told.unit != "day"):
        return None
    return around("day", _on_weekday(anchor, _weekday(found, setting), offset))


def weekday(found: Match, setting: Setting) -> Resolved:
    """Resolve a weekday: last, next, of a week named, else by tense, the article's own day counting for both."""
    number, today, week = _weekday(found, setting), setting.today, part(found, "whichweek")
    if today is None:
        return None
    if week:
        known = pointed_period(week, setting)
        return around("day", known.first + dt.timedelta(number - 1)) if known else None
    which = part(found, "which")
    pointing = int(setting.words.worth("which", which)) if which else 0
    if not pointing and today.isoweekday() == number:
        return around("day", today)
    return around("day", _on_weekday(today, number, pointing or (1 if setting.tense == "future" else -1)))


def _weekday(found: Match, setting: Setting) -> int:
    return int(setting.words.worth("weekday", found["weekday"]))


def _on_weekday(day: dt.date, weekday: int, direction: int) -> dt.date:
    """Give the weekday (1 is Monday) next before (-1) or after (1) a day, the day itself left out."""
    return day + direction * dt.timedelta((direction * (weekday - day.isoweekday())) % 7 or 7)


def dayword(found: Match, setting: Setting) -> Resolved:
    """Resolve "today", "yesterday", "the day after tomorrow"."""
    offset = int(setting.words.worth("dayword", re.sub(r"\s+", " ", found["dayword"])))
    return around("day", step(setting.today, "day", offset)) if setting.today else None


def ago(found: Match, setting: Setting) -> Resolved:
    """Resolve "two years ago" from the article's day, at the precision of the unit."""
    number, unit = count(found["number"], setting), setting.words.worth("unit", found["unit"])
    if unit == "year" and number == 1 and setting.quarter:
        return _year_before(setting.quarter)
    return around(unit, step(setting.today, unit, -number)) if setting.today else None


def later(found: Match, setting: Setting) -> Resolved:
    """Resolve "two days later", "a year earlier", from the time last told of."""
    number, unit = count(found["number"], setting), setting.words.worth("unit", found["unit"])
    ahead = number * int(setting.words.worth("direction", found["direction"]))
    if unit == "year" and ahead == -1 and setting.quarter:
        return _year_before(setting.quarter)
    return told_period(unit, ahead, setting) if setting.told else None


def year_ago(found: Match, setting: Setting) -> Resolved:
    """Resolve "year-earlier" and "the year-ago quarter": the period told of, a year before."""
    if setting.quarter:
        return _year_before(setting.quarter)
    return around("year", step(setting.today, "year", -1)) if setting.today and part(found, "ordinal") is None else None


def _year_before(period: Period) -> Period:
    return around(period.unit, step(period.first, "year", -1))


def up_to_now(found: Match, setting: Setting) -> Resolved:
    """Resolve "the past year": the days from as long ago until the article's; "the past weekend" as the last one."""
    unit = setting.words.worth("unit", found["unit"])
    if setting.today is None:
        return None
    back = step(setting.today, unit, -1)
    return around(unit, back) if unit in {"weekend", "day"} else Period("span", back, setting.today)


def latest(found: Match, setting: Setting) -> Resolved:
    """Resolve "the latest quarter", "the quarter": the one told of, else the last to be over before the article."""
    unit = setting.words.worth("unit", found["unit"]) if part(found, "unit") else "quarter"
    told_of, today = setting.quarter if unit == "quarter" else None, setting.today
    if part(found, "year", "whichyear"):
        year = year_of(found, setting)
        return around("quarter", told_of.first.replace(year=year)) if told_of and year else None
    if told_of and not (today and told_of.last > today):
        return told_of
    return around(unit, step(today, unit, -1)) if today else None


def within(found: Match, setting: Setting) -> Resolved:
    """Resolve "the end of the year", "earlier in the month": of the time told of, else of the article."""
    unit = setting.words.worth("unit", found["unit"])
    if setting.close:
        return told_period(unit, 0, setting)
    return around(unit, setting.today) if setting.today else None


def current(found: Match, setting: Setting) -> Resolved:
    """Resolve "the current year"."""
    return around(setting.words.worth("unit", found["unit"]), setting.today) if setting.today else None


def year_end(_: Match, setting: Setting) -> Resolved:
    """Resolve "year-end", at the precision of the year."""
    day = setting.close.first if setting.close else setting.today
    return around("year", day) if day else None


def weekend(_: Match, setting: Setting) -> Resolved:
    """Resolve "the weekend": the next, where the clause tells of the future, else the last."""
    if setting.today is None:
        return None
    near = around("weekend", setting.today)
    begun = near.first <= setting.today
    return near if begun or setting.tense == "future" else around("weekend", step(setting.today, "week", -1))
