"""``kg add`` and ``kg remove``: articles into and out of a graph that is there."""

from __future__ import annotations

import time
from pathlib import Path

import click

from kg.articles import read_articles
from kg.cli.asking import graph_argument
from kg.cli.building import progress, summary
from kg.cli.options import article_options, jobs_option, reader_options, sheets_option, world_of


@click.command(short_help="Add articles to a graph.")
@graph_argument
@article_options
@reader_options
@jobs_option
def add(
    directory: Path,
    sources: tuple[str, ...],
    text_column: str | None,
    max_chars: int,
    model: str,
    sheets: tuple[Path, ...],
    base: str,
    jobs: int,
) -> int:
    """Add ARTICLES to the graph DIR, beside those it holds: files, folders, globs, or - for standard input.

    An article that it holds is read again if it, or the reader, has changed.
    """
    from kg.pipeline import Spec, build

    started = time.monotonic()
    found = read_articles(sources, text_column, max_chars)
    with progress(sources) as tell:
        built = build(found, directory, Spec(model, sheets), base=base, jobs=jobs, keep=True, tell=tell)
    click.echo(f"{directory}: {summary(built)} in {time.monotonic() - started:.1f} s", err=True)
    return 1 if built.failed else 0


@click.command(short_help="Remove articles from a graph.")
@graph_argument
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@sheets_option
def remove(directory: Path, articles: tuple[str, ...], sheets: tuple[Path, ...]) -> None:
    """Remove articles from the graph DIR by their ids: all they say goes, nothing else changes.

    Give the same --world as to kg build.
    """
    from kg.pipeline.removing import remove as remove_articles

    count = remove_articles(directory, articles, world_of(directory, sheets))
    click.echo(f"{directory}: {count} article{'' if count == 1 else 's'} removed", err=True)
