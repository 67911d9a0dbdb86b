"""Builds that are killed, starved of disk or crashed lose nothing, and the next one ends as if nothing had been."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from killed import STARVED, MadeSpec, articles, build_them, change_them

from kg.errors import StoreError
from kg.pipeline import build
from kg.store import contents, dump, open_reader, open_writer

KILLS = 50
CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(["killed"])


def _start(path: Path, numbers: list[int], crash: int | None = None, limit: int | None = None) -> ForkServerProcess:
    process = CONTEXT.Process(target=build_them, args=(str(path), numbers, crash, limit))
    process.start()
    return process


def _whole(path: Path, numbers: list[int]) -> bytes:
    """Give the dump of a graph of these articles that was built in one go."""
    build(articles(numbers), path, MadeSpec("made"))
    return _seen(path)


def _seen(path: Path) -> bytes:
    with open_reader(path) as graph:
        return dump(graph.store)


@pytest.fixture
def torn() -> Iterator[Path]:
    """Where graphs are torn: in memory where there is such a place, as a kill is no loss of power."""
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        yield Path(folder) / "torn"


def test_fifty_builds_killed_at_random_moments_lose_nothing(torn: Path) -> None:
    chance = random.Random(11)
    states = [sorted(chance.sample(range(20), 8)) for _ in range(4)]
    wanted = [_whole(torn.parent / f"whole{at}", numbers) for at, numbers in enumerate(states)]
    started = time.perf_counter()
    _start(torn, states[0]).join()
    takes = time.perf_counter() - started
    assert _seen(torn) == wanted[0]
    killed = unfinished = tries = 0
    while killed < KILLS and tries < 4 * KILLS:
        tries += 1
        process = _start(torn, states[tries % 4])
        time.sleep(chance.uniform(0, takes))
        process.kill()
        process.join()
        killed += process.exitcode == -signal.SIGKILL
        seen = _seen(torn)
        assert seen in wanted, "readers see a state that no build ever finished"
        unfinished += seen != wanted[tries % 4]
    assert killed >= KILLS
    assert unfinished > KILLS / 4, "most builds had ended before they were killed"
    for at, numbers in enumerate(states):
        build(articles(numbers), torn, MadeSpec("made"))
        assert _seen(torn) == wanted[at]


def test_adding_and_removing_that_are_killed_are_taken_up(torn: Path) -> None:
    chance, few, more = random.Random(7), list(range(6)), list(range(6, 12))
    states = [_whole(torn.parent / f"whole{len(some)}", some) for some in (few, [*few, *more])]
    build(articles(few), torn, MadeSpec("made"))
    killed = 0
    for at in range(20):
        added, removed = ((more, []), ([], more))[at % 2]
        process = CONTEXT.Process(target=change_them, args=(str(torn), added, removed))
        process.start()
        time.sleep(chance.uniform(0, 0.3))
        process.kill()
        process.join()
        killed += process.exitcode == -signal.SIGKILL
        assert _seen(torn) in states
        change_them(str(torn), added, removed if _seen(torn) == states[1] else [])
        assert _seen(torn) == states[1 - at % 2]
    assert killed > 5


def test_a_view_is_on_the_disk_before_readers_are_sent_to_it(torn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loss of power keeps of files and folders what was synced, and of names in a folder those synced with it."""
    build(articles([1, 2, 3]), torn, MadeSpec("made"))
    done: list[tuple[str, str]] = []
    sync, rename = os.fsync, Path.replace

    def synced(handle: int) -> None:
        sync(handle)
        done.append(("sync", str(Path(f"/proc/self/fd/{handle}").readlink())))

    def renamed(one: Path, to: Path) -> Path:
        done.append(("rename", str(to)))
        return rename(one, to)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    build(articles([1, 2, 3, 4]), torn, MadeSpec("made"))
    view = torn / "views" / (torn / "current").read_text().strip()
    named = done.index(("rename", str(torn / "current")))
    before = {name for kind, name in done[:named] if kind == "sync"}
    files = {str(one) for one in view.iterdir() if one.name not in {"LOCK", "LOG"}}
    assert files
    assert files | {str(view), str(view.parent), str(torn / "current.new")} <= before
    assert ("sync", str(torn)) in done[named:]


def test_a_load_comes_after_what_was_written_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    done = []

    class Watched:
        def flush(self) -> None:
            done.append("flush")

        def bulk_extend(self, quads: list[object]) -> None:
            done.append(f"load {len(quads)}")

    monkeypatch.setattr(contents, "AT_ONCE", 2)
    contents.load(Watched(), [None] * 3)  # type: ignore[arg-type, list-item]
    assert done == ["flush", "load 2", "load 1"]


def test_a_first_build_that_is_killed_is_taken_up(torn: Path) -> None:
    chance, numbers = random.Random(3), list(range(12))
    for _ in range(5):
        process = _start(torn, numbers)
        time.sleep(chance.uniform(0, 0.2))
        process.kill()
        process.join()
    build(articles(numbers), torn, MadeSpec("made"))
    assert _seen(torn) == _whole(torn.parent / "whole", numbers)


@pytest.mark.parametrize("limit", [0, 2_000, 20_000, 60_000])
def test_a_full_disk_costs_nothing_that_was_built(torn: Path, limit: int) -> None:
    before = _whole(torn, [1, 2, 3])
    process = _start(torn, list(range(40)), limit=limit)
    process.join()
    assert process.exitcode == STARVED
    assert _seen(torn) == before
    assert _whole(torn, list(range(40))) == _whole(torn.parent / "whole", list(range(40)))


def test_a_reader_that_crashes_the_process_costs_only_the_rest(torn: Path) -> None:
    before = _whole(torn, [1, 2, 3])
    process = _start(torn, list(range(1, 20)), crash=17)
    process.join()
    assert process.exitcode == 3
    assert _seen(torn) == before
    assert _whole(torn, list(range(1, 17))) == _whole(torn.parent / "whole", list(range(1, 17)))


def test_a_second_writer_is_refused_and_readers_go_on(torn: Path) -> None:
    before = _whole(torn, [1, 2, 3])
    with open_writer(torn), pytest.raises(StoreError, match="is writing to this graph"):
        build(articles([4]), torn, MadeSpec("made"))
    assert _seen(torn) == before


def test_readers_see_only_finished_states_while_a_writer_works(torn: Path) -> None:
    states = [[1, 2, 3], list(range(12))]
    wanted = [_whole(torn, numbers) for numbers in states]
    odd: list[bytes] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            if (seen := _seen(torn)) not in wanted:
                odd.append(seen)

    watcher = threading.Thread(target=read)
    watcher.start()
    for at in range(6):
        _start(torn, states[at % 2]).join()
    done.set()
    watcher.join()
    assert not odd
