"""Share work among processes, each of which holds what all of its work needs."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, TypeVar

from kg.errors import StoreError

Given = TypeVar("Given")
Made = TypeVar("Made")
Held = TypeVar("Held")


def share(
    work: Callable[[Held, Given], Made], held: Callable[[], Held], items: Iterable[Given], jobs: int
) -> Iterator[Made]:
    """Yield what some work makes of items, in their order.

    Parameters
    ----------
    work : callable
        What to do with what is held and an item; it goes to the processes by pickle, as do the items.
    held : callable
        Makes, once in each process, what its work needs.
    items : iterable
        Drawn as they are needed, one ahead of each process.
    jobs : int
        Number of processes; 1 works in this one.

    Raises
    ------
    StoreError
        If a process is killed, as happens when memory runs out.
    """
    if jobs == 1:
        own = held()
        yield from (work(own, item) for item in items)
        return
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (held,))
    try:
        running: deque[Future[Made]] = deque()
        for item in items:
            running.append(pool.submit(_work, work, item))
            if len(running) > 2 * jobs:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
    except BrokenProcessPool as error:
        raise StoreError("a process that assembles was killed", "give fewer --jobs, or more memory") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_held: Any = None


def _begin(held: Callable[[], Any]) -> None:
    """Make what this process holds; leave an interrupt to the parent, and end with it."""
    global _held  # noqa: PLW0603  # the way a pool's processes keep what their work needs
    Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _held = held()


def _work(work: Callable[[Any, Given], Made], item: Given) -> Made:
    return work(_held, item)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
