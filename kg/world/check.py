"""Look for what is wrong in the reference: ambiguous names, unknown classes or relations, overlapping terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from kg.relations import fits, parents, relations
from kg.world.index import key
from kg.world.model import World
from kg.world.names import Fact, Name

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
# A name may have two bearers where its kinds say which is meant: a city and the government that sits there, and so on.
_SHARED_KINDS = frozenset(
    {"surname", "capital", "government", "prefix", "translation", "abbreviation", "demonym", "adjective"}
)


def problems(world: World) -> Iterator[str]:
    """Yield what is wrong, one sentence each, for people."""
    yield from _classes(world)
    for fact in world.facts:
        yield from _fact(world, fact)
    yield from _terms(world)
    for text, bearers in sorted(ambiguous(world).items()):
        yield f"{text!r} names {len(bearers)} entities: {', '.join(sorted(bearers))}"


def ambiguous(world: World) -> dict[str, set[str]]:
    """Give the names that several entities bear and that their kinds do not tell apart (cities left aside)."""
    bearers: dict[str, list[Name]] = {}
    for name in world.names:
        if name.kind not in _SHARED_KINDS and world.entities[name.entity].type != "City":
            bearers.setdefault(name.text if name.case_sensitive else key(name.text), []).append(name)
    return {
        text: {name.entity for name in names}
        for text, names in bearers.items()
        if len({name.entity for name in names}) > 1
    }


def _classes(world: World) -> Iterator[str]:
    for entity in world.entities.values():
        if entity.type not in parents():
            yield f"{entity.id} has the unknown class {entity.type!r}"
    for name in world.names:
        if name.entity not in world.entities:
            yield f"{name.text!r} names {name.entity!r}, which nobody knows"


def _fact(world: World, fact: Fact) -> Iterator[str]:
    said = f"{fact.subject} {fact.relation} {fact.object}"
    relation = relations().get(fact.relation)
    if relation is None:
        yield f"{said}: no such relation"
        return
    for end, allowed in ((fact.subject, relation.domain), (fact.object, relation.range)):
        if end not in world.entities:
            yield f"{said}: {end!r} is not an entity"
        elif not fits(world.entities[end].type, allowed):
            yield f"{said}: {end} is a {world.entities[end].type}, not one of {', '.join(allowed)}"
    dates = [date for date in (fact.start, fact.end) if date]
    if not all(map(_DATE.fullmatch, dates)):
        yield f"{said}: not ISO dates: {', '.join(dates)}"
    elif len(dates) == 2 and dates[0][:4] > dates[1][:4]:
        yield f"{said}: ends before it starts"


def _terms(world: World) -> Iterator[str]:
    """Yield the pairs of terms of one head of state or government that overlap by more than the day of handing over."""
    terms: dict[tuple[str, str], list[Fact]] = {}
    for fact in world.facts:
        if fact.relation in {"headOfState", "headOfGovernment"}:
            terms.setdefault((fact.subject, fact.relation), []).append(fact)
    for (state, relation), listed in terms.items():
        for one, other in combinations(sorted(listed, key=lambda fact: fact.start or ""), 2):
            if one.object != other.object and other.start and other.start < (one.end or "9999"):
                yield f"{state} {relation}: {one.object} until {one.end} and {other.object} from {other.start} overlap"
