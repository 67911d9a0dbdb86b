"""Tell which states an article speaks of without naming them: those of the bodies, persons and places it names.

"The Knesset voted" speaks of Israel. Such an *implicit mention* has no words of its own: it stands, empty, where the
first mention that gives it begins. It is no end of a claim; it is told once an article, so that an article can be
found by the states it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.model import Mention
from kg.read.linking_gazetteer import STATE_KINDS
from kg.read.mentions_places import divides
from kg.read.mentions_words import collisions
from kg.read.references_walk import is_a
from kg.world import doubtful, fold
from kg.world.towns import state_of_town

if TYPE_CHECKING:
    from kg.model import Article
    from kg.read.linking_gazetteer import Gazetteer
    from kg.read.mentions_values import Found, Referent
    from kg.world import Name

SCORE = 0.35
SOME_PEOPLE = "some of a people"
"""The reason given where a people's name is of a number of people: "two Iranians"."""
_HOMED = (
    "GovernmentBody",
    "ArmedForce",
    "Organization",
    "MediaOutlet",
    "Person",
    "Office",
    "AdminArea",
    "City",
    "Place",
    "Territory",
    "Region",
    "State",
)
_PLACES = ("Place", "City", "AdminArea", "Territory")
_NAMED_AFTER_PLACES = ("GovernmentBody", "ArmedForce", "Organization")
_ABROAD = frozenset({"Alliance", "Waters"})


def homes(article: Article, found: Iterable[Found], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield the states that an article names only by what is theirs, where the reference or the name tells whose.

    Outlets are asked last: where any state is told, they only report.
    """
    listed = list(found)
    told = {who.entity for one in listed for who in one.entities}
    spoken_of = any(who.type == "State" for one in listed for who in one.entities)
    for one in sorted(listed, key=_reports):
        text = article.text[one.char_start : one.char_end]
        home = None if spoken_of and _reports(one) else _home(one, text, gazetteer)
        if home is not None and home.entity not in told and not _said_otherwise(one, listed, article.text):
            told.add(home.entity)
            spoken_of = spoken_of or home.type == "State"
            name = one.entities[0].label if one.entities else text
            reason = (f"implicit: {name} is of {home.label}",)
            span = (one.char_start, one.char_start, "")
            yield Mention(*span, home.type, home.entity, home.label, home.wikidata, SCORE, reason)


def _reports(one: Found) -> bool:
    return one.type == "MediaOutlet"


def _said_otherwise(one: Found, listed: Iterable[Found], text: str) -> bool:
    """Tell whether a state's name or title right before says whose it is: "Malawi Congress Party", of no other's."""
    before = text[: one.char_start].rstrip()
    return any(
        other.char_end == len(before) and any(who.type == "State" for who in (*other.entities, *other.owner))
        for other in listed
        if other.kind != "pronoun"
    )


def _home(one: Found, text: str, gazetteer: Gazetteer) -> Referent | None:
    if SOME_PEOPLE in one.reasons:
        return _in_name(text, gazetteer)
    if not one.entities and one.kind == "name":
        return _of_all(text, gazetteer)
    if len(one.entities) != 1 or one.kind == "pronoun":
        return None
    who = one.entities[0]
    if fold(text) in doubtful():
        return None  # "the Senate" alone may be anybody's
    if who.entity in gazetteer.world.homes:
        return gazetteer.home_of(who.entity)
    if who.type in _ABROAD or not is_a(who.type, *_HOMED):
        return None
    if who.entity in gazetteer.world.entities:
        return gazetteer.home_of(who.entity)
    return _of_new(who, text, gazetteer) if one.kind == "name" else None  # "the university" has no name


def _of_new(who: Referent, text: str, gazetteer: Gazetteer) -> Referent | None:
    """Give the state of what the reference lacks, by its name alone."""
    if is_a(who.type, *_PLACES):
        named, _, division = who.label.rpartition(", ")  # "Moscow, Idaho" is of Idaho's state
        found = gazetteer.called(division) if named else None
        return gazetteer.state_of(found.entity) if found is not None else _of_town(text, gazetteer)
    if not is_a(who.type, *_NAMED_AFTER_PLACES):
        return None
    return _in_name(text, gazetteer) or (_of_town(text, gazetteer) if " " in text else None)


def _of_all(text: str, gazetteer: Gazetteer) -> Referent | None:
    """Give the state of all that an unlinked name may be: "Quebec", the province or its city, and smaller towns."""
    named = {name.entity for name in gazetteer.world.lookup(text) if name.kind != "surname"}
    states = {gazetteer.home_of(entity) for entity in named}
    state = states.pop() if len(named) > 1 and len(states) == 1 and fold(text) not in doubtful() else None
    only_cities = all(gazetteer.world.entities[one].type == "City" for one in named)
    return state if not only_cities or state == _of_town(text, gazetteer) else None


def _of_town(text: str, gazetteer: Gazetteer) -> Referent | None:
    """Give the state of a town or division that is new, where it alone has one of the name: "Kidal", "Borno State"."""
    stem, _, last = text.rpartition(" ")
    state = state_of_town(text) or (state_of_town(stem) if divides(last.lower()) else None)
    return gazetteer.referent(state) if state and state in gazetteer.world.entities else None


def _in_name(text: str, gazetteer: Gazetteer) -> Referent | None:
    """Give the one state that a new name speaks of: "Chadian Human Rights League", "Hunan Bar Association"."""
    shared = {one.name for one in collisions()} | doubtful()
    states: set[Referent] = set()
    for start, end, names in gazetteer.world.index.find(text.split()):
        if fold(" ".join(text.split()[start:end])) not in shared:
            near = {_state(name, gazetteer) for name in names}
            states |= {state for state in near if state is not None} if len(near) == 1 else set()
    return states.pop() if len(states) == 1 else None


def _state(name: Name, gazetteer: Gazetteer) -> Referent | None:
    """Give the state that a name inside a longer one stands for, or whose place it is."""
    type_ = gazetteer.world.entities[name.entity].type
    if type_ == "State" or (type_ in ("City", "AdminArea") and name.kind not in STATE_KINDS):
        return gazetteer.state_of(name.entity)
    return None
