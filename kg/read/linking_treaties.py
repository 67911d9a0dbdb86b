"""Tell treaties that share a name by their parties: whose Comprehensive Strategic Partnership Treaty is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.world import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Span

    from kg.read.linking import Scene
    from kg.world import World


def treaty_meant(span: Span, candidates: Iterable[str], scene: Scene) -> str | None:
    """Give the one treaty of a shared name whose parties are named, "" where they tell none; None if none shares it.

    The sentence tells before the article does. What has the very name as its label keeps it where none is told.
    """
    world, name = scene.gazetteer.world, fold(span.text)
    bearers = scene.gazetteer.treaties.get(name, frozenset())
    if len(bearers) < 2 or bearers.isdisjoint(candidates):
        return None
    sentence = span.sent.text
    told = _likeliest({one: _named(one, sentence, world) for one in bearers}) or _likeliest(
        {one: len(_parties(one, world) & scene.states) for one in bearers}
    )
    own = next((one for one in candidates if fold(world.entities[one].label) == name), "")
    return told or own


def _likeliest(counts: dict[str, int]) -> str:
    """Give the one with more parties named than any other."""
    best = max(counts.values())
    likeliest = [one for one, count in counts.items() if count == best]
    return likeliest[0] if best and len(likeliest) == 1 else ""


def _parties(treaty: str, world: World) -> frozenset[str]:
    return frozenset(one.subject for one in world.about(treaty) if one.object == treaty and one.relation == "signs")


def _named(treaty: str, text: str, world: World) -> int:
    """Count the parties of a treaty that a text names."""
    return sum(
        any(re.search(rf"\b{re.escape(name.text)}(?!\w)", text) for name in world.named(party))
        for party in _parties(treaty, world)
    )


def shared_treaties(world: World) -> dict[str, frozenset[str]]:
    """Give the treaties of each name that several have, of some as the last words of a longer one; names folded."""
    bearers: dict[str, set[str]] = {}
    for name in world.names:
        if world.entities[name.entity].type == "Agreement":
            bearers.setdefault(fold(name.text), set()).add(name.entity)
    longer: dict[str, set[str]] = {}
    for text, ids in bearers.items():
        parts = text.split()
        for at in range(1, len(parts)):
            if (end := " ".join(parts[at:])) in bearers:
                longer.setdefault(end, set()).update(ids)
    every = {text: frozenset(ids | longer.get(text, set())) for text, ids in bearers.items()}
    return {text: ids for text, ids in every.items() if len(ids) > 1}
