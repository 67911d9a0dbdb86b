"""Propose entities that may be one, each with its reason and where that is written; a reviewer accepts or leaves them.

Assembly merges only what the reference or a full name says is one. What a single article teaches (another name, an
acronym), a surname with the same office, or a spelling that differs by a plural or an accent, is only proposed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Final, cast
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Store

from kg.model import BASE
from kg.query.claims import Party
from kg.query.run import select
from kg.rdf import ONTOLOGY, iri, kg
from kg.rdf.write import EXACT, IDENTIFIER, TEXT
from kg.relations import fits, relations
from kg.world.text import fold, is_acronym

AROUND: Final = 60
"""Characters shown before and after a name."""
_LOCAL: Final = "--"
"""Stands in the id of what holds within one article, such as a surname alone."""
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two entities that may be one: the one to go, the one to stay, why, in what article (its id) and in what words."""

    entity: Party
    other: Party
    reason: str
    article: str
    quote: str


@dataclass(frozen=True, slots=True)
class _Named:
    """An entity as proposals see it: ``known`` is whether the reference has it."""

    party: Party
    mentions: int
    known: bool

    @property
    def local(self) -> bool:
        return _LOCAL in self.party.id


def proposals(store: Store, base: str = BASE, apart: Iterable[tuple[str, str]] = ()) -> tuple[Proposal, ...]:
    """Give what may be merged, the most spoken of first, each pair once, but those that are ``apart`` (two ids)."""
    told_apart = {frozenset(pair) for pair in apart}
    named = _named(store, base)
    found: dict[tuple[str, str], Proposal] = {}
    for way in (_other_names, _surnames, _spellings):
        for one in way(named, store, base):
            pair = one.entity.id, one.other.id
            if pair not in found and pair[::-1] not in found and frozenset(pair) not in told_apart:
                found[pair] = one
    return tuple(sorted(found.values(), key=lambda one: (-named[one.entity.id].mentions, one.entity.id, one.other.id)))


def _named(store: Store, base: str) -> dict[str, _Named]:
    listed = (
        "SELECT ?entity ?label ?type ?n { ?entity kg:articles ?a ; kg:mentions ?n ; skos:prefLabel ?label ; a ?type }"
    )
    world = select(store, "SELECT ?entity { GRAPH kg:world { ?entity skos:prefLabel ?label } }", base)
    known = {row["entity"].value for row in world}
    found = {}
    for row in select(store, listed, base):
        name = row["entity"].value
        party = Party(_tail(name), row["label"].value, row["type"].value.removeprefix(ONTOLOGY))
        found[party.id] = _Named(party, int(row["n"].value), name in known)
    return found


def _tail(name: str) -> str:
    return unquote(name.rsplit("/", 1)[-1])


def _may_be(one: _Named, other: _Named) -> bool:
    """Tell whether one may go into the other: it is not one that the reference tells apart."""
    if one.party.id == other.party.id or one.known:
        return False
    return fits(one.party.type, (other.party.type,)) or fits(other.party.type, (one.party.type,))


def _other_names(named: dict[str, _Named], store: Store, _base: str) -> Iterator[Proposal]:
    """Yield what bears a name that some article uses for another."""
    called: dict[str, list[_Named]] = defaultdict(list)
    for one in named.values():
        if not one.local and is_name(one.party.label):
            called[fold(one.party.label)].append(one)
    articles = {cast("NamedNode", quad.subject) for quad in store.quads_for_pattern(None, TEXT, None, None)}
    for article in sorted(articles, key=str):
        text, identity = _value(store, article, TEXT), _value(store, article, IDENTIFIER)
        for name, start, end in _places(store, None, article):
            other, form = named.get(name), " ".join(text[start:end].split())
            if other is None or not is_name(form) or fold(form) == fold(other.party.label):
                continue
            for one in called.get(fold(form), ()):
                if _may_be(one, other) and not _generic(one, other):
                    reason = f"an article calls {other.party.label} so too"
                    yield Proposal(one.party, other.party, reason, identity, _around(text, start, end))


def _generic(one: _Named, other: _Named) -> bool:
    """Tell whether a name may be short for many: "the Council", "the Ministry of Health"; initials are not."""
    words, longer = (set(_WORD.findall(fold(who.party.label))) for who in (one, other))
    if one.party.type == "Person":
        return False
    return words <= longer or (len(words) == 1 and not is_acronym(one.party.label))


