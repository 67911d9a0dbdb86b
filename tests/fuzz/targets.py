"""What is fuzzed: the reader of every input format, each a function of bytes that must bear any of them.

The law: articles, or errors of ours that name the file in one printable line; never another exception. That nothing
hangs or eats the memory is held by whoever runs a target: libFuzzer by its limits, the replay by those of its process.
"""

from __future__ import annotations

import atexit
import gzip
import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Final, cast

from pyoxigraph import QuerySolutions, Store

from kg.articles import Problem, count_articles, read_articles
from kg.errors import DataError, KgError, QueryError, StoreError
from kg.model import Article

CORPUS: Final = Path(__file__).parent / "corpus"
_LONGEST: Final = 2_000


@cache
def folder() -> Path:
    """Give a folder for the files that are fuzzed, in memory where there is such a place."""
    place = "/dev/shm" if Path("/dev/shm").is_dir() else None
    made = Path(tempfile.mkdtemp(prefix="kg-fuzz-", dir=place))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def lawful(error: KgError, place: Path | None = None) -> None:
    """Hold an error to what a user may expect of it."""
    told = str(error)
    assert told.strip(), "an error that says nothing"
    assert len(told) <= _LONGEST, f"an error of {len(told)} characters: {told[:200]}"
    assert all(char.isprintable() or char in "\n\t" for char in told), f"an error that is not printable: {told!r}"
    if place is not None:
        assert str(error.path) == str(place), f"an error that does not name its file: {told}"
        assert "\n" not in told, f"an error of several lines: {told!r}"


def article(ending: str) -> Callable[[bytes], None]:
    """Give a target that reads bytes as a file with an ending."""

    def read(data: bytes) -> None:
        place = folder() / f"{os.getpid()}{ending}"
        place.write_bytes(data)
        for one in read_articles([place]):
            if isinstance(one, Problem):
                lawful(one.error, place)
            else:
                _whole(one)
        assert (count_articles([place]) or 0) >= 0

    return read


def _whole(one: Article) -> None:
    assert one.text.strip(), "an article without text"
    assert one.id, "an article without an id"
    for value in asdict(one).values():
        assert value is None or isinstance(value, str)
        (value or "").encode("utf-8")  # no lone surrogates


def stdin(data: bytes) -> None:
    """Read bytes as standard input, whose kind is told by its beginning."""
    for one in read_articles(["-"], stdin=io.BytesIO(data)):
        if isinstance(one, Problem):
            lawful(one.error)
        else:
            _whole(one)


def sheet(data: bytes) -> None:
    """Read bytes as a user's own sheet of the world."""
    from kg.world.sheets import read_sheet

    place = folder() / "world.csv"
    place.write_bytes(data)
    try:
        read_sheet(place)
    except DataError as error:
        lawful(error, place)


def turtle(data: bytes) -> None:
    """Read bytes as a user's own Turtle of the world."""
    from kg.world.turtle import read_turtle

    place = folder() / "world.ttl"
    place.write_bytes(data)
    try:
        read_turtle(place)
    except DataError as error:
        lawful(error, place)


def curation(data: bytes) -> None:
    """Read bytes as the decisions on a graph."""
    from kg.assemble import curation as decisions

    place = folder() / decisions.FILE
    place.write_bytes(data)
    try:
        decisions.in_force(decisions.read(folder()))
    except DataError as error:
        lawful(error, place)


def head(data: bytes) -> None:
    """Read bytes as the head of a graph directory, and as the number of its view."""
    from kg.store import create, open_reader

    place = folder() / "head.kg"
    (place / "views").mkdir(parents=True, exist_ok=True)
    for name, other in (("kg.json", "current"), ("current", "kg.json")):
        (place / name).write_bytes(data)
        (place / other).write_text(json.dumps({"format": 1, "base": "x:y/"}) if other == "kg.json" else "1\n", "utf-8")
        for work in (open_reader, create):
            try:
                work(place)
            except StoreError as error:
                lawful(error, place)


def record(data: bytes) -> None:
    """Read bytes as a record of ``kg read --jsonl``."""
    from kg.errors import InputError
    from kg.records import from_record

    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return
    try:
        from_record(value)
    except InputError as error:
        lawful(error)


