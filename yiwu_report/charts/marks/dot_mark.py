"""One value as a dot, or as its interval."""

from __future__ import annotations

from dataclasses import dataclass, field

from yiwu_report.charts.canvas import DIGITS, LINE, Canvas, Stroke, TextLabel, tidy
from yiwu_report.charts.chart_kind import Item
from yiwu_report.charts.layout import widest_px
from yiwu_report.charts.mark import MarkEnd
from yiwu_report.charts.marks.uncertainty_marks import EndPen, Lane, PlotFrame
from yiwu_report.charts.palette import fill_role, light
from yiwu_report.model.figures import Status

DOT_PX = 14.0
BAND_PX, JOIN_PX, RANGE_PX, RING_PX = 12.0, 3.0, 5.0, 2.0
AROUND_PX = 20.0  # a ring around another dot
ABOVE_EM, BELOW_EM = 0.2, 0.1  # space above and below the letters in a line, less a margin of 1 to 2 px
HEAD_PX, HEAD_HALF_PX = 11.0, 6.5  # of an arrow: along and across
PIECE_PX = 6.0  # shorter line segments between two texts are omitted


@dataclass(frozen=True, slots=True)
class _Dot:
    """A dot with its size; 0 makes it an invisible hover target."""

    value: float
    y: float
    fill: str
    item: Item
    size_px: float = DOT_PX - RING_PX

    @property
    def line_px(self) -> float:
        return RING_PX if self.size_px else 0.0


@dataclass
class DotPen:
    """Draws dots on a canvas: the dots as one trace of markers, the rest as paths below them."""

    canvas: Canvas
    frame: PlotFrame
    dots: list[_Dot] = field(default_factory=list)
    words: list[tuple[float, float, float, float]] = field(default_factory=list)  # left, top, right, bottom of texts

    def join(self, ends: tuple[float, float], y: float) -> None:
        """The line between two values."""
        points = [(end, y) for end in ends]
        self.canvas.polyline(points, Stroke(line="grid", width_px=JOIN_PX * 2, layer="below"))

    def arrow(self, start: float, item: Item, y: float, role: str) -> None:
        """An arrow from a value to a mark: its head is at an exact number, otherwise it ends at the mark."""
        ends = item.mark.ends
        near = min(ends, key=lambda end: abs(end - start))
        tail, tip = self.canvas.x.px(start), self.canvas.x.px(near)
        sign = 1.0 if tip > tail else -1.0
        is_exact = item.mark.end is MarkEnd.CLOSED
        length = min(HEAD_PX, abs(tip - tail)) if is_exact else 0.0
        neck = tip - sign * length
        self.canvas.polyline([(tail, y), (neck, y)], Stroke(line=role, width_px=JOIN_PX, layer="below"))
        if not is_exact:
            self.draw(item, y)
            return
        corners = [(tip, y), (neck, y - HEAD_HALF_PX), (neck, y + HEAD_HALF_PX)]
        fill = fill_role(role, item.status)
        self.canvas.polygon(corners, Stroke(line=role, width_px=1, fill=fill))
        self.dots.append(_Dot(item.mark.sure, y, "paper", item, 0.0))  # an invisible hover target

    def write(self, text: TextLabel) -> None:
        """Add a text, which grid lines avoid."""
        width = widest_px(text.lines, text.style.size_px, bold=text.style.bold)
        half = len(text.lines) * text.style.size_px * LINE / 2
        left = text.x - width if text.anchor == "right" else text.x
        top, bottom = half - ABOVE_EM * text.style.size_px, half - BELOW_EM * text.style.size_px
        self.words.append((left - 2, text.y - top, left + width + 2, text.y + bottom))
        self.canvas.text(text)

    def upright(self, x: float, ends: tuple[float, float], stroke: Stroke) -> None:
        """A grid line from top to bottom, behind the marks and interrupted at texts."""
        top, end = ends
        for low, high in sorted((low, high) for left, low, right, high in self.words if left < x < right):
            if low - top >= PIECE_PX:
                self.canvas.polyline([(x, top), (x, low)], stroke)
            top = max(top, high)
        if end - top >= PIECE_PX:
            self.canvas.polyline([(x, top), (x, end)], stroke)

    def draw(self, item: Item, y: float, *, is_around: bool = False) -> None:
        """Draws a mark; `is_around`: as a ring, because the next one is at the same position."""
        mark, pen = item.mark, EndPen(self.canvas, self.frame)
        sure = self.frame.u(mark.sure)
        lane = Lane(y - BAND_PX / 2, y + BAND_PX / 2)
        sign = -1.0 if mark.sure < 0 else 1.0
        start = sure + sign * DOT_PX / 2
        if mark.end is MarkEnd.OPEN:
            pen.slices(item.role, lane, start, sign)
        elif mark.end is MarkEnd.OUTLINE:
            pen.slices(item.role, lane, sure - sign * DOT_PX / 2, -sign)
        if mark.end is MarkEnd.BAND:
            self._band(item, lane)
            return
        if mark.end is MarkEnd.RANGE and mark.far is not None:
            ends = [(self.frame.zero_px + self.frame.u(value), y) for value in (mark.sure, mark.far)]
            self.canvas.polyline(ends, Stroke(line=item.role, width_px=RANGE_PX, layer="below"))
            self.dots.append(_Dot(mark.far, y, fill_role(item.role, item.status), item))
        fill = "paper" if mark.end is MarkEnd.OUTLINE or is_around else fill_role(item.role, item.status)
        self.dots.append(_Dot(mark.sure, y, fill, item, AROUND_PX if is_around else DOT_PX - RING_PX))

    def _band(self, item: Item, lane: Lane) -> None:
        mark, pen = item.mark, EndPen(self.canvas, self.frame)
        near, far = self.frame.u(mark.sure), self.frame.u(mark.far or 0.0)
        corners = [(near, lane.start), (far, lane.start), (far, lane.end), (near, lane.end)]
        places = [self.frame.at(*corner) for corner in corners]
        self.canvas.polygon(places, Stroke(fill="paper", layer="below"))
        pen.hatch(item.role, lane, (near, far))
        pen.sides(item.role, lane, (near, far), Status.FACT)
        pen.line(item.role, [(near, lane.start), (near, lane.end)], 1.5)
        self.dots.append(_Dot(mark.middle, lane.middle, "paper", item, 0.0))  # an invisible hover target

    def finish(self) -> None:
        """Add the dots to the canvas."""
        if not self.dots:
            return
        self.canvas.trace(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [tidy(dot.value) for dot in self.dots],
                "y": [tidy(dot.y, DIGITS) for dot in self.dots],
                "marker": {
                    "size": [dot.size_px for dot in self.dots],
                    "opacity": 1,
                    "color": [light(dot.fill) for dot in self.dots],
                    "line": {
                        "color": [light(dot.item.role) for dot in self.dots],
                        "width": [dot.line_px for dot in self.dots],
                    },
                },
                "cliponaxis": False,
                "customdata": [dot.item.figure_id for dot in self.dots],
                "hoverinfo": "text",
                "hovertext": [dot.item.hover for dot in self.dots],
            }
        )
