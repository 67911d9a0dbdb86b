"""Read one input of any kind into the fields of its articles."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from kg.articles import tables
from kg.articles.decode import decode, mend, refuse_binary, text_stream
from kg.articles.find import Input
from kg.articles.found import Found, Problem
from kg.errors import InputError

_HEAD = 4096


def records(given: Input, text_column: str | None, stdin: BinaryIO) -> Iterator[Found | Problem]:
    """Yield what stands in one input.

    Raises
    ------
    InputError
        If nothing more can be read from it.
    OSError
        If it cannot be opened or read.
    """
    if given.kind == "parquet":
        yield from tables.parquet(given, text_column)
        return
    try:
        with _open(given, stdin) as (stream, head):
            if not head:
                raise InputError("the file is empty", "give a file with text in it", path=given.place)
            kind = _sniff(head) if given.is_stdin else given.kind
            yield from READERS[kind](given, stream, head, text_column)
    except (zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise InputError(f"the gzip archive is damaged: {error}", "pack it again", path=given.place) from error


@contextmanager
def _open(given: Input, stdin: BinaryIO) -> Iterator[tuple[BinaryIO, bytes]]:
    """Open an input, unpacked where need be, with a look at its first bytes."""
    raw = stdin if given.is_stdin else cast("BinaryIO", Path(given.place).open("rb"))
    try:
        buffered = io.BufferedReader(cast("io.RawIOBase", raw), _HEAD)
        packed = given.gzipped or (given.is_stdin and buffered.peek(2)[:2] == b"\x1f\x8b")
        stream = io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=buffered)), _HEAD) if packed else buffered
        yield cast("BinaryIO", stream), stream.peek(_HEAD)[:_HEAD]
    finally:
        if not given.is_stdin:
            raw.close()


def _sniff(head: bytes) -> str:
    """Tell the kind of standard input by its first bytes: JSON lines, a JSON array, HTML, else plain text."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith(b"{"):
        return "jsonl"
    if start.startswith((b"[{", b"[\n", b"[ ", b"[]")):
        return "json"
    return "html" if start.startswith((b"<!doctype html", b"<html")) else "text"


def _text(given: Input, stream: BinaryIO, head: bytes, text_column: str | None) -> Iterator[Found]:
    text, note = decode(stream.read(), given.place)
    yield Found({"text": text}, given.name, given.place, note=note)


def _markdown(given: Input, stream: BinaryIO, head: bytes, text_column: str | None) -> Iterator[Found]:
    """Read front matter (``name: value`` lines between ``---``) as fields; the rest is the text, markup and all."""
    whole, note = decode(stream.read(), given.place)
    fields, text = _front_matter(whole)
    first = text.lstrip().partition("\n")[0]
    heading = {"title": first[2:].strip()} if first.startswith("# ") else {}
    yield Found({**heading, **fields, "text": text}, given.name, given.place, note=note)


def _front_matter(whole: str) -> tuple[dict[str, str], str]:
    lines = whole.splitlines(keepends=True)
    ends = [number for number, line in enumerate(lines) if line.strip() == "---"]
    if len(ends) < 2 or ends[0] != 0:  # noqa: PLR2004  # it stands between two such lines
        return {}, whole
    pairs = (line.partition(":") for line in lines[1 : ends[1]] if not line.startswith((" ", "#", "-")))
    fields = {name.strip().lower(): value.strip().strip("\"'") for name, colon, value in pairs if colon}
    fields.pop("text", None)
    return fields, "".join(lines[ends[1] + 1 :])


def _html(given: Input, stream: BinaryIO, head: bytes, text_column: str | None) -> Iterator[Found]:
    """Take main text, title, date and outlet of a page by trafilatura; the text is what it extracts."""
    import trafilatura

    page, note = decode(stream.read(), given.place)
    dates = {"extensive_search": False, "original_date": True}  # a date that is given, none that is guessed
    document = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=False, with_metadata=True, date_extraction_params=dates
    )
    fields: dict[str, Any] = document if isinstance(document, dict) else document.as_dict() if document else {}
    if not (fields.get("text") or "").strip():
        raise InputError("no main text is found in this page", "give the article as plain text", path=given.place)
    meta = {"title": fields.get("title"), "source": fields.get("sitename") or fields.get("hostname"),
            "published": fields.get("date"), "url": fields.get("url"), "language": fields.get("language")}
    yield Found({**meta, "text": fields["text"]}, given.name, given.place, note=note)


def _jsonl(given: Input, stream: BinaryIO, head: bytes, text_column: str | None) -> Iterator[Found | Problem]:
    refuse_binary(head, given.place)
    with text_stream(stream, head) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip("\ufeff \t\r\n"):
                yield _line(given, number, line, text_column)


def _line(given: Input, number: int, line: str, text_column: str | None) -> Found | Problem:
    mended, note = mend(line, given.place)
    try:
        value = json.loads(mended.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "nested too deeply")
        problem = f"not JSON: {reason} in column {getattr(error, 'colno', 1)}"
        return Problem(InputError(problem, "one JSON object a line", path=given.place, line=number))
    return _object(given, number, value, text_column, note)


def _object(given: Input, number: int, value: object, text_column: str | None, note: str = "") -> Found | Problem:
    if not isinstance(value, dict):
        remedy = 'an article is a JSON object, {"id": ..., "text": ...}'
        return Problem(InputError(f"not a JSON object: {json.dumps(value)[:40]}", remedy, path=given.place, line=number))
    return Found(value, f"{given.name}-{number}", given.place, number, text_column, note)


def _json(given: Input, stream: BinaryIO, head: bytes, text_column: str | None) -> Iterator[Found | Problem]:
    """Read one object, an array of them, or JSON lines under the wrong ending."""
    data = stream.read()
    text, note = decode(data, given.place)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if getattr(error, "msg", "") == "Extra data":
            yield from _jsonl(given, io.BytesIO(data), data[:_HEAD], text_column)
            return
        reason, line = getattr(error, "msg", "nested too deeply"), getattr(error, "lineno", 1)
        remedy = "an object, an array of objects, or one object a line"
        raise InputError(f"not JSON: {reason}", remedy, path=given.place, line=line) from error
    if isinstance(value, dict):
        yield Found(value, given.name, given.place, None, text_column, note)
    else:
        for number, one in enumerate(value if isinstance(value, list) else [value], 1):
            yield _object(given, number, one, text_column, note)


READERS: dict[str, Callable[[Input, BinaryIO, bytes, str | None], Iterator[Found | Problem]]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "jsonl": _jsonl,
    "json": _json,
    "csv": tables.csv_rows,
    "tsv": tables.csv_rows,
}


def count(given: Input) -> int:
    """Count the articles in a file without reading them: rows, lines that are not blank, or one."""
    try:
        if given.kind == "parquet":
            return tables.parquet_count(given.place)
        if given.kind not in {"jsonl", "csv", "tsv"}:
            return 1
        with _open(given, io.BytesIO()) as (stream, head):
            if given.kind == "jsonl":
                return sum(1 for line in stream if line.strip())
            return tables.csv_count(given, stream, head)
    except (OSError, EOFError, zlib.error, InputError):
        return 0
