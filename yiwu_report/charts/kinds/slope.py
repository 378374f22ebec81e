"""Slope charts: a few times side by side, a line for each row, named with its value at both ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from yiwu_report.charts.axes.ticks import period_of, year_of
from yiwu_report.charts.canvas import LINE, TIME_DIGITS, VALUE_PX, Axis, Canvas, Stroke, Style, TextLabel
from yiwu_report.charts.chart_kind import ChartKind, Item, LegendEntry, Plot, Swatch
from yiwu_report.charts.chart_reader import MOST_ROWS, ChartReader, check_colours, check_count, check_lengths
from yiwu_report.charts.colours import ColouredThing, categories_as_things, roles_of
from yiwu_report.charts.labels import ChartLabels, common_period, series_names
from yiwu_report.charts.layout import ChartLayout, widest_px, wrap
from yiwu_report.charts.marks.end_labels import DOT_PX, EndLabel, apart
from yiwu_report.charts.marks.line_mark import LinePoints, draw_line
from yiwu_report.charts.marks.mark_labels import MarkLabels, lay_legend
from yiwu_report.charts.palette import OTHERS
from yiwu_report.charts.selection import ChartSelection, categories_of, select_cells
from yiwu_report.model.charts import ChartBase, ColumnRef
from yiwu_report.model.fields import Id, IdOrIds
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.problem import Fault
from yiwu_report.model.rules import Rule

GAP_PX, LEADER_PX = 6.0, 12.0  # between name and value; from an end to its words
TOP_PX, BELOW_PX, APART_PX = 14.0, 8.0, 4.0
# Of the width, if it is wide and if it is narrow: names at both ends, or above their values at the right alone.
NAMES, VALUES = (0.22, 0.32), (0.16, 0.24)
LEAST_VALUE_PX = 40.0  # as wide as "about"


class SlopeChart(ChartBase):
    """Two or more times side by side, a line for each row, named at both ends."""

    other_names: ClassVar[Mapping[str, str]] = dict.fromkeys(("slopegraph", "slopes", "bump"), "write kind: slope")

    kind: Literal["slope"]
    x: Annotated[IdOrIds, ColumnRef(ColumnKind.FIGURE)] = Field(
        description="the columns of figures, one for each time, from the earliest to the latest"
    )
    y: Annotated[Id | None, ColumnRef(ColumnKind.LABEL)] = Field(None, description="the column of labels")
    colour: Annotated[Id | None, ColumnRef(ColumnKind.CATEGORY)] = Field(
        None, description="a category column that colours the lines; otherwise each of the first eight has a colour"
    )

    def fault_of_shape(self) -> tuple[str, Fault] | None:
        """It needs two columns."""
        if isinstance(self.x, str) or len(self.x) < 2:
            fault = Fault(Rule.CHART_SHAPE, "a slope chart of one time", "name the columns of two or more under x:")
            return "x", fault
        return super().fault_of_shape()


@dataclass(frozen=True, slots=True)
class SlopeRow:
    """A line: the marks of a row."""

    name: str
    role: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class SlopePlot(Plot[SlopeRow]):
    """Lines between columns."""

    columns: tuple[str, ...] = ()
    places: tuple[float, ...] = ()  # of the columns: in years, or counted
    missing: tuple[str, ...] = ()  # what is not published


def select_slopes(reader: ChartReader, spec: SlopeChart) -> ChartSelection | None:
    """The rows with their values; None if something is wrong or unusable."""
    if spec.table is None:
        message = "a slope chart without a table"
        reader.refuse("figures", Rule.CHART_SHAPE, message, "name a table, with a column for each time under x:")
        return None
    table = reader.table(spec.table)
    if table is None:
        return None
    columns = [each for each in spec.x if reader.column("x", table, each, ColumnKind.FIGURE)]
    label = reader.column_or_first("y", table, spec.y, ColumnKind.LABEL)
    if spec.colour:
        reader.column("colour", table, spec.colour, ColumnKind.CATEGORY)
    if reader.problems or label is None:
        return None
    selection = select_cells(reader, table, columns, label, spec.colour)
    if selection is not None:
        check_lengths(reader, selection.figures, "x")
        check_count(reader, "table", len(selection.rows), MOST_ROWS, "lines")
        check_colours(reader, "colour", categories_of(selection))
        years = _years(selection)
        if years is not None and any(b <= a for a, b in pairwise(years)):
            message = f"the times of {', '.join(columns)} are not in order"
            reader.refuse("x", Rule.CHART_SHAPE, message, "list the columns from the earliest to the latest")
    return selection


def _years(selection: ChartSelection) -> tuple[float, ...] | None:
    """The times of the columns, if each has one."""
    periods = [period_of(common_period(selection, at)) for at in range(len(selection.columns))]
    known = [year_of(period) for period in periods if period is not None]
    return tuple(known) if len(known) == len(periods) else None


def plot_slopes(selection: ChartSelection, words: ChartLabels) -> SlopePlot:
    """The chart in words."""
    made, columns = MarkLabels(selection, words), series_names(selection, words)
    categories = categories_of(selection)
    roles = dict(zip(categories, roles_of(selection, categories), strict=True))
    of_rows = roles_of(selection, [str(number) for number in range(len(selection.rows))])
    rows = []
    for number, row in enumerate(selection.rows):
        role = roles.get(row.category or "", OTHERS) if selection.colour_column else of_rows[number]
        items = tuple(made.item(row, at, role) for at in range(len(row.figures)))
        rows.append(SlopeRow(words.name(row.name), role, items))
    table, colour = selection.table, selection.colour_column
    names = {role: words.category(table, colour, each) for each, role in roles.items()} if table and colour else {}
    return SlopePlot(
        tuple(rows),
        tuple(LegendEntry(role, name, swatch=Swatch.LINE) for role, name in names.items()) if len(names) > 1 else (),
        words.ticks(selection.on_scale()),
        columns=columns,
        places=_years(selection) or tuple(float(at) for at in range(len(columns))),
        missing=tuple(text for row in rows for text in _missing(row, columns, words)),
    )


def slope_things(selection: ChartSelection) -> tuple[ColouredThing, ...]:
    """The categories of a chart that has a column for colours, otherwise its rows by their numbers."""
    if selection.colour_column:
        return categories_as_things(selection)
    rows = enumerate(selection.rows)
    return tuple(ColouredThing(str(number), row.name.label) for number, row in rows if row.name.label)


def _missing(row: SlopeRow, columns: Sequence[str], words: ChartLabels) -> Iterator[str]:
    """What is said of a row's values that are not published."""
    without = [(column, item) for column, item in zip(columns, row.items, strict=True) if not item.mark.ends]
    if without:
        names = "" if len(without) == len(columns) else words.join("list", *(column for column, _ in without))
        yield words.join("colon", words.join("parenthesis", row.name, names), without[0][1].value)


