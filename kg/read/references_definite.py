"""Resolve definite and demonstrative phrases: by their noun said again, else by the last mention of their class."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.read.linking_gazetteer import mint
from kg.read.mentions_words import Noun, nouns, words
from kg.read.references_owners import following_prep
from kg.read.references_sets import last_actor
from kg.read.references_sides import side_of
from kg.read.references_values import NOBODY, Answer
from kg.read.references_walk import Walk, children, is_a

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.read.mentions_values import Referent
    from kg.read.references_values import Entry

_BY_WORD = frozenset({"GovernmentBody", "MediaOutlet", "Event", "Person", "Organization"})
_PLACES = frozenset({"Territory", "Region", "Waters", "City", "AdminArea"})
_FAR = 60  # sentences back; further would cost long documents dear


def again(token: Token, noun: Noun, walk: Walk) -> Answer:
    """Find the same noun with the same modifiers: "a Filipino supply boat", then "the Filipino boat"."""
    modifiers = frozenset(
        child.lower_ for child in token.lefts if child.dep_ in ("amod", "compound", "nmod") and child.is_alpha
    )
    return _again(token, noun, modifiers, walk)


def definite(token: Token, noun: Noun, walk: Walk) -> Answer:
    """Find what a definite phrase takes up: the same noun, or the last mention of its class, the nearer of both."""
    modifiers = frozenset(
        child.lower_ for child in token.lefts if child.dep_ in ("amod", "compound", "nmod", "nummod") and child.is_alpha
    )
    if noun.type == "State":
        found = _state(token, noun, walk) if token.tag_ == "NN" and modifiers <= _loose() else []
        if found is None:
            return NOBODY
        return (
            (tuple(found), 0.5, f"the last state named, {found[0].label}")
            if found
            else _again(token, noun, modifiers, walk)
        )
    restricted = any(
        child.dep_ in ("relcl", "acl", "prep") and child.lower_ not in ("in", "on") for child in token.rights
    )
    if modifiers <= _loose() and not restricted:
        for distance in range(7):
            named = _best_named(token, noun, walk, distance)
            if named is not None:
                return named
    return _again(token, noun, modifiers, walk)


def _state(token: Token, noun: Noun, walk: Walk) -> list[Referent] | None:
    """Give the state that "the country" means: the last one named that is not the subject of the same clause.

    None where two were named together last, and nothing tells which of them is meant.
    """
    if noun.use == "self":
        return _government(token, walk)
    above = {
        child.i for verb in token.ancestors for child in children(verb, "nsubj", "nsubjpass") if child.i != token.i
    }
    for distance in range(4):
        named = last_actor(token, walk, "State", distance=distance, without=above)
        if named:
            pair = _beside(token, named[0], distance, walk)
            return (_spoken_of(token, [named[0], *pair], walk) or None) if pair else named[:1]
    return []


def _spoken_of(token: Token, pair: list[Referent], walk: Walk) -> list[Referent]:
    """Give the one of two states whose minister or president speaks: "Foreign Minister Ann Lee said the country"."""
    subjects = (child.i for verb in token.ancestors for child in children(verb, "nsubj") if child.i != token.i)
    found = (who for i in subjects if i in walk.by_head for who in walk.by_head[i].entities)
    sides = (side_of(who, walk) for who in found if is_a(who.type, "Person", "GovernmentBody"))
    return [one for one in sides if one in pair][:1]


def _beside(token: Token, who: Referent, distance: int, walk: Walk) -> list[Referent]:
    """Give the states that another was named together with in a sentence: "Norway and **Iceland**"."""
    sentence = walk.sentence_of[token.i] - distance
    entries = (one for one in walk.before(token, distance) if one.sentence == sentence and one.referents == (who,))
    heads = [walk.doc[one.found.head] for one in entries][:1]
    others = [walk.by_head[one.i].entities for head in heads for one in head.conjuncts if one.i in walk.by_head]
    return [each for entities in others for each in entities if each.type == "State" and each != who]


def _government(token: Token, walk: Walk) -> list[Referent]:
    """Give the state whose government or leader was spoken of last, or the only state around."""
    for entry in walk.before(token, 4):
        if entry.lemma == token.lemma_.lower() and entry.found.kind == "nominal":
            return list(entry.referents)
        if entry.found.kind == "title" and entry.found.owner and entry.found.owner[0].type == "State":
            return list(entry.found.owner)
    near = {who.entity: who for entry in walk.before(token, 3) for who in entry.referents if who.type == "State"}
    return list(near.values()) if len(near) == 1 else []


def _again(token: Token, noun: Noun, modifiers: frozenset[str], walk: Walk) -> Answer:
    if following_prep(token, "of") is not None:
        return NOBODY
    for entry in walk.before(token, _FAR):
        if entry.lemma == token.lemma_.lower() and entry.found.kind in ("described", "name", "nominal"):
            if entry.plural != (token.tag_ == "NNS") and entry.found.kind == "described":
                continue
            if modifiers <= entry.modifiers | _loose() and is_a(entry.found.type, noun.type, "Actor"):
                return entry.referents, 0.7, f"{token.lower_} mentioned before"
    return NOBODY


def _best_named(token: Token, noun: Noun, walk: Walk, distance: int) -> Answer | None:
    """Give the fitting mention of one sentence, subjects before others."""
    sentence = walk.sentence_of[token.i] - distance
    here = [
        entry for entry in walk.before(token, distance) if entry.sentence == sentence and _may_be(token, noun, entry)
    ]
    if not here:
        return None
    entry = max(here, key=lambda one: (one.role in ("nsubj", "nsubjpass"), one.found.head))
    return entry.referents, 0.65 - 0.03 * distance, f"the last {noun.type} named, {entry.referents[0].label}"


def last_place(token: Token, noun: Noun, walk: Walk) -> Referent | None:
    """Give the archipelago or land that the article named last."""
    for entry in walk.before(token, 8):
        if (
            len(entry.referents) == 1
            and entry.found.kind != "described"
            and _place(token, noun, entry.found.type, entry.referents[0].label)
        ):
            return entry.referents[0]
    return None


def only_named(token: Token, noun: Noun, walk: Walk) -> Referent | None:
    """Give the one exercise an article names where a phrase without a name of its own speaks of one."""
    if noun.type != "MilitaryExercise":
        return None
    named = {
        one.entities[0].entity: one.entities[0]
        for one in walk.by_head.values()
        if one.kind == "name" and one.type == "MilitaryExercise" and one.entities
    }
    named |= quoted_names(walk)
    modifiers = {child.lower_ for child in token.lefts if child.is_alpha and child.dep_ not in ("det", "nummod")}
    owned = any(child.dep_ == "poss" or child.ent_type_ in ("GPE", "NORP") for child in token.lefts)
    apart = len(modifiers - _loose()) > 2 or not modifiers.isdisjoint(words("words")["others"])
    return next(iter(named.values())) if len(named) == 1 and not owned and not apart else None


def quoted_names(walk: Walk) -> dict[str, Referent]:
    """Give the exercises that an article names in quotation marks before a noun for them, wherever it does."""
    found = re.findall(r'"([A-Z][^"]{2,40})"(?: [\w-]+){0,4} (?:drill|exercise|manoeuvre|maneuver)s?\b', walk.doc.text)
    return {one.entity: one for one in (mint(name, "MilitaryExercise") for name in found)}


def _loose() -> frozenset[str]:
    return words("words")["loose_modifiers"]


def _fresh(token: Token, noun: Noun) -> bool:
    """Tell whether a phrase can take up one that is only described: things just spoken of, not laws and plans."""
    pointed = any(child.lower_ in ("this", "these", "that", "those") for child in token.lefts)
    return noun.type == "WeaponSystem" or (pointed and noun.type in ("Agreement", "MilitaryExercise", "Territory"))


def _may_be(token: Token, noun: Noun, entry: Entry) -> bool:
    if len(entry.referents) != 1 or entry.found.kind in ("pronoun", "title"):
        return False
    if entry.found.kind == "described" and not _fresh(token, noun):
        return False
    who = entry.referents[0]
    if noun.type in _PLACES:
        return _place(token, noun, who.type, who.label)
    return _organised(token, noun, who, named=entry.found.kind == "name")


def _organised(token: Token, noun: Noun, who: Referent, *, named: bool) -> bool:
    """Tell whether an entity may be called by a noun for groups, companies, alliances, bodies or things."""
    if noun.type == "Alliance":
        return is_a(who.type, "Alliance") or (named and who.type == "Organization")
    if noun.lemma in words("words")["group_nouns"]:
        return (
            named and is_a(who.type, "Organization", "ActorGroup") and who.type not in ("GovernmentBody", "MediaOutlet")
        )
    if noun.lemma in ("company", "firm", "bank", "manufacturer"):
        return named and who.type == "Organization"
    worded = noun.type not in _BY_WORD or token.lemma_.lower() in who.label.lower()
    return worded and noun.type != "ActorGroup" and is_a(who.type, noun.type)


def _place(token: Token, noun: Noun, type_: str, label: str) -> bool:
    plural = label.endswith(("Islands", "Kurils"))
    if token.lemma_ in ("island", "islet", "archipelago"):
        wanted = token.tag_ == "NNS" or token.lemma_ == "archipelago"
        return (
            is_a(type_, "Territory")
            and not is_a(type_, "Waters", "AdminArea")
            and (plural if wanted else "Island" in label)
        )
    return (
        type_ == noun.type
        or (noun.type == "Territory" and is_a(type_, "Territory") and type_ != "State")
        or (noun.type == "Region" and type_ in ("Region", "Waters"))
    )


def deed(token: Token, walk: Walk) -> Answer:
    """Give who did what "this move" or "the incident" takes up: the subject of the sentence before."""
    if token.dep_ not in ("nsubj", "nsubjpass", "pobj", "dobj") or any(children(token, "prep", "relcl", "acl")):
        return NOBODY
    here = walk.sentence_of[token.i]
    doers = ("State", "Organization", "ActorGroup") if token.lemma_ == "incident" else ("Actor",)
    for entry in walk.before(token, 1):
        root = walk.doc[entry.found.head]
        while root.dep_ == "conj":
            root = root.head
        if (
            entry.sentence < here
            and entry.role == "nsubj"
            and root.head.dep_ in ("ROOT", "conj")
            and is_a(entry.found.type, *doers)
        ):
            return entry.referents, 0.55, f"{token.lower_} of {entry.referents[0].label}"
    return NOBODY


def issuer(token: Token, walk: Walk) -> Answer:
    """Give who issued "the statement": whoever the article last said to state, or to have issued one."""
    near = [entry for entry in walk.before(token, 4) if _issues(token, entry)]
    for how in (_issued, _speaks):
        for entry in near:
            if how(walk.doc[entry.found.head], entry.role):
                return entry.referents, 0.6, f"{token.lower_} of {entry.referents[0].label}"
    again = [
        one for one in walk.before(token, _FAR) if one.lemma == token.lemma_.lower() and one.found.kind == "nominal"
    ]
    return (again[0].referents, 0.55, f"{token.lower_} mentioned before") if again else NOBODY


def _issued(head: Token, role: str) -> bool:
    """Tell whether a document comes from somebody: "issued by", "according to"; "X issued it"."""
    issue, above = words("words")["issue"], head.head
    if role == "nsubj":
        return above.lemma_ in issue
    return (
        role in ("pobj", "agent") and above.lower_ in ("by", "from", "to", "of") and above.head.lemma_.lower() in issue
    )


def _speaks(head: Token, role: str) -> bool:
    return role == "nsubj" and head.head.lemma_ in words("words")["speech"]


def _issues(token: Token, entry: Entry) -> bool:
    """Tell whether somebody issues documents of this kind: media report, governments state, both publish."""
    named = nouns().get(entry.lemma)
    papers = entry.found.kind == "described" and named is not None and named.use == "document"
    if entry.found.kind == "pronoun" or papers or len(entry.referents) != 1:
        return False
    if token.lemma_.lower() in ("report", "article", "story", "dispatch", "commentary", "editorial"):
        return is_a(entry.found.type, "MediaOutlet")
    return is_a(entry.found.type, "Organization", "State") and entry.found.type != "MediaOutlet"
