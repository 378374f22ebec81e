"""Bins of histograms: their step by the rule, and how many values are in each."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwu_report.charts.marks.value_bins import MOST_BINS, bins_of, median_of
from yiwu_report.quantity import Interval, parse_quantity


def intervals_of(*written: str) -> list[Interval]:
    return [parse_quantity(each).interval for each in written]


@pytest.mark.parametrize(
    ("written", "step", "counted"),
    [
        # an edge belongs to the bin above it, that of the last one to the last one
        (["0", "9", "10", "20"], "10", "0 2-2, 10 2-2"),
        (["12", "about 20", "30"], "10", "10 1-2, 20 1-2"),
        (["12", "200 odd"], "100", "0 1-1, 100 0-0, 200 1-1"),  # less than 300
        (["95", "over 100"], "50", "50 1-1, 100 0-1"),
        (["95", "over 100", "under 50"], "50", "0 0-1, 50 1-1, 100 0-1"),
        (["-4", "4"], "5", "-5 1-1, 0 1-1"),
        (["7"], "5", "5 1-1"),
        (["10"], "5", "10 1-1"),
        (["0.1", "0.2", "0.3"], "0.1", "0.1 1-1, 0.2 2-2"),
    ],
)
def test_values_are_counted_where_they_are_and_where_they_can_be(written: list[str], step: str, counted: str) -> None:
    intervals = intervals_of(*written)
    bins = bins_of(intervals, Decimal(step)).counted(intervals)
    assert ", ".join(f"{each.low} {each.certain}-{each.possible}" for each in bins) == counted


numbers = st.lists(st.integers(-100_000, 100_000), min_size=1, max_size=80)


@given(numbers, st.integers(1, 500))
def test_every_exact_value_is_in_one_bin(values: list[int], divisor: int) -> None:
    intervals = [Interval.point(Fraction(value, divisor)) for value in values]
    bins = bins_of(intervals)
    assert 1 <= len(bins.edges) - 1 <= MOST_BINS
    counted = bins.counted(intervals)
    assert sum(each.certain for each in counted) == sum(each.possible for each in counted) == len(values)
    assert bins.unsure(intervals) == 0
    counts, _ = np.histogram([value / divisor for value in values], [float(edge) for edge in bins.edges])
    if divisor == 1:
        assert [each.certain for each in counted] == list(counts)


@given(st.lists(st.integers(0, 1000), min_size=8, max_size=200))
def test_the_step_is_near_that_of_numpy_by_the_same_rule(values: list[int]) -> None:
    edges = np.histogram_bin_edges(values, bins="fd")
    spread = max(values) - min(values)
    low, high = np.quantile(values, [0.25, 0.75])
    wanted = 2 * (high - low) / len(values) ** (1 / 3)
    if not 4 <= spread / max(wanted, 1e-9) <= 30 or wanted < 1:
        return  # the rule is not followed to the letter where it gives very few or very many bars
    assert len(edges) > 1
    step = float(bins_of([Interval.point(value) for value in values]).step)
    assert 0.6 <= step / wanted <= 1.7


@pytest.mark.parametrize(
    ("written", "median"),
    [
        (["1", "5", "9"], (5, 5)),
        (["1", "4", "9", "2"], (3, 3)),
        (["1", "about 10", "30"], (9, 11)),
        (["1", "over 5", "under 9"], (1, 9)),
        (["over 1", "5", "9"], (5, 9)),
        (["over 1"], None),
    ],
)
def test_the_median_is_no_more_certain_than_its_values(written: list[str], median: tuple[int, int] | None) -> None:
    found = median_of(intervals_of(*written))
    expected = None if median is None else Interval(Fraction(median[0]), Fraction(median[1]))
    assert found == expected
