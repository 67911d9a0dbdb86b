"""The notebooks run from top to bottom, show pages, and are stored without what they put out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
names = pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])


def load(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 5


@names
def test_stored_without_outputs(path: Path) -> None:
    code = [cell for cell in load(path).cells if cell.cell_type == "code"]
    assert [cell.outputs for cell in code] == [[]] * len(code)
    assert {cell.execution_count for cell in code} == {None}


@names
def test_pictures_for_readers_on_a_forge_are_there(path: Path) -> None:
    prose = "".join(cell.source for cell in load(path).cells if cell.cell_type == "markdown")
    for picture in re.findall(r"!\[[^]]+\]\(([^)]+)\)", prose):
        assert (FOLDER / picture).is_file(), picture


@names
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_runs_and_shows_a_page(path: Path) -> None:
    notebook = load(path)
    before = sorted(FOLDER.iterdir())
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
    ).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    markup = [output.data.get("text/html", "") for output in outputs if output.output_type == "execute_result"]
    assert any("<iframe sandbox=" in text for text in markup)
    assert any("<table" in text and "<iframe" not in text for text in markup)
    assert any("<svg " in text and "<iframe" not in text for text in markup)
    assert not [output for output in outputs if output.get("name") == "stderr"]
    assert sorted(FOLDER.iterdir()) == before
