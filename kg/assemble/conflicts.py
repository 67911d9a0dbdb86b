"""Find what contradicts what: pairs of propositions that cannot both hold, and claims that deny each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from typing import Literal

from kg.assemble.collect import Days, Proposition, Stand
from kg.relations import is_symmetric, relations

Kind = Literal["denial", "incompatible", "rival", "succession", "againstReference"]
KINDS: tuple[Kind, ...] = ("denial", "incompatible", "rival", "succession", "againstReference")


@dataclass(frozen=True, slots=True)
class Fact:
    """What the reference knows, as assembly sees it: IRIs, a relation's name, first and last day."""

    iri: str
    subject: str
    relation: str
    object: str
    days: Days


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict between one or two propositions (or one and a fact of the reference), with the claims on its sides."""

    kind: Kind
    between: tuple[str, ...]
    sides: tuple[str, ...]
    reference: str | None = None


@cache
def exclusive() -> tuple[str, ...]:
    """Give the relations in which two subjects of one object are rivals."""
    return tuple(name for name, one in relations().items() if one.exclusive)


@cache
def broader(relation: str) -> frozenset[str]:
    """Give a relation and those it is a special case of.

    >>> sorted(broader("freezesAssetsOf"))
    ['freezesAssetsOf', 'sanctions']
    """
    known = relations().get(relation)
    return frozenset({relation}) | (broader(known.broader) if known and known.broader else frozenset())


@cache
def disjoint(one: str, other: str) -> bool:
    """Tell whether two relations exclude each other, by themselves or by what they are special cases of."""
    known = relations()
    return any(
        name in known and known[name].disjoint == excluded
        for first, second in ((one, other), (other, one))
        for name, excluded in product(broader(first), broader(second))
    )


def key(proposition: Proposition | Fact, relation: str | None = None) -> tuple[str, ...]:
    """Give what a proposition, or the broader one of a relation given, is about: see ``kg.model.proposition_id``."""
    relation = relation or proposition.relation
    ends = (proposition.subject, proposition.object)
    return (relation, *(sorted(ends) if is_symmetric(relation) else ends))


def overlap(one: Days | None, other: Days | None) -> bool:
    """Tell whether two stretches of days may overlap: where one is unknown, they may."""
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])


Written = Mapping[str, Days | None]
"""The days an article (its IRI) was written on."""
Pairing = Callable[[Stand, Stand], bool]
YEARS = 2
"""How far around the day an article was written a claim without a time of its own may reach."""


def when(stand: Stand, written: Written) -> Days | None:
    """Give the days a claim speaks of: those it names, else the years around the day it was written, if that is known.

    >>> stand = Stand("c", "p", "h", "a", "asserted", True)
    >>> when(stand, {"a": ("2006-03-01", "2006-03-01")})
    ('2004-03-01', '2008-03-01')
    """
    day = written.get(stand.article)
    if stand.days or day is None:
        return stand.days
    early, late = (f"{int(one[:4]) + years:04}{one[4:]}" for one, years in zip(day, (-YEARS, YEARS), strict=True))
    return early, late


def _at_one_time(one: Stand, other: Stand, written: Written) -> bool:
    return overlap(when(one, written), when(other, written))


def _apart(one: Stand, other: Stand) -> bool:
    """Tell whether two stands are not one voice in one text: that one tells of a change, and contradicts nobody."""
    return (one.holder, one.article) != (other.holder, other.article)


def _sides(ones: Iterable[Stand], others: Iterable[Stand], fit: Pairing) -> tuple[str, ...]:
    pairs = [pair for pair in product(ones, others) if fit(*pair)]
    return tuple(sorted({stand.claim for pair in pairs for stand in pair}))


def _conflict(kind: Kind, propositions: Iterable[Proposition], sides: tuple[str, ...]) -> Iterator[Conflict]:
    if sides:
        yield Conflict(kind, tuple(sorted({one.iri for one in propositions})), sides)


def denials(propositions: Iterable[Proposition], written: Written) -> Iterator[Conflict]:
    """Yield what different holders affirm and deny; denying a relation denies its special cases."""

    def opposed(one: Stand, other: Stand) -> bool:
        return one.holder != other.holder and _at_one_time(one, other, written)

    propositions = list(propositions)
    denied: dict[tuple[str, ...], list[Proposition]] = defaultdict(list)
    for proposition in propositions:
        if proposition.denying:
            denied[key(proposition)].append(proposition)
    for proposition in propositions:
        for relation in broader(proposition.relation):
            for against in denied.get(key(proposition, relation), ()):
                sides = _sides(proposition.affirming, against.denying, opposed)
                yield from _conflict("denial", (proposition, against), sides)


def incompatible(propositions: Iterable[Proposition], written: Written) -> Iterator[Conflict]:
    """Yield pairs over the same ends whose relations exclude each other, at times that may overlap."""

    def together(one: Stand, other: Stand) -> bool:
        return _apart(one, other) and _at_one_time(one, other, written)

    over: dict[frozenset[str], list[Proposition]] = defaultdict(list)
    for proposition in propositions:
        if proposition.affirming:
            over[frozenset({proposition.subject, proposition.object})].append(proposition)
    for alike in over.values():
        for one, other in combinations(alike, 2):
            if disjoint(one.relation, other.relation) and _same_pair(one, other):
                yield from _conflict("incompatible", (one, other), _sides(one.affirming, other.affirming, together))


def _same_pair(one: Proposition | Fact, other: Proposition | Fact) -> bool:
    straight = (one.subject, one.object) == (other.subject, other.object)
    return straight or is_symmetric(one.relation) or is_symmetric(other.relation)


Links = Callable[[str], Iterable[str]]
"""Gives what a thing is linked to directly: a state to the one it replaced, a body to the whole it is part of."""


def rivals(propositions: Iterable[Proposition], written: Written, follows: Links, belongs: Links) -> Iterator[Conflict]:
    """Yield pairs of subjects that claim, or hold, one territory.

    Two may claim it in one text; who tells without a time that both held it tells of a change of hands.

    Between a successor and its predecessor (``follows``), and where times are known and do not overlap, it is a
    succession. A body and the whole it belongs to (``belongs``) are no rivals.
    """
    over: dict[tuple[str, str], list[Proposition]] = defaultdict(list)
    for proposition in propositions:
        if proposition.relation in exclusive() and proposition.affirming:
            over[proposition.relation, proposition.object].append(proposition)
    for one, other in (pair for alike in over.values() for pair in combinations(alike, 2)):
        ends = one.subject, other.subject
        if reaches(belongs, *ends):
            continue
        claimed = not relations()[one.relation].functional

        def at_once(first: Stand, second: Stand, claimed: bool = claimed) -> bool:
            return (claimed or _apart(first, second)) and _at_one_time(first, second, written)

        together = _sides(one.affirming, other.affirming, at_once)
        if together and not reaches(follows, *ends):
            yield from _conflict("rival", (one, other), together)
        else:
            yield from _conflict("succession", (one, other), _sides(one.affirming, other.affirming, lambda *_: True))


def reaches(links: Links, one: str, other: str) -> bool:
    """Tell whether a chain of links leads from one thing to the other, or back.

    >>> reaches(lambda end: {"a": "b", "b": "c"}.get(end, ""), "c", "a")
    True
    """
    return other in chain(links, one) or one in chain(links, other)


def chain(links: Links, start: str) -> set[str]:
    """Give all that a chain of links leads to, with the start."""
    seen, ahead = {start}, [start]
    while ahead:
        new = set(links(ahead.pop())) - seen
        seen |= new
        ahead += new
    return seen


def against_reference(
    propositions: Iterable[Proposition], facts: Iterable[Fact], written: Written
) -> Iterator[Conflict]:
    """Yield claims that the reference contradicts on the days they speak of, or else were written (by article IRI).

    It contradicts the denial of a fact; a relation that excludes a fact's over the same pair; and another value where
    the reference knows the one value of a relation that is functional in time. Who is called president without a time
    may have been so once: that is held against the reference only where the claim itself gives a time.
    """
    around = Facts(facts)
    for one in propositions:
        nearby = around(one)
        for fact in nearby:
            stands = [stand for stand in _refuted(one, fact) if _speaks_of(stand, fact, written)]
            if _is_title(one, fact):
                stands = [stand for stand in stands if stand.days]
            stands = [stand for stand in stands if not (stand.affirmed and _borne_out(one, stand, nearby, written))]
            if stands:
                yield Conflict("againstReference", (one.iri,), tuple(sorted(stand.claim for stand in stands)), fact.iri)


class Facts:
    """The reference, where it may bear on a proposition: facts of the same pair, and who else fills the one place."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.pairs: dict[frozenset[str], list[Fact]] = defaultdict(list)
        self.places: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            self.pairs[frozenset({fact.subject, fact.object})].append(fact)
            if place := _place(fact):
                self.places[place].append(fact)

    def __call__(self, one: Proposition) -> list[Fact]:
        """Give the facts near a proposition."""
        place = _place(one)
        ends = frozenset({one.subject, one.object})
        return list(dict.fromkeys((*self.pairs.get(ends, ()), *(self.places.get(place, ()) if place else ()))))


