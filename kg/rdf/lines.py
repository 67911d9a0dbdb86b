"""Quads as lines of N-Quads, the form in which any store takes them in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import Quad, RdfFormat, parse, serialize


def to_lines(quads: Iterable[Quad]) -> bytes:
    """Write quads as N-Quads, sorted and each once: equal sets give equal bytes."""
    written = serialize(quads, format=RdfFormat.N_QUADS)
    assert written is not None  # it is where no file is given
    return b"".join(sorted(set(written.splitlines(keepends=True))))


def graphs_of(lines: bytes) -> Iterator[tuple[str, list[Quad]]]:
    """Yield the quads of N-Quads by their graphs (IRI and quads), given that those of a graph stand together."""
    for graph, quads in groupby(parse(lines, format=RdfFormat.N_QUADS), lambda quad: quad.graph_name):
        yield str(graph).strip("<>"), list(quads)
