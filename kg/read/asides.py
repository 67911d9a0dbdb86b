"""Tell what a report goes on with from what it reports: "said he would go, **adding that**", "**though she noted**"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.read import reporting
from kg.read.speech import is_mark
from kg.read.syntax import children

_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_CONTRAST = frozenset({"though", "although", "while", "but", "whereas"})


def reported_beside(verb: Token) -> Token | None:
    """Give the reporting verb whose report a second report inside its content really continues.

    The parser hangs ", adding that" and "though she noted that" on the reported clause; the source is the reporter's.
    """
    clause = verb.head
    reporter = clause.head
    if clause.dep_ != "ccomp" or not clause.i < verb.i or not reporter.i < clause.i or verb.i == clause.i:
        return None
    known = bool(reporting.frames("V", verb.lemma_)) and bool(reporting.frames("V", reporter.lemma_))
    return reporter if known and _continues(verb, clause) and not _within_quotation(clause, verb) else None


def reports_again(verb: Token) -> bool:
    """Tell "though she noted that", a second report of the same source, from a clause of what is reported."""
    return _contrast(verb) and bool(reporting.frames("V", verb.lemma_))


def _continues(verb: Token, clause: Token) -> bool:
    if verb.dep_ == "advcl":
        return _participle(verb) or _contrast(verb)
    modal = any(aux.tag_ == "MD" for aux in children(clause, "aux"))
    return verb.dep_ == "conj" and modal and verb.tag_ in _FINITE and not children(verb, "nsubj", "nsubjpass", "aux")


def _participle(verb: Token) -> bool:
    comma = verb.left_edge.i > 0 and verb.doc[verb.left_edge.i - 1].text == ","
    return comma and verb.tag_ == "VBG" and not children(verb, "mark", "nsubj")


def _contrast(verb: Token) -> bool:
    marked = any(mark.lower_ in _CONTRAST for mark in children(verb, "mark"))
    return marked and any(who.pos_ == "PRON" for who in children(verb, "nsubj"))


def _within_quotation(clause: Token, verb: Token) -> bool:
    between = clause.doc[clause.left_edge.i : verb.left_edge.i]
    return sum(is_mark(token) for token in between) % 2 == 1
