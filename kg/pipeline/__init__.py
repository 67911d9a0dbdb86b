"""The map of the program: articles, readings, quads, store, assembled graph."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.articles import Problem
from kg.errors import InputError, StoreError
from kg.model import BASE, Article, Reading
from kg.pipeline.batch import Item, Result, Same, Spec, read_all

if TYPE_CHECKING:
    from kg.store import Opened, Quads
    from kg.world import World

__all__ = ["Built", "Result", "Same", "Spec", "build", "finish", "read_all"]

AT_ONCE = 64
"""Articles written at once: a crash costs reading these again."""


def build(
    found: Iterable[Article | Problem],
    directory: Path,
    spec: Spec,
    *,
    base: str = BASE,
    jobs: int = 1,
    keep: bool = False,
    tell: Callable[[Result], None] = lambda _: None,
) -> Built:
    """Make a graph hold what these articles say: no article twice, and no other article unless ``keep``.

    Parameters
    ----------
    found : iterable of Article or Problem
        What `kg.articles.read_articles` yields.
    directory : Path
        The graph; made where there is none.
    spec : Spec
        The reader; articles that it has read before are not read again.
    base : str
        What the IRIs of the data begin with.
    jobs : int
        Processes to read and assemble in.
    keep : bool
        Keep the articles that the graph holds beside these.
    tell : callable
        Told of each article as it is done, and of each problem.

    Raises
    ------
    KgError
        If the graph cannot be written or the reader cannot be made.
    """
    from kg.store import articles, open_writer

    built, version = Built(), spec.version()
    with open_writer(directory, base) as graph:
        held = {one.id: one.fingerprint for one in articles(graph.store).values()}
        with closing(_write(graph, read_all(spec, _sift(found, held, version), jobs), version)) as written:
            for one in written:
                built.count(one)
                tell(one)
        finish(graph, built, held, spec.world(), keep=keep, jobs=jobs)
    return built


def finish(graph: Opened, built: Built, held: Iterable[str], world: World, *, keep: bool, jobs: int = 1) -> None:
    """Drop the articles that a graph held and was not given again, unless they are kept; assemble and publish it.

    Raises
    ------
    StoreError
        If it cannot be written.
    """
    from kg.assemble import refresh
    from kg.store import drop_article, publish

    for article in [] if keep else sorted(set(held) - built.ids):
        built.removed += drop_article(graph.store, article, graph.base)
    if refresh(graph, world, jobs) or not _is_published(graph):
        publish(graph)


@dataclass(slots=True)
class Built:
    """What a build did, in numbers of articles, and of the claims in those that were read."""

    read: int = 0
    same: int = 0
    failed: int = 0
    removed: int = 0
    claims: int = 0
    ids: set[str] = field(default_factory=set)

    def count(self, one: Result) -> None:
        """Count one article or problem."""
        if isinstance(one, Reading):
            self.read += 1
            self.claims += len(one.claims)
            self.ids.add(one.article.id)
        elif isinstance(one, Same):
            self.same += 1
            self.ids.add(one.id)
        else:
            self.failed += one.dropped


def _sift(found: Iterable[Article | Problem], held: Mapping[str, str], version: str) -> Iterator[Item]:
    """Mark the articles that a graph holds already, as they are and read by this version."""
    from kg.rdf import fingerprint

    for one in found:
        if isinstance(one, Article) and held.get(one.id) == fingerprint(one, version):
            yield Same(one.id)
        else:
            yield one


def _write(graph: Opened, results: Iterable[Result], version: str) -> Generator[Result]:
    """Write readings as they come, several at once; one that cannot be written becomes a problem.

    What was read is written also where the reading of the next article is interrupted or fails.
    """
    from kg.rdf import reading_quads
    from kg.store import write_articles

    waiting: list[Quads] = []
    try:
        for one in results:
            try:
                if isinstance(one, Reading):
                    waiting.append(list(reading_quads(one, graph.base, reader=version)))
                    if len(waiting) == AT_ONCE:
                        full, waiting = waiting, []
                        write_articles(graph.store, full)
                yield one
            except InputError as error:
                yield Problem(error)
    finally:
        write_articles(graph.store, waiting)


def _is_published(graph: Opened) -> bool:
    """Tell whether readers see what the writer's store holds; a build may have been killed just before that."""
    from kg.store import open_reader

    try:
        with open_reader(graph.path) as seen:
            return _digest(seen) == _digest(graph)
    except StoreError:
        return False


def _digest(graph: Opened) -> tuple[object, ...]:
    from kg.query import run, table

    return table(run(graph.store, "SELECT ?digest { ?graph kg:digest ?digest }", graph.base), graph.base).rows
