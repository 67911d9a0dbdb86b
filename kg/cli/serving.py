"""``kg serve``, ``kg publish`` and ``kg mcp``: a graph for others to ask."""

from __future__ import annotations

import re
from pathlib import Path

import click

from kg.cli.asking import graph_argument
from kg.errors import KgError

timeout_option = click.option("--timeout", type=click.FloatRange(0.1, 3600), default=20.0, show_default=True,
                              metavar="SECONDS", help="End queries that take longer.")  # fmt: skip
rows_option = click.option("--max-rows", type=click.IntRange(1), default=100_000, show_default=True,
                           help="Refuse answers with more rows.")  # fmt: skip


_ORIGIN = re.compile(r"https?://(?:[\w.-]+|\[[0-9a-f:]+\])(?::\d+)?", re.ASCII | re.IGNORECASE)


def _lacking(error: ImportError, extra: str) -> KgError:
    return KgError(f"{error.name} is not installed", f"pip install 'claimgraph[{extra}]'")


def _origins(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if value != "*" and not _ORIGIN.fullmatch(value):
            raise click.BadParameter(f"{value!r} is no origin; give one such as https://example.org, or *")
    return values


@click.command()
@graph_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes any free one.")
@timeout_option
@rows_option
@click.option("--max-memory", type=click.IntRange(64), default=1024, show_default=True, metavar="MIB",
              help="End queries that take more.")  # fmt: skip
@click.option("--cors", "origins", multiple=True, callback=_origins, metavar="ORIGIN",
              help="Let pages of this origin (* for all) read answers in a browser; may be repeated.")  # fmt: skip
def serve(
    directory: Path, host: str, port: int, timeout: float, max_rows: int, max_memory: int, origins: tuple[str, ...]
) -> None:
    """Serve a graph for reading: SPARQL at /sparql, the explorer at /, queries at /query, a page for every thing.

    A build into the same directory shows as soon as it has finished.
    """
    try:
        from kg.serve.limits import MIB, Limits
        from kg.serve.run import local
        from kg.serve.run import serve as run
    except ImportError as error:
        raise _lacking(error, "serve") from None
    if not local(host):
        click.echo(f"kg: warning: everybody who reaches {host} can read this graph; there are no passwords", err=True)
    limits = Limits(seconds=timeout, rows=max_rows, memory=max_memory * MIB)

    def tell(found: int) -> None:
        click.echo(f"http://{host}:{found}/ (Ctrl+C ends it)", err=True)

    run(directory, limits, host, port, tell, origins)


@click.command()
@graph_argument
@click.option("--to", "url", required=True, metavar="URL", help="Where the store speaks the Graph Store Protocol.")
@click.option("--view", default="", metavar="IRI",
              help="Graph for the assembled view, in stores without a default graph of their own.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Send what was sent before, too.")
def publish(directory: Path, url: str, view: str, everything: bool) -> None:
    """Copy a graph to another triple store, by the SPARQL 1.1 Graph Store Protocol; only what has changed is sent.

    A user is given as http://USER:PASSWORD@... or in the variable KG_AUTH. Then kg.open("http://...") asks the SPARQL
    endpoint of that store as it asks a directory.
    """
    from kg.publish import publish as put
    from kg.store import open_reader

    with open_reader(directory) as graph:
        done = put(graph, url, view, everything)
    click.echo(f"{done.sent} graphs sent, {done.kept} there already, {done.removed} removed", err=True)


@click.command()
@graph_argument
@timeout_option
@click.option(
    "--max-rows", type=click.IntRange(1), default=200, show_default=True, help="Cut answers after so many rows."
)
def mcp(directory: Path, timeout: float, max_rows: int) -> None:
    """Offer a graph to a language model: read-only tools over MCP, on standard input and output."""
    try:
        from kg.serve.limits import Limits
        from kg.serve.tools import run
    except ImportError as error:
        raise _lacking(error, "mcp") from None
    run(directory, Limits(seconds=timeout, rows=max_rows, workers=1))
