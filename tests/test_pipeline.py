"""The pipeline over a reader of three lines: what is read again, what is dropped, what a crash costs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kg.articles import Problem
from kg.cli import run
from kg.errors import InputError, KgError
from kg.model import Article, Claim, End, Reading
from kg.pipeline import Result, Same, Spec, batch, build, read_all
from kg.store import articles, dump, open_reader
from kg.world import World

SPEC = Spec("a-model")


class Echo:
    """Reads "X" as the claim that X supports Japan; cannot read what holds CRASH."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        chunk = list(articles)
        self.calls.append([one.id for one in chunk])
        for article in chunk:
            if "CRASH" in article.text:
                raise RuntimeError("no head")
        yield from (Reading(one, claims=(claim(one),)) for one in chunk)


def claim(article: Article) -> Claim:
    end = len(article.text)
    subject = End(0, end, article.text, article.text.lower(), article.text, "State")
    other = End(0, end, article.text, "JPN", "Japan", "State")
    return Claim(article.id, subject, "supports", other, (0, end), (0, end), (0, end))


@pytest.fixture
def echo(monkeypatch: pytest.MonkeyPatch) -> Echo:
    reader = Echo()
    monkeypatch.setattr(batch, "_load", lambda _: reader)
    monkeypatch.setattr(batch.Spec, "world", lambda _: World({}, (), ()))
    return reader


def texts(**named: str) -> list[Article]:
    return [Article(id=name, text=text) for name, text in named.items()]


def lines(directory: Path) -> bytes:
    with open_reader(directory) as graph:
        return dump(graph.store)


