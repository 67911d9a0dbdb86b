"""What writing, loading, assembling, asking and drawing cost; ratios to rdflib, quads and bytes a claim as extra info.

No time is asserted: machines differ, and are shared. ``tests/bench/table.py`` prints the ratios.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, Store, serialize
from pytest_benchmark.fixture import BenchmarkFixture
from synthetic import readings

from kg.assemble import refresh
from kg.graph import Graph
from kg.model import Reading
from kg.query import named_queries, run_named, table
from kg.query.run import select
from kg.rdf import prefixes, reading_quads
from kg.store import dump, load, open_reader, open_writer, publish, write_article, write_articles
from kg.views import write_page

SIZES = [
    10**4,
    pytest.param(10**5, marks=pytest.mark.large),
    pytest.param(10**6, marks=pytest.mark.huge),
]
ENTITIES = ("State e0", "State e998")
"""The entity that a ninth of all claims is about, and an ordinary one."""
MOST = 1_000
sizes = pytest.mark.parametrize("claims", SIZES)


@cache
def drawn(claims: int) -> tuple[Reading, ...]:
    return tuple(readings(claims))


def quads(claims: int) -> Iterator[Quad]:
    """Yield the quads of so many claims; readings of more than fit in memory are drawn as they are needed."""
    some = drawn(claims) if claims <= 10**5 else readings(claims)
    return (quad for one in some for quad in reading_quads(one))


def seconds(work: Callable[[], object]) -> float:
    """Give the processor time of some work: what else runs on the machine counts little."""
    started = time.process_time()
    work()
    return time.process_time() - started


def once(benchmark: BenchmarkFixture, work: Callable[[], Any], claims: int | None = None) -> Any:
    """Do some work once; tell its processor time a claim as well, and the time of the wall clock."""
    started, begun = processor(), time.monotonic()
    made = benchmark.pedantic(work, rounds=1)  # type: ignore[no-untyped-call]
    if claims:
        benchmark.extra_info["processor µs a claim"] = round((processor() - started) / claims * 1e6)
        benchmark.extra_info["wall µs a claim"] = round((time.monotonic() - begun) / claims * 1e6)
    return made


def processor() -> float:
    """Give the processor time so far, that of processes that have ended with it."""
    return sum(os.times()[:4])


def on_disk(directory: Path) -> int:
    """Give the bytes of the files under a directory, each once whatever its names."""
    files = {path.stat().st_ino: path.stat().st_size for path in directory.rglob("*") if path.is_file()}
    return sum(files.values())


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Give a graph that so many claims were loaded into, made once."""

    @cache
    def make(claims: int) -> Path:
        directory = tmp_path_factory.mktemp("bench") / f"{claims}.kg"
        with open_writer(directory) as graph:
            load(graph.store, quads(claims))
        return directory

    return make


@pytest.fixture(scope="session")
def built(loaded: Callable[[int], Path]) -> Callable[[int], Path]:
    """Give the assembled graph of so many claims, made once."""

    @cache
    def make(claims: int) -> Path:
        with open_writer(loaded(claims)) as graph:
            refresh(graph)
            publish(graph)
        return loaded(claims)

    return make


def test_draws_are_the_same_each_time() -> None:
    assert list(readings(100)) == list(readings(100))
    assert sum(len(one.claims) for one in readings(100)) == 100
    for one in readings(100):
        for claim in one.claims:
            assert one.article.text[claim.subject.start : claim.subject.end] == claim.subject.text


@pytest.mark.benchmark(group="writing quads")
@pytest.mark.parametrize("claims", SIZES[:1])
def test_writing(benchmark: BenchmarkFixture, claims: int) -> None:
    drawn(claims)
    made = once(benchmark, lambda: sum(1 for _ in quads(claims)), claims)
    benchmark.extra_info["quads a claim"] = round(made / claims, 1)


@pytest.mark.benchmark(group="writing and loading")
@sizes
def test_loading(benchmark: BenchmarkFixture, claims: int, loaded: Callable[[int], Path]) -> None:
    quads(claims)  # draws the readings, where they fit in memory
    directory = once(benchmark, lambda: loaded(claims), claims)
    benchmark.extra_info["bytes a claim on disk"] = round(on_disk(directory) / claims)
    if claims == SIZES[0]:
        lines = serialize(islice(quads(claims), 50_000), format=RdfFormat.N_QUADS)
        slow = seconds(lambda: rdflib.Dataset().parse(data=lines, format="nquads"))
        fast = seconds(lambda: Store().load(lines, format=RdfFormat.N_QUADS))
        benchmark.extra_info["parsing N-Quads: rdflib / this"] = round(slow / fast, 1)


