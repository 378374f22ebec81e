"""The parts of a mark that show uncertainty: outlines, slices of an open end, hatching. Shared by bars and dots.

u runs with the values, from zero; v runs across; both in px.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from yiwu_report.charts.canvas import Canvas, PointPx, Stroke
from yiwu_report.model.figures import Status

SLICES: Final = ((3.0, 5.0), (3.0, 3.0), (3.0, 1.5))  # gap and width of the slices of an open end
OPEN_PX: Final = sum(gap + width for gap, width in SLICES)
HATCH_PX, HATCH_LINE_PX = 6.0, 1.25
OUTLINE_PX, EDGE_PX = 1.5, 2.5


@dataclass(frozen=True, slots=True)
class PlotFrame:
    """The positions of values and lanes on the canvas."""

    zero_px: float
    px_per_unit: float
    is_horizontal: bool = True

    def at(self, u: float, v: float) -> PointPx:
        """The position on the canvas."""
        return (self.zero_px + u, v) if self.is_horizontal else (v, self.zero_px - u)

    def u(self, value: float) -> float:
        """How far from zero a value is."""
        return value * self.px_per_unit


@dataclass(frozen=True, slots=True)
class Lane:
    """The strip that a mark takes across."""

    start: float
    end: float

    @property
    def middle(self) -> float:
        """Its middle."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class EndPen:
    """Draws these parts on a canvas."""

    canvas: Canvas
    frame: PlotFrame

    def line(self, role: str, points: list[PointPx], width_px: float, dash: str = "solid") -> None:
        """A line through these places."""
        self.canvas.polyline([self.frame.at(u, v) for u, v in points], Stroke(line=role, width_px=width_px, dash=dash))

    def sides(self, role: str, lane: Lane, ends: PointPx, status: Status, *, is_open: bool = False) -> None:
        """The outline of a range from one u to another, without its near edge, and without its far edge if it is open."""
        start, end = ends
        inset = OUTLINE_PX / 2
        low, high = lane.start + inset, lane.end - inset
        dash = "4px,2px" if status is Status.FORECAST else "solid"
        if is_open:
            self.line(role, [(start, low), (end, low)], OUTLINE_PX, dash)
            self.line(role, [(start, high), (end, high)], OUTLINE_PX, dash)
            return
        edge = end - inset if end > start else end + inset
        self.line(role, [(start, low), (edge, low), (edge, high), (start, high)], OUTLINE_PX, dash)

    def slices(self, role: str, lane: Lane, start: float, sign: float) -> None:
        """The slices of an open end, from `start` on."""
        u = start
        for gap, width in SLICES:
            near, far = u + sign * gap, u + sign * (gap + width)
            corners = [(near, lane.start), (far, lane.start), (far, lane.end), (near, lane.end)]
            self.canvas.polygon([self.frame.at(*corner) for corner in corners], Stroke(fill=role))
            u = far

    def hatch(self, role: str, lane: Lane, ends: PointPx) -> None:
        """Slanted lines over a range, cut at its edges."""
        first, last = min(ends), max(ends)
        sum_uv = first + lane.start + HATCH_PX / 2
        while sum_uv < last + lane.end:
            low, high = max(lane.start, sum_uv - last), min(lane.end, sum_uv - first)
            if high - low > 0.5:
                self.line(role, [(sum_uv - low, low), (sum_uv - high, high)], HATCH_LINE_PX)
            sum_uv += HATCH_PX

    def edges(self, role: str, lane: Lane, ends: tuple[float, ...]) -> None:
        """The solid ends of a range."""
        for u in ends:
            self.line(role, [(u, lane.start - 2), (u, lane.end + 2)], EDGE_PX)
