"""Reading past one machine: whatever the splits, the engine and what dies meanwhile, the graph is that of one build."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from kg.articles import Problem, read_articles
from kg.cli import run as run_kg
from kg.errors import InputError, KgError, StoreError
from kg.model import BASE, Article, Claim, End, Reading
from kg.pipeline import Built, Result, Spec, build
from kg.pipeline.batch import Reads
from kg.scale import Folder, Partition, Read, Settings, Sources, engine, fill, read_apart
from kg.scale.engines import TRIES, Run, Work
from kg.scale.job import Job
from kg.scale.splits import splits
from kg.store import dump, open_reader, open_writer
from kg.world import World

DATA = Path(__file__).resolve().parents[1] / "data" / "articles"
READ: list[str] = []


class Echo:
    """Reads an article as the claim that what it says supports Japan; fails at CRASH, dies of KILL."""

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            if "CRASH" in article.text:
                raise RuntimeError("no head")
            if "KILL" in article.text:
                os.kill(os.getpid(), signal.SIGKILL)
            READ.append(article.id)
            end = len(article.text)
            subject = End(0, end, article.text, f"e{end}", f"e{end}", "State")
            other = End(0, end, article.text, "JPN", "Japan", "State")
            yield Reading(article, claims=(Claim(article.id, subject, "supports", other, (0, end), (0, end), (0, 0)),))


@dataclass(frozen=True, slots=True)
class EchoSpec(Spec):
    """A reader that needs no model."""

    def load(self) -> Reads:
        return Echo()

    def world(self) -> World:
        return World({}, (), ())


SPEC = EchoSpec("echo")


@pytest.fixture(autouse=True)
def nothing_read() -> None:
    READ.clear()


def apart(sources: Iterable[object], folder: Folder, size: int, **others: Any) -> list[Partition]:
    settings = Settings(others.pop("jobs", 1))
    with engine("local")(settings) as run:
        return read_apart(Sources(tuple(map(str, sources)), size=size), SPEC, BASE, folder, run, **others)


def loaded(partitions: Sequence[Partition], folder: Folder, directory: Path, **others: Any) -> Built:
    with open_writer(directory, BASE) as graph:
        return fill(graph, folder, partitions, SPEC.world(), **others)


def lines(directory: Path) -> bytes:
    with open_reader(directory) as graph:
        return dump(graph.store)


def one_machine(sources: Iterable[object], directory: Path) -> tuple[Built, list[str], bytes]:
    results: list[Result] = []
    built = build(read_articles(list(map(str, sources))), directory, SPEC, tell=results.append)
    return built, [str(one) for one in results if isinstance(one, Problem)], lines(directory)


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    """Many kinds of files, and all that goes wrong in them: ids taken twice, bad lines, no text, no file, a crash."""
    folder = tmp_path / "articles"
    folder.mkdir()
    told = [
        *({"id": f"a{number}", "text": f"Chile {number} é"} for number in range(12)),
        {"id": "a3", "text": "another text under that id"},
        {"id": "a5", "text": "Chile 5 é"},
        {"text": "no id"},
        {"id": "b1", "title": "no text"},
        {"id": "c1", "text": "CRASH"},
        {"id": "d1", "text": "dated", "published": "some day"},
    ]
    ends = ["\n", "\r\n", "\n\n", "\r", "\n \n"]
    rows = [json.dumps(one, ensure_ascii=number % 2 == 0) + ends[number % 5] for number, one in enumerate(told)]
    rows.insert(7, "{bad\n")
    (folder / "lines.jsonl").write_bytes("".join(rows).encode())
    (folder / "packed.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Peru"}\n{"id": "a1", "text": "Peru"}\n'))
    for number in range(5):
        (folder / f"note{number}.txt").write_text(f"Cuba {number}\n", encoding="utf-8")
    (folder / "empty.txt").touch()
    table = pytest.importorskip("pyarrow").table({"text": [f"row {number}" for number in range(40)]})
    pytest.importorskip("pyarrow.parquet").write_table(table, folder / "table.parquet", row_group_size=7)
    return [folder, folder / "no-such-file.txt", folder / "lines.jsonl"]


@pytest.mark.parametrize("size", [20, 60, 700, 10**9])
def test_any_splits_give_the_graph_and_the_problems_of_one_build(
    sources: list[Path], tmp_path: Path, size: int
) -> None:
    built, problems, expected = one_machine(sources, tmp_path / "one.kg")
    told: list[Read] = []
    folder = Folder.of(tmp_path / "quads")
    partitions = apart(sources, folder, size, tell=told.append)
    assert [str(problem) for read in told for problem in read.problems] == problems
    assert len(problems) == 8
    found = loaded(partitions, folder, tmp_path / "apart.kg")
    assert lines(tmp_path / "apart.kg") == expected
    assert (found.read, found.failed, found.claims) == (built.read, built.failed, built.claims)
    assert told[-1].done == told[-1].total >= built.read
    assert (len(partitions) > 20) == (size < 100)


def test_what_is_there_is_not_read_again_and_stays_as_it_is(sources: list[Path], tmp_path: Path) -> None:
    folder = Folder.of(tmp_path / "quads")
    first = apart(sources, folder, 60)
    before = {path.name: path.read_bytes() for path in (tmp_path / "quads").iterdir()}
    lost = first[len(first) // 2]
    (tmp_path / "quads" / f"{lost.name}.json").unlink()  # as when a worker died before it had written the account
    (tmp_path / "quads" / f"{first[0].name}.nq.gz").touch()
    READ.clear()
    second = apart(sources, folder, 60)
    assert {path.name: path.read_bytes() for path in (tmp_path / "quads").iterdir()} == before
    assert len(READ) == lost.articles
    assert [one.fresh for one in second].count(True) == 1
    assert [(one.name, one.claims, one.failed) for one in first] == [
        (one.name, one.claims, one.failed) for one in second
    ]
    found = loaded(second, folder, tmp_path / "g.kg")
    assert (found.read, found.same) == (lost.articles, sum(one.articles for one in second) - lost.articles)


def test_a_build_that_fails_midway_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"id": "a{number}", "text": "Chile {number}"}}\n' for number in range(10)))
    folder = Folder.of(tmp_path / "quads")
    kept = Folder.write
    written: list[str] = []

    def full(self: Folder, name: str, data: bytes) -> None:
        if len(written) == 9:
            raise OSError("no space left")
        written.append(name)
        kept(self, name, data)

    with monkeypatch.context() as patched:
        patched.setattr(Folder, "write", full)
        with pytest.raises(KgError, match=rf"failed {TRIES} times: OSError: no space left"):
            apart([path], folder, 32)
    read = len(set(READ))
    READ.clear()
    partitions = apart([path], folder, 32)
    assert read == 5
    assert len(READ) == 6
    loaded(partitions, folder, tmp_path / "g.kg")
    assert lines(tmp_path / "g.kg") == one_machine([path], tmp_path / "h.kg")[2]


def test_partitions_of_former_articles_go_unless_they_are_kept(tmp_path: Path) -> None:
    path, folder = tmp_path / "a.txt", Folder.of(tmp_path / "quads")
    path.write_text("Chile")
    [chile] = apart([path], folder, 1)
    path.write_text("Peru")
    (tmp_path / "quads" / f".{chile.name}.json.{'1f' * 16}").touch()
    others = {"notes", "part-00000-a3f1.snappy.parquet", "part-1.json", ".part-draft"}
    for name in others:
        (tmp_path / "quads" / name).touch()
    [peru] = apart([path], folder, 1)
    there = {one.name for one in (tmp_path / "quads").iterdir()}
    assert there == {f"{peru.name}.json", f"{peru.name}.nq.gz"} | others
    assert apart([path.with_name("mistyped")], folder, 1)[0].failed == 1
    assert there < {one.name for one in (tmp_path / "quads").iterdir()}
    path.write_text("Chile")
    apart([path], folder, 1)
    path.write_text("Peru")
    assert apart([path], folder, 1, keep=True)[0].name == peru.name
    assert len(list((tmp_path / "quads").iterdir())) == 4 + len(others)


def test_a_graph_takes_from_partitions_what_it_lacks(tmp_path: Path) -> None:
    path, folder = tmp_path / "a.jsonl", Folder.of(tmp_path / "quads")
    path.write_text('{"id": "a", "text": "Chile"}\n{"id": "b", "text": "Peru"}\n')
    one_machine([path], tmp_path / "g.kg")
    path.write_text('{"id": "a", "text": "Cuba"}\n{"id": "c", "text": "Fiji"}\n')
    partitions = apart([path], folder, 10**6)
    assert loaded(partitions, folder, tmp_path / "g.kg", keep=True).removed == 0
    assert b"article/b>" in lines(tmp_path / "g.kg")
    assert loaded(partitions, folder, tmp_path / "g.kg").removed == 1
    assert lines(tmp_path / "g.kg") == one_machine([path], tmp_path / "h.kg")[2]


def test_urls_are_read_and_written_like_paths(sources: list[Path], tmp_path: Path) -> None:
    system = pytest.importorskip("fsspec").filesystem("memory")
    system.put(str(sources[0]), "/scale/articles", recursive=True)
    system.pipe("/scale/articles/.hidden/x.txt", b"hidden")
    try:
        given = ["memory://scale/articles", "memory://scale/*/no-such*"]
        folder = Folder.of("memory://scale/quads/")
        partitions = apart(given, folder, 60)
        loaded(partitions, folder, tmp_path / "apart.kg")
        built, problems, whole = one_machine(given, tmp_path / "one.kg")
        assert lines(tmp_path / "apart.kg") == whole == one_machine(sources[:1], tmp_path / "local.kg")[2]
        assert [str(one) for part in partitions for one in part.problems] == problems
        assert problems[-1].startswith("memory://scale/*/no-such*: nothing matches")
        assert built.read > 50
        assert [one.fresh for one in apart(given, folder, 60)].count(True) == 0
    finally:
        system.rm("/scale", recursive=True)


def test_globs_and_single_files_of_urls(tmp_path: Path) -> None:
    system = pytest.importorskip("fsspec").filesystem("memory")
    for name in ("2023/report.txt", "2024/report.txt", "2024/deep/note.md", "2024/x.bin"):
        system.pipe(f"/globs/{name}", b"Chile")
    try:
        for given, expected in {
            "memory://globs/2024/report.txt": ["report"],
            "memory://globs/*/report.txt": ["2023.report", "2024.report"],
            "memory://globs/2024/*": ["note", "report"],
            "memory://globs/20*": ["2023.report", "note", "2024.report"],
        }.items():
            assert [one.id for one in read_articles([given]) if isinstance(one, Article)] == expected
    finally:
        system.rm("/globs", recursive=True)


def test_urls_that_nothing_reaches_are_told_of() -> None:
    pytest.importorskip("fsspec")
    [problem] = read_articles(["gopher://news/x.jsonl"])
    assert isinstance(problem, Problem)
    assert str(problem).startswith("gopher://news/x.jsonl: cannot be reached: ")
    assert "s3fs" in str(problem)


def test_an_article_that_kills_its_reader_costs_itself_alone(tmp_path: Path) -> None:
    path, folder = tmp_path / "a.jsonl", Folder.of(tmp_path / "quads")
    texts = [*(f"Chile {number}" for number in range(6)), "KILL", "Peru"]
    path.write_text("".join(json.dumps({"id": f"a{number}", "text": text}) + "\n" for number, text in enumerate(texts)))
    partitions = apart([path], folder, 100, jobs=2)
    assert len(partitions) > 2
    assert [str(one) for part in partitions for one in part.problems] == [
        "article 'a6' killed the process that read it (give fewer --jobs, or more memory)"
    ]
    assert sum(one.articles for one in partitions) == 7


def test_a_damaged_partition_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Chile")
    folder = Folder.of(tmp_path / "quads")
    [one] = apart([tmp_path / "a.txt"], folder, 1)
    path = tmp_path / "quads" / f"{one.name}.nq.gz"
    whole = path.read_bytes()
    for damaged in (whole[:-9], b"", gzip.compress(b"")):
        path.write_bytes(damaged)
        with pytest.raises(StoreError, match=f"{one.name}.nq.gz: a partition is damaged"):
            loaded([one], folder, tmp_path / f"{len(damaged)}.kg")


def test_articles_that_change_meanwhile_are_read_as_they_are(tmp_path: Path) -> None:
    path, folder = tmp_path / "a.txt", Folder.of(tmp_path / "quads")
    path.write_text("Chile")
    [one] = apart([path], folder, 1, tell=lambda _: path.write_text("Peru") and None)
    assert one.name == apart([path], folder, 1)[0].name
    loaded([one], folder, tmp_path / "g.kg")
    assert lines(tmp_path / "g.kg") == one_machine([path], tmp_path / "h.kg")[2]


def test_articles_that_change_while_others_depend_on_them_stop_the_build(tmp_path: Path) -> None:
    path, folder = tmp_path / "a.jsonl", Folder.of(tmp_path / "quads")
    path.write_text('{"id": "a", "text": "Chile"}\n{"id": "a", "text": "Peru"}\n')
    with pytest.raises(KgError, match="articles changed"):
        apart([path], folder, 1000, tell=lambda _: path.write_text('{"id": "a", "text": "Fiji"}\n') and None)
    assert not (tmp_path / "quads").exists()


def test_work_is_tried_again_and_errors_for_users_are_not(tmp_path: Path) -> None:
    attempts: list[int] = []

    def flaky(item: int, attempt: int) -> int:
        attempts.append(attempt)
        if attempt < 2:
            raise ConnectionError("gone")
        return item * 2

    def refusing(item: int, attempt: int) -> int:
        attempts.append(attempt)
        raise InputError("no such thing")

    with engine("local")(Settings()) as run:
        assert list(run(flaky, [4])) == [(0, 8)]
        assert attempts == [0, 1, 2]
        with pytest.raises(InputError):
            list(run(refusing, [4]))
        assert attempts == [0, 1, 2, 0]


def test_another_engine_is_an_entry_point(sources: list[Path], tmp_path: Path) -> None:
    """An engine that knows nothing of articles, and gives results in another order, does as well."""

    def backwards(work: Work[Any, Any], items: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        yield from [(number, work(items[number], 0)) for number in reversed(range(len(items)))]

    ran: Run = backwards
    folder, told = Folder.of(tmp_path / "quads"), list[Read]()
    given = Sources(tuple(map(str, sources)), size=60)
    partitions = read_apart(given, SPEC, BASE, folder, ran, tell=told.append)
    loaded(partitions, folder, tmp_path / "g.kg")
    _, problems, expected = one_machine(sources, tmp_path / "h.kg")
    assert lines(tmp_path / "g.kg") == expected
    assert [str(problem) for read in told for problem in read.problems] == problems
    with pytest.raises(KgError, match=r"no engine is named 'ray' \(one of: local, spark\)"):
        engine("ray")


def test_sheets_travel_and_versions_must_agree(tmp_path: Path) -> None:
    sheet = tmp_path / "own.csv"
    sheet.write_text("id\n")
    spec = EchoSpec("echo", (sheet,))
    job = Job.of(Sources(()), spec, BASE, Folder.of(tmp_path))
    sheet.unlink()
    there = job.here()
    assert [path.read_text() for path in there.sheets] == ["id\n"]
    assert there.version() == job.version
    with pytest.raises(KgError, match="install the same version on each worker"):
        replace(job, version="claimgraph 0.0").here()


def test_standard_input_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="an engine reads files and URLs only"):
        splits(Sources(("-",)), lambda parts: [])


def test_partitions_alone_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("kg.cli.engines.REPORTED", 0.0)
    (tmp_path / "a.txt").write_text("Norway accused Iceland of aggression.", encoding="utf-8")
    assert run_kg(["build", str(tmp_path / "a.txt"), "--quads", str(tmp_path / "quads")]) == 0
    *progress, told = capsys.readouterr().err.splitlines()
    assert progress[0].startswith("kg: 0 of 1 articles, 0.0 a second")
    assert re.fullmatch(r"kg: 1 of 1 articles, \d+\.\d a second, 0 min left", progress[-1])
    assert told.startswith(f"{tmp_path / 'quads'}: 1 partition")
    [path] = (tmp_path / "quads").glob("*.nq.gz")
    assert b"/ontology#accuses>" in gzip.decompress(path.read_bytes())
    assert run_kg(["build", str(tmp_path / "a.txt")]) == 2
    assert "Missing option '-o'" in capsys.readouterr().err


def test_without_java_or_pyspark_spark_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["build", str(DATA), "-o", str(tmp_path / "g.kg"), "--engine", "spark"]
    with monkeypatch.context() as patched:
        patched.setenv("PATH", str(tmp_path))
        patched.delenv("JAVA_HOME", raising=False)
        assert run_kg(command) == 1
    assert capsys.readouterr().err.startswith("kg: error: Spark needs Java, and there is none (install Java 17")
    monkeypatch.setattr("kg.scale.spark._java", lambda: True)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    assert run_kg(command) == 1
    assert capsys.readouterr().err == "kg: error: pyspark is not installed (pip install 'claimgraph[spark]')\n"