def is_name(label: str) -> bool:
    """Tell whether words look like a name: all but small ones start with a capital or digit.

    >>> is_name("League of Nations"), is_name("social leaders"), is_name("FA")
    (True, False, True)
    """
    words = _WORD.findall(label)
    return bool(words) and words[0][0].isupper() and all(len(word) < 4 or not word[0].islower() for word in words)


def _surnames(named: dict[str, _Named], store: Store, base: str) -> Iterator[Proposal]:
    """Yield surnames that one article gives alone, with who bears it and has the same office elsewhere."""
    holders: dict[tuple[str, str], list[tuple[_Named, NamedNode]]] = defaultdict(list)
    titles = " ".join(str(kg(name)) for name, one in relations().items() if one.nature == "title")
    query = f"SELECT ?p ?r ?s ?o {{ VALUES ?r {{ {titles} }} ?p rdf:predicate ?r ; rdf:subject ?s ; rdf:object ?o }}"
    for row in select(store, query, base):
        ends = [_tail(row[end].value) for end in ("s", "o")]
        for person, office in permutations(ends):
            if person in named and named[person].party.type == "Person":
                holders[row["r"].value, office].append((named[person], cast("NamedNode", row["p"])))
    for found in holders.values():
        for (one, told), (other, _) in permutations(found, 2):
            last = fold(other.party.label).split()[-1:]
            if one.local and not other.local and [fold(one.party.label)] == last and _may_be(one, other):
                reason = f"{other.party.label} bears the surname and has the same office"
                yield Proposal(one.party, other.party, reason, *_told(store, told))


def _told(store: Store, proposition: NamedNode) -> tuple[str, str]:
    """Give article and words of the first claim that affirms a proposition."""
    quads = sorted(store.quads_for_pattern(None, kg("affirms"), proposition, None), key=str)
    for quad in quads:
        for place in store.quads_for_pattern(quad.subject, kg("evidence"), None, quad.graph_name):
            article, words = cast("NamedNode", quad.graph_name), cast("NamedNode", place.object)
            return _value(store, article, IDENTIFIER), " ".join(_value(store, words, EXACT, article).split())
    return "", ""


def _spellings(named: dict[str, _Named], store: Store, base: str) -> Iterator[Proposal]:
    """Yield names that differ by accents, punctuation or a plural alone."""
    alike: dict[str, list[_Named]] = defaultdict(list)
    for one in named.values():
        if not one.local and is_name(one.party.label):
            alike[_stem(one.party.label)].append(one)
    for group in (group for group in alike.values() if len(group) > 1):
        kept = max(group, key=lambda one: (one.known, one.mentions, one.party.id))
        for one in group:
            if _may_be(one, kept):
                same = one.party.label == kept.party.label
                reason = "they bear one name" if same else "the names differ in spelling alone"
                yield Proposal(one.party, kept.party, reason, *_first(store, one, base))


def _stem(label: str) -> str:
    """Give what names that differ by accents, punctuation or (in longer ones) a plural share."""
    words = _WORD.findall(fold(label))
    return " ".join(word.removesuffix("s") if len(words) > 1 else word for word in words)


def _first(store: Store, one: _Named, base: str) -> tuple[str, str]:
    """Give the first article that mentions an entity, and the words there."""
    node = iri("ent", one.party.id, base)
    quads = store.quads_for_pattern(node, kg("mentionedAt"), None, None)
    for article in sorted((cast("NamedNode", quad.graph_name) for quad in quads), key=str):
        for _, start, end in _places(store, node, article):
            return _value(store, article, IDENTIFIER), _around(_value(store, article, TEXT), start, end)
    return "", ""


def _places(store: Store, entity: NamedNode | None, article: NamedNode) -> Iterator[tuple[str, int, int]]:
    """Yield where an article mentions entities: id, characters."""
    for quad in store.quads_for_pattern(entity, kg("mentionedAt"), None, article):
        for place in cast("Literal", quad.object).value.replace("char=", "").split(";"):
            start, end = map(int, place.split(","))
            yield _tail(cast("NamedNode", quad.subject).value), start, end


def _value(store: Store, node: NamedNode, predicate: NamedNode, graph: NamedNode | None = None) -> str:
    quad = next(store.quads_for_pattern(node, predicate, None, graph or node), None)
    return "" if quad is None else cast("Literal", quad.object).value


def _around(text: str, start: int, end: int) -> str:
    return " ".join(text[max(0, start - AROUND) : end + AROUND].split())
