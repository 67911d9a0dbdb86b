"""Keep graphs on disk: one writer works on its own store, readers open the last finished view of it.

A graph directory holds

- ``kg.json``: the format and the base of data IRIs;
- ``work/``: the Oxigraph store the writer changes, one transaction an article;
- ``views/N/``: a finished view, never changed (hard links to the files of ``work/``, so it costs next to nothing);
- ``current``: the number of the view readers open, replaced by one rename;
- ``lock``: held by the writer while it lives.

A build that is killed at any moment leaves ``current`` pointing at the last finished view, and in ``work/`` all
articles written so far; readers notice nothing, the next build goes on from there.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Self, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, RdfFormat, Store, serialize

from kg.errors import StoreError
from kg.model import BASE
from kg.rdf import iri, kg, prefixes
from kg.rdf.write import IDENTIFIER, LABEL

FORMAT = 1
Graph = NamedNode | DefaultGraph


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


@dataclass(frozen=True, slots=True)
class Kept:
    """What the store knows of an article it holds: see ``kg.rdf.text_hash`` and ``kg.rdf.fingerprint``."""

    id: str
    text_hash: str
    fingerprint: str


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
        _replace(path / "kg.json", json.dumps({"format": FORMAT, "base": base}) + "\n")
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
        return Opened(path, base, Store(path / "work"), lock)
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
        version, base = head["format"], str(head["base"])
    except FileNotFoundError:
        raise StoreError("there is no graph here", "make one with: kg build ARTICLES -o DIR", path=path) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise StoreError(
            "this is not a graph directory", "make one with: kg build ARTICLES -o DIR", path=path
        ) from None
    if version != FORMAT:
        raise StoreError(f"the graph has format {version}, this program reads {FORMAT}", "build it again", path=path)
    return base


def _current(path: Path) -> str:
    try:
        return (path / "current").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise StoreError("the first build of this graph never finished", "run kg build again", path=path) from None


def _replace(path: Path, text: str) -> None:
    """Write a small file so that it is there whole or not at all, even after a crash of the machine."""
    draft = path.with_name(path.name + ".new")
    with draft.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(path)


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
        _replace(opened.path / "current", f"{number}\n")
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


def write_article(store: Store, quads: Iterable[Quad]) -> None:
    """Write an article's quads, in place of what its graph held, in one transaction.

    Raises
    ------
    StoreError
        If the quads lie in no one named graph, or the disk is full; then nothing is changed.
    """
    quads = list(quads)
    graphs = {quad.graph_name for quad in quads}
    if len(graphs) != 1 or not isinstance(graph := graphs.pop(), NamedNode):
        raise StoreError("an article's quads lie in one named graph", "give those of kg.rdf.reading_quads")
    _exchange(store, graph, quads)


def _exchange(store: Store, graph: NamedNode, quads: Iterable[Quad], as_read: Iterable[Quad] = ()) -> None:
    """Make an article's graph hold these quads, and note what the assembled view is to be made anew for.

    Parameters
    ----------
    store : Store
        Where.
    graph : NamedNode
        The article.
    quads : iterable of Quad
        What it is to hold.
    as_read : iterable of Quad
        What keeps the article as it was read, where a reviewer's decisions changed it (see ``kg.assemble.curation``).
    """
    kept = set(store.quads_for_pattern(graph, AS_READ, None, CURATION))
    wanted, present = set(quads), set(store.quads_for_pattern(None, None, None, graph))
    noted = set(_touched(wanted | present)) if wanted != present and is_assembled(store) else set()
    present, wanted = present | kept, wanted | set(as_read)
    if wanted != present:
        change(store, present - wanted, (wanted - present) | noted)


def put_curated(store: Store, graph: NamedNode, quads: Iterable[Quad], as_read: Iterable[Quad]) -> None:
    """Write an article as a reviewer's decisions have it, and keep it as it was read, in one transaction."""
    _exchange(store, graph, quads, as_read)


CURATION: Final = kg("curation")
AS_READ: Final = kg("asRead")
PENDING: Final = kg("pending")
"""The graph that notes what articles written since the view was assembled speak of; empty in a finished view."""


def is_assembled(store: Store) -> bool:
    """Tell whether the store holds an assembled view, be it out of date."""
    return any(True for _ in store.quads_for_pattern(None, kg("digest"), None, DefaultGraph()))


def _touched(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield notes: the article, its propositions and its entities."""
    for quad in quads:
        kind = _NOTED.get(quad.predicate)
        node = quad.object if kind == "Proposition" else quad.subject
        if kind and isinstance(node, NamedNode):
            yield Quad(node, kg("touched"), kg(kind), PENDING)


_NOTED: Final[Mapping[NamedNode, str]] = {
    kg("affirms"): "Proposition",
    kg("denies"): "Proposition",
    LABEL: "Entity",
    IDENTIFIER: "Article",
}


def change(store: Store, gone: Iterable[Quad], added: Iterable[Quad]) -> None:
    """Remove and add quads in one transaction."""
    gone, added = list(gone), list(added)
    try:
        if not gone:
            store.extend(added)
            return
        store.update(f"DELETE DATA {{ {_data(gone)} }} ;\nINSERT DATA {{ {_data(added)} }}")
    except OSError as error:
        raise StoreError(f"the graph cannot be written: {error}", "free some disk space, then build again") from error


def _data(quads: Iterable[Quad]) -> str:
    """Give quads in the syntax of SPARQL's INSERT DATA; the terms are written, and escaped, by Oxigraph."""
    return "\n".join(
        f"{quad.triple} ."
        if isinstance(quad.graph_name, DefaultGraph)
        else f"GRAPH {quad.graph_name} {{ {quad.triple} . }}"
        for quad in quads
    )


def load(store: Store, quads: Iterable[Quad]) -> None:
    """Add many quads fast, not in one transaction: what reads them must be told apart by a mark written last.

    Raises
    ------
    StoreError
        If the disk is full or not writable; then some may have been written.
    """
    try:
        store.bulk_extend(quads)
    except OSError as error:
        raise StoreError(f"the graph cannot be written: {error}", "free some disk space, then build again") from error


def drop_article(store: Store, article: str, base: str = BASE) -> bool:
    """Remove an article by its id, in one transaction; tell whether it was there."""
    graph = iri("art", article, base)
    found = store.contains_named_graph(graph)
    _exchange(store, graph, ())
    store.remove_graph(graph)
    return found


def articles(store: Store) -> dict[str, Kept]:
    """Give the articles the store holds, by id in alphabetical order."""
    query = """SELECT ?id ?hash ?fingerprint WHERE {
        GRAPH ?article { ?article a kg:Article ; dcterms:identifier ?id ;
            kg:textHash ?hash ; kg:fingerprint ?fingerprint }
    } ORDER BY ?id"""
    solutions = cast("QuerySolutions", store.query(query, prefixes=prefixes()))
    found = (Kept(*(row[name].value for name in ("id", "hash", "fingerprint"))) for row in solutions)
    return {kept.id: kept for kept in found}


def dump(store: Store) -> bytes:
    """Give all quads as sorted N-Quads: equal graphs give equal bytes."""
    lines = serialize(store, format=RdfFormat.N_QUADS).splitlines(keepends=True)  # type: ignore[union-attr]
    return b"".join(sorted(lines))
