"""Find who stands behind a cue: the subject, through coordination, control, participles and relative clauses."""

from __future__ import annotations

from spacy.tokens import Token

from kg.read.speech import Range, subtree
from kg.read.syntax import is_passive, is_verb

_SUBJECTS = ("nsubj", "csubj")
_RELATIVE = frozenset({"WDT", "WP", "WRB"})
_MAX_DEPTH = 6
Source = tuple[Range | None, int | None]
NOBODY: Source = (None, None)


def phrase(token: Token | None, before: int | None = None) -> Source:
    """Give the range of a source phrase and its head; a relative pronoun brings the noun it stands for."""
    if token is None or (token.pos_ == "PRON" and token.lower_ in {"there", "what"}):
        return NOBODY
    start, end = subtree(token)
    head = token.i
    if token.tag_ in _RELATIVE or (token.lower_ == "that" and token.dep_ in _SUBJECTS):
        noun = _antecedent(token)
        if noun is not None and noun.left_edge.i < token.i:
            start, end, head = noun.left_edge.i, token.i + 1, noun.i
    if before is not None and head < before < end:
        end = before
    return _bare(token.doc[start].doc, start, end, head)


def _bare(doc: object, start: int, end: int, head: int) -> Source:
    words = doc  # type: ignore[assignment]
    while end - 1 > head and (
        words[end - 1].is_space
        or words[end - 1].text in {",", "-", "--", "—", "―", '"'}
    ):  # type: ignore[index]
        end -= 1
    while start < head and (
        words[start].is_space or words[start].text in {",", "-", "--", "—", "―", '"'}
    ):  # type: ignore[index]
        start += 1
    return (start, end), head


def _antecedent(token: Token) -> Token | None:
    for above in token.ancestors:
        if above.dep_ == "relcl":
            return above.head
    return None


def speaker(verb: Token) -> Token | None:
    """Give the head of whom a verb ascribes its content to, None where it leaves that open."""
    if is_passive(verb):
        return _agent(verb)
    return subject(verb)


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next(
                (found for found in child.children if found.dep_ == "pobj"), None
            )
    return None


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Give the subject of an active verb, its own or the one it shares."""
    own = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if own:
        return own[-1] if own[0].lower_ in {"it", "there"} and len(own) > 1 else own[0]
    if any(child.dep_ == "expl" for child in verb.children) or depth > _MAX_DEPTH:
        return None
    return _shared(verb, depth + 1)


def _shared(verb: Token, depth: int) -> Token | None:
    head, dep = verb.head, verb.dep_
    if dep in {"acl", "amod"}:
        return _of_noun(verb, depth)
    if dep == "xcomp":
        return _controller(head, depth)
    if dep == "pcomp":
        return (
            _any_subject(head.head, depth) if is_verb(head.head) else _owner(head.head)
        )
    if dep in {"conj", "advcl", "dep", "prep"} and is_verb(head):
        return _any_subject(head, depth)
    return None


def _any_subject(verb: Token, depth: int) -> Token | None:
    passive = [child for child in verb.children if child.dep_ == "nsubjpass"]
    return passive[0] if passive else subject(verb, depth)


def _controller(head: Token, depth: int) -> Token | None:
    objects = [child for child in head.children if child.dep_ in {"dobj", "dative"}]
    if (
        objects
        and is_verb(head)
        and head.lemma_ not in {"promise", "vow", "threaten", "use"}
    ):
        return objects[0]
    return _any_subject(head if is_verb(head) else head.head, depth)


def _of_noun(verb: Token, depth: int) -> Token | None:
    if verb.tag_ == "VBG" or verb.dep_ == "amod":
        return verb.head
    return _owner(verb.head) or (
        _any_subject(verb.head.head, depth) if is_verb(verb.head.head) else None
    )


def _owner(noun: Token) -> Token | None:
    return next((child for child in noun.children if child.dep_ == "poss"), None)
