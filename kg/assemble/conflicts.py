"""Find what contradicts what: pairs of propositions that cannot both hold, and claims that deny each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import combinations, product
from typing import Final, Literal

from kg.assemble.collect import Days, Proposition, Stand
from kg.assemble.times import Written, answers, at_one_time, is_over, law
from kg.relations import implied, is_symmetric, relations

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
def disjoint(one: str, other: str) -> bool:
    """Tell whether the ontology says that two relations exclude each other."""
    known = relations()
    return any(name in known and known[name].disjoint == second for name, second in ((one, other), (other, one)))


Key = tuple[str, str, str]
"""Relation, subject, object; the ends of a symmetric relation in an order of their own."""


def key(relation: str, subject: str, object_: str) -> Key:
    """Give what a proposition is known by."""
    return (relation, *sorted((subject, object_))) if is_symmetric(relation) else (relation, subject, object_)  # type: ignore[return-value]


def keys(one: Proposition | Fact) -> frozenset[Key]:
    """Give a proposition and all that follow from it: by inverse relations, and those it is a special case of."""
    ends = (one.subject, one.object)
    return frozenset(key(name, *(ends[::-1] if turned else ends)) for name, turned in implied(one.relation))


def own_key(one: Proposition | Fact) -> Key:
    """Give what a proposition itself is known by."""
    return key(one.relation, one.subject, one.object)


Pairing = Callable[[Stand, Stand], bool]


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
    """Yield what different holders affirm and deny, as a fact or as a plan; who denies a relation denies its cases.

    An outlet is one holder: where its own voice says two things in two articles, it tells of two times or has learnt
    more. Nor does who only doubts ("unlikely", "no evidence") deny.
    """
    propositions = list(propositions)
    denied: dict[Key, list[Proposition]] = defaultdict(list)
    for proposition in propositions:
        if not all(stand.affirmed for stand in proposition.stands):
            denied[own_key(proposition)].append(proposition)
    for proposition in propositions:
        said = [stand for stand in proposition.stands if stand.affirming or stand.planning]
        opposed = partial(_opposed, relation=proposition.relation, written=written)
        for implied_one in keys(proposition) & denied.keys():
            for against in denied[implied_one]:
                opposing = [stand for stand in against.stands if stand.denying or stand.refusing]
                yield from _conflict("denial", (proposition, against), _sides(said, opposing, opposed))


def _opposed(one: Stand, other: Stand, relation: str, written: Written) -> bool:
    if one.holder == other.holder or not at_one_time(one, other, relation, written):
        return False
    if not answers(one, other, relation, written):
        return False
    return (one.affirming and other.denying) or (one.planning and other.refusing)


def incompatible(propositions: Iterable[Proposition], written: Written) -> Iterator[Conflict]:
    """Yield pairs over the same ends whose relations exclude each other, at times that may overlap."""
    over: dict[frozenset[str], list[Proposition]] = defaultdict(list)
    for proposition in propositions:
        if proposition.affirming:
            over[frozenset({proposition.subject, proposition.object})].append(proposition)
    for alike in over.values():
        for one, other in combinations(alike, 2):
            if excludes(one, other):
                together = partial(_together, relation=one.relation, written=written)
                yield from _conflict("incompatible", (one, other), _sides(one.affirming, other.affirming, together))


def _together(one: Stand, other: Stand, relation: str, written: Written) -> bool:
    return _apart(one, other) and at_one_time(one, other, relation, written)


def excludes(one: Proposition | Fact, other: Proposition | Fact) -> bool:
    """Tell whether two propositions, or what follows from them, are about the same ends and exclude each other."""
    return may_exclude(one.relation, other.relation) and any(
        disjoint(first[0], second[0]) and _same_pair(first, second) for first, second in product(keys(one), keys(other))
    )


@cache
def may_exclude(one: str, other: str) -> bool:
    """Tell whether what two relations say, or what follows from it, may exclude each other."""
    return any(disjoint(first, second) for (first, _), (second, _) in product(implied(one), implied(other)))


def _same_pair(one: Key, other: Key) -> bool:
    turned = is_symmetric(one[0]) or is_symmetric(other[0])
    return one[1:] == other[1:] or (turned and one[1:] == other[:0:-1])


Links = Callable[[str], Iterable[str]]
"""Gives what a thing is linked to directly: a state to the one it replaced, a body to the whole it is part of."""


def rivals(propositions: Iterable[Proposition], written: Written, follows: Links, belongs: Links) -> Iterator[Conflict]:
    """Yield pairs of subjects that claim, or hold, one territory.

    Two may claim it in one text; who tells without a time that both held it tells of a change of hands.

    Between a successor and its predecessor (``follows``), and where it is held at times that do not overlap, it is a
    succession; who claims it at another time takes it from nobody. A body and the whole it belongs to (``belongs``) are
    no rivals.
    """
    wholes, former = (lru_cache(CHAINS)(partial(chain, links)) for links in (belongs, follows))
    over: dict[tuple[str, str], list[Proposition]] = defaultdict(list)
    for proposition in propositions:
        if proposition.relation in exclusive() and proposition.affirming:
            over[proposition.relation, proposition.object].append(proposition)
    for one, other in (pair for alike in over.values() for pair in combinations(alike, 2)):
        ends = one.subject, other.subject
        if reaches(wholes, *ends):
            continue
        claimed = not relations()[one.relation].functional
        at_once = partial(at_one_time if claimed else _together, relation=one.relation, written=written)
        together = _sides(one.affirming, other.affirming, at_once)
        followed = reaches(former, *ends)
        if together and not followed:
            yield from _conflict("rival", (one, other), together)
        elif followed or not claimed:
            yield from _conflict("succession", (one, other), _sides(one.affirming, other.affirming, lambda *_: True))


CHAINS: Final = 1_000
"""Chains of links that are kept in memory while the holders of one territory are compared."""


def reaches(above: Callable[[str], Container[str]], one: str, other: str) -> bool:
    """Tell whether one thing is in the chain of links (``above`` gives it) of the other.

    >>> reaches(lambda end: {"a": "abc", "b": "bc"}.get(end, end), "c", "a")
    True
    """
    return other in above(one) or one in above(other)


def chain(links: Links, start: str) -> set[str]:
    """Give all that a chain of links leads to, with the start."""
    seen, ahead = {start}, [start]
    while ahead:
        new = set(links(ahead.pop())) - seen
        seen |= new
        ahead += new
    return seen


def against_reference(propositions: Iterable[Proposition], around: Facts, written: Written) -> Iterator[Conflict]:
    """Yield claims that the reference contradicts on the days they speak of, or else were written (by article IRI).

    It contradicts the denial of a fact; a relation that excludes a fact's over the same pair; and another value where
    the reference knows the one value of a relation that is functional in time. Who is called president without a time
    may have been so once: that is held against the reference only where the claim itself gives a time. So is what is
    told as past, where the relation is one that ends.
    """
    for one in propositions:
        nearby = around(one)
        for fact in nearby:
            stands = [stand for stand in _refuted(one, fact) if _speaks_of(stand, fact, written)]
            if _is_title(one, fact) or law(one.relation).timed:
                stands = [stand for stand in stands if stand.days]
            if law(one.relation).over:
                stands = [stand for stand in stands if not is_over(stand)]
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
    if own_key(one) in keys(fact):
        return one.denying
    if {one.subject, one.object} == {fact.subject, fact.object}:
        return one.affirming if excludes(one, fact) else ()
    place = _place(one)
    return one.affirming if place and place == _place(fact) else ()


def _is_title(one: Proposition, fact: Fact) -> bool:
    """Tell whether a proposition and a fact name two who fill one office."""
    return own_key(one) != own_key(fact) and one.relation not in exclusive() and _place(one) == _place(fact) is not None


def _borne_out(one: Proposition, stand: Stand, facts: Iterable[Fact], written: Written) -> bool:
    return any(own_key(one) in keys(fact) and _speaks_of(stand, fact, written) for fact in facts)


def _speaks_of(stand: Stand, fact: Fact, written: Written) -> bool:
    days = stand.days or written.get(stand.article)
    return days is not None and fact.days[0] <= days[0] and days[1] <= fact.days[1]
