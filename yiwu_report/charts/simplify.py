"""Outlines with as many points as can be seen, so that neighbours keep their common border.

Points are put on a grid of a quarter px, so that equal ones can be recognized. Where three lines meet is a junction, and
each arc between two junctions is simplified once (Douglas and Peucker, 1973) for all areas that it bounds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from yiwu_report.charts.canvas import PointPx

GRID_PX = 0.25
TOLERANCE_PX = 0.4
LEAST_PX2 = 0.5  # a smaller part of an area can't be seen
DOT_PX = 1.25  # half of the square that stands for an area without a larger part

_Vertex = tuple[int, int]  # on the grid
_Arc = tuple[_Vertex, ...]
Outlines = tuple[tuple[PointPx, ...], ...]


def simplified(areas: Mapping[str, Sequence[Sequence[PointPx]]]) -> dict[str, Outlines]:
    """The outlines of each area in px, without their first point at the end; never none for an area."""
    snapped = {name: [_snapped(ring) for ring in rings] for name, rings in areas.items()}
    junctions = _junctions(ring for rings in snapped.values() for ring in rings)
    known: dict[_Arc, _Arc] = {}
    found = {}
    for name, rings in snapped.items():
        kept = [
            short for ring in rings if len(short := _ring(ring, junctions, known)) > 2 and _area(short) >= LEAST_PX2
        ]
        found[name] = tuple(tuple((x * GRID_PX, y * GRID_PX) for x, y in ring) for ring in kept) or (_dot(areas[name]),)
    return found


def _snapped(ring: Sequence[PointPx]) -> list[_Vertex]:
    points: list[_Vertex] = []
    for x, y in ring:
        point = round(x / GRID_PX), round(y / GRID_PX)
        if not points or points[-1] != point:
            points.append(point)
    while len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def _junctions(rings: Iterable[Sequence[_Vertex]]) -> AbstractSet[_Vertex]:
    """The points from which more than two lines lead."""
    beside: dict[_Vertex, set[_Vertex]] = {}
    for ring in rings:
        for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            if a != b:
                beside.setdefault(a, set()).add(b)
                beside.setdefault(b, set()).add(a)
    return {point for point, others in beside.items() if len(others) > 2}


def _ring(ring: Sequence[_Vertex], junctions: AbstractSet[_Vertex], known: dict[_Arc, _Arc]) -> list[_Vertex]:
    if len(ring) < 3:
        return []
    points: list[_Vertex] = []
    for arc in _arcs(ring, junctions):
        points += _simple(arc, known)[:-1]
    return points


def _arcs(ring: Sequence[_Vertex], junctions: AbstractSet[_Vertex]) -> Iterator[_Arc]:
    """The parts of an outline between junctions; without any, from its first point on the grid to the farthest and back."""
    cuts = [at for at, point in enumerate(ring) if point in junctions]
    if len(cuts) < 2:
        start = cuts[0] if cuts else min(range(len(ring)), key=ring.__getitem__)
        turned = [*ring[start:], *ring[:start]]
        x, y = turned[0]
        away = [(math.dist((x, y), point), point) for point in turned]
        far = max(range(len(turned)), key=away.__getitem__)
        ring, cuts = turned, [0, far] if far else [0]
    turned = [*ring[cuts[0] :], *ring[: cuts[0]], ring[cuts[0]]]
    ends = [*(cut - cuts[0] for cut in cuts), len(ring)]
    for start, end in pairwise(ends):
        yield tuple(turned[start : end + 1])


def _simple(arc: _Arc, known: dict[_Arc, _Arc]) -> _Arc:
    """The arc with fewer points, the same from both of its sides."""
    back = arc[::-1]
    is_forward = arc <= back
    key = arc if is_forward else back
    if key not in known:
        known[key] = _fewer(key)
    return known[key] if is_forward else known[key][::-1]


def _fewer(arc: _Arc) -> _Arc:
    kept = {0, len(arc) - 1}
    waiting = [(0, len(arc) - 1)]
    limit = TOLERANCE_PX / GRID_PX
    while waiting:
        first, last = waiting.pop()
        far, at = limit, 0
        for number in range(first + 1, last):
            distance = _distance(arc[number], arc[first], arc[last])
            if distance > far:
                far, at = distance, number
        if at:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    return tuple(arc[number] for number in sorted(kept))


def _distance(point: _Vertex, a: _Vertex, b: _Vertex) -> float:
    """From a point to a segment."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    if not length:
        return math.dist(point, a)
    share = min(max(((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length, 0.0), 1.0)
    return math.hypot(point[0] - a[0] - share * dx, point[1] - a[1] - share * dy)


def _area(ring: Sequence[_Vertex]) -> float:
    return abs(signed_area(ring)) * GRID_PX * GRID_PX


def signed_area(ring: Sequence[tuple[float, float]]) -> float:
    """The area of an outline, positive if x turns to y along it."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True)) / 2


def _dot(rings: Sequence[Sequence[PointPx]]) -> tuple[PointPx, ...]:
    """A square that can be seen, in the middle of the largest part."""
    ring = max(rings, key=lambda each: abs(signed_area(each)))
    x, y = (sum(point[at] for point in ring) / len(ring) for at in (0, 1))
    return tuple((x + dx * DOT_PX, y + dy * DOT_PX) for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1)))
