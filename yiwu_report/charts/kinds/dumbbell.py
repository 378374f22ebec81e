"""Dumbbell charts: two values of each row, connected by a line or by an arrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from yiwu_report.charts.canvas import Canvas
from yiwu_report.charts.chart_kind import ChartKind, Item, LegendEntry, Plot, Swatch
from yiwu_report.charts.chart_reader import MOST_ROWS, ChartReader, check_count, check_lengths
from yiwu_report.charts.labels import ChartLabels, common_status, series_names
from yiwu_report.charts.layout import ChartLayout
from yiwu_report.charts.mark import Mark, MarkEnd
from yiwu_report.charts.marks.dot_rows import DotRow, draw_dot_rows
from yiwu_report.charts.marks.mark_labels import MarkLabels
from yiwu_report.charts.selection import ChartSelection, select_cells
from yiwu_report.model.charts import ChartBase, ColumnRef
from yiwu_report.model.fields import WORD, Id
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.rules import Rule

ROLES = ("before", "c1")
RISE, FALL, LEVEL = "c1", "c4", "before"  # of arrows


class DumbbellForm(StrEnum):
    """What connects two values."""

    DUMBBELL = "dumbbell"
    ARROW = "arrow"


class DumbbellPhrase(StrEnum):
    """A phrase of dumbbells, by its key under `ui:`."""

    RISE = "chart_arrow_rise"
    FALL = "chart_arrow_fall"
    LEVEL = "chart_arrow_level"
    FROM = "chart_arrow_from"


class DumbbellChart(ChartBase):
    """Two values of each row, connected by a line: before and after."""

    other_names: ClassVar[Mapping[str, str]] = {"arrow": "write kind: dumbbell and form: arrow"}

    kind: Literal["dumbbell"]
    start: Annotated[Id, ColumnRef(ColumnKind.FIGURE)] = Field(description="the column of the earlier values")
    end: Annotated[Id, ColumnRef(ColumnKind.FIGURE)] = Field(description="the column of the later values")
    y: Annotated[Id | None, ColumnRef(ColumnKind.LABEL)] = Field(None, description="the column of labels")
    form: Annotated[DumbbellForm, WORD] = Field(
        DumbbellForm.DUMBBELL, description="dumbbell, or arrow: an arrow from the start to the end"
    )


def select_dumbbells(reader: ChartReader, spec: DumbbellChart) -> ChartSelection | None:
    """The rows with their two values; None if something is wrong or unusable."""
    if spec.table is None:
        message = "a dumbbell chart without a table"
        reader.refuse("figures", Rule.CHART_SHAPE, message, "name a table, with its columns under start: and end:")
        return None
    table = reader.table(spec.table)
    if table is None:
        return None
    keys = {"start": spec.start, "end": spec.end}
    columns = [each for key, each in keys.items() if reader.column(key, table, each, ColumnKind.FIGURE)]
    label = reader.column_or_first("y", table, spec.y, ColumnKind.LABEL)
    if reader.problems or label is None:
        return None
    selection = select_cells(reader, table, columns, label)
    if selection is not None:
        check_lengths(reader, selection.figures, "end")
        check_count(reader, "table", len(selection.rows), MOST_ROWS, "rows")
    return selection


@dataclass(frozen=True)
class DumbbellPlot(Plot[DotRow]):
    """The rows, with what the colours of arrows mean, if they are drawn as such."""

    arrows: tuple[LegendEntry, ...] = ()


def plot_dumbbells(selection: ChartSelection, words: ChartLabels) -> DumbbellPlot:
    """The chart in words."""
    made = MarkLabels(selection, words)
    names = series_names(selection, words)
    rows = []
    for row in selection.rows:
        items = [made.item(row, at, role) for at, role in enumerate(ROLES)]
        rows.append(DotRow(words.name(row.name), _naming_the_missing(items, names, words)))
    legend = tuple(
        LegendEntry(role, name, common_status(selection, at), Swatch.DOT)
        for at, (role, name) in enumerate(zip(ROLES, names, strict=True))
    )
    ticks = words.ticks(selection.on_scale())
    return DumbbellPlot(tuple(rows), legend, ticks, arrows=_arrow_legend(rows, names, words))


def _arrow_legend(rows: Sequence[DotRow], names: Sequence[str], words: ChartLabels) -> tuple[LegendEntry, ...]:
    """Where arrows begin, and the directions that there are."""
    phrases = {RISE: DumbbellPhrase.RISE, FALL: DumbbellPhrase.FALL, LEVEL: DumbbellPhrase.LEVEL}
    found = {_direction(row.items) for row in rows if len(row.items) > 1 and all(item.mark.ends for item in row.items)}
    start = LegendEntry("before", words.say(DumbbellPhrase.FROM, start=names[0], end=names[1]), swatch=Swatch.DOT)
    return (
        start,
        *(LegendEntry(role, words.say(each), swatch=Swatch.LINE) for role, each in phrases.items() if role in found),
    )


def _direction(items: Sequence[Item]) -> str:
    """The colour of a rise or a fall; grey if the values are equal, or can be because they are not exact."""
    start, end = (item.mark for item in items)
    if any(mark.end in {MarkEnd.OPEN, MarkEnd.OUTLINE} for mark in (start, end)):
        is_up, is_down = _is_surely_below(start, end), _is_surely_below(end, start)
    else:
        is_up, is_down = start.ends[-1] < end.ends[0], end.ends[-1] < start.ends[0]
    return RISE if is_up else FALL if is_down else LEVEL


def _is_surely_below(low: Mark, high: Mark) -> bool:
    """True if one has a bound above and the other one below, and the first is the smaller one."""
    has_top = low.end is not (MarkEnd.OPEN if low.sure >= 0 else MarkEnd.OUTLINE)
    has_bottom = high.end is not (MarkEnd.OUTLINE if high.sure >= 0 else MarkEnd.OPEN)
    return has_top and has_bottom and low.ends[-1] < high.ends[0]


def _naming_the_missing(items: Sequence[Item], names: Sequence[str], words: ChartLabels) -> tuple[Item, ...]:
    """Labels the value that is not published; if neither is, only once."""
    missing = [not item.mark.ends for item in items]
    if all(missing):
        return (items[0],)
    return tuple(
        replace(item, value=words.join("colon", name, item.value)) if is_missing else item
        for item, name, is_missing in zip(items, names, missing, strict=True)
    )


def draw_dumbbells(spec: DumbbellChart, plot: DumbbellPlot, layout: ChartLayout) -> Canvas:
    """The chart at this width."""
    if spec.form is DumbbellForm.DUMBBELL:
        return draw_dot_rows(plot, layout)
    legend = plot.legend if plot.panels else plot.arrows  # panels have one legend, above them
    return draw_dot_rows(replace(plot, rows=tuple(_with_arrow(row) for row in plot.rows), legend=legend), layout)


def _panel_legend(spec: DumbbellChart, plot: DumbbellPlot) -> tuple[LegendEntry, ...]:
    return plot.legend if spec.form is DumbbellForm.DUMBBELL else plot.arrows


def _with_arrow(row: DotRow) -> DotRow:
    """The row with an arrow in the colour of its direction."""
    if len(row.items) < len(ROLES) or not all(item.mark.ends for item in row.items):
        return row
    start, end = row.items
    role = _direction(row.items)
    is_level = start.mark == end.mark
    return replace(row, items=(start, replace(end, role=role)), arrow="" if is_level else role)


KIND = ChartKind(
    DumbbellChart,
    select_dumbbells,
    plot_dumbbells,
    draw_dumbbells,
    {"dumbbell": "dot", "arrow": "dot"},
    form=lambda spec: spec.form,
    panel_legend=_panel_legend,
    phrases=DumbbellPhrase,
)
