"""Reading in several processes: the order is that of one, and a process that is killed costs one article."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.articles import Problem, read_articles
from kg.cli.options import MODEL
from kg.errors import InputError, KgError
from kg.model import Article, Reading
from kg.pipeline import Result, Same, Spec, batch, build, read_all
from kg.pipeline.batch import CHUNK, CHUNK_CHARS, Forgetful, Reads, _chunks
from kg.read.reader import Reader
from kg.store import dump, open_reader

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "articles"


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


def test_processes_end_with_the_one_that_began_them() -> None:
    code = """
import os, signal
from kg.pipeline.processes import in_processes
if next(in_processes(list, [[1]] * 9, 2, int)) == 1:
    os.kill(os.getpid(), signal.SIGKILL)
"""
    ended = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, timeout=120, check=False)
    assert ended.returncode == -signal.SIGKILL  # and the pipe is closed: nobody is left that holds it


def test_chunks_are_full_by_number_or_by_length() -> None:
    short, long = Article(id="s", text="x"), Article(id="l", text="x" * (CHUNK_CHARS + 1))
    assert [len(chunk) for chunk in _chunks([short] * (CHUNK + 1))] == [CHUNK, 1]
    assert [len(chunk) for chunk in _chunks([long, long, short, long])] == [1, 1, 2]
    assert list(_chunks([])) == []


def test_words_are_forgotten_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "FORGOTTEN", 2)
    named = [" and ".join(f"Qux{number}x{i}ia" for i in range(50)) for number in range(8)]
    articles = [Article(id=names[:5], text=f"Norway accused {names} of spying.") for names in named]
    alike, reader = Reader(), Reader()
    forgetful, known, new = Forgetful(reader), len(reader.nlp.vocab.strings), []
    for article in articles:
        assert list(forgetful.read([article])) == list(alike.read([article]))
        new.append(len(reader.nlp.vocab.strings) - known)
    assert new[0] > 40
    assert max(new) < 3 * new[0]
    assert len(alike.nlp.vocab.strings) - known > 6 * new[0]


def test_memory_stays_flat_over_a_long_run() -> None:
    """Twelve rounds of the samples, each with names of its own, take little more than two: what is read goes."""
    code = """
import json, resource, sys
from dataclasses import replace
from kg.articles import read_articles
from kg.model import Article
from kg.pipeline import Spec, read_all

given = [one for one in read_articles([sys.argv[1]]) if isinstance(one, Article)]
again = (
    replace(one, id=f"{one.id}-{n}", text=one.text + f" Qux{n}ia met Qax{n}ia.") for n in range(12) for one in given
)
peaks = [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss for _ in read_all(Spec(sys.argv[2]), again)]
print(json.dumps([len(peaks), peaks[len(peaks) // 6], peaks[-1]]))
"""
    command = [sys.executable, "-c", code, str(SAMPLES), MODEL]
    number, early, late = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert number > 150
    assert late < 1.05 * early  # 0.1 MB an article that stayed would be 1.07


def test_two_processes_build_what_one_builds(sample: Path, tmp_path: Path) -> None:
    articles = read_articles([SAMPLES])
    built = build(articles, tmp_path / "two.kg", Spec(MODEL), jobs=2)
    assert built.read > CHUNK
    with open_reader(sample) as one, open_reader(tmp_path / "two.kg") as two:
        assert dump(two.store) == dump(one.store)
