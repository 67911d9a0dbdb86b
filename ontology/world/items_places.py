"""Decide which items of Wikidata are cities, divisions, waters and states of the reference.

README.md tells when an item counts as verified. Nothing here asks a package: :mod:`build_places` reads them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from items_nsi import OWN

from kg.world import Entity, World, doubtful, fold

EARLY = 2_000_000  # item number up to which a city's is its first one: later ones are of its parts and namesakes
NEAR, CLOSE, RIVAL, ALIKE = 1.06, 1.25, 1.5, 1.6  # how many times one number of inhabitants may be the other
DWARFS = 3  # times the inhabitants of all its namesakes
AMERICAN = 333_333  # inhabitants below which an American city's name is its team's, or a namesake's, as often
NAMESAKES = 100_000  # inhabitants that they may have together: Yichun in Jiangxi is not the larger prefecture so called
PLACES = frozenset({"AdminArea", "Territory", "Waters", "State"})
_GENERIC = re.compile(
    r" (?:province|state|region|governorate|oblast|department|prefecture|county|district|canton|division|voivodeship)$"
    r"|^(?:province|state|region|governorate|department|canton) of "
)


@dataclass(frozen=True)
class Place:
    """A place that a source gives an item: what it is called, its class (or several), its state (alpha-3)."""

    item: str
    label: str
    types: frozenset[str]
    state: str
    source: str
    kind: str = ""

    @property
    def number(self) -> int:
        """Give the number in the id of the item."""
        return int(self.item[1:])


@dataclass(frozen=True)
class Row:
    """A row of the sheet."""

    entity: str
    label: str
    type: str
    item: str
    names: str
    facts: str
    source: str


_SAID = {
    "Province": ("Province", "Governorate"),
    "Governorate": ("Governorate", "Province"),
    "Oblast": ("Oblast", "Region"),
    "Region": ("Region", "Oblast"),
}  # what divisions are called in English besides


def plain(name: str) -> str:
    """Give a name, folded, without the word for what it names: ``Adamawa State`` is ``adamawa``."""
    return _GENERIC.sub("", fold(name))


def _islands(label: str) -> bool:
    """Tell whether a label speaks of islands: the division of one is another thing."""
    return re.search(r"\bisl(?:and|e)s?\b", fold(label)) is not None


@dataclass(frozen=True)
class Atlas:
    """The reference as places ask it."""

    world: World

    @cached_property
    def states(self) -> Mapping[str, frozenset[str]]:
        """Give the states in which an entity lies, or that hold it."""
        found: dict[str, set[str]] = defaultdict(set)
        for fact in self.world.facts:
            if fact.relation == "locatedIn":
                found[fact.subject].add(fact.object)
            elif fact.relation == "controls":
                found[fact.object].add(fact.subject)
        return {entity: frozenset(one) for entity, one in found.items()}

    @cached_property
    def called(self) -> Mapping[str, frozenset[str]]:
        """Give the places that bear a name as their own, by the name without the word for what it names."""
        found: dict[str, set[str]] = defaultdict(set)
        for name in self.world.names:
            if name.kind in OWN and self.world.entities[name.entity].type in PLACES:
                found[plain(name.text)].add(name.entity)
        return {name: frozenset(one) for name, one in found.items()}

    @cached_property
    def cities(self) -> Mapping[str, frozenset[str]]:
        """Give the states that have a city called so."""
        found: dict[str, set[str]] = defaultdict(set)
        for name in self.world.names:
            if name.kind in OWN and self.world.entities[name.entity].type == "City":
                found[fold(name.text)] |= self.states.get(name.entity, frozenset())
        return {name: frozenset(states) for name, states in found.items()}

    @cached_property
    def taken(self) -> frozenset[str]:
        """Give the items that the reference has."""
        return frozenset(one.wikidata for one in self.world.entities.values() if one.wikidata)

    def fitting(self, place: Place) -> Entity | None:
        """Give the one entity that bears the name, is of the class and lies in the state."""
        near = [
            entity
            for entity in (self.world.entities[one] for one in self.called.get(plain(place.label), ()))
            if entity.type in place.types
            and self._lies(entity, place)
            and _islands(entity.label) == _islands(place.label)
        ]
        return near[0] if len(near) == 1 else None

    def _lies(self, entity: Entity, place: Place) -> bool:
        return not place.state or place.state in self.states.get(entity.id, frozenset({entity.id}))


def cities(found: Iterable[tuple[Place, str]], world: World) -> Iterator[Row]:
    """Yield rows of cities for items with the entities that have the same GeoNames id.

    An item of two cities is of neither for sure.
    """
    listed = list(found)
    given = Counter(place.item for place, _ in listed)
    for place, entity in listed:
        known = world.entities.get(entity)  # a city that is a state is no entity of its own
        if known and known.wikidata is None and place.number <= EARLY and given[place.item] == 1:
            yield Row(entity, known.label, known.type, place.item, "", "", place.source)


@dataclass(frozen=True)
class City:
    """A city of GeoNames: its name, all its names, both folded, its inhabitants, its entity (empty for none)."""

    entity: str
    name: str
    names: frozenset[str]
    people: int


@dataclass(frozen=True)
class Count:
    """A row of a table of cities: an item with its label and what inhabitants it has or had."""

    item: str
    label: str
    people: tuple[int, ...]
    source: str


def peopled(found: Iterable[Count], cities: Iterable[City], world: World) -> Iterator[Row]:
    """Yield rows of cities that a table with inhabitants tells apart, where one item alone fits one alone."""
    by_name: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        for name in city.names:
            by_name[name].append(city)
    fits = [(one, city) for one in found if (city := _by_people(one, by_name.get(fold(one.label), []))) is not None]
    items, entities = Counter(one.item for one, _ in fits), Counter(city.entity for _, city in fits)
    for one, city in fits:
        known = world.entities.get(city.entity)
        single = items[one.item] == 1 and entities[city.entity] == 1
        if single and known is not None and known.type == "City" and known.wikidata is None:
            yield Row(known.id, known.label, known.type, one.item, "", "", one.source)


def agreed(found: Iterable[Row]) -> Iterator[Row]:
    """Yield one row for each entity: where two sources give it two items, or two entities one item, none."""
    listed = list(found)
    items: dict[str, set[str]] = defaultdict(set)
    entities: dict[str, set[str]] = defaultdict(set)
    for row in listed:
        items[row.entity].add(row.item)
        entities[row.item].add(row.entity)
    for row in {row.entity: row for row in reversed(listed)}.values():
        if len(items[row.entity]) == len(entities[row.item]) == 1:
            yield row


def _by_people(one: Count, bearers: list[City]) -> City | None:
    """Give the city that alone has about the inhabitants told, else the one that dwarfs its namesakes."""
    near = [city for city in bearers if _differs(city, one) <= NEAR]
    rivals = [city for city in bearers if _differs(city, one) <= RIVAL]
    if len(near) == 1 and len(rivals) == 1 and int(one.item[1:]) <= EARLY:
        return near[0]
    largest = max(bearers, key=lambda city: city.people, default=None)
    if largest is None or int(one.item[1:]) > EARLY:
        return None
    others = sum(city.people for city in bearers) - largest.people
    most = ALIKE if largest.name == fold(one.label) else CLOSE
    dwarfs = others * DWARFS <= largest.people and others < NAMESAKES
    return largest if dwarfs and _differs(largest, one) <= most else None


def _differs(city: City, one: Count) -> float:
    return min(max(city.people, people) / min(city.people, people) for people in one.people)


def places(found: Iterable[Place], atlas: Atlas) -> Iterator[Row]:
    """Yield rows of places whose name is an entity's own, where no two items and no two entities fit."""
    fits = [(place, entity) for place in found if (entity := atlas.fitting(place)) is not None]
    items: dict[str, set[str]] = defaultdict(set)
    for place, entity in fits:
        items[entity.id].add(place.item)
    given = Counter(next(iter(one)) for one in items.values() if len(one) == 1)
    done: set[str] = set()
    for place, entity in fits:
        sure = len(items[entity.id]) == 1 and given[place.item] == 1 and entity.id not in done
        if sure and entity.wikidata is None and place.item not in atlas.taken:
            done.add(entity.id)
            yield Row(entity.id, entity.label, entity.type, place.item, "", "", place.source)


