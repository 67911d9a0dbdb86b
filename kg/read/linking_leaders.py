"""Tell whether a rare surname is a sitting leader's, in an article that speaks of politics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.gender import is_given
from kg.read.mentions_words import common_surname, last_title_words, nouns, words
from kg.world import READ_IN, doubtful, fold

if TYPE_CHECKING:
    from spacy.tokens import Span

    from kg.read.linking import Scene

_POLITICAL = frozenset({"State", "Alliance", "GovernmentBody", "ArmedForce", "Office", "Organization"})
_AFTER = 2  # years that papers go on writing of a leader


def leads_now(entity: str, span: Span, scene: Scene) -> bool:
    """Tell whether somebody alone of a rare surname heads a state at an article's date and it names others in power."""
    name = fold(span.text)
    return _rare(name) and _leaders(name, scene) == {entity} and _political(name, scene)


def leads_here(entity: str, span: Span, scene: Scene) -> bool:
    """Tell whether a common surname, or one that is a word too, is that of who heads a state spoken of: Modi, Xi."""
    name = fold(span.text)
    known = not is_given(name) and name not in words("words")["shared_surnames"] and span.text.istitle()
    return known and span.root.pos_ == "PROPN" and _leaders(name, scene) == {entity}


def _leaders(name: str, scene: Scene) -> set[str]:
    """Give the heads of states of a surname at the date of an article; where there is none, those of late."""
    known = scene.gazetteer.leaders.get(name, ())
    sitting = {who for who, start, end in known if _covers(start, end, _date(scene), 0)}
    return sitting or {who for who, start, end in known if _covers(start, end, _date(scene), _AFTER)}


def _date(scene: Scene) -> str:
    return scene.date[:10] if scene.date and scene.date[:4].isdecimal() else READ_IN


def _covers(start: str | None, end: str | None, date: str, after: int) -> bool:
    """Tell whether a time in office, or so many years after it, covers a day."""
    late = f"{int(end[:4]) + after}{end[4:]}" if end else None
    return (start or "") <= date and (late is None or late > date)


def _political(name: str, scene: Scene) -> bool:
    """Tell whether an article names a state, a body, another leader or the title of one."""
    if scene.seated or not scene.lower.isdisjoint(last_title_words(addresses=False)):
        return True
    entities = scene.gazetteer.world.entities
    if any(entities[one].type in _POLITICAL or scene.gazetteer.leads(one) for one in scene.certain):
        return True
    others = scene.lower & scene.gazetteer.leaders.keys()
    return any(_rare(one) for one in others - {name})


def _rare(name: str) -> bool:
    """Tell whether a surname, folded, is no given name, no word and not that of many."""
    shared = common_surname(name) or name in words("words")["shared_surnames"] | doubtful()
    return not shared and not is_given(name) and name not in nouns()
