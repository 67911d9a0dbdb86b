"""Decide which items of Wikidata are newspapers of the reference, and which are new ones that are told apart by name.

README.md tells when an item counts as verified.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from items_members import Member, Row
from items_nsi import BRACKETS, OWN, Item, Kind, Known, good

from kg.world import Entity, slug

PAPER = Kind("MediaOutlet", "", 0, re.compile("newspaper"))


def outlets(members: Iterable[Member], known: Known) -> Iterator[Row]:
    """Yield rows of outlets of the state told, known or new, for items that a table gives under one label alone."""
    listed = list(members)
    labels = Counter(member.item for member in listed)
    taken = {one.wikidata for one in known.world.entities.values()}
    for member in listed:
        if labels[member.item] == 1 and member.item not in taken:
            yield from _row(member, BRACKETS.sub("", member.label), known)


def _row(member: Member, label: str, known: Known) -> Iterator[Row]:
    plain = label.removeprefix("The ")
    called = list(dict.fromkeys([label, plain, f"The {plain}"]))
    bear = {one.id: one for text in called for one in _named(text, known)}
    fits = [one for one in bear.values() if one.type == "MediaOutlet" and known.state(one) == member.state]
    if len(bear) == len(fits) == 1 and fits[0].wikidata is None:
        yield Row(fits[0].id, fits[0].label, "MediaOutlet", member.item, "", member.source)
    item = Item(int(member.item[1:]), plain, "newspaper")
    if not bear and good(plain, item, PAPER, known) == "alias" and slug(plain) not in known.world.entities:
        yield Row("", plain, "MediaOutlet", member.item, f"The {plain}", member.source, member.state)


def _named(text: str, known: Known) -> list[Entity]:
    return [known.world.entities[name.entity] for name in known.world.lookup(text) if name.kind in OWN]
