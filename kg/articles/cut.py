"""Cut long files into parts that can be read apart, each by another process or machine."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kg.articles import urls
from kg.articles.bounds import LINE_CHARS
from kg.articles.decode import BOMS, refuse_binary
from kg.articles.find import Input
from kg.articles.parquet import cut_rows
from kg.articles.parts import cut_lines, open_input
from kg.errors import InputError


def size_of(given: Input) -> int:
    """Give the size of a file in bytes; 0 where it cannot be told."""
    where = given.at or given.place
    try:
        return urls.size(where) if urls.is_url(where) else Path(where).stat().st_size
    except (InputError, OSError):
        return 0


def cut(given: Input, size: int, text_column: str | None = None) -> list[Input]:
    """Cut a file into parts of about so many bytes, together the same articles; most kinds of file stay whole.

    JSON lines and Parquet are cut, unless they are gzipped, or something is wrong with them that is to be said once.
    The parts of JSON lines do not know their first line yet: see ``numbered``.
    """
    if given.gzipped or given.kind not in {"jsonl", "parquet"} or (length := size_of(given)) <= size:
        return [given]
    if given.kind == "parquet":
        return cut_rows(given, text_column, size)
    if not _has_plain_lines(given):
        return [given]
    return [replace(given, start=start, stop=min(start + size, length)) for start in range(0, length, size)]


def _has_plain_lines(given: Input) -> bool:
    """Tell whether lines end where the byte of a line end stands, as in UTF-8."""
    try:
        with open_input(given) as stream:
            head = stream.read(64)
        refuse_binary(head, given.place)
    except (InputError, OSError):
        return False
    return not any(head.startswith(mark) for mark, name in BOMS if name != "utf-8-sig")


def lines_in(given: Input) -> int:
    """Count the lines of a part of a file; -1 where one is so long that the file is not read on after it.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    assert given.stop is not None
    with open_input(given) as stream:
        part = cut_lines(stream, given.start, given.stop)
    lengths = [len(line) for line in io.TextIOWrapper(io.BytesIO(part), encoding="latin-1", newline="")]
    return -1 if max(lengths, default=0) >= LINE_CHARS else len(lengths)


def numbered(parts: list[Input], lines: list[int]) -> Iterator[Input]:
    """Yield the parts of one file with the numbers of their first lines, given ``lines_in`` each; or the whole file."""
    if min(lines) < 0:
        yield replace(parts[0], stop=None)
        return
    first = 1
    for part, count in zip(parts, lines, strict=True):
        yield replace(part, first=first)
        first += count
