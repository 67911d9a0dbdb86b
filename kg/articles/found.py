"""What turns up in an input before it is an article: its fields and its place, or a problem with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.errors import KgError


@dataclass(frozen=True, slots=True)
class Found:
    """The fields of one article as they stand in a file; ``name`` is its id unless the fields give one.

    ``line`` counts from 1 and is None where the file is the article; ``note`` says what was mended on the way.
    """

    fields: dict[str, Any]
    name: str
    place: str
    line: int | None = None
    text_column: str | None = None
    note: str = ""

    @property
    def where(self) -> str:
        """The place for people: file and line."""
        return self.place if self.line is None else f"{self.place}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the user should hear of; ``dropped`` tells whether an article was lost by it."""

    error: KgError
    dropped: bool = True

    def __str__(self) -> str:
        return str(self.error)
