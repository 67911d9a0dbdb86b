"""What runs the work: an engine is one function, found by its name among the entry points ``claimgraph.engines``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import entry_points
from typing import Any, Protocol, TypeVar, cast

from kg.errors import KgError

GROUP = "claimgraph.engines"
TRIES = 4
"""How often a piece of work is tried before all fails, as in Spark."""

Given = TypeVar("Given")
Made = TypeVar("Made")
Work = Callable[[Given, int], Made]
"""What is done with an item; it is told how often that was tried before. It goes to the workers by pickle."""


class Run(Protocol):
    """Does a piece of work with each of many items, wherever there is room."""

    def __call__(self, work: Work[Given, Made], items: Sequence[Given]) -> Iterator[tuple[int, Made]]:
        """Yield the number of each item with what was made of it, as it is done, in any order.

        Work that raises, or whose worker is lost, is tried again elsewhere.

        Raises
        ------
        KgError
            If it keeps failing.
        """
        ...


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may say to an engine: processes on this machine, and the address of a cluster."""

    jobs: int = 1
    master: str = ""


Engine = Callable[[Settings], AbstractContextManager[Run]]
"""Starts what is needed, gives what runs work, and stops it at the end."""


def engine(name: str) -> Engine:
    """Find an engine by its name.

    Raises
    ------
    KgError
        If none has that name.
    """
    known = {one.name: one for one in entry_points(group=GROUP)}
    if name not in known:
        raise KgError(f"no engine is named {name!r}", f"one of: {', '.join(sorted(known))}")
    return cast("Engine", known[name].load())


@contextmanager
def local(settings: Settings) -> Iterator[Run]:
    """Run work on this machine, in as many processes as are asked for."""
    yield partial(_alone if settings.jobs == 1 else _among, settings.jobs)


def _alone(_jobs: int, work: Work[Given, Made], items: Sequence[Given]) -> Iterator[tuple[int, Made]]:
    for number, item in enumerate(items):
        yield number, tried(work, item)


def _among(jobs: int, work: Work[Given, Made], items: Sequence[Given]) -> Iterator[tuple[int, Made]]:
    from kg.pipeline.processes import in_processes

    chunks = ([numbered] for numbered in enumerate(items))
    yield from in_processes(partial(_chunk, work), chunks, jobs, partial(_again, work))


def _chunk(work: Work[Any, Any], numbered: list[tuple[int, Any]]) -> list[tuple[int, Any]]:
    return [(number, tried(work, item)) for number, item in numbered]


def _again(work: Work[Any, Any], numbered: tuple[int, Any]) -> tuple[int, Any]:
    number, item = numbered
    return number, tried(work, item, 1)


def tried(work: Work[Given, Made], item: Given, before: int = 0) -> Made:
    """Do a piece of work, again where it fails, as often as ``TRIES`` says.

    Raises
    ------
    KgError
        If it fails each time.
    """
    for attempt in range(before, TRIES):
        try:
            return work(item, attempt)
        except KgError:
            raise
        except Exception as error:  # noqa: BLE001  # the network, say: it may be gone the next time
            failed = error
    raise KgError(f"a part of the work failed {TRIES} times: {type(failed).__name__}: {str(failed)[:300]}") from failed
