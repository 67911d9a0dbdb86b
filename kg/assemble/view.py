"""Assemble the default graph, ``kg:contested`` and ``kg:world`` from article graphs and the world reference.

The result depends on the set of articles and the reference alone, not on any order, and can be made again at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.assemble import conflicts, describe
from kg.assemble.collect import Collected, collect
from kg.assemble.conflicts import Conflict, Fact
from kg.errors import StoreError
from kg.model import BASE, content_hash
from kg.rdf import bounds, iri, kg, world_quads
from kg.rdf.world import fact_days, fact_iri
from kg.relations import relations
from kg.store import Opened, articles, change, load, open_reader
from kg.world import World

CONTESTED, WORLD, DEFAULT = kg("contested"), kg("world"), DefaultGraph()
EMPTY = World({}, (), ())


def refresh(opened: Opened, world: World = EMPTY) -> bool:
    """Assemble an open graph anew where articles, reference or program changed; tell whether it is to be published.

    The digest of what the view is made from goes first and comes back last: a build killed in between finds none that
    fits, and assembles again; readers see nothing of it before ``kg.store.publish``.

    Raises
    ------
    StoreError
        If it cannot be written.
    """
    store = opened.store
    mark = Quad(NamedNode(opened.base), kg("digest"), Literal(digest(store, world)), DEFAULT)
    if mark in store:
        return not _published(opened, mark)
    wanted = set(view_quads(store, world, opened.base))
    graphs = (DEFAULT, CONTESTED, WORLD)
    present = {quad for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph)}
    change(store, present - wanted, ())
    load(store, wanted - present)
    change(store, (), (mark,))
    return True


def _published(opened: Opened, mark: Quad) -> bool:
    """Tell whether readers see this view already: a build may have been killed before it was published."""
    try:
        with open_reader(opened.path) as reader:
            return mark in reader.store
    except StoreError:
        return False


def digest(store: Store, world: World = EMPTY) -> str:
    """Give a hash of all that the assembled view is made from."""
    from kg import __version__

    kept = (f"{article.id}\x1e{article.fingerprint}" for article in articles(store).values())
    known = map(repr, chain(world.entities.values(), world.names, world.facts, relations().values()))
    return content_hash(__version__, content_hash(*kept), content_hash(*known))


def view_quads(store: Store, world: World = EMPTY, base: str = BASE) -> Iterator[Quad]:
    """Yield the quads of the assembled view of a store's article graphs."""
    collected = collect(store)
    found = find_conflicts(collected, world, base)
    yield from world_quads(world, base)
    described = chain(
        describe.hierarchy(),
        describe.entities(collected, world, base),
        describe.articles(collected),
        describe.propositions(collected, found),
        describe.conflict_nodes(found, base),
    )
    yield from (Quad(*statement, DEFAULT) for statement in described)
    yield from _plain(collected, describe.contested(collected, found))


def _plain(collected: Collected, contested: frozenset[str]) -> Iterator[Quad]:
    """Yield the plain triples: of what is affirmed as a fact, and of what somebody denies."""
    for one in collected.propositions:
        if any(stand.modality == "asserted" for stand in one.stands):
            yield Quad(*describe.triple(one), CONTESTED if one.iri in contested else DEFAULT)


def find_conflicts(collected: Collected, world: World = EMPTY, base: str = BASE) -> tuple[Conflict, ...]:
    """Give all conflicts, each pair of propositions once a kind, in an order of their own."""
    propositions = collected.propositions
    facts = tuple(_facts(world, base))
    follows, belongs = (conflicts.linked(name, propositions, facts) for name in ("replaces", "agencyOf"))
    written = {source.iri: bounds(source.published) for source in collected.sources}
    found = chain(
        conflicts.denials(propositions),
        conflicts.incompatible(propositions),
        conflicts.rivals(propositions, follows, belongs),
        conflicts.against_reference(propositions, facts, written),
    )
    return _merged(found)


def _merged(found: Iterable[Conflict]) -> tuple[Conflict, ...]:
    sides: dict[tuple[conflicts.Kind, tuple[str, ...], str | None], set[str]] = {}
    for one in found:
        sides.setdefault((one.kind, one.between, one.reference), set()).update(one.sides)
    ordered = sorted(sides, key=lambda one: (one[0], one[1], one[2] or ""))
    return tuple(
        Conflict(kind, between, tuple(sorted(sides[kind, between, ref])), ref) for kind, between, ref in ordered
    )


def _facts(world: World, base: str) -> Iterator[Fact]:
    for fact in world.facts:
        if days := fact_days(fact):
            ends = (iri("ent", end, base).value for end in (fact.subject, fact.object))
            yield Fact(fact_iri(fact, base).value, next(ends), fact.relation, next(ends), days)


__all__ = ["CONTESTED", "EMPTY", "WORLD", "digest", "find_conflicts", "refresh", "view_quads"]
