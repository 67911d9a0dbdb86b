"""Read one input of any kind into the fields of its articles."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO, cast

from kg.articles import parquet, tables
from kg.articles.bounds import PAGE_BYTES, TEXT_BYTES, lines, unpacked, whole
from kg.articles.decode import decode, mend, refuse_binary, text_stream
from kg.articles.find import Input, Opened
from kg.articles.found import Found, Problem
from kg.articles.pages import EXTRACTOR
from kg.articles.parts import cut_lines, open_input
from kg.articles.values import Values, items, reason
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
        yield from parquet.rows(given, text_column)
        return
    try:
        with _open(given, stdin) as (stream, head):
            if not head:
                raise InputError("the file is empty", "give a file with text in it", path=given.place)
            kind = _sniff(head) if given.is_stdin else given.kind
            yield from READERS[kind](Opened(given, stream, head, text_column))
    except (zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise InputError(f"the gzip archive is damaged: {error}", "pack it again", path=given.place) from error


@contextmanager
def _open(given: Input, stdin: BinaryIO) -> Iterator[tuple[BinaryIO, bytes]]:
    """Open an input, unpacked where need be, with a look at its first bytes."""
    raw = stdin if given.is_stdin else open_input(given)
    try:
        if given.stop is not None:
            part = cut_lines(raw, given.start, given.stop)
            yield io.BytesIO(part), part[:_HEAD] if given.start == 0 else b"\n"  # what is not the beginning has no mark
            return
        buffered = io.BufferedReader(cast("io.RawIOBase", raw), _HEAD)
        packed = given.gzipped or (given.is_stdin and buffered.peek(2)[:2] == b"\x1f\x8b")
        stream = unpacked(buffered, given.place) if packed else buffered
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


def _text(opened: Opened) -> Iterator[Found]:
    text, note = decode(whole(opened.stream, TEXT_BYTES, opened.place), opened.place)
    yield Found({"text": text}, opened.given.name, opened.place, note=note)


def _markdown(opened: Opened) -> Iterator[Found]:
    """Read front matter (``name: value`` lines between ``---``) as fields; the rest is the text, markup and all."""
    file, note = decode(whole(opened.stream, TEXT_BYTES, opened.place), opened.place)
    fields, text = _front_matter(file)
    first = text.lstrip().partition("\n")[0]
    heading = {"title": first[2:].strip()} if first.startswith("# ") else {}
    yield Found({**heading, **fields, "text": text}, opened.given.name, opened.place, note=note)


def _front_matter(file: str) -> tuple[dict[str, str], str]:
    parts = file.splitlines(keepends=True)
    ends = [number for number, line in enumerate(parts) if line.strip() == "---"]
    if len(ends) < 2 or ends[0] != 0:
        return {}, file
    pairs = (line.partition(":") for line in parts[1 : ends[1]] if not line.startswith((" ", "#", "-")))
    fields = {name.strip().lower(): value.strip().strip("\"'") for name, colon, value in pairs if colon}
    fields.pop("text", None)
    return fields, "".join(parts[ends[1] + 1 :])


def _html(opened: Opened) -> Iterator[Found]:
    """Take main text, title, date and outlet of a page by trafilatura; the text is what it extracts."""
    page, note = decode(whole(opened.stream, PAGE_BYTES, opened.place), opened.place)
    fields = EXTRACTOR.fields(page, opened.place)
    if not (fields["text"] or "").strip():
        raise InputError("no main text is found in this page", "give the article as plain text", path=opened.place)
    yield Found(fields, opened.given.name, opened.place, note=note)


def _jsonl(opened: Opened) -> Iterator[Found | Problem]:
    refuse_binary(opened.head, opened.place)
    with text_stream(opened.stream, opened.head) as stream:
        for number, line in enumerate(lines(stream, opened.place), opened.given.first):
            if line.strip("\ufeff \t\r\n"):
                yield _line(opened, number, line)


def _line(opened: Opened, number: int, line: str) -> Found | Problem:
    try:
        mended, note = mend(line, opened.place, number)
        value = json.loads(mended.lstrip("\ufeff"))
    except InputError as error:
        return Problem(error)
    except (ValueError, RecursionError) as error:
        problem = f"not JSON: {reason(error)} in column {getattr(error, 'colno', 1)}"
        return Problem(InputError(problem, "one JSON object a line", path=opened.place, line=number))
    return _object(opened, number, value, note)


def _object(opened: Opened, number: int, value: object, note: str = "") -> Found | Problem:
    if not isinstance(value, dict):
        remedy = 'an article is a JSON object, {"id": ..., "text": ...}'
        problem = f"not a JSON object: {json.dumps(value)[:40]}"
        return Problem(InputError(problem, remedy, path=opened.place, line=number))
    return Found(value, f"{opened.given.name}-{number}", opened.place, number, opened.text_column, note)


def _json(opened: Opened) -> Iterator[Found | Problem]:
    """Read one object, an array of them, or JSON lines under the wrong ending."""
    refuse_binary(opened.head, opened.place)
    with text_stream(opened.stream, opened.head) as stream:
        found = Values(stream, opened.place)
        first = found.peek()
        if not first:
            raise InputError("the file is empty", "give a file with text in it", path=opened.place)
        if first == "[":
            for number, one in enumerate(items(found), 1):
                yield _object(opened, number, one)
        else:
            yield from _sequence(opened, found)


def _sequence(opened: Opened, found: Values) -> Iterator[Found | Problem]:
    """Read values one after the other, each with its line; a single one is the whole file."""
    line, value = found.line, found.value()
    if not found.peek():
        one = _object(opened, line, value)
        yield replace(one, name=opened.given.name, line=None) if isinstance(one, Found) else one
        return
    yield _object(opened, line, value)
    while found.peek():
        line = found.line
        try:
            yield _object(opened, line, found.value())
        except InputError as error:
            yield Problem(error)
            found.skip_line()


READERS: dict[str, Callable[[Opened], Iterator[Found | Problem]]] = {
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
            return parquet.count(given)
        if given.kind not in {"jsonl", "csv", "tsv"}:
            return 1
        with _open(given, io.BytesIO()) as (stream, head):
            if given.kind == "jsonl":
                return sum(1 for line in stream if line.strip())
            return tables.csv_count(Opened(given, stream, head))
    except (OSError, EOFError, zlib.error, InputError):
        return 0
