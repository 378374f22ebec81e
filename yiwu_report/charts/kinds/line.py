"""Line charts: columns over time with gaps where nothing is published, each line named at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from yiwu_report.charts.axes.time_axis import draw_times, times_px
from yiwu_report.charts.axes.value_axis import TICK_GAP_PX, ValueScale, draw_left_axis, value_scale
from yiwu_report.charts.canvas import LINE, TICK_PX, TIME_DIGITS, VALUE_PX, Axis, Canvas, Style, TextLabel
from yiwu_report.charts.chart_kind import ChartKind, ChartTexts, LegendEntry, Swatch
from yiwu_report.charts.chart_reader import ChartReader, check_colours, check_count, check_log
from yiwu_report.charts.colours import columns_as_things, roles_of
from yiwu_report.charts.labels import ChartLabels, series_names
from yiwu_report.charts.layout import ChartLayout, widest_px
from yiwu_report.charts.mark import MarkEnd
from yiwu_report.charts.marks.end_labels import LONGEST, EndLabel, draw_end_labels, labels_px
from yiwu_report.charts.marks.line_mark import DOT_PX, LinePoint, LinePoints, draw_context, draw_line
from yiwu_report.charts.marks.mark_labels import Legend, lay_legend
from yiwu_report.charts.marks.time_rows import TimePlot, calendar_of, select_times, time_rows
from yiwu_report.charts.palette import OTHERS
from yiwu_report.charts.selection import ChartSelection
from yiwu_report.model.charts import ChartBase, ColumnRef
from yiwu_report.model.fields import Flag, Id, IdOrIds
from yiwu_report.model.figures import ColumnKind

TOP_PX = 12.0
MOST_LINES = 40  # each is named at its end
LEAST_SHARE = 0.6  # minimum share of the width for the plot; otherwise names are above it


class LinePhrase(StrEnum):
    """A phrase of line charts, by its key under `ui:`."""

    NOTE_LOG = "chart_note_log"
    LOG_AXIS = "chart_log_axis"


class LineChart(ChartBase):
    """A column over time: rows are periods."""

    kind: Literal["line"]
    x: Annotated[Id, ColumnRef(ColumnKind.LABEL)] = Field(
        description="the column of periods (a label column with years, months or days)"
    )
    y: Annotated[IdOrIds, ColumnRef(ColumnKind.FIGURE)] = Field(description="the column or columns of figures")
    context: Flag = Field(
        False, description="true, with facet: the lines of all panels in grey behind each panel's own"
    )
    log: Flag = Field(False, description="true: a logarithmic axis, stated on the chart")


@dataclass(frozen=True)
class LinePlot(TimePlot):
    """Lines: one for each entry of the legend."""

    log_words: str = ""  # note about a logarithmic axis


@dataclass(frozen=True)
class _LabelledLine(LinePoints):
    """One line: its points, and the words at its end."""

    label: EndLabel

    @property
    def shown(self) -> list[LinePoint]:
        """The points that have a value."""
        return [(time, item) for time, item in self.points if item.mark.ends]


def draw_lines(spec: LineChart, plot: LinePlot, layout: ChartLayout) -> Canvas:
    """The chart at this width."""
    ends = [end for item in plot.scale_items() for end in item.mark.ends]
    scale = value_scale(plot.ticks, ends, 4 if layout.is_narrow else 6, is_log=spec.log)
    lines, legend = _named(plot, layout, scale)
    above = legend.height + (TICK_PX * LINE + 6 if spec.log else 0.0)
    words_px = sum(line.label.height + 4 for line in lines)
    has_values_above = layout.is_panel and len(lines) == 1
    least_px = 130.0 if layout.is_panel else 220.0 if layout.is_narrow else 280.0
    top, plot_px = TOP_PX + above, max(least_px, words_px)
    if has_values_above:
        top += VALUE_PX * LINE
    bottom = top + plot_px
    left, right = _sides(() if has_values_above else lines, scale, layout)
    x = Axis(left, right, *plot.ends, digits=TIME_DIGITS)
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
    for line in sorted(lines, key=lambda each: each.role != OTHERS):  # those in grey below the others
        draw_line(canvas, line)
    shown = [line for line in lines if line.shown]
    if has_values_above:
        _draw_value_above(canvas, lines[0], above + VALUE_PX * LINE / 2 if spec.context else None)
        return canvas
    places = [(x.px(line.shown[-1][0]), canvas.y.px(_last_value(line))) for line in shown]
    draw_end_labels(canvas, list(zip((line.label for line in shown), places, strict=True)), (top, bottom))
    return canvas


def _draw_value_above(canvas: Canvas, line: _LabelledLine, fixed_y: float | None) -> None:
    """The last value of a panel's line: at `fixed_y`, or above its end and whatever of the line is there."""
    if not line.shown:
        return
    at, last = line.shown[-1]
    width_px = widest_px((last.value,), VALUE_PX, bold=True)
    right = min(canvas.x.px(at) + DOT_PX / 2, canvas.layout.right)
    if last.mark.end is MarkEnd.OPEN and last.mark.sure >= 0:
        right = canvas.x.px(at) - DOT_PX  # left of its open end
    spot = max(right - width_px, canvas.layout.left)
    below = [(canvas.x.px(time), canvas.y.px(max(item.mark.ends))) for time, item in line.shown]
    first = max((number for number, (x, _) in enumerate(below) if x <= spot), default=0)
    near = min(y for _, y in below[first:]) - DOT_PX / 2 - 2 - VALUE_PX * LINE / 2
    y = near if fixed_y is None else fixed_y
    canvas.text(TextLabel(spot, y, (last.value,), Style(bold=True)))


