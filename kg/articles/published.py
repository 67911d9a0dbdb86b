"""Read publication dates: the common ways of writing one, none of them guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>\d{4})"
_FORMS = tuple(
    re.compile(rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?{form}(?![\d])", re.IGNORECASE)
    for form in (
        rf"{_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_YEAR}[/.](?P<month>\d{{1,2}})[/.]{_DAY}",
        rf"{_YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月\s*{_DAY}\s*日",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}",
        rf"(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/{_YEAR}",
    )
)
_EPOCH = (10**8, 10**10)  # seconds: 1973 to 2286
_LONGEST = 100
"""Characters of a date; what is longer is none, and would take the patterns long."""
_TRAILING_ZONE = re.compile(r"\s+(?:UTC|GMT)$")


def iso(value: object) -> str | None:
    """Give a date or date-time in ISO 8601, or None where it is none or could be read two ways.

    >>> iso("6 December 2023"), iso("Dec. 6, 2023"), iso("06.12.2023"), iso("20231206")
    ('2023-12-06', '2023-12-06', '2023-12-06', '2023-12-06')
    >>> iso("12/25/2023"), iso("06/12/2023"), iso("yesterday")
    ('2023-12-25', None, None)
    """
    if isinstance(value, date):  # which a datetime is too
        return value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _epoch(float(value))
    text = " ".join(value.split()) if isinstance(value, str) and len(value) <= _LONGEST else ""
    return _standard(text) or _written(text)


def _epoch(value: float) -> str | None:
    if not value <= 10**14:  # nor NaN
        return None
    if value.is_integer() and 1900_01_01 <= value <= 2199_12_31:
        return _standard(str(int(value)))  # 20231206, not August 1970
    seconds = value / 1000 if value > _EPOCH[1] * 10 else value
    return datetime.fromtimestamp(seconds, UTC).isoformat() if _EPOCH[0] <= seconds < _EPOCH[1] else None


def _standard(text: str) -> str | None:
    """Read ISO 8601 and the dates of mail and feeds (RFC 5322)."""
    text = _TRAILING_ZONE.sub("+00:00", text)
    for read in (date.fromisoformat, datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text).isoformat()
        except (ValueError, TypeError, IndexError):
            continue
    return None


def _written(text: str) -> str | None:
    for form in _FORMS:
        found = form.match(text)
        if found:
            return _calendar(found.groupdict())
    return None


def _calendar(parts: dict[str, str]) -> str | None:
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if first <= 12 and second <= 12 and first != second:
            return None
        day, month = max(first, second), min(first, second)
    else:
        day = int(parts["day"])
        month = 1 + _MONTHS.index(parts["month"][:3].lower()) if parts["month"].isalpha() else int(parts["month"])
    try:
        return date(int(parts["year"]), month, day).isoformat()
    except ValueError:
        return None
