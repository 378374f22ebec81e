"""Dumbbell charts: two values of each row, connected by a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from yiwu_report.charts.canvas import Canvas
from yiwu_report.charts.chart_kind import ChartKind, Item, LegendEntry, Plot, Swatch
from yiwu_report.charts.chart_reader import MOST_ROWS, ChartReader, check_count, check_lengths
from yiwu_report.charts.labels import ChartLabels, common_status, series_names
from yiwu_report.charts.layout import ChartLayout
from yiwu_report.charts.marks.dot_rows import DotRow, draw_dot_rows
from yiwu_report.charts.marks.mark_labels import MarkLabels
from yiwu_report.charts.selection import ChartSelection, select_cells
from yiwu_report.model.charts import ChartBase, ColumnRef
from yiwu_report.model.fields import Id
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.rules import Rule

ROLES = ("before", "c1")


class DumbbellChart(ChartBase):
    """Two values of each row, connected by a line: before and after."""

    kind: Literal["dumbbell"]
    start: Annotated[Id, ColumnRef(ColumnKind.FIGURE)] = Field(description="the column of the earlier values")
    end: Annotated[Id, ColumnRef(ColumnKind.FIGURE)] = Field(description="the column of the later values")
    y: Annotated[Id | None, ColumnRef(ColumnKind.LABEL)] = Field(None, description="the column of labels")


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


def plot_dumbbells(selection: ChartSelection, words: ChartLabels) -> Plot[DotRow]:
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
    return Plot(tuple(rows), legend, words.ticks(selection.figures))


def _naming_the_missing(items: Sequence[Item], names: Sequence[str], words: ChartLabels) -> tuple[Item, ...]:
    """Labels the value that is not published; if neither is, only once."""
    missing = [not item.mark.ends for item in items]
    if all(missing):
        return (items[0],)
    return tuple(
        replace(item, value=words.join("colon", name, item.value)) if is_missing else item
        for item, name, is_missing in zip(items, names, missing, strict=True)
    )


def draw_dumbbells(_spec: DumbbellChart, plot: Plot[DotRow], layout: ChartLayout) -> Canvas:
    """The chart at this width."""
    return draw_dot_rows(plot, layout)


KIND = ChartKind(DumbbellChart, select_dumbbells, plot_dumbbells, draw_dumbbells, {"dumbbell": "dot"})
