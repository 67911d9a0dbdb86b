"""Find the speeches that adverbials announce: "according to X", "in X's view", "per X", and the headline's "X: ..."."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.read import cues
from kg.read.speaker import NOBODY, Source, phrase
from kg.read.speech import Range, Speech, subtree, trimmed
from kg.read.syntax import is_verb


def adverbial_speeches(doc: Doc) -> Iterator[Speech]:
    """Yield a speech for each adverbial that names where the rest of its sentence comes from."""
    for token in doc:
        if token.lower_ == "according":
            yield from _according(token)
        elif token.dep_ == "prep" and token.lower_ in {"in", "by", "to", "from"}:
            yield from _view(token)


def _according(token: Token) -> Iterator[Speech]:
    to = next((child for child in token.children if child.lower_ == "to"), None)
    if (
        to is None
        and token.i + 1 < len(token.doc)
        and token.doc[token.i + 1].lower_ == "to"
    ):
        to = token.doc[token.i + 1]
    if to is None:
        return
    who = next(
        (child for child in to.children if child.dep_ in {"pobj", "pcomp"}), None
    )
    if who is None:
        who = next((child for child in token.children if child.dep_ == "pobj"), None)
    if who is not None:
        yield from _speech(token, (token.i, to.i + 1), phrase(who), who, "say")


def _view(token: Token) -> Iterator[Speech]:
    noun = next((child for child in token.children if child.dep_ == "pobj"), None)
    if noun is None or "view" not in cues.frames("P", noun.lemma_):
        return
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is None:
        of = next((child for child in noun.children if child.lower_ == "of"), None)
        owner = (
            next((child for child in of.children if child.dep_ == "pobj"), None)
            if of is not None
            else None
        )
    if owner is not None:
        yield from _speech(
            token,
            (token.i, noun.i + 1),
            phrase(owner),
            owner,
            cues.frames("P", noun.lemma_)["view"],
        )


def _speech(
    token: Token, cue: Range, source: Source, who: Token, kind: str
) -> Iterator[Speech]:
    first, last = token.left_edge.i, max(token.right_edge.i, who.right_edge.i) + 1
    content = _around(token, first, last)
    span = trimmed(token.doc, *content) if content is not None else None
    if span is not None and source is not NOBODY:
        document = kind == "say" and bool(cues.frames("D", who.lemma_))
        yield Speech(
            span, source[0], source[1], cue, token.i, "document" if document else kind
        )


def _around(token: Token, first: int, last: int) -> Range | None:
    """Give the sentence without the adverbial where it stands at an edge, else the clause around it."""
    sentence = token.sent
    start, end = sentence.start, sentence.end
    if trimmed(token.doc, last, end) is None:
        return _clause_start(token, start), first
    if trimmed(token.doc, start, first) is None:
        return last, end
    clause = next((above for above in token.ancestors if is_verb(above)), None)
    return subtree(clause) if clause is not None else None


def _clause_start(token: Token, start: int) -> int:
    return start
