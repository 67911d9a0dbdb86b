"""The command line: what it prints, its exit status, and what goes wrong."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from kg.cli import run
from kg.cli.asking import split
from kg.errors import KgError, QueryError
from kg.model import Article, Claim, End, Reading
from kg.pipeline import batch
from kg.read.frames import read_frames
from kg.world import World

Captured = pytest.CaptureFixture[str]
LINES = "(one JSON object a line)"
REPORT = "(please report it; KG_DEBUG=1 shows where)"
Ask = Callable[..., tuple[int, str, str]]


class Says:
    """Reads every article as "Chile denies that Peru supports Japan", and cannot read what holds CRASH."""

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for one in articles:
            if "CRASH" in one.text:
                raise IndexError("no root")
            ends = [End(0, 3, one.text[:3], name.lower(), name, "State") for name in ("Chile", "Peru", "Japan")]
            place = (0, len(one.text))
            claim = Claim(one.id, ends[1], "supports", ends[2], place, place, place, (ends[0],), "denied", time="1956")
            yield Reading(one, claims=(claim,))


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_load", lambda _: Says())
    monkeypatch.setattr(batch.Spec, "world", lambda _: World({}, (), ()))


@pytest.fixture
def kg(fake: None, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> Ask:
    def call(*arguments: str | Path, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        status = run([str(one) for one in arguments])
        return status, *capsys.readouterr()

    return call


@pytest.fixture
def graph(kg: Ask, tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text("Chile says no.")
    assert kg("build", tmp_path / "one.txt", "-o", tmp_path / "g.kg")[0] == 0
    return tmp_path / "g.kg"


def test_read_prints_claims_in_words(kg: Ask) -> None:
    line = json.dumps({"id": "a", "title": "T", "source": "S", "date": "2024-01-02", "text": "Chile says no."})
    assert kg("read", "-", stdin=line) == (0, "a (T, S, 2024-01-02)\n  Chile: Peru supports Japan denied 1956\n", "")


def test_read_prints_records_one_a_line(kg: Ask, tmp_path: Path) -> None:
    (tmp_path / "ä.txt").write_text("Chile sagt nein – „nie“.\r\n", encoding="utf-8", newline="")
    status, out, _ = kg("read", "--jsonl", "--base", "https://example.org/x", tmp_path)
    record = json.loads(out)
    assert status == 0
    assert record["article"]["id"] == "ä"
    assert record["claims"][0]["holders"][0]["entity"] == "https://example.org/x/entity/chile"
    assert "ä" in out


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(kg: Ask) -> None:
    lines = ['{"id": "a", "text": "Chile"}', "{oops", '{"id": "b", "text": "CRASH"}', '{"id": "c", "text": "Peru"}']
    status, out, err = kg("read", "--jsonl", "-", stdin="\n".join(lines))
    assert status == 1
    assert [json.loads(line)["article"]["id"] for line in out.splitlines()] == ["a", "c"]
    assert err.splitlines() == [
        f"kg: error: -:2: not JSON: Expecting property name enclosed in double quotes in column 2 {LINES}",
        "kg: error: article 'b' could not be read: IndexError: no root (please report it as a bug)",
    ]


def test_warnings_do_not_count_as_errors(kg: Ask) -> None:
    status, _, err = kg("read", "-", stdin='{"text": "Chile", "date": "soon"}')
    assert (status, err.startswith("kg: warning: -:1: no date is read from published 'soon'")) == (0, True)


def test_build_says_what_it_did(kg: Ask, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text("Peru says yes.")
    _, out, err = kg("build", tmp_path / "two.txt", tmp_path / "one.txt", "-o", graph)
    assert out == ""
    assert err.startswith(f"{graph}: 1 articles read (1 claims), 1 unchanged in ")
    assert ", 1 unchanged, 1 removed in " in kg("build", tmp_path / "two.txt", "-o", graph)[2]
    assert "removed" not in kg("build", tmp_path / "one.txt", "--keep", "-o", graph)[2]


def test_build_reports_faults_and_exits_with_1(kg: Ask, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Chile")
    (tmp_path / "b.txt").write_text("CRASH")
    (tmp_path / "c.txt").write_bytes(b"")
    status, _, err = kg("build", tmp_path, "-o", tmp_path / "g.kg")
    assert status == 1
    assert len(err.splitlines()) == 3
    assert "1 articles read (1 claims), 0 unchanged, 2 failed" in err.splitlines()[-1]


def test_queries_are_answered_in_every_format(kg: Ask, graph: Path) -> None:
    asked = "SELECT ?what { ?p a kg:Proposition ; rdf:predicate ?what }"
    assert kg("query", graph, asked)[1] == "what\n───────────\nkg:supports\n(1 row)\n"
    assert kg("query", graph, "--format", "table", stdin=asked)[1].startswith("what\n")
    assert "\r\nhttps://w3id.org/claimgraph/ontology#supports\r\n" in kg("query", graph, asked, "--format", "csv")[1]
    assert kg("query", graph, asked, "--format=tsv")[1].startswith("?what\n")
    head = json.loads(kg("query", graph, "-", "--format", "json", stdin=asked)[1])["head"]
    assert head == {"vars": ["what"]}
    triples = "CONSTRUCT { ?p a kg:Proposition } WHERE { ?p a kg:Proposition }"
    assert "a kg:Proposition ." in kg("query", graph, triples)[1]
    assert kg("query", graph, triples, "--format", "ntriples")[1].count("\n") == 1


def test_a_table_in_a_pipe_has_a_line_a_row_and_no_endless_cells(kg: Ask, graph: Path) -> None:
    asked = f"SELECT ?what {{ VALUES ?what {{ 'two\\nlines' '{'x' * 500}' }} }}"
    *_, one, other, count = kg("query", graph, asked)[1].splitlines()
    assert (one, other, count) == ("two lines", f"{'x' * 199}…", "(2 rows)")
    assert "x" * 500 in kg("query", graph, asked, "--format", "csv")[1]


def test_named_queries_take_their_parameters(kg: Ask, graph: Path) -> None:
    listed = kg("queries")[1]
    assert "allies [--of ENTITY]" in listed
    assert "SELECT" in kg("queries", "allies")[1]
    status, out, _ = kg("query", graph, "allies", "--of", "Japan", "--format", "json")
    assert status == 0
    assert json.loads(out)["results"]["bindings"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense-name"], "no query is called 'nonsense-name'"),
        (["SELECT ?x"], "the query is not SPARQL"),
        (["SELECT", "?x"], "quote SPARQL as one word"),
        (["SELECT ?x { ?x a ?y }", "--of", "Japan"], "SPARQL takes no parameter --of"),
        (["allies", "--of"], "the parameter --of has no value"),
        (["allies", "--zz", "x"], "no parameter 'zz'"),
        (["allies", "--of", "Atlantis"], "nothing in the graph is called 'Atlantis'"),
        (["DROP ALL"], "would change the graph"),
        ([], "there is no query"),
        (["ASK {}", "--format", "turtle"], "cannot be written as 'turtle'"),
    ],
)
def test_bad_queries_are_refused_in_words(kg: Ask, graph: Path, arguments: list[str], said: str) -> None:
    status, out, err = kg("query", graph, *arguments)
    assert (status, out) == (1, "")
    assert err.startswith("kg: error: ")
    assert said in err


def test_parameters_may_hold_anything() -> None:
    assert split(["q", "--a=b=c", "--d", "--e"]) == ("q", {"a": "b=c", "d": "--e"})
    with pytest.raises(QueryError):
        split(["q", "--a"])


@pytest.mark.parametrize("command", [["query", "DIR", "ASK {}"], ["export", "DIR"], ["view", "DIR", "-o", "x.html"]])
def test_what_is_no_graph_is_named(kg: Ask, tmp_path: Path, command: list[str]) -> None:
    status, _, err = kg(*(str(tmp_path / "none.kg") if one == "DIR" else one for one in command))
    assert status == 1
    assert (
        err == f"kg: error: {tmp_path / 'none.kg'}: there is no graph here (make one with: kg build ARTICLES -o DIR)\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["biuld"],
        ["read"],
        ["build", "x.txt"],
        ["build", "x.txt", "-o", "g", "--jobs", "0"],
        ["read", "x.txt", "--max-chars", "2000000"],
        ["read", "x.txt", "--world", "missing.csv"],
        ["read", "x.txt", "--base", "not an iri"],
        ["query", "g", "--format", "xls"],
        ["--nonsense"],
    ],
)
def test_wrong_usage_has_status_2(kg: Ask, arguments: list[str]) -> None:
    status, out, err = kg(*arguments)
    assert (status, out) == (2, "")
    assert "Error: " in err


def test_an_unknown_model_is_named(monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Chile")
    assert run(["read", "--model", "no-such-model", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("kg: error: no spaCy pipeline is named 'no-such-model'")


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (KgError("no", "yes", path="f", line=3), 1, "kg: error: f:3: no (yes)\n"),
        (PermissionError(13, "Permission denied", "f"), 1, "kg: error: f: Permission denied\n"),
        (OSError(28, "No space left on device"), 1, "kg: error: No space left on device\n"),
        (KeyboardInterrupt(), 130, "\nkg: error: interrupted\n"),
        (ZeroDivisionError("0"), 1, f"kg: error: this is a bug in claimgraph: ZeroDivisionError: 0 {REPORT}\n"),
    ],
)
def test_every_error_is_one_line(
    kg: Ask, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int, said: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("kg.cli.reading.read_articles", fail)
    assert kg("read", "x") == (status, "", said)


def test_a_broken_frame_file_is_told_as_it_is(kg: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The frames are read with the first article, which is not at fault."""
    path = tmp_path / "adores.csv"
    path.write_text("predicate,subject,object,stance,example\n")
    articles = tmp_path / "a.jsonl"
    articles.write_text('{"id": "a", "text": "Chile"}\n{"id": "b", "text": "Peru"}\n')
    monkeypatch.setattr(Says, "read", lambda *_: iter(list(read_frames(path))))
    told = f"kg: error: {path}: no relation is named 'adores' (see ontology/relations.csv)\n"
    assert kg("read", articles) == (1, "", told)


