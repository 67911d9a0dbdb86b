"""Count how many things reach each value of a number: by that a query finds the greatest without sorting all of them.

The view holds a ``kg:Level`` for each value that a number has (``kg:sources`` of propositions, ``kg:mentions`` of
entities, ``kg:heldClaims`` of who holds claims) among each kind of things: all of them, those of one status or class,
those that nobody but the articles themselves says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Final, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.model import BASE
from kg.rdf import iri, kg
from kg.rdf import local_id as _local_id
from kg.rdf.write import TYPE

Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]
Place = tuple[str, str, int]
"""A number (the name of its property), a kind of things, a value."""
NUMBERS: Final[Mapping[NamedNode, str]] = {
    kg("sources"): "Proposition",
    kg("mentions"): "Entity",
    kg("heldClaims"): "Actor",
}
"""The numbers, and what those that bear them are as a whole."""
OWN: Final = kg("ownVoice")
KINDS: Final[Mapping[NamedNode, NamedNode]] = {kg("status"): kg("sources"), OWN: kg("sources"), TYPE: kg("mentions")}
"""What tells the kind of a thing, and the number that is counted among those of that kind."""
WATCHED: Final = frozenset((*NUMBERS, *KINDS))
VIEW: Final = DefaultGraph()


local_id = cache(_local_id)


class Tally:
    """Counts the things that bear a number by its value, from the statements that describe them."""

    def __init__(self) -> None:
        self.counts: Counter[Place] = Counter()

    def through(self, statements: Iterable[Statement]) -> Iterator[Statement]:
        """Yield statements as they come, those on one thing one after the other, and count it."""
        node: object = None
        told: list[Statement] = []
        for one in statements:
            if one[1] in WATCHED:
                if one[0] != node:
                    self.counts.update(_places(told))
                    node, told = one[0], []
                told.append(one)
            yield one
        self.counts.update(_places(told))


def tally(quads: Iterable[Quad]) -> Counter[Place]:
    """Count the things that quads describe, in whatever order these come."""
    watched = (quad for quad in quads if quad.predicate in WATCHED and quad.graph_name == VIEW)
    ordered = sorted(((quad.subject, quad.predicate, quad.object) for quad in watched), key=lambda one: str(one[0]))
    counted = Tally()
    for _ in counted.through(cast("list[Statement]", ordered)):
        pass
    return counted.counts


def _places(told: list[Statement]) -> Iterator[Place]:
    """Yield the places of one thing: a number among all, and among those of its kinds."""
    for _, number, value in told:
        if whole := NUMBERS.get(number):
            kinds = {_kind(kind, given) for _, kind, given in told if KINDS.get(kind) == number}
            yield from ((local_id(number), kind, int(value.value)) for kind in kinds | {whole})


def _kind(kind: NamedNode, given: NamedNode | Literal) -> str:
    return local_id(OWN if kind == OWN else cast("NamedNode", given))


def level_quads(counts: Mapping[Place, int], base: str = BASE) -> Iterator[Quad]:
    """Yield the levels: how many things have a value or more."""
    groups: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for (number, kind, value), count in counts.items():
        groups[number, kind][value] = count
    for (number, kind), values in groups.items():
        reached = 0
        for value in sorted((value for value, count in values.items() if count), reverse=True):
            reached += values[value]
            yield from _level(number, kind, value, reached, base)


def _level(number: str, kind: str, value: int, reached: int, base: str) -> Iterator[Quad]:
    node = iri("level", f"{number}-{kind}-{value}", base)
    yield Quad(node, TYPE, kg("Level"), VIEW)
    yield Quad(node, kg("ofNumber"), kg(number), VIEW)
    yield Quad(node, kg("ofKind"), kg(kind), VIEW)
    yield Quad(node, kg("atLeast"), Literal(value), VIEW)
    yield Quad(node, kg("reachedBy"), Literal(reached), VIEW)


def moved(store: Store, gone: Counter[Place], added: Counter[Place], base: str) -> tuple[set[Quad], set[Quad]]:
    """Give the quads of levels that the view holds, and those that it ought to hold, where things went and came."""
    change = Counter(added)
    change.subtract(gone)
    groups = {(number, kind) for (number, kind, _), by in change.items() if by}
    held = Counter({place: count for group in groups for place, count in _kept(store, *group)})
    due = Counter(held)
    due.update({place: by for place, by in change.items() if place[:2] in groups})
    return set(level_quads(held, base)), set(level_quads(due, base))


def total(store: Store, number: NamedNode) -> int:
    """Give how many things bear a number, from the levels that the view holds."""
    return sum(count for _, count in _kept(store, local_id(number), NUMBERS[number]))


def _kept(store: Store, number: str, kind: str) -> Iterator[tuple[Place, int]]:
    """Yield how many things have each value, from the levels that the view holds."""
    nodes = [cast("NamedNode", quad.subject) for quad in store.quads_for_pattern(None, kg("ofKind"), kg(kind), VIEW)]
    of_number = [one for one in nodes if Quad(one, kg("ofNumber"), kg(number), VIEW) in store]
    levels = sorted((_number(store, one, "atLeast"), _number(store, one, "reachedBy")) for one in of_number)
    for (value, reached), (_, above) in pairwise((*levels, (0, 0))):
        yield (number, kind, value), reached - above


def _number(store: Store, node: NamedNode, name: str) -> int:
    quad = next(store.quads_for_pattern(node, kg(name), None, VIEW))
    return int(cast("Literal", quad.object).value)
