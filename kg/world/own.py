"""Refuse what a user's own files of the world may not say, with the file and line of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from kg.errors import DataError
from kg.resources import rows
from kg.world.sheets import Part, entity_id, row_facts
from kg.world.text import slug

Own = Iterable[tuple[Path, Part]]


def refuse_reused(reference: Part, own: Own) -> None:
    """Refuse an id of the reference with another label: what is said of the one would be believed of the other.

    Raises
    ------
    DataError
        If an entity of the files bears the id of a known one, but a label that is not the known one's.
    """
    known = {one.id: one.label for one in reference.entities}
    for path, part in own:
        labels: dict[str, list[str]] = {}
        for name in part.names:
            if name.kind == "name" and name.language == "en" and name.entity in known:
                labels.setdefault(name.entity, []).append(name.text)
        for one, given in labels.items():
            if slug(known[one]) not in map(slug, given):
                raise DataError(
                    f"the id {one!r} of {given[0]!r} is that of {known[one]!r}",
                    f"choose another id, or add names to {known[one]!r} under that label",
                    path=path,
                    line=_line(path, given[0], lambda row, one=one: entity_id(row) == one),  # type: ignore[misc]
                )


def refuse_unknown(own: Own, known: Collection[str]) -> None:
    """Refuse names and facts of what is neither an id nor a label of an entity.

    Raises
    ------
    DataError
        If a name of the files is of such an entity, or a fact has such an end.
    """
    for path, part in own:
        for name in part.names:
            if name.entity not in known:
                raise DataError(
                    f"{name.entity!r} has no label",
                    "give it a skos:prefLabel",
                    path=path,
                    line=_line(path, name.text, lambda _: False),
                )
        for end in (end for fact in part.facts for end in (fact.subject, fact.object)):
            if end not in known:
                line = _line(path, end, lambda row, end=end: _says(row, end))  # type: ignore[misc]
                raise DataError(
                    f"no entity is called {end!r}", "add it to a sheet, or correct the fact", path=path, line=line
                )


def _says(row: dict[str, str], end: str) -> bool:
    return any(end in {fact.subject, fact.object} for fact in row_facts(row, entity_id(row)))


def _line(path: Path, text: str, here: Callable[[dict[str, str]], bool]) -> int | None:
    """Give the line of the row meant in a sheet, or the first line of Turtle with a text."""
    if path.suffix.lower() in {".ttl", ".turtle"}:
        lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        return next((number for number, line in lines if text in line), None)
    return next((number for number, row in rows(path) if here(row)), None)
