"""Settle which stretches of a text are names: the world's, spaCy's after cleaning, titles in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from kg.read.mentions_arms import designated
from kg.read.mentions_beside import told_as_person
from kg.read.mentions_called import called, called_names
from kg.read.mentions_leads import cited, led
from kg.read.mentions_longer import longer_name, of_a_person
from kg.read.mentions_places import placed_towns, strays
from kg.read.mentions_posts import address_words
from kg.read.mentions_refuted import plays, refuted
from kg.read.mentions_towns import Spoken, relabelled, unlabelled
from kg.read.mentions_words import common_surname, keywords, leads, nouns, title_words, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from kg.read.linking_gazetteer import Gazetteer
    from kg.read.mentions_names import Hit

CLASSES = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Region",
    "FAC": "Place",
    "NORP": "ActorGroup",
    "PRODUCT": "WeaponSystem",
    "EVENT": "Event",
    "LAW": "Agreement",
    "TEAM": "Organization",
    "RESOLUTION": "Policy",
}
_QUOTED = re.compile(r'"([^"\n]{3,80}?)[,.]?"')
_SMALL = frozenset(
    {"of", "the", "and", "for", "on", "in", "to", "de", "la", "al", "el", "bin", "von", "van", "-", "'s", "der", "del"}
)


_NEUTRAL = frozenset({"agency", "service", "channel", "corporation", "network", "group", "company", "club"})
_NEWS = frozenset({"news", "press", "broadcasting", "television", "radio", "media", "newspaper"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A name as found: from the world (``hit``) or new, with spaCy's label.

    ``QUOTE`` labels a title in quotes, ``TEAM`` a place's name that means a team of it.
    """

    start: int
    end: int
    label: str = ""
    hit: Hit | None = None


def units(doc: Doc, hits: tuple[Hit, ...], titles: tuple[tuple[int, int], ...], gazetteer: Gazetteer) -> list[Unit]:
    """Merge the world's hits with cleaned names; a longer name keeps a state's name inside it as a unit of its own."""
    teams = {(hit.start, hit.end): "TEAM" for hit in hits if plays(doc, hit, gazetteer)}
    borne = {hit: span for hit in hits if (span := of_a_person(doc, hit, gazetteer)) is not None}
    longer = {hit: span for hit in hits if (span := longer_name(doc, hit, gazetteer)) is not None} | borne
    placed = {(start, end): label for start, end, label in placed_towns(doc)}
    hits = tuple(
        hit
        for hit in hits
        if hit not in longer
        and (hit.start, hit.end) not in teams
        and not ((hit.start, hit.end) in placed and all(one.kind == "surname" for one in hit.candidates))
        and (hit.glued or not refuted(doc, hit, gazetteer))
    )
    found = [Unit(hit.start, hit.end, hit=hit) for hit in hits]
    at = {i: hit for hit in hits for i in range(hit.start, hit.end)}
    taken: set[int] = set()
    spoken = Spoken(hits, gazetteer)
    for start, end, said in [
        *((*span, "PERSON" if hit in borne else "ORG") for hit, span in longer.items()),
        *cited(doc),
        *led(doc),
        *_titled(doc, titles, at),
        *designated(doc, gazetteer),
        *_quoted(doc),
        *((*span, label) for span, label in placed.items()),
        *_cleaned(doc, hits),
        *_capitalised(doc),
        *((*span, label) for span, label in teams.items()),
        *strays(doc, gazetteer.spellings),
        *unlabelled(doc, spoken, gazetteer),
        *called_names(doc),
    ]:
        label = teams.get((start, end), said)
        label = relabelled(doc[start:end], label, spoken, gazetteer)
        if not taken.isdisjoint(range(start, end)):
            continue
        inside = list(dict.fromkeys(at[i] for i in range(start, end) if i in at))
        verdict = _against(doc, start, end, label, inside, gazetteer)
        if verdict is None:
            continue
        found = [unit for unit in found if unit.hit not in verdict.dropped]
        found.append(Unit(start, end, label))
        taken.update(range(start, end))
    found = _placed(doc, found)
    found += _echoes(doc, found)
    return sorted(found, key=lambda unit: (unit.start, -unit.end))


