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


def told_then(doc: Doc, time: Time) -> Iterator[Placed]:
    """Give a time to the clause that says what was then: "since 1974, **when** it invaded the island"."""
    span = doc.char_span(time.start, time.end, alignment_mode="expand")
    after = [] if span is None else [token for token in doc[span.end : span.end + 2] if token.text != ","]
    if after and after[0].lower_ == "when" and after[0].head.pos_ in {"VERB", "AUX"} and time.value is not None:
        yield Placed(time.value, time.start, after[0].head, "advmod", "when")


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
            yield Placed(time.value, time.start, _clause_of(step, span.end), below.dep_, below.text)
            return


def _clause_of(governor: Token, end: int) -> Token:
    """Give the main clause for a time before what opens another: "In 1993, two years **after** it left, ..."."""
    if not any(one.dep_ == "mark" and one.i >= end for one in governor.children):
        return governor
    if governor.dep_ == "advcl":
        return governor.head
    later = (one for one in governor.rights if one.dep_ == "advcl")  # the parser took the first clause for the main one
    return next((one for one in later if all(child.dep_ != "mark" for child in one.children)), governor)
