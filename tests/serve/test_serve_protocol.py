"""What the server answers, in which format, with which status; and what it refuses."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import rdflib
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from serving import HOSTILE, READINGS, Served, build

from kg.serve import negotiate, protocol
from kg.serve.negotiate import GRAPHS, TABLES

ALLIES = "SELECT ?who ?whom { ?who kg:alliedWith ?whom FILTER(STR(?who) < STR(?whom)) }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?a a kg:Article }"
FORM = {"content-type": "application/x-www-form-urlencoded"}
DIRECT = {"content-type": "application/sparql-query"}


@pytest.mark.parametrize("media", [media for types in TABLES.values() for media in types])
def test_tables_come_as_accepted(client: httpx.Client, media: str) -> None:
    answer = client.get("/sparql", params={"query": ALLIES}, headers={"accept": media})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media)
    assert "JPN" in answer.text


@pytest.mark.parametrize("media", [media for types in GRAPHS.values() for media in types])
def test_graphs_come_as_accepted(client: httpx.Client, media: str) -> None:
    query = "CONSTRUCT { ent:JPN skos:related ?whom } WHERE { ent:JPN kg:alliedWith ?whom }"
    answer = client.get("/sparql", params={"query": query}, headers={"accept": media})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media)
    form = {"application/xml": "xml", "text/plain": "nt", "application/json": "json-ld"}.get(media, media)
    assert len(rdflib.Graph().parse(data=answer.text, format=form.replace("application/x-turtle", "turtle"))) == 1


def test_the_three_ways_to_ask_agree(client: httpx.Client) -> None:
    first = client.get("/sparql", params={"query": ALLIES}).json()
    assert first == client.post("/sparql", data={"query": ALLIES}).json()
    assert first == client.post("/sparql", content=ALLIES, headers=DIRECT).json()
    assert [row["who"]["value"].rpartition("/")[2] for row in first["results"]["bindings"]] == ["JPN"]


def test_the_dataset_of_the_request_counts(client: httpx.Client) -> None:
    count = "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?g) AS ?m) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    one = "https://w3id.org/claimgraph/article/a"
    default = client.get("/sparql", params={"query": count, "default-graph-uri": one}).json()["results"]["bindings"][0]
    named = client.get("/sparql", params={"query": count, "named-graph-uri": one}).json()["results"]["bindings"][0]
    assert default["n"] == named["n"]
    assert (default["m"]["value"], named["m"]["value"]) == ("0", "1")


@pytest.mark.parametrize(("status", "method", "path", "headers", "body"), [
    (400, "GET", "/sparql?query=SELECT", {}, b""),
    (400, "GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}, b""),
    (400, "GET", "/sparql?query=%ff%fe", {}, b""),
    (400, "GET", "/sparql?query=ASK%7B%7D&default-graph-uri=no%20iri", {}, b""),
    (400, "POST", "/sparql", FORM, b"nothing=1"),
    (400, "POST", "/sparql", DIRECT, b"\xff\xfe"),
    (400, "POST", "/sparql", DIRECT, b"INSERT DATA { <x:a> <x:b> <x:c> }"),
    (400, "POST", "/sparql", DIRECT, b"LOAD <file:///etc/passwd>"),
    (400, "POST", "/sparql", DIRECT, b"SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"),
    (400, "POST", "/sparql", DIRECT, b"SELECT * { s\\u0065rvice <http://127.0.0.1:1/> { ?s ?p ?o } }"),
    (403, "POST", "/sparql", FORM, b"update=CLEAR+ALL"),
    (403, "POST", "/sparql?query=ASK%7B%7D", {"content-type": "application/sparql-update"}, b"CLEAR ALL"),
    (403, "GET", "/sparql?update=CLEAR+ALL", {}, b""),
    (404, "GET", "/nowhere", {}, b""),
    (404, "GET", "/entity/nobody", {}, b""),
    (404, "GET", "/assets/../../../../etc/passwd", {}, b""),
    (405, "PUT", "/sparql", {}, b""),
    (405, "DELETE", "/sparql?graph=x:g", {}, b""),
    (405, "POST", "/query", {}, b""),
    (406, "GET", "/sparql?query=ASK%7B%7D", {"accept": "image/png"}, b""),
    (406, "GET", "/entity/JPN", {"accept": "image/png"}, b""),
    (413, "POST", "/sparql", DIRECT, b"#" * 300_000),
    (415, "POST", "/sparql", {"content-type": "text/plain"}, b"ASK {}"),
    (415, "POST", "/sparql", {"content-type": "application/sparql-query; charset=utf-16"}, b"ASK {}"),
    (421, "GET", "/", {"host": "elsewhere.example"}, b""),
])  # fmt: skip
def test_what_is_wrong_is_said(
    client: httpx.Client, status: int, method: str, path: str, headers: dict[str, str], body: bytes
) -> None:
    answer = client.request(method, path, headers=headers, content=body or None)
    assert answer.status_code == status
    assert len(answer.text) > 10
    assert "Traceback" not in answer.text


def test_a_service_asks_nobody(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }"})
    assert answer.status_code == 400
    assert "another server" in answer.text


def test_a_query_that_takes_too_long_is_ended(client: httpx.Client) -> None:
    started = time.monotonic()
    answer = client.get(
        "/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"}
    )
    assert (answer.status_code, answer.text.startswith("the query took more than 3 s")) == (504, True)
    assert time.monotonic() - started < 8
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


@pytest.mark.parametrize("form", TABLES)
def test_too_long_an_answer_is_refused_and_never_cut(client: httpx.Client, form: str) -> None:
    words = " ".join(f'("a,\\"{n}\\n}},{{" UNDEF)' for n in range(600))
    values = f"SELECT * {{ VALUES (?x ?y) {{ {words} }} }}"
    assert client.post("/sparql", data={"query": f"{values} LIMIT 500", "format": form}).status_code == 200
    answer = client.post("/sparql", data={"query": f"{values} LIMIT 501", "format": form})
    assert (answer.status_code, "more than 500 rows" in answer.text) == (403, True)


def test_too_large_a_graph_is_refused(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "CONSTRUCT { ?s ?p ?a } { ?s ?p ?o . ?a ?b ?c }"})
    assert (answer.status_code, "more than 500 rows" in answer.text) == (403, True)


def test_work_stops_when_the_client_goes(site: Served) -> None:
    """Fill all workers with queries nobody waits for: they would run for three seconds each."""
    slow = quote(ENDLESS)
    for _ in range(8):
        with site.client() as client, pytest.raises(httpx.ReadTimeout):
            client.get(f"/sparql?query={slow}", timeout=0.15)
    with site.client() as client:
        started = time.monotonic()
        assert client.get("/sparql?query=ASK%7B%7D").status_code == 200
        assert time.monotonic() - started < 3


def test_things_have_pages_and_descriptions(client: httpx.Client) -> None:
    page = client.get("/entity/JPN", headers={"accept": "text/html"})
    assert "<h1><bdi>Japan</bdi></h1>" in page.text
    assert "allied" in page.text
    turtle = client.get("/entity/JPN", headers={"accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=turtle.text, format="turtle")
    japan = rdflib.URIRef("https://w3id.org/claimgraph/entity/JPN")
    assert str(graph.value(japan, rdflib.SKOS.prefLabel)) == "Japan"
    linked = client.get("/entity/JPN", headers={"accept": "application/ld+json"})
    assert linked.headers["content-type"] == "application/ld+json"
    assert len(rdflib.Graph().parse(data=linked.text, format="json-ld")) == len(graph)


def test_articles_and_claims_have_pages(client: httpx.Client) -> None:
    page = client.get("/article/c%2Fd%20e", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text
    assert "<mark>" in page.text
    found = client.get("/sparql", params={"query": "SELECT ?c { GRAPH ?g { ?c a kg:Claim } } LIMIT 1"}).json()
    claim = found["results"]["bindings"][0]["c"]["value"].rpartition("/")[2]
    assert client.get(f"/claim/{claim}", headers={"accept": "text/html"}).status_code == 200
    turtle = client.get(f"/claim/{claim}", headers={"accept": "text/turtle"}).text
    assert "kg:affirms" in turtle or "kg:denies" in turtle


def test_every_answer_takes_a_policy(client: httpx.Client) -> None:
    for path in ("/", "/query", "/entity/JPN", "/sparql?query=ASK%7B%7D", "/nowhere", "/health"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
    assert HOSTILE not in client.get("/").text


def test_the_editor_knows_the_vocabulary_and_the_named_queries(client: httpx.Client) -> None:
    known = client.get("/vocabulary.json").json()
    names = [one["name"] for one in known["terms"]]
    assert {"kg:alliedWith", "kg:Claim", "kg:heldBy", "ent:JPN"} <= set(names)
    assert {"allies", "conflicts"} <= {one["name"] for one in known["queries"]}
    filled = client.get("/named/allies", params={"of": "japan"})
    assert "entity/JPN" in filled.text
    assert client.post("/sparql", content=filled.text, headers=DIRECT).json()["results"]["bindings"]
    assert client.get("/named/allies", params={"of": "Nowhere at all"}).status_code == 400


def test_health_and_the_page_that_has_not_changed(client: httpx.Client) -> None:
    assert json.loads(client.get("/health").text)["status"] == "ok"
    tag = client.get("/").headers["etag"]
    assert client.get("/", headers={"if-none-match": tag}).status_code == 304


def test_a_build_shows_without_a_failed_request(tmp_path: Path, serve: Callable[..., Served]) -> None:
    path = build(tmp_path / "g.kg", READINGS[0])
    site = serve(path)
    seen: list[tuple[int, str]] = []
    stop = threading.Event()

    def ask() -> None:
        with site.client() as client:
            while not stop.is_set():
                answer = client.get("/sparql", params={"query": COUNT, "format": "csv"})
                seen.append((answer.status_code, answer.text.split()[-1]))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for count in (1, 2, 3):
        build(path, *READINGS[:count])
        until = time.monotonic() + 60
        while str(count) not in {told for _, told in seen} and time.monotonic() < until:
            time.sleep(0.05)
    stop.set()
    for thread in threads:
        thread.join()
    assert {status for status, _ in seen} == {200}
    assert {count for _, count in seen} == {"1", "2", "3"}


texts = st.text(max_size=200)
fuzzed = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@fuzzed
@given(st.sampled_from(["GET", "POST", "PUT", ""]), st.binary(max_size=300), texts, st.binary(max_size=300))
@example("POST", b"", "application/x-www-form-urlencoded", b"query=%")
@example("POST", b"&" * 300, "application/sparql-query; charset=", b"")
@example("GET", b"query=\xff", "", b"")
def test_any_request_is_read_or_refused(method: str, parameters: bytes, content_type: str, body: bytes) -> None:
    status = 200
    try:
        protocol.asked(method, parameters, content_type, body)
    except protocol.RequestError as error:
        status = error.status
    assert status in {200, 400, 403, 405, 415}


@fuzzed
@given(
    st.one_of(
        texts, st.lists(st.sampled_from(["text/csv", "*/*", ";q=", "0.5", ",", "application/", "q=2"])).map("".join)
    )
)
def test_any_accept_header_is_read(accept: str) -> None:
    found = negotiate.chosen(accept, TABLES)
    assert found is None or found[1] in TABLES[found[0]]


_WORDS = ["SELECT", "*", "{", "}", "?s", "?p", "?o", "FILTER", "(", ")", "GRAPH", "kg:alliedWith", "<x:y>", "'", '"""',
          "OPTIONAL", "UNION", "SERVICE", "LOAD", "ASK", "VALUES", "UNDEF", "\\u0041", "#", "\n", "BIND", "AS", "1",
          ".", "/", "+", "!", "ORDER BY", "LIMIT", "é", "\x00", "PREFIX", "BASE", "FROM"]  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join) | texts,
       graph=st.one_of(st.none(), texts), form=st.sampled_from([*TABLES, "", "none"]))  # fmt: skip
def test_any_query_is_answered_or_refused(client: httpx.Client, query: str, graph: str | None, form: str) -> None:
    fields = {"query": query, "format": form} | ({"default-graph-uri": graph} if graph is not None else {})
    answer = client.post("/sparql", data={name: value.encode("utf-8", "replace") for name, value in fields.items()})
    assert answer.status_code in {200, 400, 403, 504}, answer.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(["entity", "article", "claim", "named", "assets", "x"]), name=texts, value=texts)
def test_any_address_is_answered(client: httpx.Client, kind: str, name: str, value: str) -> None:
    path = f"/{kind}/{quote(name.encode('utf-8', 'replace'), safe='')}"
    answer = client.get(path, params={"of": value.encode("utf-8", "replace")}, headers={"accept": "text/html"})
    assert answer.status_code in {200, 400, 404}
