"""Heat maps: rows and columns of cells, each in the colour of the class in which its value is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from yiwu_report.charts.canvas import LINE, NAME_PX, TICK_PX, Canvas, Stroke, Style, TextLabel, px_axis, tidy
from yiwu_report.charts.chart_kind import ChartKind, ChartTexts, Item, LegendEntry, Plot, Swatch
from yiwu_report.charts.chart_reader import ChartReader, check_count, check_lengths
from yiwu_report.charts.labels import ChartLabels, common_period, series_names
from yiwu_report.charts.layout import ChartLayout, breaks_well, widest_px, wrap
from yiwu_report.charts.marks.colour_classes import (
    ClassKeys,
    ClassRule,
    ColourClasses,
)
from yiwu_report.charts.marks.mark_labels import MarkLabels, lay_legend
from yiwu_report.charts.marks.uncertainty_marks import EndPen, Lane, PlotFrame
from yiwu_report.charts.selection import ChartSelection, select_cells
from yiwu_report.model.charts import ChartBase, ColumnRef
from yiwu_report.model.fields import Id, IdOrIds
from yiwu_report.model.figures import ColumnKind, Status
from yiwu_report.model.problem import Fault
from yiwu_report.model.rules import Rule
from yiwu_report.text.formatting import format_figure

MOST_ROWS, MOST_COLUMNS = 60, 24
CELL_PX, NARROW_CELL_PX, CELL_GAP_PX = 26.0, 24.0, 1.0
NAME_GAP_PX, HEAD_GAP_PX, HEADS_APART_PX, INSET_PX = 10.0, 6.0, 10.0, 3.0
MOST_HEAD_LINES = 3


class HeatPhrase(StrEnum):
    """A phrase of heat maps, by its key under `ui:`."""

    NUMBERED = "chart_heat_numbered"
    KEY_SPLIT = "chart_heat_key_split"
    KEY_PLAN = "chart_heat_key_plan"
    KEY_FORECAST = "chart_heat_key_forecast"
    NOTE_STEPS = "chart_heat_note_steps"
    NOTE_COUNTS = "chart_heat_note_counts"
    NOTE_GIVEN = "chart_heat_note_given"
    NOTE_MIDDLE = "chart_heat_note_middle"


class HeatChart(ClassKeys, ChartBase):
    """Rows and columns of cells, each in the colour of its class."""

    other_names: ClassVar[Mapping[str, str]] = {"heatmap": "draw kind: heat", "matrix": "draw kind: heat"}

    kind: Literal["heat"]
    x: Annotated[IdOrIds, ColumnRef(ColumnKind.FIGURE)] = Field(
        description="the columns of figures, e.g. the periods of a view with pivot"
    )
    y: Annotated[Id | None, ColumnRef(ColumnKind.LABEL)] = Field(None, description="the column of labels")

    def fault_of_shape(self) -> tuple[str, Fault] | None:
        """Classes that contradict each other, or a list of figures, which has no rows and columns."""
        if self.figures is not None:
            fault = Fault(
                Rule.CHART_SHAPE, "a heat map of a list of figures", "name a table, with its columns under x:"
            )
            return "figures", fault
        return self.fault_of_class_keys() or super().fault_of_shape()


def select_heat(reader: ChartReader, spec: HeatChart) -> ChartSelection | None:
    """The rows with the figures of their columns; None if something is wrong or unusable."""
    table = reader.table(spec.table or "")
    if table is None:
        return None
    wanted = spec.x if isinstance(spec.x, list) else [spec.x]
    columns = [each for each in wanted if reader.column("x", table, each, ColumnKind.FIGURE)]
    label = reader.column_or_first("y", table, spec.y, ColumnKind.LABEL)
    if reader.problems or label is None:
        return None
    selection = select_cells(reader, table, columns, label)
    if selection is not None:
        check_lengths(reader, selection.figures, "x")
        check_count(reader, "x", len(columns), MOST_COLUMNS, "columns; choose columns under x:")
        check_count(reader, "table", len(selection.rows), MOST_ROWS, "rows")
    return selection


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row of cells, with their values without units."""

    name: str
    items: tuple[Item, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class HeatPlot(Plot[HeatRow]):
    """The cells, and what writes the classes, which come from the values of all panels."""

    heads: tuple[str, ...] = ()
    are_times: bool = False
    words: ChartLabels | None = None


def plot_heat(selection: ChartSelection, words: ChartLabels) -> HeatPlot:
    """The chart in words."""
    made = MarkLabels(selection, words)
    rows = tuple(
        HeatRow(
            words.name(row.name),
            tuple(made.item(row, at, "s3") for at in range(len(row.figures))),
            tuple(
                format_figure(each, words.language, words.data.units).value if each and each.is_published else ""
                for each in row.figures
            ),
        )
        for row in selection.rows
    )
    periods = [common_period(selection, at) for at in range(len(selection.columns))]
    are_times = None not in periods and len(set(periods)) == len(periods)
    heads = series_names(selection, words)
    return HeatPlot(rows, ticks=words.ticks(selection.on_scale()), heads=heads, are_times=are_times, words=words)


@dataclass(frozen=True)
class _HeatLayout:
    """The positions of cells, in px."""

    left: float
    top: float
    cell_px: float
    names: tuple[tuple[str, ...], ...]
    tops: tuple[float, ...]  # of the rows, and where the last one ends
    heads: tuple[tuple[int, tuple[str, ...]], ...]  # the column of each heading that is written
    numbered: tuple[str, ...]  # what the columns are, if their headings are numbers


def draw_heat(spec: HeatChart, plot: HeatPlot, layout: ChartLayout) -> Canvas:
    """The chart at this width."""
    classes = spec.classes_for(plot.scale_items())
    legend = lay_legend(_legend(plot, classes), layout)
    places = _lay(plot, layout, legend.height)
    height = places.tops[-1] + 4
    canvas = Canvas(layout, height, px_axis(layout.width), px_axis(height))
    legend.draw(canvas)
    style = Style("muted", TICK_PX)
    middle = legend.height + len(places.numbered) * TICK_PX * LINE / 2
    canvas.text(TextLabel(layout.left, middle, places.numbered, style))
    for column, lines in places.heads:
        x = places.left + (column + 0.5) * places.cell_px
        half = widest_px(lines, TICK_PX) / 2
        y = places.top - HEAD_GAP_PX - len(lines) * TICK_PX * LINE / 2
        canvas.text(TextLabel(min(max(x, layout.left + half), layout.right - half), y, lines, style, "middle"))
    for row, name, top, bottom in zip(plot.rows, places.names, places.tops, places.tops[1:], strict=False):
        canvas.text(TextLabel(places.left - NAME_GAP_PX, (top + bottom) / 2, name, Style(size_px=NAME_PX), "right"))
        for column, (item, number) in enumerate(zip(row.items, row.numbers, strict=True)):
            start = places.left + column * places.cell_px
            box = (start, top, start + places.cell_px - CELL_GAP_PX, bottom - CELL_GAP_PX)
            _draw_cell(canvas, classes, item, number, box)
    _add_hover(canvas, plot, places)
    return canvas


def _legend(plot: HeatPlot, classes: ColourClasses) -> tuple[LegendEntry, ...]:
    if plot.words is None or plot.ticks is None:
        return ()
    entries = classes.legend(plot.ticks, plot.words)
    if all(item.mark.ends for item in plot.scale_items()):
        return entries
    return (*entries, LegendEntry("axis", plot.words.value(None), swatch=Swatch.HATCH))


def _lay(plot: HeatPlot, layout: ChartLayout, top: float) -> _HeatLayout:
    longest = (0.34 if layout.is_narrow else 0.3) * layout.inner
    names = tuple(wrap(row.name, longest, NAME_PX) for row in plot.rows)
    all_names = (wrap(row.name, longest, NAME_PX) for row in plot.scale_rows)
    left = layout.left + max(widest_px(name, NAME_PX) for name in all_names) + NAME_GAP_PX
    cell_px = min((layout.right - left) / len(plot.heads), 120.0)
    heads, numbered = _headings(plot, layout, cell_px)
    top += len(numbered) * TICK_PX * LINE + (6.0 if numbered else 0.0)
    top += max((len(lines) for _, lines in heads), default=0) * TICK_PX * LINE + HEAD_GAP_PX
    least = NARROW_CELL_PX if layout.is_narrow else CELL_PX
    tops = [top]
    for name in names:
        tops.append(tops[-1] + max(least, len(name) * NAME_PX * LINE + 4))
    return _HeatLayout(left, top, cell_px, names, tuple(tops), tuple(heads), numbered)


def _headings(
    plot: HeatPlot, layout: ChartLayout, cell_px: float
) -> tuple[list[tuple[int, tuple[str, ...]]], tuple[str, ...]]:
    """Headings that fit: each column's; of times some at regular steps; otherwise numbers, which a list explains."""
    room = cell_px - 4
    wrapped = [wrap(head, room, TICK_PX) for head in plot.heads]
    if all(breaks_well(head, room, TICK_PX) for head in plot.heads) and max(map(len, wrapped)) <= MOST_HEAD_LINES:
        return list(enumerate(wrapped)), ()
    if plot.are_times:
        widest = max(widest_px((head,), TICK_PX) for head in plot.heads) + HEADS_APART_PX
        every = next(step for step in (1, 2, 5, 10, 20, 50) if step * cell_px >= widest)
        return [(at, (plot.heads[at],)) for at in range(0, len(plot.heads), every)], ()
    words = plot.words
    listed = [
        words.say(HeatPhrase.NUMBERED, n=words.count(at), name=head) if words else head
        for at, head in enumerate(plot.heads, start=1)
    ]
    text = words.join("clauses", *listed) if words else ""
    widest = widest_px((str(len(plot.heads)),), TICK_PX) + 4
    every = next(step for step in (1, 2, 5, 10) if step * cell_px >= widest)
    shown = [at for at in range(len(plot.heads)) if every == 1 or (at + 1) % every == 0]
    numbers: list[tuple[int, tuple[str, ...]]] = [(at, (str(at + 1),)) for at in shown]
    return numbers, wrap(text, layout.inner, TICK_PX)


def _draw_cell(
    canvas: Canvas, classes: ColourClasses, item: Item, number: str, box: tuple[float, float, float, float]
) -> None:
    """A cell in the colour of its class, or in those of all classes in which its value can be, side by side."""
    left, top, right, bottom = box
    numbers = classes.class_of(item.mark)
    if not numbers:
        frame = EndPen(canvas, PlotFrame(0.0, 1.0))
        canvas.polygon(_corners(left + 0.5, top + 0.5, right - 0.5, bottom - 0.5), Stroke(line="axis", width_px=1))
        frame.hatch("axis", Lane(top, bottom), (left, right))
        return
    pitch = (right - left) / len(numbers)
    for at, each in enumerate(numbers):
        corners = _corners(left + at * pitch, top, left + (at + 1) * pitch, bottom)
        canvas.polygon(corners, Stroke(fill=classes.role(each), layer="below"))
    inks = {classes.ink_role(each) for each in numbers}
    if item.status is not Status.FACT:
        dash = "4px,2px" if item.status is Status.FORECAST else "solid"
        inset = _corners(left + INSET_PX, top + INSET_PX, right - INSET_PX, bottom - INSET_PX)
        canvas.polygon(inset, Stroke(line=classes.ink_role(numbers[0]), width_px=1, dash=dash))
    room = right - left - (4 * INSET_PX if item.status is not Status.FACT else 2 * INSET_PX)
    if len(inks) == 1 and number and widest_px((number,), TICK_PX) <= room:
        style = Style(inks.pop(), TICK_PX)
        canvas.text(TextLabel((left + right) / 2, (top + bottom) / 2, (number,), style, "middle"))


def _corners(left: float, top: float, right: float, bottom: float) -> list[tuple[float, float]]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _add_hover(canvas: Canvas, plot: HeatPlot, places: _HeatLayout) -> None:
    """A pointer finds the middle of each cell."""
    cells = [
        (places.left + (column + 0.5) * places.cell_px, (top + bottom) / 2, item)
        for row, top, bottom in zip(plot.rows, places.tops, places.tops[1:], strict=False)
        for column, item in enumerate(row.items)
    ]
    canvas.trace(
        {
            "type": "scatter",
            "mode": "none",
            "x": [tidy(x, 7) for x, _, _ in cells],
            "y": [tidy(y, 7) for _, y, _ in cells],
            "customdata": [item.figure_id for _, _, item in cells],
            "hoverinfo": "text",
            "hovertext": [item.hover for _, _, item in cells],
        }
    )


def heat_texts(spec: HeatChart, selection: ChartSelection, words: ChartLabels) -> ChartTexts:
    """By which rule the classes are chosen, and what split and outlined cells mean."""
    plot = plot_heat(selection, words)
    items = list(plot.items())
    classes = spec.classes_for(items)
    rule = HeatPhrase.NOTE_COUNTS if spec.classes is ClassRule.EQUAL_COUNTS else HeatPhrase.NOTE_STEPS
    notes = [words.say(HeatPhrase.NOTE_GIVEN if spec.breaks else rule)]
    if spec.middle is not None and plot.ticks is not None:
        notes.append(words.say(HeatPhrase.NOTE_MIDDLE, n=plot.ticks.words(spec.middle)))
    shown = {item.status for item in items if item.mark.ends}
    key = [
        (str(status), words.say(phrase))
        for status, phrase in ((Status.PLAN, HeatPhrase.KEY_PLAN), (Status.FORECAST, HeatPhrase.KEY_FORECAST))
        if status in shown
    ]
    if any(len(classes.class_of(item.mark)) > 1 for item in items):
        key.append(("split", words.say(HeatPhrase.KEY_SPLIT)))
    return ChartTexts(key=tuple(key), notes=tuple(notes))


KIND = ChartKind(HeatChart, select_heat, plot_heat, draw_heat, {"heat": "bar"}, texts=heat_texts, phrases=HeatPhrase)
