"""Find the speeches that verbs and adjectives announce: "X said that", "X is sure that", "..., X noted"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.read import reporting
from kg.read.complements import content_of
from kg.read.events import is_event_noun
from kg.read.speaker import NOBODY, Source, agent, any_subject, beside, phrase, speaker
from kg.read.speech import Range, Speech, trimmed
from kg.read.syntax import children, is_passive, is_verb

_PREDICATES = frozenset({"acomp", "conj", "ccomp", "ROOT", "oprd", "amod", "advcl", "xcomp", "acl", "relcl"})
_POINTING = frozenset({"this", "that", "these", "those"})
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ing", "ship", "cy", "ism", "sis")
_NEAR = 5  # tokens between a verb and what belongs to it as a cue


def verbal_speeches(doc: Doc) -> Iterator[Speech]:
    """Yield a speech for each verb or predicate adjective whose frames in the lexicon are met."""
    for token in doc:
        if is_verb(token) and token.lemma_ != "be" and not _is_imperative(token):
            yield from _speech(token, "V")
        elif token.pos_ == "ADJ" and token.dep_ in _PREDICATES and not _is_made_sure(token):
            yield from _speech(token, "A")


def _speech(token: Token, position: str) -> Iterator[Speech]:
    frames = reporting.frames(position, token.lemma_)
    state = reporting.frames("A", token.lower_) if position == "V" and _is_state(token) else {}
    found = content_of(token, state or frames)
    if found is None:
        return
    known = state or frames
    kind = known.get(found.frame) or known.get("that", "say")
    span = trimmed(token.doc, *found.content)
    if kind == "none" or span is None:
        return
    cue = _cue(token, found.content)
    source, head = NOBODY if found.impersonal else _source(token, "A" if state else position, cue)
    if source is None and position == "V" and not found.impersonal and not is_passive(token):
        span, source, head = beside(token, span)
    if source is not None or found.clausal:
        kind = "intend" if _is_unsaid(token) else _kind(token.doc, head, kind)
        yield Speech(span, source, head, cue, token.i, kind, found.clausal)


def _is_made_sure(state: Token) -> bool:
    """Tell "made **sure** that", which somebody did, from "was sure that"."""
    return state.lower_ in {"sure", "certain"} and state.head.lemma_ == "make"


def _is_state(verb: Token) -> bool:
    """Tell "is convinced that" from "was convinced by her"."""
    return (is_passive(verb) or verb.dep_ in {"acomp", "oprd"}) and agent(verb) is None


def _is_imperative(verb: Token) -> bool:
    """Tell "Imagine that" and "Don't forget that", which ascribe nothing to anybody."""
    return (
        verb.tag_ == "VB" and verb.dep_ == "ROOT" and not children(verb, "nsubj", "nsubjpass") and not _has_modal(verb)
    )


def _has_modal(verb: Token) -> bool:
    return any(child.tag_ in {"MD", "TO"} for child in children(verb, "aux"))


def _is_unsaid(verb: Token) -> bool:
    """Tell what is wanted, promised or refused to be said: "urged Japan **to admit** that", "plans to announce"."""
    infinitive = verb.dep_ in {"xcomp", "ccomp"} and any(child.tag_ == "TO" for child in children(verb, "aux"))
    return infinitive and bool({"to", "objto"} & set(reporting.frames("V", verb.head.lemma_)))


def _kind(doc: Doc, head: int | None, kind: str) -> str:
    """Let a document that says or shows be a document, and an event that shows something be evidence, no speaker."""
    if head is None or kind in {"deny", "intend", "none"}:
        return kind
    source = doc[head]
    if reporting.frames("D", source.lemma_):
        return "document" if kind in {"say", "know", "perceive", "document"} else kind
    if _is_abstract(source) or (source.lower_ in _POINTING and not children(source, "relcl")):
        return "evidence"
    if kind == "document":
        return "say" if _is_actor(source) else "evidence"
    return kind


def _is_actor(token: Token) -> bool:
    return token.pos_ in {"PRON", "PROPN"} or bool(token.ent_type_) or bool(reporting.frames("G", token.lemma_))


def _is_abstract(noun: Token) -> bool:
    """Tell an event or a quality: "the **expansion** threatens", "the **raid** shows", "the **evidence** proves"."""
    if noun.pos_ != "NOUN" or _is_actor(noun):
        return False
    if "evidence" in reporting.frames("C", noun.lemma_):
        return True
    return noun.lemma_.endswith(_ABSTRACT) or (is_event_noun(noun) and "that" not in reporting.frames("N", noun.lemma_))


def _source(token: Token, position: str, cue: Range) -> Source:
    who = _predicated(token) if position == "A" else speaker(token)
    if who is None or (who.lower_ == "it" and (position == "A" or is_passive(token))):
        return NOBODY
    return phrase(who, cue[0] if who.i < token.i else None)


def _predicated(state: Token) -> Token | None:
    """Give the subject of "**X** is sure" and "**X** was convinced", through coordination and "made **X** sure"."""
    own = any_subject(state)
    if own is not None or not is_verb(state.head):
        return own
    return any_subject(state.head)


def _cue(token: Token, content: Range) -> Range:
    """Give the verb with its auxiliaries, negation and particle, as far as they stand outside the content."""
    kinds = {"aux", "auxpass", "neg", "prt"}
    parts = [child.i for child in token.children if child.dep_ in kinds and abs(child.i - token.i) < _NEAR]
    start, end = min([token.i, *parts]), max([token.i, *parts]) + 1
    if content[0] > token.i:
        end = min(end, content[0])
    if content[1] <= token.i:
        start = max(start, content[1])
    return start, end
