"""Resolve "both", "the pair" and "the latter" to who was named together before."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from kg.read.references_kinds import phrase
from kg.read.references_values import NOBODY, Answer
from kg.read.references_walk import SUBJECTS, Walk, children, distinct, is_a

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.read.mentions_values import Found, Referent

_ALL = frozenset({"both", "each", "neither"})
_COUNTED = {"pair": 2, "duo": 2, "trio": 3}
_PLACES = {"former": 0, "latter": 1}
_ENDS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative"})


def is_pair(token: Token) -> bool:
    """Tell whether a word can stand for those named together: "**both** agreed", "the **latter** left"."""
    if token.dep_ not in _ENDS or any(map(_has_members, children(token, "prep"))):
        return False
    if token.lower_ in _ALL:
        return token.dep_ in {"nsubj", "nsubjpass"} and not any(children(token, "relcl", "conj"))
    only_the = [child.lower_ for child in token.lefts] == ["the"]
    return only_the and (token.lower_ in _COUNTED or token.lower_ in _PLACES)


def _has_members(preposition: Token) -> bool:
    """Tell "both **of them**" from "accused the latter **of meddling**"."""
    return preposition.lower_ == "of" and not any(one.tag_ == "VBG" for one in preposition.children)


def pair(token: Token, walk: Walk) -> Found | None:
    """Give the mention that a word for two or three makes; None where nobody was named together."""
    entities, score, reason = _answer(token, walk)
    if not entities:
        return None
    return phrase(token, token.left_edge.i, (entities, score, reason), walk)


def _answer(token: Token, walk: Walk) -> Answer:
    number, place = _COUNTED.get(token.lower_, 2), _PLACES.get(token.lower_)
    found = _named(token, number, walk)
    if not found:
        return NOBODY
    return (found if place is None else (found[place],)), 0.65, f"{token.lower_} of the {number} named before"


def _named(token: Token, number: int, walk: Walk) -> tuple[Referent, ...]:
    """Give the persons, or the states where no person is named, of the sentence before, if they are so many."""
    last = walk.sentence_of[token.i] - 1
    entries = [one for one in walk.before(token, 1) if one.sentence == last and one.role in _ENDS]
    if _counts(token, last, walk) or not any(one.role in SUBJECTS for one in entries):
        return ()
    persons = [one for one in entries if one.found.type == "Person"]
    others = [one for one in entries if is_a(one.found.type, "State", "Organization") and not persons]
    unknown = (span for span in walk.doc.ents if span.label_ == "PERSON" and span.root.i not in walk.by_head)
    people = (span for span in unknown if span.root.dep_ != "pobj")
    strangers = any(walk.sentence_of[span.start] == last for span in people)
    if strangers and not persons:
        return ()
    found = distinct((persons or others)[::-1])
    return tuple(found) if len(found) == number else ()


def _counts(token: Token, last: int, walk: Walk) -> bool:
    """Tell whether others are counted since: "Chad asked **two banks**, but both refused"."""
    start = bisect_left(walk.sentence_of, last)
    since = walk.doc[start : token.left_edge.i]
    return any(word.dep_ == "nummod" and word.head.tag_ == "NNS" for word in since)
