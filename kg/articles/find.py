"""Find the inputs that files, folders, globs and ``-`` stand for, and name each."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.articles.found import Problem
from kg.articles.urls import is_folder, is_url, listed
from kg.errors import InputError

KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
}
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """A file or standard input, with the name its articles take their ids from and the path as the user wrote it.

    It may be a part of a file: of JSON lines those that begin from byte ``start`` on and before ``stop``, the first of
    which is line ``first``; of Parquet the rows from ``start`` to ``stop``, counted from 0. ``at`` is the path for a
    process that does not work in the user's folder.
    """

    place: str
    name: str = "stdin"
    kind: str = "text"
    gzipped: bool = False
    start: int = 0
    stop: int | None = None
    first: int = 1
    at: str = ""

    @property
    def is_stdin(self) -> bool:
        """Whether this is standard input."""
        return self.place == STDIN


@dataclass(frozen=True, slots=True)
class Opened:
    """An input that is open, its first bytes, and the field that the user says holds the text."""

    given: Input
    stream: BinaryIO
    head: bytes
    text_column: str | None = None

    @property
    def place(self) -> str:
        """The path as the user wrote it."""
        return self.given.place


def find(sources: Iterable[str | Path]) -> list[Input | Problem]:
    """Give the inputs in the order of the sources, each once, with names that tell them apart."""
    found: dict[str, str | Problem] = {}
    for source in sources:
        for one in _paths(str(source)):
            found.setdefault(_identity(one), one)
    names = _names([place for place in found.values() if isinstance(place, str) and place != STDIN])
    return [
        place if isinstance(place, Problem) else _input(place, names.get(place, "stdin")) for place in found.values()
    ]


def _identity(found: str | Problem) -> str:
    return found if found == STDIN else str(found) if isinstance(found, Problem) else os.path.realpath(found)


def _paths(source: str) -> Iterator[str | Problem]:
    if is_url(source):
        yield from _remote(source)
    elif source == STDIN or Path(source).is_file():
        yield source
    elif Path(source).is_dir():
        yield from _folder(source)
    elif Path(source).exists():
        yield source  # a pipe or a device
    else:
        yield from _glob(source)


def _folder(folder: str) -> Iterator[str | Problem]:
    """Yield the files below a folder whose endings are known, in order of path, without hidden ones and graphs."""
    found = []
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and not Path(root, name, "kg.json").exists()]
        found += [Path(root, name) for name in files if not name.startswith(".") and _kind(name)[0]]
    yield from map(str, sorted(found))
    if not found:
        yield _empty(folder)


def _empty(folder: str) -> Problem:
    return Problem(InputError("no article in this folder", f"endings read: {_endings()}", path=folder))


def _remote(url: str) -> Iterator[str | Problem]:
    """Yield the files that a URL stands for, by the rules for paths."""
    try:
        what, found = listed(url)
        known = [one for one in found if what == "file" or _kind(one)[0] or (what == "glob" and is_folder(one))]
        if what == "folder" and not known:
            yield _empty(url)
        elif not found:
            yield _nothing(url, what == "glob")
        for one in known:
            yield from _remote(one) if what == "glob" and is_folder(one) else [one]
    except InputError as error:
        yield Problem(error)


def _nothing(source: str, magic: bool) -> Problem:
    problem = "nothing matches" if magic else "no such file or folder"
    return Problem(InputError(problem, "name a file, a folder, a glob, or - for standard input", path=source))


def _glob(pattern: str) -> Iterator[str | Problem]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  # patterns may be absolute
    if not matches:
        yield _nothing(pattern, glob.has_magic(pattern))
    for match in matches:
        if Path(match).is_dir():
            yield from _folder(match)
        elif _kind(match)[0]:
            yield match


def _endings() -> str:
    return " ".join(KINDS) + ", each also with .gz"


def _kind(place: str) -> tuple[str, bool]:
    """Tell the kind of a file by its ending, empty where unknown, and whether it is gzipped."""
    path = Path(place)
    gzipped = path.suffix.lower() == ".gz"
    return KINDS.get(Path(path.stem if gzipped else path.name).suffix.lower(), ""), gzipped


def _input(place: str, name: str) -> Input:
    kind, gzipped = _kind(place)
    return Input(place=place, name=name, kind=kind or "text", gzipped=gzipped)


def _stem(place: str) -> str:
    """Give the file's name without the ending (and without ``.gz``); unknown endings belong to the name."""
    kind, gzipped = _kind(place)
    path = Path(Path(place).stem) if gzipped else Path(Path(place).name)
    return path.stem if kind else path.name


def _names(places: list[str]) -> dict[str, str]:
    """Name each file by its stem; those that collide by their ending too, or by their folders, as many as it takes."""
    paths = {place: Path("/", place) if is_url(place) else Path(place).absolute() for place in places}
    names = {place: _stem(place) for place in places}
    twins = Counter((paths[place].parent, names[place]) for place in places)
    last = {place: path.name if twins[path.parent, names[place]] > 1 else names[place] for place, path in paths.items()}
    for depth in range(max((len(path.parts) for path in paths.values()), default=0)):
        clashes = Counter(names.values())
        if len(clashes) == len(names):
            break
        names |= {place: _named(paths[place], depth, last[place]) for place in places if clashes[names[place]] > 1}
    return names


def _named(path: Path, depth: int, last: str) -> str:
    folders = path.parts[1:-1]
    return ".".join([*folders[max(0, len(folders) - depth) :], last])