def _placed(doc: Doc, found: list[Unit]) -> list[Unit]:
    """Take for a place what is called one elsewhere, though spaCy says person; no part of a person's name."""
    places = {doc[one.start : one.end].text for one in found if one.label == "GPE" and called(doc[one.start : one.end])}
    persons = [doc[one.start : one.end] for one in found if one.label == "PERSON" and places]
    borne = {token.text for span in persons if len(span) > 1 or told_as_person(span) for token in span}
    return [
        replace(one, label="GPE")
        if one.label == "PERSON" and (text := doc[one.start : one.end].text) in places and text not in borne
        else one
        for one in found
    ]


def _echoes(doc: Doc, found: list[Unit]) -> Iterator[Unit]:
    """Yield the other places of a name that was recognised once: spaCy often misses its second mention."""
    covered = {i for unit in found for i in range(unit.start, unit.end)}
    known: dict[str, list[Unit]] = {}
    for unit in found:
        if unit.hit is None and unit.label in ("ORG", "GPE", "PERSON", "LOC", "FAC"):
            known.setdefault(doc[unit.start].text, []).append(unit)
    for token in doc if known else ():
        for unit in known.get(token.text, ()) if token.i not in covered and token.pos_ == "PROPN" else ():
            end = token.i + unit.end - unit.start
            if doc[token.i : end].text == doc[unit.start : unit.end].text and covered.isdisjoint(range(token.i, end)):
                covered.update(range(token.i, end))
                person = unit.label == "GPE" and told_as_person(doc[token.i : end])
                yield Unit(token.i, end, "PERSON" if person else unit.label)


@dataclass(frozen=True, slots=True)
class _Verdict:
    dropped: tuple[Hit, ...] = ()


def _against(doc: Doc, start: int, end: int, label: str, inside: list[Hit], gazetteer: Gazetteer) -> _Verdict | None:
    """Tell whether a name stands beside the hits inside it (None: it does not), and which of these it swallows."""
    if not inside:
        return _Verdict()
    if any(hit.start < start or hit.end > end or (hit.start == start and hit.end == end) for hit in inside):
        return None
    covered = {i for hit in inside for i in range(hit.start, hit.end)}
    rest = [
        doc[i] for i in range(start, end) if i not in covered and doc[i].lower_ not in _SMALL and not doc[i].is_punct
    ]
    if not rest:
        return _Verdict(tuple(inside)) if _is_longer(doc[start:end].text, label, inside, gazetteer) else None
    only_directions = all(token.lower_ in words("words")["directions"] for token in rest)
    if label == "RESOLUTION":
        return _Verdict(tuple(inside))
    if only_directions or not all(_capital(token, start) for token in rest):
        return None
    kept_apart = ("GovernmentBody", "ArmedForce", "Agreement")
    if label == "PERSON" or class_of(doc[start:end].text, label) not in kept_apart:
        return _Verdict(tuple(inside))
    return _Verdict(tuple(hit for hit in inside if not _is_state(hit, gazetteer)))


def _capital(token: Token, start: int) -> bool:
    """Tell whether a word of a name has its capital, or is the second part of a hyphened one ("Yu-wei")."""
    return token.text[:1].isupper() or (token.i > start + 1 and token.nbor(-1).text == "-")


def _is_longer(text: str, label: str, inside: list[Hit], gazetteer: Gazetteer) -> bool:
    """Tell whether names in a row are one new name: surnames a person's ("Sharon Singh"), "China Times" a paper's."""
    if label == "PERSON":
        borne = all(one.kind == "surname" for hit in inside for one in hit.candidates)
        pair = "-" in text and " " not in text and not any(common_surname(part) for part in text.split("-"))
        return borne and not pair
    last = {gazetteer.world.entities[one.entity].type for one in inside[-1].candidates}
    return len(inside) > 1 and last == {"MediaOutlet"} and class_of(text, label) == "MediaOutlet"


def _is_state(hit: Hit, gazetteer: Gazetteer) -> bool:
    return any(gazetteer.world.entities[one.entity].type == "State" and one.kind != "capital" for one in hit.candidates)


