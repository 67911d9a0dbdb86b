"""Tell which states an article speaks of without naming them: those of the bodies, persons and places it names.

"The Knesset voted" speaks of Israel. Such an *implicit mention* has no words of its own: it stands, empty, where the
first mention that gives it begins. It is no end of a claim; it is told once an article, so that an article can be
found by the states it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.model import Mention
from kg.read.gender import is_given
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
    owner = len(before.removesuffix("'s").removesuffix("’s"))
    return any(
        other.char_end in (owner, len(before)) and any(who.type == "State" for who in (*other.entities, *other.owner))
        for other in listed
        if other.kind != "pronoun"
    )


def _home(one: Found, text: str, gazetteer: Gazetteer) -> Referent | None:
    if SOME_PEOPLE in one.reasons:
        return _in_name(text, gazetteer) or _of_people(text.rsplit(maxsplit=1)[-1], gazetteer)
    if not one.entities and one.kind == "name":
        return _of_all(text, gazetteer)
    if len(one.entities) != 1 or one.kind == "pronoun" or fold(text) in doubtful():
        return None  # "the Senate" alone may be anybody's
    who = one.entities[0]
    return gazetteer.home_of(who.entity) if who.entity in gazetteer.world.homes else _of_class(one, text, gazetteer)


def _of_class(one: Found, text: str, gazetteer: Gazetteer) -> Referent | None:
    """Give the state of what has no home of its own, if it is of a class that is of states."""
    who = one.entities[0]
    known = who.entity in gazetteer.world.entities
    if who.type in _ABROAD or not is_a(who.type, *_HOMED):
        return None
    if known:
        return gazetteer.home_of(who.entity)
    return _of_new(who, text, gazetteer) if one.kind == "name" else None  # "the university" has no name


def _of_new(who: Referent, text: str, gazetteer: Gazetteer) -> Referent | None:
    """Give the state of what the reference lacks, by its name alone."""
    if is_a(who.type, *_PLACES):
        named, _, division = who.label.rpartition(", ")  # "Moscow, Idaho" is of Idaho's state
        if named:
            return _of_division(division, gazetteer)
        return _of_town(text, gazetteer) or _of_capital(text, gazetteer)
    if who.type == "Person":
        return _of_place_before_post(text, gazetteer) or _of_state_in(text, gazetteer)
    if not is_a(who.type, *_NAMED_AFTER_PLACES):
        return None
    return _in_name(text, gazetteer) or (_of_town(text, gazetteer) if " " in text else None)


def _of_division(name: str, gazetteer: Gazetteer) -> Referent | None:
    """Give the state of what is named after a town and a comma: a division of that name before a town of it."""
    names = gazetteer.world.lookup(name)
    places = sorted(names, key=lambda one: gazetteer.world.entities[one.entity].type != "AdminArea")
    return next((gazetteer.state_of(one.entity) for one in places), None)


def _of_place_before_post(text: str, gazetteer: Gazetteer) -> Referent | None:
    """Give the state of a town before common nouns, which spaCy takes for a person: "Kherson mayor"."""
    town, _, post = text.partition(" ")
    return _of_town(town, gazetteer) if post.islower() and not is_given(town) else None


def _of_state_in(text: str, gazetteer: Gazetteer) -> Referent | None:
    """Give the state in what spaCy takes for a person: "Weimar Germany", "Corte Suprema de Paraguay"."""
    words = text.split()
    told = [word for word in words if _names_a_state(word, gazetteer)]
    if len(words) == 1 or len(told) != 1 or any(map(is_given, words)):
        return None
    return gazetteer.called(told[0])


def _names_a_state(word: str, gazetteer: Gazetteer) -> bool:
    names = gazetteer.world.lookup(word)
    states = all(gazetteer.world.entities[one.entity].type == "State" and one.kind == "name" for one in names)
    return bool(names) and states and fold(word) not in {one.name for one in collisions()} | doubtful()


def _of_capital(text: str, gazetteer: Gazetteer) -> Referent | None:
    """Give the state of which a name is the capital, and nobody else's."""
    names = gazetteer.world.lookup(text)
    of = {one.entity for one in names} if all(one.kind == "capital" for one in names) else set()
    return gazetteer.referent(of.pop()) if len(of) == 1 else None


def _of_people(text: str, gazetteer: Gazetteer) -> Referent | None:
    """Give the state of the one place that people are of: "Tigrayans"."""
    of = {gazetteer.home_of(one.entity) for one in gazetteer.world.lookup(text) if one.kind == "demonym"}
    return of.pop() if len(of) == 1 else None


def _of_all(text: str, gazetteer: Gazetteer) -> Referent | None:
    """Give the state of all that an unlinked name may be: "Quebec", the province or its city, and smaller towns."""
    if (capital := _of_capital(text, gazetteer)) is not None and fold(text) not in doubtful():
        return capital
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
    return gazetteer.home_of(name.entity) if type_ == "GovernmentBody" and " " in name.text else None
