"""The map of the program: articles, readings, quads, store, assembled graph."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kg.articles import Problem
from kg.errors import KgError
from kg.model import Article, Reading

if TYPE_CHECKING:
    from concurrent.futures import Future

CHUNK = 8
"""Articles handed to the reader at once: spaCy is no faster with more, and a crash costs reading these again."""


class Reads(Protocol):
    """Whatever reads articles; ``kg.read.reader.Reader`` does."""

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Yield one reading an article, in order."""
        ...


def load_reader(model: str, sheets: Iterable[Path] = ()) -> Reads:
    """Load the spaCy pipeline and the world reference, with a user's own sheets added to it."""
    from kg.read.reader import Reader
    from kg.world import load_world

    return Reader(model, load_world(sheets))


def read_all(reader: Reads, found: Iterable[Article | Problem]) -> Iterator[Reading | Problem]:
    """Read articles in order; problems pass through, and an article that makes the reader fail becomes one."""
    for chunk in _chunks(found):
        yield from read_chunk(reader, chunk)


def _chunks(found: Iterable[Article | Problem]) -> Iterator[list[Article | Problem]]:
    source = iter(found)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def read_chunk(reader: Reads, chunk: list[Article | Problem]) -> list[Reading | Problem]:
    """Read a few articles together, or one by one where that fails."""
    articles = [one for one in chunk if isinstance(one, Article)]
    try:
        readings = iter(list(reader.read(articles)))
    except Exception:  # noqa: BLE001  # which article it was shows below
        return [one if isinstance(one, Problem) else _read_one(reader, one) for one in chunk]
    return [one if isinstance(one, Problem) else next(readings) for one in chunk]


def _read_one(reader: Reads, article: Article) -> Reading | Problem:
    try:
        return next(iter(reader.read([article])))
    except Exception as error:  # noqa: BLE001  # one article must not cost the others
        reason = f"{type(error).__name__}: {str(error)[:200]}"
        return Problem(KgError(f"article {article.id!r} could not be read: {reason}", "please report it"))


def read_in_parallel(
    model: str, sheets: tuple[Path, ...], found: Iterable[Article | Problem], jobs: int
) -> Iterator[Reading | Problem]:
    """Read like `read_all`, in so many processes; the order stays, and little is held in memory at a time.

    Raises
    ------
    KgError
        If a process was killed, as happens when memory runs out.
    """
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    running: deque[Future[list[Reading | Problem]]] = deque()
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (model, sheets)) as pool:
        try:
            for chunk in _chunks(found):
                running.append(pool.submit(_read_there, chunk))
                if len(running) > 2 * jobs:
                    yield from running.popleft().result()
            while running:
                yield from running.popleft().result()
        except BrokenProcessPool as error:
            raise KgError("a reading process was killed", "give fewer --jobs, or more memory") from error


_there: list[Reads] = []  # the reader of a worker process


def _start(model: str, sheets: tuple[Path, ...]) -> None:
    import os

    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # before numpy comes in: processes, not threads, share the cores
    _there.append(load_reader(model, sheets))


def _read_there(chunk: list[Article | Problem]) -> list[Reading | Problem]:
    return read_chunk(_there[0], chunk)
