"""Find names by their first word ("USS Carney", "Camp Bondsteel") and resolutions by their number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.read.mentions_words import leads, title_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_CONTENT = 9  # words behind "Treaty of": "Friendship, Cooperation and Mutual Assistance"
_JOINING = frozenset({"and", "of", "on", "for", "the", "-", ","})
_DATED = re.compile(
    r"\b(?:1[89]|20)\d\d ((?:[A-Z][\w'’-]+ ){1,4}"
    r"(?:Treaty|Agreement|Accords?|Convention|Declaration|Protocol|Pact|Award))\b"
)
_WORDS = 5  # of a name behind its first: "Camp Melchor dela Cruz"
_PARTICLES = frozenset({"de", "dela", "del", "la", "al", "el", "-"})
_RESOLUTION = re.compile(
    r"(?:(?:United Nations|UN|U\.N\.)(?:'s)? )?"
    r"(?:(?P<body>Security Council|UNSC|General Assembly|UNGA)(?:'s)? )?"
    r"\b[Rr]esolution (?:[Nn]o\.? ?|[Nn]umber )?(?P<number>\d{2,4})(?!\d)(?: \(\d{4}\))?"
)


def led(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Yield names that a word before or in them tells: the words in capitals behind it, a treaty *of* them."""
    first, before, of = leads(), leads("before"), leads("of")
    for token in doc:
        if token.text in first:
            yield from _named(token.i, _led_end(doc, token.i + 1), token.i + 1, "LED")
        elif token.lower_ in before and token.pos_ in ("NOUN", "PROPN"):
            yield from _named(token.i + 1, _led_end(doc, token.i + 1), token.i + 1, "PRODUCT")
        elif token.text in of and _of_content(token):
            yield from _named(token.i, _content_end(doc, token.i + 2), token.i + 2, "LAW")


def _of_content(token: Token) -> bool:
    """Tell whether *of* or *on* opens what a treaty is about: not whose it is, nor does a name stand before it."""
    doc, at = token.doc, token.i
    if at + 2 >= len(doc) or doc[at + 1].lower_ not in ("of", "on") or doc[at + 2].ent_type_ in ("PERSON", "DATE"):
        return False
    return not (at and doc[at - 1].pos_ == "PROPN" and doc[at - 1].text[:1].isupper())


def _named(start: int, end: int, least: int, label: str) -> Iterator[tuple[int, int, str]]:
    if end > least:
        yield start, end, label


def cited(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Yield resolutions by number, with the body before them, and agreements without the year before them."""
    text = doc.text
    for pattern, group, label in ((_RESOLUTION, 0, "RESOLUTION"), (_DATED, 1, "LAW")):
        for found in pattern.finditer(text):
            span = doc.char_span(*found.span(group), alignment_mode="contract")
            if span is not None:
                yield span.start, span.end, label


def _content_end(doc: Doc, start: int) -> int:
    """Give where the words in capitals end that tell what a treaty is of or on; small words may stand among them."""
    end = start + (start < len(doc) and doc[start].lower_ == "the")
    while end < min(len(doc), start + _CONTENT) and (doc[end].text[:1].isupper() or _joins(doc[end])):
        end += 1
    while end > start and not doc[end - 1].text[:1].isupper():
        end -= 1
    return end


def _joins(token: Token) -> bool:
    """Tell whether a small word goes on with a treaty's content: no name of somebody follows."""
    if token.lower_ not in _JOINING or token.i + 1 >= len(token.doc):
        return False
    return token.lower_ == "-" or token.nbor().ent_type_ not in ("GPE", "PERSON", "NORP", "DATE", "ORG")


def _led_end(doc: Doc, start: int) -> int:
    end = start
    while end < min(len(doc), start + _WORDS) and _goes_on(doc[end], first=end == start):
        end += 1
    while end > start and not doc[end - 1].text[:1].isupper() and not doc[end - 1].is_digit:
        end -= 1
    return end


def _goes_on(token: Token, *, first: bool) -> bool:
    """Tell whether a word belongs to the name: in capitals, no title, and no other name to spaCy."""
    if token.lower_ in title_words() or (token.ent_iob_ == "B" and not first and token.ent_type_ != "ORG"):
        return False
    return token.text[:1].isupper() or (not first and token.lower_ in _PARTICLES)


def resolution_label(text: str) -> str | None:
    """Give the full name of a resolution that is said to be one of the United Nations; None of others.

    >>> resolution_label("U.N. Security Council resolution 2231"), resolution_label("Resolution 755")
    ('UN Security Council Resolution 2231', None)
    """
    found = _RESOLUTION.fullmatch(text)
    if found is None or text.startswith(("R", "r")):
        return None
    body = found["body"] or ""
    kind = "General Assembly " if body in ("General Assembly", "UNGA") else "Security Council " if body else ""
    return f"UN {kind}Resolution {found['number']}"
