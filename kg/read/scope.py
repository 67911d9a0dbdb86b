"""Climb from a predicate to what governs it: which word embeds it, as which kind of complement, with what effect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from kg.read.cues import Link, determiners, governors, is_definite, is_verbal, local, words
from kg.read.effects import FACT, IDENTITY, MOOD, NEGATION, Effect, effect

_MAX_DEPTH = 12  # longer chains are parse errors
_COPULAS = frozenset({"be", "seem", "remain", "become", "appear", "look", "get", "stay", "sound", "prove"})
_PURPOSE = effect("+planned", "+planned")
_WISH = effect("+demanded")
_CLASSES = {"VERB": "VNA", "AUX": "VNA", "NOUN": "NVA", "PROPN": "NVA", "ADJ": "AVN", "ADV": "AVN"}


class Step(NamedTuple):
    """One step up: what it does, the cue's token index if a word does it, where it leads, whose own cues then count."""

    effect: Effect
    cues: tuple[int, ...] = ()
    to: Token | None = None
    own: bool = True


def links(token: Token, stop: frozenset[int]) -> Iterator[Link]:
    """Yield all that bears on a predicate's stance, innermost first; nothing above a token of ``stop`` counts."""
    used: set[int] = set()
    current, own = token, True
    for _ in range(_MAX_DEPTH):
        if own:
            yield from local(current, used)
        if current.i in stop:
            return
        step = _above(current, start=current == token)
        if step is None:
            return
        if not used.intersection(step.cues):
            used.update(step.cues)
            yield step.effect, step.cues
        if step.to is None or step.effect.presupposes:
            return
        current, own = step.to, step.own


def _above(token: Token, *, start: bool) -> Step | None:
    dep, head = token.dep_, token.head
    if head == token:
        return _root(token)
    if dep == "conj":
        return Step(IDENTITY, (), head, own=_shares(token, head))
    if dep in {"acomp", "attr", "oprd"} or (dep in {"xcomp", "ccomp"} and not is_verbal(token)):
        return Step(IDENTITY, (), head)
    if dep in {"pcomp", "pobj"}:
        return _through_preposition(token, head)
    return _clause(token, head) if is_verbal(token) else _argument(token, head, start=start)


def _root(token: Token) -> Step | None:
    if not is_verbal(token):
        return None
    sent = token.sent
    ends = [word for word in sent[-3:] if word.text == "?"]
    if ends:
        return Step(effect("+conditional"), (ends[0].i,))
    auxiliaries = {child.tag_: child.i for child in token.children if child.dep_ in {"aux", "auxpass"}}
    if "TO" in auxiliaries and token.tag_ == "VB":  # headlines: "Japan to buy missiles"
        return Step(_PURPOSE, (auxiliaries["TO"],))
    if token.tag_ == "VB" and not _has_subject(token) and not auxiliaries.keys() & {"MD", "VBD", "VBP", "VBZ"}:
        return Step(_WISH)
    return None


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"} for child in verb.children)


def _shares(token: Token, head: Token) -> bool:
    """Tell whether a conjunct stands under the auxiliaries, negators and determiners of the first one."""
    if is_verbal(token):
        alone = not any(child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for child in token.children)
        contrast = any(child.dep_ == "cc" and child.lower_ == "but" for child in head.children)
        return alone and token.tag_ == head.tag_ and token.tag_ not in {"VBD", "VBZ", "VBP"} and not contrast
    return not any(child.dep_ in {"det", "poss", "amod"} for child in token.children)


# ---------------------------------------------------------------- what governs


def _look(governor: Token, complements: list[str]) -> Effect | None:
    """Look a governor up with its particles and adverbs, under each kind of complement in turn."""
    extra = [child for child in governor.children if child.dep_ in {"prt", "advmod", "acomp", "neg"}]
    names = [f"{governor.lemma_}+{child.lower_}" for child in extra if child.dep_ == "prt"]
    names += [f"{governor.lemma_} {child.lower_}" for child in extra if child.dep_ != "prt"]
    particle = any(child.dep_ == "prt" for child in extra)
    names += [] if particle and names[0] in _particles() else [governor.lemma_, governor.lower_]
    for complement in complements:
        for name in names:
            for kind in _CLASSES.get(governor.pos_, "VNA"):
                found = governors().get((name.lower(), kind, complement))
                if found is not None:
                    return found
    return None


