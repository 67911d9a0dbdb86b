"""Resolve definite and demonstrative phrases: by their noun said again, else by the last mention of their class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.mentions_words import Noun, words
from kg.read.references_pronouns import NOBODY, Answer, last_actor
from kg.read.references_walk import Walk, children, is_a

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.read.references_values import Entry

_BY_WORD = frozenset({"GovernmentBody", "MediaOutlet", "Event", "Person", "Organization"})
_FAR = 1000  # sentences: the whole article


def definite(token: Token, noun: Noun, walk: Walk) -> Answer:
    """Find what a definite phrase takes up."""
    modifiers = frozenset(child.lower_ for child in token.lefts if child.dep_ in ("amod", "compound", "nmod", "nummod"))
    again = _same_noun(token, noun, modifiers, walk)
    if again is not None:
        return again.referents, 0.7, f"{token.lower_} mentioned before"
    if any(child.dep_ in ("relcl", "acl", "prep") and child.lower_ not in ("in", "on") for child in token.rights):
        return NOBODY
    if noun.type == "State":
        found = last_actor(token, walk, "State")[:1]
        return (tuple(found), 0.5, f"the last state named, {found[0].label}") if found else NOBODY
    return _same_class(token, noun, modifiers, walk)


def _same_noun(token: Token, noun: Noun, modifiers: frozenset[str], walk: Walk) -> Entry | None:
    for entry in walk.before(token, _FAR):
        if entry.lemma == token.lemma_.lower() and entry.found.kind in ("described", "name", "nominal"):
            if modifiers <= entry.modifiers | _loose() and is_a(entry.found.type, noun.type, "Actor"):
                return entry
    return None


def _loose() -> frozenset[str]:
    return words("words")["loose_modifiers"]


def _same_class(token: Token, noun: Noun, modifiers: frozenset[str], walk: Walk) -> Answer:
    if not modifiers <= _loose():
        return NOBODY
    for entry in walk.before(token, 6):
        if _may_be(token, noun, entry):
            label = entry.referents[0].label
            return entry.referents, 0.6, f"the last {noun.type} named, {label}"
    return NOBODY


def _may_be(token: Token, noun: Noun, entry: Entry) -> bool:
    if len(entry.referents) != 1 or entry.found.kind in ("pronoun", "title"):
        return False
    who = entry.referents[0]
    if noun.type in ("Territory", "Region", "Waters", "City", "AdminArea"):
        return _place(token, noun, who.type, who.label)
    if noun.type == "Alliance":
        return is_a(who.type, "Alliance") or (entry.found.kind == "name" and who.type == "Organization")
    if not is_a(who.type, noun.type):
        return False
    return noun.type not in _BY_WORD or token.lemma_.lower() in who.label.lower()


def _place(token: Token, noun: Noun, type_: str, label: str) -> bool:
    plural = label.endswith("Islands") or label.endswith("Kurils")
    if token.lemma_ in ("island", "islet", "archipelago"):
        wanted = token.tag_ == "NNS" or token.lemma_ == "archipelago"
        return (
            is_a(type_, "Territory")
            and not is_a(type_, "Waters", "AdminArea")
            and (plural if wanted else "Island" in label)
        )
    return (
        type_ == noun.type
        or (noun.type == "Territory" and is_a(type_, "Territory"))
        or (noun.type == "Region" and type_ in ("Region", "Waters"))
    )


def deed(token: Token, walk: Walk) -> Answer:
    """Give who did what "this move" or "the incident" takes up: the subject of the sentence before."""
    if token.dep_ not in ("nsubj", "nsubjpass", "pobj", "dobj") or any(children(token, "prep", "relcl", "acl")):
        return NOBODY
    here = walk.sentence_of[token.i]
    for entry in walk.before(token, 1):
        root = walk.doc[entry.found.head]
        while root.dep_ == "conj":
            root = root.head
        if (
            entry.sentence < here
            and entry.role == "nsubj"
            and root.head.dep_ in ("ROOT", "conj")
            and is_a(entry.found.type, "Actor")
        ):
            return entry.referents, 0.55, f"{token.lower_} of {entry.referents[0].label}"
    return NOBODY


def issuer(token: Token, walk: Walk) -> Answer:
    """Give who issued "the statement": whoever the article last said to state, or to have issued one."""
    for entry in walk.before(token, 4):
        head = walk.doc[entry.found.head]
        verb = head.head
        if (
            is_a(entry.found.type, "Organization")
            and entry.found.kind != "pronoun"
            and entry.role in ("pobj", "nsubj", "agent")
        ):
            issued = verb.lower_ in ("by", "from", "to", "of") and verb.head.lemma_ in (
                "issue",
                "release",
                "publish",
                "accord",
                "statement",
                "report",
                "carry",
            )
            spoke = entry.role == "nsubj" and verb.lemma_ in words("words")["speech"] | {"issue", "release", "publish"}
            if issued or spoke:
                return entry.referents, 0.6, f"{token.lower_} of {entry.referents[0].label}"
    return NOBODY