def _titled(doc: Doc, titles: tuple[tuple[int, int], ...], at: Mapping[int, Hit]) -> Iterator[tuple[int, int, str]]:
    """Yield what bears a title as a person: the proper nouns right after it."""
    named = {i for i, hit in at.items() if any(one.kind != "surname" for one in hit.candidates)}
    for _, start in titles:
        end = _name_end(doc, start, named)
        first = next((i for i in range(start, end) if doc[i].lower_ not in address_words()), end)
        if end > first and end not in at and _may_be_person(doc[first], doc[end - 1]):
            yield first, end, "PERSON"


def _name_end(doc: Doc, start: int, named: set[int]) -> int:
    """Give where the proper nouns behind a title end, before what is another's name."""
    junk, end = words("words")["junk_names"], start
    while end < len(doc) and end - start < 5 and doc[end].tag_ in ("NNP", "NNPS", "HYPH") and end not in named:
        if doc[end].lower_ in junk or (end > start and doc[end].ent_iob_ == "B" and doc[end].ent_type_ != "PERSON"):
            break
        end += 1
    while end > start and not (doc[end - 1].is_alpha or doc[end - 1].lower_ in ("jr.", "sr.")):
        end -= 1
    return end


def _may_be_person(first: Token, last: Token) -> bool:
    named = first.text[:1].isupper() and len(first) > 1
    return named and not last.is_upper and last.lower_ not in keywords()


def _cleaned(doc: Doc, hits: tuple[Hit, ...]) -> Iterator[tuple[int, int, str]]:
    """Yield spaCy's names without articles, titles, possessives and what is no name at all."""
    ends = {(hit.start, hit.end) for hit in hits}
    for span in doc.ents:
        if span.label_ in CLASSES:
            start, end = _trim(doc, _behind_owner(span, ends), _before_known(span, _extend(doc, span), ends))
            if end > start and _is_name(doc[start:end]):
                placed = start > span.start and doc[start - 1].lower_ in _PLACING
                yield start, end, "GPE" if placed and span.label_ == "PERSON" else span.label_


def _before_known(span: Span, end: int, known: set[tuple[int, int]]) -> int:
    """Cut a name that spaCy joined with a known one: "Pangong Tso **and Doklam**"."""
    for joint in span[1:-1]:
        if joint.lower_ in ("and", ",") and (joint.i + 1, end) in known and (joint.i - span.start) < _JOINED:
            return joint.i
    return end


def _behind_owner(span: Span, known: set[tuple[int, int]]) -> int:
    """Give where what somebody known has begins: "Rosatom's **Ann Lee**" is no name of one."""
    joint = next((token.i for token in span if token.tag_ == "POS"), span.start)
    named = joint + 1 < span.end and span.doc[joint + 1].text[:1].isupper()
    return joint + 1 if named and (span.start, joint) in known else span.start


def _extend(doc: Doc, span: Span) -> int:
    """Take in "of Excellence" after an organisation and the rest of a hyphened name."""
    end = span.end
    while (
        end + 1 < len(doc)
        and doc[end].text == "-"
        and not doc[end - 1].whitespace_
        and doc[end + 1].pos_ in ("PROPN", "NOUN")
    ):
        if span.label_ != "PERSON":
            break
        end += 2
    if _divides(doc, end):
        return end + 1  # "Nabatieh" alone is a name to spaCy, of "Nabatieh Governorate"
    more = span.label_ in ("ORG", "FAC") and end + 1 < len(doc) and doc[end].lower_ == "of"
    return end + 2 if more and doc[end + 1].tag_ == "NNP" and not doc[end + 1].ent_type_ else end


