"""Compose the bodies and offices of states, from ``bodies.csv``, ``titles.csv`` and ``offices.csv``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.resources import rows
from kg.world.index import Bodies, key
from kg.world.names import Entity, Fact, Name
from kg.world.sheets import Part, cells, named
from kg.world.text import slug

_STATE, _ADJ = "zzstate", "zzadj"  # stand in a label while its local id is made


@dataclass(frozen=True, slots=True)
class Pattern:
    """A body or office that states have; ``sure`` where it is a fact that each of its ``states`` has it."""

    key: str
    type: str
    label: str
    words: tuple[str, ...]
    states: frozenset[str]
    sure: bool = False


@dataclass(frozen=True, slots=True)
class StateForms:
    """How a state stands in a label: with its article where it takes one, and as an adjective."""

    id: str
    state: str
    adj: str


def read_patterns(folder: Path, groups: Mapping[str, Iterable[str]]) -> list[Pattern]:
    """Read the patterns of bodies, then of offices; ``groups`` are the states that a sign such as ``*`` stands for."""
    having = {row["title"]: frozenset(_having(row["states"], groups)) for _, row in rows(folder / "offices.csv")}
    signs = {**groups, **{f"@{title}": states for title, states in having.items()}}
    found = [
        Pattern(
            row["body"],
            row["type"],
            row["label"],
            tuple(cells(row["words"])),
            frozenset(_having(row["states"], signs)),
            row["sure"] == "yes",
        )
        for _, row in rows(folder / "bodies.csv")
    ]
    offices = [row for _, row in rows(folder / "titles.csv") if row["title"] in having]
    return found + [
        Pattern(row["title"], "Office", row["office"], tuple(cells(row["words"])), having[row["title"]])
        for row in offices
    ]


def _having(cell: str, groups: Mapping[str, Iterable[str]]) -> set[str]:
    listed, _, excepted = cell.partition(" - ")
    return {state for one in listed.split() for state in groups.get(one, (one,))} - set(excepted.split())


def state_forms(entities: Iterable[Entity], names: Iterable[Name]) -> dict[str, StateForms]:
    """Give the forms of states in labels; a state takes an article where one of its names is "the" and its label."""
    adjectives: dict[str, str] = {}
    articles: set[tuple[str, str]] = set()
    for name in names:
        if name.kind == "adjective":
            adjectives.setdefault(name.entity, name.text)
        elif name.text.startswith("the "):
            articles.add((name.entity, name.text[4:]))
    return {
        one.id: StateForms(
            one.id,
            f"the {one.label}" if (one.id, one.label) in articles else one.label,
            adjectives.get(one.id, one.label),
        )
        for one in entities
    }


def compose(patterns: Iterable[Pattern], states: Mapping[str, StateForms], own: Path) -> tuple[Part, Bodies]:
    """Give the bodies and offices of all states, those with names of their own (``bodies_named.csv``) under these.

    What has a name of its own is there, whatever the pattern says of states: "the Saudi parliament".
    """
    special, part = _named_bodies(own)
    entities, facts = list(part.entities), list(part.facts)
    filled: dict[tuple[str, str], str] = {}
    words: dict[str, dict[str, None]] = {}
    slugs = {
        forms.id: (slug(f"of {forms.state}").removeprefix("of-"), slug(f"x {forms.adj}").removeprefix("x-"))
        for forms in states.values()
    }
    for pattern in patterns:
        local = slug(pattern.label.format(state=_STATE, adj=_ADJ)) if pattern.label else ""
        for word in pattern.words:
            words.setdefault(key(word), {})[pattern.key] = None
        for forms in states.values():
            at = (forms.id, pattern.key)
            if forms.id not in pattern.states and at not in special:
                continue
            state, adj = slugs[forms.id]
            filled[at] = special.get(at) or local.replace(_STATE, state).replace(_ADJ, adj) or forms.id
            if at not in special and pattern.label:
                entities.append(Entity(filled[at], _label(pattern, forms), pattern.type))
                if pattern.sure:
                    facts.append(Fact(filled[at], "agencyOf", forms.id))
    bodies = Bodies({word: tuple(keys) for word, keys in words.items()}, filled, frozenset(states))
    names = [*part.names, *(Name(entity.label, entity.id, "name") for entity in entities[len(part.entities) :])]
    return Part(tuple(entities), tuple(names), tuple(facts)), bodies


def _label(pattern: Pattern, forms: StateForms) -> str:
    return pattern.label.format(state=forms.state, adj=forms.adj)


def _named_bodies(path: Path) -> tuple[dict[tuple[str, str], str], Part]:
    special: dict[tuple[str, str], str] = {}
    entities: list[Entity] = []
    names: list[Name] = []
    facts: list[Fact] = []
    for line, row in rows(path):
        entity = Entity(slug(row["label"]), row["label"], row["type"])
        entities.append(entity)
        names += named(entity, row["names"], path, line)
        if entity.type != "Office":
            facts.append(Fact(entity.id, "agencyOf", row["state"]))
        if row["body"]:
            special[row["state"], row["body"]] = entity.id
    return special, Part(tuple(entities), tuple(names), tuple(facts))
