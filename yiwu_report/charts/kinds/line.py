"""Line charts: columns over time with gaps where nothing is published, each line named at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from yiwu_report.charts.axes.ticks import Calendar, period_of, year_of
from yiwu_report.charts.axes.time_axis import TimePoint, draw_times, times_px
from yiwu_report.charts.axes.value_axis import TICK_GAP_PX, ValueScale, draw_left_axis, value_scale
from yiwu_report.charts.canvas import LINE, TICK_PX, TIME_DIGITS, VALUE_PX, Axis, Canvas, Stroke, Style, TextLabel
from yiwu_report.charts.chart_kind import ChartKind, Item, LegendEntry, Plot, Swatch
from yiwu_report.charts.chart_reader import ChartReader, check_colours, check_lengths, check_log
from yiwu_report.charts.labels import ChartLabels, series_names
from yiwu_report.charts.layout import ChartLayout, widest_px, wrap
from yiwu_report.charts.marks.line_mark import DOT_PX, LinePoint, LinePoints, draw_context, draw_line
from yiwu_report.charts.marks.mark_labels import Legend, MarkLabels, lay_legend
from yiwu_report.charts.palette import COLOURS
from yiwu_report.charts.selection import ChartSelection, RowName, select_cells
from yiwu_report.compute.row_selection import can_select
from yiwu_report.model.charts import ChartBase, ColumnRef
from yiwu_report.model.data import Table
from yiwu_report.model.fields import Flag, Id, IdOrIds
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.rules import Rule

GAP_PX, LEADER_PX, TOP_PX = 9.0, 14.0, 12.0
LEAST_SHARE = 0.6  # minimum share of the width for the plot; otherwise names are above it


class LinePhrase(StrEnum):
    """A phrase of line charts, by its key under `ui:`."""

    NOTE_LOG = "chart_note_log"
    LOG_AXIS = "chart_log_axis"


class LineChart(ChartBase):
    """A column over time: rows are periods."""

    other_names: ClassVar[Mapping[str, str]] = {"area": "draw kind: line"}

    kind: Literal["line"]
    x: Annotated[Id, ColumnRef(ColumnKind.LABEL)] = Field(
        description="the column of periods (a label column with years, months or days)"
    )
    y: Annotated[IdOrIds, ColumnRef(ColumnKind.FIGURE)] = Field(description="the column or columns of figures")
    context: Flag = Field(
        False, description="true, with facet: the lines of all panels in grey behind each panel's own"
    )
    log: Flag = Field(False, description="true: a logarithmic axis, stated on the chart")


@dataclass(frozen=True, slots=True)
class LineRow:
    """The points of all lines at a time."""

    time: TimePoint
    items: tuple[Item, ...]


@dataclass(frozen=True)
class LinePlot(Plot[LineRow]):
    """Lines: one for each entry of the legend."""

    log_words: str = ""  # note about a logarithmic axis
    times: Calendar | None = None

    @property
    def points(self) -> tuple[TimePoint, ...]:
        """The times of its rows, and of those of all panels."""
        of_all = {row.time.at: replace(row.time, gap="", missing="") for row in self.scale_rows}
        own = {row.time.at: row.time for row in self.rows}
        return tuple(sorted((of_all | own).values(), key=lambda time: time.at))


@dataclass(frozen=True)
class _LabelledLine(LinePoints):
    """One line: its points, and the words at its end."""

    name: tuple[str, ...]
    value: tuple[str, ...]

    @property
    def shown(self) -> list[LinePoint]:
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


def draw_lines(spec: LineChart, plot: LinePlot, layout: ChartLayout) -> Canvas:
    """The chart at this width."""
    ends = [end for item in plot.scale_items() for end in item.mark.ends]
    scale = value_scale(plot.ticks, ends, 4 if layout.is_narrow else 6, is_log=spec.log)
    lines, legend = _named(plot, layout, scale)
    above = legend.height + (TICK_PX * LINE + 6 if spec.log else 0.0)
    words_px = sum(line.height + 4 for line in lines)
    has_values_above = layout.is_panel and len(lines) == 1
    least_px = 130.0 if layout.is_panel else 220.0 if layout.is_narrow else 280.0
    top, plot_px = TOP_PX + above, max(least_px, words_px)
    if has_values_above:
        top += VALUE_PX * LINE
    bottom = top + plot_px
    left, right = _sides(() if has_values_above else lines, scale, layout)
    times = [point.at for point in plot.points]
    first, last = times[0], times[-1] if times[-1] > times[0] else times[0] + 1
    x = Axis(left, right, first, last, digits=TIME_DIGITS)
    canvas = Canvas(
        layout, bottom + times_px(plot.points) + 6, x, Axis(bottom, top, scale.low, scale.high, log=spec.log)
    )
    legend.draw(canvas)
    if spec.log:
        canvas.text(TextLabel(layout.left, above - 6 - TICK_PX * LINE / 2, (plot.log_words,), Style("muted", TICK_PX)))
    draw_left_axis(canvas, scale.ticks, (left - DOT_PX, right + DOT_PX))
    draw_times(canvas, plot.points, plot.times, bottom)
    for other in plot.panels if spec.context else ():
        for at in range(len(other.legend)):
            draw_context(canvas, [(row.time.at, row.items[at]) for row in other.rows])
    for line in lines:
        draw_line(canvas, line)
    if has_values_above:
        _draw_value_above(canvas, lines[0], above + VALUE_PX * LINE / 2 if spec.context else None)
    else:
        _draw_ends(canvas, lines, (top, bottom))
    return canvas


def _draw_value_above(canvas: Canvas, line: _LabelledLine, fixed_y: float | None) -> None:
    """The last value of a panel's line: at `fixed_y`, or above its end and whatever of the line is there."""
    if not line.shown:
        return
    at, last = line.shown[-1]
    width_px = widest_px((last.value,), VALUE_PX, bold=True)
    right = min(canvas.x.px(at) + DOT_PX / 2, canvas.layout.right)
    spot = max(right - width_px, canvas.layout.left)
    below = [(canvas.x.px(time), canvas.y.px(max(item.mark.ends))) for time, item in line.shown]
    first = max((number for number, (x, _) in enumerate(below) if x <= spot), default=0)
    near = min(y for _, y in below[first:]) - DOT_PX / 2 - 2 - VALUE_PX * LINE / 2
    y = near if fixed_y is None else fixed_y
    canvas.text(TextLabel(spot, y, (last.value,), Style(bold=True)))


