"""Read the calendar expressions of a text: where they stand, and the ISO 8601 value they name.

The forms are data (``ontology/times.csv``); what the text leaves open stays open: a date without a year gives
``XXXX-12-06``, a weekday in an article without a date gives no value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.model import Time
from kg.read.calendar_grammar import Grammar, grammar
from kg.read.calendar_rules import COMPARED, resolve
from kg.read.calendar_setting import Match, Resolved, Setting
from kg.read.content_time import attach
from kg.read.dateline import dateline_day
from kg.read.periods import Period
from kg.read.tense import modifies_noun, tense_at
from kg.read.time_traps import is_time

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

__all__ = ["attach", "read_times"]
_REACH = 2  # sentences over which "the previous year" looks back for its year


@dataclass(frozen=True, slots=True)
class Found:
    """A match of the grammar where it stands in the text, with the rule that resolves it."""

    match: Match
    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class Told:
    """The last time told of, the number of its sentence and its end there; the last quarter and the latest year."""

    period: Period | None = None
    sentence: int = 0
    end: int = 0
    quarter: Period | None = None
    latest: int = 0


def read_times(doc: Doc, published: str | None) -> tuple[Time, ...]:
    """Read every calendar expression of a text.

    Parameters
    ----------
    doc : Doc
        The parsed text; offsets index its characters.
    published : str or None
        The article's ISO 8601 date or date-time, which relative expressions are counted from; without it, that of a
        dateline at the top of the text, where it is given with its year.
    """
    basis = Setting(grammar(), today=day_of(published) or dateline_day(doc.text))
    sentences = _sentences(doc)
    told, out = Told(), []
    for found in _longest(doc):
        sentence = sentences[found.span.start]
        try:
            value = resolve(found.rule, found.match, _setting(basis, told, found.span, sentence))
        except (ValueError, OverflowError):  # no such day, or beyond the years 1 to 9999
            continue
        told = _after(told, found, value, sentence)
        start, end = found.match.span()
        out.append(Time(start, end, found.match.group(), value.value if isinstance(value, Period) else value))
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
    for match, rule in sorted(
        grammar().matches(doc.text), key=lambda one: (one[0].start() - one[0].end(), one[0].start())
    ):
        start, end = match.span()
        span = None if any(taken[start:end]) else doc.char_span(start, end, alignment_mode="expand")
        if span is not None and is_time(span, match):
            taken[start:end] = b"\x01" * (end - start)
            chosen.append(Found(match, rule, span))
    yield from sorted(chosen, key=lambda one: one.match.start())


def _setting(basis: Setting, told: Told, span: Span, sentence: int) -> Setting:
    words, tense = basis.words, tense_at(span.root)
    before = span.doc[span.start - 1].text if span.start else ""
    after = span.doc[span.end].text if span.end < len(span.doc) else ""
    dated = None if modifies_noun(span.root) or _is_ahead(words, span) else tense
    if words.find("behind", before) is not None:
        tense = dated = "past"
    near = told.period if sentence - told.sentence <= _REACH else None
    return replace(
        basis,
        tense=tense,
        dated=dated,
        told=near,
        close=told.period if sentence == told.sentence else None,
        quarter=told.quarter,
        year=_year(told, span, sentence, dated=basis.today is not None),
        remembered=words.find("remembered", after) is not None,
    )


def _is_ahead(words: Grammar, span: Span) -> bool:
    """Tell whether words before say that the day lies ahead: "due Nov. 4", "slated for Nov. 4"."""
    near = [token.text for token in span.doc[max(span.start - 2, 0) : span.start]]
    said = near[:-1] if near[-1:] == ["for"] else near[-1:]
    return any(words.find("ahead", word) is not None for word in said)


def _year(told: Told, span: Span, sentence: int, *, dated: bool) -> int | None:
    """Give the year that a date without one belongs to: that just named, as in "In 1996, Nov. 7".

    Where the article has no date, the sentence before may name it, if no later year has been told of.
    """
    period = told.period
    if period is None or period.unit != "year":
        return None
    beside = sentence == told.sentence and span.doc.text[told.end : span.start_char].strip(" ,\n") in {"", "on", "in"}
    recent = not dated and sentence - told.sentence <= 1 and period.first.year == told.latest
    return period.first.year if beside or recent else None


def _after(told: Told, found: Found, value: Resolved, sentence: int) -> Told:
    if not isinstance(value, Period) or found.rule in COMPARED:
        return told
    quarter = value if value.unit == "quarter" else told.quarter
    return Told(value, sentence, found.match.end(), quarter, max(told.latest, value.first.year))


def _sentences(doc: Doc) -> list[int]:
    """Give the number of the sentence of each token."""
    numbers, number = [], 0
    for token in doc:
        number += bool(token.is_sent_start)
        numbers.append(number)
    return numbers
