"""What finding mentions gives: a stretch of a parsed article, and whom or what it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["name", "demonym", "title", "nominal", "pronoun", "described"]


@dataclass(frozen=True, slots=True)
class Referent:
    """What a mention stands for; ``entity`` is the local id, ``type`` a class of ``ontology/classes.csv``."""

    entity: str
    label: str
    type: str
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A mention on its ``Doc``.

    ``start``, ``end`` and ``head`` are token indices (half open), ``char_start`` and ``char_end`` character offsets
    into the article, finer than tokens where one token holds two names (``U.S.-Japan``). ``entities`` is whom it stands
    for: several for "the two countries", none where nothing was found. ``owner`` is whose it is: the state of a body
    or an office, the possessor in "its allies". ``bearer`` is the head token of the person who bears a title.
    """

    start: int
    end: int
    head: int
    type: str
    entities: tuple[Referent, ...]
    kind: Kind
    score: float
    reasons: tuple[str, ...] = ()
    char_start: int = -1
    char_end: int = -1
    owner: tuple[Referent, ...] = ()
    bearer: int | None = None
