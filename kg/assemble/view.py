"""Assemble the default graph, ``kg:contested`` and ``kg:world`` from article graphs and the world reference.

The result depends on the set of articles and the reference alone, not on any order, and can be made again at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

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
Quads = Callable[[], Iterable[Quad]]
SUCCESSION, BELONGING = frozenset({"replaces"}), frozenset({"agencyOf"})


def refresh(opened: Opened, world: World = EMPTY) -> bool:
    """Assemble an open graph anew where articles, reference or program changed; tell whether it is to be published.

    Raises
    ------
    StoreError
        If it cannot be written.
    """
    known = content_hash(*map(repr, chain(world.entities.values(), world.names, world.facts)))
    view = Quad(NamedNode(opened.base), kg("digest"), Literal(digest(opened.store, known)), DEFAULT)
    _keep(
        opened.store,
        (WORLD,),
        Quad(WORLD, kg("digest"), Literal(known), WORLD),
        lambda: world_quads(world, opened.base),
    )
    _keep(opened.store, (DEFAULT, CONTESTED), view, lambda: view_quads(opened.store, world, opened.base))
    return not _published(opened, view)


def _keep(store: Store, graphs: Iterable[NamedNode | DefaultGraph], mark: Quad, quads: Quads) -> None:
    """Make graphs hold quads and the mark of what they are made from, unless they bear that mark already.

    An older mark goes first and the new one comes last: a build killed in between finds no mark, and starts again.
    """
    if mark in store:
        return
    wanted = set(quads())
    present = {quad for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph)}
    change(store, present - wanted, ())
    load(store, wanted - present)
    change(store, (), (mark,))


def _published(opened: Opened, mark: Quad) -> bool:
    """Tell whether readers see this view already: a build may have been killed before it was published."""
    try:
        with open_reader(opened.path) as reader:
            return mark in reader.store
    except StoreError:
        return False


def digest(store: Store, known: str = "") -> str:
    """Give a hash of all that the view is made from: articles, reference (its hash is given), relations, program."""
    code = Path(__file__).parent.parent
    program = [path.read_bytes().hex() for name in ("rdf", "assemble") for path in sorted((code / name).glob("*.py"))]
    kept = (f"{article.id}\x1e{article.fingerprint}" for article in articles(store).values())
    return content_hash(known, content_hash(*program), content_hash(*kept), *map(repr, relations().values()))


def view_quads(store: Store, world: World = EMPTY, base: str = BASE) -> Iterator[Quad]:
    """Yield the quads of the assembled view of a store's article graphs: default graph and ``kg:contested``."""
    collected = collect(store)
    found = find_conflicts(collected, world, base)
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
    """Give all conflicts, each pair of propositions once a kind, in an order of their own.

    Persons are no rivals of anybody: what they claim or hold, they claim or hold for their state.
    """
    propositions = collected.propositions
    facts = tuple(_facts(world, base))
    follows, belongs = (conflicts.linked(names, propositions, facts) for names in (SUCCESSION, BELONGING))
    persons = {name for name, kind in describe.classes(collected, world, base).items() if kind == "Person"}
    parties = [one for one in propositions if one.subject not in persons]
    written = {source.iri: bounds(source.published) for source in collected.sources}
    found = chain(
        conflicts.denials(propositions),
        conflicts.incompatible(propositions),
        conflicts.rivals(parties, follows, belongs),
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