@cache
def _store() -> Store:
    """Give a store with a little in it."""
    from pyoxigraph import Literal, NamedNode, Quad

    store = Store()
    japan, label = NamedNode("https://w3id.org/claimgraph/entity/JPN"), "http://www.w3.org/2004/02/skos/core#prefLabel"
    store.add(Quad(japan, NamedNode(label), Literal("Japan")))
    return store


def sparql(data: bytes) -> None:
    """Take bytes for a query; only its form counts here, for what running takes is bounded by the server."""
    from kg.query.run import run

    try:
        run(_store(), data.decode("utf-8", "replace"))
    except QueryError as error:
        lawful(error)


def parameter(data: bytes) -> None:
    """Take bytes for the value of every parameter of a named query: it stays a term, and the query the same."""
    from kg.query.named import Named, Parameter, fill
    from kg.query.resolve import RESOLVERS

    words = data.decode("utf-8", "replace")
    for kind in RESOLVERS:
        query = Named("n", "", "", (Parameter("of", kind, ""),), "SELECT * { VALUES ?the_of { UNDEF } ?s ?p ?the_of }")
        try:
            filled = fill(query, _store(), {"of": words})
        except QueryError as error:
            lawful(error)
            continue
        (row,) = list(cast("QuerySolutions", _store().query(filled.replace("?s ?p ?the_of", ""))))
        assert row["the_of"] is not None


def request(data: bytes) -> None:
    """Take bytes for a request of the SPARQL Protocol: method, parameters, content type and body, a line each."""
    from kg.serve import negotiate, protocol

    method, parameters, media, accept, body = (data.split(b"\n", 4) + [b""] * 5)[:5]
    status = 200
    try:
        protocol.asked(method.decode("latin-1"), parameters, media.decode("latin-1"), body)
    except protocol.RequestError as error:
        status = error.status
        lawful(error)
    assert status in {200, 400, 403, 405, 415}
    negotiate.chosen(accept.decode("latin-1"), negotiate.TABLES)


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "text": article(".txt"),
    "markdown": article(".md"),
    "html": article(".html"),
    "jsonl": article(".jsonl"),
    "json": article(".json"),
    "csv": article(".csv"),
    "tsv": article(".tsv"),
    "parquet": article(".parquet"),
    "text-gz": article(".txt.gz"),
    "html-gz": article(".html.gz"),
    "jsonl-gz": article(".jsonl.gz"),
    "json-gz": article(".json.gz"),
    "csv-gz": article(".csv.gz"),
    "stdin": stdin,
    "sheet": sheet,
    "turtle": turtle,
    "curation": curation,
    "head": head,
    "record": record,
    "sparql": sparql,
    "parameter": parameter,
    "request": request,
}
"""The readers by name; the folder of that name under ``corpus`` holds what once broke them."""


def seeds(name: str) -> Iterator[bytes]:
    """Yield well-formed inputs to begin with."""
    yield from _SEEDS.get(name, (b"Norway said that Iceland had not signed the agreement.",))
    if name.endswith("-gz"):
        yield from (gzip.compress(one, mtime=0) for one in seeds(name.removesuffix("-gz")))
    if name == "parquet":
        yield _parquet()


