"""Decide which items of Wikidata are persons and offices of the reference.

The tables are answers of Wikidata's query service: who holds or held which office of which state. README.md tells
when an item counts as verified.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from items_nsi import OWN

from kg.read.linking_gazetteer import Gazetteer
from kg.world import Entity, World, fold

_STYLE = re.compile(r"^(?:Sheikh|Prince|Archbishop|Dr\.?|Sir|Dame) |,.*$| (?:I )?of [A-Z].*$")


@dataclass(frozen=True)
class Term:
    """A row of a table: a state, an office and its holder, each office and holder with item and label."""

    state: str
    office: str
    office_label: str
    holder: str
    holder_label: str
    source: str


@dataclass(frozen=True)
class Row:
    """A row of the sheet."""

    entity: str
    label: str
    type: str
    item: str
    source: str


@dataclass(frozen=True)
class Register:
    """The reference as terms of office ask it."""

    world: World

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Give the reference as linking asks it."""
        return Gazetteer(self.world)

    @cached_property
    def holders(self) -> Mapping[str, frozenset[str]]:
        """Give who held an office, by its id."""
        found: dict[str, set[str]] = defaultdict(set)
        for fact in self.world.facts:
            if fact.relation == "holdsOffice":
                found[fact.object].add(fact.subject)
        return {office: frozenset(persons) for office, persons in found.items()}

    def states(self, entity: Entity) -> frozenset[str]:
        """Give the states of the offices that a person held, else the state where the person is at home."""
        offices = [fact.object for fact in self.world.about(entity.id) if fact.relation == "holdsOffice"]
        found = {one.entity for one in map(self.gazetteer.state_of, offices) if one is not None}
        home = self.gazetteer.home_of(entity.id)
        return frozenset(found | ({home.entity} if home is not None else set()))

    def named(self, text: str, type_: str) -> list[Entity]:
        """Give the entities of a class that bear a name as their own."""
        found = {name.entity for name in self.world.lookup(text) if name.kind in OWN}
        return [one for one in map(self.world.entities.__getitem__, sorted(found)) if one.type == type_]

    def office(self, term: Term) -> Entity | None:
        """Give the one office that bears the label, or the label with the state, and is the state's."""
        state = self.world.entities[term.state].label
        for text in (term.office_label, f"{term.office_label} of {state}", f"{term.office_label} of the {state}"):
            found = [one for one in self.named(text, "Office") if self._of(one, term.state)]
            if len(found) == 1:
                return found[0]
        return None

    def _of(self, office: Entity, state: str) -> bool:
        found = self.gazetteer.state_of(office.id)
        return found is not None and found.entity == state

    def person(self, term: Term) -> Entity | None:
        """Give the one person of the state that bears the label, else the one holder called almost so."""
        for text in dict.fromkeys([term.holder_label, _STYLE.sub("", term.holder_label)]):
            found = [one for one in self.named(text, "Person") if term.state in self.states(one)]
            if found:
                return found[0] if len(found) == 1 else None
        return self._holder(term)

    def _holder(self, term: Term) -> Entity | None:
        """Give the only holder of the very office with the same last name and the same first letter."""
        office = self.office(term)
        wanted = fold(_STYLE.sub("", term.holder_label)).split()
        persons = (self.world.entities[one] for one in self.holders.get(office.id, ())) if office else ()
        near = [one for one in persons if _alike(fold(one.label).split(), wanted)]
        return near[0] if len(near) == 1 else None


def _alike(one: list[str], other: list[str]) -> bool:
    full = len(one) > 1 and len(other) > 1
    return full and one[-1] == other[-1] and one[0][0] == other[0][0]


def verified(terms: Iterable[Term], register: Register) -> Iterator[Row]:
    """Yield rows of the persons and offices that one item alone fits, and that fit one item alone."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for term in terms:
        for entity, item in ((register.person(term), term.holder), (register.office(term), term.office)):
            if entity is not None:
                found[entity.id].setdefault(item, term.source)
    bearers = _bearers(found, register.world)
    for local, items in sorted(found.items()):
        (item, source), *others = items.items()
        entity = register.world.entities[local]
        if not others and entity.wikidata is None and bearers[item] == {local}:
            yield Row(local, entity.label, entity.type, item, source)


def _bearers(found: Mapping[str, Iterable[str]], world: World) -> Mapping[str, set[str]]:
    """Give the entities that have an item or would have it."""
    bearers: dict[str, set[str]] = defaultdict(set)
    known = [(one.wikidata, one.id) for one in world.entities.values() if one.wikidata]
    for item, local in [*known, *((item, local) for local, items in found.items() for item in items)]:
        bearers[item].add(local)
    return bearers
