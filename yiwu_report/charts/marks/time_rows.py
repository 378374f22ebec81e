"""Rows that are times, for lines and areas: the selection in the order of time, and the points of the time axis."""

from __future__ import annotations

from dataclasses import dataclass, replace

from yiwu_report.charts.axes.ticks import Calendar, period_of, year_of
from yiwu_report.charts.axes.time_axis import TimePoint
from yiwu_report.charts.chart_kind import Item, Plot
from yiwu_report.charts.chart_reader import ChartReader, check_lengths
from yiwu_report.charts.colours import roles_of
from yiwu_report.charts.labels import ChartLabels
from yiwu_report.charts.marks.mark_labels import MarkLabels
from yiwu_report.charts.selection import ChartSelection, RowName, select_cells
from yiwu_report.compute.row_selection import can_select
from yiwu_report.model.data import Table
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.rules import Rule


@dataclass(frozen=True, slots=True)
class TimeRow:
    """The marks of all columns at a time."""

    time: TimePoint
    items: tuple[Item, ...]


@dataclass(frozen=True)
class TimePlot(Plot[TimeRow]):
    """Columns over time: one for each entry of the legend."""

    times: Calendar | None = None

    @property
    def points(self) -> tuple[TimePoint, ...]:
        """The times of its rows, and of those of all panels."""
        of_all = {row.time.at: replace(row.time, gap="", missing="") for row in self.scale_rows}
        own = {row.time.at: row.time for row in self.rows}
        return tuple(sorted((of_all | own).values(), key=lambda time: time.at))

    @property
    def ends(self) -> tuple[float, float]:
        """The first and the last time, in years; a year apart if there is only one."""
        first, last = self.points[0].at, self.points[-1].at
        return first, last if last > first else first + 1


def select_times(reader: ChartReader, what: str, x: str, y: str | list[str]) -> ChartSelection | None:
    """The rows in the order of time; None if something is wrong or unusable. `what`: the chart, e.g. "a line chart"."""
    spec = reader.spec
    if spec.table is None:
        reader.refuse("figures", Rule.CHART_SHAPE, f"{what} without a table", "name a table whose rows are periods")
        return None
    if spec.sort is not None:
        reader.refuse("sort", Rule.CHART_SHAPE, f"sort: in {what}, which is ordered by time", "remove sort:")
    table = reader.table(spec.table)
    if table is None:
        return None
    columns = [y] if isinstance(y, str) else list(y)
    found = [each for each in columns if reader.column("y", table, each, ColumnKind.FIGURE)]
    has_periods = can_select(reader, table) and _has_periods(reader, table, x)
    if reader.problems or not has_periods:
        return None
    selection = select_cells(reader, table, found, x)
    if selection is None:
        return None
    check_lengths(reader, selection.figures, "y")
    rows = sorted(selection.rows, key=lambda row: year_of(row.period) if row.period else 0.0)
    return replace(selection, rows=tuple(replace(row, name=RowName(period=row.period)) for row in rows))


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


def time_rows(selection: ChartSelection, words: ChartLabels) -> tuple[TimeRow, ...]:
    """A row for each period, an item for each column."""
    made, roles = MarkLabels(selection, words), roles_of(selection, selection.columns)
    rows = []
    for row in selection.rows:
        items = tuple(made.item(row, at, role) for at, role in enumerate(roles))
        name, is_gap = words.name(row.name), not any(item.mark.ends for item in items)
        gap = words.join("colon", name, items[0].value) if is_gap else ""
        at = year_of(row.period) if row.period else 0.0
        rows.append(TimeRow(TimePoint(at, name, gap, items[0].value), items))
    return tuple(rows)


def calendar_of(selection: ChartSelection, words: ChartLabels) -> Calendar | None:
    """The calendar of its periods, and of those of all panels."""
    return words.calendar([row.period for row in (selection.whole or selection).rows if row.period])
