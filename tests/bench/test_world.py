"""What the world reference costs: loading beside spaCy's, finding names beside the bare pipeline, as ratios."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest

from kg.nlp import load, same_length
from kg.read.mentions_names import name_finder
from kg.world import load_world

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture
    from spacy.language import Language

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "articles"
ROUNDS = 3


def seconds(job: Callable[[], object]) -> float:
    """Give the least processor time of some rounds; other work on the machine does not count."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        job()
        times.append(process_time() - start)
    return min(times)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    lines = [line for path in sorted(SAMPLE.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    told = [json.loads(line)["text"] for line in lines if line.strip()]
    told += [path.read_text(encoding="utf-8", errors="replace") for path in sorted(SAMPLE.glob("*.[tm][xd]*"))]
    assert sum(map(len, told)) > 5000
    return [same_length(text) for text in told] * 3


def test_the_reference_loads_in_a_fraction_of_the_time_of_the_pipeline(benchmark: BenchmarkFixture) -> None:
    load_world()  # compiles it where it is not
    ratio = seconds(load_world) / seconds(load)
    benchmark.extra_info["load_world / spacy.load"] = round(ratio, 3)
    benchmark.pedantic(load_world, rounds=ROUNDS)  # type: ignore[no-untyped-call]
    assert ratio < 0.5


def test_finding_names_adds_no_tenth_to_the_bare_pipeline(
    nlp: Language, texts: list[str], benchmark: BenchmarkFixture
) -> None:
    find = name_finder(load_world())
    docs = list(nlp.pipe(texts, batch_size=8))
    bare = seconds(lambda: list(nlp.pipe(texts, batch_size=8)))
    ratio = seconds(lambda: [find(doc, doc.text) for doc in docs]) / bare
    benchmark.extra_info["name matching / bare pipeline"] = round(ratio, 3)
    found = benchmark.pedantic(lambda: [find(doc, doc.text) for doc in docs], rounds=1)  # type: ignore[no-untyped-call]
    assert any(found)
    assert ratio < 0.1
