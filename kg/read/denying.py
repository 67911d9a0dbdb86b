"""Tell which verbs deny what was said before, and by what words they take it up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.read import reporting
from kg.read.doers import is_part
from kg.read.governors import opens_with_that
from kg.read.stance import stance
from kg.read.syntax import children, is_passive, is_verb, prepositional
from kg.resources import resource, rows

_POINTING = frozenset({"it", "this", "that", "them", "these"})
_RELATIVE = frozenset({"which", "that"})
_OWN_CONTENT = frozenset({"acl", "ccomp", "relcl"})
_NONE = frozenset({"no", "nothing", "none", "neither"})


@dataclass(frozen=True, slots=True)
class Denial:
    """A verb that denies, and the words it denies.

    ``whole`` is whether these words say all of it themselves ("Mali's claim that ..."), ``named`` whether they stand
    beside what they call an allegation ("..., a charge denied by Chad"), ``contrary`` whether the verb only says that
    it is the other way round ("experts say otherwise").
    """

    verb: Token
    said: Token | None = None
    whole: bool = False
    named: bool = False
    contrary: bool = False


def denial(verb: Token) -> Denial | None:
    """Give what a verb denies, None where it denies nothing, or is not itself told as having happened."""
    found = _found(verb)
    if found is None:
        return None
    taken = stance(verb)
    if found.contrary and set(taken.cues) == {word.i for word in _contrary(verb)}:  # "otherwise" is no condition here
        return found
    return found if (taken.polarity, taken.modality) == ("affirmed", "asserted") else None


def is_conceded(verb: Token) -> bool:
    """Tell whether a verb says that something cannot be denied, which the text says and not who cannot deny it."""
    said = {child.lower_ for child in verb.children if child.dep_ in {"aux", "neg"}}
    can = not said.isdisjoint({"can", "could", "ca"}) and not said.isdisjoint({"not", "n't", "n’t", "never"})
    return can and "deny" in reporting.frames("V", verb.lemma_).values()


def _found(verb: Token) -> Denial | None:
    frames = reporting.frames("V", verb.lemma_)
    if "deny" in frames.values():
        return _taken_up(verb) or _part(verb, _contents(verb), denied=False)
    if _calls_untrue(verb):
        return _taken_up(verb)
    if "say" not in frames.values():
        return None
    if _contrary(verb):
        return Denial(verb, contrary=True) if not children(verb, "ccomp", "dobj") else None
    return Denial(verb) if _says_untrue(verb) else _part(verb, children(verb, "ccomp"), denied=True)


def _contrary(verb: Token) -> list[Token]:
    """Give the words by which somebody says that it is the other way round: "experts say **otherwise**"."""
    return [child for child in children(verb, "advmod") if ("contrary", child.lower_) in _untrue()]


def _calls_untrue(verb: Token) -> bool:
    """Tell "called the report a lie" and "described it as fabricated"."""
    named = [*children(verb, "oprd", "npadvmod", "advcl", "acomp", "dobj", "ccomp"), *prepositional(verb, "as")]
    return ("call", verb.lemma_) in _untrue() and any(map(_is_untrue, named))


def _says_untrue(verb: Token) -> bool:
    """Tell "said the claim was baseless", "a claim that Minsk says is false" and "it is not true, he said"."""
    for clause in children(verb, "ccomp"):
        told = children(clause, "nsubj")
        points_back = any(map(_points_back, told)) if told else verb.dep_ in {"acl", "relcl"} and _is_saying(verb.head)
        said = children(clause, "acomp", "attr") if points_back and clause.lemma_ == "be" else []
        if any(_is_true(one) if children(clause, "neg") else _is_untrue(one) for one in said):
            return True
    return False


def _is_true(word: Token) -> bool:
    return ("true", word.lemma_.lower()) in _untrue()


def _is_untrue(word: Token) -> bool:
    negated = any(child.dep_ == "neg" or child.lower_ == "no" for child in word.children)
    if word.dep_ == "ccomp":  # a small clause: "called **this a lie**"
        return (
            not negated
            and ("untrue", word.lemma_.lower()) in _untrue()
            and any(map(_points_back, children(word, "nsubj")))
        )
    return ("untrue", word.lemma_.lower()) in _untrue() and not negated


@cache
def _untrue() -> frozenset[tuple[str, str]]:
    """Give what calls something untrue, by kind: verbs that call, words for what is so or not, nouns for wrongs."""
    listed = rows(resource("cues", "untrue.csv"))
    return frozenset((row["kind"], word) for _, row in listed for word in row["word"].split("|"))


def _taken_up(verb: Token) -> Denial | None:
    objects = [one for one in children(verb, "dobj", "nsubjpass") if not _is_untrue(one)]
    if verb.dep_ in {"relcl", "acl"} and not objects:  # "a claim Delhi rejected", "an allegation denied by Moscow"
        beside = _stands_beside(verb.head)
        whole = beside and verb.head.lower_ == "something"  # "..., something Delhi rejects"
        return Denial(verb, named=beside) if whole or _is_saying(verb.head) else None
    for thing in children(verb, "nsubjpass" if is_passive(verb) else "dobj"):
        if _points_back(thing):
            beside = verb.dep_ == "relcl" and _is_saying(verb.head) and _stands_beside(verb.head)
            return Denial(verb, named=beside)
        if _is_saying(thing) and children(thing, "poss", "amod") and any(map(opens_with_that, children(thing, "acl"))):
            return Denial(verb, thing, whole=True)  # "rejected **Mali's claim that** ..."
        if is_part(thing) or ("wrong", thing.lemma_.lower()) in _untrue():
            return Denial(verb, verb)
    if any(child.lower_ in _POINTING for child in children(verb, "nsubj")) and not is_passive(verb):
        return None
    return _small_clause(verb)


def _small_clause(verb: Token) -> Denial | None:
    """Read "called **this** a lie", which the parser takes for a clause."""
    clauses = [one for one in children(verb, "ccomp", "oprd") if _is_untrue(one)]
    told = [thing for one in clauses for thing in children(one, "nsubj") if _points_back(thing)]
    return Denial(verb) if told else None


def _contents(verb: Token) -> list[Token]:
    """Give the clauses that a verb denies: "denied that it **had** any part", "denied **having** a role"."""
    return [one for one in children(verb, "ccomp", "xcomp") if is_verb(one)]


def _part(verb: Token, clauses: Iterable[Token], *, denied: bool) -> Denial | None:
    """Read "denied it had any part in the raid" and "said it had no part in it" (``denied``)."""
    for clause in clauses:
        parts = [one for one in children(clause, "dobj", "attr") if is_part(one)]
        none = bool(children(clause, "neg")) or any(_has_none(one) for one in parts)
        if parts and none == denied:
            return Denial(verb, clause)
    return None


def _has_none(part: Token) -> bool:
    return part.lower_ in _NONE or any(child.lower_ in _NONE for child in part.children)


def _points_back(thing: Token) -> bool:
    """Tell whether the object of a denial stands for what was said: *it*, *which*, *the allegations*."""
    if thing.tag_ in {"WDT", "WP"} or thing.lower_ in _RELATIVE:
        return _stands_for_clause(thing) or (thing.lower_ == "that" and thing.tag_ == "DT")
    if thing.lower_ in _POINTING:
        return not children(thing, *_OWN_CONTENT, "prep")
    told = _is_saying(thing) and not children(thing, *_OWN_CONTENT)
    return told and not any(child.lower_ in {"of", "about"} for child in children(thing, "prep"))


def _is_saying(noun: Token) -> bool:
    known = reporting.frames("N", noun.lemma_)
    return noun.pos_ == "NOUN" and known.get("that") == "say"


def _stands_beside(noun: Token) -> bool:
    """Tell whether a noun calls an allegation what its own sentence says: "..., **a charge** Chad denies"."""
    return noun.i > noun.sent.start + 1 and noun.dep_ in {"appos", "npadvmod", "dobj", "conj", "dep", "attr"}


def _stands_for_clause(pronoun: Token) -> bool:
    """Tell "..., which Tehran denied" and "a charge that Kigali denies" from "the ship, which it denied entry"."""
    verb = pronoun.head
    if verb.dep_ != "relcl":
        return False
    before = pronoun.doc[pronoun.i - 1] if pronoun.i else pronoun
    return _is_saying(verb.head) or (pronoun.lower_ == "which" and before.text == ",")
