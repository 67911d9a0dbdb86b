"""``kg view`` and ``kg export``: a graph as a page, and as a file for others."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import click

from kg.cli.asking import graph_argument
from kg.errors import KgError

FORMATS = (
    "nquads", "trig", "turtle", "jsonld", "rdf12", "nanopub", "graphml", "gexf", "csv", "parquet", "neo4j-nodes",
    "neo4j-edges", "records",
)  # fmt: skip


@click.command(short_help="Draw a graph as one HTML file.")
@graph_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The page.")
@click.option("--title", help="What stands above it.")
def view(directory: Path, output: Path, title: str | None) -> None:
    """Draw a graph as one HTML file that opens offline with a double click."""
    from kg.graph import Graph
    from kg.views import write_page

    with Graph.open(directory) as graph:
        written = write_page(graph, output, title)
    click.echo(f"{written}: {written.stat().st_size // 1000} kB, open it in a browser", err=True)


@click.command(short_help="Write a graph for other stores.")
@graph_argument
@click.option("--format", "form", type=click.Choice(FORMATS), default="nquads", show_default=True,
              help="RDF: all graphs, Turtle the view alone. Networks: entities. Tables: claims.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Standard output if left out.")
def export(directory: Path, form: str, output: Path | None) -> None:
    """Write a graph for other stores; the same graph gives the same bytes."""
    from kg.export import export as write
    from kg.store import open_reader

    with open_reader(directory) as graph, _target(output) as stream:
        write(graph, form, stream)


@contextmanager
def _target(output: Path | None) -> Iterator[BinaryIO]:
    """Give standard output, or a file that is there whole or not at all."""
    if output is None:
        sys.stdout.flush()
        yield cast("BinaryIO", sys.stdout.buffer)
        return
    draft = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as stream:
            yield cast("BinaryIO", stream)
        draft.replace(output)
    except OSError as error:
        problem = f"the file cannot be written: {error.strerror}"
        raise KgError(problem, "name a file in a folder you may write to", path=output) from error
    finally:
        draft.unlink(missing_ok=True)
