"""The errors a user may meet: each says what was wrong, with the value, and what would have worked."""

from __future__ import annotations

from pathlib import Path


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

    def __init__(
        self, problem: str, remedy: str = "", *, path: Path | str | None = None, line: int | None = None
    ) -> None:
        self.problem, self.remedy, self.path, self.line = problem, remedy, path, line
        super().__init__(problem)

    def __str__(self) -> str:
        place = "" if self.path is None else f"{self.path}:{'' if self.line is None else f'{self.line}:'} "
        return f"{place}{self.problem}" + (f" ({self.remedy})" if self.remedy else "")


class InputError(KgError):
    """An article file that cannot be read, in whole or in part."""


class DataError(KgError):
    """A file under ``ontology/`` (or a user's extension of it) that breaks its own rules."""


class QueryError(KgError):
    """A query that cannot be run: bad SPARQL, an unknown named query, a missing parameter."""


class StoreError(KgError):
    """A graph directory that is missing, locked by another writer, or not a graph."""
