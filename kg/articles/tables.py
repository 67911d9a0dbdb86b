"""Read CSV, TSV and Parquet files with one article a row."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from kg.articles.decode import mend, refuse_binary, text_stream
from kg.articles.fields import NAMES
from kg.articles.find import Input
from kg.articles.found import Found, Problem
from kg.errors import InputError

_DELIMITERS = ",;\t|"
_ROWS = 64  # of a Parquet file held at a time


def csv_rows(given: Input, stream: BinaryIO, head: bytes, text_column: str | None) -> Iterator[Found | Problem]:
    """Yield the rows of a CSV or TSV file by the names in its first line; ``line`` is the row's last line."""
    refuse_binary(head, given.place)
    with _reader(given, stream, head) as reader:
        try:
            names = [mend(name, given.place)[0].strip().lstrip("\ufeff") for name in next(reader, [])]
            _require_text(names, text_column, given.place)
            for row in reader:
                if any(cell.strip() for cell in row):
                    yield _row(given, reader.line_num, names, row, text_column)
        except csv.Error as error:
            raise InputError(f"not CSV: {error}", "quote fields that hold line breaks", path=given.place,
                             line=reader.line_num) from error


def _row(given: Input, line: int, names: list[str], row: list[str], text_column: str | None) -> Found | Problem:
    if len(row) > len(names):
        problem = f"{len(row)} fields where the first line names {len(names)}"
        return Problem(InputError(problem, "quote fields that hold the separator", path=given.place, line=line))
    mended = [mend(cell, given.place) for cell in row]
    notes = dict.fromkeys(note for _, note in mended if note)
    fields = dict(zip(names, (cell for cell, _ in mended), strict=False))
    return Found(fields, f"{given.name}-{line}", given.place, line, text_column, "; ".join(notes))


def _require_text(names: list[str], text_column: str | None, place: str) -> None:
    wanted = (text_column,) if text_column else NAMES["text"]
    if not {name.lower() for name in names}.intersection(map(str.lower, wanted)):
        has = ", ".join(name for name in names if name) or "none"
        remedy = f"name the column of the text with --text-column; columns here: {has}"
        raise InputError(f"no column {' or '.join(wanted)}", remedy, path=place)


@contextmanager
def _reader(given: Input, stream: BinaryIO, head: bytes) -> Iterator[csv._reader]:
    """Give a reader with the delimiter of the header line; Python's bound of 128 KiB a field is lifted meanwhile."""
    header = head.decode("utf-8", "replace").partition("\n")[0]
    delimiter = "\t" if given.kind == "tsv" else max(_DELIMITERS, key=header.count)
    before = csv.field_size_limit(sys.maxsize)
    try:
        with text_stream(stream, head) as lines:
            yield csv.reader(lines, delimiter=delimiter)
    finally:
        csv.field_size_limit(before)


def csv_count(given: Input, stream: BinaryIO, head: bytes) -> int:
    """Count the rows of a CSV file below the header."""
    with _reader(given, stream, head) as reader:
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
