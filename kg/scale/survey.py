"""Look through all splits before they are read: name each one's partition, and find the ids that are taken twice."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from kg.articles import Found, Problem, read_input, refused
from kg.model import Article, content_hash
from kg.scale.job import Job
from kg.scale.splits import Split

Change = tuple[int, tuple[Problem, ...]]
"""The number of an item of a split, and what stands in its place."""
Do = Callable[[Callable[[Any, int], Any], Sequence[Any]], list[Any]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a split holds: hashes of its items and of its articles' ids (8 bytes each), and how many articles."""

    digest: str
    ids: bytes
    articles: int


@dataclass(frozen=True, slots=True)
class Named:
    """An article whose id may be another's too: its number in the split, id, hash of its text, file and line."""

    number: int
    article: str
    digest: str
    place: tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Task:
    """A split to be read into a partition; ``digest`` tells whether it still holds what it held."""

    split: Split
    digest: str
    articles: int
    changes: tuple[Change, ...]
    partition: str


def survey(job: Job, splits: Sequence[Split], do: Do) -> list[Task]:
    """Give the task of each split.

    Parameters
    ----------
    job : Job
        What all tasks share.
    splits : sequence of Split
        In the order of the articles, which is the order in which ids are taken.
    do : callable
        Does work with items wherever the engine does, and gives what it made in their order.
    """
    seen: list[Seen] = do(partial(look, job), splits)
    doubted = doubled([one.ids for one in seen])
    changes: list[tuple[Change, ...]] = [()] * len(splits)
    if doubted:
        held = [number for number, one in enumerate(seen) if not doubted.isdisjoint(_ids(one.ids))]
        named = do(partial(name, job, doubted), [splits[number] for number in held])
        for number, made in zip(held, changed(named), strict=True):
            changes[number] = made
    return [
        Task(split, one.digest, one.articles, made, partition(job, one.digest, made))
        for split, one, made in zip(splits, seen, changes, strict=True)
    ]


def partition(job: Job, digest: str, changes: tuple[Change, ...]) -> str:
    """Name a partition by all that it depends on: reader, base, articles, and what is left out of them."""
    told = ("\x1e".join(map(str, (number, *problems))) for number, problems in changes)
    return f"part-{content_hash(job.version, job.base, digest, *told)}"


def items(job: Job, split: Split) -> Iterator[tuple[Article | Problem, Found | Problem]]:
    """Yield what stands in a split."""
    for given in split:
        yield from read_input(given, job.sources.text_column, job.sources.max_chars)


def look(job: Job, split: Split, _attempt: int) -> Seen:
    """Look through a split."""
    ids, marks = array("Q"), []
    for one, _ in items(job, split):
        marks.append(mark(job, one))
        if isinstance(one, Article):
            ids.append(hashed(one.id))
    return Seen(content_hash(*marks), ids.tobytes(), len(ids))


def mark(job: Job, one: Article | Problem) -> str:
    """Give a hash of an item that changes whenever it does."""
    from kg.rdf import fingerprint

    return fingerprint(one, job.version) if isinstance(one, Article) else f"{one} {one.dropped}"


def hashed(article: str) -> int:
    """Give the hash of an id, so that many fit into memory: 8 bytes."""
    return int.from_bytes(hashlib.blake2b(article.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _ids(raw: bytes) -> list[int]:
    return array("Q", raw).tolist()


def doubled(ids: Sequence[bytes]) -> frozenset[int]:
    """Give the hashes that come more than once."""
    if not ids:
        return frozenset()
    whole = np.concatenate([np.frombuffer(raw, np.uint64) for raw in ids])
    whole.sort()
    return frozenset(whole[1:][whole[1:] == whole[:-1]].tolist())


def name(job: Job, doubted: frozenset[int], split: Split, _attempt: int) -> list[Named]:
    """Give the articles of a split whose ids hash to one of these."""
    return [
        Named(number, one.id, content_hash(one.text), (found.place, found.line))
        for number, (one, found) in enumerate(items(job, split))
        if isinstance(one, Article) and isinstance(found, Found) and hashed(one.id) in doubted
    ]


def changed(named: Sequence[Sequence[Named]]) -> list[tuple[Change, ...]]:
    """Give what stands in the place of articles whose ids are taken, by the rules of ``read_articles``."""
    taken: dict[str, tuple[str, str]] = {}
    made = []
    for split in named:
        troubles = ((one.number, refused(one.article, one.digest, one.place, taken)) for one in split)
        made.append(tuple((number, tuple(found)) for number, found in troubles if found is not None))
    return made


def apply(changes: Sequence[Change], found: Sequence[Article | Problem]) -> Iterator[Article | Problem]:
    """Yield the items of a split with what stands in the place of some."""
    instead = dict(changes)
    for number, one in enumerate(found):
        yield from instead.get(number, (one,))
