"""Find the speeches that nouns announce: "his claim that", "a call for", "X's view is that"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.read import reporting
from kg.read.complements import Content
from kg.read.speaker import NOBODY, Source, any_subject, owner, phrase
from kg.read.speech import Speech, subtree, trimmed
from kg.read.syntax import children, is_passive, is_verb

_OF_SPEAKER = frozenset({"by", "from", "among"})


def nominal_speeches(doc: Doc) -> Iterator[Speech]:
    """Yield a speech for each noun whose frames in the lexicon are met."""
    for token in doc:
        if token.pos_ == "NOUN":
            yield from _speech(token)


def _speech(noun: Token) -> Iterator[Speech]:
    frames = {} if _is_adverbial(noun) else reporting.frames("N", noun.lemma_)
    found = (_content(noun, frames) or _equated(noun, frames)) if frames else None
    span = trimmed(noun.doc, *found.content) if found is not None else None
    if found is None or span is None:
        return
    source, head = _source(noun, found.content[0])
    if source is not None or found.frame in {"that", "to"}:
        yield Speech(span, source, head, (noun.i, noun.i + 1), noun.i, frames[found.frame], found.clausal)


def _is_adverbial(noun: Token) -> bool:
    """Tell "in the view of experts", which says where the sentence comes from."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "in" and bool(reporting.frames("P", noun.lemma_))


def _content(noun: Token, frames: reporting.Frames) -> Content | None:
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in {"acl", "ccomp", "relcl"} and _frame(child) in frames:
            return Content(_frame(child), subtree(child))
        inner = children(child, "pobj", "pcomp") if child.dep_ == "prep" and child.lower_ in frames else []
        if inner:
            return Content(child.lower_, subtree(inner[0]), inner[0].dep_ == "pcomp")
    return None


def _frame(clause: Token) -> str:
    if any(child.tag_ == "TO" for child in clause.children):
        return "to"
    marked = any(child.lower_ == "that" and (child.dep_ == "mark" or child.tag_ == "IN") for child in clause.children)
    return "that" if marked else ""


def _equated(noun: Token, frames: reporting.Frames) -> Content | None:
    """Read "their view is that ..." and "the aim is to ..."."""
    if noun.dep_ != "nsubj" or noun.head.lemma_ != "be":
        return None
    for child in children(noun.head, "ccomp", "xcomp"):
        frame = "to" if any(found.tag_ == "TO" for found in child.children) else "that"
        if frame in frames and child.i > noun.head.i:
            return Content(frame, subtree(child))
    return None


def _source(noun: Token, before: int) -> Source:
    """Give the possessor, a "by" or "from" phrase, or the subject of the verb that the noun is the object of."""
    for child in children(noun, "prep"):
        if child.lower_ in _OF_SPEAKER:
            return phrase(next(iter(children(child, "pobj")), None), before)
    holder = owner(noun)
    if holder is not None:
        return phrase(holder)
    return _through_verb(noun)


def _through_verb(noun: Token) -> Source:
    """Read "**X** made the claim that", "**X** issued it in the hope that"."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "in" else noun.head
    if noun.dep_ not in {"dobj", "attr", "pobj"} or not is_verb(verb) or is_passive(verb):
        return NOBODY
    who = any_subject(verb)
    return phrase(who, verb.i) if who is not None and who.i != noun.i and who.lower_ != "it" else NOBODY
