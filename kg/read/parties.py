"""Say who takes part in what a noun names, where neither its possessive nor its verb does: *between*, *with*, *in*."""

from __future__ import annotations

from spacy.tokens import Token

from kg.read.cues import words
from kg.read.effects import NEGATION
from kg.read.support import first
from kg.read.syntax import children, coordinated, is_verb, prepositional, surface_subject

_WHILE = frozenset({"after", "amid", "during", "following", "in", "at"})
_JOURNEYS = frozenset({"visit", "trip", "tour", "journey"})


def members(noun: Token) -> list[Token]:
    """Give who is named as taking part: "between A and B", "talks involving A and B", "A and B in talks"."""
    named = prepositional(noun, "between") or prepositional(noun, "among") or _involved(noun) or _headed(noun)
    return named or _there(noun)


def _there(noun: Token) -> list[Token]:
    """Give who takes part in "**talks** are under way between A and B", said of the verb that the talks are with."""
    there = noun.dep_ == "nsubj" and noun.head.lemma_ in {"be", "continue", "resume", "begin", "start"}
    return prepositional(noun.head, "between") if there else []


def _involved(noun: Token) -> list[Token]:
    spots = [noun, noun.head.head] if noun.dep_ == "pobj" and noun.head.lower_ == "of" else [noun]
    clauses = [child for spot in spots for child in children(spot, "acl", "prep") if child.lower_ == "involving"]
    return coordinated(found for clause in clauses for found in children(clause, "dobj", "pobj"))


def _headed(noun: Token) -> list[Token]:
    """Give the names of a headline without a verb: "**India and Russia** in energy talks"."""
    above = noun.head.head
    bare = noun.dep_ == "pobj" and noun.head.lower_ == "in" and above.dep_ == "ROOT" and above.pos_ == "PROPN"
    joined = bare and any(child.dep_ == "conj" for child in above.children)
    return coordinated([above]) if joined else []


def beneficiary(noun: Token) -> list[Token]:
    """Give who has what *with* and *thanks to* name: "with US help, **Japan** won", "**rebels** with US support"."""
    first = noun
    while first.dep_ == "conj" and not is_verb(first.head):
        first = first.head
    if first.dep_ != "pobj" or first.head.lower_ not in {"with", "to"}:
        return []
    above = first.head.head
    if first.head.lower_ == "to":
        return surface_subject(above.head) if above.lower_ == "thanks" and is_verb(above.head) else []
    if is_verb(above):
        return surface_subject(above)
    return coordinated([above]) if above.pos_ in {"NOUN", "PROPN"} else []


def occasion(noun: Token) -> list[Token]:
    """Give the verb that a noun says the occasion of: "after talks with Iran, **Oman said** that"."""
    outer = first(noun)
    if outer.dep_ != "pobj" or not is_verb(outer.head.head):
        return []
    timed = outer.head.lower_ in _WHILE or (outer.head.lower_ == "on" and noun.lemma_ in _JOURNEYS)
    return [outer.head.head] if timed else []


def goer(noun: Token) -> list[Token]:
    """Give who a headline without a verb says is somewhere for it: "**Kremlin aide** in Beijing for talks"."""
    outer = first(noun)
    if outer.dep_ != "pobj" or outer.head.lower_ not in {"for", "on"}:
        return []
    above = outer.head.head
    if above.dep_ == "pobj" and above.head.lower_ == "in":
        above = above.head.head
    if any(words().get((word.lower_, "adv")) == NEGATION for word in noun.doc[noun.sent.start : noun.i]):
        return []  # "**No** Chancellor in Beijing for talks"
    return [above] if above.dep_ == "ROOT" and above.pos_ in {"NOUN", "PROPN"} and above.i < noun.i else []


def preposition(noun: Token) -> list[Token]:
    """Give the preposition that a noun is the object of: "**in** support of X", "**with** the support of X"."""
    outer = first(noun)
    return [outer.head] if outer.dep_ == "pobj" else []


def leaning(noun: Token, prefix: str, named: frozenset[int]) -> list[Token]:
    """Give whom a noun is for or against by a prefix: "anti-**American** protests", "pro-**Iranian** militias"."""
    before = (one for child in noun.lefts for one in child.subtree if one.i in named and one.i > 1)
    return [one for one in before if one.nbor(-1).text == "-" and one.nbor(-2).lower_ == prefix]
