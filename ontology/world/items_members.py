"""Decide which items of Wikidata are members of Congress, governors and universities, and by which names.

The tables tell a label and an item each, and who the persons are of. README.md tells when an item counts as verified.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from items_leaders import OWN, Register

from kg.world import Entity, fold, slug

COMMON = 600  # Americans called so, as a census lets expect, from which on a new person is not told apart by name
_INITIAL = re.compile(r"(?<= )[A-Z]\. ")
_SUFFIX = re.compile(r", (?:Jr\.|Sr\.|[IV]+)$")
_CAMPUS = re.compile(r"^The | ?- ?[A-Z][\w ]*$|, [A-Z]\w+ Campus$")


@dataclass(frozen=True)
class Member:
    """A row of a table: an item with its label, and the state of the person or nothing."""

    item: str
    label: str
    source: str
    state: str = ""


@dataclass(frozen=True)
class Row:
    """A row of the sheet, with the state where a new entity is at home."""

    entity: str
    label: str
    type: str
    item: str
    names: str
    source: str
    home: str = ""


def spellings(label: str, short: Mapping[str, Iterable[str]]) -> list[str]:
    """Give what news calls a person: without initials first, then by the short form of a given name.

    >>> spellings("Joseph I. Lieberman", {"Joseph": ["Joe"]})
    ['Joseph Lieberman', 'Joe Lieberman', 'Joseph I. Lieberman']
    """
    label = _SUFFIX.sub("", label)
    plain = _INITIAL.sub("", label)
    first, _, rest = plain.partition(" ")
    return list(dict.fromkeys([plain, *(f"{one} {rest}" for one in short.get(first, ())), label]))


def persons(
    members: Iterable[Member],
    register: Register,
    short: Mapping[str, Iterable[str]],
    bearers: Callable[[str], float],
) -> Iterator[Row]:
    """Yield rows of known persons of the state told, and of new ones whose name few bear."""
    listed = list({member.item: member for member in members}.values())
    labels = Counter(fold(spellings(member.label, short)[0]) for member in listed)
    taken = {one.wikidata for one in register.world.entities.values()}
    for member in listed:
        called = spellings(member.label, short)
        if member.item in taken or labels[fold(called[0])] > 1:
            continue
        bear = {one.id: one for text in called for one in register.named(text, "Person")}
        if not bear and _SUFFIX.search(member.label) is None:  # else somebody before was called so
            yield from _new(member, called, register, bearers)
        elif len(bear) == 1:
            yield from _known(member, *bear.values(), register)


def _known(member: Member, person: Entity, register: Register) -> Iterator[Row]:
    if person.wikidata is None and register.states(person) == {member.state}:
        yield Row(person.id, person.label, "Person", member.item, "", member.source)


def _new(member: Member, called: list[str], register: Register, bearers: Callable[[str], float]) -> Iterator[Row]:
    free = [text for text in called if not register.world.lookup(text) and bearers(text) <= COMMON]
    if called[0] in free and slug(called[0]) not in register.world.entities:
        others = "|".join(text for text in free if text != called[0])
        yield Row("", called[0], "Person", member.item, others, member.source, member.state)


def universities(members: Iterable[Member], register: Register) -> Iterator[Row]:
    """Yield rows of organisations one alone of which bears a label, with or without its campus."""
    found: dict[str, dict[str, Member]] = defaultdict(dict)
    taken = {one.wikidata for one in register.world.entities.values()}
    for member in members:
        for entity in _organisations(member.label, register)[:2]:
            found[entity].setdefault(member.item, member)
    given = Counter(item for items in found.values() for item in items)
    for entity, items in sorted(found.items()):
        (item, member), *others = items.items()
        known = register.world.entities[entity]
        if not others and given[item] == 1 and item not in taken and known.wikidata is None:
            yield Row(entity, known.label, known.type, item, "", member.source)


def _organisations(label: str, register: Register) -> list[str]:
    for text in dict.fromkeys([label, _CAMPUS.sub("", _CAMPUS.sub("", label))]):
        names = (name for name in register.world.lookup(text) if name.kind in OWN)
        found = sorted({name.entity for name in names if register.world.entities[name.entity].type == "Organization"})
        if found:
            return found
    return []
