"""Climb from a noun to the verb that it hangs on, and say what that verb's subject is to the noun."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from spacy.tokens import Token

from kg.read import syntax
from kg.read.syntax import is_verb, prepositional
from kg.resources import resource, rows

_COMING = frozenset({"come", "emanate", "stem", "arrive"})


@cache
def _support() -> dict[str, dict[str, frozenset[str]]]:
    """Give the support verbs by what their subject is to the noun, then by slot."""
    out: dict[str, dict[str, set[str]]] = {}
    for _, row in rows(resource("syntax", "support_verbs.csv")):
        out.setdefault(row["role"], {}).setdefault(row["slot"], set()).add(row["verb"])
    return {role: {slot: frozenset(verbs) for slot, verbs in slots.items()} for role, slots in out.items()}


@cache
def _transparent() -> frozenset[str]:
    """Give the nouns that only count or portion what follows *of*."""
    return frozenset(row["noun"] for _, row in rows(resource("syntax", "transparent.csv")))


def portioned(token: Token) -> list[Token]:
    """Give what a transparent noun portions ("a round of **talks**"); any other token, or one predicated, itself."""
    if token.dep_ in {"attr", "ccomp", "oprd"} or (token.dep_ == "pobj" and token.head.lower_ == "as"):
        return [token]  # "considers the islands **part** of its land" counts nothing
    return (prepositional(token, "of") if token.lemma_.lower() in _transparent() else []) or [token]


def first(noun: Token) -> Token:
    """Climb from a conjunct to the first, and from what is portioned to what portions it."""
    while (noun.dep_ == "conj" and not is_verb(noun.head)) or _is_portioned(noun):
        noun = noun.head if noun.dep_ == "conj" else noun.head.head
    return noun


def _is_portioned(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in _transparent()


def governor(noun: Token) -> Token | None:
    """Give the verb a noun hangs on as object, subject of a passive, complement or prepositional object."""
    outer = first(noun)
    if outer.dep_ in {"dobj", "nsubjpass", "attr", "oprd", "dative"} and is_verb(outer.head):
        return outer.head
    if outer.dep_ == "pobj" and is_verb(outer.head.head):
        return outer.head.head
    return None


def _supports(verb: Token, noun: Token, slots: Mapping[str, frozenset[str]]) -> bool:
    outer = first(noun)
    slot = outer.head.lower_ if outer.dep_ == "pobj" else "obj"
    name = f"{verb.lemma_}+{syntax.particle(verb)}" if syntax.particle(verb) else verb.lemma_
    return name in slots.get(slot, ())


def lent(noun: Token, role: str) -> list[Token]:
    """Give the subject of a support verb, where it is the noun's agent, patient or the noun itself."""
    verb, slots = governor(noun), _support().get(role, {})
    if verb is None or not _supports(verb, noun, slots) or (role == "agent" and _is_won(verb, noun)):
        return []
    if syntax.is_passive(verb):
        return syntax.agents(verb) if noun.dep_ == "nsubjpass" else syntax.surface_subject(verb)
    return syntax.surface_subject(verb)


def _is_won(verb: Token, noun: Token) -> bool:
    """Tell "won the backing **of** Chad" from "won a victory": the verb gives what somebody else does."""
    both = _supports(verb, noun, _support()["patient"])
    return both and bool(prepositional(noun, "of") or prepositional(noun, "from") or prepositional(verb, "from"))


def came_from(noun: Token) -> list[Token]:
    """Give whom something is said to come from: "criticism of the deal came from **Peru**"."""
    outer = first(noun)
    comes = outer.dep_ == "nsubj" and outer.head.lemma_ in _COMING
    return prepositional(outer.head, "from") if comes else []
