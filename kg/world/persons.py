"""Persons, and the offices they held."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from kg.errors import DataError
from kg.resources import rows
from kg.world.dates import dated
from kg.world.names import Entity, Fact, Name
from kg.world.sheets import Part, cells, read_facts, sourced
from kg.world.text import slug

Leading = dict[str, str]  # relation by what an office's name begins with, or by its whole name
Span = tuple[str | None, str | None]
Owner = Callable[[str], Entity | None]


def read_persons(path: Path, titles: Path, owner: Owner) -> Part:
    """Read ``persons.csv``; ``owner`` gives the state or body from its label in an office's name.

    Raises
    ------
    DataError
        If an office is not written ``OFFICE@START/END``.
    """
    leading = {row["office"].partition("{")[0]: row["relation"] for _, row in rows(titles) if row["office"]}
    entities: dict[str, Entity] = {}
    names: list[Name] = []
    facts: list[Fact] = []
    leads = cache(lambda office: _leads(office, leading))
    for line, row in rows(path):
        person = Entity(slug(row["label"]), row["label"], "Person")
        entities[person.id] = person
        names += _names(person, row)
        said = list(read_facts(person.id, row["facts"], path, line))
        for term in cells(row["offices"]):
            office, at, dates = term.partition("@")
            if not at or "/" not in dates:
                raise DataError(f"not a term of office: {term!r}", "write OFFICE@START/END", path=path, line=line)
            held = slug(office)
            if held not in entities:
                entities[held] = Entity(held, office, "Office")
                names.append(Name(office, held, "name"))
            first, _, last = dates.partition("/")
            span = dated(first, path, line), dated(last, path, line)
            said += _terms(person.id, office, held, span, leads(office), owner)
        source = row.get("source") or "curated"
        facts += sourced(said, source)
    return Part(tuple(entities.values()), tuple(dict.fromkeys(names)), tuple(facts))


def _names(person: Entity, row: dict[str, str]) -> Iterator[Name]:
    yield Name(person.label, person.id, "name")
    for text in cells(row["names"]):
        yield Name(text, person.id, "surname" if " " not in text else "alias")
    surname = row["surname"] or person.label.rpartition(" ")[2]
    if surname != person.label:
        yield Name(surname, person.id, "surname")


def _terms(person: str, office: str, held: str, span: Span, leads: tuple[str, str], owner: Owner) -> Iterator[Fact]:
    """Yield the facts of a term: the office, and what it makes of the holder."""
    start, end = span
    yield Fact(person, "holdsOffice", held, start, end)
    prefix, relation = leads
    led = owner(office.removeprefix(prefix)) if relation else None
    if led and relation == "spokespersonOf":
        yield Fact(person, relation, led.id, start, end)
    elif led and led.type == "State":
        yield Fact(led.id, relation, person, start, end)


def _leads(office: str, leading: Leading) -> tuple[str, str]:
    """Give what an office's holder is to the state or body named after the prefix; an office named in full wins."""
    relation = leading.get(office)
    for prefix, general in leading.items():
        if prefix.endswith(" ") and office.startswith(prefix):
            found = relation or general
            return (prefix, found) if found != "holdsOffice" else ("", "")
    return "", ""
