"""The errors a user may meet: each says what was wrong, with the value, and what would have worked."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Final

_LONGEST: Final = 1_000


def shown(text: str, lines: bool = False, longest: int = _LONGEST) -> str:
    r"""Give a text as a terminal may show it: what it would obey is escaped, and it is cut where it is too long.

    >>> print(shown("a\x1b[2J\nb"))
    a\x1b[2J\nb
    """
    kept = text if len(text) <= longest else f"{text[:longest]}…"
    return "".join(char if char.isprintable() or (lines and char == "\n") else _escaped(char) for char in kept)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


class KgError(Exception):
    """Anything claimgraph refuses; its text is fit to be shown to a user as it stands.

    Parameters
    ----------
    problem : str
        What was wrong, with the offending value.
    remedy : str
        What would have worked; empty where there is nothing to say.
    path : Path or str, optional
        The file the problem lies in.
    line : int, optional
        Its line there, counted from 1.
    """

    exit_status = 1
    lines: ClassVar[bool] = False
    """Whether it may take several lines."""

    def __init__(
        self, problem: str, remedy: str = "", *, path: Path | str | None = None, line: int | None = None
    ) -> None:
        self.problem, self.remedy, self.path, self.line = problem, remedy, path, line
        super().__init__(problem)

    def __str__(self) -> str:
        place = "" if self.path is None else f"{self.path}:{'' if self.line is None else f'{self.line}:'} "
        remedy = f" ({shown(self.remedy, self.lines)})" if self.remedy else ""
        return f"{shown(place)}{shown(self.problem, self.lines)}{remedy}"


class InputError(KgError):
    """An article file that cannot be read, in whole or in part."""


class DataError(KgError):
    """A file under ``ontology/`` (or a user's extension of it) that breaks its own rules."""


class QueryError(KgError):
    """A query that cannot be run: bad SPARQL, an unknown named query, a missing parameter."""

    lines = True


class StoreError(KgError):
    """A graph directory that is missing, locked by another writer, or not a graph."""
