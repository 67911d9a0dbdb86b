"""Read CSV and TSV files with one article a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from kg.articles.bounds import LINE_CHARS, lines
from kg.articles.decode import mend, refuse_binary, text_stream
from kg.articles.fields import NAMES
from kg.articles.find import Opened
from kg.articles.found import Found, Problem
from kg.errors import InputError

if TYPE_CHECKING:
    import _csv


_DELIMITERS = ",;\t|"


def csv_rows(opened: Opened) -> Iterator[Found | Problem]:
    """Yield the rows of a CSV or TSV file by the names in its first line; ``line`` is the row's last line."""
    refuse_binary(opened.head, opened.place)
    with _reader(opened) as (reader, ended):
        start = 1
        try:
            names = [mend(name, opened.place)[0].strip().lstrip("\ufeff") for name in next(reader, [])]
            require_text(names, opened.text_column, opened.place)
            start = reader.line_num + 1
            for row in reader:
                if ended:
                    yield _unclosed(opened, start)
                elif any(cell.strip() for cell in row):
                    yield _row(opened, reader.line_num, names, row)
                start = reader.line_num + 1
        except csv.Error as error:
            remedy = "quote fields that hold line breaks, and close every quote"
            raise InputError(f"not CSV: {error}", remedy, path=opened.place, line=start) from error


def _unclosed(opened: Opened, line: int) -> Problem:
    """Tell of a row that the end of the file cut short: all lines after its open quote are in it."""
    problem = "a quote in this row is never closed"
    return Problem(InputError(problem, "close it, or write it twice to mean itself", path=opened.place, line=line))


def _row(opened: Opened, line: int, names: list[str], row: list[str]) -> Found | Problem:
    if len(row) > len(names):
        problem = f"{len(row)} fields where the first line names {len(names)}"
        return Problem(InputError(problem, "quote fields that hold the separator", path=opened.place, line=line))
    try:
        mended = [mend(cell, opened.place, line) for cell in row]
    except InputError as error:
        return Problem(error)
    notes = dict.fromkeys(note for _, note in mended if note)
    fields = dict(zip(names, (cell for cell, _ in mended), strict=False))
    name = f"{opened.given.name}-{line}"
    return Found(fields, name, opened.place, line, opened.text_column, "; ".join(notes))


def require_text(names: list[str], text_column: str | None, place: str) -> None:
    """Refuse a table that has no column of text.

    Raises
    ------
    InputError
        With the columns it has.
    """
    wanted = (text_column,) if text_column else NAMES["text"]
    if not {name.lower() for name in names}.intersection(map(str.lower, wanted)):
        has = ", ".join(name for name in names if name) or "none"
        remedy = f"name the column of the text with --text-column; columns here: {has}"
        raise InputError(f"no column {' or '.join(wanted)}", remedy, path=place)


@contextmanager
def _reader(opened: Opened) -> Iterator[tuple[_csv.Reader, list[bool]]]:
    """Give a reader with the delimiter of the header line, and a list that is filled once the lines have ended.

    Python's bound of 128 KiB a field is raised meanwhile.
    """
    header = opened.head.decode("utf-8", "replace").partition("\n")[0]
    delimiter = "\t" if opened.given.kind == "tsv" else max(_DELIMITERS, key=header.count)
    before = csv.field_size_limit(LINE_CHARS)
    ended: list[bool] = []

    def given(stream: TextIO) -> Iterator[str]:
        yield from lines(stream, opened.place)
        ended.append(True)  # a reader asks for more only where a row is not finished, or at the end

    try:
        with text_stream(opened.stream, opened.head) as stream:
            yield csv.reader(given(stream), delimiter=delimiter), ended
    finally:
        csv.field_size_limit(before)


def csv_count(opened: Opened) -> int:
    """Count the rows of a CSV file below the header."""
    with _reader(opened) as (reader, _):
        try:
            return max(0, sum(1 for row in reader if row) - 1)
        except csv.Error:
            return 0
