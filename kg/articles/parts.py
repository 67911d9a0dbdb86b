"""Open files, wherever they are, and parts of them."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from kg.articles.find import Input
from kg.articles.urls import is_url, open_url


def open_input(given: Input) -> BinaryIO:
    """Open a file or URL.

    Raises
    ------
    OSError
        If it cannot be opened.
    """
    where = given.at or given.place
    return open_url(where) if is_url(where) else Path(where).open("rb")


def cut_lines(stream: BinaryIO, start: int, stop: int) -> bytes:
    """Give the lines of a stream that can seek that begin from a byte on and before another."""
    first = _line_start(stream, start)
    stream.seek(first)
    inside = stream.read(max(0, stop - first))
    return inside if inside.endswith(b"\n") else inside + (stream.readline() if inside else b"")


def _line_start(stream: BinaryIO, byte: int) -> int:
    """Give where the first line begins that begins at a byte or after it."""
    if byte == 0:
        return 0
    stream.seek(byte - 1)
    return byte - 1 + len(stream.readline())
