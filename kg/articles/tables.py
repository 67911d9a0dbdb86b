"""Read CSV, TSV and Parquet files with one article a row."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.articles.decode import mend, refuse_binary, text_stream
from kg.articles.fields import NAMES
from kg.articles.find import Input, Opened
from kg.articles.found import Found, Problem
from kg.errors import InputError

if TYPE_CHECKING:
    import _csv

_DELIMITERS = ",;\t|"
_ROWS = 64  # of a Parquet file held at a time


def csv_rows(opened: Opened) -> Iterator[Found | Problem]:
    """Yield the rows of a CSV or TSV file by the names in its first line; ``line`` is the row's last line."""
    refuse_binary(opened.head, opened.place)
    with _reader(opened) as reader:
        try:
            names = [mend(name, opened.place)[0].strip().lstrip("\ufeff") for name in next(reader, [])]
            _require_text(names, opened.text_column, opened.place)
            for row in reader:
                if any(cell.strip() for cell in row):
                    yield _row(opened, reader.line_num, names, row)
        except csv.Error as error:
            remedy = "quote fields that hold line breaks"
            raise InputError(f"not CSV: {error}", remedy, path=opened.place, line=reader.line_num) from error


def _row(opened: Opened, line: int, names: list[str], row: list[str]) -> Found | Problem:
    if len(row) > len(names):
        problem = f"{len(row)} fields where the first line names {len(names)}"
        return Problem(InputError(problem, "quote fields that hold the separator", path=opened.place, line=line))
    mended = [mend(cell, opened.place) for cell in row]
    notes = dict.fromkeys(note for _, note in mended if note)
    fields = dict(zip(names, (cell for cell, _ in mended), strict=False))
    name = f"{opened.given.name}-{line}"
    return Found(fields, name, opened.place, line, opened.text_column, "; ".join(notes))


def _require_text(names: list[str], text_column: str | None, place: str) -> None:
    wanted = (text_column,) if text_column else NAMES["text"]
    if not {name.lower() for name in names}.intersection(map(str.lower, wanted)):
        has = ", ".join(name for name in names if name) or "none"
        remedy = f"name the column of the text with --text-column; columns here: {has}"
        raise InputError(f"no column {' or '.join(wanted)}", remedy, path=place)


@contextmanager
def _reader(opened: Opened) -> Iterator[_csv.Reader]:
    """Give a reader with the delimiter of the header line; Python's bound of 128 KiB a field is lifted meanwhile."""
    header = opened.head.decode("utf-8", "replace").partition("\n")[0]
    delimiter = "\t" if opened.given.kind == "tsv" else max(_DELIMITERS, key=header.count)
    before = csv.field_size_limit(sys.maxsize)
    try:
        with text_stream(opened.stream, opened.head) as lines:
            yield csv.reader(lines, delimiter=delimiter)
    finally:
        csv.field_size_limit(before)


def csv_count(opened: Opened) -> int:
    """Count the rows of a CSV file below the header."""
    with _reader(opened) as reader:
        try:
            return max(0, sum(1 for row in reader if row) - 1)
        except csv.Error:
            return 0


def parquet(given: Input, text_column: str | None) -> Iterator[Found]:
    """Yield the rows of a Parquet file; ``line`` is the row, from 1."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(given.place) as file:
            _require_text(file.schema_arrow.names, text_column, given.place)
            number = 0
            for batch in file.iter_batches(batch_size=_ROWS):
                for number, fields in enumerate(batch.to_pylist(), number + 1):  # noqa: B020  # it goes on counting
                    yield Found(fields, f"{given.name}-{number}", given.place, number, text_column)
    except pa.ArrowException as error:
        problem = f"not a Parquet file: {str(error).partition('.')[0]}"
        raise InputError(problem, "write it again", path=given.place) from error


def parquet_count(place: str) -> int:
    """Count the rows of a Parquet file by its footer."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(place) as file:
            return int(file.metadata.num_rows)
    except pa.ArrowException:
        return 0
