"""Copy a graph to another store by the SPARQL 1.1 Graph Store HTTP Protocol; what is there already is not sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
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

_NOTED: Final = 50
"""Graphs that are sent before the account is brought up to date."""

_UNDER_WAY: Final = ""
"""The hash of a graph that may hold anything."""

_GOOD: Final = range(200, 300)


@dataclass(frozen=True, slots=True)
class Published:
    """How many graphs were sent, were there already, and were removed."""

    sent: int
    kept: int
    removed: int


def publish(opened: Opened, url: str, view: str = "", everything: bool = False) -> Published:
    """Make another store hold this graph: articles first, the assembled view after them.

    Each graph is sent by itself, replaces what was there under its name, and is read back and counted. An account of
    what is there, with a hash of each graph, is kept beside them as a graph of its own, ``BASEpublished``; by it the
    next call sends only what has changed, and removes the articles that are gone. Before anything is sent it says which
    graphs are under way, so that a call that fails leaves nothing that the next one takes for finished. Other graphs
    there are let alone.

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
        If the store cannot be reached, refuses, or holds other than was sent; with how far it came.
    """
    target = _Target(Client(Address.of(url)))
    account = f"{opened.base}published"
    had = target.account(account)
    wanted = dict(_hashes(opened, view))
    changed = [graph for graph, hashed in wanted.items() if everything or had.get(graph) != hashed]
    gone = [graph for graph in had if graph not in wanted]
    if changed or gone:
        target.put(account, _written(had | wanted | dict.fromkeys(changed, _UNDER_WAY)), counted=True)
        _send(opened, target, view, account, {graph: wanted[graph] for graph in changed}, gone)
        target.put(account, _written(wanted), counted=True)
    return Published(len(changed), len(wanted) - len(changed), len(gone))


def _send(
    opened: Opened, target: _Target, view: str, account: str, changed: Mapping[str, str], gone: Iterable[str]
) -> None:
    """Send graphs and remove others, and note on the way what has arrived."""
    arrived: dict[str, str] = {}
    noted = 0
    try:
        for graph, hashed in changed.items():
            if not graph:
                target.add(graph, ())  # a store without a default graph hangs up on what is large: its reason is lost
            target.put(graph, _triples(opened.store, graph, view), counted=True)
            arrived[graph] = hashed
            if len(arrived) - noted >= _NOTED:
                target.add(account, _written(dict(islice(arrived.items(), noted, None))))
                noted = len(arrived)
        for graph in gone:
            target.delete(graph)
    except StoreError as error:
        with suppress(StoreError):
            target.add(account, _written(dict(islice(arrived.items(), noted, None))))
        told = f"{error.problem}; {len(arrived)} of {len(changed)} graphs have arrived"
        raise StoreError(told, f"{error.remedy}; then run it again, it sends the rest") from error


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
        yield Triple(NamedNode(graph) if graph else kg("assembled"), kg("fingerprint"), Literal(hashed))


@dataclass(frozen=True, slots=True)
class _Target:
    """The other store; a graph without a name is its default graph."""

    client: Client

    def url(self, graph: str) -> str:
        """Give the address of a graph."""
        joint = "&" if "?" in self.client.address.url else "?"
        return f"{self.client.address.url}{joint}" + (f"graph={quote(graph, safe='')}" if graph else "default")

    def held(self, graph: str) -> list[Quad] | None:
        """Give what a graph holds there; None where there is none, or what comes is not Turtle."""
        found = self.client.send("GET", self.url(graph), headers={"Accept": "text/turtle"})
        if found.status == 404:
            return None
        self._check(found.status, found.body, "read", graph)
        try:
            return list(parse(found.body, RdfFormat.TURTLE))
        except SyntaxError:
            return None

    def account(self, graph: str) -> dict[str, str]:
        """Give what was put there by name of graph, as the last call noted it."""
        noted: dict[str, str] = {}
        for quad in self.held(graph) or []:
            name = "" if quad.subject == kg("assembled") else getattr(quad.subject, "value", "")
            if isinstance(quad.object, Literal) and noted.get(name, _UNDER_WAY) == _UNDER_WAY:
                noted[name] = quad.object.value
        return noted

    def put(self, graph: str, triples: Iterable[Triple], counted: bool = False) -> None:
        """Make a graph hold these triples, in requests of a size that servers take; ``counted`` reads them back."""
        rest, sent, method = iter(triples), 0, "PUT"
        while (batch := list(islice(rest, _AT_ONCE))) or method == "PUT":
            self._write(method, graph, batch)
            sent, method = sent + len(batch), "POST"
        if counted:
            self._count(graph, sent)

    def _count(self, graph: str, sent: int) -> None:
        """Hold what is there against what was sent; a default graph may show other graphs, too."""
        there = len(set(self.held(graph) or []))
        if there < sent or (graph and there > sent):
            problem = f"{self.client.address.url} holds {there} triples in <{graph}>, not the {sent} that were sent"
            raise StoreError(problem, "see the log of that store")

    def add(self, graph: str, triples: Iterable[Triple]) -> None:
        """Add triples to a graph."""
        self._write("POST", graph, list(triples))

    def _write(self, method: str, graph: str, triples: list[Triple]) -> None:
        data = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
        found = self.client.send(method, self.url(graph), data, {"Content-Type": "text/turtle"})
        self._check(found.status, found.body, "written", graph)

    def delete(self, graph: str) -> None:
        """Remove a graph, if it is there; a store without a default graph has none to remove."""
        found = self.client.send("DELETE", self.url(graph))
        if graph and found.status != 404:
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
