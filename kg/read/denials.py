"""Read denials of what was said before: "..., a charge that Kigali denies", "..., which Tehran denied", "X denies it".

Whoever denies an allegation against himself takes a stand on each claim in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from kg.model import Claim, End
from kg.read import reporting
from kg.read.claims import Scene, chain_of, quote, sentence_of
from kg.read.ends import Candidate
from kg.read.propositions import Proposition
from kg.read.stance import stance
from kg.read.syntax import agents, children, is_passive, is_verb, prepositional
from kg.resources import resource, rows

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
    for verb in filter(_denies, scene.doc):
        for denier in _deniers(scene, verb):
            for claim in _alleged(scene, made, verb, denier):
                one = made[claim]
                how = f"{one.how}, {verb.lemma_}"
                out[_denied(scene, claim, verb, denier)] = replace(one, trigger=verb, how=how)
    return out


def _denies(verb: Token) -> bool:
    """Tell whether a verb denies something told before, and is itself told as having happened."""
    if not is_verb(verb):
        return False
    if "deny" in reporting.frames("V", verb.lemma_).values() or _calls_untrue(verb):
        denies = _takes_up(verb)
    else:
        denies = _says_untrue(verb)
    if not denies:
        return False
    taken = stance(verb)
    return (taken.polarity, taken.modality) == ("affirmed", "asserted")


def _calls_untrue(verb: Token) -> bool:
    """Tell "called the report a lie" and "described it as fabricated"."""
    named = [*children(verb, "oprd", "npadvmod", "advcl", "acomp", "dobj"), *prepositional(verb, "as")]
    return ("call", verb.lemma_) in _untrue() and any(map(_is_untrue, named))


def _says_untrue(verb: Token) -> bool:
    """Tell "said the claim was baseless" and "a claim that Minsk says is false"."""
    if "say" not in reporting.frames("V", verb.lemma_).values():
        return False
    for clause in children(verb, "ccomp"):
        told = children(clause, "nsubj")
        points_back = any(map(_points_back, told)) if told else verb.dep_ in {"acl", "relcl"} and _is_saying(verb.head)
        if points_back and clause.lemma_ == "be" and any(map(_is_untrue, children(clause, "acomp", "attr"))):
            return not children(clause, "neg")
    return False


def _is_untrue(word: Token) -> bool:
    negated = any(child.dep_ == "neg" or child.lower_ == "no" for child in word.children)
    return ("untrue", word.lemma_.lower()) in _untrue() and not negated


@cache
def _untrue() -> frozenset[tuple[str, str]]:
    """Give what calls something untrue, by kind: verbs that call, words for what is not so."""
    listed = rows(resource("cues", "untrue.csv"))
    return frozenset((row["kind"], word) for _, row in listed for word in row["word"].split("|"))


def _takes_up(verb: Token) -> bool:
    objects = [one for one in children(verb, "dobj", "nsubjpass") if not _is_untrue(one)]
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
    fit = [
        one
        for one, said in made.items()
        if one.trigger[0] < verb.idx and against & _concerned(said) and _is_allegation(one, denier.referent.entity)
    ]
    starts = [sent.start_char for sent in scene.doc.sents if sent.start_char <= verb.idx]
    for start, end in zip(reversed(starts[-1 - _BACK :]), [verb.idx, *reversed(starts[-_BACK:])], strict=False):
        here = [one for one in fit if start <= one.trigger[0] < end]
        if here:
            return here
    return []


def _concerned(said: Proposition) -> set[str]:
    """Give who a proposition is about: its ends, and the states whose bodies they are."""
    found = (said.subject, said.object)
    return {one.referent.entity for one in found} | {owner.entity for one in found for owner in one.found.owner}


def _is_allegation(one: Claim, denier: str) -> bool:
    told = one.polarity == "affirmed" and one.modality in {"asserted", "probable"} and one.relation not in _ACTS
    others = all(holder.entity != denier for holder in one.holders)
    return told and (others if one.holders else one.modality == "probable")


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
