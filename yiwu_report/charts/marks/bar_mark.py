"""Rows of bars; one bar, with the end that represents its quantity."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from yiwu_report.charts.canvas import DIGITS, Canvas, tidy
from yiwu_report.charts.chart_kind import Item
from yiwu_report.charts.mark import Mark, MarkEnd
from yiwu_report.charts.marks.uncertainty_marks import OPEN_PX, EndPen, Lane, PlotFrame
from yiwu_report.charts.palette import fill_role, light
from yiwu_report.model.figures import Status


@dataclass(frozen=True, slots=True)
class BarRow:
    """Bars with the same name."""

    name: str
    items: tuple[Item, ...]
    heading: str | None = None  # of the group that begins here
    is_total: bool = False


@dataclass
class BarPen:
    """Draws bars on a canvas: their bodies as one bar trace, their ends as paths."""

    canvas: Canvas
    frame: PlotFrame
    bodies: list[tuple[float, Lane, str, Item]] = field(default_factory=list)

    @property
    def ends(self) -> EndPen:
        """Draws the ends."""
        return EndPen(self.canvas, self.frame)

    @staticmethod
    def beyond_px(mark: Mark) -> float:
        """The space that a mark needs beyond its value."""
        return OPEN_PX if mark.end is MarkEnd.OPEN else 0.0

    def draw(self, item: Item, lane: Lane) -> float:
        """Draws a bar or a lollipop; how far from zero, in px, its drawn end is."""
        mark = item.mark
        if mark.end is MarkEnd.MISSING:
            return 0.0
        sure = self.frame.u(mark.sure)
        sign = -1.0 if sure < 0 else 1.0
        return self._interval(item, lane) if mark.far is not None else self._end(item, lane, sure, sign)

    def _end(self, item: Item, lane: Lane, sure: float, sign: float) -> float:
        mark = item.mark
        if mark.end is MarkEnd.OUTLINE:
            self.bodies.append((mark.sure, lane, "paper", item))
            self.ends.sides(item.role, lane, (0.0, sure), item.status)
            return sure
        self.bodies.append((mark.sure, lane, fill_role(item.role, item.status), item))
        if item.status is not Status.FACT:
            self.ends.sides(item.role, lane, (0.0, sure), item.status, is_open=mark.end is MarkEnd.OPEN)
        if mark.end is MarkEnd.OPEN:
            self.ends.slices(item.role, lane, sure, sign)
            return sure + sign * OPEN_PX
        return sure

    def _interval(self, item: Item, lane: Lane) -> float:
        mark = item.mark
        sure, far = self.frame.u(mark.sure), self.frame.u(mark.far or 0.0)
        self.bodies.append((0.0 if mark.spans_zero else mark.sure, lane, fill_role(item.role, item.status), item))
        if item.status is not Status.FACT and not mark.spans_zero:
            self.ends.sides(item.role, lane, (0.0, sure), item.status, is_open=True)
        self.ends.hatch(item.role, lane, (sure, far))
        self.ends.sides(item.role, lane, (sure, far), Status.FACT)
        if mark.end is MarkEnd.RANGE:
            self.ends.edges(item.role, lane, (sure, far))
        return self.frame.u(max(mark.ends)) if mark.spans_zero else far

    def finish(self) -> None:
        """Add the bodies to the canvas."""
        if not self.bodies:
            return
        along, across = ("x", "y") if self.frame.is_horizontal else ("y", "x")
        trace: dict[str, Any] = {
            "type": "bar",
            "orientation": "h" if self.frame.is_horizontal else "v",
            along: [tidy(value) for value, _, _, _ in self.bodies],
            across: [tidy(lane.middle, DIGITS) for _, lane, _, _ in self.bodies],
            "width": [tidy(lane.end - lane.start, DIGITS) for _, lane, _, _ in self.bodies],
            "marker": {"color": [light(role) for _, _, role, _ in self.bodies], "line": {"width": 0}},
            "customdata": [item.figure_id for _, _, _, item in self.bodies],
            "hoverinfo": "text",
            "hovertext": [item.hover for _, _, _, item in self.bodies],
        }
        self.canvas.traces.insert(0, {"showlegend": False, **trace})
