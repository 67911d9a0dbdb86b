"""Make anew what changed articles touch in the assembled view, and nothing else.

What an article says changes the propositions it speaks of. A proposition's status also hangs on the propositions it
stands in conflict with or follows from, on which articles are copies, and (for who holds a territory) on who belongs
to whom and who is a person. All of these are found by look-ups; the result is that of assembling everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain
from typing import cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Store

from kg.assemble import columns, copies, describe, levels
from kg.assemble.collect import Collected, Proposition, collect_some
from kg.assemble.collect import ends as ends_of
from kg.assemble.conflicts import Conflict, exclusive
from kg.assemble.conflicts import chain as reached
from kg.assemble.find import BELONGING, SUCCESSION, Ties, find_conflicts, is_told, world_facts
from kg.assemble.support import told
from kg.model import proposition_id
from kg.rdf import iri, kg, local_id, prefixes
from kg.rdf.write import TYPE
from kg.relations import implied, is_symmetric, relations
from kg.store import PENDING
from kg.world import World

CONTESTED, WORLD = kg("contested"), kg("world")
VIEW = DefaultGraph()
SMALL = 4
"""A change that touches no more than this part of all propositions is worked out alone."""
Names = set[str]
OVER = "?p rdf:object ?o ; rdf:predicate ?r"
HELD_BY = "VALUES ?end { rdf:subject rdf:object } ?p ?end ?e . VALUES ?r { EXCLUSIVE } ?p rdf:predicate ?r"
"""Propositions by what is held, and by who holds or is held."""


def noted(store: Store) -> set[Quad]:
    """Give the notes of what was touched since the view was assembled (see ``kg.store.PENDING``)."""
    return set(store.quads_for_pattern(None, None, None, PENDING))


def is_small(store: Store) -> bool:
    """Tell whether so little was touched that working it out alone is worth it."""
    touched = sum(1 for _ in store.quads_for_pattern(None, None, kg("Proposition"), PENDING))
    return SMALL * touched <= sum(1 for _ in store.quads_for_pattern(None, TYPE, kg("Proposition"), VIEW))


def plain(propositions: Iterable[Proposition], contested: frozenset[str]) -> Iterator[Quad]:
    """Yield the plain triples: of what is affirmed as a fact, and of what somebody denies.

    Those of a symmetric relation are there in both directions, so that a query finds them from either end.
    """
    for one in propositions:
        if any(stand.modality == "asserted" for stand in one.stands):
            graph = CONTESTED if one.iri in contested else VIEW
            yield from (Quad(*three, graph) for three in _triples(*describe.triple(one)))


def _triples(subject: NamedNode, relation: NamedNode, object_: NamedNode) -> Iterator[describe.Statement]:
    yield subject, relation, object_
    if is_symmetric(local_id(relation)) and subject != object_:
        yield object_, relation, subject


@dataclass(frozen=True, slots=True)
class Touched:
    """What is to be made anew: IRIs."""

    propositions: Names
    entities: Names
    articles: Names


def update(store: Store, world: World, base: str) -> tuple[set[Quad], set[Quad]]:
    """Give the quads that the view holds of all that was touched, and those that it ought to hold of it."""
    touched = Touched(*(_noted(store, kind) for kind in ("Proposition", "Entity", "Article")))
    texts = _Texts(store, touched.articles)
    look = _Look(store, world, base, touched.propositions)
    changed = touched.propositions | _claimed_in(store, texts.moved())
    changed |= look.held_by({*look.below(touched.propositions), *look.of_another_class(touched.entities)})
    changed |= look.implied(changed)
    wanted = changed | _partners(store, changed)
    collected, found = _worked_out(look, texts, wanted)
    if more := {name for one in found if changed & {*one.between} for name in one.between} - wanted:
        wanted |= more
        collected, found = _worked_out(look, texts, wanted)
    touched = replace(touched, propositions=wanted)
    found = tuple(one for one in found if wanted & {*one.between})
    held, due = set(_held(store, touched)), set(_due(look, texts, touched, collected, found))
    gone, added = levels.moved(store, levels.tally(held), levels.tally(due), base)
    return held | gone, due | added


def _noted(store: Store, kind: str) -> Names:
    return {_name(quad.subject) for quad in store.quads_for_pattern(None, None, kg(kind), PENDING)}


def _name(term: object) -> str:
    return cast("NamedNode", term).value


def _claimed_in(store: Store, articles: Iterable[str]) -> Names:
    return {
        _name(quad.object)
        for article in articles
        for stand in (kg("affirms"), kg("denies"))
        for quad in store.quads_for_pattern(None, stand, None, NamedNode(article))
    }


def _partners(store: Store, propositions: Names) -> Names:
    """Give the propositions that the view has in conflict with some."""
    nodes = {quad.subject for name in propositions for quad in _conflicts(store, name)}
    return {_name(quad.object) for node in nodes for quad in store.quads_for_pattern(node, kg("between"), None, VIEW)}


def _conflicts(store: Store, proposition: str) -> Iterator[Quad]:
    return store.quads_for_pattern(None, kg("between"), NamedNode(proposition), VIEW)


class _Texts:
    """Which articles are copies, before and after a change to some."""

    def __init__(self, store: Store, articles: Names) -> None:
        self.store, self.articles = store, articles
        self.before = copies.kept_pairs(store, articles)
        self.sketches = copies.sketched(store, articles)
        kept = {name: one for name, one in copies.kept_sketches(store).items() if name not in articles}
        self.links = copies.pairs(store, articles, kept | self.sketches)
        self.beside: dict[str, Names] = defaultdict(set)
        for one, other in self.links:
            self.beside[one].add(other)

    def near(self, article: str) -> Names:
        """Give the near-copies of an article as they are now."""
        if article in self.articles:
            return self.beside[article]
        kept = self.store.quads_for_pattern(NamedNode(article), copies.COPY, None, VIEW)
        return {name for quad in kept if (name := _name(quad.object)) not in self.articles} | self.beside[article]

    def moved(self) -> Names:
        """Give the articles that may be copies of other ones than before."""
        if self.before == self.links:
            return set()
        return set(copies.groups(self.articles | {one for one, _ in self.before | self.links}, self.near))


class _Look:
    """Looks up what is near a proposition, an entity or an article."""

    def __init__(self, store: Store, world: World, base: str, touched: Names) -> None:
        self.store, self.world, self.base = store, world, base
        self.facts = world_facts(world, base)
        self.ends = {name: found for name in touched if (found := ends_of(store, NamedNode(name)))}

    def proposition(self, subject: str, relation: str, object_: str) -> str:
        """Give the IRI of a proposition."""
        subject, object_ = (local_id(NamedNode(end)) for end in (subject, object_))
        return iri("prop", proposition_id(subject, relation, object_), self.base).value

    def said(self, proposition: str) -> tuple[str, str, str]:
        """Give subject, relation and object of a proposition; empty where nothing knows it."""
        if proposition not in self.ends:
            self.ends[proposition] = ends_of(self.store, NamedNode(proposition)) or ("", "", "")
        return self.ends[proposition]

    def implied(self, propositions: Iterable[str]) -> Names:
        """Give the propositions that follow from some, which also hang on what these are told by."""
        said = (self.said(name) for name in propositions)
        ends = ((subject, name, object_, turned) for subject, one, object_ in said if subject
                for name, turned in implied(one))  # fmt: skip
        found = (
            self.proposition(object_, name, subject) if turned else self.proposition(subject, name, object_)
            for subject, name, object_, turned in ends
        )
        return {name for name in found if ends_of(self.store, NamedNode(name))}

    def near(self, propositions: Iterable[str]) -> Names:
        """Give the propositions that may stand in conflict with some, and these."""
        said = {name: self.said(name) for name in propositions}
        pairs = {tuple(sorted((subject, object_))) for subject, _, object_ in said.values() if subject}
        names = {name for relation in relations() for name, _ in implied(relation)}
        between = (
            self.proposition(one, name, other) for pair in pairs for one, other in (pair, pair[::-1]) for name in names
        )
        held = {(name, object_) for _, name, object_ in said.values() if name in exclusive()}
        return {*said, *between, *self._found("(?r ?o)", OVER, (f"({kg(name)} <{end}>)" for name, end in held))}

    def held_by(self, entities: Iterable[str]) -> Names:
        """Give the propositions in which these hold, or claim, something, or are held or claimed."""
        known = " ".join(str(kg(name)) for name in exclusive())
        return self._found("?e", HELD_BY.replace("EXCLUSIVE", known), (f"<{entity}>" for entity in entities))

    def _found(self, names: str, pattern: str, terms: Iterable[str]) -> Names:
        """Give the propositions of the view that fit a pattern; others were touched, and are known without it."""
        if not (given := " ".join(sorted(terms))):
            return set()
        query = f"SELECT DISTINCT ?p WHERE {{ VALUES {names} {{ {given} }} {pattern} }}"
        found = cast("QuerySolutions", self.store.query(query, prefixes=prefixes(self.base)))
        return {_name(row["p"]) for row in found}

    def of_another_class(self, entities: Names) -> Names:
        """Give the entities that the view takes to be something else than the articles do now."""
        met = collect_some(self.store, (), (), map(NamedNode, entities))
        now = describe.classes(met, self.world, self.base)
        return {name for name, kind in now.items() if Quad(NamedNode(name), TYPE, kg(kind), VIEW) not in self.store}

    def below(self, propositions: Iterable[str]) -> Names:
        """Give all that follows or belongs to the subjects of the propositions that say who does."""
        tied = [(subject, name) for subject, name, _ in map(self.said, propositions) if name in {SUCCESSION, BELONGING}]
        found = (reached(partial(self._under, name), subject) for subject, name in tied)
        return {end for one in found for end in one}

    def _under(self, relation: str, end: str) -> Names:
        known = {fact.subject for fact in self.facts if fact.relation == relation and fact.object == end}
        told = chain.from_iterable(
            self.store.quads_for_pattern(None, kg(relation), NamedNode(end), graph) for graph in (VIEW, CONTESTED)
        )
        new = {subject for subject, name, object_ in self.ends.values() if (name, object_) == (relation, end)}
        return known | new | {_name(quad.subject) for quad in told}

    def ties(self) -> Ties:
        """Give who follows and belongs to whom, looked up when asked for."""
        follows, belongs = (cache(partial(self._above, name)) for name in (SUCCESSION, BELONGING))
        return Ties(follows, belongs)

    def _above(self, relation: str, end: str) -> Names:
        known = {fact.object for fact in self.facts if fact.relation == relation and fact.subject == end}
        told = chain.from_iterable(
            self.store.quads_for_pattern(NamedNode(end), kg(relation), None, graph) for graph in (VIEW, CONTESTED)
        )
        new = {object_ for subject, name, object_ in self.ends.values() if (subject, name) == (end, relation)}
        found = {_name(quad.object) for quad in told} | new
        some = collect_some(self.store, (NamedNode(self.proposition(end, relation, one)) for one in found), (), ())
        return known | {one.object for one in some.propositions if is_told(one)}


def _worked_out(look: _Look, texts: _Texts, wanted: Names) -> tuple[Collected, tuple[Conflict, ...]]:
    """Collect all that bears on some propositions, and find the conflicts among that."""
    near = collect_some(look.store, map(NamedNode, look.near(wanted)), (), ())
    articles = {stand.article for one in near.propositions for stand in one.stands} | texts.articles
    parties = {end for one in near.propositions if one.relation in exclusive() for end in (one.subject, one.object)}
    named = collect_some(
        look.store, (), map(NamedNode, articles), map(NamedNode, parties), copies.groups(articles, texts.near)
    )
    collected = replace(named, propositions=near.propositions)
    return collected, find_conflicts(collected, look.world, look.base, look.ties())


def _held(store: Store, touched: Touched) -> Iterator[Quad]:
    """Yield what the view holds of all that was touched."""
    for name in touched.propositions:
        yield from store.quads_for_pattern(NamedNode(name), None, None, VIEW)
        for quad in _conflicts(store, name):
            yield from store.quads_for_pattern(quad.subject, None, None, VIEW)
        if said := ends_of(store, NamedNode(name)):
            triples = _triples(NamedNode(said[0]), kg(said[1]), NamedNode(said[2]))
            held = (Quad(*three, graph) for three in triples for graph in (VIEW, CONTESTED))
            yield from (quad for quad in held if quad in store)
    for name in touched.entities:
        for predicate in describe.NAMED:
            yield from store.quads_for_pattern(NamedNode(name), predicate, None, VIEW)
    for name in touched.articles:
        yield from store.quads_for_pattern(NamedNode(name), None, None, VIEW)
        yield from store.quads_for_pattern(None, copies.COPY, NamedNode(name), VIEW)


def _due(
    look: _Look, texts: _Texts, touched: Touched, collected: Collected, found: tuple[Conflict, ...]
) -> Iterator[Quad]:
    """Yield what the view is to hold of all that was touched."""
    named = collect_some(look.store, (), map(NamedNode, touched.articles), map(NamedNode, touched.entities))
    sources = told(collected.sources, collected.texts)
    described = chain(
        describe.entities(named, look.world, look.base),
        describe.articles(named.sources),
        describe.holders(columns.held(look.store, touched.entities | touched.articles)),
        describe.propositions(collected.propositions, found, sources, touched.propositions),
        describe.conflict_nodes(found, look.base),
    )
    yield from (Quad(*statement, VIEW) for statement in described)
    wanted = [one for one in collected.propositions if one.iri in touched.propositions]
    yield from plain(wanted, describe.contested(wanted, found))
    yield from copies.quads(texts.links, texts.sketches)
