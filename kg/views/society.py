"""Who is with whom and against whom, as networks: the signed network, its balance, camps, circles and centrality.

A pair's sign is that of most statements about it (``tones.csv``): a friendly one that is denied counts as hostile, a
hostile one that is denied counts as nothing. Only actors count: places, agreements and the like stay out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Protocol

from kg.views import palette

if TYPE_CHECKING:
    import networkx as nx

ACTORS = frozenset({"state", "alliance", "group", "body", "person"})
"""Families of the palette that can be with or against somebody."""
STARTS = 500
"""From how many actors ways are walked: betweenness of larger networks is estimated (Brandes and Pich 2007)."""
WALKED = 60_000
"""How many ties are looked at in the search for camps, over all its starts."""
Signs = Mapping[str, Mapping[str, int]]
"""The sign of each tie, by actor and neighbour."""


class Party(Protocol):
    """An end of a claim."""

    @property
    def id(self) -> str:
        """Its local id."""

    @property
    def label(self) -> str:
        """Its name."""

    @property
    def type(self) -> str:
        """Its class."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What somebody says of two: ``denied`` where it is said not to be so."""

    subject: Party
    relation: str
    object: Party
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Balance:
    """The triangles of a signed network, by ids: balanced where the three signs multiply to plus (Heider 1946)."""

    balanced: tuple[tuple[str, str, str], ...]
    unbalanced: tuple[tuple[str, str, str], ...]

    @property
    def share(self) -> float:
        """Give the share of balanced triangles, 1.0 where there is none (Cartwright and Harary 1956)."""
        total = len(self.balanced) + len(self.unbalanced)
        return len(self.balanced) / total if total else 1.0


def ties(claims: Iterable[Any]) -> Iterator[Tie]:
    """Give the ties that claims (``kg.open(...).claims()``) make."""
    return (Tie(one.subject, one.relation, one.object, one.polarity == "denied") for one in claims)


def signed(said: Iterable[Tie]) -> nx.Graph[Any]:
    """Give the signed network: a simple undirected graph that the usual algorithms of networkx accept.

    Nodes are ids with ``label`` and ``type``. Edges carry ``friendly`` and ``hostile`` (numbers of statements),
    ``weight`` (their sum) and ``sign``: 1, -1, or 0 where as many speak for as against.
    """
    import networkx as nx

    counts: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    known: dict[str, Party] = {}
    for tie in said:
        if value := _tone(tie):
            known |= {tie.subject.id: tie.subject, tie.object.id: tie.object}
            first, second = sorted((tie.subject.id, tie.object.id))
            counts[first, second][value] += 1
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from((name, {"label": known[name].label, "type": known[name].type}) for name in sorted(known))
    graph.add_edges_from((*pair, _edge(count)) for pair, count in sorted(counts.items()))
    return graph


def _tone(tie: Tie) -> int:
    if tie.subject.id == tie.object.id or not all(
        palette.family(end.type) in ACTORS for end in (tie.subject, tie.object)
    ):
        return 0
    tone = palette.tone(tie.relation)
    return min(0, -tone) if tie.denied else tone


def _edge(count: Counter[int]) -> dict[str, int]:
    friendly, hostile = count[1], count[-1]
    sign = (friendly > hostile) - (friendly < hostile)
    return {"friendly": friendly, "hostile": hostile, "weight": friendly + hostile, "sign": sign}


def balance(graph: nx.Graph[Any]) -> Balance:
    """Sort the triangles of a signed network into balanced and unbalanced ones; pairs without a sign make none."""
    near = {node: {other for other in graph[node] if graph[node][other]["sign"]} for node in graph}
    sides: tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]] = ([], [])
    for one in sorted(graph):
        for other, third in combinations(sorted(name for name in near[one] if name > one), 2):
            if third in near[other]:
                product = graph[one][other]["sign"] * graph[one][third]["sign"] * graph[other][third]["sign"]
                sides[product < 0].append((one, other, third))
    return Balance(tuple(sides[0]), tuple(sides[1]))


