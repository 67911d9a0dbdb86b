"""Kinds of organisations and weapons: the closed list of ``ontology/kinds.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from kg.errors import DataError
from kg.relations import fits
from kg.resources import resource, rows

_BEARERS = {"OrganisationKind": ("Organization", "ActorGroup"), "WeaponKind": ("WeaponSystem",)}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: ``term`` is its name in the ontology; ``sheet`` is the one whose organisations are all of that kind.

    ``of`` is the class of such kinds: of organisations and groups, or of weapons.
    """

    term: str
    label: str
    sheet: str
    of: str


@cache
def kinds() -> dict[str, Kind]:
    """Give the kinds by their labels."""
    found = (Kind(row["kind"], row["label"], row["sheet"], row["of"]) for _, row in rows(resource("kinds.csv")))
    return {kind.label: kind for kind in found}


def kind_called(words: str, type_: str = "Entity", path: Path | None = None, line: int | None = None) -> str:
    """Give the label of a kind that a file calls by its label or its term, for an entity of a class.

    Raises
    ------
    DataError
        If there is no such kind, or it is one of another class.
    """
    named = {word: kind.label for kind in kinds().values() for word in (kind.label, kind.term)}
    if words in named:
        if not kind_fits(named[words], type_):
            problem = f"{words!r} is no kind of class {type_}"
            raise DataError(problem, kinds_that_fit(type_), path=path, line=line)
        return named[words]
    near = get_close_matches(words, list(named), n=1)
    hint = f"did you mean {near[0]!r}?" if near else "see ontology/kinds.csv"
    raise DataError(f"no kind is named {words!r}", hint, path=path, line=line)


def kind_fits(kind: str, type_: str) -> bool:
    """Tell whether entities of a class are of kinds like one, given by its label."""
    return fits(type_, _BEARERS[kinds()[kind].of])


def kinds_that_fit(type_: str) -> str:
    """Tell in words which kinds entities of a class may have."""
    labels = [label for label in kinds() if kind_fits(label, type_)]
    return f"one of {', '.join(labels)}" if labels else "only organisations, groups and weapons have kinds"


def kind_of_sheet(path: Path) -> str | None:
    """Give the kind of a sheet's organisations that name none themselves."""
    return next((kind.label for kind in kinds().values() if kind.sheet == path.name), None)
