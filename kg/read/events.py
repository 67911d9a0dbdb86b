"""Find the predicates of a text: full verbs, nouns that name what happens or holds, predicative adjectives."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from spacy.tokens import Doc, Token

from kg.resources import resource, rows

_PREDICATIVE = frozenset({"acomp", "xcomp", "oprd", "ccomp", "advcl", "relcl", "acl", "ROOT", "conj"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT"})
_SHORTEST = 5  # shorter nouns are no derivations: "cage", "king"


@cache
def nouns(use: str) -> frozenset[str]:
    """Give the nouns of ``ontology/cues/event-nouns.csv`` of one use: ``event``, ``thing`` or ``suffix``."""
    listed = rows(resource("cues", "event-nouns.csv"))
    return frozenset(noun for _, row in listed if row["use"] == use for noun in row["noun"].split("|"))


def predicates(doc: Doc) -> Iterator[Token]:
    """Yield the head of every predicate, in text order."""
    return (token for token in doc if is_predicate(token))


def is_predicate(token: Token) -> bool:
    """Tell whether a token heads a proposition; auxiliaries and the copula beside a predicate do not."""
    if token.pos_ == "VERB":
        return token.dep_ not in {"aux", "auxpass", "prep", "case"} and token.is_alpha
    if token.pos_ == "AUX":
        return token.dep_ not in {"aux", "auxpass"} and not _is_mere_copula(token)
    if token.pos_ in {"NOUN", "PROPN"}:
        return is_event_noun(token)
    return token.pos_ == "ADJ" and token.dep_ in _PREDICATIVE


def _is_mere_copula(token: Token) -> bool:
    """Tell whether a form of *be* only joins a subject to an adjective or event noun, which is then the predicate."""
    said = (child for child in token.children if child.dep_ in {"acomp", "attr"})
    return token.lemma_ == "be" and any(child.pos_ == "ADJ" or is_event_noun(child) for child in said)


def is_event_noun(token: Token) -> bool:
    """Tell whether a noun names something that happens, is done or holds, by the lexicon, else by its ending."""
    if token.pos_ not in {"NOUN", "PROPN"}:
        return False
    if token.pos_ == "PROPN" and (token.dep_ == "compound" or token.ent_type_ in _NAMED):
        return False
    return _names_event(token.lemma_, token.lower_, token.pos_)


@lru_cache(maxsize=1 << 16)
def _names_event(lemma: str, word: str, pos: str) -> bool:
    lemma = lemma.lower()
    names = (lemma, word, lemma.rsplit("-", 1)[-1])
    if any(name in nouns("event") for name in names):
        return True
    return pos == "NOUN" and len(lemma) >= _SHORTEST and _is_deverbal(names)


def _is_deverbal(names: tuple[str, ...]) -> bool:
    return not any(name in nouns("thing") for name in names) and any(map(names[0].endswith, nouns("suffix")))
