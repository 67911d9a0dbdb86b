"""Read who made an attack where he stands before the noun for it: "a **rebel** attack", "**coalition** strikes"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.read.linking_gazetteer import mint
from kg.read.references_definite import only_named
from kg.read.references_kinds import phrase
from kg.resources import resource, rows

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.read.mentions_values import Found
    from kg.read.mentions_words import Noun
    from kg.read.references_walk import Walk

_KINDS = frozenset({"ActorGroup", "Alliance", "ArmedForce", "GovernmentBody"})


@cache
def _listed() -> frozenset[tuple[str, str]]:
    return frozenset((row["noun"], row["use"]) for _, row in rows(resource("syntax", "attackers.csv")))


def is_attacker(token: Token) -> bool:
    """Tell whether a noun says who made the attack that the next word names."""
    before = token.dep_ in {"compound", "amod"} and token.head.i > token.i and token.tag_ in {"NN", "NNS", "JJ"}
    return before and (token.lemma_, "doer") in _listed() and (token.nbor().lemma_, "deed") in _listed()


def attacker(token: Token, noun: Noun, walk: Walk) -> Found | None:
    """Give the one of the kind that was named, else those of the kind: "rebels" are all the same in an article."""
    if noun.type not in _KINDS:
        return None
    named = only_named(token, noun, walk)
    if named is not None:
        return phrase(token, token.i, ((named,), 0.55, f"the one {noun.lemma} that is named, {named.label}"), walk)
    group = noun.type == "ActorGroup"
    who = mint(f"{noun.lemma}s" if group else noun.lemma, noun.type, None if group else walk.article.id)
    return phrase(token, token.i, ((who,), 0.45, "described"), walk)
