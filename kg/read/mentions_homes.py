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
from kg.read.mentions_words import collisions
from kg.read.references_walk import is_a
from kg.world import doubtful, fold

if TYPE_CHECKING:
    from kg.model import Article
    from kg.read.linking_gazetteer import Gazetteer
    from kg.read.mentions_values import Found, Referent
    from kg.world import Name

SCORE = 0.35
_HOMED = ("GovernmentBody", "ArmedForce", "Organization", "Person", "Office", "AdminArea", "City", "Territory", "State")
_NAMED_AFTER_PLACES = ("GovernmentBody", "ArmedForce", "Organization")
_ABROAD = frozenset({"MediaOutlet", "Alliance", "Region", "Waters"})


def homes(article: Article, found: Iterable[Found], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield the states that an article names only by what is theirs, where the reference or the name tells whose."""
    listed = list(found)
    told = {who.entity for one in listed for who in one.entities}
    for one in listed:
        home = _home(one, article.text[one.char_start : one.char_end], gazetteer)
        if home is not None and home.entity not in told:
            told.add(home.entity)
            reason = (f"implicit: {one.entities[0].label} is of {home.label}",)
            span = (one.char_start, one.char_start, "")
            yield Mention(*span, home.type, home.entity, home.label, home.wikidata, SCORE, reason)


def _home(one: Found, text: str, gazetteer: Gazetteer) -> Referent | None:
    if len(one.entities) != 1 or one.kind == "pronoun":
        return None
    who = one.entities[0]
    if not {fold(who.label), fold(text)}.isdisjoint(doubtful()):
        return None  # "the Senate" alone may be anybody's
    if who.entity in gazetteer.world.homes:
        return gazetteer.home_of(who.entity)
    if who.type in _ABROAD or not is_a(who.type, *_HOMED):
        return None
    if who.entity in gazetteer.world.entities:
        return gazetteer.home_of(who.entity)
    return _in_name(text, gazetteer) if is_a(who.type, *_NAMED_AFTER_PLACES) else None


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
