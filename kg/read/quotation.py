"""Find quotations, however badly their marks are set.

Pairing works paragraph by paragraph and looks at the spaces around a mark, so that one mark too many or too few spoils
no more than its own paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.read.speech import is_break, is_mark

_SENTENCE_END = frozenset({".", "?", "!"})
_ENDS_INSIDE = _SENTENCE_END | {",", "...", "…", "-", "--", "—"}
_FEWEST = 3  # words that can be said as a sentence


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch, marks included (tokens, half open).

    ``full`` if it can stand as a sentence of its own, ``runs_on`` if its paragraph ends before it is closed.
    """

    start: int
    end: int
    full: bool
    runs_on: bool = False


def quotations(doc: Doc) -> list[Quotation]:
    """Give the quotations in text order; one that is never closed ends with its paragraph."""
    return [one for one in _pairs(doc) if one.end - one.start > 2]


def _pairs(doc: Doc) -> Iterator[Quotation]:
    single = not any(is_mark(token) for token in doc)
    opened: int | None = None
    for token in doc:
        if is_break(token):
            if opened is not None:
                yield _quotation(doc, opened, token.i, runs_on=True)
            opened = None
        elif (_is_single(token) if single else is_mark(token)) and not (opened is None and _only_closes(token)):
            if opened is not None and not _only_opens(token):
                yield _quotation(doc, opened, token.i + 1)
                opened = None
            else:
                opened = token.i
    if opened is not None:
        yield _quotation(doc, opened, len(doc), runs_on=True)


def _is_single(token: Token) -> bool:
    """Tell a single quotation mark from an apostrophe."""
    return token.text == "'" and token.tag_ != "POS"


def _only_closes(token: Token) -> bool:
    """Tell a mark that can only close: glued to the word before, with a space after."""
    before = token.doc[token.i - 1] if token.i else None
    glued = before is not None and not before.whitespace_ and not before.is_space
    return glued and (bool(token.whitespace_) or token.i + 1 == len(token.doc) or is_break(token.nbor()))


def _only_opens(token: Token) -> bool:
    """Tell a mark that can only open: a space before, a word glued to it."""
    if token.i == 0 or token.i + 1 >= len(token.doc):
        return False
    return bool(token.doc[token.i - 1].whitespace_) and not token.whitespace_ and token.nbor().is_alpha


def _quotation(doc: Doc, start: int, end: int, *, runs_on: bool = False) -> Quotation:
    inner = doc[start + 1 : max(end if runs_on else end - 1, start + 1)]
    after = doc[end].text if end < len(doc) else ""
    if sum(token.is_alpha for token in inner) < _FEWEST:
        exclaimed = bool(inner) and inner[-1].text in {",", "?", "!"} and after not in {",", ")"}
        return Quotation(start, end, exclaimed, runs_on)
    verbal = any(token.pos_ in {"VERB", "AUX"} for token in inner)
    set_off = inner[-1].text in _ENDS_INSIDE or inner[0].text[:1].isupper() or after in {".", ","}
    return Quotation(start, end, verbal and set_off, runs_on)


def blocks(doc: Doc, quotes: Iterable[Quotation]) -> list[list[Quotation]]:
    """Put together the paragraphs of one quotation: each but the last is left open, the next opens anew at once."""
    out: list[list[Quotation]] = []
    for quote in quotes:
        if out and out[-1][-1].runs_on and all(token.is_space for token in doc[out[-1][-1].end : quote.start]):
            out[-1].append(quote)
        else:
            out.append([quote])
    return out
