"""Hold a store to shapes (SHACL): the shapes file is read once, and each node is looked at once.

A shapes file says what holds of the union of all graphs. Of SHACL this knows targets by class and by property, node and
property shapes, and the constraints of ``kg.query.constraints``; a file that uses anything else is refused, so that
nothing goes unchecked. Time grows with what the graphs hold, memory does not.

Source: W3C, *Shapes Constraint Language (SHACL)*, 2017. The tests hold it to what pySHACL finds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from typing import Final, cast

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.errors import DataError
from kg.model import BASE
from kg.query.constraints import FITS, SH, Fits, Node, Term, Union, among
from kg.query.results import short
from kg.rdf.terms import RDF
from kg.rdf.write import TYPE

NIL: Final = NamedNode(RDF + "nil")
NODE_SHAPE: Final = NamedNode(SH + "NodeShape")
TARGETS: Final = ("targetClass", "targetSubjectsOf")
COUNTS: Final = ("minCount", "maxCount")
SHOWN: Final = 100
"""Characters of a value that are shown."""

Walk = Callable[[Union, Term], Iterable[Term]]
"""Leads from a node to the values of a path."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds of the values of one path from a node: how many there are, and of what sort each is.

    ``path`` and ``law`` are how people write the path, and what the shapes file says of it in words.
    """

    walk: Walk
    path: str
    least: int
    most: int | None
    sorts: tuple[tuple[Fits, str], ...]
    law: str

    def broken(self, graph: Union, node: Node) -> Iterable[tuple[Term | None, str]]:
        """Give what is wrong with a node: the value that is, where it is one, and what is wrong."""
        found = self._values(graph, node)
        few, many = len(found) < self.least, self.most is not None and len(found) > self.most
        if not (few or many or any(not fits(graph, node, value) for fits, _ in self.sorts for value in found)):
            return ()
        wrong = [(value, said) for fits, said in self.sorts for value in found if not fits(graph, node, value)]
        fewer = f"has {len(found)} of {self.least} values" if found else "is missing"
        more = f"has more than {self.most} value{'s' * (self.most != 1)}"
        return [(None, fewer)] * few + [(None, more)] * many + sorted(wrong, key=str)

    def _values(self, graph: Union, node: Node) -> set[Term] | frozenset[Term]:
        """Give the values; where only their number counts, no more than tell whether it is right."""
        values = self.walk(graph, node)
        if isinstance(values, (set, frozenset)):
            return values
        return set(values) if self.sorts else _some(values, self.least if self.most is None else self.most + 1)


def _some(values: Iterable[Term], many: int) -> set[Term]:
    found: set[Term] = set()
    for value in values:
        found.add(value)
        if len(found) == many:
            break
    return found


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape: whether it is for the instances of a class or for what has a property, which one, and its rules."""

    by_class: bool
    target: NamedNode
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    """A node that breaks a rule, with the value that does, where it is a value, and what is wrong."""

    node: Node
    rule: Rule
    value: Term | None
    said: str

    def told(self, base: str = BASE) -> str:
        """Tell what is wrong with the node, in words."""
        value = None if self.value is None else _brief(self.value, base)
        words = " ".join(filter(None, (self.rule.path, value, self.said)))
        return f"{words}: {self.rule.law}" if self.rule.law else words


def violations(store: Store, path: Path) -> Iterator[Violation]:
    """Yield what in a store breaks the shapes of a Turtle file.

    Raises
    ------
    DataError
        If the file uses what is not known here.
    """
    seen: set[Violation] = set()  # a node that has a property twice is looked at twice
    for one in _violations(Union(store), path):
        if one not in seen:
            seen.add(one)
            yield one


def _violations(graph: Union, path: Path) -> Iterator[Violation]:
    for shape in shapes(path):
        for node in _targets(graph, shape):
            graph.look_at(node)
            for rule in shape.rules:
                yield from (Violation(node, rule, value, said) for value, said in rule.broken(graph, node))


def misfits(quads: Iterable[Quad], path: Path) -> Iterator[str]:
    """Yield where quads break the shapes of a Turtle file, a sentence each."""
    held = Store()
    held.extend(quads)
    for one in violations(held, path):
        yield f"{_brief(one.node)}: {one.told()}"


def _targets(graph: Union, shape: Shape) -> Iterator[Node]:
    """Yield the nodes that a shape is for; quads come in an order, so that most nodes come once."""
    predicate, values = (TYPE, graph.kinds(shape.target)) if shape.by_class else (shape.target, {None})
    for value in sorted(values, key=str):
        quads = graph.store.quads_for_pattern(None, predicate, value, None)
        yield from (cast("Node", node) for node, _ in groupby(quad.subject for quad in quads))


def shapes(path: Path) -> tuple[Shape, ...]:
    """Read the shapes of a Turtle file, in the order of their names.

    Raises
    ------
    DataError
        If it uses what is not known here.
    """
    file = _File(path)
    found = {quad.subject for quad in file.held.quads_for_pattern(None, TYPE, NODE_SHAPE, None)}
    return tuple(file.shape(cast("Node", node)) for node in sorted(found, key=str))


