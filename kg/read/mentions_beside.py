"""Tell from what stands beside a name whether it is a private person's: an age, a trade, *Sister*, a game."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.mentions_words import last_title_words, nouns, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_REACH = 7  # words from a comma to the noun that tells what somebody is
_PERSONS = frozenset({"Person", "ActorGroup"})
_OLDEST = 110  # years


def told_as_person(span: Span) -> bool:
    """Tell whether a title stands before a name, or an age or what somebody is behind it: "Smith, an officer"."""
    titled = span.start > 0 and span.doc[span.start - 1].lower_ in last_title_words()
    beside = apposition(span)
    return titled or _aged(span.doc, span.end) > span.end or (bool(beside) and _personal(beside[-1]))


def of_a_stranger(span: Span) -> bool:
    """Tell whether a name is of somebody who leads no state: with an age, a trade or kin beside it, or in a game."""
    before = span.doc[span.start - 1].lower_ if span.start else ""
    if before in words("words")["laymen"] or of_private_life(span):
        return True
    beside = apposition(span)
    if not beside:
        return _aged(span.doc, span.end) > span.end
    state = words("words")["statesmen"] | last_title_words(addresses=False)
    public = any(token.lemma_.lower() in state for token in beside)
    return not public and (_personal(beside[-1]) or beside[-1].dep_ == "appos")


def of_private_life(span: Span) -> bool:
    """Tell whether the sentence of a name is of a game or a petty crime."""
    sets = words("words")
    small = {token.lemma_.lower() for token in span.sent if token.text.islower()}
    return (
        not small.isdisjoint(sets["private"] | sets["only_sport"])
        or len(small & (sets["sports"] | sets["playing"])) > 1
    )


def apposition(span: Span) -> tuple[Token, ...]:
    """Give the words behind a name from a determiner to the noun of what somebody is: "Lee, 34, **a grocer**"."""
    doc, start = span.doc, _aged(span.doc, span.end)
    if start >= len(doc) or doc[start].text != ",":
        return ()
    start += 1
    if start >= len(doc) or doc[start].tag_ not in ("DT", "PRP$"):
        return ()
    run = []
    for token in doc[start : start + _REACH]:
        if token.pos_ not in ("DET", "PRON", "ADJ", "ADV", "NUM", "NOUN", "PROPN", "PART") and token.text != "-":
            break
        run.append(token)
    while run and run[-1].pos_ != "NOUN":
        run.pop()
    return tuple(run)


def _personal(noun: Token) -> bool:
    known = nouns().get(noun.lemma_.lower())
    return known is not None and known.type in _PERSONS


def _aged(doc: Doc, at: int) -> int:
    """Give where the text goes on behind an age between commas, the same place where there is none."""
    if at + 2 >= len(doc) or doc[at].text != ",":
        return at
    number = at + 1 + (doc[at + 1].lower_ == "aged")
    if number + 1 >= len(doc) or not (doc[number].text.isdecimal() and int(doc[number].text) <= _OLDEST):
        return at
    return number + 1 if doc[number + 1].text in (",", ".", ";") else at
