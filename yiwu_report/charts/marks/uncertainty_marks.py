"""The parts of a mark that show uncertainty: outlines, slices of an open end, hatching. Shared by bars and dots.

u runs with the values, from zero; v runs across; both in px.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from yiwu_report.charts.canvas import Canvas, PointPx, Stroke
from yiwu_report.model.figures import Status

SLICES: Final = ((3.0, 5.0), (3.0, 3.0), (3.0, 1.5))  # gap and width of the slices of an open end
OPEN_PX: Final = sum(gap + width for gap, width in SLICES)
HATCH_PX, HATCH_LINE_PX = 6.0, 1.25
OUTLINE_PX, EDGE_PX = 1.5, 2.5

Ring = Sequence[PointPx]  # a closed outline without its first point at the end


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


def stripes(ring: Ring, every_px: float, width_px: float) -> Iterator[list[PointPx]]:
    """The parts of an outline in slanted bands so far apart. The bands of all outlines are in line with each other."""
    turned = [((x + y) / math.sqrt(2), (y - x) / math.sqrt(2)) for x, y in ring]
    low, high = min(u for u, _ in turned), max(u for u, _ in turned)
    number = math.floor((low - width_px) / every_px)
    while number * every_px < high:
        start = number * every_px
        part = _cut(_cut(turned, start, 1.0), start + width_px, -1.0)
        if len(part) > 2:
            yield [((u - v) / math.sqrt(2), (u + v) / math.sqrt(2)) for u, v in part]
        number += 1


def _cut(ring: Ring, at: float, sign: float) -> list[PointPx]:
    """The part of an outline whose first coordinate is above `at` (`sign` 1) or below it (-1), by Sutherland-Hodgman."""
    kept: list[PointPx] = []
    for (u1, v1), (u2, v2) in zip((ring[-1], *ring), ring, strict=False):
        is_in, was_in = (u2 - at) * sign >= 0, (u1 - at) * sign >= 0
        if is_in is not was_in:
            kept.append((at, v1 + (v2 - v1) * (at - u1) / (u2 - u1)))
        if is_in:
            kept.append((u2, v2))
    return kept
