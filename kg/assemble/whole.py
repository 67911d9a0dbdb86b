"""Assemble the view of all articles from scratch, some of the entities and of the claims at a time.

All that is said of two ends is worked out together, as most conflicts are over these. Only who holds what territory,
and which body belongs to which, is looked at across all claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.assemble import columns, copies, describe
from kg.assemble.collect import Collected
from kg.assemble.conflicts import Conflict, Facts, exclusive
from kg.assemble.find import BELONGING, EMPTY, SUCCESSION, link, over_ends, over_ground, ties, world_facts
from kg.assemble.parts import Row, in_parts
from kg.assemble.support import Told, told
from kg.assemble.update import plain
from kg.model import BASE
from kg.rdf import kg, local_id
from kg.rdf.write import TYPE
from kg.world import World

DEFAULT = DefaultGraph()
ASSERTED = kg("asserted").value


def view_quads(store: Store, world: World = EMPTY, base: str = BASE, folder: Path | None = None) -> Iterator[Quad]:
    """Yield the quads of the assembled view of a store's article graphs: default graph and ``kg:contested``.

    What does not fit in memory lies in files in ``folder`` meanwhile.
    """
    sources = columns.sources(store)
    articles = [one.iri for one in sources]
    sketches = copies.sketched(store, articles)
    links = copies.pairs(store, articles, sketches)
    yield from copies.quads(links, sketches)
    yield from _in_view(describe.hierarchy(), describe.articles(sources))
    facts, seen, about = world_facts(world, base), _Seen(), told(sources, _texts(articles, links))
    with in_parts(seen.through(columns.claim_rows(store)), _ends, folder) as claims:
        yield from _entities(store, world, base, seen, folder)
        tied = ties(chain(seen.tied, map(link, facts)))
        over = over_ground(columns.propositions(seen.ground), seen.kinds, tied, about.days)
        yield from _in_view(describe.conflict_nodes(over, base))
        around = Facts(facts)
        for rows in filter(None, claims):
            yield from _claimed(rows, over, around, about, base)


def _in_view(*statements: Iterable[describe.Statement]) -> Iterator[Quad]:
    return (Quad(*statement, DEFAULT) for statement in chain.from_iterable(statements))


def _texts(articles: Iterable[str], links: Iterable[tuple[str, str]]) -> dict[str, str]:
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in links:
        near[one].add(other)
    return copies.groups(articles, lambda name: near[name])


@dataclass(slots=True)
class _Seen:
    """What must be known of all claims and entities at once: who holds and claims what, who belongs to whom."""

    ground: list[Row] = field(default_factory=list)
    tied: set[tuple[str, str, str]] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict)

    def through(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows of claims as they come, and keep those."""
        for row in rows:
            subject, relation, object_ = str(row[1]), columns.name(str(row[2])), str(row[3])
            if relation in exclusive():
                self.ground.append(row)
                self.parties |= {subject, object_}
            elif relation in {SUCCESSION, BELONGING} and row[-1] == "affirms" and row[7] == ASSERTED:
                self.tied.add((subject, relation, object_))
            yield row


def _ends(row: Row) -> str:
    return " ".join(sorted((str(row[1]), str(row[3]))))


def _entities(store: Store, world: World, base: str, seen: _Seen, folder: Path | None) -> Iterator[Quad]:
    with in_parts(columns.naming_rows(store), lambda row: str(row[0]), folder) as parts:
        for rows in filter(None, parts):
            namings, links = columns.namings(rows)
            for statement in describe.entities(Collected(namings=namings, links=links), world, base):
                if statement[1] == TYPE and statement[0].value in seen.parties:
                    seen.kinds[statement[0].value] = local_id(cast("NamedNode", statement[2]))
                yield Quad(*statement, DEFAULT)


def _claimed(rows: Iterable[Row], over: tuple[Conflict, ...], around: Facts, about: Told, base: str) -> Iterator[Quad]:
    some = columns.propositions(rows)
    found = over_ends(some, around, about.days)
    yield from _in_view(describe.conflict_nodes(found, base), describe.propositions(some, found + over, about))
    yield from plain(some, describe.contested(some, found + over))
