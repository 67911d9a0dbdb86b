"""Find the data under ``ontology/``: inside the installed package, else beside it in a checkout."""

from __future__ import annotations

import csv
import gc
import io
from collections.abc import Iterator
from contextlib import contextmanager
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


def rows(path: Path, comments: bool = True) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a CSV file with their line numbers; lines that start with ``#`` may be comments.

    Raises
    ------
    DataError
        If the file is not UTF-8 or not CSV, with the line.
    """
    lines = io.StringIO(_text(path), newline="")
    kept = ("\n" if comments and line.startswith("#") else line for line in lines)  # blanks keep the line numbers
    reader = csv.reader(kept, strict=True)
    filled = ((reader.line_num, cells) for cells in reader if cells)
    try:
        _, header = next(filled, (0, []))
        for number, cells in filled:
            pairs = zip_longest(header, cells[: len(header)], fillvalue="")
            yield number, {column: cell.strip() for column, cell in pairs}
    except csv.Error as error:
        raise DataError(
            f"not CSV: {error}", "quote as RFC 4180 does, and close every quote", path=path, line=reader.line_num
        ) from None


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError(f"not UTF-8: byte {raw[error.start]:#x}", "save it as UTF-8", path=path, line=line) from None


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking over a hundred thousand values that all stay."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