def _sides(lines: Sequence[_LabelledLine], scale: ValueScale, layout: ChartLayout) -> tuple[float, float]:
    """The positions of the first and the last point: between the numbers of the scale and the words at the lines' ends."""
    left = layout.left + scale.words_px + TICK_GAP_PX + DOT_PX
    words_px = max((line.width for line in lines), default=0.0) + GAP_PX + DOT_PX
    return left, layout.right - words_px - (LEADER_PX if len(lines) > 1 else 0.0)


def _named(plot: LinePlot, layout: ChartLayout, scale: ValueScale) -> tuple[list[_LabelledLine], Legend]:
    """The lines with their names at their ends; if that leaves too little space, in a legend above the plot."""
    lines = _lines(plot, layout)
    left, right = _sides(lines, scale, layout)
    if right - left >= LEAST_SHARE * layout.inner or not any(line.name for line in lines):
        return lines, lay_legend((), layout)
    # from the top down, as the lines end
    order = sorted(zip(lines, plot.legend, strict=True), key=lambda pair: -_last_value(pair[0]))
    entries = [LegendEntry(entry.role, entry.text, swatch=Swatch.LINE) for _, entry in order]
    return [replace(line, name=()) for line in lines], lay_legend(entries, layout)


def _last_value(line: _LabelledLine) -> float:
    return line.shown[-1][1].mark.middle if line.shown else float("-inf")


def _lines(plot: LinePlot, layout: ChartLayout) -> list[_LabelledLine]:
    lines = []
    for at, entry in enumerate(plot.legend):
        points = tuple((row.time.at, row.items[at]) for row in plot.rows)
        shown = [item for _, item in points if item.mark.ends]
        longest = 0.34 * layout.inner
        name = wrap(entry.text, longest, VALUE_PX) if entry.text else ()
        value = wrap(shown[-1].value, longest, VALUE_PX, bold=True) if shown else ()
        lines.append(_LabelledLine(entry.role, points, name, value))
    return lines


