"""Find the data under ``ontology/``: inside the installed package, else beside it in a checkout."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from kg.errors import DataError

_PACKAGE = Path(__file__).resolve().parent
ROOT = next(
    (path for path in (_PACKAGE / "ontology", _PACKAGE.parent / "ontology") if path.is_dir()), _PACKAGE / "ontology"
)


def resource(*parts: str) -> Path:
    """Give the path of a data file or folder, such as ``resource("frames", "sanctions.csv")``.

    Raises
    ------
    DataError
        If the installation lacks it.
    """
    path = ROOT.joinpath(*parts)
    if not path.exists():
        raise DataError("data of claimgraph is missing", "install the package again", path=path)
    return path


def rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a CSV file with their line numbers; lines that start with ``#`` are comments."""
    with path.open(newline="", encoding="utf-8") as handle:
        reader = csv.reader("\n" if line.startswith("#") else line for line in handle)  # blanks keep the line numbers
        filled = ((reader.line_num, cells) for cells in reader if cells)
        _, header = next(filled, (0, []))
        for number, cells in filled:
            yield number, dict(zip_longest(header, (cell.strip() for cell in cells[: len(header)]), fillvalue=""))
