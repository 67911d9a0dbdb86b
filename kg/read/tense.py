"""The tense a clause is told in, as far as it tells past from future."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

Tense = Literal["past", "present", "future"]
_AUXILIARY = {"aux", "auxpass"}


def tense_at(token: Token) -> Tense | None:
    """Give the tense of the innermost clause a token stands in; None where no verb governs it."""
    verb = clause_verb(token)
    return None if verb is None else verb_tense(verb)


def clause_verb(token: Token) -> Token | None:
    """Give the verb that heads the clause of a token (itself, if it is one)."""
    for step in (token, *token.ancestors):
        if step.pos_ in {"VERB", "AUX"} and step.dep_ not in _AUXILIARY and step.tag_ != "MD":
            return step
    return None


def verb_tense(verb: Token) -> Tense | None:
    """Give the tense of a verb with its auxiliaries; infinitives and modals look ahead."""
    helpers = [child for child in verb.children if child.dep_ in _AUXILIARY]
    if any(child.tag_ == "MD" or child.tag_ == "TO" for child in helpers):
        return "past" if any(child.lower_ == "have" for child in helpers) else "future"
    tags = {verb.tag_, *(child.tag_ for child in helpers)}
    if "VBD" in tags or any(child.lemma_ == "have" for child in helpers):
        return "past"
    if verb.tag_ == "VBN" and not helpers:
        return "past"
    if tags & {"VBZ", "VBP"}:
        return "present"
    return None
