"""Tell questions, orders and infinitives, which state nothing, from statements."""

from __future__ import annotations

from spacy.tokens import Token

from kg.read.cues import is_verbal
from kg.read.governors import FINITE, has_subject


def is_imperative(verb: Token) -> bool:
    """Tell whether a verb asks whoever reads: "Withdraw your troops"."""
    return verb.tag_ == "VB" and not has_subject(verb) and not auxiliaries(verb).keys() & {*FINITE, "TO"}


def auxiliaries(verb: Token) -> dict[str, int]:
    """Give the auxiliaries of a verb by their tags."""
    return {child.tag_: child.i for child in verb.children if child.dep_ in {"aux", "auxpass"}}


def is_perfect(verb: Token) -> bool:
    """Tell whether an infinitive speaks of what was done: "the first to have met him"."""
    return any(child.lemma_ == "have" for child in verb.children if child.dep_ == "aux")


def question(root: Token) -> Token | None:
    """Give the question mark of a sentence whose main clause asks; "he said it is so, and who cares?" does not."""
    mark = next((word for word in root.rights if word.text == "?"), None)
    if mark is None:
        return None
    clauses = [child for child in root.children if child.dep_ in {"ccomp", "conj"} and is_verbal(child)]
    subject = next((child.i for child in root.children if child.dep_ in {"nsubj", "nsubjpass", "expl"}), root.i)
    own = [child for child in root.lefts if child.dep_ not in {"advcl", "ccomp"} and child.i <= subject]
    openers = [*own, *(below for child in own for below in child.children)]
    asks = any(child.tag_ in {"WP", "WDT", "WRB"} for child in openers) or any(child.tag_ in FINITE for child in own)
    return mark if asks or not clauses else None
