"""A line chart on its sheet: scale, lines with their gaps, points, and each line's name and last value at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from yiwu_report.charts.legend import Legend, lay_legend
from yiwu_report.charts.line_mark import DOT_PX, Line, Point, draw_line
from yiwu_report.charts.plot import LegendEntry, Plot, Swatch
from yiwu_report.charts.room import Room
from yiwu_report.charts.sheet import LINE, TICK_PX, TIME_DIGITS, VALUE_PX, Axis, Sheet, Stroke, Style, Text
from yiwu_report.charts.time_axis import draw_times, times_px
from yiwu_report.charts.wrap import widest_px, wrap
from yiwu_report.model.charts import LineChart

GAP_PX, LEADER_PX, TICK_GAP_PX, TOP_PX = 9.0, 14.0, 8.0, 12.0
TIGHT = 0.4  # a scale has zero unless all values are on one side of it, above this share of the farthest
LEAST_SHARE = 0.6  # minimum share of the width for the plot; otherwise names are above it

Ticks = Sequence[tuple[float, str]]


@dataclass(frozen=True)
class _Line(Line):
    """One line: its points, and the words at its end."""

    name: tuple[str, ...]
    value: tuple[str, ...]

    @property
    def shown(self) -> list[Point]:
        """The points that have a value."""
        return [(time, item) for time, item in self.points if item.mark.ends]

    @property
    def height(self) -> float:
        """The height of its words."""
        return (len(self.name) + len(self.value)) * VALUE_PX * LINE

    @property
    def width(self) -> float:
        """The width of its words."""
        return max(widest_px(self.name, VALUE_PX), widest_px(self.value, VALUE_PX, bold=True))


def draw_lines(spec: LineChart, plot: Plot, width: int) -> Sheet:
    """The chart at this width."""
    room = Room(width)
    ticks = _ticks(spec, plot, room)
    lines, legend = _named(plot, room, ticks)
    above = legend.height + (TICK_PX * LINE + 6 if spec.log else 0.0)
    words_px = sum(line.height + 4 for line in lines)
    top, plot_px = TOP_PX + above, max(220.0 if room.is_narrow else 280.0, words_px)
    bottom = top + plot_px
    left, right = _sides(lines, ticks, room)
    times = [row.at for row in plot.rows]
    first, last = times[0], times[-1] if times[-1] > times[0] else times[0] + 1
    low, high = _ends(plot, [value for value, _ in ticks])
    x = Axis(left, right, first, last, digits=TIME_DIGITS)
    sheet = Sheet(width, bottom + times_px(plot) + 6, x, Axis(bottom, top, low, high, log=spec.log))
    legend.draw(sheet)
    if spec.log:
        sheet.text(Text(room.left, above - 6 - TICK_PX * LINE / 2, (plot.log_words,), Style("muted", TICK_PX)))
    _draw_values(sheet, ticks, (left - DOT_PX, right + DOT_PX))
    draw_times(sheet, plot, bottom)
    for line in lines:
        draw_line(sheet, line)
    _draw_ends(sheet, lines, (top, bottom))
    return sheet


def _sides(lines: Sequence[_Line], ticks: Ticks, room: Room) -> tuple[float, float]:
    """Where the first and the last point stand: between the numbers of the scale and the words at the lines' ends."""
    left = room.left + max((widest_px((words,), TICK_PX) for _, words in ticks), default=0.0) + TICK_GAP_PX + DOT_PX
    words_px = max((line.width for line in lines), default=0.0) + GAP_PX + DOT_PX
    return left, room.right - words_px - (LEADER_PX if len(lines) > 1 else 0.0)


def _named(plot: Plot, room: Room, ticks: Ticks) -> tuple[list[_Line], Legend]:
    """The lines with their names at their ends; if that leaves too little space, in a legend above the plot."""
    lines = _lines(plot, room)
    left, right = _sides(lines, ticks, room)
    if right - left >= LEAST_SHARE * room.inner or not any(line.name for line in lines):
        return lines, lay_legend((), room)
    # from the top down, as the lines end
    order = sorted(zip(lines, plot.legend, strict=True), key=lambda pair: -_last_value(pair[0]))
    entries = [LegendEntry(entry.role, entry.text, swatch=Swatch.LINE) for _, entry in order]
    return [replace(line, name=()) for line in lines], lay_legend(entries, room)


