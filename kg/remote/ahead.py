"""Read ahead: a request a node would take thousands of requests, all nodes at once more than anybody needs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, Protocol, cast

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QuerySolution, QuerySolutions, Triple

Value = NamedNode | BlankNode | Literal | Triple
Graph = NamedNode | DefaultGraph
_AT_ONCE: Final = 200
"""Nodes in a request."""
_TEXTS: Final = 10
"""Articles in a request, each with its text."""
_MOST: Final = 1_000_000
"""Nodes that are remembered to be asked for."""
_IRI: Final = re.compile(rb'"value"\s*:\s*"(https?://[^"\\\s<>{}|^`]+)"')


class Queried(Protocol):
    """What answers queries."""

    def query(self, query: str) -> object:
        """Run SPARQL."""


def within(pattern: str, graph: Graph) -> str:
    """Give a pattern that holds in a graph."""
    return f"GRAPH {graph} {{ {pattern} }}" if isinstance(graph, NamedNode) else pattern


class Ahead:
    """What has been fetched of nodes, and the nodes that answers told of, by the front part of their IRIs."""

    def __init__(self) -> None:
        self._met: set[str] = set()
        self._told: dict[str, list[str]] = defaultdict(list)
        self._reached: Counter[tuple[str, ...]] = Counter()
        self._known: dict[tuple[str, ...], dict[str, list[Quad]]] = defaultdict(dict)

    def told(self, answer: bytes) -> None:
        """Remember the nodes of an answer in JSON."""
        for found in dict.fromkeys(_IRI.findall(answer)) if len(self._met) < _MOST else ():
            iri = found.decode("utf-8", "replace")
            if iri not in self._met:
                self._met.add(iri)
                self._told[_front(iri)].append(iri)

    def quads(
        self, store: Queried, subject: NamedNode | None, predicate: NamedNode | None, value: Value | None, graph: Graph
    ) -> Iterator[Quad] | None:
        """Give the statements about one node, or of one property with it as value; None for any other pattern."""
        if subject and predicate and value is None:
            found = self._about(store, subject, graph)
            return (quad for quad in found if quad.predicate == predicate)
        if isinstance(value, NamedNode) and predicate and subject is None and isinstance(graph, DefaultGraph):
            return iter(self._with(store, predicate, value, graph))
        return None

    def _about(self, store: Queried, subject: NamedNode, graph: Graph) -> list[Quad]:
        own = graph == subject  # as articles are described, with their texts, in their own graphs
        form = "GRAPH ?s { ?s ?p ?o }" if own else within("?s ?p ?o", graph)
        query = f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ NODES }} {form} }}"
        kind = ("of", "own" if own else str(graph))
        for row in self._fetched(store, query, kind, subject.value, _TEXTS if own else _AT_ONCE):
            one, two, three = cast("tuple[NamedNode, NamedNode, Value]", tuple(row))
            self._known[kind][one.value].append(Quad(one, two, three, one if own else graph))
        return self._known[kind][subject.value]

    def _with(self, store: Queried, predicate: NamedNode, value: NamedNode, graph: Graph) -> list[Quad]:
        query = f"SELECT ?s ?o WHERE {{ VALUES ?o {{ NODES }} ?s {predicate} ?o }}"
        kind = ("with", predicate.value)
        for row in self._fetched(store, query, kind, value.value, _AT_ONCE):
            one, three = cast("tuple[NamedNode, NamedNode]", tuple(row))
            self._known[kind][three.value].append(Quad(one, predicate, three, graph))
        return self._known[kind][value.value]

    def _fetched(
        self, store: Queried, query: str, kind: tuple[str, ...], node: str, most: int
    ) -> Iterable[QuerySolution]:
        """Ask of a node, unless it is known, and of others of its kind; of it alone where that is too much."""
        known = self._known[kind]
        if node in known:
            return ()
        others = self._next(node, kind, most - 1)
        for nodes in ([node, *others], [node]):
            try:
                listed = " ".join(f"<{one}>" for one in nodes)
                rows = list(cast("QuerySolutions", store.query(query.replace("NODES", listed))))
            except OSError:
                if len(nodes) == 1:
                    raise
                continue
            known.update((one, []) for one in nodes)
            return rows
        return ()

    def _next(self, node: str, kind: tuple[str, ...], most: int) -> list[str]:
        """Give other nodes that begin as a node does and that are still to be fetched."""
        told, place = self._told[_front(node)], (*kind, _front(node))
        found: list[str] = []
        while self._reached[place] < len(told) and len(found) < most:
            one = told[self._reached[place]]
            self._reached[place] += 1
            if one != node and one not in self._known[kind]:
                found.append(one)
        return found


def _front(iri: str) -> str:
    """Give the part of an IRI that tells what kind of thing it names.

    >>> _front("https://w3id.org/claimgraph/entity/JPN")
    'https://w3id.org/claimgraph/entity/'
    """
    return re.sub(r"[^/#]*$", "", iri)
