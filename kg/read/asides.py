"""Tell what a report goes on with from what it reports: "said he would go, **adding that**", "**though she noted**"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.read import reporting
from kg.read.speech import is_mark
from kg.read.syntax import children

_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_DOCUMENTS = ("N", "D")
_ASIDES = frozenset(
    {"despite", "notwithstanding", "amid", "amidst", "following", "because", "although", "though", "whereas", "since"}
)
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


def is_beside(part: Token, clause: Token) -> bool:
    """Tell whether a part of a reported clause is the article's: a second report, or what the report is set against."""
    if part.head == clause and reported_beside(part) is not None:
        return True
    return (part.head == clause and _set_against(part, clause)) or _comments(part)


def _set_against(part: Token, clause: Token) -> bool:
    """Tell "said it would leave, **while its army stayed**", which goes on in the tense of the article."""
    marked = any(mark.lower_ in {"while", "whereas"} for mark in children(part, "mark"))
    past = part.tag_ == "VBD" and not children(part, "aux", "auxpass")
    modal = any(aux.tag_ == "MD" for aux in children(clause, "aux"))
    return marked and past and modal and _after_comma(part) and not _within_quotation(clause, part)


def _comments(part: Token) -> bool:
    """Tell "said so in his **comments, which raised** fears", what the article says of the words it reports."""
    which = any(word.lower_ == "which" for word in children(part, "nsubj"))
    said = any(reporting.frames(position, part.head.lemma_) for position in _DOCUMENTS)
    owned = any(word.tag_ == "PRP$" for word in children(part.head, "poss"))
    return part.dep_ == "relcl" and which and said and owned and _after_comma(part)


def _after_comma(part: Token) -> bool:
    return part.left_edge.i > 0 and part.doc[part.left_edge.i - 1].text == ","


def aside(infinitive: Token) -> Token | None:
    """Give the word that opens what an article adds to somebody's promise or demand: "to go **despite** protests"."""
    openers = (word for word in infinitive.subtree if word.i > infinitive.i and word.dep_ in {"prep", "mark"})
    return next((word for word in openers if word.lower_ in _ASIDES or _is_condition(word)), None)


def _is_condition(word: Token) -> bool:
    """Tell "will agree to stop **as long as** they do", on which the agreeing depends."""
    return word.lower_ == "as" and word.i > 1 and word.nbor(-1).lower_ == "long"


def reports_again(verb: Token) -> bool:
    """Tell "though she noted that", a second report of the same source, from a clause of what is reported."""
    return _contrast(verb) and bool(reporting.frames("V", verb.lemma_))


def _continues(verb: Token, clause: Token) -> bool:
    if verb.dep_ == "advcl":
        return _participle(verb) or _contrast(verb)
    apart = any(aux.tag_ == "MD" for aux in children(clause, "aux")) or any(
        word.lower_ == "also" for word in children(verb, "advmod")
    )
    return verb.dep_ == "conj" and apart and verb.tag_ in _FINITE and not children(verb, "nsubj", "nsubjpass", "aux")


def _participle(verb: Token) -> bool:
    return _after_comma(verb) and verb.tag_ == "VBG" and not children(verb, "mark", "nsubj")


def _contrast(verb: Token) -> bool:
    marked = any(mark.lower_ in _CONTRAST for mark in children(verb, "mark"))
    return marked and any(who.pos_ == "PRON" for who in children(verb, "nsubj"))


def _within_quotation(clause: Token, verb: Token) -> bool:
    between = clause.doc[clause.left_edge.i : verb.left_edge.i]
    return sum(is_mark(token) for token in between) % 2 == 1
