"""Find the speeches that nouns announce: "his claim that", "a call for", "X's warning of"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.read import cues
from kg.read.speaker import NOBODY, Source, phrase, subject
from kg.read.speech import Range, Speech, subtree, trimmed
from kg.read.syntax import is_passive, is_verb


def nominal_speeches(doc: Doc) -> Iterator[Speech]:
    """Yield a speech for each noun whose frames in the lexicon are met."""
    for token in doc:
        if token.pos_ == "NOUN":
            yield from _speech(token)


def _speech(noun: Token) -> Iterator[Speech]:
    frames = cues.frames("N", noun.lemma_)
    found = _content(noun, frames) if frames else None
    if found is None:
        return
    frame, content, clausal = found
    span = trimmed(noun.doc, *content)
    (source, head) = _source(noun, content)
    if span is not None and (clausal or source is not None):
        yield Speech(
            span, source, head, (noun.i, noun.i + 1), noun.i, frames[frame], clausal
        )


def _content(noun: Token, frames: cues.Frames) -> tuple[str, Range, bool] | None:
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in {"acl", "ccomp", "relcl"}:
            frame = _frame(child)
            if frame in frames:
                return frame, subtree(child), True
        elif child.dep_ == "prep" and child.lower_ in frames:
            inner = [
                found for found in child.children if found.dep_ in {"pobj", "pcomp"}
            ]
            if inner:
                return child.lower_, subtree(inner[0]), inner[0].dep_ == "pcomp"
    return None


def _frame(clause: Token) -> str:
    if any(child.tag_ == "TO" for child in clause.children):
        return "to"
    marked = any(
        child.lower_ == "that" and child.dep_ == "mark" for child in clause.children
    )
    return "that" if marked else ""


def _source(noun: Token, content: Range) -> Source:
    """Give the possessor, a "by" or "from" phrase, or the subject of the verb that the noun is the object of."""
    for child in noun.children:
        if child.dep_ == "poss":
            return phrase(child)
        if child.dep_ == "prep" and child.lower_ in {"by", "from", "among"}:
            who = next(
                (found for found in child.children if found.dep_ == "pobj"), None
            )
            return phrase(who, content[0])
    verb = noun.head
    if noun.dep_ in {"dobj", "attr"} and is_verb(verb) and not is_passive(verb):
        who = subject(verb)
        return phrase(who, verb.i) if who is not None and who.i != noun.i else NOBODY
    return NOBODY
