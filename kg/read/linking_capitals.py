"""Tell whether the name of a capital means the city or the government that sits there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.read.mentions_words import city_cues

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_DATELINE = re.compile(r"^(?:[^\n()]{0,40}?(?:,|/|--|-|–|—|\()|\s*\()")
_DASHED = re.compile(r"^(?: (?:-|--|–|—) [A-Z\"“]| \([^()]{3,40}\) [A-Z\"“])")
_AGENCY = re.compile(r"^,? ?[^\n.]{0,30}(?:\(|/)[A-Z]")
_MONTH = re.compile(r"^, ?(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")


def city_reading(span: Span) -> str | None:
    """Tell why a capital's name means the city here, or None where it means the government."""
    if is_dateline(span):
        return "dateline"
    before = span.doc[span.start - 2] if span.start > 1 and span.doc[span.start - 1].lower_ == "of" else None
    if before is not None and ("of", before.lemma_.lower()) in city_cues():
        return f"{before.text} of it"  # whatever the parse makes of "the mayor of Kyiv, Ann Lee,"
    joined = _joined(span)
    if joined is not None:
        return f"{joined.text} there" if ("joined", joined.lower_) in city_cues() else None
    if _inside(span):
        return f"{span.doc[span.start - 1].text} it"  # "In Doha Qatar's envoy": the parse takes both for one name
    return _by_parse(_first_conjunct(span.root))


def _by_parse(head: Token) -> str | None:
    """Tell why a capital's name means the city where it stands in its sentence."""
    governor, cues, dep = head.head, city_cues(), head.dep_
    if dep == "pobj":
        return _after_preposition(governor)
    if dep in ("dobj", "nsubjpass"):
        pair = ("verb" if dep == "dobj" else "passive", governor.lemma_)
        return f"{governor.lemma_} it" if pair in cues else None
    if dep in ("compound", "nmod", "poss", "npadvmod", "amod") and ("noun", governor.lemma_.lower()) in cues:
        return f"{governor.text} of the city"
    if dep in ("npadvmod", "advmod") and governor.pos_ == "VERB":
        return "adverbial"
    return None


def _inside(span: Span) -> bool:
    """Tell whether *in* stands right before a name that is nobody's owner and no part of a longer name."""
    doc, after = span.doc, span.doc[span.end] if span.end < len(span.doc) else None
    placed = span.start > 0 and doc[span.start - 1].lower_ in ("in", "near", "outside")
    return placed and after is not None and after.ent_type_ in ("GPE", "PERSON") and after.tag_ == "NNP"


def acts(span: Span) -> bool:
    """Tell whether a capital's name stands where a government does: "Quito expelled an envoy", "ties with Accra"."""
    head = _first_conjunct(span.root)
    governor, cues = head.head, city_cues()
    joined = _joined(span)
    if joined is not None:
        return ("joined", joined.lower_) not in cues
    if head.dep_ == "nsubj":
        return ("act", governor.lemma_) in cues
    if head.dep_ in ("dobj", "nsubjpass"):
        return ("target", governor.lemma_) in cues
    if head.dep_ != "pobj":
        return False
    if governor.dep_ == "agent":
        return ("act", governor.head.lemma_) in cues
    return governor.lower_ in ("with", "between", "against") and ("tie", governor.head.lemma_.lower()) in cues


def _joined(span: Span) -> Token | None:
    """Give the participle that a hyphen joins to a name: "Riyadh-led", "Oslo-based"."""
    doc, end = span.doc, span.end
    if end + 1 >= len(doc) or doc[end].text != "-" or doc[end - 1].whitespace_ or doc[end].whitespace_:
        return None
    word = doc[end + 1]
    done = word.tag_ in ("VBN", "VBD") or word.lower_.endswith("ed") or word.lower_ == "led"
    return word if word.text.islower() and (done or ("joined", word.lower_) in city_cues()) else None


def _after_preposition(prep: Token) -> str | None:
    cues = city_cues()
    word, above = prep.lower_, prep.head.lemma_.lower()
    if ("prep", word) in cues:
        return f"{word} it"
    if word in ("of", "on", "over"):
        return f"{above} {word} it" if (word, above) in cues else None
    if word in ("to", "from", "for", "toward", "towards"):
        return f"{above} {word} it" if ("motion", above) in cues else None
    return None


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.pos_ in ("PROPN", "NOUN"):
        token = token.head
    return token


def is_dateline(span: Span) -> bool:
    """Tell whether a name opens a paragraph as the place a report was sent from.

    ``MOSCOW, February 18. /TASS/.``, ``WASHINGTON, Oct 26 (Reuters) -``
    """
    doc = span.doc
    if span.start > 3 and "\n" not in doc[span.start - 1].text:
        return False
    rest = doc.text[span.end_char : span.end_char + 60]
    if _DASHED.match(rest) and (span.start == 0 or "\n" in doc[span.start - 1].text):
        return True
    return bool(_DATELINE.match(rest)) and (
        span.text.isupper() or bool(_AGENCY.match(rest)) or bool(_MONTH.match(rest))
    )
