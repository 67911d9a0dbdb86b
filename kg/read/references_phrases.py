"""Read noun phrases: those that refer back ("these islands"), those that stand for a state, those that describe."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.read.linking_gazetteer import mint, with_article
from kg.read.mentions_values import Found
from kg.read.mentions_words import Noun, words
from kg.read.references_definite import again, deed, definite, issuer, last_place, only_named
from kg.read.references_kinds import as_budget, as_group, as_listed, as_named, as_own_country, as_self, phrase
from kg.read.references_labels import clean_label, full_label
from kg.read.references_owners import before_noun, owners_of, phrase_start
from kg.read.references_sets import number_of, other, together
from kg.read.references_speakers import speakers_state
from kg.read.references_values import NOBODY, Answer
from kg.read.references_walk import Walk

if TYPE_CHECKING:
    from spacy.tokens import Token


def noun_phrase(token: Token, noun: Noun, walk: Walk) -> Found | None:
    """Read the phrase that a noun heads; None where it is nothing that could be an end."""
    if noun.use == "count" and any(child.lower_ == "of" for child in token.rights):
        return None  # "thousands of tanks" are tanks
    start = phrase_start(token)
    while start < token.i and (walk.doc[start].is_punct or walk.doc[start].is_space):
        start += 1
    for read in (
        as_named,
        as_listed,
        as_set,
        _joint,
        as_self,
        as_own_country,
        as_group,
        as_budget,
        _counted,
        _anaphor,
        _described,
    ):
        found = read(token, noun, start, walk)
        if found is not None:
            return found
    return None


def as_set(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "the two countries" and "the other side" for the states that were named."""
    if noun.lemma not in words("words")["mutual"]:
        return None
    lefts = {child.lower_ for child in token.lefts}
    if before_noun(token, walk) or any(child.dep_ == "relcl" for child in token.rights):
        return None
    number = number_of(token)
    answer: Answer | None = None
    if number is not None and (lefts & {"the", "both", "these", "those", "all"}):
        answer = together(token, number, walk)
    elif lefts == {"each"} or _are_sides(token, noun, lefts):
        answer = together(token, 2, walk)
    elif "other" in lefts and "the" in lefts and token.tag_ == "NN":
        answer = other(token, walk)
    if answer is None:
        return None
    return replace(phrase(token, start, answer, walk), type="ActorGroup" if number else "State")


def _are_sides(token: Token, noun: Noun, lefts: set[str]) -> bool:
    """Tell "the sides agreed" from "all the sides" and "the other parties"."""
    plural = token.tag_ == "NNS" and noun.lemma in ("side", "party")
    return plural and "the" in lefts and not lefts & {"all", "other"}


def _joint(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "the trilateral alliance" for the three states named together before."""
    counted = {"bilateral": 2, "trilateral": 3, "tripartite": 3}
    number = next((counted[child.lower_] for child in token.lefts if child.lower_ in counted), None)
    if number is None or noun.type != "Alliance" or before_noun(token, walk):
        return None
    answer = together(token, number, walk, among=("State",))
    return replace(phrase(token, start, answer, walk), type="Alliance") if answer[0] else None


def _anaphor(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "these islands", "the ministry", "the statement", "this move" for what was named before."""
    lefts = {child.lower_ for child in token.lefts}
    if not lefts & words("words")["demonstratives"] or "other" in lefts:
        return None
    if any(child.dep_ == "poss" for child in token.lefts):
        return None
    answer: Answer
    if before_noun(token, walk):
        answer = again(token, noun, walk)
    elif noun.use == "deed":
        answer = deed(token, walk)
    elif noun.use == "document":
        answer = issuer(token, walk)
    else:
        ours = noun.use == "self" and noun.type == "State" and token.tag_ == "NN" and not any(token.rights)
        answer = speakers_state(token, walk) if ours else NOBODY
        answer = answer if answer[0] else definite(token, noun, walk)
    return phrase(token, start, answer, walk) if answer[0] else None


def _counted(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "the four islands" for the archipelago that is called so, "the two islands" for two of it."""
    number = next((child.lower_ for child in token.lefts if child.dep_ == "nummod"), None)
    if number is None or noun.lemma not in ("island", "islet", "territory") or before_noun(token, walk):
        return None
    place = last_place(token, noun, walk)
    if place is None:
        return None
    lefts = {child.lower_ for child in token.lefts}
    known = any(number in name.text.lower().split() for name in walk.gazetteer.world.named(place.entity))
    if known or "all" in lefts:
        return phrase(token, start, ((place,), 0.65, f"{number} {token.lower_} are {place.label}"), walk)
    more = any(child.dep_ == "amod" for child in token.lefts)
    part = clean_label(token, start, walk) if more else number
    who = mint(f"{part} of {with_article(place.label)}", "Territory", walk.article.id)
    return replace(phrase(token, start, ((who,), 0.5, f"a part of {place.label}"), walk), kind="described")


def _described(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Keep a phrase that may be an end as an entity of its own, labelled by its words."""
    lefts = {child.lower_ for child in token.lefts}
    nameless = noun.type == "State" and token.tag_ == "NN" and noun.use != "self"
    if noun.use == "deed" or nameless or lefts & {"no", "any", "every"}:
        return None
    if start == token.i and token.tag_ == "NN" and noun.lemma not in words("words")["mass"] and not list(token.rights):
        return None
    named = only_named(token, noun, walk)
    if named is not None:
        return phrase(token, start, ((named,), 0.55, f"the one {noun.lemma} that is named, {named.label}"), walk)
    owners = owners_of(token, walk)
    plural = token.tag_ == "NNS"
    label, end = full_label(token, start, walk)
    unnamed = noun.use == "self" and not owners
    type_ = "ActorGroup" if (plural and noun.type == "Person") or noun.type == "State" else noun.type
    own = (plural and not unnamed) or noun.use in ("source", "document") or bool(owners)
    who = mint(label, type_, None if own else walk.article.id)
    score = 0.5 if start < token.i else 0.35
    made = phrase(token, start, ((who,), score, "described"), walk)
    last = walk.doc[end - 1]
    return replace(made, type=type_, kind="described", end=end, char_end=last.idx + len(last), owner=owners)
