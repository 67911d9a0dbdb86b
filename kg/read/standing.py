"""Find who a noun stands for: "**Ukraine** is an ally", "its ally **Ukraine**", "**Japan**, a member"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.read import syntax
from kg.read.support import first, governor, lent
from kg.read.syntax import children, coordinated, is_verb, prepositional


def stands_for(noun: Token, named: frozenset[int]) -> list[Token]:
    """Who the noun stands for: copula, apposition, *as*, *including*, or the name that follows."""
    out = lent(noun, "self") if first(noun).dep_ in {"attr", "oprd", "pobj"} else []
    out = out or _called(noun) or _equated(noun)
    out = out or coordinated(children(noun, "nsubj"))  # a small clause: "considers **X** a partner"
    out += _apposed(first(noun))
    out = out + coordinated(children(noun, "appos"))
    out += [found for name in ("including", "like", "as") for found in prepositional(noun, name)]
    if noun.dep_ in {"compound", "nmod"} and noun.head.i in named:
        out = [*out, noun.head]
    return out or _adjacent(noun, named)


def _apposed(noun: Token) -> list[Token]:
    """Give whom a noun behind a comma describes: "**Japan**, a member", "**Peru** and **Chile**, both members"."""
    among = _among(noun)
    head = among or noun.head
    adverbial = noun.dep_ in {"advmod", "npadvmod"} and noun.pos_ == "NOUN"  # "Chad, **home** to a base"
    if noun.dep_ == "appos" or among is not None or (adverbial and _follows(noun.left_edge, head)):
        many = noun.tag_ == "NNS" or (noun.pos_ == "NUM" and noun.lower_ != "one")
        return coordinated([head]) if many and head.pos_ == "PROPN" else [head]
    return []


def _follows(word: Token, name: Token) -> bool:
    """Tell whether a word stands right behind a name and a comma."""
    return name.pos_ == "PROPN" and word.i == name.i + 2 and word.nbor(-1).text == ","


def _among(noun: Token) -> Token | None:
    """Give the name in "**Pakistan**, among China's closest partners, agreed"."""
    preposition = noun.head
    if noun.dep_ != "pobj" or preposition.lower_ != "among" or preposition.i < 2:
        return None
    name = preposition.nbor(-2)
    return name if _follows(preposition, name) else None


def _equated(noun: Token) -> list[Token]:
    """Give the name in "its closest ally is **Japan**"."""
    if noun.dep_ != "nsubj" or noun.head.lemma_ not in {"be", "remain"}:
        return []
    return coordinated(one for one in children(noun.head, "attr") if one.pos_ == "PROPN")


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
