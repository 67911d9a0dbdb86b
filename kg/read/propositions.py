"""Match frames against the parse: each match is a proposition, subject relation object, said by nobody yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, permutations, product

from spacy.tokens import Doc, Token

from kg.read.ends import Candidate, Ends, distinct
from kg.read.frames import Constraint, Frame, Slot, frames
from kg.read.roles import Roles
from kg.read.syntax import is_verb, particle
from kg.relations import ancestors, fits, relations

Pair = tuple[Candidate, Candidate]
_THEMSELVES = frozenset({"Person", "Organization", "Alliance", "State"})  # to join the EU's sanctions is not to join it
_OWN_SELVES = frozenset({"memberOf"})  # "a Boeing plane belonging to an airline" is not about Boeing
_TOGETHER = frozenset({"with", "subj", "and", "pair"})  # roles that "A and B met" leaves to the subject
_EACH = (Slot(("each",), None),)  # "A and B traded accusations": each does it to the other
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
    said: dict[int, list[Proposition]] = {}
    for token in (one for sentence in doc.sents if ends.can_pair(sentence) for one in sentence):
        evoked = _evoked(token, ends)
        found = list(_at(token, evoked, roles, ends)) if evoked else []
        if not found and token.lemma_ == "do":
            found = list(_done_so(token, said, roles, ends))
        if found:
            said[token.i] = found
            yield from found


def _at(token: Token, evoked: Iterable[Frame], roles: Roles, ends: Ends) -> Iterator[Proposition]:
    taken: set[frozenset[str]] = set()
    level = 0
    for frame in evoked:
        if frame.specificity < level:
            break  # "imposed sanctions on" says more than "imposed"
        pairs = _pairs(frame, token, roles, ends) if _holds(frame, token, roles, ends) else []
        level = max(level, frame.specificity if pairs else 0)
        for subject, object_ in pairs:
            if _members(subject, object_) not in taken:
                yield Proposition(frame.relation, subject, object_, token, frame.stance, frame.name)
        taken |= {_members(*pair) for pair in pairs}


def _members(one: Candidate, other: Candidate) -> frozenset[str]:
    return frozenset((one.referent.entity, other.referent.entity))


def _done_so(token: Token, said: dict[int, list[Proposition]], roles: Roles, ends: Ends) -> Iterator[Proposition]:
    """Yield what "have (not) done so" repeats: what was said last before it, of another subject."""
    if not is_verb(token) or not any(child.lower_ in {"so", "likewise", "same"} for child in token.children):
        return
    doers = distinct(one for filler in roles.fill(token, ("subj",)) for one in ends.of(filler, ("Actor",)))
    last = next((said[i] for i in range(token.i - 1, token.sent.start - 1, -1) if said.get(i)), [])
    for before, doer in product(last, doers):
        if doer.referent.entity not in _members(before.subject, before.object):
            yield replace(before, subject=doer, trigger=token)


def _evoked(token: Token, ends: Ends) -> Iterable[Frame]:
    """Give the frames of a token's lemma; words inside names evoke nothing."""
    found = ends.at(token)
    if (
        found is not None
        and found.kind in {"name", "title", "demonym"}
        and not _is_hyphenated(token)
        and not (found.type in _EVENTS and found.head == token.i)
    ):
        return ()
    if is_verb(token):
        named = particle(token)
        return [one for one in frames().get(("V", token.lemma_.lower()), ()) if one.particle == named]
    if token.pos_ in {"NOUN", "PROPN", "NUM"} or token.tag_ == "VBG":
        return frames().get(("N", token.lemma_.lower()), ()) or frames().get(("N", token.lower_.removesuffix("s")), ())
    return frames().get(("A", token.lemma_.lower()), ()) if token.pos_ == "ADJ" else ()


def _is_hyphenated(token: Token) -> bool:
    """Tell whether a participle in a name says something of what is named: "the US-**led** coalition"."""
    return token.tag_ == "VBN" and token.dep_ == "amod" and token.i > 0 and token.nbor(-1).text == "-"


def _holds(frame: Frame, token: Token, roles: Roles, ends: Ends) -> bool:
    return all(_satisfied(one, token, roles, ends) for one in frame.constraints)


def _satisfied(constraint: Constraint, token: Token, roles: Roles, ends: Ends) -> bool:
    wanted = constraint.words
    met = any(
        "*" in wanted
        or filler.lemma_.lower() in wanted
        or filler.lower_ in wanted
        or _is_named(filler, constraint, ends)
        for filler in roles.fill(token, constraint.path)
    )
    return met is not constraint.negated


def _is_named(filler: Token, constraint: Constraint, ends: Ends) -> bool:
    """Tell whether a filler is the name of something of a class that is asked for: "sold F-35s"."""
    found = ends.at(filler) if constraint.classes else None
    return found is not None and found.kind == "name" and not ancestors(found.type).isdisjoint(constraint.classes)


