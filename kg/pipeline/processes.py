"""Share chunks of articles among processes; one that is killed costs the article that killed it, no other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import TypeVar

from kg.errors import KgError

Given = TypeVar("Given")
Made = TypeVar("Made")
Work = Callable[[list[Given]], list[Made]]
AHEAD = 4  # chunks for each process


def in_processes(
    work: Work[Given, Made], chunks: Iterable[list[Given]], jobs: int, lost: Callable[[Given], Made]
) -> Iterator[Made]:
    """Yield what some work makes of chunks, in their order, done in several processes.

    Parameters
    ----------
    work : callable
        What to do with a chunk; it goes to the processes by pickle.
    chunks : iterable of list
        Drawn as they are needed, a few ahead of each process: one that takes long keeps no other waiting.
    jobs : int
        Number of processes, each with one math thread.
    lost : callable
        Gives what stands in the place of an item whose process was killed, as happens when memory runs out.

    Raises
    ------
    KgError
        If processes are killed whatever they work on.
    """
    source = iter(chunks)
    while True:
        waiting = yield from _until_killed(work, source, jobs)
        if not waiting:
            return
        yield from _one_by_one(work, [one for chunk in waiting for one in chunk], lost)


def _until_killed(
    work: Work[Given, Made], chunks: Iterator[list[Given]], jobs: int
) -> Generator[Made, None, list[list[Given]]]:
    """Work in one pool as long as it lives; return the chunks it leaves undone."""
    waiting: deque[list[Given]] = deque()
    with _pool(jobs) as pool:
        try:
            running: deque[Future[list[Made]]] = deque()
            for chunk in chunks:
                waiting.append(chunk)
                running.append(pool.submit(work, chunk))
                if len(running) > AHEAD * jobs:  # so that little is held in memory
                    done = running.popleft().result()
                    waiting.popleft()
                    yield from done
            while running:
                done = running.popleft().result()
                waiting.popleft()
                yield from done
        except BrokenProcessPool:
            return list(waiting)
    return []


def _one_by_one(work: Work[Given, Made], items: list[Given], lost: Callable[[Given], Made]) -> Iterator[Made]:
    """Work on each item alone, in a new process after each that was killed: so it shows which one kills."""
    todo, killed = deque(items), 0
    while todo:
        with _pool(1) as pool:
            try:
                while todo:
                    done = pool.submit(work, [todo[0]]).result()
                    todo.popleft()
                    yield from done
            except BrokenProcessPool as error:
                killed += 1
                if killed == len(items) > 1:
                    raise KgError("each reading process is killed", "give fewer --jobs, or more memory") from error
                yield lost(todo.popleft())


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """Let processes, not threads, share the cores (before numpy comes in); leave an interrupt to the parent."""
    import os
    import signal
    from threading import Thread

    Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _end_with_parent() -> None:
    """End this process when its parent is killed, which cannot tell it to: else it would wait for ever for work."""
    import os

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
