"""Named queries: SPARQL files under ``ontology/queries`` with a header that says what they answer.

A query's parameters are lines ``VALUES ?the_of { UNDEF }``, so that the file runs as it stands on any SPARQL engine and
then leaves the parameter open (``VALUES ?asked_of { false }`` tells whether it was given: engines do not agree whether
an open ``?the_of`` is bound); the header lists them as ``# param: of entity Whose allies.`` (``entity!`` where it
must be given). Each ends with ``LIMIT 1000``, and inner parts with a multiple of that: so a file that is run as it
stands answers fast on a graph of any size.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Store

from kg.errors import DataError, QueryError
from kg.model import BASE
from kg.query.resolve import RESOLVERS
from kg.query.run import Answer, run
from kg.resources import resource


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query: its type is one of ``kg.query.resolve.RESOLVERS``."""

    name: str
    type: str
    description: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A named query: what it is called, what it answers, its parameters, its SPARQL."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str


@cache
def named_queries() -> dict[str, Named]:
    """Give the named queries by name, in alphabetical order.

    Raises
    ------
    DataError
        If a file lacks its header, or header and query disagree on the parameters.
    """
    return {path.stem: _read(path) for path in sorted(resource("queries").glob("*.rq"))}


_HEAD = re.compile(r"^# *(title|description|param): *(.+)$", re.MULTILINE)
_OPEN = re.compile(r"VALUES \?the_(\w+) \{ UNDEF \}")
_ASKED = re.compile(r"VALUES \?asked_(\w+) \{ false \}")


def _read(path: Path) -> Named:
    text = path.read_text(encoding="utf-8")
    head: dict[str, list[str]] = {"title": [], "description": [], "param": []}
    for found in _HEAD.finditer(text):
        head[found[1]].append(found[2].strip())
    parameters = tuple(_parameter(line, path) for line in head["param"])
    if len(head["title"]) != 1 or not head["description"]:
        raise DataError("a named query starts with one title and a description", "# title: ...", path=path)
    if {one.name for one in parameters} != set(_OPEN.findall(text)):
        raise DataError("header and query name different parameters", "# param: of entity ...", path=path)
    return Named(path.stem, head["title"][0], " ".join(head["description"]), parameters, text)


def _parameter(line: str, path: Path) -> Parameter:
    name, marked, *description = line.split(maxsplit=2)
    kind = marked.rstrip("!")
    if kind not in RESOLVERS:
        raise DataError(f"a parameter has the unknown type {kind!r}", f"one of {', '.join(RESOLVERS)}", path=path)
    return Parameter(name, kind, description[0] if description else "", required=marked.endswith("!"))


def find(name: str) -> Named:
    """Give a named query.

    Raises
    ------
    QueryError
        If none is called so.
    """
    if name not in named_queries():
        raise QueryError(f"no query is called {name!r}", f"one of {', '.join(named_queries())}")
    return named_queries()[name]


_ALL = 10**12
"""More rows than there are; without any limit Oxigraph would plan the query otherwise, and may be slow."""
_LIMIT = re.compile(r" (LIMIT|<|>=) (\d)000\b")


def fill(query: Named, store: Store, given: Mapping[str, str], base: str = BASE, most: int | None = None) -> str:
    """Give the SPARQL of a named query with its parameters bound to the terms that the given words name.

    It gives at most so many rows; all, where ``most`` is left out.

    Raises
    ------
    QueryError
        If a parameter is unknown or lacking, or its value names nothing in the graph.
    """
    known = {one.name: one for one in query.parameters}
    if lacking := [f"--{one.name}" for one in query.parameters if one.required and not given.get(one.name)]:
        raise QueryError(f"the query {query.name} needs {' and '.join(lacking)}", f"such as {lacking[0]} Japan")
    terms: dict[str, str] = {}
    for name, words in given.items():
        if name not in known:
            options = ", ".join(f"--{one}" for one in known) or "none"
            raise QueryError(f"the query {query.name} has no parameter {name!r}", f"it has {options}")
        terms[name] = str(RESOLVERS[known[name].type](store, words, base))
    filled = _OPEN.sub(lambda found: f"VALUES ?the_{found[1]} {{ {terms.get(found[1], 'UNDEF')} }}", query.sparql)
    filled = _ASKED.sub(lambda found: f"VALUES ?asked_{found[1]} {{ {str(found[1] in terms).lower()} }}", filled)
    return _LIMIT.sub(lambda found: f" {found[1]} {int(found[2]) * (most or _ALL)}", filled)


def run_named(
    store: Store, name: str, given: Mapping[str, str] | None = None, base: str = BASE, most: int | None = None
) -> Answer:
    """Run a named query with parameters given in words (``{"of": "Japan"}``), for so many rows or all.

    Raises
    ------
    QueryError
        If there is no such query or parameter, or a value names nothing in the graph.
    """
    return run(store, fill(find(name), store, given or {}, base, most), base)
