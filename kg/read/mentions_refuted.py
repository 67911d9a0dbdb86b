"""Tell where a text spells a name of the world but does not mean it: ordinary words, persons, teams."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.read.mentions_arms import otherwise, unlikely
from kg.read.mentions_words import bodies, keywords, title_words, words
from kg.world import doubtful, fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from kg.read.linking_gazetteer import Gazetteer
    from kg.read.mentions_names import Hit

_PLACES = frozenset({"State", "AdminArea", "City"})
_SURNAME = 3  # letters: towns such as Ho, Aba, Wau share theirs with many a person
_BELOW = frozenset({"assistant", "deputy", "under", "vice"})
_ANY = frozenset({"a", "an", "another", "any", "no"})
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "his", "her", "their", "my", "your"})
PLACING = frozenset({"in", "at", "near", "from", "to", "of", "outside", "around", "across", "inside", "into"})


def refuted(doc: Doc, hit: Hit, gazetteer: Gazetteer) -> bool:
    """Tell whether the words around a hit speak against every one of its candidates."""
    span = doc[hit.start : hit.end]
    types = {gazetteer.world.entities[one.entity].type for one in hit.candidates}
    if "State" not in types and span.end < len(doc) and doc[span.end].lower_ in words("words")["illness"]:
        return True  # the West Nile virus
    if types == {"Territory"} and span.text.islower() and hit.start and doc[hit.start - 1].lower_ in _ANY:
        return True  # "a demilitarized zone" is a new one
    if types == {"WeaponSystem"} and any(map(str.isdigit, span.text)) and (otherwise(span) or unlikely(span)):
        return True  # "a B-2 visa"
    if len(span) == 1 and (_ordinary(span) or _other_initials(span, hit, gazetteer) or _directs(span, gazetteer)):
        return True
    if types == {"Office"} and hit.start and doc[hit.start - 1].lower_ in _BELOW:
        return True  # "**Assistant** Secretary of State"
    if all(one.kind == "word" for one in hit.candidates):
        return not of_business(span)
    return types == {"City"} and (_of_a_person(span) or _begins_longer(span, gazetteer) or _is_surname(span, gazetteer))


def plays(doc: Doc, hit: Hit, gazetteer: Gazetteer) -> bool:
    """Tell whether a hit names a place, but means its team: its sentence speaks of sport, and it is no *in* Seattle."""
    hit = hit.without_surnames()
    if hit.glued or not {gazetteer.world.entities[one.entity].type for one in hit.candidates} <= _PLACES:
        return False
    before = doc[hit.start - 1].lower_ if hit.start else ""
    if before in PLACING or (before == "," and hit.start > 1 and doc[hit.start - 2].ent_type_ == "GPE"):
        return False
    sentence, sets = doc[hit.start].sent, words("words")
    nouns = {token.lemma_ for token in sentence if token.pos_ == "NOUN" and token.text.islower()}
    if not nouns.isdisjoint(sets["only_sport"]) or any(_won(token) or _scored(token) for token in sentence):
        return True
    states = any(gazetteer.world.entities[one.entity].type == "State" for one in hit.candidates)
    return len(nouns & (sets["sports"] | sets["playing"])) > 1 + states  # states are key players in many a game


def _ordinary(span: Span) -> bool:
    """Tell whether a name that is a word too ("Diplomat") is the word: counted, or capitalised by its place alone."""
    token = span[0]
    if fold(span.text) not in doubtful() or token.is_upper:
        return False
    if token.i and token.nbor(-1).lower_ in words("words")["counting"]:
        return True
    return opens(token) and token.pos_ != "PROPN" and not token.ent_type_


def _directs(span: Span, gazetteer: Gazetteer) -> bool:
    """Tell whether *Western* only says which part of a place is meant: "Western Tigray"; it is not the West's."""
    after = span.doc[span.end] if span.end < len(span.doc) else None
    if after is None or span.text != "Western" or after.tag_ not in ("NNP", "NNPS"):
        return False
    known = gazetteer.called(after.text)
    return after.ent_type_ in ("GPE", "LOC") if known is None else known.type in _PLACES


