"""Read a split into its partition: compressed N-Quads, and beside them an account of what is in it.

A partition is there when its account is: the quads are written first. Both depend on nothing but the split.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

from kg.articles import Problem
from kg.errors import InputError, KgError
from kg.model import Reading, content_hash
from kg.pipeline import Result, read_all
from kg.scale.folder import Folder
from kg.scale.job import Job
from kg.scale.survey import Task, apply, items, mark, partition

QUADS, ACCOUNT = ".nq.gz", ".json"
PATIENCE = 2
"""Attempts at finding a split as it was surveyed, before it is taken as it is now."""


@dataclass(frozen=True, slots=True)
class Partition:
    """The account of a partition.

    ``size`` is the bytes of the compressed quads; ``fresh`` tells whether it was read just now.
    """

    name: str
    articles: int
    claims: int
    quads: int
    size: int
    problems: tuple[Problem, ...]
    fresh: bool = False

    @property
    def failed(self) -> int:
        """How many articles were lost."""
        return sum(problem.dropped for problem in self.problems)


def read_split(job: Job, task: Task, attempt: int) -> Partition:
    """Read a split into its partition, unless that is there; give its account.

    A split that goes on holding something else than when it was surveyed is read as it is, into another partition.

    Raises
    ------
    OSError
        If it does not hold what it held when it was surveyed, or cannot be read or written: worth another try.
    KgError
        If the reader cannot be made.
    """
    if there := account(job.folder, task.partition):
        return there
    found = [one for one, _ in items(job, task.split)]
    name = task.partition
    if (digest := content_hash(*(mark(job, one) for one in found))) != task.digest:
        if task.changes or attempt < PATIENCE:
            raise OSError("articles changed, or could not be read, while the build was running")
        name = partition(job, digest, ())
    results = read_all(job.here(), apply(task.changes, found), apart=attempt > 0)
    return write(job, name, results)


def account(folder: Folder, name: str) -> Partition | None:
    """Give the account of a partition, or None where it is not there."""
    raw = folder.read(name + ACCOUNT)
    if raw is None:
        return None
    fields = json.loads(raw)
    read = {"articles": len(fields["articles"]), "problems": tuple(map(_problem, fields["problems"]))}
    return Partition(**(fields | read))


def fingerprints(folder: Folder, name: str) -> dict[str, str]:
    """Give the fingerprint of each article of a partition by its id."""
    return cast("dict[str, str]", json.loads(folder.read(name + ACCOUNT) or b"{}")["articles"])


def write(job: Job, name: str, results: Iterable[Result]) -> Partition:
    """Write a partition of what was read, and give its account."""
    told: list[Problem] = []
    articles: dict[str, str] = {}
    claims = quads = 0
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, compresslevel=6, mtime=0) as target:
        for one in written(job, results):
            if isinstance(one, Problem):
                told.append(one)
                continue
            reading, fingerprint, lines = one
            articles[reading.article.id] = fingerprint
            claims += len(reading.claims)
            quads += lines.count(b"\n")
            target.write(lines)
    data = packed.getvalue()
    done = Partition(name, len(articles), claims, quads, len(data), tuple(told))
    job.folder.write(name + QUADS, data)
    job.folder.write(name + ACCOUNT, _account(done, articles))
    return replace(done, fresh=True)


def written(job: Job, results: Iterable[Result]) -> Iterator[tuple[Reading, str, bytes] | Problem]:
    """Yield each reading with its fingerprint and its lines; one that cannot be written becomes a problem."""
    from kg.rdf import fingerprint, reading_quads
    from kg.rdf.lines import to_lines

    for one in results:
        if isinstance(one, Reading):
            try:
                quads = to_lines(reading_quads(one, job.base, reader=job.version))
                yield one, fingerprint(one.article, job.version), quads
            except InputError as error:
                yield Problem(error)
        elif isinstance(one, Problem):
            yield one


def _account(done: Partition, articles: dict[str, str]) -> bytes:
    fields: dict[str, Any] = {field: getattr(done, field) for field in ("name", "claims", "quads", "size")}
    fields["articles"] = articles
    problems = [
        {"kind": type(one.error).__name__, "dropped": one.dropped, "problem": one.error.problem,
         "remedy": one.error.remedy, "path": None if one.error.path is None else str(one.error.path),
         "line": one.error.line}
        for one in done.problems
    ]  # fmt: skip
    return json.dumps(fields | {"problems": problems}, indent=0).encode()


def _problem(fields: dict[str, Any]) -> Problem:
    kind = InputError if fields["kind"] == "InputError" else KgError
    error = kind(fields["problem"], fields["remedy"], path=fields["path"], line=fields["line"])
    return Problem(error, fields["dropped"])
