"""Persons, and the offices they held."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from kg.errors import DataError
from kg.resources import rows
from kg.world.names import Entity, Fact, Name
from kg.world.sheets import Part, cells, read_facts
from kg.world.text import slug

Owner = Callable[[str], str | None]


def read_persons(path: Path, titles: Path, owner: Owner) -> Part:
    """Read ``persons.csv``; ``owner`` gives the id of a state or body from its label in an office's name.

    Raises
    ------
    DataError
        If an office is not written ``OFFICE@START/END``.
    """
    leading = [(row["office"].partition("{")[0], row["relation"]) for _, row in rows(titles) if "{" in row["office"]]
    entities: dict[str, Entity] = {}
    names: list[Name] = []
    facts: list[Fact] = []
    for line, row in rows(path):
        person = Entity(slug(row["label"]), row["label"], "Person")
        entities[person.id] = person
        names += _names(person, row)
        facts += read_facts(person.id, row["facts"], path, line)
        for term in cells(row["offices"]):
            office, at, dates = term.partition("@")
            if not at or "/" not in dates:
                raise DataError(f"not a term of office: {term!r}", "write OFFICE@START/END", path=path, line=line)
            entities.setdefault(slug(office), Entity(slug(office), office, "Office"))
            names.append(Name(office, slug(office), "name"))
            facts += _terms(person.id, office, dates, leading, owner)
    return Part(tuple(entities.values()), tuple(dict.fromkeys(names)), tuple(facts))


def _names(person: Entity, row: dict[str, str]) -> Iterator[Name]:
    yield Name(person.label, person.id, "name")
    for text in cells(row["names"]):
        yield Name(text, person.id, "surname" if " " not in text else "alias")
    surname = row["surname"] or person.label.rpartition(" ")[2]
    if surname != person.label:
        yield Name(surname, person.id, "surname")


def _terms(person: str, office: str, dates: str, leading: list[tuple[str, str]], owner: Owner) -> Iterator[Fact]:
    """Yield the facts of a term: the office, and what it makes of the holder."""
    start, _, end = (part or None for part in dates.partition("/"))
    yield Fact(person, "holdsOffice", slug(office), start, end)
    for prefix, relation in leading:
        if relation == "holdsOffice" or not office.startswith(prefix):
            continue
        led = owner(office.removeprefix(prefix))
        if led and relation == "spokespersonOf":
            yield Fact(person, relation, led, start, end)
        elif led:
            yield Fact(led, relation, person, start, end)
