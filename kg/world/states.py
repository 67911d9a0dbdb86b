"""States and their names: adjectives, peoples, capitals, seats of government, prefixes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.resources import rows
from kg.world.names import Entity, Fact, Name
from kg.world.sheets import Part, cells

_KINDS = {"capital": "capital", "government": "government", "abbreviations": "abbreviation", "aliases": "alias",
          "official": "official"}


def read_states(path: Path) -> Part:
    """Read ``states.csv`` or ``past_states.csv``."""
    entities, names, facts = [], [], []
    for _, row in rows(path):
        state = Entity(row["id"], row["label"], row.get("type") or "State", row.get("wikidata") or None)
        entities.append(state)
        names += state_names(state, row)
        for successor in cells(row.get("successors", "")):
            facts.append(Fact(successor, "replaces", state.id, row["end"] or None))
    return Part(tuple(entities), tuple(names), tuple(facts))


def state_names(state: Entity, row: dict[str, str]) -> Iterator[Name]:
    """Yield the names of a state's row."""
    yield Name(state.label, state.id, "name")
    for column, kind in _KINDS.items():
        for text in cells(row.get(column, "")):
            yield Name(text, state.id, kind)
    for adjective in cells(row["adjectives"]):
        yield Name(adjective, state.id, "adjective")
        if adjective.endswith(("n", "i")) and adjective.islower() is False and not row["people"].startswith("-"):
            yield Name(adjective + "s", state.id, "demonym")
    for people in cells(row["people"]):
        yield Name(people, state.id, "demonym")
    for prefix in cells(row["prefixes"]):
        yield Name(prefix, state.id, "prefix")
