"""Keep graphs on disk: one writer works on its own store, readers open the last finished view of it.

A graph directory holds

- ``kg.json``: the format and the base of data IRIs;
- ``work/``: the Oxigraph store the writer changes, in transactions, or in bulk loads that are marked until they end;
- ``views/N/``: a finished view, never changed (hard links to the files of ``work/``, so it costs next to nothing);
- ``current``: the number of the view readers open, replaced by one rename;
- ``lock``: held by the writer while it lives.

A build that is killed at any moment leaves ``current`` pointing at the last finished view, and in ``work/`` all
articles written so far; readers notice nothing, the next build goes on from there. So does one after a loss of power:
a view is on the disk before ``current`` names it.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Self

from pyoxigraph import NamedNode, Store

from kg.errors import StoreError
from kg.model import BASE
from kg.store.contents import drop_unfinished

FORMAT = 1


class Opened:
    """A graph that is open: where it lies, the base of its data IRIs, and the Oxigraph store until it is closed."""

    def __init__(self, path: Path, base: str, store: Store, lock: IO[str]) -> None:
        self.path, self.base, self._store, self._lock = path, base, store, lock

    @property
    def store(self) -> Store:
        """The Oxigraph store; do not keep it: it stays open, and locked, as long as somebody holds it."""
        if self._lock.closed:
            raise StoreError("the graph has been closed", "open it again", path=self.path)
        return self._store

    def close(self) -> None:
        """Let go of the store and its lock; closing twice is fine."""
        if not self._lock.closed:
            del self._store
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create(path: Path | str, base: str = BASE) -> None:
    """Make a graph directory, unless it is one already.

    Raises
    ------
    StoreError
        If something else is there, or the base is not that of the graph that is there.
    """
    path = Path(path)
    if (path / "kg.json").exists():
        if (found := _base(path)) != base:
            raise StoreError(
                f"the graph has the base {found}, not {base}", "use that base or another directory", path=path
            )
        return
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StoreError("this is not a graph directory and not empty", "name a new directory", path=path)
    try:
        NamedNode(f"{base}x")
        (path / "views").mkdir(parents=True)
        write_whole(path / "kg.json", json.dumps({"format": FORMAT, "base": base}) + "\n")
    except ValueError as error:
        raise StoreError(f"the base {base!r} makes no valid IRI", f"such as {BASE}") from error
    except OSError as error:
        raise StoreError(f"cannot make a graph here: {error.strerror}", path=path) from error


def open_writer(path: Path | str, base: str = BASE) -> Opened:
    """Open a graph for writing, making it where there is none; only one process can at a time.

    Use it in a ``with`` statement, and call ``publish`` at the end of it.

    Raises
    ------
    StoreError
        If another process writes to it, or it cannot be opened.
    """
    path = Path(path)
    create(path, base)
    lock = _lock(path)
    try:
        store = Store(path / "work")
        drop_unfinished(store)
        return Opened(path, base, store, lock)
    except OSError as error:
        lock.close()
        raise StoreError(f"the graph cannot be opened for writing: {error}", path=path) from error


def _lock(path: Path) -> IO[str]:
    try:
        lock = (path / "lock").open("a+")
    except OSError as error:
        raise StoreError(f"the graph cannot be written: {error.strerror}", path=path) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = f"process {found}" if (found := lock.read().strip()) else "another process"
        lock.close()
        raise StoreError(f"{holder} is writing to this graph", "wait until it has finished", path=path) from None
    with suppress(OSError):  # on a full disk the lock holds all the same, but does not tell who holds it
        os.ftruncate(lock.fileno(), 0)
        os.write(lock.fileno(), f"{os.getpid()}\n".encode())
    return lock


def open_reader(path: Path | str) -> Opened:
    """Open the last finished view of a graph for reading; a build that runs meanwhile does not touch it.

    Raises
    ------
    StoreError
        If there is no graph, or none was ever finished.
    """
    path = Path(path)
    base = _base(path)
    for _ in range(3):
        if opened := _open_view(path, base, path / "views" / _current(path)):
            return opened
    raise StoreError("the finished view of this graph is missing", "build it again", path=path)


def _open_view(path: Path, base: str, view: Path) -> Opened | None:
    """Open a view, or give None where a writer has just published the next one and removed this one."""
    with ExitStack() as undo:
        try:
            lock = undo.enter_context(view.with_suffix(".lock").open())
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            opened = Opened(path, base, Store.read_only(str(view)), lock)
        except (FileNotFoundError, BlockingIOError):
            return None
        except (OSError, RuntimeError) as error:  # RocksDB tells of files that vanish under it in either way
            if _current(path) != view.name:
                return None
            raise StoreError(f"the graph cannot be opened: {error}", "build it again", path=path) from error
        undo.pop_all()
        return opened


def _base(path: Path) -> str:
    try:
        head = json.loads((path / "kg.json").read_text(encoding="utf-8"))
        version = head["format"]
        base = NamedNode(head["base"]).value if version == FORMAT else ""
    except FileNotFoundError:
        raise StoreError("there is no graph here", "make one with: kg build ARTICLES -o DIR", path=path) from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise StoreError(
            "this is not a graph directory", "make one with: kg build ARTICLES -o DIR", path=path
        ) from None
    if version != FORMAT:
        raise StoreError(f"the graph has format {version}, this program reads {FORMAT}", "build it again", path=path)
    return base


def _current(path: Path) -> str:
    try:
        number = (path / "current").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise StoreError("the first build of this graph never finished", "run kg build again", path=path) from None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"which view is current cannot be told: {error}", "build it again", path=path) from None
    if not (number.isdigit() and len(number) < 20):
        raise StoreError(f"{number!r} is no number of a view", "build it again", path=path)
    return number


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that it is there whole or not at all, even after a loss of power."""
    draft = path.with_name(path.name + ".new")
    draft.write_text(text, encoding="utf-8", newline="")
    _to_disk(draft)
    draft.replace(path)
    _to_disk(path.parent)


def _to_disk(path: Path) -> None:
    """Have the system write a file, or what a folder lists, to the disk before anything that follows."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def publish(opened: Opened) -> None:
    """Make what is written the view that readers open from now on; old views go when nobody reads them.

    Raises
    ------
    StoreError
        If the disk is full or not writable: readers keep the former view.
    """
    views = opened.path / "views"
    number = 1 + max((int(found.name) for found in views.iterdir() if found.name.isdigit()), default=0)
    try:
        opened.store.flush()
        opened.store.backup(views / str(number))
        (views / f"{number}.lock").touch()
        for one in (*(views / str(number)).iterdir(), views / str(number), views):
            _to_disk(one)
        write_whole(opened.path / "current", f"{number}\n")
    except OSError as error:
        shutil.rmtree(views / str(number), ignore_errors=True)
        raise StoreError(f"the graph cannot be published: {error}", "free some disk space", path=opened.path) from error
    _sweep(views, number)


def _sweep(views: Path, current: int) -> None:
    """Remove the views that nobody reads; the lock is held meanwhile, so that nobody begins to."""
    for view in views.iterdir():
        if view.name.isdigit() and int(view.name) != current:
            with suppress(BlockingIOError), view.with_suffix(".lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(view, ignore_errors=True)
                view.with_suffix(".lock").unlink(missing_ok=True)
