"""One point of two values: a dot whose area can be a third, with what is uncertain about each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from yiwu_report.charts.canvas import DIGITS, Canvas, Stroke, tidy
from yiwu_report.charts.chart_kind import Item
from yiwu_report.charts.mark import Mark, MarkEnd
from yiwu_report.charts.palette import fill_role, light
from yiwu_report.model.figures import Status

DOT_PX, CONTEXT_DOT_PX = 9.0, 6.0
LEAST_PX = 3.0  # the diameter below which a dot can't be seen
WHISKER_PX, CAP_PX, OPEN_PX = 1.5, 3.0, 14.0


@dataclass(frozen=True, slots=True)
class PointItem:
    """A point: its two values, its colour and texts with the first of them, and the mark of its size."""

    name: str
    x: Item
    y: Item
    size: Mark | None = None
    is_required: bool = False  # the editor wants its name

    @property
    def items(self) -> tuple[Item, ...]:
        """Both values."""
        return (self.x, self.y)

    @property
    def is_drawn(self) -> bool:
        """True if both values are published, and its size, if it has one."""
        return bool(self.x.mark.ends and self.y.mark.ends) and (self.size is None or bool(self.size.ends))


@dataclass(frozen=True, slots=True)
class AreaScale:
    """The diameter of a dot whose area is proportional to a value."""

    most: float
    most_px: float

    def diameter_px(self, value: float) -> float:
        """In px, at least as large as can be seen."""
        share = max(value, 0.0) / self.most if self.most else 0.0
        return max(LEAST_PX, math.sqrt(share) * self.most_px)


def diameter_of(point: PointItem, areas: AreaScale | None) -> float:
    """The diameter of a point's dot, in px: for a size that is uncertain, of what is certain."""
    return areas.diameter_px(point.size.sure) if areas and point.size else DOT_PX


def draw_points(canvas: Canvas, points: Sequence[PointItem], areas: AreaScale | None) -> None:
    """Draws points on a canvas that has its axes: large ones first, so that they hide none."""
    shown = sorted((point for point in points if point.is_drawn), key=lambda point: -diameter_of(point, areas))
    for point in shown:
        _draw_whisker(canvas, point, is_along_x=True)
        _draw_whisker(canvas, point, is_along_x=False)
        if areas and point.size and point.size.far is not None:
            outer = areas.diameter_px(point.size.far) / 2
            place = canvas.x.px(point.x.mark.middle), canvas.y.px(point.y.mark.middle)
            canvas.circle(*place, outer, Stroke(line=point.x.role, width_px=1, dash="2px,2px"))
    if not shown:
        return
    status = [_status_of(point) for point in shown]
    marker: dict[str, Any] = {
        "size": [tidy(diameter_of(point, areas), DIGITS) for point in shown],
        "opacity": 1,
        "color": [
            light("paper" if _is_hollow(point) else fill_role(point.x.role, each))
            for point, each in zip(shown, status, strict=True)
        ],
        "line": {
            "color": [
                light(point.x.role if each is not Status.FACT or _is_hollow(point) else "paper")
                for point, each in zip(shown, status, strict=True)
            ],
            "width": 1,
        },
    }
    canvas.trace(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [tidy(point.x.mark.middle) for point in shown],
            "y": [tidy(point.y.mark.middle) for point in shown],
            "marker": marker,
            "cliponaxis": False,
            "customdata": [point.y.figure_id for point in shown],
            "hoverinfo": "text",
            "hovertext": [point.y.hover for point in shown],
        }
    )


def draw_context_points(canvas: Canvas, points: Sequence[PointItem]) -> None:
    """Points in grey that only surround others."""
    shown = [point for point in points if point.is_drawn]
    canvas.trace(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [tidy(point.x.mark.middle) for point in shown],
            "y": [tidy(point.y.mark.middle) for point in shown],
            "marker": {
                "size": [CONTEXT_DOT_PX] * len(shown),
                "opacity": 1,
                "color": [light("context")] * len(shown),
                "line": {"width": 0},
            },
            "cliponaxis": False,
            "hovertext": [""] * len(shown),
        }
    )


def _status_of(point: PointItem) -> Status:
    return max((item.status for item in point.items), key=list(Status).index)


def _is_hollow(point: PointItem) -> bool:
    return any(item.mark.end is MarkEnd.OUTLINE for item in point.items)


def whisker_boxes(canvas: Canvas, points: Sequence[PointItem]) -> Iterator[tuple[float, float, float, float]]:
    """Where lines of intervals are: left, top, right and bottom, in px."""
    for point in points:
        x, y = canvas.x.px(point.x.mark.middle), canvas.y.px(point.y.mark.middle)
        if point.x.mark.far is not None:
            left, right = sorted(canvas.x.px(value) for value in point.x.mark.ends)
            yield left, y - CAP_PX, right, y + CAP_PX
        if point.y.mark.far is not None:
            top, bottom = sorted(canvas.y.px(value) for value in point.y.mark.ends)
            yield x - CAP_PX, top, x + CAP_PX, bottom


def _draw_whisker(canvas: Canvas, point: PointItem, *, is_along_x: bool) -> None:
    """How far a value may be along its axis: both ends of an interval, or a broken line where there is no end."""
    mark, other = (point.x.mark, point.y.mark) if is_along_x else (point.y.mark, point.x.mark)
    axis, across = (canvas.x, canvas.y) if is_along_x else (canvas.y, canvas.x)
    middle = across.px(other.middle)

    def at(u: float, v: float) -> tuple[float, float]:
        return (u, v) if is_along_x else (v, u)

    stroke = Stroke(line=point.x.role, width_px=WHISKER_PX)
    if mark.far is not None:
        ends = [axis.px(value) for value in mark.ends]
        canvas.polyline([at(u, middle) for u in ends], stroke)
        for u in ends:
            canvas.polyline([at(u, middle - CAP_PX), at(u, middle + CAP_PX)], stroke)
    elif mark.end in {MarkEnd.OPEN, MarkEnd.OUTLINE}:
        is_up = (mark.end is MarkEnd.OPEN) is (mark.sure >= 0)
        sign = (1.0 if is_up else -1.0) * (1.0 if is_along_x else -1.0)
        start = axis.px(mark.sure) + sign * DOT_PX / 2
        dashed = Stroke(line=point.x.role, width_px=WHISKER_PX, dash="3px,2px")
        canvas.polyline([at(start, middle), at(start + sign * OPEN_PX, middle)], dashed)
