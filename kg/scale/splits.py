"""Cut what is to be read into splits of about one size: many small files, or a part of a long one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from kg.articles import Problem
from kg.articles.cut import cut, numbered, size_of
from kg.articles.find import Input, find
from kg.articles.urls import is_url
from kg.errors import InputError

SIZE = 4_000_000
"""Bytes of a split: a thousand articles, read in two minutes; what a lost worker costs."""
LOOKING = 32
"""Files looked at at once: each may be a request to a store of objects."""

Given = Input | Problem
Split = tuple[Given, ...]
Count = Callable[[list[Input]], list[int]]


@dataclass(frozen=True, slots=True)
class Sources:
    """What is to be read: files, folders, globs and URLs of them; the field of the text; sizes of article and split."""

    given: tuple[str, ...]
    text_column: str | None = None
    max_chars: int = 1_000_000
    size: int = SIZE


def splits(sources: Sources, count: Count) -> list[Split]:
    """Give the splits in the order of the articles; ``count`` gives the lines of parts of files.

    Raises
    ------
    InputError
        If standard input or a pipe is among the sources: it can be read but once, and from here.
    """
    found = [_placed(one) for one in find(sources.given)]
    with ThreadPoolExecutor(LOOKING) as pool:
        parts = list(pool.map(partial(_cut, sources), found))
        sizes = list(pool.map(_size, found))
    long = [part for cuts in parts if len(cuts) > 1 and _counts(cuts[0]) for part in cuts if isinstance(part, Input)]
    lines = dict(zip(long, count(long), strict=True))
    return list(_gathered(zip((_numbered(cuts, lines) for cuts in parts), sizes, strict=True), sources.size))


def _placed(one: Given) -> Given:
    """Say where a file lies, for workers that do not work in this folder."""
    if isinstance(one, Problem) or is_url(one.place):
        return one
    if not os.path.isfile(one.place):  # noqa: PTH113  # as given
        raise InputError(
            "an engine reads files and URLs only", "leave --engine out, or write it to a file", path=one.place
        )
    return replace(one, at=os.path.abspath(one.place))  # noqa: PTH100  # links are left as they are


def _cut(sources: Sources, one: Given) -> list[Given]:
    return [one] if isinstance(one, Problem) else [*cut(one, sources.size, sources.text_column)]


def _size(one: Given) -> int:
    return 0 if isinstance(one, Problem) else size_of(one)


def _counts(part: Given) -> bool:
    return isinstance(part, Input) and part.kind == "jsonl"


def _numbered(cuts: list[Given], lines: dict[Input, int]) -> list[Given]:
    counted = [part for part in cuts if isinstance(part, Input) and part in lines]
    return [*numbered(counted, [lines[part] for part in counted])] if counted else cuts


def _gathered(files: Iterable[tuple[list[Given], int]], size: int) -> Iterator[Split]:
    """Yield each part of a cut file as a split, and files that are whole together up to a size."""
    gathered: list[Given] = []
    total = 0
    for cuts, length in files:
        if gathered and (len(cuts) > 1 or total + length > size):
            yield tuple(gathered)
            gathered, total = [], 0
        if len(cuts) > 1:
            yield from ((part,) for part in cuts)
        else:
            gathered += cuts
            total += length
    if gathered:
        yield tuple(gathered)
