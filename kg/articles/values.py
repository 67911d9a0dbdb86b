"""Read the values of a JSON file one by one: the items of an array, or values one after the other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final, TextIO

from kg.articles.bounds import LINE_CHARS
from kg.errors import InputError

_CHUNK: Final = 1 << 16
_SPACE: Final = re.compile("[ \t\r\n\ufeff]*")
_REMEDY: Final = "an object, an array of objects, or one object a line"
_DECODER: Final = json.JSONDecoder()


def reason(error: Exception) -> str:
    """Say why JSON cannot be read."""
    if isinstance(error, json.JSONDecodeError):
        return error.msg
    return "nested too deeply" if isinstance(error, RecursionError) else "a number of too many digits"


class Values:
    """The JSON text of a file, of which no more is held than the value being read."""

    def __init__(self, stream: TextIO, place: str) -> None:
        self._stream, self.place = stream, place
        self._text, self._at, self._line, self._ended = "", 0, 1, False

    @property
    def line(self) -> int:
        """The line reading has come to."""
        return self._line + self._text.count("\n", 0, self._at)

    def peek(self) -> str:
        """Give the next character that is no space, or nothing at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self) -> None:
        """Go on by a character."""
        self._at += 1

    def skip_line(self) -> None:
        """Go on to the end of the line."""
        while (end := self._text.find("\n", self._at)) < 0:
            self._at = len(self._text)
            if not self._more():
                return
        self._at = end

    def value(self) -> Any:
        """Give the next value.

        Raises
        ------
        InputError
            If there is none, with the line.
        """
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if isinstance(error, RecursionError) or not self._longer():
                    line = self._line + (getattr(error, "lineno", 0) or self.line - self._line + 1) - 1
                    raise InputError(f"not JSON: {reason(error)}", _REMEDY, path=self.place, line=line) from None
                continue
            if end < len(self._text) or not self._more():  # a number may go on
                self._at = end
                return value

    def _longer(self) -> bool:
        """Read as much again as is held; tell whether that may help."""
        if len(self._text) - self._at > LINE_CHARS:
            problem = f"a value of more than {LINE_CHARS:,} characters"
            raise InputError(problem, "one object an article", path=self.place, line=self.line)
        return self._more(max(_CHUNK, len(self._text) - self._at))

    def _more(self, size: int = _CHUNK) -> bool:
        """Read more, and drop what has been taken."""
        found = "" if self._ended else self._stream.read(size)
        self._ended = not found
        self._line, self._text, self._at = self.line, self._text[self._at :] + found, 0
        return bool(found)


def items(found: Values) -> Iterator[Any]:
    """Yield the items of the array that begins here.

    Raises
    ------
    InputError
        Where it is broken off or followed by something, with the line.
    """
    found.take()
    if found.peek() != "]":
        yield found.value()
        while found.peek() == ",":
            found.take()
            yield found.value()
    if found.peek() != "]":
        problem = "the array is not closed" if not found.peek() else "no comma between two items"
        raise InputError(f"not JSON: {problem}", _REMEDY, path=found.place, line=found.line)
    found.take()
    if found.peek():
        raise InputError("not JSON: something follows the array", _REMEDY, path=found.place, line=found.line)
