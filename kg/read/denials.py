"""Read denials of what was said before: "..., a charge that Kigali denies", "..., which Tehran denied", "X denies it".

Whoever denies an allegation against himself takes a stand on each claim in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Token

from kg.model import Claim, End
from kg.read import reporting
from kg.read.claims import Scene, chain_of, quote, sentence_of
from kg.read.ends import Candidate
from kg.read.propositions import Proposition
from kg.read.stance import stance
from kg.read.syntax import agents, children, is_passive, is_verb

_POINTING = frozenset({"it", "this", "that", "them", "these"})
_RELATIVE = frozenset({"which", "that"})
_OWN_CONTENT = frozenset({"acl", "ccomp", "relcl"})
_BACK = 2  # sentences: how far an allegation may lie back
_SURE = 0.8  # how far a denial is as sure as the claim that it denies
_ACTS = frozenset({"accuses", "criticizes", "demands", "warns", "rejects", "requests", "agreesTo"})

Made = Mapping[Claim, Proposition]


def denials(scene: Scene, made: Made) -> dict[Claim, Proposition]:
    """Give the denied claims that take up claims told before, each with the proposition that it denies."""
    out: dict[Claim, Proposition] = {}
    for verb in scene.doc:
        if is_verb(verb) and _denies(verb):
            for denier in _deniers(scene, verb):
                for claim in _alleged(scene, made, verb, denier):
                    one = made[claim]
                    how = f"{one.how}, {verb.lemma_}"
                    out[_denied(scene, claim, verb, denier)] = replace(one, trigger=verb, how=how)
    return out


def _denies(verb: Token) -> bool:
    """Tell whether a verb denies something told before, and is itself told as having happened."""
    if "deny" not in reporting.frames("V", verb.lemma_).values() or not _takes_up(verb):
        return False
    taken = stance(verb)
    return (taken.polarity, taken.modality) == ("affirmed", "asserted")


def _takes_up(verb: Token) -> bool:
    objects = children(verb, "dobj", "nsubjpass")
    if verb.dep_ in {"relcl", "acl"} and not objects:  # "a claim Delhi rejected", "an allegation denied by Moscow"
        return _is_saying(verb.head)
    return any(_points_back(thing) for thing in children(verb, "nsubjpass" if is_passive(verb) else "dobj"))


def _points_back(thing: Token) -> bool:
    """Tell whether the object of a denial stands for what was said: *it*, *which*, *the allegations*."""
    if thing.tag_ in {"WDT", "WP"} or thing.lower_ in _RELATIVE:
        return _stands_for_clause(thing)
    if thing.lower_ in _POINTING:
        return not children(thing, *_OWN_CONTENT, "prep")
    told = _is_saying(thing) and not children(thing, *_OWN_CONTENT)
    return told and not any(child.lower_ in {"of", "about"} for child in children(thing, "prep"))


def _is_saying(noun: Token) -> bool:
    known = reporting.frames("N", noun.lemma_)
    return noun.pos_ == "NOUN" and known.get("that") == "say"


def _stands_for_clause(pronoun: Token) -> bool:
    """Tell "..., which Tehran denied" and "a charge that Kigali denies" from "the ship, which it denied entry"."""
    verb = pronoun.head
    if verb.dep_ != "relcl":
        return False
    before = pronoun.doc[pronoun.i - 1] if pronoun.i else pronoun
    return _is_saying(verb.head) or (pronoun.lower_ == "which" and before.text == ",")


def _deniers(scene: Scene, verb: Token) -> Iterator[Candidate]:
    for filler in agents(verb):
        yield from scene.ends.of(filler, ("Actor",))


def _alleged(scene: Scene, made: Made, verb: Token, denier: Candidate) -> list[Claim]:
    """Give what was said of the denier by somebody else, in the nearest sentence before where there is such."""
    against = {denier.referent.entity, *(owner.entity for owner in denier.found.owner)}
    fit = [one for one in made if one.trigger[0] < verb.idx and _is_allegation(one, denier.referent.entity, against)]
    starts = [sent.start_char for sent in scene.doc.sents if sent.start_char <= verb.idx]
    for start, end in zip(reversed(starts[-1 - _BACK :]), [verb.idx, *reversed(starts[-_BACK:])], strict=False):
        here = [one for one in fit if start <= one.trigger[0] < end]
        if here:
            return here
    return []


def _is_allegation(one: Claim, denier: str, against: set[str]) -> bool:
    told = one.polarity == "affirmed" and one.modality in {"asserted", "probable"} and one.relation not in _ACTS
    others = all(holder.entity != denier for holder in one.holders)
    said = others if one.holders else one.modality == "probable"
    return told and said and bool(against & {one.subject.entity, one.object.entity})


def _denied(scene: Scene, claim: Claim, verb: Token, denier: Candidate) -> Claim:
    sentence, trigger = sentence_of(scene, verb), (verb.idx, verb.idx + len(verb))
    holder: End = scene.ends.end(denier)
    others = {holder.entity, *(one.entity for one in claim.holders)}  # the parse draws the denial into what it denies
    outer = tuple(one for one in chain_of(scene, verb) if one.entity not in others)
    return replace(
        claim,
        holders=(*outer, holder),
        polarity="denied",
        modality="asserted",
        sentence=sentence,
        trigger=trigger,
        quote=quote(sentence, trigger, claim.subject, claim.object),
        score=round(claim.score * _SURE, 3),
    )
