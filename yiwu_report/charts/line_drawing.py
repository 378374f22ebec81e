"""A line chart on its sheet: scale, lines with their gaps, points, and each line's name and last value at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from yiwu_report.charts.ends import OPEN_PX, EndPen, Frame, Lane
from yiwu_report.charts.marks import End
from yiwu_report.charts.palette import fill_role, light
from yiwu_report.charts.plot import Item, Plot, Row
from yiwu_report.charts.room import Room
from yiwu_report.charts.sheet import LINE, TICK_PX, VALUE_PX, Axis, Sheet, Stroke, Style, Text, tidy
from yiwu_report.charts.wrap import widest_px, wrap
from yiwu_report.model.charts import LineChart
from yiwu_report.model.figures import Status

GAP_PX, LEADER_PX, TICK_GAP_PX, TOP_PX = 9.0, 14.0, 8.0, 12.0
DOT_PX, LINE_PX = 8.0, 2.5
TIGHT = 0.4  # a scale begins at zero unless all values are above this share of the largest

Point = tuple[float, Item]  # time and value


@dataclass(frozen=True)
class _Line:
    """One line: its points, and the words at its end."""

    role: str
    points: tuple[Point, ...]
    name: tuple[str, ...]
    value: tuple[str, ...]

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
    lines = _lines(plot, room)
    ticks = _ticks(spec, plot, room)
    above = TICK_PX * LINE + 6 if spec.log else 0.0
    words_px = sum(line.height + 4 for line in lines)
    top, plot_px = TOP_PX + above, max(220.0 if room.is_narrow else 280.0, words_px)
    bottom = top + plot_px
    left = room.left + max((widest_px((words,), TICK_PX) for _, words in ticks), default=0.0) + TICK_GAP_PX + DOT_PX
    right = (
        room.right
        - max((line.width for line in lines), default=0.0)
        - GAP_PX
        - DOT_PX
        - (LEADER_PX if len(lines) > 1 else 0.0)
    )
    times = [row.at for row in plot.rows]
    first, last = times[0], times[-1] if times[-1] > times[0] else times[0] + 1
    low, high = _ends(plot, [value for value, _ in ticks])
    x, y = Axis(left, right, first, last), Axis(bottom, top, low, high, log=spec.log)
    below = (2 if any(map(_is_missing, plot.rows)) else 1) * TICK_PX * LINE
    sheet = Sheet(width, bottom + TICK_GAP_PX + below + 6, x, y)
    _draw_values(sheet, ticks, (left - DOT_PX, right + DOT_PX), plot.log_words if spec.log else "")
    _draw_times(sheet, plot, bottom)
    for line in lines:
        _draw_line(sheet, line)
    _draw_ends(sheet, lines, (top, bottom))
    return sheet


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
    if not low > TIGHT * high > 0 or low == high:
        low, high = min(low, 0.0), max(high, 0.0)
    return plot.ticks.between(low, high if high > low else low + 1, most)


def _ends(plot: Plot, ticks: Sequence[float]) -> tuple[float, float]:
    values = [*_values(plot), *ticks]
    low, high = min(values), max(values)
    return low, high if high > low else low + 1


def _draw_values(sheet: Sheet, ticks: Sequence[tuple[float, str]], ends: tuple[float, float], log_words: str) -> None:
    left, right = ends
    style = Style("muted", TICK_PX)
    for value, words in ticks:
        y = sheet.y.px(value)
        stroke = Stroke(line="axis" if value == 0 else "grid", width_px=1, layer="below")
        sheet.polyline([(left, y), (right, y)], stroke)
        sheet.text(Text(left - TICK_GAP_PX, y, (words,), style, "right"))
    if log_words:
        sheet.text(Text(Room(sheet.width).left, TICK_PX * LINE / 2, (log_words,), style))


def _draw_times(sheet: Sheet, plot: Plot, bottom: float) -> None:
    """The periods below the points, as many as fit: first the last one, then those with nothing published."""
    room = Room(sheet.width)
    taken: list[tuple[float, float]] = []
    last = plot.rows[-1]
    for row in sorted(plot.rows, key=lambda row: (row is not last, not _is_missing(row), -row.at)):
        lines = (row.name, row.items[0].value) if _is_missing(row) else (row.name,)
        half = widest_px(lines, TICK_PX) / 2
        middle = min(max(sheet.x.px(row.at), room.left + half), room.right - half)
        if all(middle + half + 12 <= left or right + 12 <= middle - half for left, right in taken):
            y = bottom + TICK_GAP_PX + len(lines) * TICK_PX * LINE / 2
            sheet.text(Text(middle, y, lines, Style("muted", TICK_PX), "middle"))
            taken.append((middle - half, middle + half))


def _is_missing(row: Row) -> bool:
    """True where no line has a value: the period says so."""
    return not any(item.mark.ends for item in row.items)


def _draw_line(sheet: Sheet, line: _Line) -> None:
    for is_sure in (True, False):
        stretch = [pair for pair in pairwise(line.points) if _is_drawn(pair) and _is_sure(pair) is is_sure]
        if not stretch:
            continue
        x: list[float | None] = []
        y: list[float | None] = []
        for (start, a), (end, b) in stretch:
            if not x or x[-1] != tidy(start):
                x, y = [*x, None, tidy(start)], [*y, None, tidy(a.mark.middle)]
            x.append(tidy(end))
            y.append(tidy(b.mark.middle))
        look: dict[str, Any] = {"color": light(line.role), "width": LINE_PX}
        if not is_sure:
            look["dash"] = "5px,4px"
        sheet.trace({"type": "scatter", "mode": "lines", "x": x[1:], "y": y[1:], "line": look})
    for time, item in line.points:
        _draw_uncertainty(sheet, sheet.x.px(time), item)
    _draw_dots(sheet, line)


def _is_drawn(pair: tuple[Point, Point]) -> bool:
    return all(item.mark.ends for _, item in pair)


def _is_sure(pair: tuple[Point, Point]) -> bool:
    return all(item.status is Status.FACT for _, item in pair)


def _draw_uncertainty(sheet: Sheet, x: float, item: Item) -> None:
    """What a point can be besides: a stretch with ends, or slices above or below it."""
    mark = item.mark
    if mark.far is not None:
        y = [sheet.y.px(value) for value in (mark.sure, mark.far)]
        sheet.polyline([(x, each) for each in y], Stroke(line=item.role, width_px=1.5))
        for each in y:
            sheet.polyline([(x - 5, each), (x + 5, each)], Stroke(line=item.role, width_px=1.5))
    elif mark.end in {End.OPEN, End.OUTLINE}:
        up = 1.0 if (mark.end is End.OPEN) is (mark.sure >= 0) else -1.0
        frame = Frame(sheet.y.px(mark.sure) - up * DOT_PX / 2, 1, is_horizontal=False)
        EndPen(sheet, frame).slices(item.role, Lane(x - 4, x + 4, OPEN_PX), 0.0, up)


def _draw_dots(sheet: Sheet, line: _Line) -> None:
    shown = [(time, item) for time, item in line.points if item.mark.ends]
    if not shown:
        return
    hollow = {End.OUTLINE}
    sheet.trace(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [tidy(time) for time, _ in shown],
            "y": [tidy(item.mark.middle) for _, item in shown],
            "marker": {
                "size": DOT_PX - 2,
                "opacity": 1,
                "color": [
                    light("paper" if item.mark.end in hollow else fill_role(item.role, item.status))
                    for _, item in shown
                ],
                "line": {"color": light(line.role), "width": 2},
            },
            "cliponaxis": False,
            "customdata": [item.figure_id for _, item in shown],
            "hoverinfo": "text",
            "hovertext": [item.hover for _, item in shown],
        }
    )


def _draw_ends(sheet: Sheet, lines: Sequence[_Line], ends: tuple[float, float]) -> None:
    """The words at the ends of the lines, moved apart where they would meet."""
    placed = []
    for line in lines:
        shown = [(time, item) for time, item in line.points if item.mark.ends]
        if shown:
            placed.append((sheet.y.px(shown[-1][1].mark.middle), line))
    placed.sort(key=lambda pair: pair[0])
    x = sheet.x.end_px + DOT_PX / 2 + GAP_PX + (LEADER_PX if len(placed) > 1 else 0.0)
    if len(placed) == 1:  # its words stand beside its own last point, wherever that is
        last = max(time for time, item in placed[0][1].points if item.mark.ends)
        x = sheet.x.px(last) + DOT_PX / 2 + GAP_PX
    for y, (own, line) in zip(apart([(y, line.height) for y, line in placed], ends), placed, strict=True):
        top = y - line.height / 2
        if len(placed) > 1:
            last = max(sheet.x.px(time) for time, item in line.points if item.mark.ends)
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
