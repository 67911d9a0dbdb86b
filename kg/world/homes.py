"""Where something is at home that no fact of a relation tells: a party's, a company's, an armed group's state."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.errors import DataError
from kg.resources import rows
from kg.world.names import Entity, Fact
from kg.world.sheets import source_of

HOME_IN = "homeIn"
"""No relation that articles claim: it says neither who controls nor who pays."""


def read_homes(path: Path, entities: Mapping[str, Entity], labels: Mapping[str, str]) -> dict[str, Fact]:
    """Read a sheet of ``entity, home, source, retrieved``; without the last two, its first line tells the source.

    Raises
    ------
    DataError
        If a line names an entity nobody knows, or a home that is no state.
    """
    general = source_of(path)
    homes = {}
    for line, row in rows(path):
        local = row["entity"] if row["entity"] in entities else labels.get(row["entity"])
        home = entities.get(row["home"])
        if local is None or home is None or home.type != "State":
            raise DataError(
                f"not an entity and its state: {row['entity']!r}, {row['home']!r}",
                "give an id or a label, and the id of a state",
                path=path,
                line=line,
            )
        dated = {"retrieved": row["retrieved"]} if row.get("retrieved") else {}
        homes[local] = Fact(local, HOME_IN, home.id, source=row.get("source") or general, **dated)
    return homes
