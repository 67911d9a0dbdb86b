"""``kg view`` and ``kg export``: a graph as a page, and as a file for others."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.asking import graph_argument


@click.command()
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
