"""Make an article of the fields found in an input, whatever their types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.articles.decode import mend
from kg.articles.found import Found, Problem
from kg.articles.published import iso
from kg.errors import InputError
from kg.model import Article

MAX_CHARS = 1_000_000
"""Characters of the longest article that is read; spaCy refuses more."""
NAMES = {
    "text": ("text", "content", "body", "article"),
    "id": ("id", "article_id", "doc_id"),
    "title": ("title", "headline"),
    "source": ("source", "outlet", "publisher", "sitename"),
    "published": ("published", "date", "published_at", "publishedat", "publication_date", "pubdate", "datetime"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
}
"""The fields of an article, with the names they go by; the first one there counts."""


def to_article(found: Found, max_chars: int = MAX_CHARS) -> Iterator[Article | Problem]:
    """Yield the article, after any problem that leaves it readable; or only the problem that does not."""
    try:
        article, notes = _article(found, max_chars)
    except InputError as error:
        yield Problem(error)
        return
    for note in notes:
        yield Problem(InputError(note, path=found.place, line=found.line), dropped=False)
    yield article


def _article(found: Found, max_chars: int) -> tuple[Article, list[str]]:
    fields = {str(name).lower(): value for name, value in found.fields.items()}
    text, note = mend(_text(found, fields), found.place, found.line)
    if not text.strip():
        raise InputError("the text is empty", "give an article with text in it", path=found.place, line=found.line)
    if len(text) > max_chars:
        problem = f"{len(text):,} characters are more than the {max_chars:,} of one article"
        raise InputError(problem, "split it, by chapters say", path=found.place, line=found.line)
    meta, notes = {}, [found.note, note]
    for name in ("id", "title", "source", "url", "language"):
        meta[name], trouble = _plain(name, _first(fields, name))
        notes.append(trouble)
    given = _first(fields, "published")
    published = iso(given)
    if given is not None and published is None:
        notes.append(f"no date is read from published {given!r}; write it as 2023-12-06")
    article = Article(
        id=meta["id"] or found.name,
        text=text,
        title=meta["title"],
        source=meta["source"],
        published=published,
        url=meta["url"],
        language=meta["language"] or "en",
    )
    return article, list(filter(None, notes))


def _text(found: Found, fields: dict[str, Any]) -> str:
    column = found.text_column
    names = (column.lower(),) if column else NAMES["text"]
    value = next((fields[name] for name in names if fields.get(name) is not None), None)
    if value is None:
        has = ", ".join(fields) or "none"
        problem, remedy = (
            f"no field {' or '.join(names)}",
            f"name the text field with --text-column; fields here: {has}",
        )
    elif not isinstance(value, str):
        problem, remedy = f"the text is a {_type(value)}", "give a string"
    elif not value.strip():
        problem, remedy = "the text is empty", "give an article with text in it"
    else:
        return value
    raise InputError(problem, remedy, path=found.place, line=found.line)


def _type(value: object) -> str:
    kinds = {"dict": "JSON object", "list": "list", "int": "number", "float": "number", "bool": "truth value"}
    return kinds.get(type(value).__name__, type(value).__name__)


def _first(fields: dict[str, Any], name: str) -> Any:
    """Give the field under the first of its names that holds something; NaN is what pandas writes for nothing."""
    values = (fields.get(one) for one in NAMES[name])
    return next((value for value in values if value not in (None, "") and value == value), None)  # noqa: PLR0124


def _plain(name: str, value: object) -> tuple[str | None, str]:
    """Give a field as a string without space around it; what is no string or number is left out with a note."""
    if value is None:
        return None, ""
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        try:
            return mend(str(value).strip(), "")[0] or None, ""
        except InputError:
            return None, f"{name} is in no known encoding and is left out"
    return None, f"{name} is a {_type(value)}, not a string, and is left out"
