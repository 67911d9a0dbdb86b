"""Say what belongs to a noun's phrase, and whose the thing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.mentions_words import words
from kg.read.references_walk import Walk, is_a

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.read.mentions_values import Found, Referent

_INSIDE = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nmod",
        "poss",
        "nummod",
        "quantmod",
        "predet",
        "advmod",
        "punct",
        "npadvmod",
        "case",
        "preconj",
    }
)


def phrase_start(token: Token) -> int:
    """Give the first token of a noun's phrase: what stands before the noun and belongs to it."""
    start = token.i
    for child in reversed(list(token.lefts)):
        if child.dep_ not in _INSIDE and not (child.pos_ == "ADJ" and child.i == start - 1):
            break
        edge = child.left_edge.i
        if any(one.dep_ in ("mark", "nsubj") for one in token.doc[edge : child.i]):  # a clause parsed into the phrase
            return child.i
        start = edge
    return start


def before_noun(token: Token, walk: Walk) -> list[tuple[Token, Found]]:
    """Give the mentions that modify a noun from the left: demonyms, names, possessors; not "pro-Russian"."""
    return [
        (child, walk.by_head[child.i])
        for child in token.lefts
        if child.i in walk.by_head and child.dep_ in ("amod", "compound", "nmod", "poss") and not _sided(child)
    ]


def _sided(child: Token) -> bool:
    """Tell whether a prefix turns a name into a stand on it: pro-, anti-, non-."""
    if child.i < 2 or child.nbor(-1).text != "-":
        return False
    return child.nbor(-2).lower_ in words("words")["stand_prefixes"]


def within(token: Token, start: int, walk: Walk) -> list[tuple[Token, Found]]:
    """Give the mentions before a noun that modify it; designations of weapons wherever the parser hung them."""
    loose = [
        (child, walk.by_head[child.i])
        for child in walk.doc[start : token.i]
        if child.i in walk.by_head and walk.by_head[child.i].type == "WeaponSystem"
    ]
    return [*before_noun(token, walk), *loose]


def following_prep(token: Token, *prepositions: str) -> Token | None:
    """Give one of some prepositions right after a noun, also where the parser hung it higher."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    if after.dep_ not in ("prep", "agent") or after.lower_ not in prepositions:
        return None
    return after if after.head.i == token.i or after.head in token.ancestors else None


def owners_of(token: Token, walk: Walk) -> tuple[Referent, ...]:
    """Give whose a noun is: possessor, demonym or compound before it, or what follows "of"."""
    for child, found in before_noun(token, walk):
        if found.entities and is_a(found.type, "Actor"):
            shared = found.kind == "demonym" or (found.type == "State" and child.dep_ in ("amod", "compound", "nmod"))
            return tuple(dict.fromkeys(chained(child, walk))) if shared else found.entities
    for prep in token.rights:
        if prep.dep_ == "prep" and prep.lower_ in ("of", "for"):
            for child in prep.children:
                if child.i in walk.by_head and is_a(walk.by_head[child.i].type, "Actor"):
                    return walk.by_head[child.i].entities
    return ()


def subject_above(token: Token, walk: Walk) -> tuple[Referent, ...]:
    """Give the actor that is subject of the clause a noun stands in, or of the clauses above it."""
    for verb in token.ancestors:
        subject = next((child for child in verb.children if child.dep_ == "nsubj" and child.i < token.i), None)
        if subject is not None:
            found = walk.by_head.get(subject.i)
            return found.entities if found is not None and is_a(found.type, "State", "Organization") else ()
    return ()


def chained(token: Token, walk: Walk) -> list[Referent]:
    """Give whom a noun and all that is coordinated with it stand for."""
    tokens = [token, *token.conjuncts]
    return [who for one in tokens if one.i in walk.by_head for who in walk.by_head[one.i].entities]
