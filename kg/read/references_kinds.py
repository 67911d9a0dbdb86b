"""Read phrases that stand for somebody by what their noun says: governments, allies, budgets, named weapons."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.read.linking_gazetteer import mint, with_article
from kg.read.mentions_values import Found
from kg.read.mentions_words import Noun, words
from kg.read.references_labels import clean_label
from kg.read.references_owners import before_noun, following_prep, owners_of, phrase_start, subject_above, within
from kg.read.references_sides import side_of
from kg.read.references_values import Answer
from kg.read.references_walk import Walk, children, conjuncts, is_a

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.read.mentions_values import Referent

_DESIGNATION = re.compile(r"^[A-Z][A-Za-z]{0,4}-?\d{1,4}[A-Z]{0,3}\d?s?$")


def phrase(token: Token, start: int, answer: Answer, walk: Walk) -> Found:
    """Make the mention of a noun's phrase from its first token to the noun."""
    entities, score, reason = answer
    type_ = entities[0].type if entities else "Entity"
    begin, end = walk.doc[start].idx, token.idx + len(token)
    return Found(start, token.i + 1, token.i, type_, entities, "nominal", score, (reason,), begin, end)


def as_named(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "the Indo-Pacific region" for the Indo-Pacific, the S-300 missiles for the S-300."""
    for child, found in reversed(within(token, start, walk)):
        if child.dep_ == "poss" or len(found.entities) != 1 or noun.use == "group" or _is_of(noun):
            continue
        who = found.entities[0]
        if _is_at(noun, found):
            continue
        new = "new name" in found.reasons and is_a(noun.type, "Organization") and is_a(who.type, "Organization")
        if noun.type != "State" and (new or is_a(who.type, *_kin(noun.type))) and found.kind != "demonym":
            return phrase(token, start, ((who,), 0.85, f"{who.label}, with its kind"), walk)
    places = _places_of(token, noun, walk)
    if places:
        told = " and ".join(place.label for place in places)
        return phrase(token, start, (places, 0.75, f"{token.lower_} of {told}"), walk)
    if noun.type in ("WeaponSystem", "MilitaryExercise", "Event"):
        name = _own_name(token, noun, walk)
        if name:
            return replace(
                phrase(token, start, ((mint(name, noun.type),), 0.75, "named in the phrase"), walk), kind="name"
            )
    return None


def _is_of(noun: Noun) -> bool:
    """Tell whether what bears a name before it is something of the name's bearer: a suburb, a mission, a branch."""
    return noun.lemma in words("words")["belonging"]


def _is_at(noun: Noun, named: Found) -> bool:
    """Tell whether what is called by a town is something of its own there: the Kerch bridge, the Lachin corridor."""
    town = named.type in ("City", "AdminArea") or "new name" in named.reasons
    return town and noun.lemma in words("words")["sites"]


def _places_of(token: Token, noun: Noun, walk: Walk) -> tuple[Referent, ...]:
    """Give the places in "the city of Khabarovsk", "areas within the South China Sea", "the towns of Kreva and Osk"."""
    part = noun.lemma in words("words")["parts"]
    prep = following_prep(token, *(("of", "in", "within", "inside") if part else ("of",)))
    if prep is None or not is_a(noun.type, "Place") or (_is_of(noun) and not before_noun(token, walk)):
        return ()
    head = next((one for one in prep.children if one.i in walk.by_head), None)
    heads = () if head is None else conjuncts(head) if token.tag_ == "NNS" and not part else (head,)
    kin = ("Territory", "Region") if part else _kin(noun.type)
    found = [_place_at(one, kin, walk) for one in heads]
    return tuple(dict.fromkeys(one for one in found if one is not None)) if all(found) else ()


def _place_at(head: Token, kin: tuple[str, ...], walk: Walk) -> Referent | None:
    """Give the place that a token names, if it is of a kin."""
    found = walk.by_head.get(head.i)
    if found is None or len(found.entities) != 1 or found.kind not in ("name", "nominal"):
        return None
    who = found.entities[0]
    return who if is_a(who.type, *kin) and who.type != "State" else None


def _kin(type_: str) -> tuple[str, ...]:
    places = {
        "Region": ("Region", "Territory"),
        "Territory": ("Territory",),
        "AdminArea": ("AdminArea",),
        "City": ("City",),
        "Waters": ("Waters",),
        "Alliance": ("Alliance", "ActorGroup", "Organization"),
        "Organization": ("Organization",),
        "ActorGroup": ("Alliance",),
    }
    return places.get(type_, (type_,))


def _own_name(token: Token, noun: Noun, walk: Walk) -> str | None:
    """Find a designation (F-35) or a name in quotation marks among what stands before a noun."""
    for child in reversed(list(walk.doc[phrase_start(token) : token.i])):
        if noun.type == "WeaponSystem" and _DESIGNATION.match(child.text) and child.i not in walk.by_head:
            return child.text.removesuffix("s")
    quoted = re.search(r'"([A-Z][^"]{1,40})"', walk.doc[phrase_start(token) : token.i].text)
    if quoted is None or any(found.type == "State" for _, found in before_noun(token, walk)):
        return None
    return quoted.group(1) if noun.type != "Event" else f"{quoted.group(1)} {token.text}"


def as_self(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "the Japanese government" and "Russian troops" for the state, "New Zealand countries" for New Zealand."""
    if noun.type == "State" and token.tag_ == "NNS":
        named = [
            found for child, found in before_noun(token, walk) if child.dep_ == "compound" and found.type == "State"
        ]
        if len(named) == 1 and named[0].kind == "name":
            return phrase(token, start, (named[0].entities, 0.6, "a state, called one of the countries"), walk)
    if noun.use != "self":
        return None
    owners = tuple(dict.fromkeys(_side(who, walk) for who in owners_of(token, walk)))
    if not owners or not all(is_a(who.type, "State", "Organization", "Alliance", "ActorGroup") for who in owners):
        return None
    if noun.type == "ArmedForce" and not _plain_force(token, walk):
        return None
    return replace(phrase(token, start, (owners, 0.85, f"{token.text} of {owners[0].label}"), walk), owner=owners)


def as_own_country(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "his country" for the state of whoever was spoken of; where that is unknown, for one of its own."""
    owner = next((walk.by_head.get(child.i) for child in token.lefts if child.tag_ == "PRP$"), None)
    if noun.type != "State" or token.tag_ != "NN" or owner is None or len(owner.entities) != 1:
        return None
    who = owner.entities[0]
    state = side_of(who, walk)
    if state is None or state.type != "State":
        state = mint(f"{who.label}'s {token.text}", "State", walk.article.id)
    return phrase(token, start, ((state,), 0.6, f"the {token.text} of {who.label}"), walk)


def _side(who: Referent, walk: Walk) -> Referent:
    """Give the state of a person ("the Trump administration"), everybody else as they are."""
    return (walk.gazetteer.state_of(who.entity) or who) if who.type == "Person" else who


def _plain_force(token: Token, walk: Walk) -> bool:
    """Tell whether forces are a state's own: nothing before the noun but the state and words like *ground*."""
    allowed = words("words")["force_kinds"]
    return all(
        child.lower_ in allowed or child.is_punct or child.pos_ in ("DET", "NUM", "PART") or child.i in walk.by_head
        for child in walk.doc[phrase_start(token) : token.i]
        if child.ent_type_ not in ("GPE", "NORP")
    ) and not any(found.type != "State" or child.tag_ == "PRP$" for child, found in before_noun(token, walk))


def as_budget(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "defence spending" for the military budget of whoever spends, so that each has one."""
    owners = owners_of(token, walk) or subject_above(token, walk)
    kinds = {child.lower_ for child in token.lefts} & {"military", "defence", "defense", "security"}
    if noun.type != "Budget" or len(owners) != 1 or not is_a(owners[0].type, "State", "Organization"):
        return None
    what = "military budget" if kinds else clean_label(token, max(start, token.i - 1), walk).removeprefix("'s").strip()
    label = what if what.startswith(owners[0].label) else f"{owners[0].label}'s {what}"
    made = phrase(token, start, ((mint(label, "Budget"),), 0.6, "budget of whoever spends"), walk)
    return replace(made, kind="described", owner=owners)


def as_listed(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "its neighbours Iran and Syria", "two powers, France and Italy," for those who are named."""
    lists = [child for child in children(token, "appos") if child.i > token.i and any(children(child, "conj"))]
    if token.tag_ != "NNS" or not is_a(noun.type, "Actor") or len(lists) != 1:
        return None
    members = [walk.by_head.get(one.i) for one in conjuncts(lists[0])]
    if not all(one is not None and one.kind == "name" and is_a(one.type, "Actor") for one in members):
        return None
    who = tuple(dict.fromkeys(each for one in members if one is not None for each in one.entities))
    return phrase(token, start, (who, 0.8, f"{token.text} in apposition"), walk) if len(who) > 1 else None


def as_group(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "its allies" for the allies of whoever it is, and "its ally Ukraine" for Ukraine."""
    if noun.use != "group":
        return None
    owners = owners_of(token, walk)
    subject = _said_of(token, walk)
    if subject:
        made = phrase(token, start, (subject, 0.7, f"said of {subject[0].label}"), walk)
        return replace(made, owner=owners)
    names = (
        [token.head]
        if token.dep_ in ("compound", "appos", "nmod")
        else [one for one in token.children if one.dep_ == "appos"]
    )
    for name in names:
        found = walk.by_head.get(name.i)
        if found is not None and found.entities and found.kind == "name":
            return replace(
                phrase(token, start, (found.entities, 0.8, f"{token.text} in apposition"), walk), owner=owners
            )
    if not owners and not {child.lower_ for child in token.lefts} & words("words")["demonstratives"]:
        owners = subject_above(token, walk)
    if not owners or len(owners) > 1:
        return None
    demonym = any(found.kind == "demonym" for _, found in before_noun(token, walk))
    label = f"{token.lemma_ if token.tag_ == 'NN' else token.lower_} of {with_article(owners[0].label)}"
    if noun.lemma in ("member", "participant", "signatory") or demonym:
        label = clean_label(token, start, walk)
    who = mint(label, "ActorGroup" if token.tag_ == "NNS" else "Actor")
    made = phrase(token, start, ((who,), 0.6, "those who stand so to somebody"), walk)
    return replace(made, kind="described", owner=owners)


def _said_of(token: Token, walk: Walk) -> tuple[Referent, ...]:
    """Give of whom a clause says that they are this: "**Norway** is Iceland's ally"."""
    if token.dep_ != "attr" or token.head.lemma_ not in words("words")["bearing"]:
        return ()
    subjects = [one for child in children(token.head, "nsubj") for one in conjuncts(child)]
    found = [walk.by_head[one.i].entities for one in subjects if one.i in walk.by_head]
    return tuple(dict.fromkeys(who for entities in found for who in entities))
