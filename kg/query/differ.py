"""Tell what claims and statuses differ between two graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, cast

from pyoxigraph import DefaultGraph, NamedNode, Store

from kg.model import BASE
from kg.query.claims import ClaimView, claims, claims_named
from kg.rdf import kg, local_id

STANDS: Final = (kg("affirms"), kg("denies"))
MANY: Final = 4
"""Claims are looked up by name where they are no more than this part of all."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A claim that only one graph has (``mark`` is ``-`` or ``+``), or a status that changed (``~``)."""

    mark: str
    claim: ClaimView
    before: str = ""
    after: str = ""


def differences(one: Store, other: Store, base: str = BASE, other_base: str = BASE) -> Iterator[Difference]:
    """Yield claims that are gone, then new ones, then changed statuses (a claim each), in the order of articles.

    What both graphs have is not looked at closer, so that two versions of a large graph are soon compared.
    """
    was, now = _about(one), _about(other)
    before, after = _statuses(one), _statuses(other)
    yield from (Difference("-", claim) for claim in _views(one, base, was, was.keys() - now.keys()))
    yield from (Difference("+", claim) for claim in _views(other, other_base, now, now.keys() - was.keys()))
    changed = {name for name, status in before.items() if after.get(name, status) != status}
    told: set[str] = set()
    for claim in _views(one, base, was, (name for name, (_, about) in was.items() if about in changed)):
        if claim.proposition not in told:
            told.add(claim.proposition)
            yield Difference("~", claim, before[claim.proposition], after[claim.proposition])


def _about(store: Store) -> dict[str, tuple[str, str]]:
    """Give for each claim, by its id, its IRI and the id of the proposition it is about."""
    quads = (quad for stand in STANDS for quad in store.quads_for_pattern(None, stand, None, None))
    ends = ((cast("NamedNode", quad.subject), cast("NamedNode", quad.object)) for quad in quads)
    return {local_id(claim): (claim.value, local_id(about)) for claim, about in ends}


def _statuses(store: Store) -> dict[str, str]:
    quads = store.quads_for_pattern(None, kg("status"), None, DefaultGraph())
    return {local_id(cast("NamedNode", quad.subject)): local_id(cast("NamedNode", quad.object)) for quad in quads}


def _views(store: Store, base: str, known: dict[str, tuple[str, str]], wanted: Iterable[str]) -> Iterable[ClaimView]:
    names = set(wanted)
    if MANY * len(names) > len(known):
        return (claim for claim in claims(store, base) if claim.id in names)
    return claims_named(store, (known[name][0] for name in names), base)