@pytest.mark.benchmark(group="writing articles")
@pytest.mark.parametrize("at_once", [1, 64])
def test_writing_articles(benchmark: BenchmarkFixture, tmp_path: Path, at_once: int) -> None:
    some = iter([list(reading_quads(one)) for one in drawn(10**4)[:128]])

    def add() -> None:
        with open_writer(tmp_path / "one.kg") as graph:
            while batch := list(islice(some, at_once)):
                write_articles(graph.store, batch) if at_once > 1 else write_article(graph.store, batch[0])

    once(benchmark, add)


@pytest.mark.benchmark(group="assembly")
@sizes
@pytest.mark.parametrize("jobs", [1, 2])
def test_assembly(
    benchmark: BenchmarkFixture, claims: int, jobs: int, loaded: Callable[[int], Path], tmp_path: Path
) -> None:
    copytree(loaded(claims), tmp_path / "linked", copy_function=os.link)  # the files of a store do not change
    with open_writer(tmp_path / "linked") as graph:
        assert once(benchmark, lambda: refresh(graph, jobs=jobs), claims)
    benchmark.extra_info["bytes a claim on disk"] = round(on_disk(tmp_path / "linked") / claims)


@pytest.mark.benchmark(group="assembly after one article")
@sizes
def test_assembly_after_one_more_article(
    benchmark: BenchmarkFixture, claims: int, built: Callable[[int], Path]
) -> None:
    more = next(one for one in readings(10))
    with open_writer(built(claims)) as graph:
        write_article(graph.store, reading_quads(more))
        once(benchmark, lambda: refresh(graph))


def questions() -> Iterator[tuple[str, str]]:
    """Yield each named query with what it can be asked of: everything, the most frequent entity, an ordinary one."""
    for name, query in named_queries().items():
        if not any(one.required for one in query.parameters):
            yield name, "everything"
        if any(one.type == "entity" for one in query.parameters):
            yield from ((name, entity) for entity in ENTITIES)


@pytest.mark.benchmark(group="named queries")
@sizes
@pytest.mark.parametrize(("name", "of"), list(questions()))
def test_named_query(
    benchmark: BenchmarkFixture, claims: int, name: str, of: str, built: Callable[[int], Path]
) -> None:
    wanted = [one.name for one in named_queries()[name].parameters if one.type == "entity"]
    given = {wanted[0]: of} if of in ENTITIES else {}
    with open_reader(built(claims)) as graph:
        rows = benchmark.pedantic(  # type: ignore[no-untyped-call]
            lambda: len(table(run_named(graph.store, name, given, most=MOST), graph.base).rows),
            rounds=3 if claims < 10**5 else 1,
        )
    benchmark.extra_info["rows"] = rows


ASKED = {
    "contested": "SELECT ?s ?o WHERE { ?p kg:status kg:contested ; rdf:subject ?s ; rdf:object ?o }",
    "planned": """SELECT ?claim ?holder WHERE {
        GRAPH ?text { ?claim kg:modality kg:planned ; kg:affirms ?p ; kg:heldBy ?holder } }""",
}
"""Plain questions: rdflib does not end on most named queries, as it joins their parts as cross products."""


@pytest.mark.benchmark(group="rdflib in place of Oxigraph")
@pytest.mark.parametrize("name", ASKED)
def test_the_same_query_in_rdflib(benchmark: BenchmarkFixture, name: str, built: Callable[[int], Path]) -> None:
    with open_reader(built(10**3)) as graph:
        slow = rdflib.Dataset()
        slow.parse(data=dump(graph.store), format="nquads")
        fast = min(seconds(lambda: list(select(graph.store, ASKED[name], graph.base))) for _ in range(3))
    known = {prefix: rdflib.Namespace(space) for prefix, space in prefixes().items()}
    taken = seconds(lambda: once(benchmark, lambda: list(slow.query(ASKED[name], initNs=known))))
    benchmark.extra_info["rdflib / this"] = round(taken / fast, 1)


@pytest.mark.benchmark(group="page")
@pytest.mark.parametrize("claims", [10**3, pytest.param(10**4, marks=pytest.mark.large)])
def test_page(benchmark: BenchmarkFixture, claims: int, tmp_path: Path, built: Callable[[int], Path]) -> None:
    with Graph.open(built(claims)) as graph:
        written = once(benchmark, lambda: write_page(graph, tmp_path / "page.html"))
    benchmark.extra_info["bytes a claim"] = round(written.stat().st_size / claims)


def test_every_named_query_is_asked() -> None:
    assert {name for name, _ in questions()} == set(named_queries())
