"""Group rows that need not fit in memory: all but one part of them lie in temporary files."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Final, Self
from zlib import crc32

Row = tuple[str | None, ...]
PARTS: Final = 64
HELD: Final = 1 << 20
"""Bytes of a part that are kept in memory before it goes to disk."""
LENGTH: Final = 8
"""Bytes that tell how long some rows of a part are."""


def split(rows: Iterable[Row], key: Callable[[Row], str]) -> list[bytes]:
    """Give rows by their part, as bytes: rows with one key are in one part.

    >>> parts = split([("a", "1"), ("b", "2"), ("a", "3")], lambda row: str(row[0]))
    >>> sorted(list(rows(part)) for part in parts if part)
    [[('a', '1'), ('a', '3')], [('b', '2')]]
    """
    found: list[list[Row]] = [[] for _ in range(PARTS)]
    for row in rows:
        found[crc32(key(row).encode()) % PARTS].append(row)
    return [_framed(marshal.dumps(some)) if some else b"" for some in found]


def _framed(written: bytes) -> bytes:
    return len(written).to_bytes(LENGTH) + written


def rows(part: bytes) -> Iterator[Row]:
    """Yield the rows of a part."""
    at = 0
    while at < len(part):
        start = at + LENGTH
        at = start + int.from_bytes(part[at:start])
        yield from marshal.loads(part[start:at])  # noqa: S302  # nobody else can write to a file without a name


class Parts:
    """Parts that grow by what ``split`` gives; use it in a ``with`` statement."""

    def __init__(self, folder: Path | None = None) -> None:
        place = None if folder is None else str(folder)
        self._files = [SpooledTemporaryFile(HELD, dir=place) for _ in range(PARTS)]  # noqa: SIM115  # closed on exit

    def add(self, some: Sequence[bytes]) -> None:
        """Add rows to each part."""
        for file, more in zip(self._files, some, strict=True):
            file.write(more)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the parts that hold rows, each read when its turn comes."""
        for file in self._files:
            file.seek(0)
            if part := file.read():
                yield part

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            file.close()
