"""A scale of numbers on the left of a plot or below it: its ends, its ticks, and the words beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from yiwu_report.charts.axes.ticks import UnitTicks
from yiwu_report.charts.canvas import LINE, TICK_PX, Axis, Canvas, Stroke, Style, TextLabel
from yiwu_report.charts.layout import ChartLayout, widest_px

TICK_GAP_PX = 8.0  # between the plot and the words
TICKS_APART_PX = 14.0
TIGHT = 0.4  # a scale has zero unless all values are on one side of it, above this share of the farthest

Tick = tuple[float, str]


@dataclass(frozen=True)
class ValueScale:
    """From `low` to `high`, with some round numbers in words."""

    low: float
    high: float
    ticks: tuple[Tick, ...]
    is_log: bool = False

    @property
    def words_px(self) -> float:
        """The width of its longest word."""
        return max((widest_px((words,), TICK_PX) for _, words in self.ticks), default=0.0)

    def are_apart(self, px: Callable[[float], float], layout: ChartLayout) -> bool:
        """True if its words, written in a line below a plot at these positions, do not touch."""
        return are_words_apart([(px(value), words) for value, words in self.ticks], layout)


def value_scale(
    ticks: UnitTicks | None, values: Iterable[float], most: int, *, is_log: bool = False, from_zero: bool = False
) -> ValueScale:
    """A scale over these values with at most so many numbers.

    It includes zero if values are near it, for their size; `from_zero`: always.
    """
    given = list(values) or [0.0, 1.0]
    low, high = min(given), max(given)
    if is_log:
        words = ticks.on_log(low, high, most + 1) if ticks else []
    else:
        nearest, farthest = sorted((abs(low), abs(high)))
        if from_zero or low * high <= 0 or nearest <= TIGHT * farthest or low == high:
            low, high = min(low, 0.0), max(high, 0.0)
        words = ticks.between(low, high if high > low else low + 1, most) if ticks else []
    places = [*given, *(value for value, _ in words)]
    low, high = min(places), max(places)
    return ValueScale(low, high if high > low else low + 1, tuple(words), is_log)


def scale_below(
    ticks: UnitTicks | None, values: Sequence[float], most: int, layout: ChartLayout, ends_px: tuple[float, float]
) -> tuple[ValueScale, Axis]:
    """A scale between two ends in px with as many numbers as fit below it, at most so many, and at least one."""
    start, end = ends_px
    for count in range(most, 0, -1):
        scale = value_scale(ticks, values, count)
        axis = Axis(start, end, scale.low, scale.high)
        if scale.are_apart(axis.px, layout):
            return scale, axis
    return replace(scale, ticks=scale.ticks[:1]), axis


def middle_inside(x: float, words: str, layout: ChartLayout) -> float:
    """The middle of words below `x`, none outside the chart."""
    half = widest_px((words,), TICK_PX) / 2
    return min(max(x, layout.left + half), layout.right - half)


def are_words_apart(labels: Sequence[tuple[float, str]], layout: ChartLayout) -> bool:
    """True if words in a line below a plot, each for a position in px, do not touch."""
    boxes = [(middle_inside(x, words, layout), widest_px((words,), TICK_PX) / 2) for x, words in labels]
    return all(b - half - (a + before) >= TICKS_APART_PX for (a, before), (b, half) in pairwise(boxes))


def draw_left_axis(canvas: Canvas, ticks: Sequence[Tick], ends: tuple[float, float]) -> None:
    """Grid lines from the left to the right end, their numbers left of them."""
    left, right = ends
    for value, words in ticks:
        y = canvas.y.px(value)
        canvas.polyline([(left, y), (right, y)], _grid(value))
        canvas.text(TextLabel(left - TICK_GAP_PX, y, (words,), Style("muted", TICK_PX), "right"))


def draw_bottom_axis(canvas: Canvas, ticks: Sequence[Tick], ends: tuple[float, float]) -> None:
    """Grid lines from top to bottom, their numbers below them, none outside the chart."""
    top, bottom = ends
    for value, words in ticks:
        x = canvas.x.px(value)
        canvas.polyline([(x, top), (x, bottom)], _grid(value))
        middle = middle_inside(x, words, canvas.layout)
        y = bottom + TICK_GAP_PX + TICK_PX * LINE / 2
        canvas.text(TextLabel(middle, y, (words,), Style("muted", TICK_PX), "middle"))


BOTTOM_PX = TICK_GAP_PX + TICK_PX * LINE  # the height of the numbers below a plot


def _grid(value: float) -> Stroke:
    return Stroke(line="axis" if value == 0 else "grid", width_px=1, layer="below")
