"""One value as a dot, or as the stretch that it can be in."""

from __future__ import annotations

from dataclasses import dataclass, field

from yiwu_report.charts.ends import CUT_PX, EndPen, Frame, Lane
from yiwu_report.charts.marks import End
from yiwu_report.charts.palette import fill_role, light
from yiwu_report.charts.plot import Item
from yiwu_report.charts.sheet import LINE, Sheet, Stroke, Text, tidy
from yiwu_report.charts.wrap import widest_px
from yiwu_report.model.figures import Status

DOT_PX = 14.0
BAND_PX, JOIN_PX, RANGE_PX, RING_PX = 12.0, 3.0, 5.0, 2.0


@dataclass
class DotPen:
    """Draws dots on a sheet: the dots as one trace of markers, the rest as paths below them."""

    sheet: Sheet
    frame: Frame
    dots: list[tuple[float, float, str, Item]] = field(default_factory=list)  # value, y, fill role

    def join(self, ends: tuple[float, float], y: float) -> None:
        """The way between two values."""
        points = [(end, y) for end in ends]
        self.sheet.polyline(points, Stroke(line="grid", width_px=JOIN_PX * 2, layer="below"))

    def write(self, text: Text) -> None:
        """Writes a text, and keeps the lines of the scale from running through it."""
        width = widest_px(text.lines, text.style.size_px, bold=text.style.bold)
        half = len(text.lines) * text.style.size_px * LINE / 2
        left = text.x - width - 2 if text.anchor == "right" else text.x - 2
        right, top, bottom = left + width + 4, text.y - half, text.y + half
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        self.sheet.polygon(corners, Stroke(fill="paper", layer="below"))
        self.sheet.text(text)

    def draw(self, item: Item, y: float) -> None:
        """Draws a mark."""
        mark, pen = item.mark, EndPen(self.sheet, self.frame)
        sure = self.frame.u(mark.sure)
        lane = Lane(y - BAND_PX / 2, y + BAND_PX / 2, 0.0)
        sign = -1.0 if mark.sure < 0 else 1.0
        start = sure + sign * DOT_PX / 2
        if mark.end is End.OPEN:
            pen.slices(item.role, lane, start, sign)
        elif mark.end is End.OUTLINE:
            pen.slices(item.role, lane, sure - sign * DOT_PX / 2, -sign)
        if mark.end is End.BAND:
            self._band(item, lane, sign)
            return
        if mark.end is End.RANGE and mark.far is not None:
            ends = [(self.frame.zero_px + self.frame.u(value), y) for value in (mark.sure, mark.far)]
            self.sheet.polyline(ends, Stroke(line=item.role, width_px=RANGE_PX, layer="below"))
            self.dots.append((mark.far, y, fill_role(item.role, item.status), item))
        fill = "paper" if mark.end is End.OUTLINE else fill_role(item.role, item.status)
        self.dots.append((mark.sure, y, fill, item))

    def _band(self, item: Item, lane: Lane, sign: float) -> None:
        mark, pen = item.mark, EndPen(self.sheet, self.frame)
        near, far = self.frame.u(mark.sure), self.frame.u(mark.far or 0.0)
        if mark.is_cut:
            far = near + sign * CUT_PX
        corners = [(near, lane.start), (far, lane.start), (far, lane.end), (near, lane.end)]
        places = [self.frame.at(*corner) for corner in corners]
        self.sheet.polygon(places, Stroke(fill="paper", layer="below"))
        pen.hatch(item.role, lane, (near, far))
        pen.sides(item.role, lane, (near, far), Status.FACT, is_open=mark.is_cut)
        pen.line(item.role, [(near, lane.start), (near, lane.end)], 1.5)
        if not mark.is_cut:  # a point without ink, for the pointer to find
            self.dots.append(((mark.sure + (mark.far or 0.0)) / 2, lane.middle, "", item))

    def finish(self) -> None:
        """Hands the dots to the sheet."""
        if not self.dots:
            return
        self.sheet.trace(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [tidy(value) for value, _, _, _ in self.dots],
                "y": [tidy(y) for _, y, _, _ in self.dots],
                "marker": {
                    "size": [DOT_PX - RING_PX if fill else 0 for _, _, fill, _ in self.dots],
                    "opacity": 1,
                    "color": [light(fill or "paper") for _, _, fill, _ in self.dots],
                    "line": {
                        "color": [light(item.role) for _, _, _, item in self.dots],
                        "width": [RING_PX if fill else 0 for _, _, fill, _ in self.dots],
                    },
                },
                "cliponaxis": False,
                "customdata": [item.figure_id for _, _, _, item in self.dots],
                "hoverinfo": "text",
                "hovertext": [item.hover for _, _, _, item in self.dots],
            }
        )
