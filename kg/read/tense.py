"""The tense a time expression is told in, as far as it tells past from future."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from spacy.tokens import Token

Tense = Literal["past", "present", "future"]
_AUXILIARY = {"aux", "auxpass"}
_LINKS = {"pobj", "pcomp", "npadvmod", "advmod", "prep", "nummod", "tmod"}


def tense_at(token: Token) -> Tense | None:
    """Give the tense of the innermost clause a token stands in; None where no verb governs it."""
    verb = next((step for step in (token, *token.ancestors) if is_verb(step)), None)
    return None if verb is None else verb_tense(verb)


def modifies_noun(token: Token) -> bool:
    """Tell whether an expression modifies a noun or adjective ("payable Dec. 1", "a June agreement"), not a clause."""
    step = token
    while step.head != step and step.dep_ in _LINKS and not is_verb(step.head):
        if step.head.pos_ in {"NOUN", "PROPN", "ADJ"} and step.head.ent_type_ not in {"DATE", "TIME"}:
            return True
        step = step.head
    return step.head != step and not is_verb(step.head)


def is_verb(token: Token) -> bool:
    """Tell whether a token heads a clause."""
    return token.pos_ in {"VERB", "AUX"} and token.dep_ not in _AUXILIARY and token.tag_ != "MD"


def verb_tense(verb: Token) -> Tense | None:
    """Give the tense of a verb with its auxiliaries; infinitives and modals look ahead."""
    helpers = [child for child in verb.children if child.dep_ in _AUXILIARY]
    has = any(child.lemma_ == "have" for child in helpers)
    if any(child.tag_ in {"MD", "TO"} for child in helpers):
        return "past" if has else "future"
    tags = {verb.tag_, *(child.tag_ for child in helpers)}
    if has or "VBD" in tags or (verb.tag_ == "VBN" and not helpers):
        return "past"
    return "present" if tags & {"VBZ", "VBP"} else None
