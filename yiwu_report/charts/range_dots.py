"""Range charts: the interval of each value, with both bounds."""

from __future__ import annotations

from yiwu_report.charts.asking import Asking
from yiwu_report.charts.chart_words import ChartWords
from yiwu_report.charts.checks import MOST_ROWS, check_count, check_lengths
from yiwu_report.charts.dot_rows import draw_dot_rows
from yiwu_report.charts.items import Items
from yiwu_report.charts.plot import Plot, Row
from yiwu_report.charts.selection import Selection, select_cells, select_listed
from yiwu_report.charts.sheet import Sheet
from yiwu_report.model.charts import RangeChart
from yiwu_report.model.figures import ColumnKind


def select_ranges(asking: Asking, spec: RangeChart) -> Selection | None:
    """The rows with their values; None where something is wrong or unusable."""
    if spec.figures:
        selection = select_listed(asking, spec.figures)
    else:
        table = asking.table(spec.table or "")
        if table is None:
            return None
        column = asking.column_or_first("x", table, spec.x, ColumnKind.FIGURE)
        label = asking.column_or_first("y", table, spec.y, ColumnKind.LABEL)
        if asking.problems or label is None or column is None:
            return None
        selection = select_cells(asking, table, [column], label)
    if selection is not None:
        key = "figures" if spec.figures else "x"
        check_lengths(asking, selection.figures, key)
        check_count(asking, key, len(selection.rows), MOST_ROWS, "rows")
    return selection


def plot_ranges(selection: Selection, words: ChartWords) -> Plot:
    """The chart in words."""
    items = Items.of(selection, words)
    rows = tuple(Row(words.name(row.name), (items.item(row, 0, "c1"),)) for row in selection.rows)
    return Plot(rows, ticks=words.ticks(selection.figures))


def draw_ranges(_spec: RangeChart, plot: Plot, width: int) -> Sheet:
    """The chart at this width."""
    return draw_dot_rows(plot, width)
