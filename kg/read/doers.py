"""Find who did what a noun names, where another word says so: "blamed **X** for the raid", "**X** denied any role"."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from kg.read.syntax import children, coordinated, is_passive, is_verb, objects, surface_subject
from kg.resources import resource, rows


class Tie(NamedTuple):
    """What ties somebody to a deed: the word that says so, whose stance counts, and how (a class of the table)."""

    word: Token
    kind: str


@cache
def _listed() -> frozenset[tuple[str, str, str]]:
    """Give word, class and slot of each line of the table."""
    listed = rows(resource("syntax", "doers.csv"))
    return frozenset((word, row["class"], row["slot"]) for _, row in listed for word in row["word"].split("|"))


def tie(deed: Token) -> Tie | None:
    """Give what ties somebody to a deed, None where no word does; of a list of deeds, give the first one."""
    if deed.dep_ != "pobj":
        return None
    slot, above = deed.head.lower_, deed.head.head
    if above.lemma_ == "do" and _is_part(above.head, f"do {slot}"):  # "nothing to do with the raid"
        return Tie(above.head, "part")
    if above.dep_ in {"dobj", "nsubjpass"} and is_verb(above.head) and (above.head.lemma_, "object", slot) in _listed():
        return Tie(above.head, "object")  # the parser hangs "for the raid" on the one who is blamed
    beside = children(above, "dobj", "nsubjpass") if is_verb(above) else []  # and "in the raid" on "denied any part"
    part = next((one for one in (above, *beside) if _is_part(one, slot)), None)
    if part is not None:
        return Tie(part, "part")
    kind = next((kind for kind in ("object", "subject") if (above.lemma_.lower(), kind, slot) in _listed()), "")
    return Tie(above, kind) if kind and _fits(above, kind) else None


def _is_part(word: Token, slot: str) -> bool:
    return word.pos_ in {"NOUN", "PRON"} and (word.lemma_.lower(), "part", slot) in _listed()


def _fits(word: Token, kind: str) -> bool:
    if kind == "object":
        return is_verb(word)
    plain = word.lemma_ in {"be", "stand", "lie"} or is_passive(word)
    return plain if is_verb(word) else word.pos_ == "ADJ" and word.dep_ == "acomp"


def doers(deed: Token) -> list[Token]:
    """Give who is tied to a deed, in text order; nobody where its own words would have to say."""
    found = tie(deed)
    if found is None:
        return []
    if found.kind == "object":
        return objects(found.word)
    if found.kind == "subject":
        return surface_subject(found.word if is_verb(found.word) else found.word.head)
    return takers(found.word)


def takers(part: Token) -> list[Token]:
    """Give whose part in a deed a noun says: "**X**'s role", "**X** denied any role", "accused **X** of complicity"."""
    owners = coordinated(children(part, "poss"))
    verb = part.head
    if owners or not is_verb(verb):
        return owners or doers(part)
    if part.dep_ == "dobj" and (verb.lemma_, "taking", "") in _listed():
        return surface_subject(verb)
    return []


def teller(found: Tie) -> Token | None:
    """Give the verb whose subject holds that somebody did it, or did not: "**blamed** X", "**denied** any part"."""
    if found.kind == "object":
        return found.word
    if found.kind == "subject":
        return None
    above = tie(found.word)
    return teller(above) if above is not None else found.word.head if is_verb(found.word.head) else None


def is_part(noun: Token) -> bool:
    """Tell whether a noun names a part in some deed: *involvement*, *responsibility*, *nothing to do with*."""
    slots = ("in", "for") if noun.pos_ == "NOUN" else ("do with",)
    done = noun.pos_ == "NOUN" or any(child.lemma_ == "do" for child in children(noun, "relcl", "acl"))
    return done and any((noun.lemma_.lower(), "part", slot) in _listed() for slot in slots)
