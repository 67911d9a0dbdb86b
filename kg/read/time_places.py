"""Find the words that the times of a text modify."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.read.calendar_grammar import grammar

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.model import Time

_NAMES = {"GPE", "LOC", "FAC", "ORG", "PERSON", "NORP", "DATE", "TIME"}
_RANGES = {("from", "to"), ("from", "until"), ("from", "till"), ("from", "through"), ("between", "and")}
_DASHES = {"-", "–", "—"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A time and the word it modifies.

    ``link`` is the dependency of the topmost word of the modifier, ``opener`` that word (``in`` of "in 2015"),
    ``start`` the character the time begins at.
    """

    value: str
    start: int
    governor: Token
    link: str
    opener: str


def joined(text: str, times: Sequence[Time]) -> Iterator[Time]:
    """Join "from Thursday to Saturday", "between 2015 and 2018" to one time, at the place of its first."""
    rest = [time for time in times if time.value]
    while rest:
        time = rest.pop(0)
        if rest and _is_range(text, time, rest[0]):
            time = _range(time, rest.pop(0))
        yield time


def _is_range(text: str, first: Time, last: Time) -> bool:
    between = text[first.end : last.start].strip().lower()
    before = text[: first.start].split()[-1:]
    return between in _DASHES or (bool(before) and (before[0].lower(), between) in _RANGES)


def _range(first: Time, last: Time) -> Time:
    """Give the interval of two times; a month without a year takes that of the last ("from March to May 2023")."""
    start, end = (first.value or "").split("/")[0], (last.value or "").split("/")[-1]
    if start.startswith("XXXX-") and not end.startswith("XXXX"):
        start = end[:4] + start[4:]
    return replace(first, value=f"{start}/{end}") if start <= end or start[:1] == "X" else first


def place(doc: Doc, time: Time) -> Iterator[Placed]:
    """Climb from a time to the word it modifies; names in between cannot have a time of their own.

    Yields nothing where the time stands outside what is told ("before 2014") or heads a sentence.
    """
    span = doc.char_span(time.start, time.end, alignment_mode="expand")
    if span is None or time.value is None:
        return
    step, words, interval = span.root, grammar(), "/" in time.value
    while step.head != step:
        below, step = step, step.head
        if step.pos_ in {"ADP", "SCONJ", "PART"} or words.find("blur", step.text) is not None:
            if not interval and words.find("outside", step.text) is not None:
                return
        elif step.pos_ in {"VERB", "AUX"} or step.ent_type_ not in _NAMES:
            yield Placed(time.value, time.start, step, below.dep_, below.text)
            return