def _place(one: Proposition | Fact) -> tuple[str, str] | None:
    """Give the one place that a relation fills: the office of a state, the control of a territory."""
    if one.relation not in relations() or not relations()[one.relation].functional:
        return None
    return one.relation, one.object if one.relation in exclusive() else one.subject


def _refuted(one: Proposition, fact: Fact) -> tuple[Stand, ...]:
    if key(one) in {key(fact, relation) for relation in broader(fact.relation)}:
        return one.denying
    if {one.subject, one.object} == {fact.subject, fact.object}:
        return one.affirming if disjoint(one.relation, fact.relation) and _same_pair(one, fact) else ()
    place = _place(one)
    return one.affirming if place and place == _place(fact) and key(one) != key(fact) else ()


def _is_title(one: Proposition, fact: Fact) -> bool:
    """Tell whether a proposition and a fact name two who fill one office."""
    return key(one) != key(fact) and one.relation not in exclusive() and _place(one) == _place(fact) is not None


def _borne_out(one: Proposition, stand: Stand, facts: Iterable[Fact], written: Written) -> bool:
    return any(key(one) == key(fact) and _speaks_of(stand, fact, written) for fact in facts)


def _speaks_of(stand: Stand, fact: Fact, written: Written) -> bool:
    days = stand.days or written.get(stand.article)
    return days is not None and fact.days[0] <= days[0] and days[1] <= fact.days[1]
