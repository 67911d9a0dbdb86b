"""Assemble the view of all articles from scratch, some of the articles, entities and claims at a time.

All that is said of two ends is worked out together, as most conflicts are over these. Only who holds what territory,
and which body belongs to which, is looked at across all claims. Each of the three steps goes over parts that need
nothing of each other, in several processes where asked to.
"""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final, cast

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from kg.assemble import columns, copies, describe
from kg.assemble.collect import Source
from kg.assemble.conflicts import Conflict, Facts, exclusive
from kg.assemble.find import BELONGING, EMPTY, SUCCESSION, link, over_ends, over_ground, ties, world_facts
from kg.assemble.levels import Place, Tally, level_quads
from kg.assemble.parts import Parts, Row, rows, split
from kg.assemble.sharing import share
from kg.assemble.support import Told, told
from kg.assemble.update import plain
from kg.model import BASE
from kg.rdf import kg, local_id
from kg.rdf.write import TYPE
from kg.world import World

ASSERTED: Final = kg("asserted").value
AT_ONCE: Final = 64
"""Articles that are read together."""
COPY: Final = "reading"
"""The folder of the copy that several processes read."""
Written = tuple[bytes, Counter[Place]]
"""Quads as N-Quads, and what they count."""


def view_quads(store: Store, world: World = EMPTY, base: str = BASE) -> Iterator[Quad]:
    """Yield the quads of the assembled view of a store's article graphs: default graph and ``kg:contested``."""
    for lines in view_lines(store, world, base):
        yield from parse(lines, format=RdfFormat.N_QUADS)


def view_lines(
    store: Store, world: World = EMPTY, base: str = BASE, folder: Path | None = None, jobs: int = 1
) -> Iterator[bytes]:
    """Yield the assembled view as N-Quads, in pieces that fit in memory.

    Parameters
    ----------
    store : Store
        Holds the articles.
    world : World
        The reference.
    base : str
        What the IRIs of the data begin with.
    folder : Path
        Takes the files of what does not fit in memory; several processes need one, else this one does all.
    jobs : int
        Number of processes.

    Raises
    ------
    StoreError
        If a process is killed.
    """
    tally: Counter[Place] = Counter()
    for lines, counts in _written(store, world, base, folder, jobs):
        tally.update(counts)
        yield lines
    yield _lines(level_quads(tally, base))


def _lines(quads: Iterable[Quad]) -> bytes:
    return "".join([f"{quad} .\n" for quad in quads]).encode()


def _counted(*statements: Iterable[describe.Statement]) -> Written:
    """Write statements of the view; a term writes itself as N-Quads has it, faster than by way of quads."""
    tally = Tally()
    lines = [f"{one} {two} {three} .\n" for one, two, three in tally.through(chain.from_iterable(statements))]
    return "".join(lines).encode(), tally.counts


def _written(store: Store, world: World, base: str, folder: Path | None, jobs: int) -> Iterator[Written]:
    seen, jobs = _Seen(), jobs if folder else 1
    if folder is not None:
        shutil.rmtree(folder / COPY, ignore_errors=True)  # of an assembly that was killed
    with Parts(folder) as claims, Parts(folder) as named:
        with _reader(store, folder, jobs) as reader:
            for some in share(_read, reader, _chunks(columns.articles(store)), jobs):
                seen.add(some)
                claims.add(some.claims)
                named.add(some.named)
        articles = [one.iri for one in seen.sources]
        links = copies.pairs(store, articles, seen.sketches)
        yield _lines(copies.quads(links, seen.sketches)), Counter()
        yield _counted(describe.hierarchy(), describe.articles(seen.sources), describe.holders(seen.held()))
        about, facts = told(seen.sources, _texts(articles, links)), world_facts(world, base)
        seen.sketches.clear()
        kinds: dict[str, str] = {}
        for lines, counts, some_kinds in share(_named, partial(_Naming, world, base, seen.parties), named, jobs):
            kinds.update(some_kinds)
            yield lines, counts
        tied = ties(chain(seen.tied, map(link, facts)))
        over = over_ground(columns.propositions(seen.ground), kinds, tied, about.days)
        yield _counted(describe.conflict_nodes(over, base))
        yield from share(_claimed, partial(_Claiming, over, Facts(facts), about, base), claims, jobs)


def _chunks(articles: list[NamedNode]) -> Iterator[list[NamedNode]]:
    return (articles[start : start + AT_ONCE] for start in range(0, len(articles), AT_ONCE))


def _texts(articles: Iterable[str], links: Iterable[tuple[str, str]]) -> dict[str, str]:
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in links:
        near[one].add(other)
    return copies.groups(articles, lambda name: near[name])


