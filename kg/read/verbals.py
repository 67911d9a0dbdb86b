"""Find the speeches that verbs and adjectives announce: "X said that", "X is sure that", "..., X noted", "X urged Y to"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.read import cues
from kg.read.speaker import NOBODY, phrase, speaker, subject
from kg.read.speech import Range, Speech, subtree, trimmed
from kg.read.syntax import is_passive, is_verb

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
Found = tuple[str, Range, bool]
"""The frame that was met, the tokens of the content, and whether they state something."""


def verbal_speeches(doc: Doc) -> Iterator[Speech]:
    """Yield a speech for each verb or predicate adjective whose frames in the lexicon are met."""
    for token in doc:
        if is_verb(token) and token.lemma_ != "be":
            yield from _speech(token, "V")
        elif token.pos_ == "ADJ" and token.dep_ in {
            "acomp",
            "conj",
            "ccomp",
            "ROOT",
            "oprd",
            "amod",
            "advcl",
        }:
            yield from _speech(token, "A")


def _speech(token: Token, position: str) -> Iterator[Speech]:
    frames = cues.frames(position, token.lemma_)
    found = _content(token, frames)
    if found is None:
        return
    frame, content, clausal = found
    kind = frames.get(frame, "say")
    if kind == "none":
        return
    cue = _cue(token, content)
    span = trimmed(token.doc, *content)
    if span is not None:
        source, head = _source(token, position, cue)
        yield Speech(
            span, source, head, cue, token.i, _kind(token.doc, head, kind), clausal
        )


def _kind(doc: Doc, head: int | None, kind: str) -> str:
    """Let a document that says or shows be a document; its wishes and denials stay what they are."""
    if (
        head is not None
        and kind in {"say", "know", "perceive"}
        and cues.frames("D", doc[head].lemma_)
    ):
        return "document"
    return kind


def _source(token: Token, position: str, cue: Range) -> tuple[Range | None, int | None]:
    if position == "A":
        return phrase(subject(token.head) if is_verb(token.head) else None, cue[0])
    who = speaker(token)
    if who is not None and who.lower_ == "it" and is_passive(token):
        return NOBODY
    return phrase(who, cue[0] if who is not None and who.i < token.i else None)


def _cue(token: Token, content: Range) -> Range:
    """Give the verb with its auxiliaries, negation and particle."""
    parts = [
        child.i
        for child in token.children
        if child.dep_ in {"aux", "auxpass", "neg", "prt"} and abs(child.i - token.i) < 5
    ]
    start, end = min([token.i, *parts]), max([token.i, *parts]) + 1
    if content[0] > token.i:
        end = min(end, content[0])
    return min(start, token.i), max(end, token.i + 1)


def _content(token: Token, frames: cues.Frames) -> Found | None:
    """Give the content by the first frame that is met, from clauses down to topics."""
    for find in (_clause, _infinitive, _named, _topic, _object, _around):
        found = find(token, frames)
        if found is not None:
            return found
    return None


def _clause(token: Token, frames: cues.Frames) -> Found | None:
    clauses = [child for child in token.children if child.dep_ == "ccomp"]
    if not clauses:
        return None
    frame = _clause_frame(clauses[0])
    if frame not in frames and not (
        frame == "that" and not frames and token.pos_ == "VERB"
    ):
        if frame != "objto" or "that" not in frames:
            return None
    start = min(child.left_edge.i for child in clauses)
    end = max(child.right_edge.i for child in clauses) + 1
    if start > token.i:
        end = max(end, _later(token, end))
    elif end > token.i:
        return frame, (start, end), True
    else:
        end = min(
            end,
            min(
                (
                    c.left_edge.i
                    for c in token.children
                    if c.dep_ in {"nsubj", "aux"} and c.i > end - 1
                ),
                default=token.i,
            ),
        )
    return frame, (start, end), True


def _clause_frame(clause: Token) -> str:
    marks = {
        child.lower_
        for child in clause.children
        if child.dep_ in {"mark", "aux", "advmod", "nsubj", "dobj"}
    }
    verbal = clause.pos_ in {"VERB", "AUX"}
    finite = clause.tag_ in _FINITE or any(
        child.tag_ in _FINITE
        for child in clause.children
        if child.dep_ in {"aux", "auxpass", "cop"}
    )
    if not finite and any(child.tag_ == "TO" for child in clause.children):
        return "objto"
    if not verbal and not marks & {"that", "whether", "if"}:
        return "name"
    return "that"


def _later(token: Token, end: int) -> int:
    """Give where the content ends: adverbial clauses after it hang on the reporting verb in many parses."""
    late = [
        child
        for child in token.children
        if child.i >= end and child.dep_ in {"advcl", "ccomp", "dep"}
    ]
    late = [
        child
        for child in late
        if child.tag_ != "VBG" or any(c.dep_ == "mark" for c in child.children)
    ]
    return max((child.right_edge.i + 1 for child in late), default=end)


def _infinitive(token: Token, frames: cues.Frames) -> Found | None:
    for child in token.children:
        if child.dep_ not in {"xcomp", "advcl"} or child.i < token.i:
            continue
        if any(found.tag_ == "TO" for found in child.children):
            objects = [
                found
                for found in token.children
                if found.dep_ in {"dobj", "dative"} and token.i < found.i < child.i
            ]
            if objects and "objto" in frames:
                return "objto", (objects[0].left_edge.i, child.right_edge.i + 1), True
            if "to" in frames and child.dep_ == "xcomp":
                return "to", subtree(child), True
        elif child.tag_ == "VBG" and "ing" in frames and child.dep_ == "xcomp":
            return "ing", subtree(child), True
    return None


def _named(token: Token, frames: cues.Frames) -> Found | None:
    """Read "called the move illegal" and "describes it as illegal"."""
    objects = [child for child in token.children if child.dep_ in {"dobj", "nsubjpass"}]
    for child in token.children:
        if (
            child.dep_ in {"oprd", "xcomp", "ccomp"}
            and "name" in frames
            and child.i > token.i
        ):
            first = (
                objects[0].left_edge.i
                if objects and objects[0].i > token.i
                else child.left_edge.i
            )
            return "name", (min(first, child.left_edge.i), child.right_edge.i + 1), True
        if (
            child.dep_ == "prep"
            and child.lower_ == "as"
            and "as" in frames
            and child.i > token.i
        ):
            first = (
                objects[0].left_edge.i
                if objects and objects[0].i > token.i
                else child.i
            )
            return "as", (first, child.right_edge.i + 1), True
    return None


def _topic(token: Token, frames: cues.Frames) -> Found | None:
    for child in token.children:
        if child.dep_ != "prep" or child.i < token.i:
            continue
        name = "prep:to" if child.lower_ == "to" else child.lower_
        inner = [found for found in child.children if found.dep_ in {"pobj", "pcomp"}]
        if name in frames and inner:
            after = [
                c.right_edge.i + 1
                for c in token.children
                if c.i > child.i and c.dep_ in {"xcomp", "advcl"} and c.tag_ != "VBG"
            ]
            return (
                name,
                (inner[0].left_edge.i, max([inner[0].right_edge.i + 1, *after])),
                inner[0].dep_ == "pcomp" or bool(after),
            )
    return None


def _object(token: Token, frames: cues.Frames) -> Found | None:
    if "obj" not in frames:
        return None
    for child in token.children:
        if (
            child.dep_ == "dobj"
            and child.i > token.i
            and child.lower_ not in {"itself", "themselves", "himself"}
        ):
            return (
                "obj",
                (child.left_edge.i, max(child.right_edge.i + 1, _rest(token, child))),
                False,
            )
        if child.dep_ == "nsubjpass" and any(
            found.dep_ == "agent" for found in token.children
        ):
            return "obj", subtree(child), False
    return None


def _rest(token: Token, thing: Token) -> int:
    """Give where "cited X as Y", "praised X for Y" ends."""
    after = [
        child
        for child in token.children
        if child.i > thing.i
        and child.dep_ == "prep"
        and child.lower_ in {"as", "for", "of", "with", "to"}
    ]
    return max((child.right_edge.i + 1 for child in after), default=0)


def _around(token: Token, frames: cues.Frames) -> Found | None:
    """Read "The pact, X said, is dead" and "as X noted": the clause that the reporting clause hangs on."""
    if not {"that", "quote"} & set(frames) or not any(
        child.dep_ in {"nsubj", "agent"} for child in token.children
    ):
        return None
    as_said = any(
        child.lower_ == "as" and child.dep_ in {"mark", "advmod"} and child.i < token.i
        for child in token.children
    )
    if token.dep_ not in {"parataxis", "advcl"} or (
        token.dep_ == "advcl" and not as_said
    ):
        return None
    (start, end), (first, last) = subtree(token.head), subtree(token)
    if last >= end - 1:
        end = first
    elif first <= start:
        start = last
    return ("that" if "that" in frames else "quote"), (start, end), True
