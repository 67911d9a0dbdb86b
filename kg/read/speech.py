"""The value of attribution, and what its token ranges are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

Range = tuple[int, int]
_LOOSE = frozenset({",", ";", ":", "-", "--", "–", "—", "―", "...", "…", "(", ")", "."})


@dataclass(frozen=True, slots=True)
class Speech:
    """Somebody's words or thoughts; all ranges are half open and count tokens of the Doc.

    ``source`` and ``head`` (its syntactic head; for "analysts who say" the noun) are None where nobody is named.
    ``cue_head`` is the predicate: *said*, *according*, *statement*, the colon. ``kind`` is one of ``say``, ``think``,
    ``know``, ``deny``, ``demand``, ``intend``, ``perceive``, ``document``, ``quote`` and ``evidence`` (an event or
    "this" shows that). ``clausal`` tells contents that state something from mere topics ("criticised **the plan**").
    ``gaps`` are stretches inside the content that are no part of it: a reporting clause between two quotations.
    """

    content: Range
    source: Range | None
    head: int | None
    cue: Range | None
    cue_head: int | None
    kind: str
    clausal: bool = True
    gaps: tuple[Range, ...] = ()

    def holds(self, token: int) -> bool:
        """Tell whether a token belongs to what is said, and not to the words that report it."""
        outside = (self.cue, self.source, *self.gaps)
        return _within(token, self.content) and not any(_within(token, part) for part in outside)

    @property
    def place(self) -> int:
        """The token that tells where the speech stands: its predicate, else the start of its content."""
        return self.content[0] if self.cue_head is None else self.cue_head


def _within(token: int, span: Range | None) -> bool:
    return span is not None and span[0] <= token < span[1]


def overlap(one: Range, other: Range) -> int:
    """Give the number of tokens that two ranges share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def trimmed(doc: Doc, start: int, end: int) -> Range | None:
    """Cut space and loose punctuation off both ends; None where no word is left."""
    while start < end and _is_loose(doc[start]):
        start += 1
    while start < end and _is_loose(doc[end - 1]):
        end -= 1
    return (start, end) if any(not doc[i].is_punct for i in range(start, end)) else None


def _is_loose(token: Token) -> bool:
    return token.is_space or token.text in _LOOSE


def subtree(token: Token) -> Range:
    """Give the range from the first to the last word below a token."""
    return token.left_edge.i, token.right_edge.i + 1


def is_break(token: Token) -> bool:
    """Tell whether a token ends a paragraph or a line that was not merely wrapped."""
    return token.is_space and "\n" in token.text


def is_mark(token: Token) -> bool:
    """Tell whether a token is, or carries, a quotation mark."""
    return '"' in token.text or token.text == "''"


def is_dash(token: Token) -> bool:
    """Tell whether a token is, or ends in, a dash that can stand between words and their speaker."""
    return token.text.strip('"') in {"―", "—", "–", "--", "-"}


def longest(speeches: Iterable[Speech]) -> list[Speech]:
    """Keep one speech a cue: the one that says most."""
    best: dict[int | None, Speech] = {}
    for one in speeches:
        held = best.get(one.cue_head)
        if held is None or one.content[1] - one.content[0] > held.content[1] - held.content[0]:
            best[one.cue_head] = one
    return list(best.values())