def test_the_commands_add_and_remove_articles(
    echo: Echo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("kg.world.load_world", lambda *_: World({}, (), ()))
    files = {name: tmp_path / f"{name}.txt" for name in ("one", "two", "three")}
    for name, file in files.items():
        file.write_text(f"What {name} says")
    one, two, three = (str(file) for file in files.values())
    graph, whole, few = (str(tmp_path / name) for name in ("g", "whole", "few"))
    assert run(["build", one, two, "-o", graph]) == run(["build", one, two, "-o", few]) == 0
    assert run(["build", one, two, three, "-o", whole]) == 0
    capsys.readouterr()
    assert run(["add", graph, three]) == 0
    assert re.search(r"1 articles? read .*, 0 unchanged", capsys.readouterr().err)
    assert lines(Path(graph)) == lines(Path(whole))
    files["two"].write_text("Two says more")
    assert run(["add", graph, two, three]) == 0
    assert re.search(r"1 articles? read .*, 1 unchanged", capsys.readouterr().err)
    assert b"Two says more" in lines(Path(graph))
    assert run(["build", one, two, "-o", few]) == 0
    capsys.readouterr()
    with open_reader(graph) as held:
        ids = [one for one in articles(held.store) if one.startswith("three")]
    assert run(["remove", graph, *ids]) == 0
    assert "1 article removed" in capsys.readouterr().err
    assert lines(Path(graph)) == lines(Path(few))
    assert run(["remove", graph, *ids]) == 1
    assert run(["remove", str(tmp_path / "nowhere"), "x"]) == 1
    assert run(["add", graph, str(tmp_path / "missing.txt")]) == 1


def test_results_come_in_order_and_problems_pass_through(echo: Echo) -> None:
    problem = Problem(InputError("x"))
    found: list[Article | Problem | Same] = [*texts(a="Chile"), problem, Same("s"), *texts(b="Peru")]
    results = list(read_all(SPEC, found))
    assert [type(one) for one in results] == [Reading, Problem, Same, Reading]
    assert [one.article.id for one in results if isinstance(one, Reading)] == ["a", "b"]


def test_an_article_that_breaks_the_reader_costs_no_other(echo: Echo) -> None:
    results = list(read_all(SPEC, texts(a="Chile", b="CRASH", c="Peru")))
    assert [type(one) for one in results] == [Reading, Problem, Reading]
    assert str(results[1]) == "article 'b' could not be read: RuntimeError: no head (please report it as a bug)"


def test_without_articles_no_reader_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_load", lambda _: pytest.fail("made"))
    assert list(read_all(SPEC, [Same("a")])) == [Same("a")]


def test_a_second_build_reads_nothing_and_changes_nothing(echo: Echo, tmp_path: Path) -> None:
    first = build(texts(a="Chile", b="Peru"), tmp_path / "g", SPEC)
    before = lines(tmp_path / "g")
    second = build(texts(b="Peru", a="Chile"), tmp_path / "g", SPEC)
    assert (first.read, first.claims, second.read, second.same) == (2, 2, 0, 2)
    assert echo.calls == [["a", "b"]]
    assert lines(tmp_path / "g") == before


def test_the_order_of_articles_does_not_show(echo: Echo, tmp_path: Path) -> None:
    build(texts(a="Chile", b="Peru", c="Cuba"), tmp_path / "g", SPEC)
    build(texts(c="Cuba", a="Chile"), tmp_path / "h", SPEC)
    build(texts(b="Peru"), tmp_path / "h", SPEC, keep=True)
    assert lines(tmp_path / "g") == lines(tmp_path / "h")


def test_a_changed_article_is_read_again(echo: Echo, tmp_path: Path) -> None:
    build(texts(a="Chile", b="Peru"), tmp_path / "g", SPEC)
    build(texts(a="Cuba", b="Peru"), tmp_path / "g", SPEC)
    assert echo.calls == [["a", "b"], ["a"]]
    assert b'"Chile"' not in lines(tmp_path / "g")


def test_changed_metadata_or_reader_is_read_again(echo: Echo, tmp_path: Path) -> None:
    build([Article(id="a", text="Chile")], tmp_path / "g", SPEC)
    build([Article(id="a", text="Chile", source="Wire")], tmp_path / "g", SPEC)
    build([Article(id="a", text="Chile", source="Wire")], tmp_path / "g", Spec("another-model"))
    assert len(echo.calls) == 3


def test_articles_that_are_gone_are_removed_unless_kept(echo: Echo, tmp_path: Path) -> None:
    build(texts(a="Chile", b="Peru"), tmp_path / "g", SPEC)
    assert build(texts(c="Cuba"), tmp_path / "g", SPEC, keep=True).removed == 0
    assert b"article/a>" in lines(tmp_path / "g")
    assert build(texts(c="Cuba"), tmp_path / "g", SPEC).removed == 2
    assert b"article/a>" not in lines(tmp_path / "g")


def test_an_article_that_can_no_longer_be_read_leaves_the_graph(echo: Echo, tmp_path: Path) -> None:
    build(texts(a="Chile", b="Peru"), tmp_path / "g", SPEC)
    built = build(texts(a="CRASH", b="Peru"), tmp_path / "g", SPEC)
    assert (built.failed, built.removed, built.same) == (1, 1, 1)


def test_a_build_that_is_interrupted_goes_on_where_it_was(echo: Echo, tmp_path: Path) -> None:
    articles = texts(**{f"a{number}": f"State {number}" for number in range(20)})

    def interrupt(one: Result) -> None:
        if isinstance(one, Reading) and one.article.id == "a9":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(articles, tmp_path / "g", SPEC, tell=interrupt)
    built = build(articles, tmp_path / "g", SPEC)
    assert (built.same, built.read) == (10, 10)
    build(articles, tmp_path / "h", SPEC)
    assert lines(tmp_path / "g") == lines(tmp_path / "h")


@pytest.mark.parametrize("before", [0, 1])
def test_a_build_that_was_killed_before_it_published_is_made_good(
    echo: Echo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    if before:
        build(texts(a="Chile"), tmp_path / "g", SPEC)

    def kill(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("kg.store.publish", kill)
        with pytest.raises(KeyboardInterrupt):
            build(texts(a="Peru"), tmp_path / "g", SPEC)
    assert build(texts(a="Peru"), tmp_path / "g", SPEC).same == 1
    assert b'"Peru"' in lines(tmp_path / "g")


def test_a_graph_with_another_base_is_refused(echo: Echo, tmp_path: Path) -> None:
    build(texts(a="Chile"), tmp_path / "g", SPEC, base="https://example.org/")
    with pytest.raises(KgError, match=r"https://example\.org/"):
        build(texts(a="Chile"), tmp_path / "g", SPEC)


def test_the_version_of_the_reader_depends_on_model_and_sheets(tmp_path: Path) -> None:
    sheet = tmp_path / "own.csv"
    sheet.write_text("id\n")
    versions = {Spec("m").version(), Spec("n").version(), Spec("m", (sheet,)).version()}
    sheet.write_text("id\nx\n")
    assert len(versions | {Spec("m", (sheet,)).version()}) == 4
    assert Spec("m").version() == Spec("m").version()


def test_processes_read_as_one_does_and_tell_of_what_they_lack(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no spaCy pipeline is named 'no-such-model'"):
        list(read_all(Spec("no-such-model"), texts(a="Chile"), jobs=2))
