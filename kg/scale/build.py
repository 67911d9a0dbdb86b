"""Read articles into partitions, on an engine: survey, read, sweep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from kg.articles import Problem
from kg.articles.cut import lines_in
from kg.articles.find import Input
from kg.errors import KgError
from kg.pipeline import Spec
from kg.scale.engines import Given, Made, Run, Work
from kg.scale.folder import Folder
from kg.scale.job import Job
from kg.scale.splits import Sources, splits
from kg.scale.survey import survey
from kg.scale.work import ACCOUNT, QUADS, Partition, read_split


@dataclass(frozen=True, slots=True)
class Read:
    """How far reading has come: articles done, of how many, and problems in the order of the articles."""

    done: int
    total: int
    problems: tuple[Problem, ...] = ()


def read_apart(
    sources: Sources,
    spec: Spec,
    base: str,
    folder: Folder,
    run: Run,
    *,
    keep: bool = False,
    tell: Callable[[Read], None] = lambda _: None,
) -> list[Partition]:
    """Read articles into a folder of partitions, and give these in the order of the articles.

    Partitions that are there are not read again. Those of articles that are not among these go at the end, unless
    ``keep``, or unless a source was not found: they may have come from it.

    Raises
    ------
    KgError
        If the reader cannot be made, or a part of the work keeps failing.
    """
    job = Job.of(sources, spec, base, folder)
    cut = splits(sources, partial(_lines, run))
    tasks = survey(job, cut, partial(_each, run))
    total, done = sum(task.articles for task in tasks), 0
    tell(Read(done, total))
    waiting: dict[int, tuple[Problem, ...]] = {}
    following = 0

    def told(number: int, made: Partition) -> None:
        nonlocal done, following
        done += tasks[number].articles
        waiting[number] = made.problems
        tell(Read(done, total))
        while following in waiting:
            tell(Read(done, total, waiting.pop(following)))
            following += 1

    partitions = _each(run, partial(read_split, job), tasks, told)
    if not keep and not any(isinstance(given, Problem) for split in cut for given in split):
        folder.sweep(one.name + ending for one in partitions for ending in (QUADS, ACCOUNT))
    return partitions


def _lines(run: Run, parts: list[Input]) -> list[int]:
    return _each(run, _count, parts)


def _count(part: Input, _attempt: int) -> int:
    return lines_in(part)


def _each(
    run: Run, work: Work[Given, Made], items: Sequence[Given], tell: Callable[[int, Made], None] = lambda *_: None
) -> list[Made]:
    """Do work with each of some items and give what it made in their order.

    Raises
    ------
    KgError
        As soon as the work with one raises it: it would again.
    """
    made: dict[int, Any] = {}
    if items:
        for number, one in run(partial(_kept, work), items):
            if isinstance(one, KgError):
                raise one
            made[number] = one
            tell(number, one)
    return [made[number] for number in range(len(items))]


def _kept(work: Work[Given, Made], item: Given, attempt: int) -> Made | KgError:
    """Give an error that is fit for users as a value: no engine need know of it."""
    try:
        return work(item, attempt)
    except KgError as error:
        return error
