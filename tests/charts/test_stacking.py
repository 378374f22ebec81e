"""Laws of stacked parts: nothing is lost, nothing overlaps, and no part is drawn more certain than it is."""

from __future__ import annotations

from fractions import Fraction

import pytest
from charts_fixture import CHART, LANGUAGES, cases, draw_case
from hypothesis import assume, given
from hypothesis import strategies as st

from yiwu_report.charts.mark import Mark, MarkEnd
from yiwu_report.charts.marks.stacking import Bounds, Stack, fill_whole, rest_of, shares, stack_loosely, tightened

CASES = cases()
SLACK = 1e-6

lengths = st.integers(0, 1000).map(float)
bounds = st.tuples(lengths, lengths).map(lambda pair: (min(pair), max(pair)))


def stretches(stack: Stack) -> list[Bounds]:
    """Everything that is drawn, from start to end: the parts and what is undecided."""
    drawn = [segment.ends for segment in stack.segments if segment]
    return sorted([*drawn, stack.undecided] if stack.undecided else drawn)


@given(st.lists(bounds, min_size=1, max_size=6))
def test_parts_fill_their_whole_without_a_gap(parts: list[Bounds]) -> None:
    low, high = sum(part[0] for part in parts), sum(part[1] for part in parts)
    whole = (low + high) / 2
    assume(whole > 0)
    place = 0.0
    for start, end in stretches(fill_whole(parts, whole)):
        assert start == pytest.approx(place, abs=SLACK)
        assert end >= start - SLACK
        place = end
    assert place == pytest.approx(whole, abs=SLACK)


@given(st.lists(bounds, min_size=1, max_size=6))
def test_a_part_is_solid_only_as_far_as_it_is_certain(parts: list[Bounds]) -> None:
    whole = (sum(part[0] for part in parts) + sum(part[1] for part in parts)) / 2
    assume(whole > 0)
    for (low, high), segment in zip(tightened(parts, whole), fill_whole(parts, whole).segments, strict=True):
        assert segment is not None
        assert segment.sure - segment.start == pytest.approx(low, abs=SLACK)
        assert segment.far - segment.start <= high + SLACK


@given(st.lists(bounds, min_size=2, max_size=6))
def test_bounds_that_others_leave_contain_every_possible_part(parts: list[Bounds]) -> None:
    values = [(low + high) / 2 for low, high in parts]
    whole = sum(values)
    for value, (low, high), given_bounds in zip(values, tightened(parts, whole), parts, strict=True):
        assert low - SLACK <= value <= high + SLACK
        assert given_bounds[0] - SLACK <= low
        assert high <= given_bounds[1] + SLACK


@given(st.lists(bounds, min_size=1, max_size=6))
def test_shares_contain_every_possible_share(parts: list[Bounds]) -> None:
    values = [(Fraction(low) + Fraction(high)) / 2 for low, high in parts]
    total = sum(values)
    assume(total > 0)
    for value, (low, high) in zip(values, shares(parts), strict=True):
        assert low - SLACK <= float(100 * value / total) <= high + SLACK


@given(st.lists(st.tuples(st.integers(-500, 500), st.integers(0, 300)), min_size=1, max_size=6))
def test_loose_parts_follow_each_other_on_their_side_of_zero(numbers: list[tuple[int, int]]) -> None:
    marks = [Mark(MarkEnd.BAND, number, number + (more if number >= 0 else -more)) for number, more in numbers]
    tops = {True: 0.0, False: 0.0}
    for mark, segment in zip(marks, stack_loosely(marks).segments, strict=True):
        assert segment is not None
        is_up = mark.sure >= 0
        assert segment.start == tops[is_up]
        assert segment.sure - segment.start == mark.sure
        assert segment.far - segment.start == mark.far
        tops[is_up] = segment.far


def test_the_rest_is_what_the_parts_certainly_leave() -> None:
    assert rest_of([(58, 81)], 100) == (19, 42)
    assert rest_of([(58, 81), (19, 42)], 100) is None
    assert rest_of([(33.3, 33.3)] * 3, 100, tolerance=0.15) is None
    assert rest_of([(60, 60), None], 100) == (40, 40)
    assert rest_of([(0, 10), None], 100) == (90, 100)


def test_two_neighbours_share_one_band() -> None:
    stack = fill_whole([(58, 81), (19, 42)], 100)
    assert [(each.start, each.sure, each.far) for each in stack.segments if each] == [(0, 58, 81), (81, 100, 100)]
    assert stack.undecided is None


def test_a_stretch_of_several_parts_has_no_part_s_colour() -> None:
    stack = fill_whole([(40, 50), (20, 20), (30, 40)], 100)
    assert stack.undecided == (90, 100)
    assert all(each and each.far == each.sure for each in stack.segments)


def test_an_area_has_no_segment_at_a_time_with_a_gap() -> None:
    charts, _ = draw_case(CASES["area-stacked"])
    for code in LANGUAGES:
        drawn = [trace for trace in charts[CHART, code].figures[720]["data"] if trace.get("customdata")]
        assert len(drawn) == 3
        assert all(2014 not in trace["x"] for trace in drawn)
