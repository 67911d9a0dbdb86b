"""Write articles into a store, each in a graph of its own, and note what the assembled view is to be made anew for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, RdfFormat, Store, serialize

from kg.errors import StoreError
from kg.model import BASE
from kg.rdf import iri, kg, prefixes
from kg.rdf.write import IDENTIFIER, LABEL

Quads = Sequence[Quad]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the store knows of an article it holds: see ``kg.rdf.text_hash`` and ``kg.rdf.fingerprint``."""

    id: str
    text_hash: str
    fingerprint: str


def write_article(store: Store, quads: Iterable[Quad]) -> None:
    """Write an article's quads, in place of what its graph held, in one transaction.

    Raises
    ------
    StoreError
        If the quads lie in no one named graph, or the disk is full; then nothing is changed.
    """
    quads = list(quads)
    _exchange(store, _graph(quads), quads)


def write_articles(store: Store, articles: Iterable[Quads]) -> None:
    """Write articles, those that are new to the store all at once: three times as fast as one by one.

    They are marked while they are loaded; what a killed process left of them goes when the store is next opened.

    Raises
    ------
    StoreError
        As ``write_article``; some articles may have been written then.
    """
    fresh: dict[NamedNode, Quads] = {}
    for quads in articles:
        graph = _graph(quads)
        if store.contains_named_graph(graph):
            _exchange(store, graph, quads)
        else:
            fresh[graph] = quads
    if fresh:
        marks = [Quad(graph, LOADING, graph, PENDING) for graph in fresh]
        change(store, (), marks)
        load(store, chain.from_iterable(fresh.values()))
        noted = set(_touched(chain.from_iterable(fresh.values()))) if is_assembled(store) else ()
        change(store, marks, noted)


def drop_unfinished(store: Store) -> None:
    """Remove the articles that a killed process was loading."""
    for quad in list(store.quads_for_pattern(None, LOADING, None, PENDING)):
        _drop(store, cast("NamedNode", quad.subject))
        change(store, (quad,), ())


def _graph(quads: Iterable[Quad]) -> NamedNode:
    graphs = {quad.graph_name for quad in quads}
    if len(graphs) != 1 or not isinstance(graph := graphs.pop(), NamedNode):
        raise StoreError("an article's quads lie in one named graph", "give those of kg.rdf.reading_quads")
    return graph


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
LOADING: Final = kg("loading")
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


AT_ONCE: Final = 200_000
"""Quads loaded at once: Oxigraph takes a million by itself, which costs 1.5 GB of memory and is hardly faster."""

BYTES: Final = 160 * AT_ONCE
"""Bytes of N-Quads loaded at once: some so many quads."""


def load(store: Store, quads: Iterable[Quad]) -> None:
    """Add many quads fast, not in one transaction: what reads them must be told apart by a mark written last.

    What was written before goes to disk first: a loss of power may take the last transactions, but no load, and must
    not leave one without its mark.

    Raises
    ------
    StoreError
        If the disk is full or not writable; then some may have been written.
    """
    quads = iter(quads)
    try:
        store.flush()
        while some := list(islice(quads, AT_ONCE)):
            store.bulk_extend(some)
    except OSError as error:
        raise StoreError(f"the graph cannot be written: {error}", "free some disk space, then build again") from error


def load_lines(store: Store, parts: Iterable[bytes]) -> None:
    """Add quads written as N-Quads, as ``load`` does; small parts are put together, as each load makes files.

    Raises
    ------
    StoreError
        If the disk is full or not writable; then some may have been written.
    """
    try:
        store.flush()
        for lines in _gathered(parts):
            store.bulk_load(lines, format=RdfFormat.N_QUADS)
    except OSError as error:
        raise StoreError(f"the graph cannot be written: {error}", "free some disk space, then build again") from error


def _gathered(parts: Iterable[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    for part in parts:
        held.append(part)
        if sum(map(len, held)) >= BYTES:
            yield b"".join(held)
            held.clear()
    yield b"".join(held)


def clear(store: Store, graph: NamedNode | DefaultGraph) -> None:
    """Remove all quads of a graph, in several transactions: one would hold all of them in memory."""
    quads = store.quads_for_pattern(None, None, None, graph)
    while some := list(islice(quads, AT_ONCE // 4)):
        change(store, some, ())


def compact(store: Store) -> None:
    """Sort the files that many loads left: looking up takes a third of the time then.

    Raises
    ------
    StoreError
        If the disk is full or not writable; then nothing is lost.
    """
    try:
        store.optimize()
    except OSError as error:
        raise StoreError(f"the graph cannot be written: {error}", "free some disk space, then build again") from error


def drop_article(store: Store, article: str, base: str = BASE) -> bool:
    """Remove an article by its id, in one transaction; tell whether it was there."""
    return _drop(store, iri("art", article, base))


def _drop(store: Store, graph: NamedNode) -> bool:
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
