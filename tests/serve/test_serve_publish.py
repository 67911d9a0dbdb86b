"""Publishing to a store that fails on the way: what is left is never taken for finished, and the next call ends it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from graphs import reading
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse, serialize
from serving import READINGS, build

from kg import assemble, store
from kg.errors import StoreError
from kg.publish import Published, publish


class Faulty(BaseHTTPRequestHandler):
    """A Graph Store whose writes can be made to fail: as many succeed as ``left``, then ``fault`` happens."""

    held: ClassVar[Store] = Store()
    left: ClassVar[int] = 10**9
    fault: ClassVar[str] = ""
    writes: ClassVar[list[str]] = []

    def graph(self) -> NamedNode | DefaultGraph:
        from urllib.parse import parse_qs, urlsplit

        named = parse_qs(urlsplit(self.path).query).get("graph")
        return NamedNode(named[0]) if named else DefaultGraph()

    def reply(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/turtle")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        quads = list(self.held.quads_for_pattern(None, None, None, self.graph()))
        body = serialize((quad.triple for quad in quads), format=RdfFormat.TURTLE) or b""
        self.reply(200 if quads else 404, body)

    def write(self, replaces: bool) -> None:
        graph = self.graph()
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).left -= 1
        self.writes.append(str(graph))
        if (self.left < 0 and self.fault == "refuses") or (self.left == -1 and self.fault == "once"):
            return self.reply(500, b"<html>disk full</html>")
        if self.left < 0 and self.fault == "dies":
            return self.close_connection_at_once()
        if replaces:
            self.held.clear_graph(graph)
        triples = list(parse(body, RdfFormat.TURTLE))
        kept = triples[: len(triples) // 2] if self.left < 0 and self.fault == "loses" else triples
        self.held.extend(Quad(one.subject, one.predicate, one.object, graph) for one in kept)
        return self.reply(204)

    def close_connection_at_once(self) -> None:
        self.close_connection = True
        self.connection.close()

    def do_PUT(self) -> None:
        self.write(replaces=True)

    def do_POST(self) -> None:
        self.write(replaces=False)

    def do_DELETE(self) -> None:
        self.held.clear_graph(self.graph())
        self.reply(204)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def faulty() -> Iterator[tuple[str, type[Faulty]]]:
    kind = type("Fresh", (Faulty,), {"held": Store(), "writes": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/store", kind
    server.shutdown()
    server.server_close()


def published(path: Path, url: str) -> Published:
    with store.open_reader(path) as graph:
        return publish(graph, url)


def same(path: Path, kind: type[Faulty]) -> bool:
    """Tell whether the other store holds the graph, whole, and nothing else but the account."""
    with store.open_reader(path) as graph:
        here = {str(quad) for quad in graph.store}
        account = f"{graph.base}published"
    return here == {str(quad) for quad in kind.held if getattr(quad.graph_name, "value", "") != account}


@pytest.mark.parametrize("fault", ["refuses", "dies", "loses"])
def test_a_store_that_fails_at_any_write_is_finished_by_the_next_call(
    small: Path, faulty: tuple[str, type[Faulty]], fault: str
) -> None:
    url, kind = faulty
    for writes in range(8):
        kind.held, kind.left, kind.fault = Store(), writes, fault
        with pytest.raises(StoreError) as found:
            published(small, url)
        assert writes in {0, 7} or f"{writes - 1} of 6 graphs have arrived" in str(found.value)
        kind.left = 10**9
        published(small, url)
        assert same(small, kind)
        assert published(small, url) == Published(0, 6, 0)


def test_what_has_arrived_is_not_sent_again(small: Path, faulty: tuple[str, type[Faulty]]) -> None:
    """The store fails once, then takes the account of what it has."""
    url, kind = faulty
    kind.left, kind.fault = 4, "once"
    with pytest.raises(StoreError, match="3 of 6 graphs have arrived"):
        published(small, url)
    assert published(small, url) == Published(3, 3, 0)
    assert same(small, kind)


def test_what_half_arrived_is_sent_again_though_the_graph_went_back(
    tmp_path: Path, faulty: tuple[str, type[Faulty]]
) -> None:
    """A call fails halfway through a new state; then the old state comes back, whose hash the account once had."""
    url, kind = faulty
    path = build(tmp_path / "g.kg", *READINGS)
    published(path, url)
    other = reading("a", "CHN attacks UKR", source="TASS")
    for fault in ("loses", "refuses"):
        build(path, other)
        kind.left, kind.fault = 2, fault
        with pytest.raises(StoreError):
            published(path, url)
        kind.left = 10**9
        build(path, *READINGS)
        published(path, url)
        assert same(path, kind)


def test_what_went_while_a_call_failed_is_removed_by_the_next(tmp_path: Path, faulty: tuple[str, type[Faulty]]) -> None:
    url, kind = faulty
    path = build(tmp_path / "g.kg", *READINGS)
    kind.left, kind.fault = 3, "refuses"
    with pytest.raises(StoreError, match="run it again"):
        published(path, url)
    with store.open_writer(path) as graph:
        for gone in ("a", "b"):
            store.drop_article(graph.store, gone)
        assemble.refresh(graph)
        store.publish(graph)
    kind.left = 10**9
    assert published(path, url).removed == 2
    assert same(path, kind)
