"""Tell calendar expressions from what only looks like one: May the minister, 2000 soldiers, the Sunday Times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.calendar_grammar import grammar

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from kg.read.calendar_setting import Match

_NAMES = {"PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT", "LAW", "GPE", "NORP", "EVENT", "LOC"}
_AMOUNTS = {"MONEY", "QUANTITY", "PERCENT"}
_TELLING = ("month", "weekday", "year")


def is_time(span: Span, found: Match) -> bool:
    """Tell whether a match of the grammar is a calendar expression where it stands."""
    bare = _bare(found)
    if bare is None:
        return True
    word = next((token for token in span if found[bare].lower().startswith(token.text.lower())), span[-1])
    if bare == "year":
        return not _is_number(span) and _is_year(word)
    return not _in_name(span) and (grammar().find("doubtful", found[bare]) is None or _is_meant(word))


def _bare(found: Match) -> str | None:
    """Say what an expression is, where it is but one month, weekday or year: "early May" is, "fiscal 2024" is not."""
    groups = found.groupdict()
    rest = found.group().removeprefix(groups.get("blur") or "").lstrip(" \n-")
    return next((kind for kind in _TELLING if groups.get(kind) == rest), None)


def _in_name(span: Span) -> bool:
    """Tell whether the span lies inside a longer name ("the Sunday Times", "Theresa May")."""
    if not {token.ent_type_ for token in span} & _NAMES:
        return False
    goes_on = span.end < len(span.doc) and span.doc[span.end].ent_iob_ == "I"
    return goes_on or span[0].ent_iob_ == "I" or span[0].ent_type_ == "PERSON"


def _is_meant(word: Token) -> bool:
    """Tell the month or weekday from the modal, the verb and the surname of the same spelling."""
    known = word.ent_type_ == "DATE"
    return word.pos_ not in {"AUX", "VERB"} and (known or (word.text[:1].isupper() and _is_cued(word)))


def _is_cued(word: Token) -> bool:
    return bool(word.i) and grammar().find("timely", word.nbor(-1).text) is not None


def _is_year(word: Token) -> bool:
    """Tell a year from an amount: by the tagger, else by a word before it that goes with years."""
    if word.ent_type_ == "DATE":
        return True
    if not word.text.isdigit():
        return not word.text.startswith("'")
    return 1500 <= int(word.text) <= 2100 and word.ent_type_ not in _AMOUNTS and _is_cued(word) and not _counts(word)


def _is_number(span: Span) -> bool:
    """Tell the number of something: "1990 people", "Resolution 1929"."""
    after = span.doc[span.end].text if span.end < len(span.doc) else ""
    before = span.doc[span.start - 1].text if span.start else ""
    return grammar().find("counted", after) is not None or grammar().find("numbered", before) is not None


def _counts(word: Token) -> bool:
    """Tell whether a number counts what follows: "from 2000 soldiers"."""
    after = word.nbor(1) if word.i + 1 < len(word.doc) else None
    return after is not None and word.head == after and after.tag_ in {"NNS", "NNPS", "CD"}
