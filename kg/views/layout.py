"""Where the nodes stand: worked out beforehand and the same for the same graph, so that the page never shakes.

The strongest part of a graph gets a layout of its own; each larger part starts from the smaller one's, so that what
is known stays roughly where it was. Distances are pixels at zoom 1.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Point = tuple[float, float]
Link = tuple[int, int, float]
TIERS = (18, 45, 120, 400)
STRETCH = 1.35
"""Width to height of a component: screens are wider than high (the page turns it round on upright ones)."""
KAMADA_KAWAI_UP_TO = 150
ROUNDS = ((150, 60), (400, 20), (math.inf, 2))
"""Up to how many nodes how often boxes are pushed apart: what nobody can read need not be tidy."""
STEPS = 400_000
"""How many single moves the springs of a large part are given."""
SPACING = 120.0
LOW_BOX = 75.0
"""Links between boxes of half this height have length 1; larger nodes, which have more lines, stand further apart."""


def tier_sizes(count: int) -> list[int]:
    """Give how many nodes each step shows, the last one all of them.

    >>> tier_sizes(60)
    [18, 45, 60]
    """
    return [size for size in TIERS if size < count * 0.9] + [count]


def tiers(count: int, links: Sequence[Link], boxes: Sequence[Point]) -> list[list[Point]]:
    """Lay out the first n nodes for each tier n; nodes are numbered from the most to the least important."""
    found: list[list[Point]] = []
    for size in tier_sizes(count):
        kept = [link for link in links if link[0] < size and link[1] < size]
        start = dict(enumerate(found[-1])) if found else {}
        found.append(layout(size, kept, boxes[:size], start))
    return found


def layout(
    count: int, links: Sequence[Link], boxes: Sequence[Point], start: Mapping[int, Point] | None = None
) -> list[Point]:
    """Place nodes of the given box sizes (width, height) so that neighbours are near and boxes do not overlap."""
    placed: dict[int, Point] = {}
    parts = components(count, links)
    blocks = [_part(nodes, own, boxes, start or {}) for nodes, own in zip(parts, _shared(parts, links), strict=True)]
    for block, (left, top) in zip(blocks, pack([_extent(block, boxes) for block in blocks]), strict=True):
        placed.update({node: (x + left, y + top) for node, (x, y) in block.items()})
    return [(round(placed[node][0], 1), round(placed[node][1], 1)) for node in range(count)]


def components(count: int, links: Sequence[Link]) -> list[list[int]]:
    """Give the connected parts, the largest first, each in rising order."""
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for source, target, _ in links:
        one, other = root(source), root(target)
        parent[max(one, other)] = min(one, other)
    members: dict[int, list[int]] = defaultdict(list)
    for node in range(count):
        members[root(node)].append(node)
    return sorted(members.values(), key=lambda nodes: (-len(nodes), nodes[0]))


def _shared(parts: Sequence[Sequence[int]], links: Iterable[Link]) -> list[list[Link]]:
    """Give each part its links; none leads from one part to another."""
    part = {node: number for number, nodes in enumerate(parts) for node in nodes}
    found: list[list[Link]] = [[] for _ in parts]
    for link in links:
        found[part[link[0]]].append(link)
    return found


def _part(
    nodes: list[int], links: Sequence[Link], boxes: Sequence[Point], start: Mapping[int, Point]
) -> dict[int, Point]:
    index = {node: number for number, node in enumerate(nodes)}
    inner = [(index[a], index[b], weight) for a, b, weight in links]
    own = [boxes[node] for node in nodes]
    rough = _springs(own, inner, _seeds(nodes, inner, start))
    return dict(zip(nodes, part_boxes(_scale(rough, own), own), strict=True))


def _seeds(nodes: list[int], inner: Sequence[Link], start: Mapping[int, Point]) -> list[Point]:
    """Start known nodes where they were, new ones beside their known neighbours, the rest on a sunflower spiral."""
    at = {number: start[node] for number, node in enumerate(nodes) if node in start}
    near: dict[int, list[Point]] = defaultdict(list)
    for a, b, _ in inner:
        for new, old in ((a, b), (b, a)):
            if new not in at and old in at:
                near[new].append(at[old])
    seeds = []
    for number in range(len(nodes)):
        angle, radius = number * 2.399963, SPACING * math.sqrt(number + 1)
        x, y = radius * math.cos(angle), radius * math.sin(angle)
        if near[number]:
            middle = [sum(axis) / len(near[number]) for axis in zip(*near[number], strict=True)]
            x, y = middle[0] + x * 0.3, middle[1] + y * 0.3
        seeds.append(at.get(number, (x, y)))
    return seeds


def _springs(boxes: Sequence[Point], links: Sequence[Link], seeds: list[Point]) -> list[Point]:
    import igraph

    count = len(boxes)
    if count < 3:
        return [(number * SPACING * 1.6, 0.0) for number in range(count)]
    igraph.set_random_number_generator(random.Random(7))  # noqa: S311 - a layout, not a secret
    graph = igraph.Graph(count, [(a, b) for a, b, _ in links])
    if count <= KAMADA_KAWAI_UP_TO:
        lengths = [(boxes[a][1] + boxes[b][1]) / LOW_BOX for a, b, _ in links]
        found = graph.layout_kamada_kawai(seed=seeds, maxiter=50 * count, weights=lengths)
    else:
        weights = [1 + math.log1p(weight) for _, _, weight in links]
        # igraph's springs have length 1: seeds in pixels would be too far out ever to come home.
        near = [(x / SPACING, y / SPACING) for x, y in seeds]
        found = graph.layout_fruchterman_reingold(
            weights=weights, seed=near, niter=min(300, STEPS // count), grid="auto"
        )
    igraph.set_random_number_generator(random)
    return [(float(x), float(y)) for x, y in found.coords]


def _scale(points: list[Point], boxes: Sequence[Point]) -> list[Point]:
    """Stretch the points about their middle until they have the room their boxes need."""
    if len(points) < 3:
        return points
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, top = min(xs), min(ys)
    width, height = max(xs) - left or 1.0, max(ys) - top or 1.0
    room = 1.5 * sum((w + 20) * (h + 24) for w, h in boxes)
    target_height = math.sqrt(room / STRETCH)
    across, down = target_height * STRETCH / width, target_height / height
    return [((x - left) * across, (y - top) * down) for x, y in points]


def part_boxes(points: Sequence[Point], boxes: Sequence[Point]) -> list[Point]:
    """Push overlapping boxes apart, a little at a time, along the axis that needs least."""
    places = [list(point) for point in points]
    cell = max((max(box) for box in boxes), default=1.0) + 12
    for _ in range(next(rounds for size, rounds in ROUNDS if len(points) <= size)):
        grid: dict[tuple[int, int], list[int]] = defaultdict(list)
        for node, (x, y) in enumerate(places):
            grid[int(x // cell), int(y // cell)].append(node)
        moved = [_push(places, boxes, a, b) for a, b in _neighbours(grid)]
        if not any(moved):
            break
    return [(x, y) for x, y in places]


def _neighbours(grid: Mapping[tuple[int, int], list[int]]) -> list[tuple[int, int]]:
    around = [(0, 0), (1, 0), (0, 1), (1, 1), (1, -1)]
    return [
        (a, b)
        for (column, row), nodes in grid.items()
        for across, down in around
        for a in nodes
        for b in grid.get((column + across, row + down), ())
        if (across, down) != (0, 0) or a < b
    ]


def _push(places: list[list[float]], boxes: Sequence[Point], a: int, b: int) -> bool:
    across = (boxes[a][0] + boxes[b][0]) / 2 + 10 - abs(places[a][0] - places[b][0])
    down = (boxes[a][1] + boxes[b][1]) / 2 + 8 - abs(places[a][1] - places[b][1])
    if across <= 0.5 or down <= 0.5:
        return False
    axis, overlap = (0, across) if across < down else (1, down)
    sign = 1 if places[a][axis] > places[b][axis] or (places[a][axis] == places[b][axis] and a > b) else -1
    places[a][axis] += sign * overlap / 2
    places[b][axis] -= sign * overlap / 2
    return True


def _extent(block: Mapping[int, Point], boxes: Sequence[Point]) -> tuple[float, float, float, float]:
    return (
        min(x - boxes[node][0] / 2 for node, (x, _) in block.items()),
        min(y - boxes[node][1] / 2 for node, (_, y) in block.items()),
        max(x + boxes[node][0] / 2 for node, (x, _) in block.items()),
        max(y + boxes[node][1] / 2 for node, (_, y) in block.items()),
    )


def pack(extents: Sequence[tuple[float, float, float, float]]) -> list[Point]:
    """Give each block's shift: the first above, the others in rows beneath, no wider than the widest."""
    gap, shifts = 50.0, []
    widest = max([right - left for left, _, right, _ in extents[:1]] + [6 * SPACING], default=0.0)
    x = y = row = 0.0
    for number, (left, top, right, bottom) in enumerate(extents):
        if number and (number == 1 or x + right - left > widest):
            x, y, row = 0.0, y + row + gap, 0.0
        shifts.append((x - left, y - top))
        x, row = x + right - left + gap, max(row, bottom - top)
    return shifts
