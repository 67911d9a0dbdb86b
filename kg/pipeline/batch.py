"""Read many articles, in one process or several, so that one that fails costs no other."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kg.articles import Problem
from kg.errors import DataError, KgError
from kg.model import Article, Reading
from kg.resources import ROOT

if TYPE_CHECKING:
    from kg.read.reader import Reader
    from kg.world import World

CHUNK = 8
"""Articles handed to the reader at once: spaCy is no faster with more, and a crash costs reading these again."""
SHARED = 4
"""Articles handed to one of several readers at once: of what is left at the end, fewer keep one while others wait."""
CHUNK_CHARS = 60_000
"""Characters after which a chunk is full, so that long articles keep no process waiting for another."""
FORGOTTEN = 32
"""Chunks after which a process forgets their words: spaCy keeps each it ever met, and memory would grow."""


class Reads(Protocol):
    """Whatever reads articles; ``kg.read.reader.Reader`` does."""

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Yield one reading an article, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Same:
    """An article that the graph holds already, read by this very reader."""

    id: str


Item = Article | Problem | Same
Result = Reading | Problem | Same


@dataclass(frozen=True, slots=True)
class Spec:
    """How to make a reader, in this process or another: the spaCy pipeline's name and a user's own world sheets."""

    model: str
    sheets: tuple[Path, ...] = ()

    def load(self) -> Reads:
        """Load pipeline and world; once in a process.

        Raises
        ------
        DataError
            If the pipeline is not installed or a sheet breaks its rules.
        """
        return _load(self)

    def world(self) -> World:
        """Load the world reference with the user's sheets added."""
        from kg.world import load_world

        return load_world(self.sheets)

    def version(self) -> str:
        """Name what reads and writes, so that a change of model, code, frames or world makes articles be read anew."""
        from kg import __version__

        package = Path(__file__).parents[1]
        code = [
            package / "model.py",
            *package.glob("nlp/*.py"),
            *package.glob("read/**/*.py"),
            *package.glob("world/*.py"),
            *package.glob("rdf/*.py"),
        ]
        data = ROOT.rglob("*.csv")
        digest = hashlib.sha256()
        for path in [*sorted(code), *sorted(data), *self.sheets]:
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return f"claimgraph {__version__} {self.model} {digest.hexdigest()[:12]}"


class Forgetful:
    """A reader that forgets what words there were, every so many chunks."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.chunks, self.words = reader, count(), ExitStack()

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Yield one reading an article, in order; what an earlier call gave has to be read out by then."""
        if next(self.chunks) % FORGOTTEN == 0:
            self.words.close()
            self.words.enter_context(self.reader.forgetting())
        return self.reader.read(articles)


@cache
def _load(spec: Spec) -> Reads:
    from kg.read.reader import Reader

    reader = Forgetful(Reader(spec.model, spec.world()))
    gc.collect()
    gc.freeze()  # what was loaded stays; to look through it again and again is a twentieth of the time
    return reader


def read_all(spec: Spec, found: Iterable[Item], jobs: int = 1, *, apart: bool = False) -> Iterator[Result]:
    """Read articles in order; what is no article passes through, one that makes the reader fail becomes a problem.

    With several jobs, or ``apart``, other processes read them, so that one that kills its reader is a problem, too.

    Raises
    ------
    DataError
        If the reader cannot be made.
    KgError
        If processes are killed whatever they read.
    """
    if jobs > 1 or apart:
        from kg.pipeline.processes import in_processes

        yield from in_processes(partial(read_there, spec), _chunks(found, SHARED), jobs, _killed)
    else:
        for chunk in _chunks(found):
            yield from read_there(spec, chunk)


def _chunks(found: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    length = 0
    for one in found:
        chunk.append(one)
        length += len(one.text) if isinstance(one, Article) else 0
        if len(chunk) == size or length > CHUNK_CHARS:
            yield chunk
            chunk, length = [], 0
    if chunk:
        yield chunk


def _killed(one: Item) -> Result:
    if not isinstance(one, Article):
        return one
    return Problem(KgError(f"article {one.id!r} killed the process that read it", "give fewer --jobs, or more memory"))


def read_there(spec: Spec, chunk: list[Item]) -> list[Result]:
    """Read a chunk with this process's reader, which is made when the first article needs it."""
    if not any(isinstance(one, Article) for one in chunk):
        return [one for one in chunk if not isinstance(one, Article)]
    return read_chunk(spec.load(), chunk)


def read_chunk(reader: Reads, chunk: list[Item]) -> list[Result]:
    """Read a few articles together, or one by one where that fails."""
    try:
        readings = iter(list(reader.read(one for one in chunk if isinstance(one, Article))))
    except DataError:  # our own data breaks its rules: no article is at fault
        raise
    except Exception:  # noqa: BLE001  # which article it was shows below
        return [_read_one(reader, one) if isinstance(one, Article) else one for one in chunk]
    return [next(readings) if isinstance(one, Article) else one for one in chunk]


def _read_one(reader: Reads, article: Article) -> Reading | Problem:
    try:
        return next(iter(reader.read([article])))
    except DataError:
        raise
    except Exception as error:  # noqa: BLE001  # one article must not cost the others
        reason = f"{type(error).__name__}: {str(error)[:200]}"
        return Problem(KgError(f"article {article.id!r} could not be read: {reason}", "please report it as a bug"))
