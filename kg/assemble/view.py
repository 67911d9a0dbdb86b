"""Assemble the default graph, ``kg:contested`` and ``kg:world`` from article graphs and the world reference.

The result depends on the set of articles and the reference alone, not on any order, and can be made again at any time.
Where only articles changed, what they touch is made anew (``kg.assemble.update``), with the same result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.assemble.curation import settle
from kg.assemble.find import EMPTY
from kg.assemble.update import CONTESTED, is_small, noted, update
from kg.assemble.whole import view_lines, view_quads
from kg.errors import StoreError
from kg.model import content_hash
from kg.rdf import kg, world_quads
from kg.relations import relations
from kg.store import CURATION, Opened, change, clear, compact, load, load_lines, open_reader
from kg.world import World

WORLD, DEFAULT = kg("world"), DefaultGraph()
DIGEST = kg("digest")
MANY = 2_000
"""Articles from which on sorting the files of a store anew saves more time than it takes."""
SOME = 500
"""Articles from which on several processes assemble faster than one: each takes a third of a second to begin."""


def refresh(opened: Opened, world: World = EMPTY, jobs: int = 1) -> bool:
    """Assemble an open graph anew where articles, reference or program changed; tell whether it is to be published.

    Parameters
    ----------
    opened : Opened
        The graph.
    world : World
        The reference.
    jobs : int
        Number of processes, for graphs that are worth it.

    Raises
    ------
    StoreError
        If it cannot be written.
    """
    settle(opened)
    store, known = opened.store, content_hash(*map(repr, chain(world.entities.values(), world.names, world.facts)))
    _keep(
        store,
        (WORLD,),
        Quad(WORLD, DIGEST, Literal(known), WORLD),
        lambda: load(store, world_quads(world, opened.base)),
    )
    mark = Quad(NamedNode(opened.base), DIGEST, Literal(digest(store, known)), DEFAULT)
    former = set(store.quads_for_pattern(None, DIGEST, None, DEFAULT))
    if mark in former:
        change(store, noted(store), ())
    elif former and all(_rules(one) == _rules(mark) for one in former) and is_small(store):
        gone, added = update(store, world, opened.base)
        change(store, (gone - added) | former | noted(store), (added - gone) | {mark})
    else:
        _anew(opened, world, mark, jobs)
    return not _published(opened, mark)


def _anew(opened: Opened, world: World, mark: Quad, jobs: int) -> None:
    store = opened.store
    many = sum(1 for _ in store.named_graphs())
    if large := many > MANY:
        compact(store)
    lines = partial(view_lines, store, world, opened.base, opened.path, jobs if many > SOME else 1)
    _keep(store, (DEFAULT, CONTESTED), mark, lambda: load_lines(store, lines()))
    change(store, noted(store), ())
    if large:
        compact(store)


def _rules(mark: Quad) -> str:
    return cast("Literal", mark.object).value.partition("-")[0]


def _keep(store: Store, graphs: Iterable[NamedNode | DefaultGraph], mark: Quad, fill: Callable[[], None]) -> None:
    """Make graphs hold what fills them and the mark of what that is made from, unless they bear that mark already.

    An older mark goes first and the new one comes last: a build killed in between finds no mark, and starts again.
    """
    if mark in store:
        return
    change(store, [quad for graph in graphs for quad in store.quads_for_pattern(None, DIGEST, None, graph)], ())
    for graph in graphs:
        clear(store, graph)
    fill()
    change(store, (), (mark,))


def _published(opened: Opened, mark: Quad) -> bool:
    """Tell whether readers see this view already: a build may have been killed before it was published."""
    try:
        with open_reader(opened.path) as reader:
            return mark in reader.store
    except StoreError:
        return False


def digest(store: Store, known: str = "") -> str:
    """Give a hash of program, relations and reference (its own hash is given), and one of the articles."""
    code = Path(__file__).parent.parent
    program = [path.read_bytes().hex() for name in ("rdf", "assemble") for path in sorted((code / name).glob("*.py"))]
    read = store.quads_for_pattern(None, kg("fingerprint"), None, None)
    kept = sorted(f"{quad.graph_name}\x1e{cast('Literal', quad.object).value}" for quad in read)
    kept += [cast("Literal", quad.object).value for quad in store.quads_for_pattern(None, DIGEST, None, CURATION)]
    rules = content_hash(known, content_hash(*program), *map(repr, relations().values()))
    return f"{rules}-{content_hash(*kept)}"


__all__ = ["CONTESTED", "EMPTY", "WORLD", "digest", "refresh", "view_quads"]
