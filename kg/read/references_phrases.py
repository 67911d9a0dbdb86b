"""Read noun phrases: those that refer back ("these islands"), those that stand for a state, those that describe."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.read.linking import mint, with_article
from kg.read.mentions_values import Found, Kind, Referent
from kg.read.mentions_words import Noun, words
from kg.read.references_definite import again, deed, definite, issuer, last_place, only_named
from kg.read.references_pronouns import Answer
from kg.read.references_sets import number_of, other, together
from kg.read.references_walk import Walk, is_a

if TYPE_CHECKING:
    from spacy.tokens import Token

_INSIDE = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nmod",
        "poss",
        "nummod",
        "quantmod",
        "predet",
        "advmod",
        "punct",
        "npadvmod",
        "case",
        "preconj",
    }
)
_LINKS = frozenset({"of", "for", "between", "with", "to", "from"})
_DESIGNATION = re.compile(r"^[A-Z][A-Za-z]{0,4}-?\d{1,4}[A-Z]{0,3}\d?s?$")


def phrase_start(token: Token) -> int:
    """Give the first token of a noun's phrase: what stands before the noun and belongs to it."""
    start = token.i
    for child in reversed(list(token.lefts)):
        if child.dep_ not in _INSIDE and not (child.pos_ == "ADJ" and child.i == start - 1):
            break
        edge = child.left_edge.i
        if any(one.dep_ in ("mark", "nsubj") for one in token.doc[edge : child.i]):  # a clause parsed into the phrase
            return child.i
        start = edge
    return start


def noun_phrase(token: Token, noun: Noun, walk: Walk) -> Found | None:
    """Read the phrase that a noun heads; None where it is nothing that could be an end."""
    start = phrase_start(token)
    while start < token.i and (walk.doc[start].is_punct or walk.doc[start].is_space):
        start += 1
    for read in (_named, _set, _joint, _self, _group, _budget, _counted, _anaphor, _described):
        found = read(token, noun, start, walk)
        if found is not None:
            return found
    return None


Reader = Callable[["Token", Noun, int, Walk], Found | None]


def _make(
    token: Token,
    start: int,
    entities: tuple[Referent, ...],
    score: float,
    reason: str,
    walk: Walk,
    *,
    type_: str | None = None,
    kind: Kind = "nominal",
    end: int | None = None,
    owner: tuple[Referent, ...] = (),
) -> Found:
    end = end or token.i + 1
    first, last = walk.doc[start], walk.doc[end - 1]
    shown = type_ or (entities[0].type if entities else "Entity")
    return Found(start, end, token.i, shown, entities, kind, score, (reason,), first.idx, last.idx + len(last), owner)


def _before(token: Token, walk: Walk) -> list[tuple[Token, Found]]:
    """Give the mentions that modify a noun from the left: demonyms, names, possessors; not "pro-Russian"."""
    return [
        (child, walk.by_head[child.i])
        for child in token.lefts
        if child.i in walk.by_head and child.dep_ in ("amod", "compound", "nmod", "poss") and not _sided(child)
    ]


def _sided(child: Token) -> bool:
    """Tell whether a prefix turns a name into a stand on it: pro-, anti-, non-."""
    if child.i < 2 or child.nbor(-1).text != "-":
        return False
    return child.nbor(-2).lower_ in words("words")["stand_prefixes"]


def _within(token: Token, start: int, walk: Walk) -> list[tuple[Token, Found]]:
    """Give the mentions before a noun that modify it; designations of weapons wherever the parser hung them."""
    loose = [
        (child, walk.by_head[child.i])
        for child in walk.doc[start : token.i]
        if child.i in walk.by_head and walk.by_head[child.i].type == "WeaponSystem"
    ]
    return [*_before(token, walk), *loose]


