"""Tell calendar expressions from what only looks like one: May the minister, 2000 soldiers, the Sunday Times."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

_NAMES = {"PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT", "LAW", "GPE", "NORP", "EVENT", "LOC"}
_AMOUNTS = {"MONEY", "QUANTITY", "PERCENT", "CARDINAL", "ORDINAL"}


def is_time(span: Span, found: re.Match[str]) -> bool:
    """Tell whether a match of the grammar is a calendar expression where it stands."""
    text = found.group()
    bare = next((kind for kind in ("month", "weekday", "year", "season") if _only(found, kind)), None)
    if bare is None:
        return True
    word = _token(span, found[bare])
    if bare == "year":
        return _is_year(word, text)
    return _capital(word, bare) and not _in_name(span) and (bare != "month" or _is_month(word, span))


def _only(found: re.Match[str], kind: str) -> bool:
    """Tell whether of the telling groups only this one took part."""
    groups = {name: text for name, text in found.groupdict().items() if text}
    return set(groups) - {"blur"} == {kind}


def _token(span: Span, word: str) -> Token:
    return next((token for token in span if token.text.lower().startswith(word.lower())), span[-1])


def _capital(token: Token, kind: str) -> bool:
    return token.text[:1].isupper() or kind == "season"


def _in_name(span: Span) -> bool:
    """Tell whether the span lies inside a longer name ("the Sunday Times", "Theresa May")."""
    labels = {token.ent_type_ for token in span}
    if not labels & _NAMES:
        return False
    first, last = span[0], span[-1]
    if len(span) == 1 and first.ent_type_ in {"ORG", "GPE"} and first.ent_iob_ == "B":
        return span.end < len(span.doc) and span.doc[span.end].ent_iob_ == "I"
    return (
        first.ent_iob_ == "I"
        or span.end < len(span.doc)
        and span.doc[span.end].ent_iob_ == "I"
        or len(span) == 1
        and last.ent_type_ == "PERSON"
    )


def _is_month(word: Token, span: Span) -> bool:
    """Tell the month from the modal and the verb of the same spelling."""
    if word.lower_ not in {"may", "march", "mar", "sept", "jan", "dec"}:
        return True
    before = word.nbor(-1) if word.i else None
    cued = before is not None and (
        before.pos_ in {"ADP", "SCONJ"} or before.lower_ in {"early", "late", "mid", "last", "next"}
    )
    return cued or (word.ent_type_ == "DATE" and word.pos_ not in {"AUX", "VERB"})


def _is_year(word: Token, text: str) -> bool:
    if not text.isdigit():
        return not text.startswith("'") or word.ent_type_ == "DATE"
    before = word.nbor(-1) if word.i else None
    after = word.nbor(1) if word.i + 1 < len(word.doc) else None
    cued = before is not None and before.lower_ in {
        "in",
        "since",
        "of",
        "until",
        "by",
        "from",
        "before",
        "after",
        "during",
        "the",
        "for",
        "to",
        "and",
        "between",
        "past",
    }
    if word.ent_type_ == "DATE":
        return True
    if word.ent_type_ in _AMOUNTS - {"CARDINAL"}:
        return False
    counted = after is not None and word.head == after and after.tag_ in {"NNS", "NNPS"}
    return cued and not counted and 1500 <= int(text) <= 2100
