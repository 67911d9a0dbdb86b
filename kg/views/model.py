"""The view model: what a page shows, as frozen values made from the rows of a graph, before any of it is drawn.

All spans are Python character offsets into the article's text, half open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from kg.model import Article, Modality, Polarity, Span, Tense

_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+|\\s+")
LABEL_LENGTH = 120
"""Longest label that is shown, in characters; longer ones end in an ellipsis."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A node: ``type`` is a class of the ontology, ``id`` the local id (``JPN``, ``south-kuril-islands``)."""

    id: str
    label: str
    type: str = "Entity"


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as it is shown; entities are given by their ids, ``holders`` outermost first.

    ``status`` is the proposition's: ``contested``, or empty where it is not.
    """

    id: str
    subject: str
    relation: str
    object: str
    article: str
    sentence: Span
    holders: tuple[str, ...] = ()
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    time: str | None = None
    subject_span: Span | None = None
    object_span: Span | None = None
    trigger: Span | None = None
    holder_spans: tuple[Span, ...] = ()
    tense: Tense | None = None
    score: float = 0.5
    status: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict with the claims on its sides; ``kind`` is ``denial``, ``incompatible``, ``rival`` and so on.

    ``reference`` is what the reference knows of it, in words, where that is what the claims are against.
    """

    id: str
    kind: str
    sides: tuple[tuple[str, ...], ...]
    reference: str = ""


class Mark(NamedTuple):
    """A stretch of an article: the name of an entity, or, where there is none, words that tell that somebody speaks."""

    article: str
    start: int
    end: int
    entity: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """Everything one page shows; ``copies`` are pairs of articles, by their ids, with nearly the same text."""

    title: str
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    articles: tuple[Article, ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    marks: tuple[Mark, ...] = ()


def clean_label(text: str, limit: int = LABEL_LENGTH) -> str:
    r"""Give a name fit to be drawn: no control or direction-changing characters, at most ``limit`` characters.

    >>> clean_label("  Sea of\nJapan ")
    'Sea of Japan'
    """
    shown = _UNSEEN.sub(" ", _BIDI.sub("", text[: 4 * limit])).strip() or "(no name)"
    return shown if len(shown) <= limit else shown[: limit - 1].rstrip() + "…"


def clean_text(text: str) -> str:
    r"""Replace direction-changing characters and lone surrogates by U+FFFD, one for one, so that offsets stay true.

    >>> clean_text("a\u202eb")
    'a\ufffdb'
    """
    return re.sub("[\ud800-\udfff]", "\ufffd", _BIDI.sub("\ufffd", text))


def words(name: str) -> str:
    """Give a relation's or modality's name in words.

    >>> words("claimsSovereigntyOver")
    'claims sovereignty over'
    """
    return re.sub("(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()
