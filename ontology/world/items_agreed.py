"""Decide which items of Wikidata are cities because two sources agree that do not know of each other.

One finds the item by where a city lies and what it is called, and is right in nine of ten cases alone; the other gives
items with labels, and with inhabitants or a description. README.md tells when an item counts as verified.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from items_nsi import Item, Known
from items_places import EARLY, Row

from kg.world import World, fold

NEAR = 0.15  # degrees that two sources may put one city apart
LIKE = 0.5  # how like its name a label must be: towns have the names of the districts they are the seat of too
_TOWN = re.compile(r"\b(?:city|town|municipality|county seat|capital)\b(?! (?:government|council|administration))")


@dataclass(frozen=True)
class Spot:
    """Where a source puts a place: its ISO 3166 state (alpha-2), folded name, degrees, and its item (or none)."""

    state: str
    name: str
    latitude: float
    longitude: float
    item: str = ""

    def apart(self, other: Spot) -> float:
        """Give how many degrees of latitude two places are apart."""
        across = (self.longitude - other.longitude) * math.cos(math.radians(self.latitude))
        return math.hypot(self.latitude - other.latitude, across)


@dataclass(frozen=True)
class Here:
    """A city of the reference: its entity, where it lies, its state (alpha-3), and all its names, folded."""

    entity: str
    spot: Spot
    state: str
    names: frozenset[str]


@dataclass(frozen=True)
class Told:
    """An item that a source gives with its label, and with its state (alpha-3) where the source tells it."""

    item: str
    label: str
    source: str
    state: str = ""


def spotted(found: Iterable[Here], spots: Iterable[Spot]) -> Iterator[tuple[Here, str]]:
    """Yield cities with the one early item that a source has of a place called so near by."""
    named: dict[tuple[str, str], list[Spot]] = defaultdict(list)
    for spot in spots:
        if spot.item and int(spot.item[1:]) <= EARLY:
            named[spot.state, spot.name].append(spot)
    for city in found:
        called = (spot for name in city.names for spot in named.get((city.spot.state, name), ()))
        items = {spot.item for spot in called if city.spot.apart(spot) <= NEAR}
        if len(items) == 1:
            yield city, items.pop()


def towns(items: Iterable[Item], known: Known, source: str) -> Iterator[Told]:
    """Yield the items whose description tells a city or municipality and one state."""
    for item in items:
        states = known.told(item.description) if _TOWN.search(item.description) else frozenset()
        if len(states) == 1:
            yield Told(item.id, item.label, source, next(iter(states)))


def confirmed(found: Iterable[tuple[Here, str]], told: Iterable[Told], world: World) -> Iterator[Row]:
    """Yield rows of cities for items that another source gives under a name of the city, and in no other state."""
    labels = _by_item(told)
    for city, item in found:
        known = world.entities.get(city.entity)
        fits = [one for one in labels.get(item, ()) if _is_called(city, one) and one.state in ("", city.state)]
        if known is not None and known.type == "City" and known.wikidata is None and fits:
            yield Row(known.id, known.label, known.type, item, "", "", fits[0].source)


def _is_called(city: Here, one: Told) -> bool:
    """Tell whether a label is a name of a city, and its first name or like it."""
    label, first = fold(one.label), city.spot.name
    part = set(label.split()) <= set(first.split())
    return label in city.names and (part or SequenceMatcher(None, label, first).ratio() >= LIKE)


def _by_item(told: Iterable[Told]) -> Mapping[str, list[Told]]:
    found: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        found[one.item].append(one)
    return found