def _draw_ends(canvas: Canvas, lines: Sequence[_LabelledLine], ends: tuple[float, float]) -> None:
    """The labels at the ends of the lines, moved apart if they would overlap."""
    placed = sorted(((canvas.y.px(_last_value(line)), line) for line in lines if line.shown), key=lambda pair: pair[0])
    x = canvas.x.end_px + DOT_PX / 2 + GAP_PX + (LEADER_PX if len(placed) > 1 else 0.0)
    if len(placed) == 1:  # its label is beside its own last point
        last, _ = placed[0][1].shown[-1]
        x = canvas.x.px(last) + DOT_PX / 2 + GAP_PX
    for y, (own, line) in zip(apart([(y, line.height) for y, line in placed], ends), placed, strict=True):
        top = y - line.height / 2
        if len(placed) > 1:
            last = canvas.x.px(line.shown[-1][0])
            points = [(last + DOT_PX / 2, own), (x - GAP_PX / 2, y)]
            canvas.polyline(points, Stroke(line=line.role, width_px=1, layer="below"))
        names_px = len(line.name) * VALUE_PX * LINE
        canvas.text(TextLabel(x, top + names_px / 2, line.name, Style()))
        values_px = len(line.value) * VALUE_PX * LINE
        canvas.text(TextLabel(x, top + names_px + values_px / 2, line.value, Style(bold=True)))


def apart(wanted: Sequence[tuple[float, float]], ends: tuple[float, float]) -> list[float]:
    """Middles of boxes (middle, height) in order, near their preferred positions, without overlap.

    Pushed down from the first on, then up from the last on if they would leave the plot at the bottom.
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


def select_line(reader: ChartReader, spec: LineChart) -> ChartSelection | None:
    """The rows in the order of time; None if something is wrong or unusable."""
    if spec.table is None:
        reader.refuse(
            "figures", Rule.CHART_SHAPE, "a line chart without a table", "name a table whose rows are periods"
        )
        return None
    if spec.sort is not None:
        reader.refuse("sort", Rule.CHART_SHAPE, "sort: in a line chart, which is ordered by time", "remove sort:")
    table = reader.table(spec.table)
    if table is None:
        return None
    columns = [spec.y] if isinstance(spec.y, str) else list(spec.y)
    found = [each for each in columns if reader.column("y", table, each, ColumnKind.FIGURE)]
    has_periods = can_select(reader, table) and _has_periods(reader, table, spec.x)
    if reader.problems or not has_periods:
        return None
    selection = select_cells(reader, table, found, spec.x)
    if selection is None:
        return None
    check_lengths(reader, selection.figures, "y")
    check_colours(reader, "y", found)
    if spec.log:
        check_log(reader, "log", selection.figures)
    rows = sorted(selection.rows, key=lambda row: year_of(row.period) if row.period else 0.0)
    named = tuple(replace(row, name=RowName(period=row.period)) for row in rows)
    return replace(selection, rows=named)


def _has_periods(reader: ChartReader, table: Table, name: str) -> bool:
    if name not in table.columns:
        message = f'the table {table.id} has no column "{name}"'
        reader.refuse_unknown("x", Rule.UNKNOWN_COLUMN, message, name, table.columns)
        return False
    for row, cell in table.rows(reader.spec.where, [name])[name].items():
        if period_of(cell) is None and not reader.is_unusable(f"{table.id}.{row}.{name}"):
            message = f"{name} of row {row} is not a year, month or day"
            reader.refuse("x", Rule.CHART_SHAPE, message, "write 2019, 2020-10 or 2018-06-05 in every row")
            return False
    return True


def line_notes(spec: LineChart, words: ChartLabels) -> tuple[str, ...]:
    """The note that an axis is logarithmic."""
    return (words.say(LinePhrase.NOTE_LOG),) if spec.log else ()


def plot_lines(selection: ChartSelection, words: ChartLabels) -> LinePlot:
    """The chart in words: a row for each period, an item for each line."""
    made = MarkLabels(selection, words)
    rows = []
    for row in selection.rows:
        items = tuple(made.item(row, at, COLOURS[at]) for at in range(len(row.figures)))
        name, is_gap = words.name(row.name), not any(item.mark.ends for item in items)
        gap = words.join("colon", name, items[0].value) if is_gap else ""
        at = year_of(row.period) if row.period else 0.0
        rows.append(LineRow(TimePoint(at, name, gap, items[0].value), items))
    names = series_names(selection, words) if len(selection.columns) > 1 else ("",)
    legend = tuple(LegendEntry(role, name) for role, name in zip(COLOURS, names, strict=False))
    times = words.calendar([row.period for row in (selection.whole or selection).rows if row.period])
    return LinePlot(
        tuple(rows), legend, words.ticks(selection.on_scale()), log_words=words.say(LinePhrase.LOG_AXIS), times=times
    )


KIND = ChartKind(
    LineChart,
    select_line,
    plot_lines,
    draw_lines,
    {"line": "line"},
    notes=line_notes,
    phrases=LinePhrase,
)
