"""Lines: columns over time, with gaps where nothing is published."""

from __future__ import annotations

from dataclasses import replace

from yiwu_report.charts.asking import Asking
from yiwu_report.charts.chart_words import ChartWords
from yiwu_report.charts.checks import check_colours, check_lengths
from yiwu_report.charts.items import Items
from yiwu_report.charts.line_drawing import draw_lines
from yiwu_report.charts.palette import COLOURS
from yiwu_report.charts.plot import LegendEntry, Plot, Row
from yiwu_report.charts.selection import Name, Selection, select_cells
from yiwu_report.charts.series import series_names
from yiwu_report.charts.times import period_of, year_of
from yiwu_report.charts.words_check import Phrase
from yiwu_report.model.charts import LineChart
from yiwu_report.model.data import Table
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import Interval

__all__ = ["draw_lines", "line_notes", "plot_lines", "select_line"]


def select_line(asking: Asking, spec: LineChart) -> Selection | None:
    """The rows in the order of time; None where something is wrong or unusable."""
    if spec.table is None:
        asking.refuse(
            "figures", Rule.CHART_SHAPE, "a line chart without a table", "name a table whose rows are periods"
        )
        return None
    if spec.sort is not None:
        asking.refuse("sort", Rule.CHART_SHAPE, "sort: in a line chart, which is ordered by time", "remove sort:")
    table = asking.table(spec.table)
    if table is None:
        return None
    columns = [spec.y] if isinstance(spec.y, str) else list(spec.y)
    found = [each for each in columns if asking.column("y", table, each, ColumnKind.FIGURE)]
    has_periods = _has_periods(asking, table, spec.x)
    if asking.problems or not has_periods:
        return None
    selection = select_cells(asking, table, found, spec.x)
    if selection is None:
        return None
    check_lengths(asking, selection.figures, "y")
    check_colours(asking, "y", found)
    if spec.log:
        _check_log(asking, selection)
    rows = sorted(selection.rows, key=lambda row: year_of(row.period) if row.period else 0.0)
    named = tuple(replace(row, name=Name(period=row.period)) for row in rows)
    return replace(selection, rows=named)


def _has_periods(asking: Asking, table: Table, name: str) -> bool:
    if name not in table.columns:
        message = f'the table {table.id} has no column "{name}"'
        asking.refuse_unknown("x", Rule.UNKNOWN_COLUMN, message, name, table.columns)
        return False
    for row, cell in table.frame[name].items():
        if period_of(cell) is None and not asking.is_unusable(f"{table.id}.{row}.{name}"):
            message = f"{name} of row {row} is not a year, month or day"
            asking.refuse("x", Rule.CHART_SHAPE, message, "write 2019, 2020-10 or 2018-06-05 in every row")
            return False
    return True


def _check_log(asking: Asking, selection: Selection) -> None:
    for figure in selection.figures:
        interval = figure.interval or (figure.quantity.interval if figure.quantity else Interval.point(1))
        if (interval.low if interval.low is not None else interval.high or 0) <= 0:
            message = f"{figure.id} can be zero or less, which a logarithmic axis cannot show"
            asking.refuse("log", Rule.CHART_SHAPE, message, "write log: false")
            return


def line_notes(spec: LineChart, words: ChartWords) -> tuple[str, ...]:
    """Says that an axis is logarithmic."""
    return (words.say(Phrase.NOTE_LOG),) if spec.log else ()


def plot_lines(selection: Selection, words: ChartWords) -> Plot:
    """The chart in words: a row for each period, an item for each line."""
    made = Items.of(selection, words)
    rows = []
    for row in selection.rows:
        items = tuple(made.item(row, at, COLOURS[at]) for at in range(len(row.figures)))
        name, is_gap = words.name(row.name), not any(item.mark.ends for item in items)
        gap = words.join("colon", name, items[0].value) if is_gap else ""
        rows.append(Row(name, items, at=year_of(row.period) if row.period else 0.0, gap=gap))
    names = series_names(selection, words) if len(selection.columns) > 1 else ("",)
    legend = tuple(LegendEntry(role, name) for role, name in zip(COLOURS, names, strict=False))
    times = words.calendar([row.period for row in selection.rows if row.period])
    return Plot(tuple(rows), legend, words.ticks(selection.figures), words.say(Phrase.LOG_AXIS), times)
