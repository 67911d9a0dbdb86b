"""Group rows that need not fit in memory: all but one part of them lie in temporary files."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Final
from zlib import crc32

Row = tuple[str | None, ...]
PARTS: Final = 64
HELD: Final = 1 << 20
"""Bytes of a part that are kept in memory before it goes to disk."""


@contextmanager
def in_parts(
    rows: Iterable[Row], key: Callable[[Row], str], folder: Path | None = None
) -> Iterator[Iterator[list[Row]]]:
    """Draw all rows, and give an iterator over parts of them: rows with one key are in one part.

    >>> with in_parts([("a", "1"), ("b", "2"), ("a", "3")], lambda row: str(row[0])) as parts:
    ...     sorted(len(part) for part in parts if part)
    [1, 2]
    """
    with ExitStack() as opened:
        files = [
            opened.enter_context(SpooledTemporaryFile(HELD, dir=None if folder is None else str(folder)))
            for _ in range(PARTS)
        ]
        for row in rows:
            marshal.dump(row, files[crc32(key(row).encode()) % PARTS])
        yield map(_rows, files)


def _rows(file: IO[bytes]) -> list[Row]:
    file.seek(0)
    found = []
    while True:
        try:
            found.append(marshal.load(file))  # noqa: S302  # nobody else can write to a file without a name
        except EOFError:
            return found
