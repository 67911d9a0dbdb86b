"""Other triple stores: what is published there answers the named queries as the embedded engine does."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from serving import READINGS, build

import kg
from kg import assemble, store
from kg.errors import StoreError
from kg.publish import Published, publish
from kg.query import fill, named_queries, table
from kg.rdf import iri

VIEW = "https://w3id.org/claimgraph/view"
INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 10
NumberOfBuffers = 20000
MaxDirtyBuffers = 12000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000000
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def running(command: list[str], url: str) -> Iterator[None]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + 60
            while True:
                try:
                    httpx.get(url, timeout=2)
                    break
                except httpx.HTTPError:
                    assert time.monotonic() < deadline, f"{command[0]} did not start"
                    assert process.poll() is None, f"{command[0]} ended"
                    time.sleep(0.2)
            yield
        finally:
            process.kill()


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[str]:
    """The address of an empty Oxigraph server."""
    program = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("the oxigraph server is not installed (pip install oxigraph)")
    url = f"http://127.0.0.1:{free_port()}"
    with running([program, "serve", "-b", url.removeprefix("http://")], url):
        yield url


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty Virtuoso."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso is not installed (apt-get install virtuoso-opensource)")
    folder, port = tmp_path_factory.mktemp("virtuoso"), free_port()
    (folder / "virtuoso.ini").write_text(INI.format(folder=folder, port=port, sql=free_port()), encoding="ascii")
    url = f"http://127.0.0.1:{port}"
    with running([program, "+configfile", str(folder / "virtuoso.ini"), "+foreground"], f"{url}/sparql"):
        yield url


@pytest.fixture(scope="module")
def light(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles without the reference, which is a hundred times as large."""
    path = tmp_path_factory.mktemp("light") / "light.kg"
    with store.open_reader(sample) as full, store.open_writer(path) as graph:
        for one in store.articles(full.store):
            graph.store.extend(full.store.quads_for_pattern(None, None, None, iri("art", one)))
        assemble.refresh(graph)
        store.publish(graph)
    return path


def published(path: Path, url: str, view: str = "", everything: bool = False) -> Published:
    with store.open_reader(path) as graph:
        return publish(graph, url, view, everything)


def agree(path: Path, url: str) -> int:
    """Assert that all named queries give the same rows here and there; give how many have rows."""
    answered = 0
    with kg.open(path) as near, kg.open(url) as far:
        for name, query in named_queries().items():
            needed = {one.name: "Japan" for one in query.parameters if one.required}
            for given in (needed, {one.name: "Japan" for one in query.parameters if one.type == "entity"}):
                sparql = fill(query, near.opened.store, given, near.base)
                here, there = (table(one.ask(sparql), one.base) for one in (near, far))
                assert here.columns == there.columns, name
                assert Counter(map(str, here.rows)) == Counter(map(str, there.rows)), (name, given)
                answered += bool(here.rows)
        assert far.counts() == near.counts()
        assert {one.id for one in far.claims()} == {one.id for one in near.claims()}
    return answered


def test_oxigraph_gives_the_same_answers(light: Path, oxigraph: str) -> None:
    done = published(light, f"{oxigraph}/store")
    assert (done.sent, done.kept, done.removed) == (17, 0, 0)
    assert published(light, f"{oxigraph}/store") == Published(0, 17, 0)
    assert agree(light, f"{oxigraph}/query") > 30


def test_virtuoso_gives_the_same_answers(light: Path, virtuoso: str, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"{virtuoso}/sparql-graph-crud-auth"
    with pytest.raises(StoreError, match="KG_AUTH"):
        published(light, address, VIEW)
    with pytest.raises(StoreError, match="--view IRI"):
        published(light, address.replace("http://", "http://dba:dba@"))
    monkeypatch.setenv("KG_AUTH", "dba:dba")
    assert published(light, address, VIEW, everything=True).sent == 17
    assert published(light, address, VIEW) == Published(0, 17, 0)
    assert agree(light, f"{virtuoso}/sparql") > 30


def test_only_what_has_changed_is_sent(tmp_path: Path, oxigraph: str) -> None:
    path = build(tmp_path / "g.kg", *READINGS)
    published(path, f"{oxigraph}/store", everything=True)
    httpx.put(
        f"{oxigraph}/store?graph=x:theirs", content="<x:a> <x:b> <x:c> .", headers={"content-type": "text/turtle"}
    )
    with store.open_writer(path) as graph:
        store.drop_article(graph.store, "a")
        assemble.refresh(graph)
        store.publish(graph)
    done = published(path, f"{oxigraph}/store")
    assert done.removed == 1
    assert done.kept >= 2
    assert agree(path, f"{oxigraph}/query") > 3
    kept = httpx.get(f"{oxigraph}/query", params={"query": "ASK { GRAPH <x:theirs> { ?s ?p ?o } }"})
    assert kept.json()["boolean"] is True


def test_what_cannot_be_published_to_is_told(small: Path, oxigraph: str) -> None:
    for url in (f"http://me:secret@127.0.0.1:{free_port()}/store", f"{oxigraph}/nowhere", "ftp://127.0.0.1/x"):
        with pytest.raises(StoreError) as found:
            published(small, url)
        assert "secret" not in str(found.value)
