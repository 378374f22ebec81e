"""Dumbbell charts: two values of each row, connected by a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yiwu_report.charts.asking import Asking
from yiwu_report.charts.chart_words import ChartWords
from yiwu_report.charts.checks import MOST_ROWS, check_count, check_lengths
from yiwu_report.charts.dot_rows import draw_dot_rows
from yiwu_report.charts.items import Items
from yiwu_report.charts.plot import Item, LegendEntry, Plot, Row, Swatch
from yiwu_report.charts.selection import Selection, select_cells
from yiwu_report.charts.series import common_status, series_names
from yiwu_report.charts.sheet import Sheet
from yiwu_report.model.charts import DumbbellChart
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.rules import Rule

ROLES = ("before", "c1")


def select_dumbbells(asking: Asking, spec: DumbbellChart) -> Selection | None:
    """The rows with their two values; None where something is wrong or unusable."""
    if spec.table is None:
        message = "a dumbbell chart without a table"
        asking.refuse("figures", Rule.CHART_SHAPE, message, "name a table, with its columns under start: and end:")
        return None
    table = asking.table(spec.table)
    if table is None:
        return None
    keys = {"start": spec.start, "end": spec.end}
    columns = [each for key, each in keys.items() if asking.column(key, table, each, ColumnKind.FIGURE)]
    label = asking.column_or_first("y", table, spec.y, ColumnKind.LABEL)
    if asking.problems or label is None:
        return None
    selection = select_cells(asking, table, columns, label)
    if selection is not None:
        check_lengths(asking, selection.figures, "end")
        check_count(asking, "table", len(selection.rows), MOST_ROWS, "rows")
    return selection


def plot_dumbbells(selection: Selection, words: ChartWords) -> Plot:
    """The chart in words."""
    made = Items.of(selection, words)
    names = series_names(selection, words)
    rows = []
    for row in selection.rows:
        items = [made.item(row, at, role) for at, role in enumerate(ROLES)]
        rows.append(Row(words.name(row.name), _naming_the_missing(items, names, words)))
    legend = tuple(
        LegendEntry(role, name, common_status(selection, at), Swatch.DOT)
        for at, (role, name) in enumerate(zip(ROLES, names, strict=True))
    )
    return Plot(tuple(rows), legend, words.ticks(selection.figures))


def _naming_the_missing(items: Sequence[Item], names: Sequence[str], words: ChartWords) -> tuple[Item, ...]:
    """Labels the value that is not published; if neither is, only once."""
    missing = [not item.mark.ends for item in items]
    if all(missing):
        return (items[0],)
    return tuple(
        replace(item, value=words.join("colon", name, item.value)) if is_missing else item
        for item, name, is_missing in zip(items, names, missing, strict=True)
    )


def draw_dumbbells(_spec: DumbbellChart, plot: Plot, width: int) -> Sheet:
    """The chart at this width."""
    return draw_dot_rows(plot, width)
