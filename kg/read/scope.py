"""Climb from a predicate to what governs it: which word embeds it, as which kind of complement, with what effect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.tokens import Token

from kg.read.cues import Link, determiners, is_definite, is_verbal, local, words
from kg.read.doers import is_part, tie
from kg.read.effects import FACT, IDENTITY, MOOD, NEGATION, Effect, effect
from kg.read.events import is_event_noun
from kg.read.governors import (
    COPULAS,
    FINITE,
    asks,
    complements_of,
    has_subject,
    is_cleft,
    is_finite,
    look,
    opens_with_that,
    predicate,
)
from kg.read.moods import auxiliaries, is_imperative, is_perfect, question

_MAX_DEPTH = 12  # longer chains are parse errors
_PURPOSE = effect("+planned", "+planned")
_WISH = effect("+demanded")
_OPEN = effect("+conditional", "+conditional")


class Step(NamedTuple):
    """One step up: what it does, the cue's token index if a word does it, where it leads, whose own cues then count."""

    effect: Effect
    cues: tuple[int, ...] = ()
    to: Token | None = None
    own: bool = True


@dataclass(frozen=True, slots=True)
class Climb:
    """What is known of the words of one text: what their own clauses do to them, and the step up from them."""

    own: dict[int, list[Link]] = field(default_factory=dict)
    above: dict[tuple[int, bool], Step | None] = field(default_factory=dict)

    def local(self, token: Token) -> list[Link]:
        """Give what a predicate's own clause does to it."""
        if token.i not in self.own:
            self.own[token.i] = local(token)
        return self.own[token.i]

    def step(self, token: Token, *, start: bool) -> Step | None:
        """Give the step up from a word; ``start`` where it is the predicate itself."""
        key = token.i, start
        if key not in self.above:
            self.above[key] = _above(token, start=start)
        return self.above[key]


def links(token: Token, stop: frozenset[int], known: Climb) -> Iterator[Link]:
    """Yield all that bears on a predicate's stance, innermost first; nothing above a token of ``stop`` counts."""
    used: set[int] = set()
    current, own = token, True
    for _ in range(_MAX_DEPTH):
        for effect_, cues in known.local(current) if own else ():
            if used.isdisjoint(cues):
                used.update(cues)
                yield effect_, cues
        if current.i in stop:
            return
        step = known.step(current, start=current == token)
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
        return _coordinated(token, head)
    if dep in {"acomp", "attr", "oprd"} or (dep in {"xcomp", "ccomp"} and not is_verbal(token)):
        return Step(IDENTITY, (), head)
    if dep in {"pcomp", "pobj"}:
        return _through_preposition(token, head, start=start)
    return _clause(token, head) if is_verbal(token) else _argument(token, head, start=start)


def _root(token: Token) -> Step | None:
    if not is_verbal(token):
        return None
    mark = question(token)
    if mark is not None:
        return Step(effect("+conditional"), (mark.i,))
    to = auxiliaries(token).get("TO")
    if to is not None and not is_perfect(token):  # headlines: "Japan to buy missiles"
        return Step(_PURPOSE, (to,))
    return Step(_WISH) if is_imperative(token) else None


def _coordinated(token: Token, head: Token) -> Step:
    """Read the second of two conjuncts: it stands where the first does, under what they share."""
    while head.head != head and _closes_between(head, token):  # mended: what goes on behind brackets began before them
        head = head.head
    for joined in head.children:
        if head.i < joined.i < token.i and (_connective(joined), "conj") in words():
            return Step(NEGATION, (joined.i,), head, own=False)
    if is_finite(token) and not (_is_bare(token) and _is_infinitive(token, head)):
        while (
            is_verbal(head) and not is_finite(head) and head.head != head
        ):  # mended: a clause is no infinitive's conjunct
            head = head.head
    return Step(IDENTITY, (), head, own=_shares(token, head))


def _closes_between(inner: Token, outer: Token) -> bool:
    """Tell whether brackets that hold one word close before another: "give up bombs (it **has** none) and **go**"."""
    depth = 0
    for word in inner.doc[inner.i + 1 : outer.i]:
        depth += (word.text in {"(", "["}) - (word.text in {")", "]"})
        if depth < 0:
            return True
    return False


def _connective(word: Token) -> str:
    """Give a connective with the word before it where the two are one: "rather than", "instead of"."""
    pair = f"{word.doc[word.i - 1].lower_} {word.lower_}" if word.i else ""
    return pair if any((pair, kind) in words() for kind in ("conj", "mark", "prep")) else word.lower_


