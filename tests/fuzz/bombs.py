"""Inputs made to hang a reader or to fill the memory, each as a function of its size; run by ``test_fuzz`` apart."""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Final

import targets

from kg.articles import formats
from kg.articles.pages import Extractor

_DATA: Final = "<script type='application/ld+json'>%s</script>"
Made = Callable[[int], bytes]


def _page(inside: str, head: str = "") -> bytes:
    told = "<p>Norway said that Iceland had not signed the agreement, and nothing else was told to us.</p>" * 8
    return f"<html><head><title>t</title>{head}</head><body><article>{inside}{told}</article></body></html>".encode()


def _csv(body: str) -> bytes:
    return f"id,text\n{body}".encode()


GROWING: Final[dict[str, tuple[str, Made, int]]] = {
    "spaces": ("text", lambda n: b" \t" * n + b"x", 100_000),
    "controls": ("text", lambda n: b"a" * n + b"\x01" * (n // 200), 400_000),
    "undeclared bytes": ("text", lambda n: "é".encode("cp1252") * n, 100_000),
    "charset never said": ("text", lambda n: b"<meta " * n + b"\xff", 50_000),
    "front matter without end": ("markdown", lambda n: b"---\n" + b"a: b\n" * n, 15_000),
    "lines of dashes": ("markdown", lambda n: b"---\n" * n, 15_000),
    "spaces in a date": ("jsonl", lambda n: json.dumps({"text": "t", "date": "1" + " " * n + "x"}).encode(), 400_000),
    "digits in a date": ("jsonl", lambda n: json.dumps({"text": "t", "date": "1" * n}).encode(), 400_000),
    "lone surrogates": ("jsonl", lambda n: b'{"text": "a' + b"\\ud800" * n + b'"}', 15_000),
    "empty lines": ("jsonl", lambda n: b"\n" * n + b'{"text": "a"}', 50_000),
    "bad lines": ("jsonl", lambda n: b"{\n" * n, 2_500),
    "one id": ("jsonl", lambda n: b'{"id": "a", "text": "b"}\n' * n, 2_500),
    "open brackets": ("json", lambda n: b"[" * n, 100_000),
    "open braces": ("json", lambda n: b'{"a":' * n, 50_000),
    "open string": ("json", lambda n: b'{"text": "' + b"a" * n, 100_000),
    "escapes": ("json", lambda n: b'{"text": "' + b'\\"' * n + b'"}', 100_000),
    "empty objects": ("json", lambda n: b"[" + b"{}," * n + b"{}]", 5_000),
    "bad sequence": ("json", lambda n: b'{"text": "a"}\n' + b"{]\n" * n, 2_500),
    "long number": ("json", lambda n: b'[{"text": "a", "id": ' + b"9" * n + b"}]", 100_000),
    "open quote": ("csv", lambda n: _csv('1,"' + "a\n" * n), 100_000),
    "quotes": ("csv", lambda n: _csv("1," + '"' * n), 400_000),
    "columns": ("csv", lambda n: b"text" + b",a" * n + b"\n" + b"t" + b",b" * n, 15_000),
    "separators": ("csv", lambda n: _csv("," * n), 400_000),
    "many members": ("text-gz", lambda n: gzip.compress(b"a", mtime=0) * n, 750),
    "names": ("sheet", lambda n: b"label,names\nA," + b"b|" * n, 10_000),
    "facts": ("sheet", lambda n: b"label,facts\nA," + b"memberOf>" * n, 5_000),
    "members": ("sheet", lambda n: b"label,members\nA,:" + b" JPN" * n, 5_000),
    "nested nodes": ("turtle", lambda n: b"<x:a> <x:b> " + b"[ <x:b> " * n, 15_000),
    "nested lists": ("turtle", lambda n: b"<x:a> <x:b> " + b"( " * n, 15_000),
    "prefixes": ("turtle", lambda n: b"".join(b"@prefix a%d: <x:%d> .\n" % (i, i) for i in range(n)), 20_000),
    "decisions": ("curation", lambda n: b"kind,what\n" + b"same,a\n" * n, 5_000),
    "accepts": ("request", lambda n: b"GET\n\n\n" + b"text/csv;q=0.1," * n + b"\n", 15_000),
    "parameters": ("request", lambda n: b"GET\n" + b"a&" * n, 50_000),
    "comments": ("sparql", lambda n: b"SELECT * {}" + b"#" * n, 50_000),
    "words": ("sparql", lambda n: b"a:" * n, 25_000),
    "escaped words": ("sparql", lambda n: b"\\u0041" * n, 15_000),
    "long name": ("parameter", lambda n: b"Japan " * n, 1_250),
}
"""What a reader must bear in time that grows no faster than the input: a target, the input, the smaller size."""

HUGE: Final[dict[str, tuple[str, Callable[[], bytes]]]] = {
    "gzip of zeros": ("text-gz", lambda: gzip.compress(b"\0" * (64 << 20), mtime=0)),
    "gzip of one line": ("jsonl-gz", lambda: gzip.compress(b'{"text": "' + b"a" * (64 << 20), mtime=0)),
    "gzip of one value": ("json-gz", lambda: gzip.compress(b'[{"text": "' + b"a" * (64 << 20), mtime=0)),
    "gzip of one field": ("csv-gz", lambda: gzip.compress(b'text\n"' + b"a\n" * (32 << 20), mtime=0)),
    "gzip of one page": ("html-gz", lambda: gzip.compress(b"<p>" * (22 << 20), mtime=0)),
    "gzip on standard input": ("stdin", lambda: gzip.compress(b"a" * (64 << 20), mtime=0)),
    "a long text": ("text", lambda: b"a" * (40 << 20)),
    "a long line": ("jsonl", lambda: b'{"text": "' + b"a" * (40 << 20) + b'"}'),
    "a long field": ("csv", lambda: b'text\n"' + b"a" * (40 << 20) + b'"\n'),
    "a long page": ("html", lambda: b"<p>a" * (10 << 20)),
    "nested tags": ("html", lambda: _page("<div>" * 100_000)),
    "unclosed tags": ("html", lambda: _page("<p>x" * 100_000)),
    "tables in tables": ("html", lambda: _page("<table><tr><td>" * 20_000)),
    "attributes": ("html", lambda: _page("<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">x</p>")),
    "deep data": ("html", lambda: _page("", _DATA % ("[" * 100_000))),
    "quoted data": ("html", lambda: _page("", _DATA % ('{"a":' * 500 + '"x' + '\\"' * 100_000))),
}  # fmt: skip
"""What must be refused, or read, in bounded time and memory."""


def grown(name: str) -> dict[str, float]:
    """Measure the time of the processor that an input takes, and one four times as long; of two tries the best."""
    target, made, size = GROWING[name]

    def spent(data: bytes) -> float:
        started = time.process_time()
        targets.TARGETS[target](data)
        return time.process_time() - started

    small, large = made(size), made(4 * size)
    targets.TARGETS[target](made(10))  # what is imported and loaded at first
    found = [(spent(small), spent(large)) for _ in range(2)]
    return {"small": min(one for one, _ in found), "large": min(two for _, two in found)}


def borne(name: str) -> dict[str, float]:
    """Feed a huge input."""
    target, made = HUGE[name]
    targets.TARGETS[target](made())
    return {}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (3 << 29, 3 << 29))
    resource.setrlimit(resource.RLIMIT_CPU, (200, 200))
    formats.EXTRACTOR = Extractor(seconds=5)  # type: ignore[attr-defined]  # that there is a limit is what counts
    names = sys.argv[1:] or GROWING
    sys.stdout.write(json.dumps({name: grown(name) if name in GROWING else borne(name) for name in names}))
