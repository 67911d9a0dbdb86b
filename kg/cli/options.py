"""The options that commands share, and how problems are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import click

from kg.articles import MAX_CHARS, Problem
from kg.errors import KgError
from kg.model import BASE

if TYPE_CHECKING:
    from kg.world import World

MODEL = "en_core_web_sm"
Command = Callable[..., Any]


def article_options(command: Command) -> Command:
    """Add what every command that takes articles takes."""
    for option in (
        click.option(
            "--max-chars",
            type=click.IntRange(1, MAX_CHARS),
            default=MAX_CHARS,
            show_default=True,
            help="Refuse longer articles; spaCy takes no more than the default.",
        ),
        click.option("--text-column", metavar="NAME", help="Field of the text in JSON, CSV and Parquet."),
        click.argument("sources", nargs=-1, required=True, metavar="ARTICLES..."),
    ):
        command = option(command)
    return command


sheets_option = click.option(
    "--world",
    "sheets",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Your own entities and names (CSV or Turtle), beside the built-in ones; may be repeated.",
)


jobs_option = click.option("--jobs", type=click.IntRange(1), default=1, show_default=True,
                           help="Processes to read and assemble in; no more than cores.")  # fmt: skip


def reader_options(command: Command) -> Command:
    """Add what every command that reads them takes."""
    for option in (
        base_option,
        sheets_option,
        click.option("--model", default=MODEL, show_default=True, help="Installed spaCy pipeline that parses."),
    ):
        command = option(command)
    return command


def _base(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    from urllib.parse import urlsplit

    parts = urlsplit(value)
    if not (parts.scheme and parts.netloc) or set(value) & set(' <>"{}|\\^`'):
        raise click.BadParameter(f"{value!r} is no absolute IRI; give one such as https://example.org/graph/")
    return value if value.endswith(("/", "#")) else value + "/"


base_option = click.option("--base", default=BASE, show_default=True, callback=_base, metavar="IRI",
                           help="What the IRIs of your data begin with.")  # fmt: skip


def report(problem: Problem | KgError) -> int:
    """Tell of a problem on standard error; give the exit status it means."""
    lost = not isinstance(problem, Problem) or problem.dropped
    click.echo(f"kg: {'error' if lost else 'warning'}: {problem}", err=True)
    return 1 if lost else 0


def world_of(directory: Path, sheets: tuple[Path, ...]) -> World:
    """Load the world with which a graph is to be assembled anew.

    Raises
    ------
    StoreError
        If the graph knows entities of a world of the user's own that is not given: they would go without a word.
    """
    from kg.errors import StoreError
    from kg.query import run, table
    from kg.store import open_reader
    from kg.world import load_world

    world = load_world(sheets)
    with open_reader(directory) as graph:
        asked = "SELECT DISTINCT ?entity WHERE { GRAPH kg:world { ?entity skos:prefLabel ?label } }"
        found = [str(row[0]) for row in table(run(graph.store, asked, graph.base), graph.base).rows]
    known = {unquote(one.removeprefix("ent:")) for one in found if one.startswith("ent:")}
    if unknown := sorted(known - world.entities.keys()):
        problem = f"the graph was built with a --world that is not given: it knows {', '.join(unknown[:3])}"
        raise StoreError(problem, "give the same --world as to kg build, or build again without it", path=directory)
    return world
