"""Find the speeches that adverbials announce: "according to X", "in X's view", "for X, ..."."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.read import reporting
from kg.read.speaker import owner, phrase
from kg.read.speech import Range, Speech, subtree, trimmed
from kg.read.syntax import children, is_verb

_ACTORS = frozenset({"GPE", "NORP", "ORG", "PERSON"})


def adverbial_speeches(doc: Doc) -> Iterator[Speech]:
    """Yield a speech for each adverbial that names where the rest of its sentence comes from."""
    for token in doc:
        if token.lower_ == "according":
            yield from _according(token)
        elif token.dep_ == "prep":
            yield from _view(token)


def _according(token: Token) -> Iterator[Speech]:
    following = token.doc[token.i + 1 : token.i + 2]
    to = next((word for word in [*token.children, *following] if word.lower_ == "to"), None)
    if to is not None and not _is_manner(to):
        who = next(iter([*children(to, "pobj", "pcomp"), *children(token, "pobj")]), None)
        if who is not None:
            yield from _speech(token, (token.i, to.i + 1), who, "say")


def _is_manner(to: Token) -> bool:
    """Tell "went according to plan" from a source."""
    return any(reporting.frames("C", child.lemma_).get("manner") for child in children(to, "pobj"))


def _view(token: Token) -> Iterator[Speech]:
    noun = next(iter(children(token, "pobj")), None)
    if noun is None:
        return
    if token.lower_ in {"in", "by", "to", "from"}:
        kind = reporting.frames("P", noun.lemma_).get("view")
        of = next((child for child in children(noun, "prep") if child.lower_ == "of" and children(noun, "det")), None)
        who = owner(noun) or (next(iter(children(of, "pobj")), None) if of is not None else None)
        if kind is not None and who is not None:
            yield from _speech(token, (token.i, noun.i + 1), who, kind)
    elif token.lower_ == "per" and noun.ent_type_ in _ACTORS:
        yield from _speech(token, (token.i, token.i + 1), noun, "say")
    elif token.lower_ == "for" and _opens(token) and noun.ent_type_ in _ACTORS:
        yield from _speech(token, (token.i, token.i + 1), noun, "think")


def _opens(token: Token) -> bool:
    """Tell "For Moscow, the pact is dead" from "for Moscow" elsewhere: at the start, with a comma after."""
    doc, after = token.doc, token.right_edge.i + 1
    copula = token.head.lemma_ in {"be", "mean", "remain"}
    return copula and token.i == token.head.left_edge.i and after < len(doc) and doc[after].text == ","


def _speech(token: Token, cue: Range, who: Token, kind: str) -> Iterator[Speech]:
    first, last = token.left_edge.i, max(token.right_edge.i, who.right_edge.i) + 1
    content = _around(token, first, last)
    span = trimmed(token.doc, *content) if content is not None else None
    source, head = phrase(who, _after_name(token, who))
    if span is not None and not (who.pos_ == "PRON" and _reports(token.sent.root)):
        document = kind == "say" and bool(reporting.frames("D", who.lemma_))
        yield Speech(span, source, head, cue, token.i, "document" if document else kind)


def _after_name(token: Token, who: Token) -> int | None:
    """Give the comma that ends the name in "According to Xinhua, Japan and Russia have", read as one list of names."""
    if any(children(above, "nsubj", "nsubjpass", "expl") for above in token.ancestors if is_verb(above)):
        return None
    following = token.doc[who.i + 1 : who.right_edge.i + 1]
    return next((word.i for word in following if word.text == ","), None)


def _reports(root: Token) -> bool:
    """Tell whether a sentence names its speaker in a reporting clause of its own: "In her words, X hinted that"."""
    return "that" in reporting.frames("V", root.lemma_) and bool(children(root, "ccomp"))


def _behind_report(token: Token) -> Token | None:
    """Give the clause behind somebody else's report: "..., X said, **while Chad lost**, according to Y"."""
    verb = token.head
    if not (is_verb(verb) and "that" in reporting.frames("V", verb.lemma_)):
        return None
    told = any(child.i < verb.i for child in children(verb, "ccomp"))
    later = [child for child in children(verb, "advcl", "conj") if verb.i < child.i < token.i]
    return later[-1] if told and later else None


def _around(token: Token, first: int, last: int) -> Range | None:
    """Give the sentence without the adverbial where it stands at an edge, else the clause around it."""
    start, end = token.sent.start, token.sent.end
    own = _behind_report(token)
    if own is not None:
        return own.left_edge.i, first
    if trimmed(token.doc, last, end) is None:
        return start, first
    if trimmed(token.doc, start, first) is None:
        return last, end
    clause = next((above for above in token.ancestors if is_verb(above)), None)
    return subtree(clause) if clause is not None else None