@dataclass(frozen=True)
class _SlopeEnd:
    """The words at one end of a line: name and value beside each other, or the value below the name."""

    label: EndLabel
    own: float  # where the line ends, in px
    is_stacked: bool

    @property
    def height(self) -> float:
        """The height of its words."""
        if self.is_stacked:
            return self.label.height + APART_PX
        return max(len(self.label.name), len(self.label.value)) * VALUE_PX * LINE


def draw_slopes(_spec: SlopeChart, plot: SlopePlot, layout: ChartLayout) -> Canvas:
    """The chart at this width."""
    low, high = _bounds(plot)
    legend = lay_legend(plot.legend, layout)
    left_px, right_px = _side_px(plot, layout, 0), _side_px(plot, layout, -1)
    left, right = layout.left + left_px, layout.right - right_px
    x = Axis(left, right, plot.places[0], plot.places[-1], digits=TIME_DIGITS)
    headings, heading_px = _headings(plot, layout, x)
    top = legend.height + heading_px + TOP_PX
    sides = [[_end(row, at, layout) for row in plot.rows if row.items[at].mark.ends] for at in (0, -1)]
    plot_px = max(220.0 if layout.is_narrow else 280.0, *(sum(end.height + 2 for end in ends) for ends in sides))
    bottom = top + plot_px
    notes = [wrap(text, layout.inner, VALUE_PX) for text in plot.missing]
    height = bottom + 14 + sum(len(lines) for lines in notes) * VALUE_PX * LINE + (BELOW_PX if notes else 0.0)
    canvas = Canvas(layout, height, x, Axis(bottom, top, low, high))
    legend.draw(canvas)
    for label in headings:
        canvas.text(replace(label, y=legend.height + label.y))
    for place in plot.places:
        points = [(x.px(place), top - 4), (x.px(place), bottom + 4)]
        canvas.polyline(points, Stroke(line="grid", width_px=1, layer="below"))
    for row in sorted(plot.rows, key=lambda row: row.role != OTHERS):
        draw_line(canvas, LinePoints(row.role, tuple(zip(plot.places, row.items, strict=True))))
    _draw_sides(canvas, plot, (top, bottom))
    y = bottom + 14 + BELOW_PX
    for lines in notes:
        canvas.text(TextLabel(layout.left, y + len(lines) * VALUE_PX * LINE / 2, lines, Style("muted")))
        y += len(lines) * VALUE_PX * LINE
    return canvas


