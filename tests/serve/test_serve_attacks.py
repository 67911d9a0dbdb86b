"""What the server bears while it goes on serving others; everything stays on 127.0.0.1, bounded in number and time."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import httpx
import pytest
from serving import Served, served

POST = b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\n"
ASK = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: 127.0.0.1\r\n"


def connected(site: Served) -> socket.socket:
    return socket.create_connection(("127.0.0.1", site.port), timeout=10)


def answered(site: Served) -> None:
    """Assert that somebody else is served, before the client gives up."""
    with site.client() as client:
        answer = client.get("/sparql", params={"query": "ASK { ?s kg:alliedWith ?o }"})
        assert answer.json() == {"head": {}, "boolean": True}
    assert site.process.poll() is None


def said(site: Served, data: bytes, wait: float = 8.0) -> bytes:
    """Send bytes and give all that comes back until the server closes."""
    with connected(site) as line:
        line.settimeout(wait)
        found = b""
        try:
            line.sendall(data)
            while chunk := line.recv(65536):
                found += chunk
        except OSError:
            pass
        return found


@pytest.fixture(scope="module")
def target(small: Path) -> Iterator[Served]:
    with served(small, "--timeout", "2", "--max-rows", "500", "--max-memory", "300") as found:
        yield found


def test_a_thousand_connections_that_say_nothing(target: Served) -> None:
    with ExitStack() as stack:
        for _ in range(1000):
            stack.enter_context(connected(target))
        answered(target)
    answered(target)


def test_a_thousand_that_dribble_their_request(target: Served) -> None:
    """Slow loris: each has a request under way that never ends."""
    with ExitStack() as stack:
        lines = [stack.enter_context(connected(target)) for _ in range(1000)]
        for turn in range(2):
            for line in lines:
                try:
                    line.sendall(ASK if turn == 0 else b"X-A: b\r\n")
                except OSError:
                    continue  # put out to make room: as it should be
            answered(target)


def test_requests_that_never_end_are_cut_off(target: Served) -> None:
    """One stops in its head, one in its body."""
    started = time.monotonic()
    with connected(target) as head, connected(target) as body:
        head.sendall(ASK)
        body.sendall(POST + b"Content-Type: application/sparql-query\r\nContent-Length: 90\r\n\r\nASK")
        for line in (head, body):
            line.settimeout(15)
        assert head.recv(100) == b""
        assert b" 408 " in body.recv(100)
    assert 5 < time.monotonic() - started < 14


@pytest.mark.parametrize("announced", [True, False])
def test_bodies_of_a_hundred_megabytes(target: Served, announced: bool) -> None:
    def body() -> Iterator[bytes]:
        for _ in range(1600):
            yield b"#" * 65536

    headers = {"content-type": "application/sparql-query"} | (
        {"content-length": str(1600 * 65536)} if announced else {}
    )
    # The server closes before all of it is sent: whether the client has read the answer then is chance.
    with target.client() as client, suppress(httpx.WriteError, httpx.ReadError, httpx.RemoteProtocolError):
        assert client.post("/sparql", content=body(), headers=headers).status_code == 413
    answered(target)


def test_an_answer_that_nobody_reads(target: Served) -> None:
    rows = "+".join(f"%22{'x' * 90}{n}%22" for n in range(400))
    query = (
        f"GET /sparql?query=SELECT+*+%7BVALUES+?x+%7B{rows}%7D+VALUES+?y+%7B1%7D%7D HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    )
    with ExitStack() as stack:
        for _ in range(100):
            line = stack.enter_context(socket.socket())
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            line.connect(("127.0.0.1", target.port))
            line.sendall(query.encode() * 3)
        answered(target)


BOMBS = {
    "nested groups": "SELECT * {" + "{" * 60_000 + "?s ?p ?o" + "}" * 60_000 + "}",
    "nested brackets": "SELECT * { FILTER(" + "(" * 60_000 + "1" + ")" * 60_000 + ") }",
    "negations": "SELECT * { FILTER(" + "!" * 100_000 + "1) }",
    "nested lists": "SELECT * { ?s ?p " + "(" * 60_000 + ")" * 60_000 + " }",
    "nested paths": "SELECT * { ?s " + "(" * 60_000 + "<x:a>" + ")" * 60_000 + " ?o }",
    "nested queries": "SELECT * " + "{ SELECT * " * 3_000 + "{}" + "}" * 3_000,
    "nested exists": "ASK { " + "FILTER EXISTS { " * 4_000 + "}" * 4_001,
    "many unions": "SELECT * { " + " UNION ".join(["{?s ?p ?o}"] * 15_000) + " }",
    "many sums": "SELECT * { FILTER(1" + "+1" * 60_000 + ") }",
    "joins": "SELECT * { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(300)) + " }",
    "sorted product": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "doubled text": "SELECT ?z { BIND('" + "x" * 99 + "' AS ?a) " + " ".join(
        f"BIND(CONCAT(?{one},?{one},?{one},?{one},?{one},?{one}) AS ?{two})"
        for one, two in zip("abcdefghijk", "bcdefghijkz", strict=True)
    ) + " }",
    "large pattern": "SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), '((((a{1,99}){1,99}){1,99}){1,99})')) }",
    "nested pattern": "SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), '" + "(" * 20_000 + "a" + ")" * 20_000 + "')) }",
    "backtracking pattern": "SELECT * { FILTER(REGEX('" + "a" * 5_000 + "!', '^(a|a|aa)+$')) }",
    "open quotes": "SELECT * { ?s ?p '''" + "'''\\\"" * 40_000,
    "closure": "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^!<x:y>)* ?b . ?c (!<x:z>|^!<x:z>)* ?d . ?e (!<x:y>)* ?f }",
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_queries_that_would_take_everything(target: Served, name: str) -> None:
    with target.client() as client:
        answer = client.post("/sparql", content=BOMBS[name], headers={"content-type": "application/sparql-query"})
    assert answer.status_code in {200, 400, 403, 500, 504}
    assert len(answer.text) < 500_000
    answered(target)


TRICKS = {
    "two lengths": POST + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nASK{}",
    "length and chunks": POST
    + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
    "odd coding": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "bad chunk": POST + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    "folded header": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\r\n b\r\nConnection: close\r\n\r\n",
    "no host": b"GET /health HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil\r\n\r\n",
    "foreign address": b"GET http://evil.example/health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    "no length": POST + b"Content-Type: application/sparql-query\r\nConnection: close\r\n\r\n",
    "bad length": POST + b"Content-Length: -5\r\n\r\nASK{}",
    "large header": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: a\r\n" * 50_000 + b"\r\n",
    "long address": b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "binary": bytes(range(256)) * 20,
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 300 + b"\r\n\r\n",
    "null": b"GET /\x00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "other method": b"TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    "upgrade": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: upgrade, close\r\nUpgrade: websocket\r\n\r\n",
    "http 2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "expects": POST + b"Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n",
    "pipelined": ASK + b"\r\n" + (ASK + b"\r\n") * 300 + ASK + b"Connection: close\r\n\r\n",
}


@pytest.mark.parametrize("name", TRICKS)
def test_requests_that_are_none(target: Served, name: str) -> None:
    found = said(target, TRICKS[name], 3)
    statuses = {line.split()[1] for line in found.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")}
    expected = (
        {b"200"}
        if name in {"folded header", "pipelined", "upgrade"}
        else {b"400", b"405", b"413", b"415", b"421", b"431", b"100"}
    )
    assert statuses <= expected
    assert b"Traceback" not in found
    answered(target)


PATHS = (
    "/assets/../../../../etc/passwd", "/assets/..%2f..%2f..%2f..%2fetc%2fpasswd", "/assets/%2e%2e/%2e%2e/serve/app.py",
    "/assets//etc/passwd", "/assets/....//....//etc/passwd", "/entity/../../etc/passwd", "/article/%2fetc%2fpasswd",
    "/named/..%2f..%2fclasses.csv", "/..%5c..%5cetc/passwd", "/assets/serve.css%00.html", "/.git/config", "/kg.json",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_paths_lead_nowhere(target: Served, path: str) -> None:
    found = said(target, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    assert found.split()[1] in {b"404", b"400"}
    assert b"root:" not in found


FILES = ("FROM <file:///etc/passwd>", "FROM <http://127.0.0.1:1/x>", "FROM NAMED <file:///etc/passwd>")


@pytest.mark.parametrize("clause", FILES)
def test_no_file_and_no_address_is_opened(target: Served, clause: str) -> None:
    query = f"SELECT * {clause} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
    with target.client() as client:
        answer = client.get("/sparql", params={"query": query})
    assert (answer.status_code, answer.json()["results"]["bindings"]) == (200, [])


def test_workers_go_with_the_server(small: Path, serve: Callable[..., Served]) -> None:
    site = serve(small)
    children = Path(f"/proc/{site.process.pid}/task/{site.process.pid}/children").read_text("ascii").split()
    assert len(children) >= 2
    site.process.kill()
    site.process.wait()
    deadline = time.monotonic() + 5
    while any(alive(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(alive(child) for child in children)


def alive(child: str) -> bool:
    try:
        return b") Z " not in Path(f"/proc/{child}/stat").read_bytes()
    except OSError:
        return False
