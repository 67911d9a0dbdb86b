"""Find designations of weapons, and tell them from roads, visas, teams and groups of states that are called alike."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.read.mentions_words import words
from kg.resources import resource, rows
from kg.world import designation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

    from kg.read.linking_gazetteer import Gazetteer
    from kg.read.mentions_values import Referent

_BETWEEN = frozenset({",", "and", "or", "/", "-", "&"})
_SERIAL = re.compile(r"[A-Z]{1,3}-?\d{1,4}[A-Z]?s?")
_SHORT = re.compile(r"[A-Z]-\d\d?")
_STEM = re.compile(r"[A-Za-z/]+-\d+")
_AHEAD = 6
"""Tokens: "B-1, B-2 and F-1 **visas**"."""


@cache
def _cues() -> dict[str, frozenset[str]]:
    """Give the words of ``mention-designations.csv`` by where they stand."""
    found: dict[str, set[str]] = {}
    for _, row in rows(resource("mention-designations.csv")):
        found.setdefault(row["where"], set()).update(row["words"].split("|"))
    return {where: frozenset(listed) for where, listed in found.items()}


def designated(doc: Doc, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """Yield designations of weapons: S-300, Su-35, KF-16s."""
    for found in designation().finditer(doc.text):
        span = doc.char_span(*found.span(), alignment_mode="expand")
        if span is None or found.group().lower() in words("words")["no_weapon"] or otherwise(span):
            continue
        if found.lastgroup == "sure" or _of_arms(span.sent) or (variant(found.group(), gazetteer) and not _short(span)):
            yield span.start, span.end, "PRODUCT"


def otherwise(span: Span) -> bool:
    """Tell whether a name with a number is said to be something else: a B-2 visa, the A-10 road, flight AF-447."""
    doc = span.doc
    before = doc[span.start - 1] if span.start else None
    if before is not None and before.pos_ in ("NOUN", "PROPN") and before.lower_ in _cues()["before"]:
        return True
    after = _after(doc, span.end)
    return after is not None and after.lemma_.lower() in _cues()["after"]


def unlikely(span: Span) -> bool:
    """Tell whether a known name of a letter and a number ("P-8") stands in a text that does not speak of arms."""
    return _short(span) and not _of_arms(span.doc[:])


def variant(text: str, gazetteer: Gazetteer) -> Referent | None:
    """Give the known weapon that a designation is a variant of: the F-16 for "F-16AM", the F-35 for "F-35As"."""
    stem = _STEM.match(text)
    known = gazetteer.called(text.removesuffix("s"), stem.group()) if stem else None
    return known if known is not None and known.type == "WeaponSystem" else None


def _short(span: Span) -> bool:
    return _SHORT.fullmatch(span.text) is not None


def _after(doc: Doc, end: int) -> Token | None:
    """Give the word after a designation, past others that are listed with it."""
    for token in doc[end : end + _AHEAD]:
        if token.text not in _BETWEEN and not _SERIAL.fullmatch(token.text):
            return token
    return None


def _of_arms(text: Span) -> bool:
    """Tell whether a sentence or text speaks of arms: by a word, or by a designation that is nothing else."""
    if any(token.lemma_.lower() in _cues()["arms"] for token in text):
        return True
    return any(found.lastgroup == "sure" for found in designation().finditer(text.text))
