"""``kg build --engine`` and ``--quads``: reading on an engine into partitions, and from these into a graph."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import Command, report

if TYPE_CHECKING:
    from kg.pipeline import Built, Spec
    from kg.scale import Partition, Read, Sources

REPORTED = 60.0
"""Seconds between reports of progress where no bar can be drawn."""
SPLIT = 4_000_000


def engine_options(command: Command) -> Command:
    """Add what tells where to read, and where to leave what was read."""
    for option in (
        click.option("--split", type=click.IntRange(1), default=SPLIT, show_default=True, metavar="BYTES",
                     help="Articles an engine reads at once into one partition."),
        click.option("--master", default="", metavar="URL",
                     help="Cluster for --engine spark, such as spark://host:7077; else what Spark is configured for."),
        click.option("--quads", metavar="FOLDER",
                     help="Folder or URL for the partitions (N-Quads); without -o that is all. Left out: DIR/quads."),
        click.option("--engine", metavar="NAME",
                     help="What runs the reading: local (this machine) or spark. Left out: no partitions are made."),
    ):  # fmt: skip
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Target:
    """Where articles are read, and where to: a folder of partitions, a graph made of them, or both."""

    engine: str
    master: str
    jobs: int
    quads: str | None
    directory: Path | None
    base: str
    keep: bool

    @property
    def folder(self) -> str | Path:
        """The folder of partitions: that of the user, else one inside the graph."""
        return self.quads or Path(str(self.directory), "quads")


def build_apart(sources: Sources, spec: Spec, target: Target) -> tuple[Built, str]:
    """Read articles into partitions on an engine, and load them where a graph is wanted; give where they are, too."""
    from kg.scale import Folder, Settings, counted, engine, fill, read_apart

    start, folder = engine(target.engine), Folder.of(target.folder)
    with ExitStack() as opened:
        graph = None
        if target.directory is not None:
            from kg.store import open_writer

            graph = opened.enter_context(open_writer(target.directory, target.base))  # first: lest all be for nothing
        with start(Settings(target.jobs, target.master)) as run, watched() as tell:
            partitions = read_apart(sources, spec, target.base, folder, run, keep=target.keep, tell=tell)
        if graph is None:
            return counted(partitions), f"{target.folder}: {_size(partitions)}"
        return fill(graph, folder, partitions, spec.world(), keep=target.keep, jobs=target.jobs), str(target.directory)


def _size(partitions: list[Partition]) -> str:
    quads, size = sum(one.quads for one in partitions), sum(one.size for one in partitions)
    count = f"{len(partitions)} partition{'' if len(partitions) == 1 else 's'}"
    return f"{count}, {quads:,} quads, {size / 1e6:,.1f} MB"


def _told(done: int, total: int, seconds: float) -> str:
    """Say how far reading has come.

    >>> _told(3000, 4000, 600.0)
    '3,000 of 4,000 articles, 5.0 a second, 3 min left'
    """
    left = f", {seconds * (total - done) / done / 60:,.0f} min left" if done else ""
    return f"{done:,} of {total:,} articles, {done / seconds:,.1f} a second{left}"


@contextmanager
def watched() -> Iterator[Callable[[Read], None]]:
    """Give what is to be told of each step: it moves a bar, or prints a line now and then, and reports problems."""
    from tqdm import tqdm

    shown = sys.stderr.isatty()
    began = last = time.monotonic()
    with tqdm(unit=" articles", disable=not shown, smoothing=0.05, leave=False) as bar:

        def tell(read: Read) -> None:
            nonlocal last
            bar.total = read.total
            bar.update(read.done - bar.n)
            for problem in read.problems:
                with tqdm.external_write_mode(file=sys.stderr):
                    report(problem)
            now = time.monotonic()
            if not shown and now - last >= REPORTED:
                last = now
                click.echo(f"kg: {_told(read.done, read.total, now - began)}", err=True)

        yield tell
