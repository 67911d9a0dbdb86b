"""Find the conflicts among propositions and with the reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from kg.assemble import conflicts, describe
from kg.assemble.collect import Collected, Proposition
from kg.assemble.conflicts import Conflict, Fact, Links
from kg.assemble.times import Written
from kg.model import BASE
from kg.rdf import bounds, iri
from kg.rdf.world import days_of, fact_iri
from kg.relations import ancestors, parents
from kg.world import World

EMPTY = World({}, (), ())
SUCCESSION, BELONGING = "replaces", "agencyOf"


@dataclass(frozen=True, slots=True)
class Ties:
    """Which state follows which, and which body belongs to which whole."""

    follows: Links
    belongs: Links


def ties(links: Iterable[tuple[str, str, str]]) -> Ties:
    """Give the ties among links: subject, relation and object of facts, and of claims told as facts."""
    found: dict[str, dict[str, set[str]]] = {name: defaultdict(set) for name in (SUCCESSION, BELONGING)}
    for subject, relation, object_ in links:
        if relation in found:
            found[relation][subject].add(object_)
    follows, belongs = found.values()
    return Ties(lambda end: follows.get(end, ()), lambda end: belongs.get(end, ()))


def is_told(one: Proposition) -> bool:
    """Tell whether a claim tells a proposition as a fact."""
    return any(stand.affirmed and stand.modality == "asserted" for stand in one.stands)


def find_conflicts(
    collected: Collected,
    world: World = EMPTY,
    base: str = BASE,
    known: Ties | None = None,
    kinds: Mapping[str, str] | None = None,
) -> tuple[Conflict, ...]:
    """Give all conflicts, each pair of propositions once a kind, in an order of their own."""
    facts = world_facts(world, base)
    asserted = ((one.subject, one.relation, one.object) for one in collected.propositions if is_told(one))
    tied = known or ties(chain(asserted, map(link, facts)))
    kinds = describe.classes(collected.named, world, base) if kinds is None else kinds
    written = {source.iri: bounds(source.published) for source in collected.sources}
    between = over_ends(collected.propositions, conflicts.Facts(facts), written)
    return (*between, *over_ground(collected.propositions, kinds, tied, written))


def link(fact: Fact) -> tuple[str, str, str]:
    """Give subject, relation and object of a fact."""
    return fact.subject, fact.relation, fact.object


def over_ends(propositions: Collection[Proposition], facts: conflicts.Facts, written: Written) -> tuple[Conflict, ...]:
    """Give the conflicts of propositions with others over the same two ends, and with facts."""
    found = (
        conflicts.denials(propositions, written),
        conflicts.incompatible(propositions, written),
        conflicts.against_reference(propositions, facts, written),
    )
    return _merged(chain.from_iterable(found))


def over_ground(
    propositions: Iterable[Proposition], kinds: Mapping[str, str], tied: Ties, written: Written
) -> tuple[Conflict, ...]:
    """Give the conflicts of who claims, or holds, one territory; ``kinds`` are the classes of entities.

    Persons are no rivals of anybody: what they claim or hold, they claim or hold for their state. Nor is who is said to
    control a state, as its masters are: rivals are about a territory.
    """
    parties = [one for one in propositions if kinds.get(one.subject) != "Person" and is_ground(kinds.get(one.object))]
    return _merged(conflicts.rivals(parties, written, tied.follows, tied.belongs))


def is_ground(kind: str | None) -> bool:
    """Tell whether a class may be that of a territory: of ground that is no state, or of nothing that acts.

    >>> is_ground("AdminArea"), is_ground("State"), is_ground("Organization")
    (True, False, False)
    """
    if kind is None or kind not in parents():
        return True
    above = ancestors(kind)
    return kind != "State" and ("Territory" in above or "Actor" not in above)


def _merged(found: Iterable[Conflict]) -> tuple[Conflict, ...]:
    sides: dict[tuple[conflicts.Kind, tuple[str, ...], str | None], set[str]] = {}
    for one in found:
        sides.setdefault((one.kind, one.between, one.reference), set()).update(one.sides)
    ordered = sorted(sides, key=lambda one: (one[0], one[1], one[2] or ""))
    return tuple(
        Conflict(kind, between, tuple(sorted(sides[kind, between, ref])), ref) for kind, between, ref in ordered
    )


def world_facts(world: World, base: str) -> tuple[Fact, ...]:
    """Give the facts of the reference whose dates, where there are any, can be read."""
    return tuple(_facts(world, base))


def _facts(world: World, base: str) -> Iterator[Fact]:
    for fact in world.facts:
        if days := days_of(fact):
            ends = (iri("ent", end, base).value for end in (fact.subject, fact.object))
            yield Fact(fact_iri(fact, base).value, next(ends), fact.relation, next(ends), days)
