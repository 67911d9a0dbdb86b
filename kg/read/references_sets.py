"""Resolve "the two countries", "both sides", "the other side" to states that the text named before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.mentions_words import words
from kg.read.references_values import NOBODY, Answer
from kg.read.references_walk import SUBJECTS, Walk, children, conjuncts, distinct, is_a

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Token

    from kg.read.mentions_values import Referent
    from kg.read.references_values import Entry

_REACH = 4  # sentences


def number_of(token: Token) -> int | None:
    """Give how many a phrase speaks of: 2 for "the two countries" and "both sides", else None."""
    counted = dict(pair.split("=") for pair in words("words")["numbers"])
    for child in token.lefts:
        if child.lower_ in counted:
            return int(counted[child.lower_])
    return None


def together(token: Token, number: int, walk: Walk, among: tuple[str, ...] = ()) -> Answer:
    """Give the actors that were last named together in the number asked for; ``among`` overrules the noun's classes."""
    classes = among or _classes(token)
    for distance in range(_REACH + 1):
        sentence = walk.sentence_of[token.i] - distance
        here = [entry for entry in walk.before(token, distance) if entry.sentence == sentence]
        named = [who for who in coordination(token, walk, distance, number) if is_a(who.type, *classes)]
        actors = named or distinct(
            [entry for entry in here if is_a(entry.found.type, *classes) and entry.found.kind != "title"][::-1]
        )
        states = [who for who in actors if who.type == "State"]
        for group in (states, actors):
            if len(group) == number:
                return tuple(group), 0.75 - 0.08 * distance, f"the {number} named together before"
    return NOBODY


def _classes(token: Token) -> tuple[str, ...]:
    """Give what the noun counts: "countries" are states only, "sides" may be organisations too."""
    if token.lemma_ in ("leader", "president", "minister", "man", "official"):
        return ("Person",)
    return (
        ("State",)
        if token.lemma_ in ("country", "nation", "state", "neighbor", "neighbour")
        else ("State", "Organization")
    )


def other(token: Token, walk: Walk) -> Answer:
    """Give the other of a pair: "Peru asked the other side to leave the port"."""
    own = _one(token, walk)
    if own is None:
        return NOBODY
    for entry in walk.before(token, _REACH):
        for who in entry.referents:
            if who.type == "State" and who.entity != own and entry.found.kind != "demonym":
                return (who,), 0.6, "the other one of the pair"
    return NOBODY


def _one(token: Token, walk: Walk) -> str | None:
    """Give the state whose counterpart is meant: the subject above, else the last state of the sentence."""
    here: list[Entry] = walk.before(token, 0)
    states = [entry for entry in here if entry.found.type == "State" and len(entry.referents) == 1]
    subjects = [entry for entry in states if entry.role == "nsubj"]
    return (subjects or states)[0].referents[0].entity if states else None


def coordination(token: Token, walk: Walk, sentences: int, number: int | None = None) -> list[Referent]:
    """Give the actors last named together ("A and B"), of a number if one is given."""
    for entry in walk.before(token, sentences):
        head = walk.doc[entry.found.head]
        if head.dep_ != "conj" and any(children(head, "conj")):
            members = [walk.by_head[one.i] for one in conjuncts(head) if one.i in walk.by_head and one.i < token.i]
            actors = {who.entity: who for one in members for who in one.entities if is_a(who.type, "Actor")}
            if len(actors) > 1 and (number is None or len(actors) == number):
                return list(actors.values())
    return []


def last_actor(
    token: Token, walk: Walk, *classes: str, distance: int = 0, without: Collection[int] = ()
) -> list[Referent]:
    """Give the actors of some classes in the sentence so far back, subjects first, but for some heads."""
    sentence = walk.sentence_of[token.i] - distance
    here = [
        entry
        for entry in walk.before(token, distance)
        if entry.sentence == sentence and is_a(entry.found.type, *classes)
    ]
    here = [entry for entry in here if entry.found.head not in without]
    return distinct(sorted(here, key=lambda entry: entry.role not in SUBJECTS))
