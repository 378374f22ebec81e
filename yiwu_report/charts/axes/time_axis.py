"""The time axis of a line chart: a label for each point if there is space, otherwise regular calendar steps and both ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from yiwu_report.charts.axes.ticks import Calendar, TimeTick
from yiwu_report.charts.canvas import LINE, TICK_PX, Canvas, Stroke, Style, TextLabel
from yiwu_report.charts.layout import widest_px

GAP_PX = 8.0  # between the plot and the words
APART_PX, STEPS_APART_PX = 12.0, 16.0
OVERHANG_PX = 20.0  # half of a year's label, which is centred at an end; longer labels are moved inwards
MARK_PX = 5.0


@dataclass(frozen=True, slots=True)
class TimePoint:
    """A period with or without values: without, `gap` says so with its name, and `missing` without it."""

    at: float  # in years
    name: str
    gap: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class _TimeLabel:
    """Words with their place in px: the time they are for, their middle, half their width."""

    x: float
    lines: tuple[str, ...]
    middle: float
    half: float
    says_year: bool = False

    def is_clear_of(self, other: _TimeLabel, apart_px: float = APART_PX) -> bool:
        """True if there is space between the two."""
        return abs(self.middle - other.middle) >= self.half + other.half + apart_px


@dataclass(frozen=True, slots=True)
class _TimeLabels:
    """Places labels below the plot of a canvas."""

    canvas: Canvas

    def label(self, at: float, lines: tuple[str, ...], *, says_year: bool = False) -> _TimeLabel:
        """The label of a time, extending beyond the plot by at most `OVERHANG_PX`."""
        layout, scale = self.canvas.layout, self.canvas.x
        half, x = widest_px(lines, TICK_PX) / 2, scale.px(at)
        low = max(layout.left, scale.start_px - OVERHANG_PX)
        high = min(layout.right, scale.end_px + OVERHANG_PX)
        return _TimeLabel(x, lines, min(max(x, low + half), high - half), half, says_year)

    def labels(self, ticks: Sequence[TimeTick]) -> list[_TimeLabel]:
        """The words of ticks."""
        return [self.label(tick.at, (tick.words,), says_year=tick.says_year) for tick in ticks]


def times_px(points: Sequence[TimePoint]) -> float:
    """The height that the times take."""
    return GAP_PX + (2 if any(point.gap for point in points) else 1) * TICK_PX * LINE


def draw_times(canvas: Canvas, points: Sequence[TimePoint], times: Calendar | None, bottom: float) -> None:
    """The periods of the points, below `bottom`; `times` gives others if these don't fit."""
    axis = _TimeLabels(canvas)
    named = [axis.label(point.at, (point.name, *_not_published(point))) for point in points]
    if times is None or _are_apart(named, APART_PX):
        _write(canvas, named, bottom)
        return
    ticks = _even(axis, times)
    for tick in ticks:
        x = canvas.x.px(tick.at)
        canvas.polyline([(x, bottom), (x, bottom + MARK_PX)], Stroke(line="axis", width_px=1, layer="below"))
    labels = _with_ends(axis, ticks, times)
    _write(canvas, labels, bottom)
    _write(canvas, _gaps(axis, points, {label.x for label in labels}), bottom + TICK_PX * LINE)


def _not_published(point: TimePoint) -> tuple[str, ...]:
    return (point.missing,) if point.gap else ()


def _are_apart(labels: Sequence[_TimeLabel], apart_px: float) -> bool:
    return all(b.is_clear_of(a, apart_px) for a, b in pairwise(labels))


def _even(axis: _TimeLabels, times: Calendar) -> list[TimeTick]:
    """The finest step whose labels fit."""
    for ticks in times.steps():
        if _are_apart(axis.labels(ticks), STEPS_APART_PX):
            return ticks
    return []


def _with_ends(axis: _TimeLabels, ticks: Sequence[TimeTick], times: Calendar) -> list[_TimeLabel]:
    """The labels of the ticks. The first point has its year; the last one if that removes no other year."""
    first, last = times.ends
    labels = axis.labels(ticks)
    if not (ticks and ticks[0].at == first.at and ticks[0].says_year):
        start = axis.label(first.at, (first.words,))
        labels = [start, *_after(start, labels)]
    if not (ticks and ticks[-1].at == last.at):
        end = axis.label(last.at, (last.words,))
        lost = [each for each in labels if not each.is_clear_of(end)]
        may_go = labels[1:] if times.is_yearly else [each for each in labels[1:] if not each.says_year]
        if len(lost) <= 1 and all(each in may_go for each in lost):
            return [*(each for each in labels if each not in lost), end]
    return labels


def _after(start: _TimeLabel, labels: Sequence[_TimeLabel]) -> Iterator[_TimeLabel]:
    """The labels that do not overlap the first; a month only if its year has a label before it."""
    is_of_named_year = True
    for label in labels:
        is_clear = label.is_clear_of(start)
        is_of_named_year = is_clear if label.says_year else is_of_named_year
        if is_clear and is_of_named_year:
            yield label


def _gaps(axis: _TimeLabels, points: Sequence[TimePoint], named: AbstractSet[float]) -> list[_TimeLabel]:
    """Labels, on a second line, below ranges without published values; `named`: the places with a time above."""
    labels: list[_TimeLabel] = []
    stretch: list[TimePoint] = []
    for point, following in zip(points, [*points[1:], None], strict=True):
        stretch = [*stretch, point] if point.gap else []
        if stretch and (following is None or not following.gap):
            is_alone = len(stretch) == 1 and axis.canvas.x.px(point.at) not in named
            lines = (point.gap,) if is_alone else _not_published(point)
            label = axis.label((stretch[0].at + stretch[-1].at) / 2, lines)
            if not labels or label.is_clear_of(labels[-1]):
                labels.append(label)
    return labels


def _write(canvas: Canvas, labels: Sequence[_TimeLabel], bottom: float) -> None:
    for label in labels:
        y = bottom + GAP_PX + len(label.lines) * TICK_PX * LINE / 2
        canvas.text(TextLabel(label.middle, y, label.lines, Style("muted", TICK_PX), "middle"))