def _bounds(plot: SlopePlot) -> tuple[float, float]:
    """The least and the greatest value: lines show positions and their changes, so the scale needs no zero."""
    values = [end for item in plot.scale_items() for end in item.mark.ends] or [0.0]
    low, high = min(values), max(values)
    return (low, high) if high > low else (low - 1, high + 1)


def _end(row: SlopeRow, at: int, layout: ChartLayout, own: float = 0.0) -> _SlopeEnd:
    """The words at the first or the last value of a row. If narrow, names are at the right only, above their values."""
    item, narrow = row.items[at], int(layout.is_narrow)
    value_px = max(VALUES[narrow] * layout.inner, LEAST_VALUE_PX)
    value = wrap(item.value, value_px, VALUE_PX, bold=True)
    name_px = NAMES[narrow] * layout.inner
    name = () if narrow and at == 0 else wrap(row.name, name_px, VALUE_PX)
    return _SlopeEnd(EndLabel(row.role, name, value), own, bool(narrow))


def _side_px(plot: SlopePlot, layout: ChartLayout, at: int) -> float:
    """The width that the words at one end need."""
    labels = [_end(row, at, layout).label for row in plot.rows if row.items[at].mark.ends]
    names = max((widest_px(label.name, VALUE_PX) for label in labels), default=0.0)
    values = max((widest_px(label.value, VALUE_PX, bold=True) for label in labels), default=0.0)
    words_px = max(names, values) if layout.is_narrow else names + GAP_PX + values
    return words_px + LEADER_PX + DOT_PX


def _headings(plot: SlopePlot, layout: ChartLayout, x: Axis) -> tuple[list[TextLabel], float]:
    """The names of the columns above them, in lines below each other where they would touch, and their height."""
    placed: list[tuple[float, float, float, TextLabel]] = []  # left, right, lower end
    order = [0, len(plot.columns) - 1, *range(1, len(plot.columns) - 1)]  # the first and the last at the top
    for at in order:
        lines = wrap(plot.columns[at], layout.inner / len(plot.columns) - 2 * GAP_PX, VALUE_PX, bold=True)
        half = widest_px(lines, VALUE_PX, bold=True) / 2 + GAP_PX
        middle = min(max(x.px(plot.places[at]), layout.left + half), layout.right - half)
        left, right = middle - half, middle + half
        top = max((low for start, end, low, _ in placed if left < end and start < right), default=0.0)
        height = len(lines) * VALUE_PX * LINE
        label = TextLabel(middle, top + height / 2, lines, Style(bold=True), "middle")
        placed.append((left, right, top + height, label))
    return [label for *_, label in placed], max(low for _, _, low, _ in placed)


def _draw_sides(canvas: Canvas, plot: SlopePlot, ends: tuple[float, float]) -> None:
    """The words at both ends, moved apart if they would overlap, with a line from each end to its words."""
    for at, sign, x in ((0, -1.0, canvas.x.start_px), (-1, 1.0, canvas.x.end_px)):
        shown = [row for row in plot.rows if row.items[at].mark.ends]
        placed = [_end(row, at, canvas.layout, canvas.y.px(row.items[at].mark.middle)) for row in shown]
        placed.sort(key=lambda end: end.own)
        anchor = "right" if at == 0 else "left"
        values_px = max((widest_px(end.label.value, VALUE_PX, bold=True) for end in placed), default=0.0)
        near = x + sign * (LEADER_PX + DOT_PX / 2)
        for y, end in zip(apart([(end.own, end.height) for end in placed], ends), placed, strict=True):
            points = [(x + sign * DOT_PX / 2, end.own), (near - sign * 3, y)]
            canvas.polyline(points, Stroke(line=end.label.role, width_px=1, layer="below"))
            if end.is_stacked:
                name_px, top = len(end.label.name) * VALUE_PX * LINE, y - end.label.height / 2
                canvas.text(TextLabel(near, top + name_px / 2, end.label.name, Style(), anchor))
                value_px = len(end.label.value) * VALUE_PX * LINE
                canvas.text(TextLabel(near, top + name_px + value_px / 2, end.label.value, Style(bold=True), anchor))
            else:
                canvas.text(TextLabel(near, y, end.label.value, Style(bold=True), anchor))
                canvas.text(TextLabel(near + sign * (values_px + GAP_PX), y, end.label.name, Style(), anchor))


KIND = ChartKind(SlopeChart, select_slopes, plot_slopes, draw_slopes, {"slope": "line"}, things=slope_things)
