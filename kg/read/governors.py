"""Say which word governs a clause or noun, as which kind of complement, and look its effect up."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg.read.cues import governors, words
from kg.read.effects import Effect

COPULAS = frozenset({"be", "seem", "remain", "become", "appear", "look", "get", "stay", "sound", "prove"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MANY = frozenset({"police", "people", "staff", "majority", "media", "team", "military", "government", "public"})
_CLASSES = {"VERB": "V", "AUX": "V", "ADJ": "A", "ADV": "A"}


def has_subject(verb: Token) -> bool:
    """Tell whether a verb has a subject of its own."""
    return any(child.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"} for child in verb.children)


def is_finite(verb: Token) -> bool:
    """Tell whether a verb or one of its auxiliaries bears tense."""
    return verb.tag_ in FINITE or any(
        child.tag_ in FINITE for child in verb.children if child.dep_ in {"aux", "auxpass"}
    )


def look(governor: Token, complements: list[str]) -> Effect | None:
    """Look a governor up with its particles and adverbs, under each kind of complement in turn."""
    extra = [child for child in governor.children if child.dep_ in {"prt", "advmod", "acomp", "neg"}]
    names = [f"{governor.lemma_}+{child.lower_}" for child in extra if child.dep_ == "prt"]
    particle = bool(names) and names[0] in _particles()
    names += [f"{stem} {child.lower_}" for child in extra if child.dep_ != "prt" for stem in (governor.lemma_, "*")]
    names += [f"be {governor.lemma_}"] if _is_agentless(governor) else []
    names += [f"would {governor.lemma_}" for child in governor.children if child.lower_ in {"would", "'d"}]
    names += [f"{word} {governor.lemma_}" for word in _denied_by(governor)]
    if governor.dep_ == "pobj":
        names.append(f"{governor.head.lower_} {governor.lower_}")
    names += [] if particle else [governor.lower_, governor.lemma_]
    names = [name.lower() for name in names if name.lower() in _listed()]
    for complement in complements if names else ():
        for name in names:
            for kind in _classes(governor):
                found = governors().get((name, kind, complement))
                if found is not None:
                    return found
    return None


def _denied_by(verb: Token) -> list[str]:
    """Say how a verb is undone where that is more than a negation: nobody does it, nobody can do it."""
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    about = (words().get((word.lower_, "det")) for one in subjects for word in (one, *one.children))
    nobody = any(one is not None and one.affirmed[0] == "denied" for one in about)
    can = any(child.lower_ in {"can", "could", "ca"} for child in verb.children if child.dep_ == "aux")
    return ["nobody"] * nobody + ["can"] * can


def _is_agentless(verb: Token) -> bool:
    """Tell a passive that names no doer: "was accused of spying"."""
    if verb.tag_ != "VBN" or any(child.dep_ in {"agent", "dobj"} for child in verb.children):
        return False
    if verb.dep_ in {"acl", "amod"} or (verb.dep_ in {"acomp", "advcl"} and verb.head.lemma_ == "stand"):
        return True
    return any(child.dep_ == "auxpass" for child in verb.children)


@cache
def _listed() -> frozenset[str]:
    return frozenset(word for word, *_ in governors())


def _classes(governor: Token) -> str:
    """Give the classes of the lexicon that a word may be looked up in: participles are verbs and adjectives."""
    participle = governor.tag_ in {"VBN", "VBG"} or governor.lower_.endswith(("ed", "ing"))
    if governor.pos_ in {"NOUN", "PROPN"}:
        return "NV" if governor.dep_ == "conj" and governor.head.pos_ == "VERB" else "N"  # "not to go and risk a war"
    return _CLASSES.get(governor.pos_, "VNA") + ("VA" if participle else "")


@cache
def _particles() -> frozenset[str]:
    return frozenset(word for word, *_ in governors() if "+" in word)


def complements_of(verb: Token, head: Token) -> list[str]:
    """Name the kinds of complement that a clause may be, likeliest first."""
    tags = {child.tag_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if "TO" in tags:
        return _infinitive(verb, head)
    if verb.tag_ == "VB" and "MD" not in tags and not tags & {"VBD", "VBZ", "VBP"}:
        return ["other", "should", "to"] if verb.dep_ == "xcomp" or not opens_with_that(verb) else ["should", "other"]
    if "VB" in tags and "MD" not in tags and has_subject(verb):  # "that they be returned"
        return ["should"]
    if verb.tag_ == "VBP" and (_is_out_of_time(verb, head) or (opens_with_that(verb) and _lacks_s(verb))):
        return ["should", "that"]
    if verb.tag_ == "VBG" and not tags & {"VBD", "VBZ", "VBP", "MD"}:
        return ["ing", "other"]
    return ["that"]


def _is_out_of_time(verb: Token, head: Token) -> bool:
    """Tell a subjunctive by its tense: "suggested the two sides **hold** a vote", which would else be *held*."""
    bare = not any(child.dep_ == "aux" for child in verb.children) and verb.lemma_ != "be"
    return bare and head.tag_ == "VBD" and verb.dep_ == "ccomp" and (head.lemma_, "V", "should") in governors()


def _lacks_s(verb: Token) -> bool:
    """Tell whether a verb lacks the ending that its one subject asks for: a subjunctive that the tagger missed."""
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    single = [one for one in subjects if one.tag_ == "NNP" or (one.tag_ == "NN" and one.lower_ not in _MANY)]
    joined = any(child.dep_ in {"cc", "conj"} for one in single for child in one.children)
    return bool(single) and not joined and verb.lemma_ != "be" and not any(t.dep_ == "aux" for t in verb.children)


def asks(verb: Token) -> bool:
    """Tell whether a clause is an indirect question: "whether they attacked", "whether to attack"."""
    return any(child.lower_ in {"whether", "if"} and child.dep_ == "mark" for child in verb.children)


def is_cleft(name: Token) -> bool:
    """Tell whether a clause beside a name says who did it: "it was not **Chad** that left"."""
    be = name.head
    it = any(child.lower_ == "it" and child.dep_ in {"nsubj", "expl"} for child in be.children if child.i < name.i)
    return name.dep_ in {"acomp", "attr"} and name.pos_ == "PROPN" and be.lemma_ == "be" and it


def opens_with_that(verb: Token) -> bool:
    """Tell whether a clause is opened by *that*, which with an object besides is no relative pronoun."""
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    return any(
        child.lower_ == "that"
        and (child.dep_ == "mark" or child.tag_ == "IN" or (child in objects and objects[-1].i > verb.i))
        for child in verb.children
    )


def _infinitive(verb: Token, head: Token) -> list[str]:
    own = has_subject(verb) or any(child.dep_ == "mark" and child.lower_ == "for" for child in verb.children)
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in head.children):
        return ["pass", "other", "to"]
    if not own and any(child.dep_ == "dobj" and child.i < verb.i for child in head.children):
        return ["by", "other", "to"]
    if own or any(child.dep_ == "dative" and child.i < verb.i for child in head.children):
        return ["other", "to"]
    if any(child.dep_ == "prep" and child.lower_ in {"on", "upon", "for", "to"} for child in head.children):
        return ["other", "to"]  # "called on Japan to return them"
    return ["to", "other"]


def predicate(head: Token, but: Token) -> Token:
    """Give the adjective or noun that a copula joins to its subject, else the verb itself."""
    if head.lemma_ not in COPULAS:
        return head
    return next((child for child in head.children if child.dep_ in {"acomp", "attr"} and child != but), head)
