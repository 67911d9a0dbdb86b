"""What articles say reaches terminals, spreadsheets and other programs as text, never as something they obey."""

from __future__ import annotations

import csv
import io
import os
import pty
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from graphs import LABELS, reading
from serving import build

import kg
from kg import store
from kg.errors import InputError, QueryError
from kg.export import FORMATS, export

HOSTILE = {
    "formula": '=HYPERLINK("http://evil.example","x")', "at": "@SUM(1)", "minus": "-1+1|cmd", "tab": "\t=1",
    "screen": "a\x1b[2J\x1b]0;title\x07b", "turned": "a\u202etxt.exe", "lines": 'a\nb,"c"\r\n"', "null": "a\x00b",
    "turtle": 'x" . <x:a> <x:b> "y\\u0022 """', "query": "' } } ; DROP ALL #", "markup": "</script><b>&amp;]]>",
}  # fmt: skip


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A graph whose article, entities and title are all hostile."""
    for name, label in HOSTILE.items():
        monkeypatch.setitem(LABELS, name, label)
    names = list(HOSTILE)
    lines = [f"{one} alliedWith {other} by {one}" for one, other in zip(names, names[1:] + names[:1], strict=True)]
    return build(tmp_path / "h.kg", reading("x\n../../etc/=1", *lines, title="=1+1\x07", source="@evil\nx"))


def written(path: Path, form: str) -> bytes:
    with store.open_reader(path) as graph:
        output = io.BytesIO()
        export(graph, form, output)
        return output.getvalue()


def test_a_spreadsheet_finds_no_formula(hostile: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(written(hostile, "csv").decode(), newline="")))
    assert len(rows) == len(HOSTILE)
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert not [cell for cell in cells if set(cell) & {"\x00", "\x07", "\x1b"}]
    assert any(cell == f"'{HOSTILE['formula']}" for cell in cells)


@pytest.mark.parametrize("form", ["nquads", "trig", "turtle", "rdf12", "nanopub"])
def test_rdf_comes_back_as_it_was(hostile: Path, form: str) -> None:
    kind = {"nquads": ox.RdfFormat.N_QUADS, "turtle": ox.RdfFormat.TURTLE}.get(form, ox.RdfFormat.TRIG)
    values = {str(getattr(quad.object, "value", "")) for quad in ox.parse(written(hostile, form), kind)}
    assert not {one for one in values if one in {"x:b", "y"}}
    if form in {"nquads", "trig", "turtle", "rdf12"}:
        assert set(HOSTILE.values()) <= values


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networks_are_well_formed(hostile: Path, form: str) -> None:
    assert ET.fromstring(written(hostile, form)) is not None


def test_every_format_is_written(hostile: Path) -> None:
    assert all(written(hostile, form) for form in FORMATS)


@pytest.mark.parametrize("arguments", [["query", "allies"], ["query", "articles"], ["conflicts"]])
def test_a_terminal_is_not_steered(hostile: Path, arguments: list[str]) -> None:
    command = [arguments[0], str(hostile), *arguments[1:]]
    here, there = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "200"}
    call = [sys.executable, "-c", f"from kg.cli import main; main({command!r})"]
    with subprocess.Popen(call, stdout=there, stderr=subprocess.STDOUT, env=environment) as process:
        os.close(there)
        told = b""
        while chunk := _read(here):
            told += chunk
        assert process.wait() == 0, told
    os.close(here)
    assert not {byte for byte in told if byte < 32} - {9, 10, 13}
    assert "\u202e" not in told.decode("utf-8", "replace")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how the end of a terminal is told
        return b""


@pytest.mark.parametrize("label", [label for label in HOSTILE.values() if label == label.strip()])
def test_a_name_in_a_parameter_stays_a_name(hostile: Path, label: str) -> None:
    with kg.open(hostile) as graph:
        found = graph.named("allies", of=label)
        assert len(found) == 2
        assert label in set(found["actor"])
        with pytest.raises(QueryError):
            graph.named("allies", of=f"{label}> }} }} ; DROP ALL #")


def test_what_would_break_the_graph_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LABELS, "half", "a\ud800")
    with pytest.raises(InputError, match="surrogates"):
        build(tmp_path / "h.kg", reading("x", "half alliedWith USA"))
