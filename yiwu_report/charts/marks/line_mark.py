"""One line with its points: with gaps for unpublished values, dashed for plans and forecasts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from yiwu_report.charts.canvas import TIME_DIGITS, Canvas, Stroke, tidy
from yiwu_report.charts.chart_kind import Item
from yiwu_report.charts.mark import MarkEnd
from yiwu_report.charts.marks.uncertainty_marks import EndPen, Lane, PlotFrame
from yiwu_report.charts.palette import fill_role, light
from yiwu_report.model.figures import Status

DOT_PX, LINE_PX, CONTEXT_PX = 8.0, 2.5, 1.5
MOST_DOTS = 30  # with more points, only significant ones have a dot
DOTS_APART_PX = 2.0

LinePoint = tuple[float, Item]  # time and value


@dataclass(frozen=True)
class LinePoints:
    """A line's points in the order of time."""

    role: str
    points: tuple[LinePoint, ...]


def draw_line(canvas: Canvas, line: LinePoints) -> None:
    """Draws it on a canvas that has its axes."""
    for is_sure in (True, False):
        stretch = [pair for pair in pairwise(line.points) if _is_drawn(pair) and _is_sure(pair) is is_sure]
        if not stretch:
            continue
        x: list[float | None] = []
        y: list[float | None] = []
        for (start, a), (end, b) in stretch:
            if not x or x[-1] != tidy(start, TIME_DIGITS):
                x, y = [*x, None, tidy(start, TIME_DIGITS)], [*y, None, tidy(a.mark.middle)]
            x.append(tidy(end, TIME_DIGITS))
            y.append(tidy(b.mark.middle))
        look: dict[str, Any] = {"color": light(line.role), "width": LINE_PX}
        if not is_sure:
            look["dash"] = "5px,4px"
        canvas.trace({"type": "scatter", "mode": "lines", "x": x[1:], "y": y[1:], "line": look})
    for time, item in line.points:
        _draw_uncertainty(canvas, canvas.x.px(time), item)
    _draw_dots(canvas, line)


def draw_context(canvas: Canvas, points: Sequence[LinePoint]) -> None:
    """A line in grey that only surrounds others: no points, no hover text."""
    x: list[float | None] = []
    y: list[float | None] = []
    for time, item in points:
        is_there = bool(item.mark.ends)
        x.append(tidy(time, TIME_DIGITS) if is_there else None)
        y.append(tidy(item.mark.middle) if is_there else None)
    look = {"color": light("context"), "width": CONTEXT_PX}
    canvas.trace({"type": "scatter", "mode": "lines", "x": x, "y": y, "line": look})


def _is_drawn(pair: tuple[LinePoint, LinePoint]) -> bool:
    return all(item.mark.ends for _, item in pair)


def _is_sure(pair: tuple[LinePoint, LinePoint]) -> bool:
    return all(item.status is Status.FACT for _, item in pair)


def _draw_uncertainty(canvas: Canvas, x: float, item: Item) -> None:
    """What else a point can have: an interval with ends, or slices above or below it."""
    mark = item.mark
    if mark.far is not None:
        y = [canvas.y.px(value) for value in (mark.sure, mark.far)]
        canvas.polyline([(x, each) for each in y], Stroke(line=item.role, width_px=1.5))
        for each in y:
            canvas.polyline([(x - 5, each), (x + 5, each)], Stroke(line=item.role, width_px=1.5))
    elif mark.end in {MarkEnd.OPEN, MarkEnd.OUTLINE}:
        up = 1.0 if (mark.end is MarkEnd.OPEN) is (mark.sure >= 0) else -1.0
        frame = PlotFrame(canvas.y.px(mark.sure) - up * DOT_PX / 2, 1, is_horizontal=False)
        EndPen(canvas, frame).slices(item.role, Lane(x - 4, x + 4), 0.0, up)


def _draw_dots(canvas: Canvas, line: LinePoints) -> None:
    """The points: all as dots if they do not touch, otherwise only significant ones."""
    shown = [(time, item) for time, item in line.points if item.mark.ends]
    dotted = shown if _have_room(canvas, shown) else _telling(line.points)
    if len(dotted) < len(shown):  # invisible hover targets
        canvas.trace({"type": "scatter", "mode": "none", **_spots(shown)})
    if not dotted:
        return
    colours = [
        light("paper" if item.mark.end is MarkEnd.OUTLINE else fill_role(item.role, item.status)) for _, item in dotted
    ]
    marker = {"size": DOT_PX - 2, "opacity": 1, "color": colours, "line": {"color": light(line.role), "width": 2}}
    canvas.trace({"type": "scatter", "mode": "markers", "marker": marker, "cliponaxis": False, **_spots(dotted)})


def _spots(points: Sequence[LinePoint]) -> dict[str, Any]:
    """The positions of points, and their hover texts."""
    return {
        "x": [tidy(time, TIME_DIGITS) for time, _ in points],
        "y": [tidy(item.mark.middle) for _, item in points],
        "customdata": [item.figure_id for _, item in points],
        "hoverinfo": "text",
        "hovertext": [item.hover for _, item in points],
    }


def _have_room(canvas: Canvas, shown: Sequence[LinePoint]) -> bool:
    """True if there are few dots and none touches the next."""
    places = [canvas.x.px(time) for time, _ in shown]
    return len(shown) <= MOST_DOTS and all(b - a >= DOT_PX + DOTS_APART_PX for a, b in pairwise(places))


def _telling(points: Sequence[LinePoint]) -> list[LinePoint]:
    """The last point, isolated points, and approximate ones."""
    drawn = [bool(item.mark.ends) for _, item in points]
    last = max((at for at, is_drawn in enumerate(drawn) if is_drawn), default=-1)
    beside = zip([False, *drawn], [*drawn[1:], False], strict=False)
    return [
        point
        for at, (point, (before, after)) in enumerate(zip(points, beside, strict=True))
        if drawn[at] and (at == last or not (before or after) or point[1].mark.end is not MarkEnd.CLOSED)
    ]
