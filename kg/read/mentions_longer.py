"""Tell where a name of the world is only part of a longer one that names somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.gender import is_given
from kg.read.mentions_refuted import known_words, opens
from kg.read.mentions_words import title_words, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.read.linking_gazetteer import Gazetteer
    from kg.read.mentions_names import Hit

_BODIES = frozenset({"ArmedForce", "GovernmentBody"})
_OWNERS = frozenset({"State", "AdminArea"})
_GIVEN = 3  # letters: "Al Fatah" is no man's
_WORDS = 3  # of the name of a division: "New South Wales"
_LONGEST = 6  # words of a name before "of": more is a misparse


def longer_name(doc: Doc, hit: Hit, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """Give the bounds of the longer name that a hit is part of, as (start, end) tokens; None where it stands alone."""
    if hit.glued:
        return None
    rules = (_of_others, _abroad, _house_in, _of_its_head)
    return next((span for rule in rules if (span := rule(doc, hit, gazetteer)) is not None), None)


def of_a_person(doc: Doc, hit: Hit, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """Give the bounds of a person's name where a company's is only the surname in it: "Paris Hilton", "Ann Ford"."""
    start = hit.start - 1
    if start < 0 or hit.end - hit.start > 1 or _types(hit, gazetteer) != {"Organization"}:
        return None
    first, last = doc[start], doc[hit.start]
    if not (is_given(first.text) or first.lower_ in words("words")["given_names"]) or len(first) < _GIVEN:
        return None
    named = first.tag_ == last.tag_ == "NNP" and first.text.istitle() and last.text.istitle()
    alone = last.dep_ != "compound" and (start == 0 or doc[start - 1].tag_ not in ("NNP", "NNPS"))
    known = any(gazetteer.called(f"{first.text}{joint}{last.text}") for joint in (" ", "-"))  # Mercedes-Benz
    return (start, hit.end) if named and alone and not known else None


def _of_others(doc: Doc, hit: Hit, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """Give the longer name where a body called without its state is another's: "Ruritanian Guard", "Ohio Senate"."""
    own = {state.entity for one in hit.candidates if (state := gazetteer.state_of(one.entity)) is not None}
    types = _types(hit, gazetteer)
    if not own or not types <= _BODIES or any(one.kind != "alias" for one in hit.candidates):
        return None
    start = hit.start - (hit.start > 0 and doc[hit.start - 1].lower_ == "state")
    at, named = _named_before(doc, start, gazetteer)
    if own.isdisjoint(named) and any(gazetteer.world.entities[one].type in _OWNERS for one in named):
        return at, hit.end
    if start < hit.start:
        return start, hit.end
    unknown = types == {"ArmedForce"} and hit.start and not named and _is_modifier(doc[hit.start - 1])
    return (hit.start - 1, hit.end) if unknown else None


def _named_before(doc: Doc, end: int, gazetteer: Gazetteer) -> tuple[int, set[str]]:
    """Give where the longest known name before a token begins, and what it may name."""
    for at in range(max(0, end - _WORDS), end):
        named = {one.entity for one in gazetteer.world.lookup(doc[at:end].text)}
        if named and doc[at].tag_ != "DT":
            return at, named
    return end, set()


def _abroad(doc: Doc, hit: Hit, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """Give the longer name where a company of one state has a house of its own in another: "Toyota of Canada"."""
    entities = {one.entity for one in hit.candidates}
    types = _types(hit, gazetteer)
    if types != {"Organization"} or hit.end + 1 >= len(doc) or doc[hit.end].lower_ != "of":
        return None
    homes = {home.entity for one in entities if (home := gazetteer.home_of(one)) is not None}
    start = hit.end + 1 + (doc[hit.end + 1].lower_ == "the")
    ends = (end for end in range(min(len(doc), start + 4), start, -1) if gazetteer.called(doc[start:end].text))
    end = next(ends, start)
    state = gazetteer.called(doc[start:end].text) if end > start else None
    apart = state is not None and state.type == "State" and homes and state.entity not in homes
    return (hit.start, end) if apart else None


def _house_in(doc: Doc, hit: Hit, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """Give the longer name where an unknown one ends in a state and speaks as one: "GM of Canada spokeswoman"."""
    if _types(hit, gazetteer) != {"State"} or hit.end >= len(doc) or hit.start < 2 or doc[hit.start - 1].lower_ != "of":
        return None
    after = doc[hit.end]
    if not (after.text.islower() and after.lower_ in title_words() and doc[hit.end - 1].dep_ in ("compound", "pobj")):
        return None
    start = hit.start - 1
    while start and hit.start - start < _LONGEST and _is_modifier(doc[start - 1], opening=True):
        start -= 1
    named = gazetteer.called(doc[start : hit.start - 1].text)
    return (start, hit.end) if start < hit.start - 1 and named is None else None


def _of_its_head(doc: Doc, hit: Hit, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """Give the longer name where what a body's head keeps has a name too: "Red Cross President's Fund"."""
    end = hit.end
    while end < len(doc) and doc[end].text[:1].isupper() and doc[end].lower_ in title_words():
        end += 1
    if _types(hit, gazetteer) != {"Organization"} or end == hit.end or end + 1 >= len(doc) or doc[end].tag_ != "POS":
        return None
    last = end + 1
    while last < len(doc) and _names_no_one(doc[last]):
        last += 1
    return (hit.start, last) if last > end + 1 else None


def _names_no_one(token: Token) -> bool:
    """Tell whether a word may belong to the name of a thing: no title, no person ("Secretary-General's Envoy Li")."""
    named = token.tag_ in ("NNP", "NNPS") and token.text[:1].isupper()
    return named and token.ent_type_ != "PERSON" and token.lower_ not in title_words()


def _types(hit: Hit, gazetteer: Gazetteer) -> set[str]:
    return {gazetteer.world.entities[one.entity].type for one in hit.candidates}


def _is_modifier(token: Token, *, opening: bool = False) -> bool:
    """Tell whether a word is a name before another: in capitals, though it does not begin a sentence."""
    if opens(token) and not opening:
        return False
    if not token.text[:1].isupper() or token.is_stop or token.ent_type_ in ("PERSON", "DATE"):
        return False
    return token.pos_ in ("PROPN", "ADJ") and token.text.isalpha() and token.lower_ not in known_words()