def _divides(doc: Doc, end: int) -> bool:
    """Tell whether a word after a name makes it a division: "Sumy Raion", not "Dallas District Attorney"."""
    if end >= len(doc) or not doc[end].text.istitle() or keywords().get(doc[end].lower_) != "AdminArea":
        return False
    return doc[end - 1].is_alpha and (end + 1 == len(doc) or not doc[end + 1].text[:1].isupper())


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Cut what belongs to no name from both ends: articles, titles before persons, counts, prepositions."""
    person = end > start and any(doc[i].ent_type_ == "PERSON" for i in range(start, end))
    while start < end and _leads(doc[start], person=person and end - start > 1):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].lower_ in _TRAILING):
        end -= 1
    return start, end


_JOINED = 3  # words before "and": a longer name has it inside, "Centre for War and Peace"
_PLACING = frozenset({"near", "in", "at", "outside", "around", "inside"})
_LEADING = frozenset({"the", "a", "an", "mr", "mr.", "'s", "'"})
_LEANING = frozenset({"anti", "pro"})
_TRAILING = frozenset({"'s", "s'", "'", "of", "the", "and", "for", "in", "to", "on", "at"})
_NAME_PARTICLES = frozenset({"al", "el", "de", "van", "von", "bin", "ibn", "da", "du", "la", "le"})


def _leads(token: Token, *, person: bool) -> bool:
    if token.is_punct or token.is_space or token.lower_ in _LEADING:
        return True
    if token.text.islower() and token.lower_ not in _NAME_PARTICLES:
        return True
    if token.lower_ in _LEANING and token.i + 1 < len(token.doc) and token.nbor().text == "-":
        return True  # "**Anti**-Japanese riots"
    if token.pos_ in ("ADP", "SCONJ", "CCONJ") or token.lower_ in _PLACING:
        return True
    return person and token.lower_ in title_words()


def _is_name(span: Span) -> bool:
    text = span.text
    if len(text) < 2 or "\n" in text or not any(char.isupper() for char in text):
        return False
    if text.lower() in words("words")["junk_names"] or not any(char.isalpha() for char in text):
        return False
    if all(token.is_stop or not token.is_alpha for token in span) or (
        len(span) == 1 and span[0].pos_ in ("VERB", "ADV")
    ):
        return False
    if len(span) == 1 and span[0].lemma_.lower() in nouns() and span[0].pos_ != "PROPN":
        return False
    return not _shouted(span)


def _shouted(span: Span) -> bool:
    """Tell whether a name stands among words that are all in capitals, where capitals tell nothing."""
    if not span.text.isupper():
        return False
    words_around = [token for token in span.sent if token.is_alpha and len(token) > 2]
    return len(words_around) > 3 and sum(token.is_upper for token in words_around) > 0.7 * len(words_around)


def _quoted(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Yield titles in quotation marks: all their words but small ones begin with a capital."""
    for found in _QUOTED.finditer(doc.text):
        span = doc.char_span(*found.span(1), alignment_mode="contract")
        if span is None or not 2 <= len(span) <= 14:
            continue
        content = [token for token in span if token.lower_ not in _SMALL and not token.is_punct]
        titled = all(token.text[:1].isupper() or token.is_digit for token in content)
        if len(content) > 1 and titled and not span[-1].is_punct and content[0].i == span.start:
            yield span.start, span.end, "QUOTE"


def _capitalised(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Yield runs of proper nouns that nobody has called a name, where the run ends in a word that tells its class."""
    known = keywords()
    for proper, run in groupby(doc, key=_is_proper):
        tokens = list(run) if proper else []
        if len(tokens) > 1 and any(token.lower_ in known for token in tokens[-2:]):
            start, end = _trim(doc, tokens[0].i, tokens[-1].i + 1)
            if end - start > 1 and doc[end - 1].lower_ in known and _is_name(doc[start:end]):
                yield start, end, "RUN"


def _is_proper(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper()


def class_of(text: str, label: str) -> str:
    """Give the class of a new name from its words, else from spaCy's label.

    >>> class_of("Lagos Harbour Promotion Bureau", "ORG"), class_of("Heron Island", "PERSON"), class_of("USS Elm", "")
    ('GovernmentBody', 'Territory', 'WeaponSystem')
    """
    tokens = text.lower().split()
    if len(tokens) > 1 and tokens[-1] in _NEUTRAL and not set(tokens).isdisjoint(_NEWS):
        return "MediaOutlet"
    if len(tokens) > 1:
        heads = [tokens[tokens.index("of") - 1]] if "of" in tokens[1:] else []
        for word in (*heads, tokens[-1]):
            if word in keywords():
                return keywords()[word]
        first = text.split(maxsplit=1)[0]
        if first in leads():
            return leads()[first]
    return CLASSES.get(label, "Entity")
