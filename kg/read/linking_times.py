"""Leave out who did not exist when an article was written, where a name has several bearers: WTO, Yugoslavia.

What ended is told of long after, so that alone is no reason against the only bearer of a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.world import READ_IN, covers

if TYPE_CHECKING:
    from kg.read.mentions_names import Hit
    from kg.world import Entity, Fact, World

_RECENT = 2  # years after its end in which something is still spoken of as if it were there


def of_their_time(hits: Iterable[Hit], world: World, published: str | None) -> tuple[Hit, ...]:
    """Give the hits with the bearers that fit the day of the article (ISO), or today where it has none.

    Whom the article names beyond doubt elsewhere stays, whenever it ended.
    """
    listed = tuple(hits)
    date = published[:10] if published and published[:4].isdecimal() else READ_IN
    sure = {hit.candidates[0].entity for hit in listed if len({one.entity for one in hit.candidates}) == 1}
    return tuple(_timely(hit, world, date, sure) for hit in listed)


def _timely(hit: Hit, world: World, date: str, sure: set[str]) -> Hit:
    ids = {one.entity for one in hit.candidates}
    if len(ids) == 1 or hit.glued or not sure.isdisjoint(ids):
        return hit
    entities = [world.entities[one] for one in ids]
    if not any(one.start or one.end for one in entities):
        return hit
    fitting = {one.id for one in _fitting(entities, world, date)}
    told = (f"the one called so in {date[:4]}",) if len(fitting) == 1 else ()
    return replace(hit, candidates=tuple(one for one in hit.candidates if one.entity in fitting), reasons=told)


def _fitting(entities: list[Entity], world: World, date: str) -> list[Entity]:
    """Give those that are there on a day, else those that ended not long before, else all that had begun.

    A successor bears the name of what it replaced only in its own time.
    """
    there = [one for one in entities if one.existed_on(date)]
    begun = [one for one in entities if covers(one.start, None, date)]
    recent = [one for one in begun if one.end and int(date[:4]) - int(one.end[:4]) <= _RECENT]
    replaced = {one.id: {fact.object for fact in world.about(one.id) if _replaces(fact, one)} for one in begun}
    first = [one for one in begun if replaced[one.id].isdisjoint(replaced)]
    return there or recent or first or entities


def _replaces(fact: Fact, one: Entity) -> bool:
    return fact.relation == "replaces" and fact.subject == one.id
