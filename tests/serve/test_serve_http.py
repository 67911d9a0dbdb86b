"""What people expect of any server: gzip, HEAD and OPTIONS, answers that have not changed, pages of other origins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from serving import READINGS, Served, build

from kg.cli import run
from kg.serve.fresh import Stamp

KEPT = ["/", "/entity/JPN", "/entity/JPN?format=turtle", "/article/a", "/vocabulary.json"]


@pytest.mark.parametrize("path", [*KEPT, "/assets/results.js", "/sparql?query=SELECT+*+%7B?s+?p+?o%7D+LIMIT+100"])
def test_answers_are_zipped_where_the_client_takes_it(client: httpx.Client, path: str) -> None:
    plain = client.get(path, headers={"accept-encoding": "identity"})
    zipped = client.get(path, headers={"accept-encoding": "gzip"})
    assert (plain.status_code, plain.headers.get("content-encoding")) == (200, None)
    assert zipped.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in zipped.headers["vary"]
    assert zipped.content == plain.content
    assert int(zipped.headers["content-length"]) < int(plain.headers["content-length"]) == len(plain.content)


@pytest.mark.parametrize("path", KEPT)
def test_what_has_not_changed_is_not_sent_again(client: httpx.Client, path: str) -> None:
    known = client.get(path).headers
    for again in ({"if-none-match": known["etag"]}, {"if-none-match": f'"x", {known["etag"]}'}, {"if-none-match": "*"},
                  {"if-modified-since": known["last-modified"]}):  # fmt: skip
        answer = client.get(path, headers=again)
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", known["etag"])
    for other in ({"if-none-match": '"x"', "if-modified-since": known["last-modified"]},
                  {"if-modified-since": "Thu, 01 Jan 1998 00:00:00 GMT"},
                  {"if-modified-since": "yesterday"}):  # fmt: skip
        assert client.get(path, headers=other).status_code == 200


def test_a_build_changes_the_tags(tmp_path: Path, serve: Callable[..., Served]) -> None:
    path = build(tmp_path / "g.kg", READINGS[0])
    site = serve(path)
    with site.client() as client:
        tag = client.get("/entity/JPN").headers["etag"]
        build(path, *READINGS)
        changed = client.get("/entity/JPN", headers={"if-none-match": tag})
        assert changed.status_code == 200
        assert changed.headers["etag"] != tag


def test_a_graph_made_anew_has_other_tags() -> None:
    assert Stamp("a-1", 5).holds({"if-none-match": 'W/"a-1"'})
    assert not Stamp("b-1", 5).holds({"if-none-match": 'W/"a-1"', "if-modified-since": "Sat, 01 Jan 2050 00:00:00 GMT"})


@pytest.mark.parametrize("path", [*KEPT, "/query", "/health", "/sparql", "/sparql?query=ASK%7B%7D"])
def test_head_gives_the_headers_alone(client: httpx.Client, path: str) -> None:
    full, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (full.status_code, b"")
    assert head.headers["content-type"] == full.headers["content-type"]
    assert head.headers["content-length"] == full.headers["content-length"]


def test_options_tells_what_may_be_asked(client: httpx.Client) -> None:
    for path, methods in (("/sparql", "HEAD, OPTIONS, GET, POST"), ("/", "HEAD, OPTIONS, GET")):
        answer = client.options(path, headers={"origin": "https://example.org"})
        assert (answer.status_code, answer.headers["allow"]) == (204, methods)
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_pages_elsewhere_may_read_only_where_it_was_asked_for(
    small: Path, site: Served, serve: Callable[..., Served]
) -> None:
    asked = {"origin": "https://example.org", "access-control-request-method": "POST",
             "access-control-request-headers": "content-type"}  # fmt: skip
    with site.client() as closed:
        refused = closed.get("/sparql?query=ASK%7B%7D", headers={"origin": "https://example.org"})
        assert refused.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in refused.headers
    open_to = serve(small, "--cors", "https://example.org", "--cors", "http://localhost:3000")
    with open_to.client() as client:
        before = client.options("/sparql", headers=asked)
        assert before.status_code == 200
        assert before.headers["access-control-allow-origin"] == "https://example.org"
        answer = client.post("/sparql", data={"query": "ASK {}"}, headers={"origin": "http://localhost:3000"})
        assert answer.headers["access-control-allow-origin"] == "http://localhost:3000"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        other = client.get("/sparql?query=ASK%7B%7D", headers={"origin": "https://evil.example"})
        assert "access-control-allow-origin" not in other.headers
        assert client.options("/sparql", headers={**asked, "origin": "https://evil.example"}).status_code == 400


@pytest.mark.parametrize("origin", ["example.org", "https://example.org/", "https://", "null", "https://a b"])
def test_what_is_no_origin_is_refused(small: Path, origin: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", str(small), "--cors", origin]) == 2
    assert "is no origin" in capsys.readouterr().err


def test_the_page_links_to_queries_and_back(client: httpx.Client) -> None:
    assert '<a href="/query">Queries</a>' in client.get("/").text
    assert '<a href="/">Explorer</a>' in client.get("/query").text
