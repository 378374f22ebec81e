"""Bins of equal steps over values, and how many values are in each: certainly, and possibly.

The step is the editor's, or that of Freedman and Diaconis, "On the histogram as a density estimator" (1981): twice the
interquartile range divided by the cube root of the number of values, here rounded to 1, 2 or 5 times a power of ten.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from yiwu_report.compute.views.steps.bins import ranges_of
from yiwu_report.model.data import Figure
from yiwu_report.quantity import Interval, plain

MOST_BINS: Final = 40
_MOST_BY_RULE, _LEAST_BY_RULE = 30, 4
_ROUND: Final = (1, 2, 5)


def intervals_of(figures: Sequence[Figure | None]) -> list[Interval | None]:
    """The interval of each value in the first figure's unit; None where nothing is published."""
    found: list[Interval | None] = []
    scale: Fraction | None = None
    for figure in figures:
        factor = Fraction(figure.unit.factor) if figure else None
        scale = scale or factor
        if figure is None or figure.quantity is None or factor is None or scale is None:
            found.append(None)
            continue
        interval = figure.interval or figure.quantity.interval
        found.append(interval if factor == scale else interval.scaled(factor / scale))
    return found


@dataclass(frozen=True)
class ValueBin:
    """A bin: a value at `low` is in it, one at `high` is in the next one, if there is a next one."""

    low: Decimal
    high: Decimal
    certain: int
    possible: int
    is_last: bool = False


@dataclass(frozen=True)
class ValueBins:
    """The edges of bins, ascending, at least two of them: all multiples of the step."""

    edges: tuple[Decimal, ...]
    step: Decimal

    def counted(self, intervals: Sequence[Interval]) -> tuple[ValueBin, ...]:
        """The bins with the number of values that are in each, certainly and possibly.

        What has no bound on one side is nowhere certain: it can lie beyond the outermost bin.
        """
        inner = [Fraction(edge) for edge in self.edges[1:-1]]
        certain, possible = ([0] * (len(self.edges) - 1) for _ in range(2))
        for interval in intervals:
            codes = ranges_of(interval, inner)
            for code in codes:
                possible[code] += 1
            if len(codes) == 1 and is_bounded(interval):
                certain[codes.start] += 1
        ends = zip(self.edges, self.edges[1:], certain, possible, strict=False)
        last = len(self.edges) - 2
        return tuple(ValueBin(*each, is_last=at == last) for at, each in enumerate(ends))

    def unsure(self, intervals: Sequence[Interval]) -> int:
        """How many values can be in several bins, or beyond the last one."""
        inner = [Fraction(edge) for edge in self.edges[1:-1]]
        return sum(not is_bounded(each) or len(ranges_of(each, inner)) > 1 for each in intervals)


def is_bounded(interval: Interval) -> bool:
    """True if it has a bound on each side."""
    return interval.low is not None and interval.high is not None


def bins_of(intervals: Sequence[Interval], step: Decimal | None = None) -> ValueBins:
    """Bins of the given step, or of one by the rule, that hold every bound of these values; at least one is given."""
    if step is None:
        step = _by_rule(intervals)
    return ValueBins(tuple(number * step for number in _numbers(intervals, step)), step)


def bin_count(intervals: Sequence[Interval], step: Decimal) -> int:
    """How many bins of this step hold the values."""
    return len(_numbers(intervals, step)) - 1


def _numbers(intervals: Sequence[Interval], step: Decimal) -> range:
    """The multiples of the step that are edges. There is space beyond the number of what has no bound."""
    low, high = _ends(intervals)
    first, last = math.floor(low / Fraction(step)), math.ceil(high / Fraction(step))
    for each in intervals:
        if each.high is None and each.low is not None:
            last = max(last, math.floor(each.low / Fraction(step)) + 1)
        elif each.low is None and each.high is not None:
            first = min(first, math.ceil(each.high / Fraction(step)) - 1)
    return range(first, max(last, first + 1) + 1)


