"""The value of attribution, and how its token ranges are trimmed and joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

Range = tuple[int, int]
_LOOSE = frozenset({",", ";", ":", "-", "--", "–", "—", "―", "...", "…", "(", ")", "."})


@dataclass(frozen=True, slots=True)
class Speech:
    """Somebody's words or thoughts; all ranges are half open and count tokens of the Doc.

    ``source`` and ``head`` (its syntactic head; for "analysts who say" the noun) are None where nobody is named;
    ``cue_head`` is the predicate (*said*, *according*, *statement*, the colon); ``kind`` one of ``say``, ``think``,
    ``know``, ``deny``, ``demand``, ``intend``, ``perceive``, ``document``, ``quote``; ``clausal`` tells contents that
    state something from mere topics ("criticised **the plan**").
    """

    content: Range
    source: Range | None
    head: int | None
    cue: Range | None
    cue_head: int | None
    kind: str
    clausal: bool = True

    def holds(self, token: int) -> bool:
        """Tell whether a token belongs to what is said, and not to the words that report it."""
        return (
            _within(token, self.content)
            and not _within(token, self.cue)
            and not _within(token, self.source)
        )


def _within(token: int, span: Range | None) -> bool:
    return span is not None and span[0] <= token < span[1]


def overlap(one: Range, other: Range) -> int:
    """Give the number of tokens that two ranges share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def trimmed(doc: Doc, start: int, end: int) -> Range | None:
    """Cut space and loose punctuation off both ends; None where nothing is left."""
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


def merged(speeches: Iterable[Speech]) -> list[Speech]:
    """Keep one speech a cue: the one that says most."""
    best: dict[tuple[int | None, bool], Speech] = {}
    for one in speeches:
        key = (one.cue_head, one.clausal)
        held = best.get(key)
        if (
            held is None
            or one.content[1] - one.content[0] > held.content[1] - held.content[0]
        ):
            best[key] = one
    return list(best.values())
