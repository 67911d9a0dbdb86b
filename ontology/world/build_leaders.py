"""Write ``entities/wikidata_leaders.csv``: items of persons and of the offices they hold or held.

``python ontology/world/build_leaders.py TABLE...``, where each TABLE is an answer of Wikidata's query service (CC0) as
the public repositories of ``every-politician-scrapers`` keep them: ``data/wikidata.csv`` of ``world-leaders-2021`` (two
of its states, of 2021 and 2026), ``sources/foreign/wikidata.csv`` of ``world`` and ``data/wikidata.csv`` of
``us-cabinet``, each brought to the columns ``country, position, positionLabel, officeholder, officeholderLabel`` and
saved under the repository's name. Rows whose label is an item's number are left out.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from build_items import written_before
from items_leaders import OWN, Register, Row, Term, verified

from kg.world import World

HERE = Path(__file__).resolve().parent
OUT = HERE / "entities" / "wikidata_leaders.csv"


def terms(table: Path, world: World) -> Iterator[Term]:
    """Yield the rows of a table whose state the reference has."""
    source = f"Wikidata through every-politician-scrapers/{table.stem}"
    with table.open(encoding="utf-8", newline="") as handle:
        for line in csv.DictReader(handle):
            named = {name.entity for name in world.lookup(line["country"]) if name.kind in OWN}
            states = [one for one in named if world.entities[one].type == "State"]
            if len(states) == 1 and line["officeholderLabel"] != line["officeholder"]:
                yield Term(
                    states[0],
                    line["position"],
                    line["positionLabel"],
                    line["officeholder"],
                    line["officeholderLabel"],
                    source,
                )


def main(tables: Iterable[Path]) -> None:
    """Write the file."""
    world = written_before(OUT)
    told = [term for table in tables for term in terms(table, world)]
    _write(verified(told, Register(world)))


def _write(found: Iterable[Row]) -> None:
    lines = [(row.entity, row.label, row.type, row.item, row.source) for row in found]
    with OUT.open("w", newline="", encoding="utf-8") as handle:
        handle.write("# Wikidata (CC0) through every-politician-scrapers. Written by build_leaders.py: do not edit.\n")
        handle.write("id,label,type,wikidata,source\n")
        csv.writer(handle, lineterminator="\n").writerows(lines)


if __name__ == "__main__":
    main([Path(one) for one in sys.argv[1:]])
