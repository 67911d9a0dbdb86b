"""The ``%%sparql`` magic of notebooks: ``%load_ext kg``, then SPARQL in a cell, which gives a data frame."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from kg.errors import KgError, QueryError

if TYPE_CHECKING:
    import pandas as pd

USAGE = "%%sparql [GRAPH] [-o NAME]"


@runtime_checkable
class Askable(Protocol):
    """What the magic asks: an open graph."""

    @property
    def opened(self) -> Any:
        """What it reads from."""

    def query(self, sparql: str) -> pd.DataFrame:
        """Run SPARQL."""

    def close(self) -> None:
        """Let go of the files."""


def register(ipython: Any) -> None:
    """Add the magic to an IPython shell."""

    def sparql(line: str, cell: str | None = None) -> pd.DataFrame | None:
        """Run SPARQL on an open graph and give a data frame: ``%%sparql [GRAPH] [-o NAME]``.

        GRAPH is a variable that holds an open graph, or the directory of one; without it, the one open graph there is.
        With ``-o NAME`` the data frame is kept under that name instead. ``%sparql QUERY`` runs a query on one line.
        """
        try:
            return _run(ipython.user_ns, line, cell)
        except KgError as error:
            from IPython.core.error import UsageError

            # IPython prints these in one line, without a traceback.
            raise UsageError(str(error)) from None

    ipython.register_magic_function(sparql, magic_kind="line_cell", magic_name="sparql")


def _run(names: dict[str, Any], line: str, cell: str | None) -> pd.DataFrame | None:
    if cell is None:
        return find(names, "").query(line)
    graph, target = options(line)
    asked = find(names, graph)
    try:
        frame = asked.query(cell)
    finally:
        if graph not in names and graph:
            asked.close()
    if not target:
        return frame
    names[target] = frame
    return None


def options(line: str) -> tuple[str, str]:
    """Give the graph and the name for the answer that the first line of a cell asks for, empty where it does not.

    >>> options("g -o allies")
    ('g', 'allies')

    Raises
    ------
    QueryError
        If the line is something else.
    """
    words = shlex.split(line)
    target = ""
    if "-o" in words:
        place = words.index("-o")
        target = "".join(words[place + 1 : place + 2])
        del words[place : place + 2]
        if not target.isidentifier():
            raise QueryError(f"the answer cannot be called {target!r}", f"{USAGE}, NAME being a Python name")
    if len(words) > 1:
        raise QueryError(f"{line.strip()!r} is not understood", f"{USAGE}; the query starts on the next line")
    return "".join(words), target


def find(names: Mapping[str, Any], wanted: str) -> Askable:
    """Give the graph that a variable or a directory holds, or the only open one.

    Raises
    ------
    QueryError
        If there is none, or several and none was named.
    """
    if wanted and isinstance(names.get(wanted), Askable):
        return names[wanted]  # type: ignore[no-any-return]
    if wanted and Path(wanted).is_dir():
        import kg

        return kg.open(wanted)
    # A notebook keeps the results of cells under names such as _ and _3: the same graph, not another one.
    found = {name: value for name, value in names.items() if not name.startswith("_") and isinstance(value, Askable)}
    if wanted or not found:
        lack = f"there is no open graph called {wanted!r}" if wanted else "there is no open graph"
        raise QueryError(lack, 'open one: g = kg.open("DIR")')
    if len({id(value) for value in found.values()}) > 1:
        raise QueryError(f"several graphs are open: {', '.join(sorted(found))}", "name one: %%sparql GRAPH")
    return next(iter(found.values()))
