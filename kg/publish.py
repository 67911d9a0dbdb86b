"""Copy a graph to another store by the SPARQL 1.1 Graph Store HTTP Protocol; what is there already is not sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import quote

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from kg.errors import StoreError
from kg.rdf import iri, kg
from kg.remote import Address, Client
from kg.store import Opened, articles

_AT_ONCE: Final = 20_000
"""Triples in one request: servers refuse large bodies, and Virtuoso is slow with them."""

_GOOD: Final = range(200, 300)


@dataclass(frozen=True, slots=True)
class Published:
    """How many graphs were sent, were there already, and were removed."""

    sent: int
    kept: int
    removed: int


def publish(opened: Opened, url: str, view: str = "", everything: bool = False) -> Published:
    """Make another store hold this graph: articles first, the assembled view after them, an account of both last.

    The account is a graph of its own, ``BASEpublished``, with a hash of each graph; by it the next call sends only what
    has changed, and removes the articles that are gone. Other graphs there are let alone.

    Parameters
    ----------
    opened : Opened
        The graph, open for reading.
    url : str
        Where the store speaks the Graph Store Protocol; a user and password may be in it, or in ``KG_AUTH``.
    view : str
        The graph that takes the assembled view, for stores without a default graph of their own (Virtuoso).
    everything : bool
        Send what the account says is there, too.

    Raises
    ------
    StoreError
        If the store cannot be reached, or refuses.
    """
    target = _Target(Client(Address.of(url)))
    account = NamedNode(f"{opened.base}published")
    had = target.account(account)
    wanted = dict(_hashes(opened, view))
    changed = [graph for graph, hashed in wanted.items() if everything or had.get(graph) != hashed]
    gone = [graph for graph in had if graph not in wanted]
    for graph in changed:
        target.put(graph, _triples(opened.store, graph, view))
    for graph in gone:
        target.delete(graph)
    if changed or gone:
        target.put(account.value, _written(wanted))
    return Published(len(changed), len(wanted) - len(changed), len(gone))


def _hashes(opened: Opened, view: str) -> Iterator[tuple[str, str]]:
    """Yield the graphs, the view last, each with a hash of what it holds."""
    for article in articles(opened.store).values():
        yield iri("art", article.id, opened.base).value, article.fingerprint
    marks = opened.store.quads_for_pattern(None, kg("digest"), None, None)
    digests = {quad.subject: quad.object.value for quad in marks if isinstance(quad.object, Literal)}
    whole = digests.get(NamedNode(opened.base))
    if whole is None:
        raise StoreError("this graph is not finished", "run kg build again", path=opened.path)
    yield kg("world").value, digests.get(kg("world"), whole)
    yield kg("contested").value, whole
    yield view, whole


def _triples(store: Store, graph: str, view: str) -> Iterator[Triple]:
    name = DefaultGraph() if graph == view else NamedNode(graph)
    return (quad.triple for quad in store.quads_for_pattern(None, None, None, name))


def _written(hashes: Mapping[str, str]) -> Iterator[Triple]:
    for graph, hashed in hashes.items():
        if graph:
            yield Triple(NamedNode(graph), kg("fingerprint"), Literal(hashed))
        else:
            yield Triple(kg("assembled"), kg("fingerprint"), Literal(hashed))


@dataclass(frozen=True, slots=True)
class _Target:
    """The other store; a graph without a name is its default graph."""

    client: Client

    def url(self, graph: str) -> str:
        """Give the address of a graph."""
        joint = "&" if "?" in self.client.address.url else "?"
        return f"{self.client.address.url}{joint}" + (f"graph={quote(graph, safe='')}" if graph else "default")

    def account(self, graph: NamedNode) -> dict[str, str]:
        """Give what was put there by name of graph, as the last call noted it."""
        found = self.client.send("GET", self.url(graph.value), headers={"Accept": "text/turtle"})
        if found.status == 404:
            return {}
        self._check(found.status, found.body, "read")
        try:
            quads = list(parse(found.body, RdfFormat.TURTLE))
        except SyntaxError:
            return {}
        noted = {_name(quad): quad.object.value for quad in quads if isinstance(quad.object, Literal)}
        return {"" if name == kg("assembled").value else name: hashed for name, hashed in noted.items()}

    def put(self, graph: str, triples: Iterable[Triple]) -> None:
        """Make a graph hold these triples, in requests of a size that servers take."""
        rest = iter(triples)
        method = "PUT"
        while (batch := list(islice(rest, _AT_ONCE))) or method == "PUT":
            data = serialize(batch, format=RdfFormat.N_TRIPLES) or b""
            found = self.client.send(method, self.url(graph), data, {"Content-Type": "text/turtle"})
            self._check(found.status, found.body, "written", graph)
            method = "POST"

    def delete(self, graph: str) -> None:
        """Remove a graph, if it is there."""
        found = self.client.send("DELETE", self.url(graph))
        if found.status != 404:
            self._check(found.status, found.body, "changed")

    def _check(self, status: int, body: bytes, what: str, graph: str = "x") -> None:
        if status in _GOOD:
            return
        told = " ".join(re.sub("<[^>]*>", " ", body.decode("utf-8", "replace")).split())[:200]
        usual = "give the address of its Graph Store Protocol"
        if not graph:
            usual = "where a store has no default graph of its own, name one with --view IRI"
        remedy = {401: "give user:password in the address, or in KG_AUTH", 403: "may this user write there?"}.get(
            status, usual
        )
        raise StoreError(f"{self.client.address.url} cannot be {what}: {status} {told}", remedy)


def _name(quad: Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, NamedNode) else ""
