"""One area between two lines: solid as far as it is certain, hatched up to its other bound, with gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yiwu_report.charts.canvas import TIME_DIGITS, Canvas, PointPx, Stroke, tidy
from yiwu_report.charts.chart_kind import Item
from yiwu_report.charts.mark import MarkEnd
from yiwu_report.charts.marks.stacking import Segment
from yiwu_report.charts.marks.uncertainty_marks import HATCH_LINE_PX, HATCH_PX, OUTLINE_PX, EndPen, Lane, PlotFrame
from yiwu_report.charts.palette import fill_role
from yiwu_report.model.figures import Status

SEAM_PX = 1.0  # between two areas
ALONE_PX = 4.0  # the width of a time without neighbours
OPEN_LANE_PX = 8.0


@dataclass(frozen=True, slots=True)
class AreaPoint:
    """A part at a time; without a segment nothing is drawn there, and the area has a gap."""

    at: float  # in years
    item: Item
    segment: Segment | None


Slice = tuple[float, Segment]  # the px of a time, and what is there


def draw_area(canvas: Canvas, points: Sequence[AreaPoint]) -> None:
    """Draws an area on a canvas that has its axes."""
    for stretch in _stretches(points):
        for status, part in _of_one_status(stretch):
            _draw_stretch(canvas, _slices(canvas, part), part[0].item.role, status)
    for point in points:
        if point.segment and point.item.mark.end is MarkEnd.OPEN:
            up = -1.0 if point.segment.far < 0 else 1.0
            x, frame = canvas.x.px(point.at), PlotFrame(canvas.y.px(point.segment.far), 1, is_horizontal=False)
            lane = Lane(x - OPEN_LANE_PX / 2, x + OPEN_LANE_PX / 2)
            EndPen(canvas, frame).slices(point.item.role, lane, 0.0, up)
    _add_spots(canvas, points)


def _stretches(points: Sequence[AreaPoint]) -> Iterator[list[AreaPoint]]:
    """The points between two gaps."""
    stretch: list[AreaPoint] = []
    for point in points:
        if point.segment is not None:
            stretch.append(point)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _of_one_status(stretch: Sequence[AreaPoint]) -> Iterator[tuple[Status, list[AreaPoint]]]:
    """Pieces between points that are facts, and those that lead to or from plans and forecasts."""
    if len(stretch) == 1:
        yield stretch[0].item.status, [*stretch]
        return
    piece: list[AreaPoint] = []
    current: Status | None = None
    for a, b in pairwise(stretch):
        status = b.item.status if b.item.status is not Status.FACT else a.item.status
        if status is not current and current is not None:
            yield current, piece
            piece = []
        piece = [*piece, b] if piece else [a, b]
        current = status
    if current is not None:
        yield current, piece


def _slices(canvas: Canvas, points: Sequence[AreaPoint]) -> list[Slice]:
    """The points in px."""
    px = canvas.y.px
    return [
        (canvas.x.px(point.at), Segment(px(each.start), px(each.sure), px(each.far)))
        for point in points
        if (each := point.segment)
    ]


def _draw_stretch(canvas: Canvas, slices: Sequence[Slice], role: str, status: Status) -> None:
    """Fill, hatching, and the edge of what is not a fact; a lone time is a thin bar."""
    if len(slices) == 1:
        (x, segment) = slices[0]
        slices = [(x - ALONE_PX / 2, segment), (x + ALONE_PX / 2, segment)]
    floor, sure = [(x, each.start) for x, each in slices], [(x, each.sure) for x, each in slices]
    far = [(x, each.far) for x, each in slices]
    if any(each.sure != each.start for _, each in slices):
        canvas.polygon([*sure, *reversed(floor)], Stroke(fill=fill_role(role, status), layer="below"))
    if any(each.far != each.sure for _, each in slices):
        _hatch(canvas, sure, far, role)
        canvas.polyline(far, Stroke(line=role, width_px=OUTLINE_PX, layer="below"))
    elif status is not Status.FACT:
        dash = "4px,2px" if status is Status.FORECAST else "solid"
        canvas.polyline(sure, Stroke(line=role, width_px=OUTLINE_PX, dash=dash, layer="below"))
    else:
        canvas.polyline(far, Stroke(line="paper", width_px=SEAM_PX, layer="below"))


def _hatch(canvas: Canvas, near: Sequence[PointPx], far: Sequence[PointPx], role: str) -> None:
    """Upright lines between two edges."""
    x = near[0][0] + HATCH_PX / 2
    stroke = Stroke(line=role, width_px=HATCH_LINE_PX, layer="below")
    for ((left, a), (right, b)), ((_, c), (_, d)) in zip(pairwise(near), pairwise(far), strict=True):
        while x < right:
            share = (x - left) / (right - left)
            start, end = a + (b - a) * share, c + (d - c) * share
            if abs(end - start) > 0.5:
                canvas.polyline([(x, start), (x, end)], stroke)
            x += HATCH_PX


def _add_spots(canvas: Canvas, points: Sequence[AreaPoint]) -> None:
    """What a pointer finds: the middle of the area at each time."""
    shown = [(point, point.segment) for point in points if point.segment]
    if not shown:
        return
    canvas.trace(
        {
            "type": "scatter",
            "mode": "none",
            "x": [tidy(point.at, TIME_DIGITS) for point, _ in shown],
            "y": [tidy(sum(segment.ends) / 2) for _, segment in shown],
            "customdata": [point.item.figure_id for point, _ in shown],
            "hoverinfo": "text",
            "hovertext": [point.item.hover for point, _ in shown],
        }
    )