def _shares(token: Token, head: Token) -> bool:
    """Tell whether a conjunct stands under the auxiliaries, negators and determiners of the first one."""
    if is_verbal(token):
        contrast = any(child.dep_ == "cc" and child.lower_ == "but" for child in head.children) and not _goes_on(head)
        same = (token.tag_ == head.tag_ and token.tag_ not in {"VBD", "VBZ", "VBP"}) or _is_participle(token, head)
        return _is_bare(token) and (same or _is_infinitive(token, head)) and not contrast
    return not any(child.dep_ in {"det", "poss", "amod"} for child in token.children)


def _is_bare(verb: Token) -> bool:
    return not any(child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for child in verb.children)


def _is_participle(verb: Token, first: Token) -> bool:
    """Tell whether a later verb is a participle like the first, which the tagger takes for a past tense."""
    perfect = first.tag_ == "VBN" and any(aux.tag_ == "MD" for aux in first.children)
    return perfect and verb.tag_ == "VBD" and verb.lower_.endswith("ed")


def _is_infinitive(verb: Token, first: Token) -> bool:
    """Tell whether a later verb of a list is an infinitive like the first, which the tagger takes for a present."""
    forms = {verb.tag_, first.tag_}
    return forms == {"VB", "VBP"} and (first.tag_ == "VB" or (first.dep_ == "conj" and _is_bare(first)))


def _goes_on(first: Token) -> bool:
    """Tell "not only ... but also", which contrasts nothing."""
    return any(
        child.lower_ in {"only", "just", "merely"} for part in first.children for child in (part, *part.children)
    )


# ---------------------------------------------------------------- clauses


def _clause(verb: Token, head: Token) -> Step | None:
    dep = verb.dep_
    if dep in {"acl", "relcl"}:
        return _modifier(verb, head)
    if dep in {"advcl", "ccomp"}:
        mark = _mark(verb)
        beside = dep == "advcl" or verb.i < head.i
        if mark is not None and (beside or mark[0] == FACT):  # "allows trade although it attacked", hung as an object
            return Step(*mark, head)
    if dep == "advcl" and verb.tag_ in {"VBG", "VBN"} and not is_finite(verb) and "TO" not in auxiliaries(verb):
        return Step(MOOD, (), head) if verb.tag_ == "VBG" else None
    if dep in {"csubj", "csubjpass"}:
        return _subject(verb, head, MOOD)
    return _complement(verb, head) if dep in {"ccomp", "xcomp", "advcl"} and not _is_run_on(verb, head) else None


def _mark(verb: Token) -> Link | None:
    """Give what opens an adverbial clause: *if they attack*, *had they attacked*."""
    first = True
    for child in verb.children:
        kind = "mark" if child.dep_ in {"mark", "advmod"} else "inverted" if first and child.tag_ in FINITE else ""
        found = words().get((_connective(child), kind)) if child.i < verb.i else None
        if found is not None and not (found == FACT and "TO" in auxiliaries(verb)):  # "so as to", "where to"
            told = verb.tag_ == "VBD" or "VBD" in auxiliaries(verb) or _is_stressed(child)
            return FACT if found == MOOD and told else found, (child.i,)
        first = first and child.is_punct
    return None


def _is_stressed(mark: Token) -> bool:
    """Tell "**even as** they talk" and "**especially as** they are allies", which is so whatever stands beside it."""
    before = mark.nbor(-1).lower_ if mark.i else ""
    return mark.lower_ == "as" and before in {"even", "especially", "particularly"}


def _complement(verb: Token, head: Token) -> Step | None:
    judged = _judged(head) or _carried(verb, head)
    if judged is not None:
        return judged
    complements = complements_of(verb, head)
    governor = predicate(head, verb)
    found = look(governor, complements)
    if found is None and governor == head and head.lemma_ in COPULAS | {"have"}:
        return _copula(head, complements)
    if asks(verb):
        return Step(_OPEN, (governor.i,), governor)
    if found is not None:
        return Step(found, (governor.i,) if found != IDENTITY else (), governor)
    if verb.dep_ == "advcl" or head.pos_ not in {"VERB", "AUX", "ADJ"}:
        return Step(_PURPOSE if "TO" in auxiliaries(verb) and not is_perfect(verb) else MOOD, (), head)
    if verb.dep_ == "ccomp" and is_imperative(verb) and verb.i < head.i:  # "Withdraw your troops", he said
        return Step(_WISH, (), head)
    if verb.dep_ == "ccomp" and verb.i < head.i:  # a run-on: "they insist on it, otherwise there will be no talks"
        return None
    return Step(_default(complements[0]), (), governor)


