"""What a value must be for a shape (SHACL): each constraint as a test of a value, made from its argument.

Source: W3C, *Shapes Constraint Language (SHACL)*, 2017, section 4.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache, partial
from typing import Any, Final, cast

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from kg.rdf.terms import RDFS, XSD
from kg.rdf.write import TYPE

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal
SH: Final = "http://www.w3.org/ns/shacl#"
SUBCLASS: Final = NamedNode(RDFS + "subClassOf")
REMEMBERED: Final = 100_000
"""Nodes whose classes are kept in memory."""
NOTHING: Final[frozenset[Term]] = frozenset()


class Union:
    """What all graphs of a store say together; of the node that is looked at everything is read at once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._node: Node | None = None
        self._said: dict[NamedNode, set[Term]] = {}
        self.is_a = lru_cache(REMEMBERED)(self._is_a)
        self.kinds = lru_cache(None)(self._kinds)

    def look_at(self, node: Node) -> None:
        """Read all that is said of a node."""
        self._node, self._said = node, {}
        for quad in self.store.quads_for_pattern(node, None, None, None):
            self._said.setdefault(quad.predicate, set()).add(cast("Term", quad.object))

    def values(self, node: Term, predicate: NamedNode) -> Iterable[Term]:
        """Give the values of a property of a node; those of a node that is not looked at may repeat."""
        if node == self._node:
            return self._said.get(predicate, NOTHING)
        if isinstance(node, Literal):
            return NOTHING
        return (cast("Term", quad.object) for quad in self.store.quads_for_pattern(node, predicate, None, None))

    def bearers(self, predicate: NamedNode, value: Term) -> Iterator[Term]:
        """Yield the nodes that a property of leads to a value."""
        yield from (cast("Term", quad.subject) for quad in self.store.quads_for_pattern(None, predicate, value, None))

    def _is_a(self, node: Term, kind: NamedNode) -> bool:
        return any(one in self.kinds(kind) for one in self.values(node, TYPE))

    def _kinds(self, kind: NamedNode) -> frozenset[Term]:
        """Give a class and all that are special cases of it."""
        found: set[Term] = {kind}
        ahead: list[Term] = [kind]
        while ahead:
            new = set(self.bearers(SUBCLASS, ahead.pop())) - found
            found |= new
            ahead += new
        return frozenset(found)


Fits = Callable[[Union, Node, Term], bool]
"""Tells whether a value, to which a path leads from a node, is as a constraint has it."""


def _class(kind: Term) -> Fits:
    return lambda graph, _, value: graph.is_a(value, cast("NamedNode", kind))


def _datatype(kind: Term) -> Fits:
    well_formed = FORMS[cast("NamedNode", kind).value.removeprefix(XSD)]
    return lambda *one: isinstance(one[2], Literal) and one[2].datatype == kind and well_formed(one[2].value)


def _is(test: Callable[[str], object], value: str) -> bool:
    try:
        return test(value) is not None
    except ValueError:
        return False


FORMS: Final[Mapping[str, Callable[[str], bool]]] = {
    "boolean": lambda value: value in {"true", "false", "0", "1"},
    "date": partial(_is, date.fromisoformat),
    "double": partial(_is, float),
    "integer": partial(_is, int),
    "string": lambda _: True,
}
"""Whether a text is one that a datatype of XML Schema knows."""


def _kind(name: Term) -> Fits:
    kind = KINDS[cast("NamedNode", name).value.removeprefix(SH)]
    return lambda *one: isinstance(one[2], kind)


KINDS: Final[Mapping[str, type]] = {"BlankNode": BlankNode, "IRI": NamedNode, "Literal": Literal}


def _pattern(pattern: Term) -> Fits:
    fitting = re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", cast("Literal", pattern).value))  # its $ is the very end
    return lambda *one: not isinstance(one[2], BlankNode) and fitting.search(one[2].value) is not None


def _length(least: Term) -> Fits:
    fewest = int(least.value)
    return lambda *one: not isinstance(one[2], BlankNode) and len(one[2].value) >= fewest


Order = Callable[[Any, Any], Any]


def _compared(order: Order, one: Term, other: Term) -> bool:
    """Compare two numbers or two dates; what is neither is in no order."""
    first, second = _measure(one), _measure(other)
    return first is not None and second is not None and first[0] == second[0] and bool(order(first[1], second[1]))


@lru_cache(REMEMBERED)
def _measure(term: Term) -> tuple[str, float | date] | None:
    kind = term.datatype.value.removeprefix(XSD) if isinstance(term, Literal) else ""
    try:
        if kind == "date":
            return kind, date.fromisoformat(term.value)
        return ("number", float(term.value)) if kind in {"integer", "decimal", "double"} else None
    except ValueError:
        return None


def _to_limit(order: Order, limit: Term) -> Fits:
    return lambda _graph, _node, value: _compared(order, value, limit)


def _to_other(order: Order, other: Term) -> Fits:
    beside = cast("NamedNode", other)
    return lambda graph, node, value: all(_compared(order, value, one) for one in graph.values(node, beside))


def among(allowed: Iterable[Term]) -> Fits:
    """Make the test of ``sh:in``."""
    known = frozenset(allowed)
    return lambda *one: one[2] in known


FITS: Final[Mapping[str, tuple[Callable[[Term], Fits], str]]] = {
    "class": (_class, "is no {}"),
    "datatype": (_datatype, "is no {}"),
    "lessThan": (partial(_to_other, operator.lt), "is not below {}"),
    "lessThanOrEquals": (partial(_to_other, operator.le), "is above {}"),
    "maxInclusive": (partial(_to_limit, operator.le), "is above {}"),
    "minInclusive": (partial(_to_limit, operator.ge), "is below {}"),
    "minLength": (_length, "is shorter than {}"),
    "nodeKind": (_kind, "is no {}"),
    "pattern": (_pattern, "does not fit {}"),
}
"""What makes the test of a constraint, and what is said of a value that fails it."""
