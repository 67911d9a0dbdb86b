"""The relations and classes of the ontology, as ``ontology/relations.csv`` and ``ontology/classes.csv`` list them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.errors import DataError
from kg.resources import resource, rows

NATURES: Final = ("state", "held", "title", "act", "speech")
"""What ``ontology/conflicts.csv`` gives a law for: relations last, or are done at a time."""

REFERENCE_ONLY: Final = ("madeIn",)
"""What sheets and files of a user's own may tell besides, and no article: terms of ``ontology/vocabulary.csv``."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation: domain and range are class names, of which an end needs one; the nature is one of ``NATURES``."""

    name: str
    group: str
    definition: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    symmetric: bool
    transitive: bool
    functional: bool
    exclusive: bool
    inverse: str | None
    broader: str | None
    nature: str
    disjoint: str | None
    plover: str
    cameo: str
    wikidata: str


def _names(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip())


def _relation(row: dict[str, str]) -> Relation:
    marks = [part.strip() for cell in row["characteristics"].split(";") for part in cell.split(",")]
    marked = {mark.split()[0]: mark.split()[1] for mark in marks if len(mark.split()) == 2}
    return Relation(
        name=row["relation"],
        group=row["group"],
        definition=row["definition"],
        domain=_names(row["domain"]),
        range=_names(row["range"]),
        symmetric="S" in marks,
        transitive="T" in marks,
        functional="functional in time" in marks,
        exclusive="exclusive" in marks,
        inverse=marked.get("inv"),
        broader=marked.get("sub"),
        disjoint=marked.get("disjoint"),
        nature=next((mark for mark in marks if mark in NATURES), "act"),
        plover=row["plover"],
        cameo=row["cameo"],
        wikidata=row["wikidata"],
    )


@cache
def relations() -> dict[str, Relation]:
    """Give the relations by name, in the order of their list."""
    found = (_relation(row) for _, row in rows(resource("relations.csv")))
    return {relation.name: relation for relation in found}


@cache
def ends_of(relation: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Give the classes of both ends of a relation, also of one that only the reference tells; None for no relation.

    >>> ends_of("possesses"), ends_of("madeIn")
    ((('Actor',), ('WeaponSystem',)), (('WeaponSystem',), ('State',)))
    """
    if relation in relations():
        return relations()[relation].domain, relations()[relation].range
    told = (
        row for _, row in rows(resource("vocabulary.csv")) if relation == row["term"] and relation in REFERENCE_ONLY
    )
    return next(((tuple(row["domain"].split()), tuple(row["range"].split())) for row in told), None)


@cache
def parents() -> dict[str, tuple[str, ...]]:
    """Give each class's direct superclasses."""
    return {row["class"]: tuple(filter(None, row["parents"].split("|"))) for _, row in rows(resource("classes.csv"))}


@cache
def ancestors(name: str) -> frozenset[str]:
    """Give a class and all its superclasses.

    >>> sorted(ancestors("Alliance"))
    ['Actor', 'Alliance', 'Entity', 'Organization']

    Raises
    ------
    DataError
        If there is no such class.
    """
    if name not in parents():
        raise DataError(f"no class is named {name!r}", f"one of {', '.join(parents())}", path=resource("classes.csv"))
    return frozenset({name}.union(*(ancestors(parent) for parent in parents()[name])))


def is_symmetric(relation: str) -> bool:
    """Tell whether a relation holds in both directions.

    >>> is_symmetric("alliedWith"), is_symmetric("attacks"), is_symmetric("no relation")
    (True, False, False)
    """
    return relation in relations() and relations()[relation].symmetric


@cache
def implied(relation: str) -> frozenset[tuple[str, bool]]:
    """Give the relations that follow from one, itself included, each with whether its ends change places.

    A special case implies what it is a case of, and a relation its inverse.

    >>> sorted(implied("freezesAssetsOf"))
    [('freezesAssetsOf', False), ('sanctionedBy', True), ('sanctions', False)]
    >>> sorted(implied("hasMember"))
    [('hasMember', False), ('memberOf', True)]
    """
    found, ahead = {(relation, False)}, [(relation, False)]
    while ahead:
        name, turned = ahead.pop()
        new = {(other, turned != turn) for other, turn in _direct().get(name, ())} - found
        found |= new
        ahead += new
    return frozenset(found)


@cache
def _direct() -> dict[str, list[tuple[str, bool]]]:
    """Give what follows directly from each relation."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for one in relations().values():
        if one.broader:
            found.setdefault(one.name, []).append((one.broader, False))
        if one.inverse:
            found.setdefault(one.name, []).append((one.inverse, True))
            found.setdefault(one.inverse, []).append((one.name, True))
    return found


def fits(name: str, allowed: tuple[str, ...]) -> bool:
    """Tell whether a class is one of the allowed ones or below one; ``Entity`` (type unknown) fits everything."""
    return name == "Entity" or not allowed or not ancestors(name).isdisjoint(allowed)