def _is_run_on(verb: Token, head: Token) -> bool:
    """Tell whether a sentence of its own stands before a semicolon or colon: "They can do so; we are **not** far"."""
    between = verb.doc[verb.i + 1 : head.i] if verb.dep_ == "ccomp" and verb.i < head.i else ()
    return any(word.text in {";", ":"} and word.head in (head, verb) for word in between)


def is_judged(telling: Token) -> bool:
    """Tell whether it is judged that somebody tells something: "he was wrong to say that", which the text denies."""
    return _judged(telling) is not None


def _judged(telling: Token) -> Step | None:
    """Read "it is false to claim that", where what is told is false, not the telling."""
    if telling.dep_ not in {"xcomp", "ccomp", "csubj"} or "TO" not in auxiliaries(telling):
        return None
    state = predicate(telling.head, telling)
    found = look(state, ["to say"])
    return Step(found, (state.i,), telling.head) if found is not None else None


def _carried(clause: Token, head: Token) -> Step | None:
    """Read what a noun says whose clause the parser hung on the verb: "have no **doubt** at all that they left"."""
    if head.lemma_ not in {"have", "be"} or not opens_with_that(clause):
        return None
    nouns = [child for child in head.children if child.dep_ in {"dobj", "attr"} and head.i < child.i < clause.i]
    found = look(nouns[0], ["that"]) if nouns and nouns[0].pos_ == "NOUN" else None
    return Step(found, (nouns[0].i,), nouns[0]) if found is not None else None


def _default(complement: str) -> Effect:
    if complement == "should":
        return _WISH
    return _PURPOSE if complement in {"to", "other", "pass"} else IDENTITY


def _copula(head: Token, complements: list[str]) -> Step:
    """Read "the aim is to go" and "they are to go"."""
    if complements[0] in {"ing", "that"}:
        return Step(IDENTITY, (), head)
    subjects = [child for child in head.children if child.dep_ == "nsubj"]
    found = next(filter(None, (look(noun, ["to", "for"]) for noun in subjects)), None)
    if found is not None:
        return Step(found, (subjects[0].i,), head)
    return Step(_WISH if head.lemma_ == "have" else _PURPOSE, (head.i,), head)


def _modifier(verb: Token, noun: Token) -> Step | None:
    """Read clauses that stand beside a noun: "plans to go", "the claim that", "no agreement reached"."""
    complements = complements_of(verb, noun)
    infinitive, told = "TO" in auxiliaries(verb), opens_with_that(verb) or _is_told(verb, noun)
    if verb.dep_ == "relcl" and (is_cleft(noun) or not (infinitive or told)):
        return Step(IDENTITY, (), noun) if is_cleft(noun) else None
    if infinitive or told:
        ordinals = (child for child in noun.children if child.dep_ == "amod" and infinitive)
        found = next(filter(None, (look(child, ["noun to"]) for child in ordinals)), None)
        found = found or look(noun, complements if infinitive else [*complements, "that"])
        if found is None and not infinitive:
            return None
        return Step(found or (MOOD if is_perfect(verb) else _PURPOSE), (noun.i,), noun)
    denials = tuple(cue for _, cues in determiners(noun) for cue in cues)
    return Step(NEGATION, denials) if denials and verb.tag_ == "VBN" else None


def _is_told(verb: Token, noun: Token) -> bool:
    """Tell "denied claims they **armed** rebels", a clause without *that* which is what the noun says."""
    return verb.dep_ == "acl" and is_finite(verb) and has_subject(verb) and look(noun, ["that"]) is not None


# ---------------------------------------------------------------- nouns