def _particles() -> frozenset[str]:
    return frozenset(word for word, *_ in governors() if "+" in word)


def _complements(verb: Token, head: Token) -> list[str]:
    """Name the kinds of complement that a clause may be, likeliest first."""
    tags = {child.tag_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if "TO" in tags:
        return _infinitive(verb, head)
    if verb.tag_ == "VB" and "MD" not in tags and not tags & {"VBD", "VBZ", "VBP"}:
        return ["other", "should", "to"] if verb.dep_ == "xcomp" or not _is_subjunctive(verb) else ["should", "other"]
    if "VB" in tags and "MD" not in tags and _has_subject(verb):  # "that they be returned"
        return ["should"]
    if verb.tag_ == "VBG" and not tags & {"VBD", "VBZ", "VBP", "MD"}:
        return ["ing", "to", "other"]
    asks = any(child.lower_ in {"whether", "if"} and child.dep_ == "mark" for child in verb.children)
    return ["if", "that"] if asks else ["that", "to"]


def _is_subjunctive(verb: Token) -> bool:
    return any(child.lower_ == "that" and child.dep_ == "mark" for child in verb.children)


def _infinitive(verb: Token, head: Token) -> list[str]:
    own = _has_subject(verb) or any(child.dep_ == "mark" and child.lower_ == "for" for child in verb.children)
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in head.children):
        return ["pass", "other", "to"]
    if own or any(child.dep_ in {"dobj", "dative"} and child.i < verb.i for child in head.children):
        return ["other", "to", "that"]
    if any(child.dep_ == "prep" and child.lower_ in {"on", "upon", "for", "to"} for child in head.children):
        return ["other", "to"]  # "called on Japan to return them"
    return ["to", "other", "that"]


def _predicate(head: Token, but: Token) -> Token:
    """Give the adjective or noun that a copula joins to its subject, else the verb itself."""
    if head.lemma_ not in _COPULAS:
        return head
    return next((child for child in head.children if child.dep_ in {"acomp", "attr"} and child != but), head)


# ---------------------------------------------------------------- clauses


def _clause(verb: Token, head: Token) -> Step | None:
    dep = verb.dep_
    if dep == "relcl":
        return None
    if dep == "acl":
        return _modifier(verb, head)
    if dep == "advcl":
        mark = _mark(verb)
        if mark is not None:
            return Step(*mark, head)
    if dep in {"csubj", "csubjpass"}:
        return _subject(verb, head, MOOD)
    if dep in {"ccomp", "xcomp", "advcl"}:
        return _complement(verb, head)
    return None


def _mark(verb: Token) -> Link | None:
    for child in verb.children:
        found = words().get((child.lower_, "mark")) if child.dep_ in {"mark", "advmod"} and child.i < verb.i else None
        if found is not None:
            return found, (child.i,)
    return None


def _complement(verb: Token, head: Token) -> Step | None:
    complements = _complements(verb, head)
    governor = _predicate(head, verb)
    found = _look(governor, complements)
    if found is None and governor == head and head.lemma_ in _COPULAS | {"have"}:
        return _copula(head, complements)
    if found is not None:
        if complements[0] == "if":
            found = effect("+conditional", "+conditional")
        return Step(found, (governor.i,) if found != IDENTITY else (), governor)
    if verb.dep_ == "advcl" or head.pos_ not in {"VERB", "AUX", "ADJ"}:
        return Step(_PURPOSE if "to" in complements[:3] and verb.tag_ == "VB" else MOOD, (), head)
    return Step(_default(complements[0]), (), governor)


