"""Range charts: the interval of each value, with both bounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from yiwu_report.charts.canvas import Canvas
from yiwu_report.charts.chart_kind import ChartKind, Plot
from yiwu_report.charts.chart_reader import MOST_ROWS, ChartReader, check_count, check_lengths
from yiwu_report.charts.labels import ChartLabels
from yiwu_report.charts.layout import ChartLayout
from yiwu_report.charts.marks.dot_rows import DotRow, draw_dot_rows
from yiwu_report.charts.marks.mark_labels import MarkLabels
from yiwu_report.charts.selection import ChartSelection, select_cells, select_listed
from yiwu_report.model.charts import ChartBase, ColumnRef
from yiwu_report.model.fields import Id
from yiwu_report.model.figures import ColumnKind


class RangeChart(ChartBase):
    """The interval of each value, with both bounds as dots."""

    other_names: ClassVar[Mapping[str, str]] = {
        "dot": "draw kind: range",
    }

    kind: Literal["range"]
    x: Annotated[Id | None, ColumnRef(ColumnKind.FIGURE)] = Field(None, description="the column of figures")
    y: Annotated[Id | None, ColumnRef(ColumnKind.LABEL)] = Field(None, description="the column of labels")


def select_ranges(reader: ChartReader, spec: RangeChart) -> ChartSelection | None:
    """The rows with their values; None if something is wrong or unusable."""
    if spec.figures:
        selection = select_listed(reader, spec.figures)
    else:
        table = reader.table(spec.table or "")
        if table is None:
            return None
        column = reader.column_or_first("x", table, spec.x, ColumnKind.FIGURE)
        label = reader.column_or_first("y", table, spec.y, ColumnKind.LABEL)
        if reader.problems or label is None or column is None:
            return None
        selection = select_cells(reader, table, [column], label)
    if selection is not None:
        key = "figures" if spec.figures else "x"
        check_lengths(reader, selection.figures, key)
        check_count(reader, key, len(selection.rows), MOST_ROWS, "rows")
    return selection


def plot_ranges(selection: ChartSelection, words: ChartLabels) -> Plot[DotRow]:
    """The chart in words."""
    items = MarkLabels(selection, words)
    rows = tuple(DotRow(words.name(row.name), (items.item(row, 0, "c1"),)) for row in selection.rows)
    return Plot(rows, ticks=words.ticks(selection.on_scale()))


def draw_ranges(_spec: RangeChart, plot: Plot[DotRow], layout: ChartLayout) -> Canvas:
    """The chart at this width."""
    return draw_dot_rows(plot, layout)


KIND = ChartKind(RangeChart, select_ranges, plot_ranges, draw_ranges, {"range": "dot"})
