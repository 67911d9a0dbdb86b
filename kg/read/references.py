"""Resolve what refers inside an article: pronouns, "the two countries", "these islands", "the ministry".

One walk in text order; each mention that is understood can be what a later one takes up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.linking_gazetteer import mint
from kg.read.mentions_values import Found
from kg.read.mentions_words import Noun, nouns, words
from kg.read.references_attackers import attacker, is_attacker
from kg.read.references_halves import half
from kg.read.references_owners import following_prep
from kg.read.references_pairs import is_pair, pair
from kg.read.references_phrases import as_set, noun_phrase
from kg.read.references_posts import complete
from kg.read.references_pronouns import pronoun
from kg.read.references_sets import together
from kg.read.references_walk import Walk, children, quotations, sentence_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from kg.model import Article
    from kg.read.linking_gazetteer import Gazetteer

_PRONOUNS = frozenset({"PRP", "PRP$"})


def resolve(doc: Doc, article: Article, found: Iterable[Found], gazetteer: Gazetteer) -> tuple[Found, ...]:
    """Give the mentions of an article with those that refer, all in text order."""
    given = sorted(found, key=lambda one: (one.start, one.start - one.end))
    by_head: dict[int, Found] = {}
    for one in given:
        by_head.setdefault(one.head, one)
    inside = {i for one in given if one.kind == "name" or one.type == "Office" for i in range(one.start, one.end)}
    walk = Walk(doc, article, gazetteer, by_head, sentence_numbers(doc), quotations(doc))
    extra = [one for one in given if by_head[one.head] is not one]
    done: set[int] = set()
    for token in doc:
        if token.pos_ == "NOUN":
            for here in (*_complement(token), token):
                if here.i not in done:
                    done.add(here.i)
                    _settle(here, walk, inside)
        elif token.i not in done and (token.i in by_head or _may_refer(token)):
            done.add(token.i)
            _settle(token, walk, inside)
    return tuple(sorted([*by_head.values(), *extra], key=lambda one: (one.char_start, -one.char_end)))


def _may_refer(token: Token) -> bool:
    """Tell whether a word that heads no mention yet can: a pronoun, a direction, a number or a proper noun."""
    heading = token.lower_ in words("words")["headings"]
    return token.pos_ in {"PROPN", "NUM"} or token.tag_ in _PRONOUNS or heading or is_pair(token) or is_attacker(token)


def _settle(token: Token, walk: Walk, inside: set[int]) -> None:
    """Read one token's mention into the walk; one that turns out to be nothing is taken out."""
    made = _read(token, walk, inside)
    if made is not None and made.score > 0:
        walk.by_head[token.i] = made
        walk.remember(made)
    elif made is not None:
        del walk.by_head[token.i]


def _complement(token: Token) -> list[Token]:
    """Give the tokens of "of its foreign ministry" after a noun, which have to be understood before it."""
    prep = following_prep(token, "of", "for", "within", "in", "by")
    pobj = next(children(prep, "pobj"), None) if prep is not None else None
    return [] if pobj is None else [one for one in pobj.lefts if one.tag_ == "PRP$"] + [pobj]


def _read(token: Token, walk: Walk, inside: set[int]) -> Found | None:
    known = walk.by_head.get(token.i)
    side = half(token, known, walk)
    if side is not None:
        return side
    if known is not None:
        return _those_named(token, known, walk) or complete(token, known, walk)
    if token.tag_ in _PRONOUNS:
        return _pronoun(token, walk)
    if is_pair(token):
        return pair(token, walk)
    if token.lower_ in words("words")["headings"]:
        return _heading(token)
    if token.pos_ == "NUM":
        return _bare_number(token, walk)
    if token.i not in inside and is_attacker(token):
        noun = _noun(token)
        return attacker(token, noun, walk) if noun is not None else None
    noun = _noun(token) if token.i not in inside and token.pos_ in ("NOUN", "PROPN") and _heads(token) else None
    return noun_phrase(token, noun, walk) if noun is not None else None


def _those_named(token: Token, known: Found, walk: Walk) -> Found | None:
    """Take "the two leaders" for the two that were named, no office."""
    noun = _noun(token) if known.kind in ("described", "nominal") and token.tag_ == "NNS" else None
    found = as_set(token, noun, known.start, walk) if noun is not None else None
    return found if found is not None and found.entities else None


def _heads(token: Token) -> bool:
    return token.dep_ not in ("compound", "amod", "npadvmod") or _apposed(token)


def _heading(token: Token) -> Found:
    """Take "eastward" for the East."""
    who = mint(f"the {token.lower_.removesuffix('s').removesuffix('ward').capitalize()}", "Region")
    return Found(
        token.i,
        token.i + 1,
        token.i,
        "Region",
        (who,),
        "described",
        0.6,
        ("a direction",),
        token.idx,
        token.idx + len(token),
    )


def _noun(token: Token) -> Noun | None:
    """Look a noun up, with the word before it where both make one ("news agency"); 0 is a designation ("F-35")."""
    before = token.nbor(-1).lower_ if token.i else ""
    before = "0" if before[:1].isalpha() and any(map(str.isdigit, before)) else before
    lemma = token.lemma_.lower()
    known = nouns().get(f"{before} {lemma}") or nouns().get(lemma) or nouns().get(token.lower_)
    return known or (nouns().get(token.lower_.removesuffix("s")) if token.is_sent_start else None)


def _apposed(token: Token) -> bool:
    """Tell whether a noun stands before a name as its description: "its ally Ukraine"."""
    noun = nouns().get(token.lemma_.lower())
    return noun is not None and noun.use == "group" and token.head.pos_ == "PROPN" and token.head.i > token.i


def _pronoun(token: Token, walk: Walk) -> Found | None:
    answer = pronoun(token, walk)
    if answer is None:
        return None
    entities, score, reason = answer
    type_ = entities[0].type if entities else "Entity"
    return Found(
        token.i, token.i + 1, token.i, type_, entities, "pronoun", score, (reason,), token.idx, token.idx + len(token)
    )


def _bare_number(token: Token, walk: Walk) -> Found | None:
    """Take "the two" for the two states named before."""
    counted = dict(pair.split("=") for pair in words("words")["numbers"])
    if token.lower_ not in counted or token.dep_ not in ("nsubj", "nsubjpass", "pobj", "dobj"):
        return None
    if not any(children(token, "det")) or any(children(token, "prep")):
        return None
    entities, score, reason = together(token, int(counted[token.lower_]), walk)
    start = token.left_edge.i
    return Found(
        start,
        token.i + 1,
        token.i,
        "ActorGroup",
        entities,
        "nominal",
        score,
        (reason,),
        walk.doc[start].idx,
        token.idx + len(token),
    )
