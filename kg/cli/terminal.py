"""Keep what articles say from steering the terminal it is shown on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

_KEPT = {"\n", "\t", "\r"}


class _Plain:
    """A stream that writes the characters a terminal would obey as escapes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: object) -> int:
        """Write text; bytes, by which click tries what a stream takes, are refused as text streams refuse them."""
        if not isinstance(text, str):
            raise TypeError("write() argument must be str")
        self._stream.write("".join(char if char in _KEPT or _harmless(char) else _escaped(char) for char in text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _harmless(char: str) -> bool:
    """Tell whether a character is shown, or is a space or joiner that scripts need, but no mark of direction."""
    return char.isprintable() or char in "\u00a0\u2009\u200a\u200c\u200d\u202f\u3000"


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


@contextmanager
def plain_output() -> Iterator[None]:
    """Show standard output plain while it is a terminal; what goes to a file or a program is left as it is."""
    before = sys.stdout
    if not before.isatty():
        yield
        return
    sys.stdout = _Plain(before)
    try:
        yield
    finally:
        sys.stdout = before
