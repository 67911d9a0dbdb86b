"""Tell what a new name is by the noun that it follows: "the town of Qarabulli", "the Beirut suburb of Ghobeiry"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.read.mentions_words import nouns, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


def called(span: Span) -> str | None:
    """Give the class of place that a name is called before it, of several names the first one too; None if of none."""
    if _owns(span.doc, span.end):
        return None
    if (named := _of(span.doc, span.start)) is None and (first := _first(span.root)) is not span.root:
        named = _of(span.doc, first.left_edge.i)
    return named


def _of(doc: Doc, start: int) -> str | None:
    """Give the class of place of a noun that stands right before a name, with *of* between them."""
    if start < 2 or doc[start - 1].lower_ != "of":
        return None
    lemma = doc[start - 2].lemma_.lower()
    return nouns()[lemma].type if lemma in words("words")["called"] and lemma in nouns() else None


def _owns(doc: Doc, end: int) -> bool:
    """Tell whether what ends there has something: "the village of Maria**'s** mother"."""
    return end < len(doc) and doc[end].tag_ == "POS"


def _first(token: Token) -> Token:
    """Give the first of names in a row."""
    while token.dep_ == "conj" and token.head.pos_ == "PROPN":
        token = token.head
    return token


def called_names(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Yield names of places that spaCy calls none: what is called a town is one."""
    for token in doc[2:]:
        if token.tag_ == "NNP" and not token.ent_type_ and _of(doc, token.i) is not None:
            end = next((one.i for one in doc[token.i :] if one.tag_ != "NNP" or one.ent_type_), len(doc))
            if not _owns(doc, end):
                yield token.i, end, "GPE"