def test_debugging_shows_where(kg: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_DEBUG", "1")
    monkeypatch.setattr("kg.cli.reading.read_articles", lambda *_: 1 // 0)
    assert "Traceback" in kg("read", "x")[2]


def started(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from kg.cli import main; main()", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    process = started("--help")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1  # as click has it


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("arguments", [["--help"], ["frames", "sanctions"]])
def test_output_that_finds_no_room_is_one_line(arguments: list[str]) -> None:
    command = [sys.executable, "-c", "from kg.cli import main; main()", *arguments]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (ended.returncode, ended.stderr) == (1, b"kg: error: No space left on device\n")


def test_an_interrupt_ends_it_in_one_line(tmp_path: Path) -> None:
    pipe = tmp_path / "articles"
    os.mkfifo(pipe)
    process = started("read", str(pipe))
    with pipe.open("wb"):  # it has begun to read once this opens
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err.splitlines()[-1]) == (130, b"", b"kg: error: interrupted")


@pytest.mark.parametrize("form", ["nquads", "trig", "turtle", "jsonld"])
def test_a_graph_is_exported_alike_to_a_file_and_to_standard_output(
    kg: Ask, graph: Path, tmp_path: Path, form: str
) -> None:
    status, out, _ = kg("export", graph, "--format", form)
    assert status == 0
    assert "supports" in out
    assert kg("export", graph, "--format", form, "-o", tmp_path / "x") == (0, "", "")
    assert (tmp_path / "x").read_text(encoding="utf-8") == out


def test_a_file_that_cannot_be_written_is_named_and_leaves_nothing(kg: Ask, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for target in (tmp_path / "missing" / "x", tmp_path / "folder"):
        status, _, err = kg("export", graph, "-o", target)
        assert status == 1
        assert err.startswith(f"kg: error: {target}: the file cannot be written: ")
    assert not list(tmp_path.glob(".*.part"))


def test_a_page_is_drawn(kg: Ask, graph: Path, tmp_path: Path) -> None:
    status, _, err = kg("view", graph, "-o", tmp_path / "page.html", "--title", "A <title>")
    assert status == 0
    assert err.startswith(f"{tmp_path / 'page.html'}: ")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "A &lt;title&gt;" in page
    assert "A <title>" not in page


def test_the_reference_can_be_asked(capsys: Captured) -> None:
    assert run(["world", "Soviet Union"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Soviet Union (State) ")
    assert "Q15180" in out
    assert run(["world", "Atlantis-on-Sea"]) == 1
    assert "nothing called 'Atlantis-on-Sea'" in capsys.readouterr().err
