"""Find the verb of a sentence that the small parser took for one noun phrase."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})


@Language.component("claimgraph_main_verbs")
def main_verbs(doc: Doc) -> Doc:
    """Give sentences without a verb the one that stands there."""
    for token in doc:
        if token.dep_ == "ROOT" and token.pos_ in {"NOUN", "PROPN"}:
            _set_off(token)
            _behind(token)
            _finite_modifier(token)
    return doc


def _finite_modifier(noun: Token) -> None:
    """Take "The decision to arm Mali **angered** Chad." for a sentence: a past tense modifies no noun."""
    after = noun.doc[noun.i + 1 : noun.sent.end]
    verb = next((word for word in after if word.tag_ == "VBD" and word.dep_ == "amod"), None)
    if verb is None or verb.head.i != verb.i + 1:
        return
    thing = verb.head
    _make_root(verb, noun)
    thing.head, thing.dep_ = verb, "dobj"


def _behind(noun: Token) -> None:
    """Take "The Saudi-led coalition **bombed** Sanaa." for a sentence: what is done to a noun has no object."""
    verb = next((child for child in noun.rights if child.dep_ == "acl" and child.tag_ == "VBN"), None)
    if verb is None or verb.left_edge.i != noun.i + 1 or noun.head != noun:
        return
    things = [child for child in verb.rights if child.dep_ == "dobj"]
    if things and not any(child.dep_ in {"agent", "auxpass"} for child in verb.children):
        _make_root(verb, noun)


def _set_off(noun: Token) -> None:
    """Take "The general, whom Chad backs, **left**." for a sentence: the verb stands behind the relative clause."""
    sentence = [word for word in noun.sent if not word.is_space]
    relative = next((child for child in noun.rights if child.dep_ == "relcl"), None)
    if relative is None or sentence[-1].text != ".":
        return
    verbs = [*(child for child in noun.rights if child.dep_ == "acl"), *_joined(relative)]
    verb = next((one for one in verbs if one.i > relative.i and _stands_alone(one)), None)
    if verb is not None:
        _make_root(verb, noun)


def _joined(verb: Token) -> list[Token]:
    """Give what is joined to a verb without a word that joins."""
    if any(child.dep_ == "cc" for child in verb.children):
        return []
    return [child for child in verb.rights if child.dep_ == "conj"]


def _stands_alone(verb: Token) -> bool:
    """Tell whether a verb stands right behind a comma, in the past or present, without subject or doer."""
    plain = verb.tag_ in {"VBD", "VBZ", "VBN"} and not any(
        child.dep_ in _SUBJECTS | {"agent"} for child in verb.children
    )
    return plain and verb.left_edge.nbor(-1).text == ","


def _make_root(verb: Token, subject: Token) -> None:
    verb.head = verb
    verb.dep_, verb.pos_, verb.tag_ = "ROOT", "VERB", "VBZ" if verb.tag_ == "VBZ" else "VBD"
    subject.head, subject.dep_ = verb, "nsubj"
