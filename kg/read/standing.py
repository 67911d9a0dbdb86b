"""Find who a noun stands for: "**Ukraine** is an ally", "its ally **Ukraine**", "**Japan**, a member"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.read import syntax
from kg.read.support import first, governor, lent
from kg.read.syntax import children, coordinated, is_verb, prepositional


def stands_for(noun: Token, named: frozenset[int]) -> list[Token]:
    """Who the noun stands for: copula, apposition, *as*, *including*, or the name that follows."""
    out = lent(noun, "self") if first(noun).dep_ in {"attr", "oprd", "pobj"} else []
    out = out or _called(noun)
    out = out or coordinated(children(noun, "nsubj"))  # a small clause: "considers **X** a partner"
    if noun.dep_ == "appos":
        out = [*out, noun.head]
    out = out + coordinated(children(noun, "appos"))
    out += [found for name in ("including", "like", "as") for found in prepositional(noun, name)]
    if noun.dep_ in {"compound", "nmod"} and noun.head.i in named:
        out = [*out, noun.head]
    return out or _adjacent(noun, named)


def _called(noun: Token) -> list[Token]:
    """Give who is called so: "regards **X** as an ally", "considers **X** an ally", "as an ally, **X** helped"."""
    if noun.dep_ == "oprd" and is_verb(noun.head):
        return syntax.objects(noun.head) or syntax.surface_subject(noun.head)
    verb = governor(noun)
    if noun.dep_ != "pobj" or noun.head.lower_ != "as" or verb is None:
        return []
    fronted = noun.i < verb.i
    return syntax.surface_subject(verb) if fronted or syntax.is_passive(verb) else syntax.objects(verb)


def _adjacent(noun: Token, named: frozenset[int]) -> list[Token]:
    """Give the name right behind the noun ("its ally **Ukraine**"), however the parser took the two."""
    after = noun.i + 1
    if after >= len(noun.doc) or after not in named or noun.doc[after].pos_ not in {"PROPN", "NOUN"}:
        return []
    name = noun.doc[after]
    while name.dep_ == "compound" and name.head.i > name.i:
        name = name.head
    return coordinated([name])
