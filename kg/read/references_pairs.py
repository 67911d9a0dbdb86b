"""Resolve "both", "the pair" and "the latter" to who was named together before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.references_kinds import phrase
from kg.read.references_sets import together
from kg.read.references_values import NOBODY, Answer
from kg.read.references_walk import Walk, children

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.read.mentions_values import Found

_ALL = frozenset({"both", "each", "neither"})
_COUNTED = {"pair": 2, "duo": 2, "trio": 3}
_PLACES = {"former": 0, "latter": 1}
_ENDS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative"})
_ACTORS = ("State", "Organization")


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
    number = _COUNTED.get(token.lower_, 2)
    kinds: list[tuple[str, ...]] = [_ACTORS, ("Person",)]
    found = next((one for kind in kinds if (one := together(token, number, walk, among=kind))[0]), NOBODY)
    place = _PLACES.get(token.lower_)
    return found if place is None or not found[0] else ((found[0][place],), found[1], f"{token.lower_} of the two")