_JSON: Final = b'{"id": "a", "text": "Norway met Iceland.", "date": "6 Dec 2023", "title": null, "source": "Wire"}'
_PAGE: Final = b"""<!doctype html><html lang=en><head><title>A</title><meta name=date content=2024-02-03></head>
<body><article><h1>Head</h1><p>Norway said that Iceland had not signed the agreement, and nothing else was told to us.
</p></article></body></html>"""
_SHEET: Final = b"""id,label,type,wikidata,names,facts,members,source
# x
lab,The Lab,Organisation,Q1,alias:Lab|demonym:Labbish,memberOf>NATO@2001/2003|partnerOf<JPN,2001/: JPN USA,curated
"""
_TURTLE: Final = b"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix kg: <https://w3id.org/claimgraph/ontology#> .
<https://w3id.org/claimgraph/entity/lab> a kg:State ; skos:prefLabel "Lab"@en ; kg:memberOf [ a kg:State ] .
"""
_RECORD: Final = b"""{"article": {"id": "a"}, "mentions": [], "events": [], "times": [], "claims": [],
"attributions": [{"source": [0, 1], "cue": null, "content": [0, 1]}]}"""
_DECISIONS: Final = b"""id,when,who,kind,what,entity,label,type,article,why
1,2024-01-01,me,same,a,b,B,State,,x
"""
_SEEDS: Final[dict[str, tuple[bytes, ...]]] = {
    "markdown": (b"---\ntitle: A\ndate: 2024-02-03\n---\n# Head\n\nBody\n",),
    "html": (_PAGE,),
    "jsonl": (_JSON + b"\n" + _JSON,),
    "json": (b"[" + _JSON + b"]", _JSON),
    "csv": (b'id,text,date\n1,"a\nb",2024-01-01\n2;c|d\te,""\n', b"\xef\xbb\xbfid;text\r\n1;a\r\n"),
    "tsv": (b"id\ttext\n1\ta\n",),
    "stdin": (_JSON, b"[" + _JSON + b"]", b"<html><body><p>Text</p></body></html>", gzip.compress(_JSON, mtime=0)),
    "sheet": (_SHEET,),
    "turtle": (_TURTLE,),
    "curation": (_DECISIONS,),
    "head": (b'{"format": 1, "base": "https://w3id.org/claimgraph/"}', b"1\n"),
    "record": (_RECORD,),
    "sparql": (b"SELECT ?x { ?x kg:alliedWith <entity/JPN> FILTER(?x != 'a') }", b"ASK { SERVICE <x:y> {} }"),
    "parameter": (b"Japan", b"ent:JPN", b"https://w3id.org/claimgraph/entity/JPN", b"12", b'" } } #'),
    "request": (b"POST\nformat=csv\napplication/x-www-form-urlencoded\ntext/csv;q=0.5, */*\nquery=ASK%7B%7D",),
}


def _parquet() -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    sink = io.BytesIO()
    parquet.write_table(pa.table({"id": [1], "text": ["Norway met Iceland."], "date": [None]}), sink)
    return sink.getvalue()


def words(name: str) -> list[bytes]:
    """Give what an input of a kind is made of, for libFuzzer's dictionary and for hypothesis."""
    common = [b"\x00", b"\xff", b"\n", b"\r", b"\xe2\x80\xa8", b"\xed\xa0\x80", b"\x1b[2J", b"\xe2\x80\xae", b" " * 50]
    special = {
        "csv": [b'"', b",", b";", b"\t", b"text", b"id", b'""'],
        "json": [b"{", b"}", b"[", b"]", b'"text":', b'"a"', b"\\ud800", b"1e999", b"NaN", b"9" * 5000, b'"id":'],
        "html": [b"<p>", b"</p>", b"<div>", b"<!--", b"<![CDATA[", b"<meta charset=utf-16>", b"&#x0;", b"&amp;",
                 b"<script>", b"<table><tr><td>", b"<template>", b"<svg>", b"<?xml encoding='x'?>"],
        "sheet": [b"label", b"|", b":", b"memberOf>", b"@", b"/", b'"'],
        "turtle": [b"[", b"]", b"(", b")", b"<<", b">>", b'"""', b"@prefix", b"a", b"\\u0000", b"_:b"],
        "sparql": [b"SELECT", b"{", b"}", b"SERVICE", b"LOAD", b"\\u0041", b"'''", b"#", b"<", b">", b"?x"],
        "request": [b"query=", b"update=", b"&", b"%", b"charset=", b"application/sparql-query", b"q="],
        "record": [b"{", b"}", b"[", b"]", b'"mentions":', b'"claims":', b"null", b"1"],
    }  # fmt: skip
    near = {"jsonl": "json", "tsv": "csv", "curation": "csv", "head": "json", "stdin": "json", "parameter": "sparql"}
    bare = name.removesuffix("-gz")
    return [*common, *special.get(near.get(bare, bare), [])]
