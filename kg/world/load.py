"""Load the world reference, and a user's own additions to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from kg.errors import DataError
from kg.resources import resource
from kg.world.model import World
from kg.world.names import Entity, Fact
from kg.world.patterns import compose, read_patterns, state_forms
from kg.world.persons import read_persons
from kg.world.sheets import Part, merge, read_sheet
from kg.world.states import read_cities, read_items, read_states


def load_world(extra: Iterable[Path] = ()) -> World:
    """Load the reference; ``extra`` are sheets (CSV) of a user's own entities and names.

    Raises
    ------
    DataError
        If a sheet breaks its rules, with file and line, or a fact names an entity nobody knows.
    """
    folder = resource("world")
    written = [read_states(folder / name) for name in ("states.csv", "past_states.csv", "areas.csv")]
    states = merge([*written, read_items(folder / "state_items.csv", merge(written))])
    present = [one.id for one in read_states(folder / "states.csv").entities]
    patterns = read_patterns(folder, present)
    forms = state_forms(states.entities, states.names)
    composed, bodies = compose(patterns, forms, folder / "bodies_named.csv")
    sheets = [read_sheet(path) for path in sorted((folder / "entities").glob("*.csv"))]
    known = merge([states, *sheets, composed])
    labels = _labels(known.entities)
    led = {f"the {label}": entity for label, entity in labels.items()} | labels
    cities = read_cities(folder / "cities.csv", known)
    persons = read_persons(folder / "persons.csv", folder / "titles.csv", led.get)
    whole = merge([known, cities, persons, *(read_sheet(path) for path in extra)])
    entities = {entity.id: entity for entity in whole.entities}
    labels = _labels(whole.entities)
    return World(entities, whole.names, tuple(_resolve(fact, entities, labels) for fact in whole.facts), bodies)


def _labels(entities: Iterable[Entity]) -> dict[str, str]:
    return {entity.label: entity.id for entity in reversed(tuple(entities))}


def _resolve(fact: Fact, entities: Mapping[str, Entity], labels: Mapping[str, str]) -> Fact:
    """Put ids for the labels that a fact is written with."""
    if fact.subject in entities and fact.object in entities:
        return fact
    ends = []
    for end in (fact.subject, fact.object):
        local = end if end in entities else labels.get(end)
        if local is None:
            raise DataError(f"no entity is called {end!r}", "add it to a sheet, or correct the fact")
        ends.append(local)
    return replace(fact, subject=ends[0], object=ends[1])
