"""The rows that a chart draws: figures from a table or a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from yiwu_report.charts.axes.ticks import period_of
from yiwu_report.charts.chart_reader import ChartReader, check_labels
from yiwu_report.charts.mark import Mark, marks_of
from yiwu_report.compute.row_selection import filtered, ordered
from yiwu_report.model.charts import CategoryRef, ColumnRef, LabelBy
from yiwu_report.model.data import Figure, Table
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.period import Period
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Localized

# What a list of figures can be sorted by.
VALUE = "value"


@dataclass(frozen=True, eq=False)
class RowName:
    """What a row is called: a label or a category of a table, a time, or a figure's title or period."""

    label: Localized | None = None
    period: Period | None = None
    figure: Figure | None = None
    by: LabelBy = LabelBy.TITLE


@dataclass(frozen=True, eq=False)
class SelectedRow:
    """A row of a chart: its figures in the order of the columns, None where the row has none."""

    name: RowName
    figures: tuple[Figure | None, ...]
    category: str | None = None
    period: Period | None = None  # what its label column holds, where that is a time
    is_total: bool = False
    panel: RowName | None = None
    is_named: bool = False  # the editor wants its name at its mark


@dataclass(frozen=True, eq=False)
class Panel:
    """One of several small charts: its name and its rows."""

    name: RowName
    selection: ChartSelection


@dataclass(frozen=True, eq=False)
class ChartSelection:
    """The rows of a chart."""

    rows: tuple[SelectedRow, ...]
    table: Table | None = None
    columns: tuple[str, ...] = ()
    label_column: str | None = None
    colour_column: str | None = None
    scales: tuple[tuple[int, ...], ...] = ()  # which columns share a scale, if not all do
    facet: str | None = None  # the column whose panels these are
    panels: tuple[Panel, ...] = ()
    whole: ChartSelection | None = None  # of a panel: the rows of all, which share its scale
    colours: Mapping[str, str] = field(default_factory=dict)  # of categories, columns, rows or figures, by their ids

    @cached_property
    def marks(self) -> Mapping[str, Mark]:
        """The mark of each figure by its id, on the scale of its columns."""
        scales = range(len(self.scales) or 1)
        return {key: mark for at in scales for key, mark in marks_of(self.on_scale(at)).items()}

    def on_scale(self, at: int = 0) -> tuple[Figure, ...]:
        """The figures that share a scale, those of all panels too."""
        rows = (self.whole or self).rows
        if not self.scales:
            return tuple(figure for row in rows for figure in row.figures if figure is not None)
        cells = (row.figures[column] for row in rows for column in self.scales[at])
        return tuple(cell for cell in cells if cell is not None)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure it shows, in order."""
        return tuple(figure for row in self.rows for figure in row.figures if figure is not None)


def select_listed(reader: ChartReader, ids: Sequence[str]) -> ChartSelection | None:
    """The figures of a list, one row each; None if one is missing."""
    figures = [reader.figure("figures", each) for each in ids]
    spec = reader.spec
    for key, refers in spec.references().items():
        is_of_table = isinstance(refers, CategoryRef) or (isinstance(refers, ColumnRef) and not refers.is_sort)
        if is_of_table and getattr(spec, key):
            reader.refuse(key, Rule.CHART_SHAPE, f"{key}: without a table", f"remove {key}:, or name a table")
    found = [figure for figure in figures if figure is not None]
    check_labels(reader, found)
    if len(found) < len(ids) or reader.problems:
        return None
    frame = pd.DataFrame({VALUE: pd.Series(found, dtype=object)})
    order = ordered(reader, frame, [VALUE])
    if order is None:
        return None
    rows = tuple(SelectedRow(RowName(figure=each, by=spec.labels), (each,)) for each in order[VALUE])
    return ChartSelection(rows)


def select_cells(
    reader: ChartReader, table: Table, columns: Sequence[str], label: str | None, colour: str | None = None
) -> ChartSelection | None:
    """The cells of these columns in the chart's rows; None where something is wrong or unusable."""
    if reader.spec.labels is LabelBy.PERIOD:
        remedy = "remove labels:; the rows are named by a label column"
        reader.refuse("labels", Rule.CHART_SHAPE, "labels: period with a table", remedy)
    rankable = [key for key, each in table.columns.items() if each.kind is ColumnKind.FIGURE]
    sort = (reader.spec.sort or "").removeprefix("-")
    shown = {*columns, label, colour, sort if sort in rankable else None}
    frame = filtered(reader, table, [key for key in table.columns if key in shown])
    if frame is None or reader.problems:
        return None
    in_order = ordered(reader, frame, rankable)
    if in_order is None or reader.is_unusable(
        *(f"{table.id}.{row}.{each}" for row in in_order.index for each in columns)
    ):
        return None
    rows = []
    for _, cells in in_order.iterrows():
        name = row_name(table, label, cells[label]) if label else RowName()
        category = cells[colour] if colour and isinstance(cells[colour], str) else None
        figures = tuple(cells[each] if isinstance(cells[each], Figure) else None for each in columns)
        period = period_of(cells[label]) if label else None
        rows.append(SelectedRow(name, figures, category, period))
    return ChartSelection(tuple(rows), table, tuple(columns), label, colour)


def row_name(table: Table, column: str, cell: Any) -> RowName:
    """The period of a cell, its words, or those of its category."""
    if isinstance(cell, Period):
        return RowName(period=cell)
    if isinstance(cell, str):
        return RowName((table.columns[column].labels or {}).get(cell))
    return RowName(cell if isinstance(cell, dict) else None)


def categories_of(selection: ChartSelection) -> tuple[str, ...]:
    """The categories that colours represent, in the table's order."""
    if selection.table is None or selection.colour_column is None:
        return ()
    shown = {row.category for row in (selection.whole or selection).rows}
    labels = selection.table.columns[selection.colour_column].labels or {}
    return tuple(category for category in labels if category in shown)


def ranked_figures(selection: ChartSelection, sort: str | None) -> list[Figure]:
    """The figures that the order of the rows comes from, if they are sorted; totals stand outside of it."""
    if sort is None:
        return []
    rows = [row for row in selection.rows if not row.is_total]
    table, column = selection.table, sort.removeprefix("-")
    if table is None or column in selection.columns:
        at = selection.columns.index(column) if table else 0
        cells: list[object] = [row.figures[at] for row in rows]
    else:
        shown = dict.fromkeys(figure.row for row in rows for figure in row.figures if figure and figure.row)
        cells = [table.figure(row, column) for row in shown]
    return [cell for cell in cells if isinstance(cell, Figure)]
