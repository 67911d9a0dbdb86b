"""Read Parquet files with one article a row, whole or in part."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from kg.articles.fields import NAMES
from kg.articles.find import Input
from kg.articles.found import Found
from kg.articles.parts import open_input
from kg.articles.tables import require_text
from kg.errors import InputError

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_ROWS = 64  # held at a time
_BROKEN = (OSError, ValueError, TypeError, KeyError, OverflowError, NotImplementedError, MemoryError)
"""What pyarrow raises at a damaged file; its own errors are among these."""


def rows(given: Input, text_column: str | None) -> Iterator[Found]:
    """Yield the rows of a Parquet file, or of a part of it; ``line`` is the row, from 1."""
    with _opened(given) as file:
        require_text(file.schema_arrow.names, text_column, given.place)
        for number, fields in _between(file, given.start, given.stop, _known(file, text_column)):
            yield Found(fields, f"{given.name}-{number}", given.place, number, text_column)


def _known(file: ParquetFile, text_column: str | None) -> list[str]:
    """Give the columns that are read: what others hold, and whether it can be read, is no matter."""
    known = {name for names in NAMES.values() for name in names} | {(text_column or "").lower()}
    return [name for name in file.schema_arrow.names if name.lower() in known]


@contextmanager
def _opened(given: Input) -> Iterator[ParquetFile]:
    from pyarrow.parquet import ParquetFile

    with open_input(given) as source:
        try:
            with ParquetFile(source) as file:
                yield file
        except _BROKEN as error:
            reason = str(error).partition(".")[0] or type(error).__name__
            problem = f"not a Parquet file, or a damaged one: {reason}"
            raise InputError(problem, "write it again", path=given.place) from error


def _between(
    file: ParquetFile, start: int, stop: int | None, columns: list[str]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield rows with their numbers, counted from 1; groups of rows without any that is wanted are not read."""
    ends = list(accumulate(file.metadata.row_group(index).num_rows for index in range(file.num_row_groups)))
    stop = (ends or [0])[-1] if stop is None else stop
    groups = [i for i, end in enumerate(ends) if end > start and (ends[i - 1] if i else 0) < stop]
    before = ends[groups[0] - 1] if groups and groups[0] else 0
    for batch in file.iter_batches(batch_size=_ROWS, row_groups=groups, columns=columns) if groups else ():
        taken = batch.slice(max(0, start - before), max(0, stop - max(start, before)))
        first = max(start, before) + 1
        before += batch.num_rows
        yield from enumerate(taken.to_pylist(), first)
        if before >= stop:
            return


def count(given: Input) -> int:
    """Count the rows of a Parquet file by its footer; 0 where it cannot be read."""
    try:
        with _opened(given) as file:
            return max(0, int(file.metadata.num_rows))  # a damaged footer may say anything
    except (InputError, OSError):
        return 0


def cut_rows(given: Input, text_column: str | None, size: int) -> list[Input]:
    """Cut a Parquet file into parts of so many bytes, as far as rows are equally long; a bad one stays whole."""
    try:
        with _opened(given) as file:
            require_text(file.schema_arrow.names, text_column, given.place)
            held = int(file.metadata.num_rows)
            groups = (file.metadata.row_group(index).total_byte_size for index in range(file.num_row_groups))
            step = max(1, held * size // max(1, sum(groups)))
    except (InputError, OSError):
        return [given]
    starts = range(0, held, step)
    return [replace(given, start=start, stop=min(start + step, held), first=start + 1) for start in starts] or [given]
