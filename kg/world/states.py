"""States and their names: adjectives, peoples, capitals, seats of government, prefixes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.resources import rows
from kg.world.dates import dated
from kg.world.names import Entity, Fact, Name
from kg.world.sheets import Part, cells, source_of

_KINDS = {
    "capital": "capital",
    "government": "government",
    "abbreviations": "abbreviation",
    "aliases": "alias",
    "official": "official",
}


def read_states(path: Path) -> Part:
    """Read ``states.csv`` or ``past_states.csv``."""
    entities: list[Entity] = []
    names: list[Name] = []
    facts: list[Fact] = []
    for line, row in rows(path):
        span = dated(row.get("start"), path, line), dated(row.get("end"), path, line)
        state = Entity(row["id"], row["label"], row.get("type") or "State", row.get("wikidata") or None, *span)
        entities.append(state)
        names += state_names(state, row)
        facts += [Fact(new, "replaces", state.id, span[1]) for new in cells(row.get("successors", ""))]
    return Part(tuple(entities), tuple(names), tuple(facts))


def read_items(path: Path, states: Part) -> Part:
    """Read ``state_items.csv``: the Wikidata items and official names that packages give."""
    known = {state.id: state for state in states.entities}
    lines = [row for _, row in rows(path)]
    entities = [known[row["id"]]._replace(wikidata=row["wikidata"]) for row in lines if row["wikidata"]]
    names = [
        Name(row["official"], row["id"], "official")
        for row in lines
        if row["official"] and row["official"] != known[row["id"]].label
    ]
    return Part(tuple(entities), tuple(names))


def read_cities(path: Path, known: Part) -> Part:
    """Read ``cities.csv``; a city that is its state is left out, one with the id of another thing gets ``-city``."""
    taken = {entity.id: entity for entity in known.entities}
    cities = frozenset(entity.id for entity in known.entities if entity.type == "City")
    source = source_of(path)
    entities: list[Entity] = []
    names: list[Name] = []
    facts: list[Fact] = []
    for _, row in rows(path):
        if row["label"] == taken[row["state"]].label:
            continue
        local = f"{row['id']}-city" if row["id"] in taken and row["id"] not in cities else row["id"]
        entities.append(Entity(local, row["label"], "City"))
        names += [Name(text, local, "name") for text in dict.fromkeys((row["label"], _unmarked(row["label"])))]
        facts.append(Fact(local, "locatedIn", row["state"], source=source))
    return Part(tuple(entities), tuple(names), tuple(facts))


def _unmarked(label: str) -> str:
    """Give a city's name as papers write it, without the marks for letters that English lacks: "Sāmarrā’"."""
    return label.translate(_MARKS).strip() if "'s" not in label else label


_MARKS = dict.fromkeys(map(ord, "’‘'ʼ`"))


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