def _sides(lines: Sequence[_LabelledLine], scale: ValueScale, layout: ChartLayout) -> tuple[float, float]:
    """The positions of the first and the last point: between the numbers of the scale and the words at the lines' ends."""
    left = layout.left + scale.words_px + TICK_GAP_PX + DOT_PX
    return left, layout.right - labels_px([line.label for line in lines])


def _named(plot: LinePlot, layout: ChartLayout, scale: ValueScale) -> tuple[list[_LabelledLine], Legend]:
    """The lines with their names at their ends; if that leaves too little space, in a legend above the plot."""
    lines = _lines(plot, layout)
    left, right = _sides(lines, scale, layout)
    is_grey = any(line.role == OTHERS for line in lines)  # where a legend could not tell lines apart
    if is_grey or right - left >= LEAST_SHARE * layout.inner or not any(line.label.name for line in lines):
        return lines, lay_legend((), layout)
    # from the top down, as the lines end
    order = sorted(zip(lines, plot.legend, strict=True), key=lambda pair: -_last_value(pair[0]))
    entries = [LegendEntry(entry.role, entry.text, swatch=Swatch.LINE) for _, entry in order]
    return [replace(line, label=replace(line.label, name=())) for line in lines], lay_legend(entries, layout)


def _last_value(line: _LabelledLine) -> float:
    return line.shown[-1][1].mark.middle if line.shown else float("-inf")


def _lines(plot: LinePlot, layout: ChartLayout) -> list[_LabelledLine]:
    lines = []
    for at, entry in enumerate(plot.legend):
        points = tuple((row.time.at, row.items[at]) for row in plot.rows)
        shown = [item for _, item in points if item.mark.ends]
        label = EndLabel.wrapped(entry.role, entry.text, shown[-1].value if shown else "", LONGEST * layout.inner)
        lines.append(_LabelledLine(entry.role, points, label))
    return lines


def select_line(reader: ChartReader, spec: LineChart) -> ChartSelection | None:
    """The rows in the order of time; None if something is wrong or unusable."""
    selection = select_times(reader, "a line chart", spec.x, spec.y)
    if selection is not None and spec.facet:  # where only the colours tell lines apart
        check_colours(reader, "y", selection.columns)
    elif selection is not None:
        check_count(reader, "y", len(selection.columns), MOST_LINES, "lines; name fewer columns, or add facet:")
    if selection is not None and spec.log:
        check_log(reader, "log", selection.figures)
    return selection


def line_texts(spec: LineChart, _selection: ChartSelection, words: ChartLabels) -> ChartTexts:
    """The note that an axis is logarithmic."""
    return ChartTexts(notes=(words.say(LinePhrase.NOTE_LOG),) if spec.log else ())


def plot_lines(selection: ChartSelection, words: ChartLabels) -> LinePlot:
    """The chart in words: a row for each period, an item for each line."""
    names = series_names(selection, words) if len(selection.columns) > 1 else ("",)
    legend = tuple(
        LegendEntry(role, name) for role, name in zip(roles_of(selection, selection.columns), names, strict=True)
    )
    return LinePlot(
        time_rows(selection, words),
        legend,
        words.ticks(selection.on_scale()),
        times=calendar_of(selection, words),
        log_words=words.say(LinePhrase.LOG_AXIS),
    )


KIND = ChartKind(
    LineChart,
    select_line,
    plot_lines,
    draw_lines,
    {"line": "line"},
    texts=line_texts,
    things=columns_as_things,
    phrases=LinePhrase,
)
