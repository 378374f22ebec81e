"""The rows that a chart draws: figures from a table or a list, filtered and sorted with pandas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from yiwu_report.charts.axes.ticks import period_of
from yiwu_report.charts.chart_reader import ChartReader, check_labels
from yiwu_report.model.charts import CategoryRef, ColumnRef, LabelBy
from yiwu_report.model.data import Figure, Table
from yiwu_report.model.figures import ColumnKind, Status
from yiwu_report.model.period import Period
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Localized
from yiwu_report.quantity import canonical

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


@dataclass(frozen=True, eq=False)
class ChartSelection:
    """The rows of a chart."""

    rows: tuple[SelectedRow, ...]
    table: Table | None = None
    columns: tuple[str, ...] = ()
    label_column: str | None = None
    colour_column: str | None = None

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
    order = _ordered(reader, frame, [VALUE])
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
    frame = _filtered(reader, table, [key for key in table.columns if key in shown])
    if frame is None or reader.problems:
        return None
    ordered = _ordered(reader, frame, rankable)
    if ordered is None or reader.is_unusable(
        *(f"{table.id}.{row}.{each}" for row in ordered.index for each in columns)
    ):
        return None
    rows = []
    for _, cells in ordered.iterrows():
        name = _row_name(table, label, cells[label]) if label else RowName()
        category = cells[colour] if colour and isinstance(cells[colour], str) else None
        figures = tuple(cells[each] if isinstance(cells[each], Figure) else None for each in columns)
        period = period_of(cells[label]) if label else None
        rows.append(SelectedRow(name, figures, category, period))
    return ChartSelection(tuple(rows), table, tuple(columns), label, colour)


def _row_name(table: Table, column: str, cell: Any) -> RowName:
    """The period of a cell, its words, or those of its category."""
    if isinstance(cell, Period):
        return RowName(period=cell)
    if isinstance(cell, str):
        return RowName((table.columns[column].labels or {}).get(cell))
    return RowName(cell if isinstance(cell, dict) else None)


def _filtered(reader: ChartReader, table: Table, columns: Sequence[str]) -> pd.DataFrame | None:
    """These columns of the rows that `where` keeps."""
    if not can_select(reader, table):
        return None
    frame = table.rows(reader.spec.where, columns)
    if frame.empty:
        reader.refuse("where", Rule.EMPTY_SELECTION, "where: selects no row", "change where:, or remove it")
        return None
    return frame


def can_select(reader: ChartReader, table: Table) -> bool:
    """True if the table has the columns and the texts that `where` names; reports what it doesn't have."""
    for name, text in (reader.spec.where or {}).items():
        column = reader.column("where", table, name, *table.selecting_kinds)
        if column is None:
            return False
        if not table.has(name, text):
            known = table.values_of(name)
            message = f'{name} has no {_SELECTED[column.kind]} "{text}"'
            reader.refuse_unknown("where", Rule.EMPTY_SELECTION, message, text, known)
            return False
    return True


_SELECTED = {ColumnKind.CATEGORY: "category", ColumnKind.LABEL: "label", ColumnKind.PERIOD: "period"}


def _ordered(reader: ChartReader, frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame | None:
    """The rows in the chart's order: by the low end, rows with the same one as the file has them, unpublished last."""
    sort = reader.spec.sort
    if sort is None:
        return frame
    column = sort.removeprefix("-")
    if column not in columns:
        reader.refuse_unknown(
            "sort", Rule.CHART_SHAPE, f'"{column}" is not a column of figures to sort by', column, columns
        )
        return None
    ranks = pd.DataFrame([_rank(figure) for figure in frame[column]], index=frame.index, columns=["low", "number"])
    order = ranks.sort_values(["low", "number"], ascending=not sort.startswith("-"), kind="stable", na_position="last")
    return frame.loc[order.index]


def _rank(figure: Figure | None) -> tuple[float | None, float | None]:
    """The low end, then the number: what has no bound below comes after all that has one."""
    number = low_end(figure)
    interval = figure.interval or figure.quantity.interval if figure and figure.quantity else None
    return (float("-inf") if interval and interval.low is None else number), number


def low_end(figure: Figure | None) -> float | None:
    """Where a figure begins, in its dimension's base unit; its number where nothing bounds it below."""
    if figure is None or figure.quantity is None:
        return None
    interval = figure.interval or figure.quantity.interval
    bound = interval.low if interval.low is not None else interval.high
    return None if bound is None else float(bound) * float(figure.unit.factor)


def unlike(selection: ChartSelection, sort: str | None) -> tuple[Figure, Figure] | None:
    """The first two published figures that `sort` ranks and whose qualifiers or statuses differ; None where none do."""
    ranked = [figure for figure in _ranked(selection, sort) if figure.quantity is not None] if sort else []
    for other in ranked[1:]:
        if _kind(other) != _kind(ranked[0]):
            return ranked[0], other
    return None


def check_ranking(reader: ChartReader, selection: ChartSelection) -> None:
    """A ranking of numbers with different certainty needs a note by the editor."""
    pair = unlike(selection, reader.spec.sort)
    if pair is not None and reader.spec.note is None:
        one, other = (f"{figure.id} ({_words(figure)})" for figure in pair)
        message = f"{one} and {other} are ranked but not equally certain"
        reader.refuse("sort", Rule.CHART_RANKING, message, "add note: that explains what this means for the order")


def _ranked(selection: ChartSelection, sort: str) -> list[Figure]:
    """The figures that the order of the rows comes from; totals stand outside of it."""
    rows = [row for row in selection.rows if not row.is_total]
    table, column = selection.table, sort.removeprefix("-")
    if table is None or column in selection.columns:
        at = selection.columns.index(column) if table else 0
        cells: list[object] = [row.figures[at] for row in rows]
    else:
        shown = dict.fromkeys(figure.row for row in rows for figure in row.figures if figure and figure.row)
        cells = [table.figure(row, column) for row in shown]
    return [cell for cell in cells if isinstance(cell, Figure)]


def _kind(figure: Figure) -> tuple[object, Status]:
    return figure.quantity.qualifier if figure.quantity else None, figure.status


def _words(figure: Figure) -> str:
    value = canonical(figure.quantity) if figure.quantity else "null"
    return value if figure.status is Status.FACT else f"{value}, {figure.status}"