def _default(complement: str) -> Effect:
    if complement == "should":
        return _WISH
    if complement == "if":
        return effect("+conditional", "+conditional")
    return _PURPOSE if complement in {"to", "other", "pass"} else IDENTITY


def _copula(head: Token, complements: list[str]) -> Step:
    """Read "the aim is to go" and "they are to go"."""
    if complements[0] in {"ing", "that", "if"}:
        return Step(IDENTITY, (), head)
    subjects = [child for child in head.children if child.dep_ == "nsubj"]
    found = next(filter(None, (_look(noun, ["to", "for"]) for noun in subjects)), None)
    if found is not None:
        return Step(found, (subjects[0].i,), head)
    return Step(_WISH if head.lemma_ == "have" else _PURPOSE, (head.i,), head)


def _modifier(verb: Token, noun: Token) -> Step | None:
    """Read clauses that stand beside a noun: "plans to go", "the claim that", "no agreement reached"."""
    complements = _complements(verb, noun)
    infinitive = complements[0] in {"to", "other", "pass"} and verb.tag_ == "VB"
    if infinitive or (complements[0] == "that" and _is_subjunctive(verb)):
        ordinals = (child for child in noun.children if child.dep_ == "amod")
        found = next(filter(None, (_look(child, ["to"]) for child in ordinals)), None) or _look(noun, complements)
        if found is None and complements[0] == "that":
            return None
        return Step(found or _PURPOSE, (noun.i,), noun)
    denials = tuple(cue for _, cues in determiners(noun) for cue in cues)
    return Step(NEGATION, denials) if denials and verb.tag_ == "VBN" else None


# ---------------------------------------------------------------- nouns


def _argument(noun: Token, head: Token, *, start: bool) -> Step | None:
    """Read a noun that is subject or object of a verb, or the first part of a compound."""
    if noun.dep_ == "compound":
        whole = _look(head, ["mod"])
        return Step(whole, (head.i,), head) if whole else None
    if noun.dep_ not in {"dobj", "nsubjpass", "nsubj", "dative"} or not is_verbal(head):
        return None
    if noun.dep_ == "nsubj":
        return _subject(noun, head, None if is_definite(noun) else MOOD)
    says = _look(noun, ["that", "to"]) is not None
    if says and _look(head, ["content"]) is not None:
        return None if start else Step(_look(head, ["content"]) or IDENTITY, (head.i,), head)
    found = _look(head, ["obj"])
    if found is not None:
        return Step(found, (head.i,) if found != IDENTITY else (), head)
    return None if is_definite(noun) else Step(IDENTITY, (), head)


def _subject(token: Token, head: Token, default: Effect | None) -> Step | None:
    governor = _predicate(head, token)
    found = _look(governor, ["subj"])
    if found is not None:
        return Step(found, (governor.i,) if found != IDENTITY else (), governor)
    return Step(default, (), head) if default else None


def _through_preposition(token: Token, preposition: Token) -> Step | None:
    """Read what a preposition governs: "prevented from going", "plans for war", "without asking"."""
    word, head = preposition.lower_, preposition.head
    while head.dep_ in {"prep", "advmod", "prt"} and head.pos_ in {"ADP", "SCONJ", "ADV"} and head.head != head:
        word, head = head.lower_, head.head
    found = _look(_predicate(head, preposition), [preposition.lower_, *(["ing"] if is_verbal(token) else [])])
    if found is not None:
        governor = _predicate(head, preposition)
        return Step(found, (governor.i,) if found != IDENTITY else (), governor)
    if (
        (fixed := words().get((word, "prep"))) is not None
        and fixed not in {MOOD, FACT}
        and not (word == "for" and not is_verbal(token))
    ):
        return Step(fixed, (preposition.i,), head)
    if fixed is None and head.lemma_ == "be":  # "was on the brink of"
        return Step(IDENTITY, (), head)
    if fixed == FACT or (not is_verbal(token) and is_definite(token)):
        return None
    return Step(MOOD, (), head) if is_verbal(head) else None