def _last_value(line: _Line) -> float:
    return line.shown[-1][1].mark.middle if line.shown else float("-inf")


def _lines(plot: Plot, room: Room) -> list[_Line]:
    lines = []
    for at, entry in enumerate(plot.legend):
        points = tuple((row.at, row.items[at]) for row in plot.rows)
        shown = [item for _, item in points if item.mark.ends]
        longest = 0.34 * room.inner
        name = wrap(entry.text, longest, VALUE_PX) if entry.text else ()
        value = wrap(shown[-1].value, longest, VALUE_PX, bold=True) if shown else ()
        lines.append(_Line(entry.role, points, name, value))
    return lines


def _values(plot: Plot) -> list[float]:
    return [end for item in plot.items() for end in item.mark.ends] or [0.0, 1.0]


def _ticks(spec: LineChart, plot: Plot, room: Room) -> list[tuple[float, str]]:
    if plot.ticks is None:
        return []
    values = _values(plot)
    low, high = min(values), max(values)
    most = 4 if room.is_narrow else 6
    if spec.log:
        return plot.ticks.on_log(low, high, most + 1)
    if low * high <= 0 or min(abs(low), abs(high)) <= TIGHT * max(abs(low), abs(high)) or low == high:
        low, high = min(low, 0.0), max(high, 0.0)
    return plot.ticks.between(low, high if high > low else low + 1, most)


def _ends(plot: Plot, ticks: Sequence[float]) -> tuple[float, float]:
    values = [*_values(plot), *ticks]
    low, high = min(values), max(values)
    return low, high if high > low else low + 1


def _draw_values(sheet: Sheet, ticks: Ticks, ends: tuple[float, float]) -> None:
    left, right = ends
    style = Style("muted", TICK_PX)
    for value, words in ticks:
        y = sheet.y.px(value)
        stroke = Stroke(line="axis" if value == 0 else "grid", width_px=1, layer="below")
        sheet.polyline([(left, y), (right, y)], stroke)
        sheet.text(Text(left - TICK_GAP_PX, y, (words,), style, "right"))


def _draw_ends(sheet: Sheet, lines: Sequence[_Line], ends: tuple[float, float]) -> None:
    """The labels at the ends of the lines, moved apart if they would overlap."""
    placed = sorted(((sheet.y.px(_last_value(line)), line) for line in lines if line.shown), key=lambda pair: pair[0])
    x = sheet.x.end_px + DOT_PX / 2 + GAP_PX + (LEADER_PX if len(placed) > 1 else 0.0)
    if len(placed) == 1:  # its label is beside its own last point
        last, _ = placed[0][1].shown[-1]
        x = sheet.x.px(last) + DOT_PX / 2 + GAP_PX
    for y, (own, line) in zip(apart([(y, line.height) for y, line in placed], ends), placed, strict=True):
        top = y - line.height / 2
        if len(placed) > 1:
            last = sheet.x.px(line.shown[-1][0])
            points = [(last + DOT_PX / 2, own), (x - GAP_PX / 2, y)]
            sheet.polyline(points, Stroke(line=line.role, width_px=1, layer="below"))
        names_px = len(line.name) * VALUE_PX * LINE
        sheet.text(Text(x, top + names_px / 2, line.name, Style()))
        values_px = len(line.value) * VALUE_PX * LINE
        sheet.text(Text(x, top + names_px + values_px / 2, line.value, Style(bold=True)))


def apart(wanted: Sequence[tuple[float, float]], ends: tuple[float, float]) -> list[float]:
    """Middles of boxes (middle, height) in order, near where they are wanted, none over another.

    Pushed down from the first on, then up from the last on where they would leave the room below.
    """
    middles: list[float] = []
    floor = ends[0] - 10
    for middle, height in wanted:
        middles.append(max(middle, floor + height / 2))
        floor = middles[-1] + height / 2 + 2
    ceiling = ends[1] + 4
    for at in range(len(middles) - 1, -1, -1):
        height = wanted[at][1]
        middles[at] = min(middles[at], ceiling - height / 2)
        ceiling = middles[at] - height / 2 - 2
    return middles