def _pairs(frame: Frame, token: Token, roles: Roles, ends: Ends) -> list[Pair]:
    relation = relations()[frame.relation]
    subjects = _candidates(frame.subject, relation.domain, token, roles, ends)
    if relation.name in _OWN_SELVES:
        subjects = [one for one in subjects if one.direct or one.referent.type == "ActorGroup"]
    if not subjects:
        return []
    if frame.subject == frame.object:
        return _among(ends.sharers(subjects), _partners(frame.subject, relation.range, token, roles, ends))
    if _is_mutual(frame, token, roles):
        drawn = combinations if relation.symmetric else permutations
        return [pair for pair in drawn(_in_text_order(ends.sharers(subjects)), 2) if not _are_one(*pair)]
    objects = _candidates(frame.object, relation.range, token, roles, ends)
    side_by_side = relation.symmetric and any(slot.path[-1] in _TOGETHER for slot in frame.object)
    if side_by_side and not _is_aim(token) and not any(roles.fill(token, slot.path) for slot in frame.object):
        sides = combinations(_in_text_order(ends.sharers(subjects)), 2)  # "A and B met": no side is told apart
        return [pair for pair in sides if not _are_one(*pair)]
    alike = {one.found for one in subjects} == {one.found for one in objects}
    if alike and len(subjects) > 1 and not relation.symmetric:
        return []  # "A and B want to join": the complement has the same subject, they want nothing of each other
    pairs = [(one, other) for one, other in product(subjects, objects) if one.referent.entity != other.referent.entity]
    return [pair for pair in pairs if not (relation.symmetric and _are_one(*pair))]


def _is_aim(noun: Token) -> bool:
    """Tell "A and B went to Chad **for talks**", which they have with somebody there, not with each other."""
    verb = noun.head.head
    going = any(one.relation == "visits" for one in frames().get(("V", verb.lemma_.lower()), ()))
    return noun.dep_ == "pobj" and noun.head.lower_ == "for" and is_verb(verb) and going


def _is_mutual(frame: Frame, token: Token, roles: Roles) -> bool:
    """Tell whether subjects do it to *each other* or *one another*, or do what one cannot do alone."""
    fillers = [one for slot in frame.object for one in roles.fill(token, slot.path)]
    each = any(one.lower_ == "other" for one in fillers) and any(map(_is_each, roles.fill(token, ("subj",))))
    pairs = (("each", "other"), ("one", "another"))
    return (
        each
        or frame.object == _EACH
        or any(
            one.lower_ in pair and any(child.lower_ in pair for child in one.children)
            for one in fillers
            for pair in pairs
        )
    )


def _is_each(subject: Token) -> bool:
    """Tell the subject of "**each** accused the other" and "**each side** accused the other"."""
    return any(word.lower_ == "each" for word in (subject, *subject.children))


def _are_one(one: Candidate, other: Candidate) -> bool:
    """Tell whether two are one side, as a state and its own army are: "the government and military fought rebels"."""
    if not any(fits(end.referent.type, ("ArmedForce",)) for end in (one, other)):
        return False
    return one.referent in other.found.owner or other.referent in one.found.owner


def _partners(
    slots: tuple[Slot, ...], allowed: tuple[str, ...], token: Token, roles: Roles, ends: Ends
) -> list[Candidate]:
    """Give the other side of a pair, empty where the members stand side by side."""
    sides = tuple(Slot((*slot.path[:-1], "partner"), slot.type) for slot in slots if slot.path[-1] == "pair")
    return _candidates(sides, allowed, token, roles, ends)


def _among(members: list[Candidate], partners: list[Candidate]) -> list[Pair]:
    """Pair members with those of the other side, or with each other where there are no sides."""
    others = {one.referent.entity for one in partners}
    first = [one for one in members if one.referent.entity not in others]
    pairs = product(first, partners) if partners else combinations(_in_text_order(members), 2)
    return [pair for pair in pairs if not _are_one(*pair)]


def _in_text_order(some: list[Candidate]) -> list[Candidate]:
    return sorted(some, key=lambda one: one.found.char_start)


def _candidates(
    slots: tuple[Slot, ...], allowed: tuple[str, ...], token: Token, roles: Roles, ends: Ends
) -> list[Candidate]:
    """Give the entities of the first slot that is filled."""
    for slot in slots:
        wanted = slot.wanted(allowed)
        found = [one for filler in roles.fill(token, slot.path) for one in ends.of(filler, wanted)]
        found = [one for one in found if fits(one.referent.type, allowed) and not slot.refuses(one.referent.type)]
        found = [one for one in found if one.direct or slot.type not in _THEMSELVES]
        if found:
            return distinct(iter(found))
    return []
