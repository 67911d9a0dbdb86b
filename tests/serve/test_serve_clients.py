"""The clients that people use, and the load the server holds."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd
import pytest
import rdflib
from graphs import reading
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import READINGS, Served, build
from SPARQLWrapper import CSV, JSON, JSONLD, TURTLE, XML, SPARQLWrapper

import kg
from kg.errors import KgError, QueryError
from kg.remote import Client

ALLIES = "SELECT ?who ?whom { ?who kg:alliedWith ?whom FILTER(STR(?who) < STR(?whom)) }"
MADE = "CONSTRUCT { ?who skos:related ?whom } WHERE { ?who kg:alliedWith ?whom }"


@pytest.mark.filterwarnings("ignore::DeprecationWarning:SPARQLWrapper.*")
def test_sparqlwrapper(site: Served) -> None:
    wrapper: Any = SPARQLWrapper(f"{site.url}sparql")
    wrapper.setQuery(ALLIES)
    wrapper.setReturnFormat(JSON)
    for method in ("GET", "POST"):
        wrapper.setMethod(method)
        found = wrapper.queryAndConvert()["results"]["bindings"]
        assert [row["who"]["value"].rpartition("/")[2] for row in found] == ["JPN"]
    wrapper.setReturnFormat(XML)
    assert len(wrapper.queryAndConvert().getElementsByTagName("result")) == 1
    wrapper.setReturnFormat(CSV)
    assert wrapper.queryAndConvert().startswith(b"who,whom")
    wrapper.setQuery(MADE)
    wrapper.setReturnFormat(TURTLE)
    assert b"skos:related" in wrapper.queryAndConvert()
    wrapper.setReturnFormat(JSONLD)
    assert len(wrapper.queryAndConvert()) == 2


def test_rdflib(site: Served) -> None:
    graph = rdflib.Graph(store=SPARQLStore(f"{site.url}sparql"))
    terms = rdflib.Namespace("https://w3id.org/claimgraph/ontology#")
    ents = rdflib.Namespace("https://w3id.org/claimgraph/entity/")
    assert list(graph.triples((ents.JPN, terms.alliedWith, None))) == [(ents.JPN, terms.alliedWith, ents.USA)]
    assert [str(row[1]) for row in graph.query(ALLIES, initNs={"kg": terms}) if isinstance(row, tuple)] == [
        str(ents.USA)
    ]


def test_curl(site: Served) -> None:
    if not shutil.which("curl"):
        pytest.skip("curl is not installed (apt-get install curl)")
    form = ["curl", "-sS", "--fail", f"{site.url}sparql", "--data-urlencode", f"query={ALLIES}"]
    found = subprocess.run([*form, "-H", "Accept: text/csv"], capture_output=True, check=True, timeout=20).stdout
    assert found.decode().split() == [
        "who,whom", "https://w3id.org/claimgraph/entity/JPN,https://w3id.org/claimgraph/entity/USA",
    ]  # fmt: skip
    got = subprocess.run(["curl", "-sS", f"{site.url}entity/JPN", "-H", "Accept: application/ld+json"],
                         capture_output=True, check=True, timeout=20).stdout  # fmt: skip
    assert json.loads(got)


def test_pandas(site: Served) -> None:
    frame = pd.read_csv(f"{site.url}sparql?format=csv&query={quote(ALLIES)}")
    assert list(frame.columns) == ["who", "whom"]
    assert len(frame) == 1


def test_the_python_interface_is_the_same_on_an_endpoint(small: Path, serve: Callable[..., Served]) -> None:
    """A server with room for what a page of the whole graph asks."""
    site = serve(small)
    with kg.open(small) as near, kg.open(f"{site.url}sparql") as far:
        assert far.base == near.base
        assert far.counts() == near.counts()
        assert far.claims() == near.claims()
        assert far.claims(holder="Russia") == near.claims(holder="Russia")
        assert far.conflicts() == near.conflicts()
        assert far.articles() == near.articles()
        pd.testing.assert_frame_equal(far.named("allies", of="Japan"), near.named("allies", of="Japan"))
        pd.testing.assert_frame_equal(far.query(MADE), near.query(MADE))
        assert set(far.network().edges(keys=True)) == set(near.network().edges(keys=True))
        assert len(list(far.dataset.query(ALLIES, initNs={"kg": "https://w3id.org/claimgraph/ontology#"}))) == 1
        with pytest.raises(QueryError, match="answers 400: the query is not SPARQL"):
            far.ask("SELECT ?x { ?x ?y")


def test_an_endpoint_is_asked_of_many_things_at_once(
    tmp_path: Path, serve: Callable[..., Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request for each of hundreds of entities and articles would take minutes on a server far away."""
    many = [reading(f"n{at}", f"x{at} attacks y{at} by z{at}", f"x{at} visits y{at + 1}") for at in range(60)]
    path = build(tmp_path / "many.kg", *many)
    site = serve(path)
    asked: list[str] = []
    send = Client.send

    def counted(self: Client, method: str, url: str, *given: Any) -> Any:
        asked.append(url)
        return send(self, method, url, *given)

    monkeypatch.setattr(Client, "send", counted)
    with kg.open(path) as near, kg.open(f"{site.url}sparql") as far:
        assert far.claims() == near.claims()
        assert len(asked) < 30
        found = len(asked)
        assert far.entity("x7") == near.entity("x7")
        assert len(asked) < found + 12


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/sparql", "http://user:secret@127.0.0.1:1/", "http://", "http://[::1"]
)
def test_an_endpoint_that_is_none_is_told_without_the_password(url: str) -> None:
    with pytest.raises(KgError) as found:
        kg.open(url)
    assert "secret" not in str(found.value)


