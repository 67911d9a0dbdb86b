"""Articles in: text, Markdown, HTML, JSON lines, CSV and Parquet, from files, folders, globs and standard input.

What cannot be read does not stop the rest: it comes out as a :class:`Problem` between the articles.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg.articles.fields import MAX_CHARS, to_article
from kg.articles.find import Input, find
from kg.articles.formats import count, records
from kg.articles.found import Found, Problem
from kg.errors import InputError
from kg.model import Article, content_hash

__all__ = ["MAX_CHARS", "Found", "Problem", "count_articles", "read_articles", "read_input", "refused"]


def read_articles(
    sources: Iterable[str | Path],
    text_column: str | None = None,
    max_chars: int = MAX_CHARS,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | Problem]:
    """Yield the articles of files, folders (with all below, in order of name), globs and ``-``, standard input.

    An article's id is its ``id`` field, else its file's name without the ending (with as many of its folders as it
    takes to tell it from another file of that name), followed in files of many articles by the line or row.
    The same article given twice comes once.

    Parameters
    ----------
    sources : iterable of str or Path
        Files, folders, globs, or ``-``.
    text_column : str, optional
        The field that holds the text in JSON, CSV and Parquet; else the first there is of text, content, body, article.
    max_chars : int
        Longer articles are refused; spaCy itself takes no more than a million characters.
    stdin : binary stream, optional
        What ``-`` stands for.

    Yields
    ------
    Article or Problem
        In the order of the sources; a problem with ``dropped`` unset speaks of an article that comes all the same.
    """
    taken: dict[str, tuple[str, str]] = {}
    for given in find(sources):
        for one, found in read_input(given, text_column, max_chars, stdin):
            trouble = _taken(one, found, taken) if isinstance(one, Article) else []
            yield from [one] if trouble is None or isinstance(one, Problem) else trouble


def read_input(
    given: Input | Problem,
    text_column: str | None = None,
    max_chars: int = MAX_CHARS,
    stdin: BinaryIO | None = None,
) -> Iterator[tuple[Article | Problem, Found | Problem]]:
    """Yield the articles of one input, and its problems, each with what it was made of."""
    if isinstance(given, Problem):
        yield given, given
        return
    for found in _records(given, text_column, stdin or sys.stdin.buffer):
        for one in [found] if isinstance(found, Problem) else to_article(found, max_chars):
            yield one, found


def _records(given: Input, text_column: str | None, stdin: BinaryIO) -> Iterator[Found | Problem]:
    try:
        yield from records(given, text_column, stdin)
    except OSError as error:
        reason = error.strerror or str(error)
        yield Problem(InputError(f"cannot be read: {reason}", "check the file and its permissions", path=given.place))
    except InputError as error:
        yield Problem(error)


def _taken(article: Article, found: Found | Problem, taken: dict[str, tuple[str, str]]) -> list[Problem] | None:
    assert isinstance(found, Found)
    return refused(article.id, content_hash(article.text), (found.place, found.line), taken)


def refused(
    article: str, digest: str, place: tuple[str, int | None], taken: dict[str, tuple[str, str]]
) -> list[Problem] | None:
    """Give None for the first article with an id, which it takes; else a problem if its text is another, or nothing.

    Parameters
    ----------
    article : str
        The id.
    digest : str
        Hash of the text.
    place : (str, int or None)
        Where it was found: file and line.
    taken : dict
        Ids met so far, with hash and place.
    """
    path, line = place
    here = path if line is None else f"{path}:{line}"
    held, where = taken.setdefault(article, (digest, here))
    if where == here or held == digest:
        return None if where == here else []
    problem = f"article id {article!r} is taken by another text, in {where}"
    return [Problem(InputError(problem, "give each article an id of its own", path=path, line=line))]


def count_articles(sources: Iterable[str | Path]) -> int | None:
    """Count the articles ahead of reading them, cheaply; None where standard input is among them."""
    inputs = [given for given in find(sources) if isinstance(given, Input)]
    if any(given.is_stdin for given in inputs):
        return None
    return sum(count(given) for given in inputs)