@dataclass(frozen=True)
class Outside:
    """What other packages know, all names folded: towns, the states that have a division so called, words."""

    towns: frozenset[str]
    divisions: Mapping[str, frozenset[str]]
    words: frozenset[str]
    persons: frozenset[str]

    def told_apart(self, name: str, state: str) -> bool:
        """Tell whether a name is no town's, no other state's division's, no word and no person's."""
        folded = fold(name)
        common = all(word in self.words or word in self.persons for word in folded.split())
        return not (folded in self.towns or self.elsewhere(name, state) or common or len(folded) < 4)

    def elsewhere(self, name: str, state: str) -> bool:
        """Tell whether another state has a division so called."""
        return bool(self.divisions.get(plain(name), frozenset()) - {state})


def new_divisions(found: Iterable[Place], atlas: Atlas, outside: Outside) -> Iterator[Row]:
    """Yield rows of divisions that the reference lacks and that are called like nothing else."""
    listed = [place for place in found if "AdminArea" in place.types]
    labels, items = Counter(plain(place.label) for place in listed), Counter(place.item for place in listed)
    known = frozenset(fold(name.text) for name in atlas.world.names) | doubtful()
    for place in listed:
        twice = labels[plain(place.label)] > 1 or items[place.item] > 1
        names = {place.label, bare(place.label)}
        fit = all(outside.told_apart(name, place.state) and fold(name) not in known for name in names)
        if twice or not fit or place.item in atlas.taken or place.state not in atlas.world.entities:
            continue
        other = names - {place.label}
        yield Row("", place.label, "AdminArea", place.item, "|".join(other), f"locatedIn>{place.state}", place.source)


