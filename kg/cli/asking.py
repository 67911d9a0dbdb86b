"""``kg query`` and ``kg queries``: questions to a graph."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.query import Answer, Table

MOST = 1_000
WIDEST = 200
"""Characters of a cell that a table in a file or a pipe shows."""
FORMATS = ("table", "json", "csv", "tsv", "xml", "turtle", "ntriples", "jsonld", "rdfxml")
graph_argument = click.argument("directory", type=click.Path(path_type=Path), metavar="DIR")


@click.command(short_help="Ask a graph.", context_settings={"ignore_unknown_options": True})
@graph_argument
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[SPARQL | NAME [--PARAMETER VALUE]...]")
@click.option("--format", "form", type=click.Choice(FORMATS),
              help="How to print the answer; table, or turtle for CONSTRUCT and DESCRIBE, where left out.")  # fmt: skip
@click.option("--most", type=click.IntRange(1), metavar="ROWS",
              help=f"Rows that a named query gives at most; {MOST:,} in a table, all in other formats.")  # fmt: skip
def query(directory: Path, words: tuple[str, ...], form: str | None, most: int | None) -> None:
    """Ask a graph, in SPARQL or by the name of a query that `kg queries` lists.

    Without either, SPARQL is read from standard input. The prefixes kg: ent: art: claim: prop: ev: rdf: skos: and so
    on need no declaration.
    """
    from kg.query import fill, find, run
    from kg.store import open_reader

    asked, given = split(words)
    most = most or (MOST if form in {None, "table"} else None)
    with open_reader(directory) as graph:
        if re.fullmatch(r"[\w-]+", asked):
            asked = fill(find(asked), graph.store, given, graph.base, most)
        elif given:
            raise QueryError(f"SPARQL takes no parameter --{next(iter(given))}", "name a query of: kg queries")
        answer = run(graph.store, asked or _from_standard_input(), graph.base)
        click.echo(printed(answer, form, graph.base, most), nl=False)


def split(words: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Tell the query from the parameters that follow it, given as ``--of Japan`` or ``--of=Japan``.

    >>> split(["allies", "--of", "Japan", "--holder=TASS"])
    ('allies', {'of': 'Japan', 'holder': 'TASS'})

    Raises
    ------
    QueryError
        If a parameter lacks its value, or there are two queries.
    """
    asked, given = "", {}
    rest = iter(words)
    for word in rest:
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            given[name] = value if equals else next(rest, "")
            if not given[name]:
                raise QueryError(f"the parameter --{name} has no value", f"such as --{name} Japan")
        elif asked and word != "-":
            raise QueryError(f"{word!r} stands after the query", "quote SPARQL as one word, give parameters with --")
        elif word != "-":
            asked = word
    return asked, given


def _from_standard_input() -> str:
    sparql = "" if sys.stdin.isatty() else sys.stdin.read()
    if not sparql.strip():
        raise QueryError("there is no query", "give SPARQL, the name of a query, or SPARQL on standard input")
    return sparql


def printed(answer: Answer, form: str | None, base: str, most: int | None = None) -> str:
    """Give an answer, of so many rows at most, in a format or in that which fits it."""
    from kg.query import serialized, table

    if form is None:
        form = "turtle" if type(answer).__name__ == "QueryTriples" else "table"
    text = drawn(table(answer, base), most) if form == "table" else serialized(answer, form, base)
    return text if text.endswith("\n") or not text else f"{text}\n"


def drawn(table: Table, most: int | None = None) -> str:
    """Draw a table as wide as the terminal, or as it needs where there is none, with a line that counts the rows.

    Where there is none a row is a line; words beyond ``WIDEST`` characters, which the other formats give, are cut.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    shown = Drawn(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    terminal = sys.stdout.isatty()
    for column in table.columns:
        if terminal:
            shown.add_column(Text(column), overflow="fold")
        else:
            shown.add_column(Text(column), no_wrap=True, overflow="ellipsis", max_width=WIDEST)
    for row in table.rows:
        cells = ("" if cell is None else str(cell) for cell in row)
        shown.add_row(*(Text(cell if terminal else " ".join(cell.split())) for cell in cells))
    console = Console(width=None if terminal else 100_000, color_system=None)
    with console.capture() as captured:
        console.print(shown)
    lines = [line.rstrip() for line in captured.get().splitlines()]
    count = len(table.rows)
    more = "; there may be more: --most" if count == most else ""
    return "\n".join([*lines, f"({count} row{'' if count == 1 else 's'}{more})"])


@click.command(short_help="List the named queries.")
@click.argument("name", required=False)
def queries(name: str | None) -> None:
    """List the named queries with their parameters, or show one and its SPARQL."""
    from kg.query import find, named_queries

    if name:
        found = find(name)
        click.echo(f"{found.title}\n\n{found.description}\n")
        for parameter in found.parameters:
            click.echo(f"  --{parameter.name} {parameter.type.upper()}  {parameter.description}")
        click.echo(f"\n{found.sparql}", nl=False)
        return
    for one in named_queries().values():
        options = " ".join(f"[--{its.name} {its.type.upper()}]" for its in one.parameters)
        click.echo(f"{f'{one.name} {options}'.rstrip()}\n    {one.title}")
