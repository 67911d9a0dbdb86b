"""Reading in several processes: the order is that of one, and a process that is killed costs one article."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.articles import Problem, read_articles
from kg.cli.options import MODEL
from kg.errors import InputError, KgError
from kg.model import Article, Reading
from kg.pipeline import Result, Same, Spec, build, read_all
from kg.pipeline.batch import CHUNK, CHUNK_CHARS, Reads, _chunks
from kg.store import dump, open_reader


class Deadly:
    """Reads nothing, and is killed by what it reads, as a process is that needs more memory than there is."""

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            if "KILL" in article.text:
                os.kill(os.getpid(), signal.SIGKILL)
            yield Reading(article)


@dataclass(frozen=True, slots=True)
class DeadlySpec(Spec):
    def load(self) -> Reads:
        return Deadly()


def named(results: Iterable[Result]) -> list[str]:
    return [
        one.article.id if isinstance(one, Reading) else one.id if isinstance(one, Same) else f"! {one}"
        for one in results
    ]


def test_what_is_killed_costs_itself_alone_and_keeps_the_order() -> None:
    items = [Article(id=f"{i:02}", text="KILL" if i in {5, 37} else "Chile") for i in range(60)]
    found: list[Article | Problem | Same] = [*items, Same("same"), Problem(InputError("no such file"))]
    told = named(read_all(DeadlySpec("m"), found, jobs=2))
    assert [name for name in told if not name.startswith("!")] == [
        *(f"{i:02}" for i in range(60) if i not in {5, 37}),
        "same",
    ]
    assert [name[:14] for name in (told[5], told[37], told[-1])] == [
        "! article '05'",
        "! article '37'",
        "! no such file",
    ]
    assert "memory" in told[5]


def test_a_machine_that_kills_every_process_is_told_of_once() -> None:
    items = [Article(id=str(i), text="KILL") for i in range(3)]
    with pytest.raises(KgError, match="each reading process is killed"):
        list(read_all(DeadlySpec("m"), items, jobs=2))


def test_chunks_are_full_by_number_or_by_length() -> None:
    short, long = Article(id="s", text="x"), Article(id="l", text="x" * (CHUNK_CHARS + 1))
    assert [len(chunk) for chunk in _chunks([short] * (CHUNK + 1))] == [CHUNK, 1]
    assert [len(chunk) for chunk in _chunks([long, long, short, long])] == [1, 1, 2]
    assert list(_chunks([])) == []


def test_two_processes_build_what_one_builds(sample: Path, tmp_path: Path) -> None:
    articles = read_articles([Path(__file__).resolve().parents[1] / "data" / "articles"])
    built = build(articles, tmp_path / "two.kg", Spec(MODEL), jobs=2)
    assert built.read > CHUNK
    with open_reader(sample) as one, open_reader(tmp_path / "two.kg") as two:
        assert dump(two.store) == dump(one.store)
