"""Look for what is wrong in the reference: ambiguous names, unknown classes, overlapping terms, impossible dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

from kg.relations import ends_of, fits, parents
from kg.world.dates import is_date
from kg.world.index import key
from kg.world.kinds import kind_fits, kinds, kinds_that_fit
from kg.world.model import World
from kg.world.names import Entity, Fact, Name
from kg.world.words import titles

# A name may have two bearers where its kinds say which is meant: a city and the government that sits there, and so on.
_SHARED_KINDS = frozenset(
    {
        "surname",
        "capital",
        "government",
        "prefix",
        "translation",
        "abbreviation",
        "demonym",
        "adjective",
        "postal",
        "short",
    }
)


def problems(world: World) -> Iterator[str]:
    """Yield what is wrong, one sentence each, for people."""
    yield from _classes(world)
    for fact in world.facts:
        yield from _fact(world, fact)
    yield from _terms(world)
    yield from _memberships(world)
    yield from _lives(world)
    yield from _kinds(world)
    for text, bearers in sorted(ambiguous(world).items()):
        yield f"{text!r} names {len(bearers)} entities: {', '.join(sorted(bearers))}"


def ambiguous(world: World) -> dict[str, set[str]]:
    """Give the names that several entities bear and that neither kinds nor years tell apart (cities left aside)."""
    bearers: dict[str, list[Name]] = {}
    for name in world.names:
        if name.kind not in _SHARED_KINDS and world.entities[name.entity].type != "City":
            bearers.setdefault(name.text if name.case_sensitive else key(name.text), []).append(name)
    several = {text: {name.entity for name in names} for text, names in bearers.items() if len(names) > 1}
    return {
        text: entities
        for text, entities in several.items()
        if len(entities) > 1 and not _in_turn([world.entities[one] for one in entities])
    }


def _in_turn(entities: Iterable[Entity]) -> bool:
    """Tell whether each was gone before the next one began: the date of an article tells which is meant."""
    listed = sorted(entities, key=lambda one: one.start or "")
    return all(one.end and other.start and not _sooner(other.start, one.end) for one, other in pairwise(listed))


def shared(world: World) -> dict[str, set[str]]:
    """Give all names that several entities bear, those first that most do; the text tells which is meant."""
    bearers: dict[str, set[str]] = {}
    for name in world.names:
        bearers.setdefault(name.text, set()).add(name.entity)
    several = {text: entities for text, entities in bearers.items() if len(entities) > 1}
    return dict(sorted(several.items(), key=lambda item: (-len(item[1]), item[0])))


def _classes(world: World) -> Iterator[str]:
    for entity in world.entities.values():
        if entity.type not in parents():
            yield f"{entity.id} has the unknown class {entity.type!r}"
    for name in world.names:
        if name.entity not in world.entities:
            yield f"{name.text!r} names {name.entity!r}, which nobody knows"


def _fact(world: World, fact: Fact) -> Iterator[str]:
    said = f"{fact.subject} {fact.relation} {fact.object}"
    classes = ends_of(fact.relation)
    if classes is None:
        yield f"{said}: no such relation"
        return
    for end, allowed in zip((fact.subject, fact.object), classes, strict=True):
        if end not in world.entities:
            yield f"{said}: {end!r} is not an entity"
        elif not fits(world.entities[end].type, allowed):
            yield f"{said}: {end} is of class {world.entities[end].type}, not one of {', '.join(allowed)}"
    dates = [date for date in (fact.start, fact.end) if date]
    if not all(map(is_date, dates)):
        yield f"{said}: not ISO dates: {', '.join(dates)}"
    elif len(dates) == 2 and dates[0][:4] > dates[1][:4]:
        yield f"{said}: ends before it starts"


def _terms(world: World) -> Iterator[str]:
    """Yield the pairs of terms of one head of state or government that overlap by more than the day of handing over.

    Heads who share an office by law, such as the co-princes of Andorra, may hold it at one time.
    """
    terms: dict[tuple[str, str], list[Fact]] = {}
    for fact in world.facts:
        if fact.relation in {"headOfState", "headOfGovernment"}:
            terms.setdefault((fact.subject, fact.relation), []).append(fact)
    together = _held_together(world)
    for (state, relation), listed in terms.items():
        for one, other in combinations(sorted(listed, key=lambda fact: fact.start or ""), 2):
            if {(one.object, one.start), (other.object, other.start)} <= together:
                continue
            if one.object != other.object and other.start and _before(other.start, one.end):
                yield f"{state} {relation}: {one.object} until {one.end} and {other.object} from {other.start} overlap"


def _held_together(world: World) -> set[tuple[str, str | None]]:
    """Give who entered, and when, an office that several hold at one time."""
    joint = tuple(title.office.partition("{")[0] for title in titles() if title.joint)
    return {
        (fact.subject, fact.start)
        for fact in world.facts
        if fact.relation == "holdsOffice"
        and fact.object in world.entities
        and world.entities[fact.object].label.startswith(joint)
    }


def _memberships(world: World) -> Iterator[str]:
    """Yield memberships of one member in one organisation that overlap, and those that outlast a past state."""
    ended = {fact.object: fact.start for fact in world.facts if fact.relation == "replaces" and fact.start}
    states = (world.entities[one] for one in ended)
    past = {one.id for one in states if one.type == "State" and not one.end}  # of the others their end tells
    terms: dict[tuple[str, str], list[Fact]] = {}
    for fact in world.facts:
        if fact.relation == "memberOf":
            terms.setdefault((fact.subject, fact.object), []).append(fact)
            if fact.subject in past and not fact.end:
                gone = ended[fact.subject]
                yield f"{fact.subject} memberOf {fact.object}: no end, though others replaced it in {gone}"
    for (member, group), listed in terms.items():
        for one, other in pairwise(sorted(listed, key=lambda fact: fact.start or "")):
            if _before(other.start or "", one.end):
                yield f"{member} memberOf {group}: {_span(one)} and {_span(other)} overlap"


def _lives(world: World) -> Iterator[str]:
    """Yield what ended before it began, and who joined or signed what was not there."""
    for one in world.entities.values():
        if one.start and one.end and _sooner(one.end, one.start):
            yield f"{one.id} began in {one.start} and ended in {one.end}"
    for fact in world.facts:
        ends = (fact.subject, fact.object) if fact.relation == "memberOf" else (fact.object,)
        if fact.relation in {"memberOf", "signs"}:
            said = f"{fact.subject} {fact.relation} {fact.object}"
            known = (world.entities[end] for end in ends if end in world.entities)
            yield from (f"{said}: {why}" for one in known if (why := _beyond(fact, one)))


def _beyond(fact: Fact, one: Entity) -> str | None:
    """Tell in words how a fact begins or ends when one of its ends was not there."""
    if one.start and fact.start and _sooner(fact.start, one.start):
        return f"from {fact.start}, though {one.id} began in {one.start}"
    if one.end and fact.start and _sooner(one.end, fact.start):
        return f"from {fact.start}, though {one.id} ended in {one.end}"
    if one.end and fact.relation == "memberOf" and (not fact.end or _sooner(one.end, fact.end)):
        told = f"until {fact.end}" if fact.end else "no end"
        return f"{told}, though {one.id} ended in {one.end}"
    return None


def _kinds(world: World) -> Iterator[str]:
    """Yield the alliances, and organisations and groups with members, whose kind is not told, and misplaced kinds."""
    joined = {fact.object for fact in world.facts if fact.relation == "memberOf"}
    for one in world.entities.values():
        if one.kind is None and (one.type == "Alliance" or one.id in joined):
            yield f"{one.id} has no kind: see ontology/kinds.csv"
        if one.kind in kinds() and not kind_fits(one.kind, one.type):
            yield f"{one.id}: {one.kind!r} is no kind of class {one.type} ({kinds_that_fit(one.type)})"


def _sooner(one: str, other: str) -> bool:
    """Tell whether a date lies before another beyond doubt, as far as both go."""
    return one[: len(other)] < other[: len(one)]


def _before(start: str, end: str | None) -> bool:
    """Tell whether a date lies before an end, as far as both go."""
    return end is None or start[: len(end)] < end[: len(start)]


def _span(fact: Fact) -> str:
    return f"{fact.start or ''}/{fact.end or ''}"