def _argument(noun: Token, head: Token, *, start: bool) -> Step | None:
    """Read a noun that is subject or object of a verb, or the first part of a compound."""
    if noun.dep_ == "compound" and (whole := look(head, ["mod"])) is not None:
        return Step(whole, (head.i,), head)
    if noun.dep_ not in {"dobj", "nsubjpass", "nsubj", "dative"} or not is_verbal(head):
        return None
    if noun.dep_ == "nsubj":
        return _subject(noun, head, None)
    if start and _stands(noun, head):
        return None
    says = look(noun, ["that", "to"]) is not None and not is_part(noun)
    content = look(head, ["content"]) if says else None
    if content is not None:
        return None if start else Step(content, (head.i,), head)
    found = look(head, _nominal(noun, "obj"))
    if found is None or (noun.dep_ == "nsubjpass" and any(child.dep_ == "dobj" for child in head.children)):
        there = is_definite(noun) or (start and not is_event_noun(noun))  # who attacks bases abroad finds them there
        return None if there else Step(IDENTITY, (), head)
    return Step(found, (head.i,) if found != IDENTITY else (), head)


def _stands(noun: Token, governor: Token) -> bool:
    """Tell whether somebody's own words or plans stand although another is against them: "opposes China's claim"."""
    owned = any(child.dep_ == "poss" and child.pos_ == "PROPN" for child in noun.children)
    return owned and look(governor, ["claim"]) is not None and look(noun, ["that"]) is not None


def _subject(token: Token, head: Token, default: Effect | None) -> Step | None:
    governor = predicate(head, token)
    found = look(governor, _nominal(token, "subj"))
    if found is not None:
        return Step(found, (governor.i,) if found != IDENTITY else (), governor)
    return Step(default, (), head) if default else None


def _blaming(deed: Token) -> Token | None:
    """Give the verb of "accused X of the raid", wherever the parser hangs the preposition."""
    found = tie(deed)
    return found.word if found is not None and found.kind == "object" else None


def _object_before(preposition: Token) -> Token | None:
    """Give the noun right before a preposition that the parser hung on the verb: "voiced **opposition** to joining"."""
    noun = preposition.nbor(-1) if preposition.i else preposition
    return noun if noun.dep_ == "dobj" and noun.head == preposition.head else None


def _nominal(noun: Token, slot: str) -> list[str]:
    """Give the kinds of complement of a noun: *talks on* a deed are on what is to come, on an alliance not."""
    return [*(f"{slot} {kind}" for kind in ("deed", "lasting") if (noun.lemma_.lower(), kind) in words()), slot]


def _governed(token: Token, preposition: Token, governor: Token) -> Step | None:
    """Look up what a preposition and its object complete; not before its governor: "in an interview, he ..."."""
    by = preposition.lower_
    noun = _object_before(preposition) if is_verbal(governor) else None
    for word, slot in ((governor, "to np" if by == "to" and is_verbal(governor) else by), (noun, by)):
        slots = (
            [f"{slot} ing", slot, *(["ing"] if word == governor else [])] if is_verbal(token) else _nominal(token, slot)
        )
        found = look(word, slots) if word is not None and word.i < preposition.i else None
        if found is not None and word is not None:
            return Step(found, (word.i,) if found != IDENTITY else (), word)
    return None


def _through_preposition(token: Token, preposition: Token, *, start: bool) -> Step | None:
    """Read what a preposition governs: "prevented from going", "plans for war", "without asking"."""
    word, head = preposition.lower_, preposition.head
    while head.dep_ in {"prep", "advmod", "prt"} and head.pos_ in {"ADP", "SCONJ", "ADV"} and head.head != head:
        word, head = head.lower_, head.head
    word = _connective(preposition) if (_connective(preposition), "prep") in words() else word
    governor = _blaming(token) or predicate(head, preposition)
    if start and _stands(token, governor):
        return None
    if is_verbal(token) and asks(token):
        return Step(_OPEN, (preposition.i,), head)
    governed = _governed(token, preposition, governor) if " " not in word or is_verbal(token) else None
    if governed is not None:  # "due to" and the like are one word
        return governed
    fixed = words().get((word, "prep"))
    if fixed is not None and fixed not in {MOOD, FACT} and (is_verbal(token) or word != "for"):
        return Step(fixed, (preposition.i,), head)
    called = (
        preposition.lower_ == "as" and is_verbal(head) and token.lemma_ not in {"result", "consequence"}
    )  # "sees X as an ally"
    if governor == head and (head.lemma_ == "be" or called):  # "was on the brink of"
        return Step(IDENTITY, (), head)
    if not is_verbal(token) and (
        fixed != MOOD or is_definite(token)
    ):  # "met at a summit", but "will end with a victory"
        return None
    return Step(MOOD, (), head) if is_verbal(head) and fixed != FACT else None
