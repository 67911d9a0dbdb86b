"""The dates of the reference: a year, a month or a day that the calendar has, as ISO 8601 writes them."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

from kg.errors import DataError

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@cache
def is_date(text: str) -> bool:
    """Tell whether a text is a year, a month or a day of the calendar.

    >>> is_date("1949"), is_date("1949-04-04"), is_date("2023-02-30"), is_date("0000")
    (True, True, False, False)
    """
    found = _DATE.fullmatch(text)
    if not found:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def dated(text: str | None, path: Path | None = None, line: int | None = None) -> str | None:
    """Give a date as it stands, nothing where there is none.

    Raises
    ------
    DataError
        If it is no date.
    """
    if not text:
        return None
    if not is_date(text):
        raise DataError(
            f"no date: {text!r}", "write a year, a month or a day, such as 1949-04-04", path=path, line=line
        )
    return text