def beside_cities(found: Iterable[Place], atlas: Atlas, outside: Outside, taken: frozenset[str]) -> Iterator[Row]:
    """Yield rows of divisions called like a city of their state, under their name with the word for what they are."""
    listed = [place for place in found if "AdminArea" in place.types]
    items, labels = Counter(place.item for place in listed), Counter(plain(place.label) for place in listed)
    known = frozenset(fold(name.text) for name in atlas.world.names)
    for place in listed:
        name = bare(place.label)
        told = [f"{name} {word}" for word in _SAID.get(place.kind, (place.kind,))]
        alone = labels[plain(name)] == 1 and not outside.elsewhere(name, place.state)
        single = items[place.item] == 1 and place.item not in taken and alone
        if single and place.state in atlas.cities.get(fold(name), ()) and not any(fold(one) in known for one in told):
            others = "|".join(dict.fromkeys([*told[1:], *(f"{name} {one.split()[-1].lower()}" for one in told)]))
            yield Row("", told[0], "AdminArea", place.item, others, f"locatedIn>{place.state}", place.source)


def unmeant(american: Iterable[tuple[str, int, int]]) -> frozenset[str]:
    """Give the cities of the United States that a bare name in the news does not mean: small ones and namesakes.

    Each is told by its entity, its inhabitants, and those of all cities in the world called so, itself among them.
    """
    return frozenset(entity for entity, own, alike in american if own < AMERICAN or (alike - own) * DWARFS > own)


def bare(label: str) -> str:
    """Give a label without the word for what it names, its letters kept."""
    found = _GENERIC.search(label.lower())
    if found is None:
        return label
    return label[found.end() :] if found.start() == 0 else label[: found.start()]
