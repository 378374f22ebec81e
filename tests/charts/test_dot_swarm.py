"""Dots that are moved apart, and the names above them: nothing over anything, at the same places each time."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from yiwu_report.charts.layout import NARROW, ChartLayout
from yiwu_report.charts.marks.dot_swarm import place_names, row_heights, swarm_lanes

marks = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60)), max_size=60)


@given(marks)
def test_no_mark_of_a_swarm_touches_another_in_its_lane(given_marks: list[tuple[int, int]]) -> None:
    ends = [(float(left), float(left + width)) for left, width in given_marks]
    lanes = swarm_lanes(ends)
    assert lanes == swarm_lanes(ends)
    for one, other in combinations(range(len(ends)), 2):
        if lanes[one] == lanes[other]:
            assert ends[one][1] <= ends[other][0] or ends[other][1] <= ends[one][0]
    if ends:  # no more lanes than marks at one place
        crowd = max(sum(left <= x < right for left, right in ends) for x, _ in ends)
        assert max(lanes) - min(lanes) + 1 == crowd


names = st.lists(
    st.tuples(st.floats(20, 340), st.sampled_from(["A", "Country: 20.5 °C", "新疆维吾尔自治区：12家", "x" * 40])),
    max_size=12,
)


@given(names)
def test_no_name_of_a_dot_is_over_another_or_outside(named: list[tuple[float, str]]) -> None:
    layout = ChartLayout(NARROW)
    placed = place_names(named, layout, layout.left)
    assert [name.x for name in placed] == [x for x, _ in named]
    assert len(row_heights(placed)) == max((name.row for name in placed), default=-1) + 1
    for name in placed:
        assert layout.left <= name.left
        assert name.right <= layout.right + 1e-6
    for one, other in combinations(placed, 2):
        assert one.row != other.row or one.right <= other.left or other.right <= one.left
