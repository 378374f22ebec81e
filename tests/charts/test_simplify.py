"""Simplified outlines: neighbours keep their common border, nothing moves farther than can be seen, no area is lost."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from yiwu_report.charts.simplify import GRID_PX, TOLERANCE_PX, signed_area, simplified

SIZE, STEPS = 4, 12  # cells in a row, points on a side of a cell
Points = list[tuple[float, float]]


def cells(wobble: list[float]) -> dict[str, list[Points]]:
    """A grid of cells whose common borders wobble (not near corners, where they would cross), each with its border's points."""
    side = 20.0
    offsets = iter(wobble * (2 * (SIZE + 1) ** 2 * STEPS // len(wobble) + 1))
    across = {
        (row, column): [
            (column * side + at * side / STEPS, row * side + (next(offsets) if 3 < at < STEPS - 3 else 0.0))
            for at in range(STEPS + 1)
        ]
        for row in range(SIZE + 1)
        for column in range(SIZE)
    }
    down = {
        (row, column): [
            (column * side + (next(offsets) if 3 < at < STEPS - 3 else 0.0), row * side + at * side / STEPS)
            for at in range(STEPS + 1)
        ]
        for row in range(SIZE)
        for column in range(SIZE + 1)
    }
    return {
        f"{row},{column}": [
            [
                *across[row, column][:-1],
                *down[row, column + 1][:-1],
                *across[row + 1, column][:0:-1],
                *down[row, column][:0:-1],
            ]
        ]
        for row in range(SIZE)
        for column in range(SIZE)
    }


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=60))
def test_neighbours_keep_their_common_border(wobble: list[float]) -> None:
    given_areas = cells(wobble)
    found = simplified(given_areas)
    assert found.keys() == given_areas.keys()
    edges = Counter(
        tuple(sorted(pair)) for rings in found.values() for ring in rings for pair in pairwise([*ring, ring[0]])
    )
    outside = [edge for edge, count in edges.items() if count == 1]
    ends = Counter(point for edge in outside for point in edge)
    assert set(edges.values()) <= {1, 2}
    assert set(ends.values()) == {2}  # one closed outline around all, and no gap inside
    total = sum(abs(signed_area(ring)) for rings in found.values() for ring in rings)
    before = sum(abs(signed_area(ring)) for rings in given_areas.values() for ring in rings)
    assert abs(total - before) <= 4 * SIZE * 20 * (TOLERANCE_PX + GRID_PX)


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 300)), min_size=3, max_size=40))
def test_no_area_is_lost_and_none_is_without_points(points: Points) -> None:
    (rings,) = simplified({"a": [points]}).values()
    assert rings
    assert all(len(ring) >= 3 for ring in rings)
    assert simplified({"a": [points]}) == simplified({"a": [points]})


def test_an_area_too_small_to_be_seen_is_a_square() -> None:
    small = [(10.0, 10.0), (10.1, 10.0), (10.1, 10.1)]
    (rings,) = simplified({"a": [small]}).values()
    assert len(rings) == 1
    assert max(x for x, _ in rings[0]) - min(x for x, _ in rings[0]) == 2.5


def test_a_hole_and_its_island_have_one_outline() -> None:
    hole = [(40 + 10 * x / 9, 40 + y) for x, y in [(0, 0), (3, 0.3), (9, 0), (9.2, 5), (9, 9), (4, 9.2), (0, 9)]]
    found = simplified({"a": [[(0, 0), (90, 0), (90, 90), (0, 90)], hole], "b": [hole[3:] + hole[:3]]})
    assert set(found["a"][1]) == set(found["b"][0])