def test_a_foreign_endpoint_is_told(small: Path, tmp_path: Path, serve: Callable[..., Served]) -> None:
    from kg import store

    with store.open_writer(tmp_path / "empty.kg") as graph:
        store.publish(graph)
    site = serve(tmp_path / "empty.kg")
    with pytest.raises(KgError, match="kg publish DIR"):
        kg.open(f"{site.url}sparql")


@pytest.mark.browser
def test_the_editor_in_a_browser(site: Served) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        problems: list[str] = []
        requests: list[str] = []
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(f"{site.url}query")
        page.set_default_timeout(60_000)
        page.get_by_role("button", name="Who is called an ally of whom").click()
        page.wait_for_selector("#shown table td")
        assert "Japan" in page.inner_text("#shown")
        page.fill("#query", "SELECT ?a ?b { ?a kg:allied")
        page.press("#query", "End")
        page.keyboard.type("W")
        page.wait_for_selector("#complete li")
        page.keyboard.press("Enter")
        page.keyboard.type(" ?b }")
        assert "kg:alliedWith ?b }" in page.input_value("#query")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#message:has-text('2 rows')")
        page.get_by_role("tab", name="Chart").click()
        page.wait_for_selector("#shown svg rect")
        page.get_by_role("tab", name="Network").click()
        page.wait_for_selector("#shown canvas")
        page.goto(f"{site.url}article/c%2Fd%20e")
        assert page.inner_text("h1").startswith("<script>alert(1)")
        page.goto(site.url)
        page.wait_for_selector("#net canvas")
        browser.close()
    assert problems == []
    assert all(one.startswith((site.url, "data:", "blob:")) for one in requests)


def test_the_load_it_holds_while_a_build_writes(tmp_path: Path, serve: Callable[..., Served]) -> None:
    """Ten seconds at most; the figures are printed, the bounds are those of a busy machine."""
    if not shutil.which("wrk"):
        pytest.skip("wrk is not installed (apt-get install wrk)")
    path = build(tmp_path / "load.kg", *READINGS)
    site = serve(path)
    stop = threading.Event()

    def write() -> None:
        count = 0
        while not stop.is_set():
            count += 1
            build(path, *READINGS[: 2 + count % 2])
            time.sleep(0.5)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        address = f"{site.url}sparql?query={quote(ALLIES)}"
        load = ["wrk", "-t1", "-c16", "-d6s", "--timeout", "10s", "--latency", address]
        found = subprocess.run(load, capture_output=True, text=True, check=True, timeout=30).stdout
    finally:
        stop.set()
        writer.join()
    sys.__stdout__.write(f"\nwrk, 16 connections, builds beside it: {' '.join(found.split())}\n")  # type: ignore[union-attr]
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", found)[1])  # type: ignore[index]
    assert "Non-2xx" not in found
    assert "Socket errors" not in found
    assert rate > 20
