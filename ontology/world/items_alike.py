"""Decide which items that tell no class of ``item_kinds.csv`` are an entity of the reference all the same.

Such items are no new entities, but one whose label is an entity's own name, letter by letter, and whose description
tells that entity's state and nothing that speaks against it, is that entity's. README.md tells when an item counts as
verified.
"""

from __future__ import annotations

import re

from items_nsi import Bearers, Item, Known, Row, strange

from kg.world import Entity, fold

_FIRM = frozenset({"name", "official"})
_BODY = frozenset({"name", "official", "alias"})
_AGAINST = re.compile(
    r"\b(?:brand|marque|trademark|flag|former|defunct|dissolved|historical|routes?|bus|tram|metro|schools?|hospitals?"
    r"|district|village|commune|region|island|subsidiary|service area|network of)\b"
)
_CLASSES = {
    "GovernmentBody": re.compile(r"\b(?:ministry|police|agency|forces?|corps|department|executive|service)\b"),
    "ArmedForce": re.compile(r"\b(?:forces?|army|navy|guard|corps|military|gendarmerie|branch)\b"),
    "Organization": re.compile(
        r"\b(?:compan(?:y|ies)|corporation|bank\w*|retail\w*|chain|manufacturer|operator|store|institution|enterprise"
        r"|group|organi[sz]ation|service|provider|church|party|agency|department|utility)\b"
    ),
}


def alike(item: Item, known: Known, bearers: Bearers) -> Row | None:
    """Give the row of the one entity of the state told that is called just as an item, if nothing speaks against it."""
    home = known.home(item)
    if home is None or bearers.labels[fold(item.label)] > 1 or _AGAINST.search(item.description):
        return None
    near = [one for one in _called(item.label, known) if known.state(one) == home and _of_class(item, one)]
    if len(near) != 1 or near[0].wikidata or strange(item, near[0]):
        return None
    return Row((near[0].id, near[0].label, near[0].type, item.id, "", ""))


def _called(label: str, known: Known) -> list[Entity]:
    """Give the entities whose own name is a label, bodies also under another name."""
    found = {name.entity: name for name in known.world.lookup(label) if name.text == label and name.kind in _BODY}
    listed = [(known.world.entities[one], name.kind) for one, name in sorted(found.items())]
    return [one for one, kind in listed if kind in _FIRM or one.type in ("GovernmentBody", "ArmedForce")]


def _of_class(item: Item, entity: Entity) -> bool:
    pattern = _CLASSES.get(entity.type)
    return pattern is not None and pattern.search(f"{item.description} {item.label.lower()}") is not None
