"""Match frames against the parse: each match is a proposition, subject relation object, said by nobody yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

from spacy.tokens import Doc, Token

from kg.read.ends import Candidate, Ends, distinct
from kg.read.frames import Constraint, Frame, Slot, frames
from kg.read.roles import Roles
from kg.read.syntax import is_verb, particle
from kg.relations import fits, relations

Pair = tuple[Candidate, Candidate]
_EVENTS = frozenset({"War", "Event", "MilitaryExercise"})  # their names say who takes part: "the Russo-Japanese War"


@dataclass(frozen=True, slots=True)
class Proposition:
    """What one predicate says, before anybody says it; ``how`` names the frame or rule for people."""

    relation: str
    subject: Candidate
    object: Candidate
    trigger: Token
    stance: str
    how: str


def propositions(doc: Doc, roles: Roles, ends: Ends) -> Iterator[Proposition]:
    """Yield what the frames find, in text order; of two frames for one pair at one predicate the more specific wins."""
    for token in doc:
        taken: set[frozenset[str]] = set()
        for frame in _evoked(token, ends):
            if not _holds(frame, token, roles):
                continue
            for subject, object_ in _pairs(frame, token, roles, ends):
                members = frozenset((subject.referent.entity, object_.referent.entity))
                if len(members) == 2 and members not in taken:
                    yield Proposition(frame.relation, subject, object_, token, frame.stance, frame.name)
            taken |= {frozenset((one.referent.entity, other.referent.entity))
                      for one, other in _pairs(frame, token, roles, ends)}


def _evoked(token: Token, ends: Ends) -> Iterable[Frame]:
    """Give the frames of a token's lemma; words inside names evoke nothing."""
    found = ends.at(token)
    if found is not None and found.kind in {"name", "title", "demonym"} and not (found.type in _EVENTS and found.head == token.i):
        return ()
    if is_verb(token):
        named = particle(token)
        return [one for one in frames().get(("V", token.lemma_.lower()), ()) if one.particle == named]
    if token.pos_ in {"NOUN", "PROPN", "NUM"} or token.tag_ == "VBG":
        return frames().get(("N", token.lemma_.lower()), ()) or frames().get(("N", token.lower_.removesuffix("s")), ())
    return frames().get(("A", token.lemma_.lower()), ()) if token.pos_ == "ADJ" else ()


def _holds(frame: Frame, token: Token, roles: Roles) -> bool:
    return all(_satisfied(one, token, roles) for one in frame.constraints)


def _satisfied(constraint: Constraint, token: Token, roles: Roles) -> bool:
    fillers = roles.fill(token, constraint.path)
    wanted = constraint.words
    met = any("*" in wanted or filler.lemma_.lower() in wanted or filler.lower_ in wanted for filler in fillers)
    return met is not constraint.negated


def _pairs(frame: Frame, token: Token, roles: Roles, ends: Ends) -> list[Pair]:
    relation = relations()[frame.relation]
    subjects = _candidates(frame.subject, relation.domain, token, roles, ends)
    if frame.subject == frame.object:
        return list(combinations(_in_text_order(subjects), 2))
    objects = _candidates(frame.object, relation.range, token, roles, ends)
    if relation.symmetric and not objects:
        return list(combinations(_in_text_order(subjects), 2))
    found = product(subjects, objects)
    return [(one, other) for one, other in found if one.referent.entity != other.referent.entity]


def _in_text_order(some: list[Candidate]) -> list[Candidate]:
    return sorted(some, key=lambda one: one.found.char_start)


def _candidates(slots: tuple[Slot, ...], allowed: tuple[str, ...], token: Token, roles: Roles, ends: Ends) -> list[Candidate]:
    """Give the entities of the first slot that is filled."""
    for slot in slots:
        fillers = roles.fill(token, slot.path)
        found = [one for filler in fillers for one in ends.of(filler, allowed)]
        if slot.type is not None:
            found = [one for one in found if fits(one.referent.type, (slot.type,))]
        if found:
            return distinct(iter(found))
    return []