def camps(graph: nx.Graph[Any]) -> tuple[frozenset[str], frozenset[str]]:
    """Part the actors in two so that few friends are parted and few foes are together, the larger camp first.

    Actors change sides while that helps, from one start for each actor (on large networks, for each of those with the
    most ties); what is found cannot be bettered by any one actor changing sides. Which of several equally good partings
    is given does not depend on chance.
    """
    signs = {one: {other: graph[one][other]["sign"] for other in sorted(graph[one])} for one in sorted(graph)}
    by_ties = sorted(signs, key=lambda one: (-len(signs[one]), one))
    starts = by_ties[: max(8, WALKED // max(graph.number_of_edges(), 1))]
    best = min(
        (_settle(signs, _spread(signs, start)) for start in starts), default={}, key=lambda side: _odds(signs, side)
    )
    parts = [frozenset(name for name in graph if best[name] == side) for side in (1, -1)]
    first, second = sorted(parts, key=lambda part: (-len(part), sorted(part)))
    return first, second


def frustration(graph: nx.Graph[Any], side: dict[str, int]) -> int:
    """Count the pairs at odds with a parting: friends apart and foes together (Harary's line index)."""
    return sum(data["sign"] * side[one] * side[other] < 0 for one, other, data in graph.edges(data=True))


def _odds(signs: Signs, side: dict[str, int]) -> int:
    """Count twice what `frustration` counts."""
    return sum(sign * side[one] * side[other] < 0 for one, near in signs.items() for other, sign in near.items())


def _spread(signs: Signs, start: str) -> dict[str, int]:
    """Put each actor on the side that its first known neighbour's sign gives it."""
    side: dict[str, int] = {}
    for root in (start, *signs):
        queue = [] if root in side else [root]
        side.setdefault(root, 1)
        for node in queue:
            for other, sign in signs[node].items():
                if other not in side:
                    side[other] = side[node] * (sign or 1)
                    queue.append(other)
    return side


def _settle(signs: Signs, side: dict[str, int]) -> dict[str, int]:
    moved = True
    while moved:
        moved = False
        for node, near in signs.items():
            if sum(sign * side[other] for other, sign in near.items()) * side[node] < 0:
                side[node] = -side[node]
                moved = True
    return side


def circles(graph: nx.Graph[Any]) -> list[list[str]]:
    """Give the communities of the friendly ties, the largest first (Louvain, Blondel et al. 2008)."""
    import networkx as nx

    friendly: nx.Graph[Any] = nx.Graph()
    friendly.add_edges_from(
        (one, other, {"weight": data["friendly"]}) for one, other, data in graph.edges(data=True) if data["sign"] > 0
    )
    found = nx.community.louvain_communities(friendly, seed=7) if friendly else []
    return sorted((sorted(part) for part in found), key=lambda part: (-len(part), part))


def central(graph: nx.Graph[Any]) -> list[tuple[str, int, float, float]]:
    """Give each actor's number of neighbours, PageRank and betweenness, the first by PageRank first.

    PageRank is weighted by statements; betweenness is the share of shortest ways between two others that lead over an
    actor (Freeman 1977), as ``networkx.betweenness_centrality`` gives it.
    """
    import igraph

    if not graph:
        return []
    names = sorted(graph)
    place = {name: number for number, name in enumerate(names)}
    # networkx needs scipy for the one and minutes for the other.
    drawn = igraph.Graph(len(names), [(place[one], place[other]) for one, other in graph.edges])
    rank = drawn.pagerank(weights=[data["weight"] for _, _, data in graph.edges(data=True)])
    starts = range(0, len(names), -(-len(names) // STARTS))
    pairs = (len(names) - 1) * (len(names) - 2) / 2 * len(starts) / len(names) or 1
    between = [found / pairs for found in drawn.betweenness(sources=starts)]
    rows = [
        (name, graph.degree(name), round(one, 4), round(other, 4))
        for name, one, other in zip(names, rank, between, strict=True)
    ]
    return sorted(rows, key=lambda row: (-row[2], -row[1], row[0]))
