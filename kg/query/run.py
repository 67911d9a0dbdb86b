"""Run SPARQL in Oxigraph, reading only, and say clearly what is wrong with a query that cannot be run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from pyoxigraph import NamedNode, QueryBoolean, QuerySolution, QuerySolutions, QueryTriples, Store

from kg.errors import QueryError
from kg.model import BASE
from kg.rdf import prefixes

Answer = QuerySolutions | QueryBoolean | QueryTriples

_TOKEN: Final = re.compile(
    r"""\#[^\n]* | <[^<>"{}|^`\\\s]*> | [?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)* | :(?:(?:[\w:%]|\\.)(?:[\w.:%-]|\\.)*)?
      | \"\"\"(?:\\.|(?!\"\"\")[^\\])*\"\"\" | '''(?:\\.|(?!''')[^\\])*'''
      | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'
      | (?P<word>[A-Za-z_]\w*)(?P<local>:(?:(?:[\w:%]|\\.)(?:[\w.:%-]|\\.)*)?)?""",
    re.VERBOSE | re.DOTALL,
)
_UPDATES: Final = dict.fromkeys(["insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with"])
_FORMS: Final = dict.fromkeys(["select", "ask", "construct", "describe"])

_AROUND: Final = 150
"""Characters of a line that are shown on either side of what is wrong in it."""

Dataset = tuple[Sequence[NamedNode], Sequence[NamedNode]]
"""The graphs that make up the default graph, and the named graphs."""


def run(store: Store, sparql: str, base: str = BASE, dataset: Dataset | None = None) -> Answer:
    """Run a SPARQL 1.1 query: SELECT gives solutions, ASK a boolean, CONSTRUCT and DESCRIBE triples.

    The prefixes of the project (``kg:``, ``ent:``, ``skos:`` ...) need no declaration, and IRIs may be written
    relative to the base (``<entity/JPN>``). The default graph is the assembled view alone; articles are asked with
    ``GRAPH ?article { ... }``. A ``dataset`` replaces what the query says
    of its graphs (SPARQL 1.1 Protocol, 2.1.4).

    Raises
    ------
    QueryError
        If it is not SPARQL, would change the graph, or would ask another server.
    """
    _refuse(sparql)
    try:
        with told():
            if dataset is None:
                return store.query(sparql, base_iri=base, prefixes=prefixes(base))
            default, named = dataset
            return store.query(
                sparql, base_iri=base, prefixes=prefixes(base), default_graph=[*default], named_graphs=[*named]
            )
    except SyntaxError as error:
        raise QueryError(*explain(sparql, str(error))) from None


@contextmanager
def told() -> Iterator[None]:
    """Turn what goes wrong while a query runs, or while its answer is fetched, into an error of ours."""
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query failed: {error}") from None


def select(store: Store, sparql: str, base: str = BASE) -> Iterator[QuerySolution]:
    """Run a SELECT and yield its solutions.

    Raises
    ------
    QueryError
        If it cannot be run, or is no SELECT.
    """
    answer = run(store, sparql, base)
    if not isinstance(answer, QuerySolutions):
        raise QueryError("this is no SELECT", "start with SELECT")
    with told():
        yield from answer


def _refuse(sparql: str) -> None:
    """Refuse what is not a question to this graph; words in strings, IRIs, names and comments do not count."""
    text = re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", _character, sparql)
    tokens = [found for found in _TOKEN.finditer(text) if found["word"]]
    words = [token["word"].lower() for token in tokens if token["local"] is None]
    form = next((word for word in words if word in _UPDATES | _FORMS), None)
    if form in _UPDATES:
        raise QueryError(f"{str(form).upper()} would change the graph", f"queries only read: {', '.join(_FORMS)}")
    if any(token["word"].lower() == "service" for token in tokens):
        raise QueryError("SERVICE would ask another server", "ask this graph alone")
    if form is None:
        raise QueryError("this is not a SPARQL query", f"start with one of {', '.join(_FORMS)}")


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code < 0x110000 and chr(code).isalnum() else " "


def explain(sparql: str, error: str) -> tuple[str, str]:
    r"""Give what is wrong with a query, with the line and a caret under the place, and what would have worked.

    >>> print(explain("SELECT ?x {\n  ?x foo:bar }", "error at 2:6: expected one of Prefix not found, ['%']")[0])
    the query is not SPARQL at line 2, column 6
      ?x foo:bar }
         ^
    """
    found = re.match(r"(?:.*? )?error at (\d+):(\d+): (.*)", error, re.DOTALL)
    if not found:
        return f"the query is not SPARQL: {error}", ""
    line, column, reason = int(found[1]), int(found[2]), found[3]
    lines = sparql.splitlines() or [""]
    first = max(0, column - 1 - _AROUND)
    shown = lines[line - 1][first : column + _AROUND] if line <= len(lines) else ""
    place = f"the query is not SPARQL at line {line}, column {column}\n{shown}\n{' ' * (column - 1 - first)}^"
    if "Prefix not found" in reason:
        return (
            place,
            f"the prefix is not declared; known without declaration: {', '.join(f'{one}:' for one in prefixes())}",
        )
    wanted = [word for word in re.split(r",\s*|expected one of |expected ", reason) if re.fullmatch(r"[\w ]+", word)]
    return place, f"expected {' or '.join(wanted)}" if wanted else ""
