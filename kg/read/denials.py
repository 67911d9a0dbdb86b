"""Read denials of what was said before: "..., a charge that Kigali denies", "Tehran denied this", "denied any part".

Whoever denies an allegation against himself takes a stand on each claim in it; so does whoever denies somebody's words,
named with him ("rejected Mali's claim that ..."), whomever they are about, or who says that it is otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.model import Claim, End
from kg.read.claims import DESCRIPTORS, Scene, chain_of, holder_of, quote, sentence_of
from kg.read.denying import Denial, denial
from kg.read.propositions import Proposition
from kg.read.speaker import phrase
from kg.read.syntax import agents, children, is_verb

_BACK = 2  # sentences: how far an allegation may lie back
_SURE = 0.8  # how far a denial is as sure as the claim that it denies
_ACTS = frozenset({"accuses", "criticizes", "demands", "warns", "rejects", "requests", "agreesTo"}) | DESCRIPTORS
_SAID = frozenset({"asserted", "probable"})
_TOLD = _SAID | {"planned"}
_WHOSE = ("poss", "compound", "amod", "nmod", "nummod")

Made = Mapping[Claim, Proposition]


@dataclass(frozen=True, slots=True)
class Denier:
    """Who denies, and the entities he speaks for: himself, his state or body."""

    end: End
    sides: frozenset[str]


def denials(scene: Scene, made: Made) -> dict[Claim, Proposition]:
    """Give the denied claims that take up claims told before, each with the proposition that it denies."""
    out: dict[Claim, Proposition] = {}
    for verb in filter(is_verb, scene.doc):
        found = denial(verb)
        if found is None:
            continue
        for denier in _deniers(scene, verb):
            for claim in _alleged(scene, made, found, denier):
                one = made[claim]
                how = f"{one.how}, {verb.lemma_}"
                out[_denied(scene, claim, verb, denier)] = replace(one, trigger=verb, how=how)
    return out


def _deniers(scene: Scene, verb: Token) -> Iterator[Denier]:
    for filler in agents(verb):
        found = list(scene.ends.of(filler, ("Actor",)))
        for one in found:
            owners = {owner.entity for owner in one.found.owner}
            yield Denier(scene.ends.end(one), frozenset({one.referent.entity, *owners, *_whose(scene, filler)}))
        if not found and filler.pos_ in {"NOUN", "PROPN"}:
            source, head = phrase(filler)
            if source is not None:
                yield Denier(holder_of(scene, source, head), frozenset(_whose(scene, filler)))


def _whose(scene: Scene, noun: Token) -> Iterator[str]:
    """Yield the entities that a speaker speaks for: "a **Chadian** army spokesman", "officials in **Ndjamena**"."""
    below = children(noun, *_WHOSE)
    below += [
        found
        for place in children(noun, "prep")
        if place.lower_ in {"of", "for", "in"}
        for found in children(place, "pobj")
    ]
    for one in below:
        found = scene.ends.at(one)
        for referent in (*found.entities, *found.owner) if found is not None else ():
            yield referent.entity
        yield from _whose(scene, one)


def _alleged(scene: Scene, made: Made, found: Denial, denier: Denier) -> list[Claim]:
    """Give what is denied: what the words denied say themselves, or else what was last said of the denier."""
    own = {token.idx for token in found.said.subtree} if found.said is not None else set()
    if found.whole:
        return [one for one in made if one.trigger[0] in own and _is_told(one, denier) and one.holders]
    if any(one.polarity == "denied" and one.trigger[0] in own for one in made):
        return []  # "denied any role in the raid on Mali" says itself what it denies
    before = (one for one in made if one.trigger[0] < found.verb.idx)
    return _nearest(scene, found.verb, [one for one in before if _fits(made, one, found, denier)])


def _nearest(scene: Scene, verb: Token, claims: Iterable[Claim]) -> list[Claim]:
    """Give those of the nearest sentence up to a verb in which there are any, of those that are near enough."""
    starts = [sent.start_char for sent in scene.doc.sents if sent.start_char <= verb.idx][-1 - _BACK :]
    behind = ([one for one in claims if one.trigger[0] >= start] for start in reversed(starts))
    return next((some for some in behind if some), [])


def _fits(made: Made, one: Claim, found: Denial, denier: Denier) -> bool:
    """Tell whether a claim is an allegation against a denier; the article's own words are one only where it says so."""
    if found.contrary:
        return bool(one.holders) and one.modality in _SAID and one.relation not in _ACTS and _is_of_another(one, denier)
    alleged = (
        bool(one.holders)
        or one.modality == "probable"
        or (found.named and one.sentence[0] <= found.verb.sent.start_char)
    )
    return alleged and bool(denier.sides & _concerned(made[one])) and _is_told(one, denier)


def _concerned(said: Proposition) -> set[str]:
    """Give who a proposition is about: its ends, and the states whose bodies they are."""
    found = (said.subject, said.object)
    return {one.referent.entity for one in found} | {owner.entity for one in found for owner in one.found.owner}


def _is_told(one: Claim, denier: Denier) -> bool:
    told = one.polarity == "affirmed" and one.modality in _TOLD and one.relation not in _ACTS
    return told and _is_of_another(one, denier)


def _is_of_another(one: Claim, denier: Denier) -> bool:
    return all(holder.entity not in {denier.end.entity, *denier.sides} for holder in one.holders)


def _denied(scene: Scene, claim: Claim, verb: Token, denier: Denier) -> Claim:
    sentence, trigger = sentence_of(scene, verb), (verb.idx, verb.idx + len(verb))
    others = {denier.end.entity}.union(one.entity for one in claim.holders)  # the parse draws it into what it denies
    outer = tuple(one for one in chain_of(scene, verb) if one.entity not in others)
    return replace(
        claim,
        holders=(*outer, denier.end),
        polarity="denied" if claim.polarity == "affirmed" else "affirmed",
        modality="planned" if claim.modality == "planned" else "asserted",
        sentence=sentence,
        trigger=trigger,
        quote=quote(sentence, trigger, claim.subject, claim.object),
        score=round(claim.score * _SURE, 3),
    )
