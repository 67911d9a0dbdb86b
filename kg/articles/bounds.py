"""How much is read of an input before it is refused: no file, packed or not, may fill the memory."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from itertools import count
from typing import BinaryIO, Final, TextIO, cast

from kg.articles.fields import MAX_CHARS
from kg.errors import InputError

MIB: Final = 1 << 20
TEXT_BYTES: Final = 4 * MAX_CHARS + 4
"""Bytes of a file that is one article: what the longest takes in any Unicode encoding, and a byte-order mark."""
PAGE_BYTES: Final = 16 * MIB
LINE_CHARS: Final = 16 * MIB
"""Characters of a line, a field or a JSON value: the longest article with every character escaped, and some more."""
_RATIO: Final = 200
"""Gzip makes text three to ten times smaller, and up to a thousand times what nobody wrote."""


def whole(stream: BinaryIO, most: int, place: str) -> bytes:
    """Read all of a stream.

    Raises
    ------
    InputError
        If it is longer than the most that is read of such a file.
    """
    data = stream.read(most + 1)
    if len(data) > most:
        raise InputError(f"the file has more than {most:,} bytes", "split it into articles", path=place)
    return data


def lines(stream: TextIO, place: str, first: int = 1) -> Iterator[str]:
    """Yield lines with their ends; the first has the number given.

    Raises
    ------
    InputError
        At a line that is longer than any article.
    """
    for number in count(first):
        line = stream.readline(LINE_CHARS)
        if not line:
            return
        if len(line) == LINE_CHARS and not line.endswith("\n"):
            problem = f"a line of more than {LINE_CHARS:,} characters"
            raise InputError(problem, "one article a line", path=place, line=number)
        yield line


class _Unpacked(io.RawIOBase):
    """What a gzip archive holds, until it grows beyond all measure."""

    def __init__(self, packed: BinaryIO, place: str) -> None:
        self._packed, self._place, self._given = _Counted(packed), place, 0
        self._archive = gzip.GzipFile(fileobj=cast("BinaryIO", self._packed))

    def readable(self) -> bool:
        return True

    def readinto(self, target: object) -> int:
        """Fill a buffer."""
        view = memoryview(target).cast("B")  # type: ignore[arg-type]
        found = self._archive.readinto(view)
        self._given += found
        if self._given > 16 * MIB + _RATIO * self._packed.count:
            problem = f"the gzip archive unpacks to more than {_RATIO} times its size"
            raise InputError(problem, "unpack it, and look what it is", path=self._place)
        return found


class _Counted(io.RawIOBase):
    """A stream that knows how many bytes were read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.count = stream, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Give bytes."""
        found = self._stream.read(size)
        self.count += len(found)
        return found


def unpacked(packed: BinaryIO, place: str) -> io.BufferedReader:
    """Give the bytes in a gzip archive; reading them raises InputError where they are a bomb."""
    return io.BufferedReader(_Unpacked(packed, place), 64 * 1024)
