"""The network of a view in pyvis's data model: who stands where, how large, and which claims each line bundles."""

from __future__ import annotations

import math
import textwrap
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.relations import is_symmetric
from kg.views import layout, palette
from kg.views.model import Statement, View, clean_label

LINE_LENGTH = 18
CHARACTER, LINE = 7.0, 16.0
"""Width of a character and height of a line of a label, in pixels: what the layout keeps free."""


AROUND = 3.0
"""Radii of room that a node takes, across and down."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The claims of one pair and one relation group; ``claims`` are places in the view's statements."""

    source: str
    target: str
    group: str
    claims: tuple[int, ...]
    forward: bool
    backward: bool


def bundles(statements: Sequence[Statement]) -> list[Bundle]:
    """Gather claims by unordered pair and relation group; arrows follow the relations that have a direction."""
    found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for place, one in enumerate(statements):
        if one.subject != one.object:
            first, second = sorted((one.subject, one.object))
            found[first, second, palette.group(one.relation)].append(place)
    return [_bundle(key, places, statements) for key, places in sorted(found.items())]


def _bundle(key: tuple[str, str, str], places: list[int], statements: Sequence[Statement]) -> Bundle:
    directed = [statements[place] for place in places if not is_symmetric(statements[place].relation)]
    forward = any(one.subject == key[0] for one in directed)
    backward = any(one.subject == key[1] for one in directed)
    return Bundle(*key, tuple(places), forward, backward)


def weights(statements: Sequence[Statement]) -> Counter[str]:
    """Count how much is said about each entity; what is only a holder counts nothing."""
    return Counter(end for one in statements for end in {one.subject, one.object})


def ranked(view: View) -> list[str]:
    """Give the ids of the entities that claims are about, the most spoken of first."""
    counts = weights(view.statements)
    return sorted(counts, key=lambda name: (-counts[name], name))


def wrap(label: str) -> str:
    r"""Break a label into at most two lines.

    >>> wrap("Ministry of Foreign Affairs of the Russian Federation")
    'Ministry of\nForeign Affairs…'
    """
    lines = textwrap.wrap(clean_label(label, 60), LINE_LENGTH, max_lines=2, placeholder="…", break_long_words=True)
    return "\n".join(lines)


def code(name: str, type_: str) -> str:
    """Give the ISO letters of a state, which its id is, else nothing."""
    return name if type_ == "State" and len(name) in (3, 4) and name.isascii() and name.isupper() else ""


def size(weight: int, largest: int, least: float = 9.0) -> float:
    """Give a node's radius in pixels: its area grows with what is said; ``least`` leaves room for letters."""
    return round(least + (30 - least) * math.sqrt(weight / max(largest, 1)), 1)


Drawn = tuple[dict[str, Any], list[list[layout.Point]]]


def network(view: View, order: Sequence[str], drawn: Sequence[Bundle]) -> Drawn:
    """Give pyvis's nodes and edges, numbered by rank, and the places of the nodes for each tier."""
    import pyvis.edge
    import pyvis.network
    import pyvis.node

    net = pyvis.network.Network(directed=True)
    number = {name: place for place, name in enumerate(order)}
    labels = {one.id: one for one in view.entities}
    counts = weights(view.statements)
    largest = max(counts.values(), default=1)
    shapes = {swatch.key: swatch.shape for swatch in palette.swatches("node")}
    for name in order:
        type_ = labels[name].type
        radius = size(counts[name], largest, 13.0 if code(name, type_) else 9.0)
        # Network.add_node and add_edge look every name up in a list, which takes minutes on large graphs.
        net.nodes.append(
            pyvis.node.Node(number[name], shapes[palette.family(type_)], wrap(labels[name].label), size=radius).options
        )
    for one, slot in zip(drawn, _slots(drawn), strict=True):
        options = {"arrows": _arrows(one), "smooth": _smooth(slot)}
        net.edges.append(pyvis.edge.Edge(number[one.source], number[one.target], True, **options).options)
    links = _links(drawn, number)
    return {"nodes": net.nodes, "edges": net.edges}, layout.tiers(len(order), links, [_box(node) for node in net.nodes])


def _box(node: Mapping[str, Any]) -> layout.Point:
    lines = str(node["label"]).split("\n")
    # Large nodes have many lines, which need room to be told apart.
    across = max(AROUND * node["size"], CHARACTER * max(map(len, lines)))
    return across, AROUND * node["size"] + LINE * len(lines)


def _links(drawn: Sequence[Bundle], number: Mapping[str, int]) -> list[layout.Link]:
    total: Counter[tuple[int, int]] = Counter()
    for one in drawn:
        total[number[one.source], number[one.target]] += len(one.claims)
    return [(source, target, float(count)) for (source, target), count in sorted(total.items())]


def _arrows(one: Bundle) -> str:
    return ",".join(end for end, wanted in (("to", one.forward), ("from", one.backward)) if wanted)


def _slots(drawn: Sequence[Bundle]) -> list[float]:
    """Give each bundle its bend, -1 to 1, so that the lines of one pair fan out."""
    total = Counter((one.source, one.target) for one in drawn)
    seen: Counter[tuple[str, str]] = Counter()
    slots = []
    for one in drawn:
        pair = (one.source, one.target)
        slots.append(seen[pair] - (total[pair] - 1) / 2)
        seen[pair] += 1
    return slots


def _smooth(slot: float) -> bool | dict[str, Any]:
    if slot == 0:
        return False
    roundness = round(min(0.14 * abs(slot), 0.5), 3)
    return {"enabled": True, "type": "curvedCW" if slot > 0 else "curvedCCW", "roundness": roundness}
