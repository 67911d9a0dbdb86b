"""``kg build``: articles into a graph on disk."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.articles import Problem, count_articles, read_articles
from kg.cli.engines import Target, build_apart, engine_options
from kg.cli.options import article_options, jobs_option, reader_options, report

if TYPE_CHECKING:
    from kg.pipeline import Built, Result


@click.command(short_help="Read articles into a graph.")
@article_options
@reader_options
@click.option("-o", "--output", "directory", type=click.Path(path_type=Path), metavar="DIR",
              help="The graph; made where there is none.")  # fmt: skip
@jobs_option
@engine_options
@click.option("--keep", is_flag=True, help="Keep the articles that the graph holds beside these.")
def build(
    sources: tuple[str, ...],
    text_column: str | None,
    max_chars: int,
    model: str,
    sheets: tuple[Path, ...],
    base: str,
    directory: Path | None,
    jobs: int,
    engine: str | None,
    quads: str | None,
    master: str,
    split: int,
    keep: bool,
) -> int:
    """Read ARTICLES into a graph: files, folders, globs, URLs, or - for standard input.

    Afterwards the graph holds these articles and, unless --keep is given, no others. Articles that it holds already
    are not read again unless they or the reader have changed.

    With --engine they are read in splits, each into a partition of compressed N-Quads: on this machine, or on a Spark
    cluster. Partitions that are there are not read again. See docs/scale.md.
    """
    from kg.pipeline import Spec
    from kg.pipeline import build as build_graph

    started, spec = time.monotonic(), Spec(model, sheets)
    if engine or quads:
        from kg.scale import Sources

        target = Target(engine or "local", master, jobs, quads, directory, base, keep)
        built, where = build_apart(Sources(sources, text_column, max_chars, split), spec, target)
    elif directory is None:
        raise click.UsageError("Missing option '-o' / '--output'.")
    else:
        found = read_articles(sources, text_column, max_chars)
        with progress(sources) as tell:
            built = build_graph(found, directory, spec, base=base, jobs=jobs, keep=keep, tell=tell)
        where = str(directory)
    click.echo(f"{where}: {summary(built)} in {time.monotonic() - started:.1f} s", err=True)
    return 1 if built.failed else 0


def summary(built: Built) -> str:
    """Say in one line what a build did."""
    parts = [f"{built.read} articles read ({built.claims} claims)", f"{built.same} unchanged"]
    parts += [f"{built.removed} removed"] * bool(built.removed) + [f"{built.failed} failed"] * bool(built.failed)
    return ", ".join(parts)


@contextmanager
def progress(sources: tuple[str, ...]) -> Iterator[Callable[[Result], None]]:
    """Give what is to be told of each article: it moves a bar on a terminal, and reports problems above it."""
    from tqdm import tqdm

    shown = sys.stderr.isatty()
    total = count_articles(sources) if shown else None
    with tqdm(total=total, unit=" articles", disable=not shown, smoothing=0.05, leave=False) as bar:

        def tell(one: Result) -> None:
            if isinstance(one, Problem):
                with tqdm.external_write_mode(file=sys.stderr):
                    report(one)
            else:
                bar.update()

        yield tell
