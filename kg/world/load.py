"""Load the world reference, and a user's own additions to it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.errors import DataError
from kg.resources import resource
from kg.world.model import Fact, World
from kg.world.sheets import Part, merge, read_sheet
from kg.world.states import read_states


def load_world(extra: Iterable[Path] = ()) -> World:
    """Load the reference; ``extra`` are sheets (CSV) of a user's own entities and names.

    Raises
    ------
    DataError
        If a sheet breaks its rules, with file and line, or a fact names an entity nobody knows.
    """
    folder = resource("world")
    parts: list[Part] = [read_states(folder / "states.csv"), read_states(folder / "past_states.csv")]
    parts += [read_sheet(path) for path in sorted((folder / "entities").glob("*.csv"))]
    parts += [read_sheet(path) for path in extra]
    whole = merge(parts)
    entities = {entity.id: entity for entity in whole.entities}
    by_label = {entity.label: entity.id for entity in reversed(whole.entities)}
    facts = tuple(_resolve(fact, entities, by_label) for fact in whole.facts)
    return World(entities, whole.names, facts)


def _resolve(fact: Fact, entities: dict[str, object], by_label: dict[str, str]) -> Fact:
    if fact.subject in entities and fact.object in entities:
        return fact
    ends = []
    for end in (fact.subject, fact.object):
        local = end if end in entities else by_label.get(end)
        if local is None:
            raise DataError(f"no entity is called {end!r}", "add it to a sheet, or correct the fact")
        ends.append(local)
    return Fact(ends[0], fact.relation, ends[1], fact.start, fact.end, fact.source, fact.retrieved)
