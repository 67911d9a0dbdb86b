"""Load the world reference, and a user's own additions to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.errors import DataError
from kg.resources import resource, rows, uncollected
from kg.world.compiled import compiled
from kg.world.dates import dated
from kg.world.homes import read_homes
from kg.world.model import World
from kg.world.names import Entity, Fact
from kg.world.own import refuse_reused, refuse_unknown
from kg.world.patterns import compose, read_patterns, state_forms
from kg.world.persons import read_persons
from kg.world.sheets import Part, join, merge, read_sheet
from kg.world.states import read_cities, read_items, read_states
from kg.world.turtle import read_turtle


def load_world(extra: Iterable[Path] = ()) -> World:
    """Load the reference; ``extra`` are files of a user's own entities, names and facts: sheets (CSV) or Turtle.

    Raises
    ------
    DataError
        If a sheet breaks its rules, a fact names an entity nobody knows, or an extra file gives an id of the
        reference to something else; with file and line.
    """
    own = tuple(extra)
    with uncollected():
        return _load(own) if own else compiled(_load)


def _load(extra: Iterable[Path] = ()) -> World:
    folder = resource("world")
    written = [read_states(folder / name) for name in ("states.csv", "past_states.csv", "areas.csv")]
    states = merge([*written, read_items(folder / "state_items.csv", join(written))])
    groups = {sign: [one.id for one in part.entities] for sign, part in zip("*~^", written, strict=True)}
    patterns = read_patterns(folder, groups)
    forms = state_forms(states.entities, states.names)
    composed, bodies = compose(patterns, forms, folder / "bodies_named.csv")
    sheets = [read_sheet(path) for path in sorted((folder / "entities").glob("*.csv"))]
    known = join([states, *sheets, composed])
    led = {form: one for one in reversed(known.entities) for form in (f"the {one.label}", one.label)}
    cities = read_cities(folder / "cities.csv", known)
    persons = read_persons(folder / "persons.csv", folder / "titles.csv", led.get)
    own = [(path, _read_extra(path)) for path in extra]
    built_in = merge([known, cities, persons, _facts(folder / "facts.csv")])
    refuse_reused(built_in, own)
    whole = merge([built_in, *(part for _, part in own)]) if own else built_in
    entities = {entity.id: entity for entity in whole.entities}
    labels = _labels(whole.entities)
    refuse_unknown(own, entities.keys() | labels.keys())
    facts = tuple(_resolve(fact, entities, labels) for fact in whole.facts)
    return World(entities, whole.names, facts, bodies, _all_homes(folder, entities, labels))


def _all_homes(folder: Path, entities: Mapping[str, Entity], labels: Mapping[str, str]) -> dict[str, Fact]:
    """Read what was written by hand after what was built: by hand wins."""
    homes: dict[str, Fact] = {}
    for path in [*sorted(folder.glob("homes_*.csv")), folder / "homes.csv"]:
        homes |= read_homes(path, entities, labels)
    return homes


def _read_extra(path: Path) -> Part:
    return read_turtle(path) if path.suffix.lower() in {".ttl", ".turtle"} else read_sheet(path)


def _facts(path: Path) -> Part:
    """Read ``facts.csv``: facts that belong to no row of a sheet."""
    return Part(
        facts=tuple(
            Fact(
                row["subject"],
                row["relation"],
                row["object"],
                dated(row["start"], path, line),
                dated(row["end"], path, line),
                row["source"],
            )
            for line, row in rows(path)
        )
    )


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
    return fact._replace(subject=ends[0], object=ends[1])
