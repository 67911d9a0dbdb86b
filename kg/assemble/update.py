"""Make anew what changed articles touch in the assembled view, and nothing else.

What an article says changes the propositions it speaks of. A proposition's status also hangs on the propositions it
stands in conflict with or follows from, on which articles are copies, and (for who holds a territory) on who belongs
to whom and who is a person. All of these are found by look-ups; the result is that of assembling everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.assemble import columns, copies, describe, levels
from kg.assemble.collect import Collected, Proposition
from kg.assemble.conflicts import Conflict, exclusive
from kg.assemble.find import find_conflicts
from kg.assemble.lookup import ends_of, propositions_of, sources_of
from kg.assemble.nearby import Look
from kg.assemble.support import told
from kg.rdf import kg, local_id
from kg.relations import is_symmetric
from kg.store import PENDING
from kg.world import World

CONTESTED, WORLD = kg("contested"), kg("world")
VIEW = DefaultGraph()
SMALL = 4
"""A change that touches no more than this part of all propositions is worked out alone."""
Names = set[str]


def noted(store: Store) -> set[Quad]:
    """Give the notes of what was touched since the view was assembled (see ``kg.store.PENDING``)."""
    return set(store.quads_for_pattern(None, None, None, PENDING))


def is_small(store: Store) -> bool:
    """Tell whether so little was touched that working it out alone is worth it."""
    touched = sum(1 for _ in store.quads_for_pattern(None, None, kg("Proposition"), PENDING))
    return SMALL * touched <= levels.total(store, kg("sources"))


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
    look = Look(store, world, base, touched.propositions, touched.entities)
    changed = touched.propositions | _claimed_in(store, texts.moved())
    changed |= look.held_by(look.of_another_class()) | look.regrouped()
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


def _worked_out(look: Look, texts: _Texts, wanted: Names) -> tuple[Collected, tuple[Conflict, ...]]:
    """Collect all that bears on some propositions, and find the conflicts among that."""
    near = propositions_of(look.store, look.near(wanted))
    articles = {stand.article for one in near for stand in one.stands} | texts.articles
    parties = {end for one in near if one.relation in exclusive() for end in (one.subject, one.object)}
    collected = Collected(near, sources_of(look.store, articles), {}, copies.groups(articles, texts.near))
    return collected, find_conflicts(collected, look.world, look.base, look.ties(), look.kinds(parties))


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
    look: Look, texts: _Texts, touched: Touched, collected: Collected, found: tuple[Conflict, ...]
) -> Iterator[Quad]:
    """Yield what the view is to hold of all that was touched."""
    sources = told(collected.sources, collected.texts)
    described = chain(
        describe.entities(look.called, look.world, look.base),
        describe.articles(one for one in collected.sources if one.iri in touched.articles),
        describe.holders(columns.held(look.store, touched.entities | touched.articles)),
        describe.propositions(collected.propositions, found, sources, touched.propositions),
        describe.conflict_nodes(found, look.base),
    )
    yield from (Quad(*statement, VIEW) for statement in described)
    wanted = [one for one in collected.propositions if one.iri in touched.propositions]
    yield from plain(wanted, describe.contested(wanted, found))
    yield from copies.quads(texts.links, texts.sketches)