def _named(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "the Indo-Pacific region" for the Indo-Pacific, the S-300 missiles for the S-300."""
    for child, found in reversed(_within(token, start, walk)):
        if child.dep_ == "poss" or len(found.entities) != 1:
            continue
        who = found.entities[0]
        new = "new name" in found.reasons and is_a(noun.type, "Organization") and is_a(who.type, "Organization")
        if noun.type != "State" and (new or is_a(who.type, *_kin(noun.type))) and found.kind != "demonym":
            return _make(token, start, (who,), 0.85, f"{who.label}, with its kind", walk)
    if noun.type in ("WeaponSystem", "MilitaryExercise", "Event"):
        name = _own_name(token, noun, walk)
        if name:
            return _make(token, start, (mint(name, noun.type),), 0.75, "named in the phrase", walk, kind="name")
    return None


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
    if quoted is None or any(found.type == "State" for _, found in _before(token, walk)):
        return None
    return quoted.group(1) if noun.type != "Event" else f"{quoted.group(1)} {token.text}"


def _set(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "the two countries" and "the other side" for the states that were named."""
    if noun.lemma not in words("words")["mutual"]:
        return None
    lefts = {child.lower_ for child in token.lefts}
    if _before(token, walk) or any(child.dep_ == "relcl" for child in token.rights):
        return None
    number = number_of(token)
    answer: Answer | None = None
    if number is not None and (lefts & {"the", "both", "these", "those", "all"}):
        answer = together(token, number, walk)
    elif token.tag_ == "NNS" and noun.lemma in ("side", "party") and "the" in lefts and not lefts & {"all", "other"}:
        answer = together(token, 2, walk)
    elif "other" in lefts and "the" in lefts and token.tag_ == "NN":
        answer = other(token, walk)
    if answer is None:
        return None
    entities, score, reason = answer
    return _make(token, start, entities, score, reason, walk, type_="ActorGroup" if number else "State")


def _joint(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "the trilateral alliance" for the three states named together before."""
    counted = {"bilateral": 2, "trilateral": 3, "tripartite": 3}
    number = next((counted[child.lower_] for child in token.lefts if child.lower_ in counted), None)
    if number is None or noun.type != "Alliance" or _before(token, walk):
        return None
    entities, score, reason = together(token, number, walk, among=("State",))
    return _make(token, start, entities, score, reason, walk, type_="Alliance") if entities else None


def _owners(token: Token, walk: Walk) -> tuple[Referent, ...]:
    """Give whose a noun is: possessor, demonym or compound before it, or what follows "of"."""
    for child, found in _before(token, walk):
        if found.entities and is_a(found.type, "Actor"):
            return found.entities
    for prep in token.rights:
        if prep.dep_ == "prep" and prep.lower_ in ("of", "for"):
            for child in prep.children:
                if child.i in walk.by_head and is_a(walk.by_head[child.i].type, "Actor"):
                    return walk.by_head[child.i].entities
    return ()


def _self(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "the Japanese government" and "Russian troops" for the state."""
    if noun.use != "self":
        return None
    owners = tuple(
        dict.fromkeys(
            walk.gazetteer.state_of(who.entity) or who if who.type == "Person" else who for who in _owners(token, walk)
        )
    )
    if not owners or not all(is_a(who.type, "State", "Organization", "Alliance", "ActorGroup") for who in owners):
        return None
    if noun.type == "ArmedForce" and not _plain_force(token, walk):
        return None
    return _make(token, start, owners, 0.85, f"{token.text} of {owners[0].label}", walk, owner=owners)


def subject_above(token: Token, walk: Walk) -> tuple[Referent, ...]:
    """Give the actor that is subject of the clause a noun stands in, or of the clauses above it."""
    for verb in token.ancestors:
        subject = next((child for child in verb.children if child.dep_ == "nsubj" and child.i < token.i), None)
        if subject is not None:
            found = walk.by_head.get(subject.i)
            return found.entities if found is not None and is_a(found.type, "State", "Organization") else ()
    return ()


def _budget(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "defence spending" for the military budget of whoever spends, so that each has one."""
    owners = _owners(token, walk) or subject_above(token, walk)
    kinds = {child.lower_ for child in token.lefts} & {"military", "defence", "defense", "security"}
    if noun.type != "Budget" or len(owners) != 1 or not is_a(owners[0].type, "State", "Organization"):
        return None
    what = "military budget" if kinds else clean_label(token, max(start, token.i - 1), walk).removeprefix("'s").strip()
    label = what if what.startswith(owners[0].label) else f"{owners[0].label}'s {what}"
    return _make(
        token, start, (mint(label, "Budget"),), 0.6, "budget of whoever spends", walk, kind="described", owner=owners
    )


def _plain_force(token: Token, walk: Walk) -> bool:
    """Tell whether forces are a state's own: nothing before the noun but the state and words like *ground*."""
    allowed = words("words")["force_kinds"]
    return all(
        child.lower_ in allowed or child.is_punct or child.pos_ in ("DET", "NUM", "PART") or child.i in walk.by_head
        for child in walk.doc[phrase_start(token) : token.i]
        if child.ent_type_ not in ("GPE", "NORP")
    ) and not any(found.type != "State" or child.tag_ == "PRP$" for child, found in _before(token, walk))


def _group(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "its allies" for the allies of whoever it is, and "its ally Ukraine" for Ukraine."""
    if noun.use != "group":
        return None
    owners = _owners(token, walk)
    names = (
        [token.head]
        if token.dep_ in ("compound", "appos", "nmod")
        else [one for one in token.children if one.dep_ == "appos"]
    )
    for name in names:
        found = walk.by_head.get(name.i)
        if found is not None and found.entities and found.kind == "name":
            return _make(token, start, found.entities, 0.8, f"{token.text} in apposition", walk, owner=owners)
    if not owners and not {child.lower_ for child in token.lefts} & words("words")["demonstratives"]:
        owners = subject_above(token, walk)
    if not owners or len(owners) > 1:
        return None
    demonym = any(found.kind == "demonym" for _, found in _before(token, walk))
    label = f"{token.lemma_ if token.tag_ == 'NN' else token.lower_} of {with_article(owners[0].label)}"
    if noun.lemma in ("member", "participant", "signatory") or demonym:
        label = clean_label(token, start, walk)
    who = mint(label, "ActorGroup" if token.tag_ == "NNS" else "Actor")
    return _make(token, start, (who,), 0.6, "those who stand so to somebody", walk, kind="described", owner=owners)


def _anaphor(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "these islands", "the ministry", "the statement", "this move" for what was named before."""
    lefts = {child.lower_ for child in token.lefts}
    if not lefts & words("words")["demonstratives"] or "other" in lefts:
        return None
    if any(child.dep_ == "poss" for child in token.lefts):
        return None
    answer: Answer | None
    if _before(token, walk):
        answer = again(token, noun, walk)
    elif noun.use == "deed":
        answer = deed(token, walk)
    elif noun.use == "document":
        answer = issuer(token, walk)
    else:
        answer = definite(token, noun, walk)
    if answer is None or not answer[0]:
        return None
    return _make(token, start, *answer, walk)


def _counted(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Take "the four islands" for the archipelago that is called so, "the two islands" for two of it."""
    number = next((child.lower_ for child in token.lefts if child.dep_ == "nummod"), None)
    if number is None or noun.lemma not in ("island", "islet", "territory") or _before(token, walk):
        return None
    place = last_place(token, noun, walk)
    if place is None:
        return None
    lefts = {child.lower_ for child in token.lefts}
    known = any(number in name.text.lower().split() for name in walk.gazetteer.world.named(place.entity))
    if known or "all" in lefts:
        return _make(token, start, (place,), 0.65, f"{number} {token.lower_} are {place.label}", walk)
    more = any(child.dep_ == "amod" for child in token.lefts)
    part = clean_label(token, start, walk) if more else number
    who = mint(f"{part} of {with_article(place.label)}", "Territory", walk.article.id)
    return _make(token, start, (who,), 0.5, f"a part of {place.label}", walk, kind="described")


def _described(token: Token, noun: Noun, start: int, walk: Walk) -> Found | None:
    """Keep a phrase that may be an end as an entity of its own, labelled by its words."""
    lefts = {child.lower_ for child in token.lefts}
    if noun.use == "deed" or (noun.type == "State" and token.tag_ == "NN") or lefts & {"no", "any", "every"}:
        return None
    if noun.use == "self" and not _owners(token, walk):
        return None
    if start == token.i and token.tag_ == "NN" and noun.lemma not in words("words")["mass"] and not list(token.rights):
        return None
    named = only_named(token, noun, walk)
    if named is not None:
        return _make(token, start, (named,), 0.55, f"the one {noun.lemma} that is named, {named.label}", walk)
    owners = _owners(token, walk)
    plural = token.tag_ == "NNS"
    label, end = _full_label(token, start, walk)
    type_ = "ActorGroup" if plural and noun.type in ("Person", "State") else noun.type
    own = plural or noun.use in ("source", "document") or bool(owners)
    who = mint(label, type_, None if own else walk.article.id)
    score = 0.5 if start < token.i else 0.35
    return _make(token, start, (who,), score, "described", walk, type_=type_, kind="described", end=end, owner=owners)


def _full_label(token: Token, start: int, walk: Walk) -> tuple[str, int]:
    """Give the label of a phrase with what its complement resolves to, and where the mention ends."""
    label, end = clean_label(token, start, walk), token.i + 1
    for prep in token.rights:
        if prep.dep_ == "prep" and prep.lower_ in _LINKS and prep.i == token.i + 1:
            for child in prep.children:
                found = walk.by_head.get(child.i)
                if found is not None and found.entities and found.start >= prep.i:
                    names = " and ".join(with_article(who.label) for who in _chained(child, walk))
                    return f"{label} {prep.lower_} {names}", max(end, found.end)
    return label, end


def _chained(token: Token, walk: Walk) -> list[Referent]:
    tokens = [token, *token.conjuncts]
    return [who for one in tokens if one.i in walk.by_head for who in walk.by_head[one.i].entities]


def clean_label(token: Token, start: int, walk: Walk) -> str:
    """Give the words of a phrase without articles, its possessor named: "Japan's military budget"."""
    strip = words("words")["strip_dets"]
    parts: list[str] = []
    skip = -1
    for child in walk.doc[start : token.i + 1]:
        found = walk.by_head.get(child.i)
        if child.i <= skip or child.is_space:
            continue
        if child.dep_ == "poss" and found is not None and found.entities and child.head.i == token.i:
            parts = [_possessor(token, child, found, walk)]
            skip = child.right_edge.i
        elif child.text == '"':
            parts[-1:] = [part + child.whitespace_ for part in parts[-1:]]
        elif parts or child.lower_ not in strip:
            parts.append(child.text + child.whitespace_)
    return " ".join(" ".join(part.strip() for part in _glue(parts)).split())


def _possessor(token: Token, child: Token, found: Found, walk: Walk) -> str:
    """Give how a label names whose a thing is: "Filipino vessels" for "its vessels", "Japan's military budget"."""
    who = found.entities[0]
    if child.tag_ == "PRP$" and token.tag_ == "NNS" and who.type == "State":
        said = [
            one
            for one in walk.by_head.values()
            if one.kind == "demonym" and who in one.entities and one.start + 1 == one.end
        ]
        return (
            walk.doc[said[0].start].text + " " if said else walk.gazetteer.adjectives.get(who.entity, who.label) + " "
        )
    return f"{who.label}'" if who.label.endswith("s") else f"{who.label}'s"


def _glue(parts: list[str]) -> list[str]:
    """Join what the text wrote without a space (``short-range``)."""
    out: list[str] = []
    for part in parts:
        if out and not out[-1].endswith((" ", "'s", "'")):
            out[-1] += part
        else:
            out.append(part)
    return out