class _File:
    """A shapes file, from which terms are looked up."""

    def __init__(self, path: Path) -> None:
        self.path, self.held = path, Store()
        self.held.extend(parse(path=path, format=RdfFormat.TURTLE))

    def shape(self, node: Node) -> Shape:
        """Read a node shape."""
        told = list(self._told(node))
        targets = [(name, cast("NamedNode", value)) for name, value in told if name in TARGETS]
        if len(targets) != 1:
            raise self._refused(f"{node} has {len(targets)} targets", f"one {' or '.join(TARGETS)}")
        own = [(name, value) for name, value in told if name not in {*TARGETS, "property"}]
        inner = [self._property(cast("Node", value)) for name, value in told if name == "property"]
        rules = Rule(_itself, "", 0, None, self._sorts(own), ""), *sorted(inner, key=lambda one: (one.path, one.law))
        return Shape(targets[0][0] == "targetClass", targets[0][1], rules)

    def _told(self, node: Node) -> Iterator[tuple[str, Term]]:
        """Yield what is said of a shape in words of SHACL."""
        for quad in self.held.quads_for_pattern(node, None, None, None):
            if quad.predicate.value.startswith(SH):
                yield quad.predicate.value.removeprefix(SH), cast("Term", quad.object)

    def _property(self, node: Node) -> Rule:
        told = list(self._told(node))
        known = {name: value for name, value in told if name in {"path", "message", *COUNTS}}
        if "path" not in known:
            raise self._refused("a property shape has no path", "sh:path and a property")
        walk, path = self._path(known["path"])
        least, most = (self._count(known[name]) if name in known else None for name in COUNTS)
        law = known["message"].value if "message" in known else ""
        return Rule(walk, path, least or 0, most, self._sorts(one for one in told if one[0] not in known), law)

    def _count(self, value: Term) -> int:
        try:
            return int(value.value)
        except ValueError:
            raise self._refused(f"{_brief(value)} is no number of values", "a whole number") from None

    def _sorts(self, told: Iterable[tuple[str, Term]]) -> tuple[tuple[Fits, str], ...]:
        return tuple(self._sort(name, value) for name, value in told)

    def _sort(self, name: str, value: Term) -> tuple[Fits, str]:
        if name == "in":
            allowed = list(self._listed(value))
            return among(allowed), f"is none of {', '.join(map(_brief, allowed))}"
        if name not in FITS:
            raise self._refused(f"sh:{name} is not known", ", ".join(f"sh:{one}" for one in (*COUNTS, "in", *FITS)))
        make, said = FITS[name]
        try:
            return make(value), said.format(_brief(value).removeprefix(SH))
        except KeyError:
            raise self._refused(f"sh:{name} {_brief(value)} is not known", "another one") from None
        except re.error as error:
            raise self._refused(f"sh:{name} {_brief(value)} is no pattern: {error}", "a regular expression") from None

    def _path(self, path: Term) -> tuple[Walk, str]:
        """Read a path: what leads along it, and how SPARQL writes it."""
        if isinstance(path, NamedNode):
            return partial(_ahead, path), _brief(path)
        told = dict(self._told(cast("Node", path)))
        if isinstance(inverse := told.get("inversePath"), NamedNode):
            return partial(_back, inverse), f"^{_brief(inverse)}"
        either = told.get("alternativePath")
        parts = [self._path(one) for one in self._listed(either or path)]
        if not parts:
            raise self._refused("a path is not known", "a property, a list of them, or sh:inversePath of one")
        walks, written = zip(*parts, strict=True)
        return partial(_either if either else _steps, walks), ("|" if either else "/").join(written)

    def _listed(self, head: Term) -> Iterator[Term]:
        while first := self._next(head, "first"):
            yield first
            head = self._next(head, "rest") or NIL

    def _next(self, node: Term, name: str) -> Term | None:
        found = self.held.quads_for_pattern(cast("Node", node), NamedNode(RDF + name), None, None)
        return next((cast("Term", quad.object) for quad in found), None)

    def _refused(self, problem: str, remedy: str) -> DataError:
        return DataError(f"shapes: {problem}", remedy, path=self.path)


def _itself(_: Union, node: Term) -> Iterable[Term]:
    return {node}


def _ahead(predicate: NamedNode, graph: Union, node: Term) -> Iterable[Term]:
    return graph.values(node, predicate)


def _back(predicate: NamedNode, graph: Union, node: Term) -> Iterable[Term]:
    return graph.bearers(predicate, node)


def _either(walks: Iterable[Walk], graph: Union, node: Term) -> Iterable[Term]:
    return chain.from_iterable(walk(graph, node) for walk in walks)


def _steps(walks: tuple[Walk, ...], graph: Union, node: Term) -> Iterable[Term]:
    first, *rest = walks
    if not rest:
        return first(graph, node)
    return chain.from_iterable(_steps(tuple(rest), graph, end) for end in first(graph, node))


def _brief(term: Term, base: str = BASE) -> str:
    shown = str(short(term, base))
    return shown if len(shown) <= SHOWN or not isinstance(term, Literal) else f"{shown[:SHOWN]}…"