def of_business(span: Span) -> bool:
    """Tell whether a company called by a word or surname is meant: to spaCy, or by a word of trade after it."""
    before = span.doc[span.start - 1] if span.start else None
    determined = before is not None and before.lower_ in _DETERMINERS and before.dep_ != "mark"
    if determined or any(one.label_ == "PERSON" and one[-1].text == span.text for one in span.doc.ents):
        return False
    after = span.doc[span.end] if span.end < len(span.doc) else None
    if after is not None and after.lower_ in words("words")["wilds"]:
        return False  # the Amazon rain forest
    trade = after is not None and after.lemma_.lower() in words("words")["trade"]
    return trade or any(one.label_ == "ORG" and (one.start, one.end) == (span.start, span.end) for one in span.doc.ents)


def opens(token: Token) -> bool:
    """Tell whether a word begins a sentence or a quotation, so that its capital tells nothing."""
    return bool(token.is_sent_start) or token.i == 0 or token.nbor(-1).text in ('"', "'", "(", "-")


def _of_a_person(span: Span) -> bool:
    """Tell whether a town's name is part of a longer one, or as short as a surname, and follows no *in* or *at*."""
    before = span.doc[span.start - 1].lower_ if span.start else ""
    if span[0].ent_type_ not in ("PERSON", "ORG") or before in PLACING:
        return False
    around = [one for one in span.doc.ents if one.start <= span.start and span.end <= one.end]
    return any(len(one) > (1 if one.label_ == "ORG" else len(span)) for one in around) or len(span.text) <= _SURNAME


def _is_surname(span: Span, gazetteer: Gazetteer) -> bool:
    """Tell whether a town's name is a known person's last, where no word before and no label speaks for a place."""
    before = span.doc[span.start - 1].lower_ if span.start else ""
    placed = before in PLACING or span[0].ent_type_ in ("GPE", "LOC", "FAC") or span.start == 0
    return not placed and fold(span.text) in gazetteer.surnames


def _begins_longer(span: Span, gazetteer: Gazetteer) -> bool:
    """Tell whether a town's name opens a longer one that nobody knows: "Chicago White Sox"."""
    after = span.doc[span.end] if span.end < len(span.doc) else None
    if after is None or after.tag_ not in ("NNP", "NNPS") or not after.text.istitle() or after.lower_ in known_words():
        return False
    follows = gazetteer.called(span.doc[span.end : span.end + 2].text)
    if follows is not None and follows.type == "Person":
        return False
    return span.root.dep_ == "compound" and span.root.head.pos_ == "PROPN" and span.root.head.i > span.root.i


@cache
def known_words() -> frozenset[str]:
    """Give the words that may follow a town's name and leave it one: titles, and words for bodies and places."""
    of_bodies = {word for post in bodies() for phrase in post.phrases for word in phrase.split()}
    return frozenset(title_words() | of_bodies | set(keywords()))


def _other_initials(span: Span, hit: Hit, gazetteer: Gazetteer) -> bool:
    """Tell whether an abbreviation shortens another name of the article: "Denver International Airport", then DIA."""
    letters = span.text
    if not (letters.isalpha() and letters.isupper() and len(letters) > 2):
        return False
    full = re.compile(r"\b" + r"\s+(?:(?:of|the|and|for)\s+)*".join(rf"{letter}[a-z]+" for letter in letters) + r"\b")
    meant = (one.entity for one in hit.candidates)
    named = {fold(name.text) for entity in meant for name in gazetteer.world.named(entity)}
    named |= {fold(gazetteer.world.entities[one.entity].label) for one in hit.candidates}
    return any(fold(found.group()) not in named for found in full.finditer(span.doc.text)) and not any(
        name in fold(span.doc.text) for name in named - {fold(letters)}
    )


def _scored(token: Token) -> bool:
    """Tell whether a verb of contest has an opponent and the score beside it: "beat Dallas 24-17"."""
    if token.lemma_.lower() not in words("words")["contests"]:
        return False
    doc = token.doc
    for at in range(token.i + 2, min(token.i + 8, len(doc) - 2)):
        if doc[at].is_digit and doc[at + 1].text in ("-", "–") and doc[at + 2].is_digit:
            counted = at + 3 < len(doc) and doc[at + 3].pos_ in ("NOUN", "ADJ", "PROPN")  # "lost 100-200 soldiers"
            return doc[at - 1].pos_ == "PROPN" and not counted
    return False


def _won(token: Token) -> bool:
    """Tell whether a word is what players win: "won the title"."""
    return token.dep_ == "dobj" and token.head.lemma_ == "win" and token.lemma_ in words("words")["won"]
