"""Tell which states an article speaks of without naming them: those of the bodies, forces and persons it names.

"The Knesset voted" speaks of Israel. Such a state is no end of a claim; it is told once an article, beside the first
mention that gives it, so that an article can be found by the states it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.model import Mention
from kg.read.references_walk import is_a
from kg.world import doubtful, fold

if TYPE_CHECKING:
    from kg.model import Article
    from kg.read.linking_gazetteer import Gazetteer
    from kg.read.mentions_values import Found, Referent

SCORE = 0.35
_HOMED = ("GovernmentBody", "ArmedForce", "Organization", "Person", "Office", "AdminArea")
_ABROAD = frozenset({"MediaOutlet", "Alliance"})


def homes(article: Article, found: Iterable[Found], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield the states that an article names only by what is theirs, where the reference tells whose it is.

    What has an item of its own in Wikidata can be joined to its state by that, and is left out.
    """
    listed = list(found)
    told = {who.entity for one in listed for who in one.entities}
    for one in listed:
        home = _home(one, gazetteer)
        if home is not None and home.entity not in told:
            told.add(home.entity)
            text = article.text[one.char_start : one.char_end]
            reason = (f"home: {one.entities[0].label} is of {home.label}",)
            span = (one.char_start, one.char_end, text)
            yield Mention(*span, home.type, home.entity, home.label, home.wikidata, SCORE, reason)


def _home(one: Found, gazetteer: Gazetteer) -> Referent | None:
    if len(one.entities) != 1 or one.kind in ("pronoun", "demonym"):
        return None
    who = one.entities[0]
    if who.wikidata is not None or who.type in _ABROAD or not is_a(who.type, *_HOMED):
        return None
    if fold(who.label) in doubtful():
        return None  # "the Senate" alone may be anybody's
    return gazetteer.home_of(who.entity)
