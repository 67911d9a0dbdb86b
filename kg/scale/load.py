"""Load partitions into a graph on this machine, and assemble it."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.pipeline import Built, finish
from kg.scale.folder import Folder
from kg.scale.work import ACCOUNT, QUADS, Partition, fingerprints

AT_ONCE = 200
"""Articles loaded at once, some 120,000 quads: more would fill the memory and load no faster."""

if TYPE_CHECKING:
    from kg.store import Opened, Quads
    from kg.world import World


def fill(
    graph: Opened, folder: Folder, partitions: Sequence[Partition], world: World, *, keep: bool = False, jobs: int = 1
) -> Built:
    """Make an open graph hold what partitions hold, no other articles unless ``keep``, and assemble it.

    Raises
    ------
    StoreError
        If a partition is damaged, or the graph cannot be written.
    """
    from kg.store import articles, write_articles

    built = counted(partitions)
    held = {one.id: one.fingerprint for one in articles(graph.store).values()}
    for one in partitions:
        marks = fingerprints(folder, one.name)
        built.ids.update(marks)
        if wanted := {name for name, mark in marks.items() if held.get(name) != mark}:
            found = _articles(folder, one, wanted, graph.base)
            while some := list(islice(found, AT_ONCE)):
                write_articles(graph.store, some)
    finish(graph, built, held, world, keep=keep, jobs=jobs)
    return built


def counted(partitions: Sequence[Partition]) -> Built:
    """Count what partitions hold; what was read in a former run is the same."""
    built = Built()
    for one in partitions:
        built.failed += one.failed
        if one.fresh:
            built.read += one.articles
            built.claims += one.claims
        else:
            built.same += one.articles
    return built


def _articles(folder: Folder, one: Partition, wanted: set[str], base: str) -> Iterator[Quads]:
    from kg.rdf import iri
    from kg.rdf.lines import graphs_of

    names = {iri("art", article, base).value for article in wanted}
    yield from (quads for graph, quads in graphs_of(_lines(folder, one)) if graph in names)


def _lines(folder: Folder, one: Partition) -> bytes:
    packed = folder.read(one.name + QUADS)
    try:
        lines = gzip.decompress(packed or b"")
    except (OSError, EOFError, zlib.error):
        lines = b""
    if lines.count(b"\n") != one.quads:
        remedy = f"remove {one.name}{ACCOUNT} there and build again"
        raise StoreError("a partition is damaged", remedy, path=f"{folder.url}/{one.name}{QUADS}")
    return lines
