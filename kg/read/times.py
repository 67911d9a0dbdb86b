"""Read the calendar expressions of a text: where they stand, and the ISO 8601 value they name.

The forms are data (``ontology/times.csv``); what the text leaves open stays open: a date without a year gives
``XXXX-12-06``, a weekday in an article without a date gives no value.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span

from kg.model import Time
from kg.read.calendar_grammar import grammar
from kg.read.calendar_rules import Resolved, Setting, resolve
from kg.read.content_time import attach
from kg.read.periods import Period
from kg.read.tense import tense_at
from kg.read.time_traps import is_time

__all__ = ["attach", "read_times"]
Found = tuple[re.Match[str], str]


def read_times(doc: Doc, published: str | None) -> tuple[Time, ...]:
    """Read every calendar expression of a text.

    Parameters
    ----------
    doc : Doc
        The parsed text; offsets index its characters.
    published : str or None
        The article's ISO 8601 date or date-time, which relative expressions are counted from.
    """
    setting = Setting(grammar(), today=day_of(published))
    out = []
    for found, rule in _longest(doc):
        span = _span(doc, found)
        try:
            value = resolve(rule, found, replace(setting, tense=tense_at(span.root)))
        except ValueError:
            continue
        setting = _remember(setting, value)
        out.append(Time(found.start(), found.end(), found.group(), value.value if isinstance(value, Period) else value))
    return tuple(out)


def day_of(published: str | None) -> dt.date | None:
    """Give the day of an ISO 8601 date or date-time; None where there is none, or only part of one."""
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _longest(doc: Doc) -> Iterator[Found]:
    """Yield the matches that are times, in text order; where they overlap, the longest."""
    taken = bytearray(len(doc.text))
    chosen = []
    for found, rule in sorted(
        grammar().matches(doc.text), key=lambda one: (one[0].start() - one[0].end(), one[0].start())
    ):
        start, end = found.span()
        if not any(taken[start:end]) and is_time(_span(doc, found), found):
            taken[start:end] = b"\x01" * (end - start)
            chosen.append((found, rule))
    yield from sorted(chosen, key=lambda one: one[0].start())


def _span(doc: Doc, found: re.Match[str]) -> Span:
    span = doc.char_span(found.start(), found.end(), alignment_mode="expand")
    assert span is not None  # within the text, so some token holds it
    return span


def _remember(setting: Setting, value: Resolved) -> Setting:
    if not isinstance(value, Period):
        return setting
    return replace(setting, told=value, quarter=value if value.unit == "quarter" else setting.quarter)
