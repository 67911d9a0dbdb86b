"""Write ``entities/wikidata_members.csv`` and ``homes_members.csv``: items of politicians, universities, newspapers.

``python ontology/world/build_members.py [WORDS]``, WORDS being a list of English words, one a line (Debian's
``wamerican``). Reads ``tables``: the Senate as ``everypolitician/everypolitician-data`` had
it in 2011, 2017 and 2019, governors as ``every-politician-scrapers/us-governors`` (both over Wikidata, CC0), employers
and places of study that queries of Wikidata's service counted, and the items that an editor of Wikidata gives
universities of the Academic Ranking, newspapers as ``hearvox/wiki-media-cred`` found their items by their articles.
Needs the extra ``world`` too: names (MIT) tells how many Americans a census lets
expect to be called so.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import names as census
from build_items import kinds, outside, written_before
from items_leaders import Register
from items_members import Member, Row, persons, universities
from items_nsi import Known
from items_outlets import outlets

from kg.resources import rows

HERE = Path(__file__).resolve().parent
OUT = HERE / "entities" / "wikidata_members.csv"
HOMES = HERE / "homes_members.csv"
PEOPLE = 330_000_000
_PERSONS = {
    "us-congress": "Wikidata through everypolitician-data",
    "us-governors": "Wikidata through every-politician-scrapers/us-governors",
}
_ORGANISATIONS = {
    "employers": "Wikidata, its most frequent employers and places of study",
    "shanghai": "Wikidata through a list of the Academic Ranking of World Universities",
}

_PAPERS = {"us-newspapers": "Wikidata through hearvox/wiki-media-cred"}


def members(tables: dict[str, str], state: str) -> Iterator[Member]:
    """Yield the rows of tables, given with what they are called as a source."""
    for name, source in tables.items():
        with (HERE / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            for line in csv.DictReader(handle):
                yield Member(line["item"], line["label"], source, state)


@cache
def shares(name: str) -> dict[str, float]:
    """Give the share of those who bear a name among all, by the name in lower case."""
    lines = (line.split() for line in Path(census.FILES[name]).read_text(encoding="ascii").splitlines())
    return {word.lower(): float(percent) / 100 for word, percent, *_ in lines}


def bearers(name: str) -> float:
    """Give how many Americans are likely to be called so, by a given name or any that it is short for."""
    first, *_, last = name.split()
    formal = {line["name"] for _, line in rows(HERE / "given_names.csv") if line["short"] == first} | {first}
    given = sum(shares(f"first:{sex}").get(one.lower(), 0) / 2 for one in formal for sex in ("male", "female"))
    return PEOPLE * given * shares("last").get(last.lower(), 0)


def main(words: Path) -> None:
    """Write both files."""
    short: dict[str, list[str]] = defaultdict(list)
    for _, line in rows(HERE / "given_names.csv"):
        short[line["name"]].append(line["short"])
    register = Register(written_before(OUT))
    found = [*persons(members(_PERSONS, "USA"), register, short, bearers)]
    found += universities(members(_ORGANISATIONS, ""), register)
    found += outlets(members(_PAPERS, "USA"), Known(register.world, outside(words), tuple(kinds())))
    _write(OUT, "id,label,type,wikidata,names,source", (_cells(one) for one in found))
    _write(HOMES, "entity,home,source", ((one.label, one.home, one.source) for one in found if one.home))


def _cells(one: Row) -> tuple[str, ...]:
    return one.entity, one.label, one.type, one.item, one.names, one.source


def _write(path: Path, header: str, lines: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as handle:
        handle.write("# Wikidata (CC0) through public tables. Written by build_members.py: do not edit.\n")
        handle.write(f"{header}\n")
        csv.writer(handle, lineterminator="\n").writerows(sorted(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/dict/american-english"))