def _ends(intervals: Sequence[Interval]) -> tuple[Fraction, Fraction]:
    """The least and the greatest bound."""
    ends = [end for each in intervals for end in (each.low, each.high) if end is not None]
    return min(ends, key=_order), max(ends, key=_order)


def _middle(interval: Interval) -> Fraction:
    low, high = interval.low, interval.high
    if low is None or high is None:
        return low if low is not None else high or Fraction(0)
    return (low + high) / 2


def _by_rule(intervals: Sequence[Interval]) -> Decimal:
    """The round step that is nearest to the rule's; whole if all values are."""
    values, (low, high) = [_middle(each) for each in intervals], _ends(intervals)
    is_whole = all(value.denominator == 1 for value in (*values, low, high))
    spread = float(high - low)
    if not spread:
        return max(_floor_power(abs(float(low)) / 10 or 1.0), Decimal(1) if is_whole else Decimal(0))
    ordered = sorted(float(value) for value in values)
    wanted = 2 * (_quartile(ordered, 0.75) - _quartile(ordered, 0.25)) / len(ordered) ** (1 / 3)
    wanted = min(max(wanted or spread / _sturges(len(ordered)), spread / _MOST_BY_RULE), spread / _LEAST_BY_RULE)
    steps = [step for step in _round_steps(spread) if not is_whole or step >= 1] or [Decimal(1)]
    return min(steps, key=lambda step: abs(math.log(float(step) / wanted)))


def _sturges(count: int) -> int:
    """The number of bins by Sturges (1926), for values of which more than half are equal."""
    return math.ceil(math.log2(count)) + 1


def _round_steps(spread: float) -> Iterator[Decimal]:
    """The round steps of which a chart can have between one and its most bins."""
    power = _floor_power(spread / MOST_BINS)
    for scale in (power, power * 10, power * 100):
        for factor in _ROUND:
            if spread / _MOST_BY_RULE <= float(scale * factor) <= spread:
                yield scale * factor


def _floor_power(number: float) -> Decimal:
    """The power of ten at or below a number."""
    return Decimal(1).scaleb(math.floor(math.log10(number)))


def _quartile(ordered: Sequence[float], share: float) -> float:
    """Linear between the two nearest values (Hyndman and Fan's type 7)."""
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def median_of(intervals: Sequence[Interval]) -> Interval | None:
    """Where the median can lie: between the median of all lower and that of all upper bounds; None without a bound.

    The median grows with each value, so these are its least and greatest values.
    """
    lows = sorted((-math.inf if each.low is None else each.low for each in intervals), key=_order)
    highs = sorted((math.inf if each.high is None else each.high for each in intervals), key=_order)
    middles = [(ends[(len(ends) - 1) // 2], ends[len(ends) // 2]) for ends in (lows, highs)]
    if any(isinstance(end, float) for pair in middles for end in pair):
        return None
    low, high = (Fraction(a + b) / 2 for a, b in middles)
    return Interval(low, high)


def _order(number: Fraction | float) -> tuple[float, Fraction | float]:
    """The exact order, ten times faster than that of fractions alone."""
    return float(number), number


def rounded_ends(interval: Interval, finest: Decimal) -> tuple[Decimal, Decimal]:
    """Both ends of a bounded interval, to so many decimals at most, but to two digits: 4 of a step of 100,000 isn't 0."""
    exact = [Decimal(end.numerator) / end.denominator for end in (interval.low, interval.high) if end is not None]
    ends = [each.quantize(min(finest, Decimal(1).scaleb(each.adjusted() - 1)) if each else finest) for each in exact]
    return plain(ends[0].normalize()), plain(ends[-1].normalize())


def fullest_bin(counted: Sequence[ValueBin]) -> ValueBin | None:
    """The bin with most values; None if several have as many."""
    fullest, *others = sorted(counted, key=lambda each: (each.certain, each.possible), reverse=True)
    is_alone = not others or (others[0].certain, others[0].possible) != (fullest.certain, fullest.possible)
    return fullest if is_alone else None