@contextmanager
def _reader(store: Store, folder: Path | None, jobs: int) -> Iterator[partial[Store]]:
    """Give what opens the store for reading; other processes read a copy of it, which shares its files."""
    if jobs == 1 or folder is None:
        yield partial(_same, store)
        return
    copy = folder / COPY
    store.flush()
    store.backup(copy)
    try:
        yield partial(Store.read_only, str(copy))
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def _same(store: Store) -> Store:
    return store


@dataclass(frozen=True, slots=True)
class _Some:
    """What some articles hold: claims by their ends and namings by entity, in parts; what must be known of all."""

    sources: list[Source]
    sketches: dict[str, str]
    claims: list[bytes]
    named: list[bytes]
    holders: list[dict[str, tuple[int, int]]]
    ground: list[Row]
    tied: set[tuple[str, str, str]]


def _read(store: Store, articles: list[NamedNode]) -> _Some:
    claims = [list(columns.claim_rows(store, one)) for one in articles]
    every = list(chain.from_iterable(claims))
    named = chain.from_iterable(columns.naming_rows(store, one) for one in articles)
    return _Some(
        sources=[columns.source(store, one) for one in articles],
        sketches=copies.sketched(store, (one.value for one in articles)),
        claims=split(every, _ends),
        named=split(named, lambda row: str(row[0])),
        holders=[columns.holders(some) for some in claims],
        ground=[row for row in every if columns.name(str(row[2])) in exclusive()],
        tied={_triple(row) for row in every if _ties(row)},
    )


def _ends(row: Row) -> str:
    return " ".join(sorted((str(row[1]), str(row[3]))))


def _triple(row: Row) -> tuple[str, str, str]:
    return str(row[1]), columns.name(str(row[2])), str(row[3])


def _ties(row: Row) -> bool:
    relation = columns.name(str(row[2]))
    return relation in {SUCCESSION, BELONGING} and columns.is_affirmed(row) and row[6] == ASSERTED


@dataclass(slots=True)
class _Seen:
    """What must be known of all articles at once: who holds and claims what, who belongs to whom, who says how much."""

    sources: list[Source] = field(default_factory=list)
    sketches: dict[str, str] = field(default_factory=dict)
    ground: list[Row] = field(default_factory=list)
    tied: set[tuple[str, str, str]] = field(default_factory=set)
    holders: dict[str, list[int]] = field(default_factory=dict)

    def add(self, some: _Some) -> None:
        """Add what some articles hold."""
        self.sources += some.sources
        self.sketches |= some.sketches
        self.ground += some.ground
        self.tied |= some.tied
        for holder, numbers in chain.from_iterable(one.items() for one in some.holders):
            sums = self.holders.setdefault(holder, [0, 0, 0])
            sums[:] = map(sum, zip(sums, (*numbers, 1), strict=True))

    def held(self) -> Iterator[tuple[str, int, int, int]]:
        """Yield how many claims each holder holds, how many of these deny, and in how many articles."""
        yield from ((holder, *numbers) for holder, numbers in self.holders.items())  # type: ignore[misc]

    @property
    def parties(self) -> frozenset[str]:
        """The ends of claims to territory."""
        return frozenset(str(row[at]) for row in self.ground for at in (1, 3))


@dataclass(frozen=True, slots=True)
class _Naming:
    """What describing entities needs."""

    world: World
    base: str
    parties: frozenset[str]


def _named(held: _Naming, part: bytes) -> tuple[bytes, Counter[Place], dict[str, str]]:
    """Describe the entities of a part; give the classes of those that hold or claim territory, or are it, as well."""
    described = list(describe.entities(columns.named(rows(part)), held.world, held.base))
    types = ((node.value, kind) for node, predicate, kind in described if predicate == TYPE)
    kinds = {name: local_id(cast("NamedNode", kind)) for name, kind in types if name in held.parties}
    return *_counted(described), kinds


@dataclass(frozen=True, slots=True)
class _Claiming:
    """What working out propositions needs."""

    over: tuple[Conflict, ...]
    around: Facts
    about: Told
    base: str


def _claimed(held: _Claiming, part: bytes) -> Written:
    """Describe the propositions of a part, and the conflicts over the same ends."""
    some = columns.propositions(rows(part))
    found = over_ends(some, held.around, held.about.days)
    every = found + held.over
    described = describe.conflict_nodes(found, held.base), describe.propositions(some, every, held.about)
    lines, counts = _counted(*described)
    return lines + _lines(plain(some, describe.contested(some, every))), counts
