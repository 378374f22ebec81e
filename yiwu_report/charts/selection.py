"""The data of a chart: rows of figures from a table or list, filtered and sorted with pandas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from yiwu_report.charts.asking import Asking
from yiwu_report.charts.checks import check_labels
from yiwu_report.charts.times import period_of
from yiwu_report.model.charts import LabelBy
from yiwu_report.model.data import Figure, Table
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.period import Period
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Localized

# What a list of figures can be sorted by.
VALUE = "value"


@dataclass(frozen=True, eq=False)
class Name:
    """What a row is called: a label or a category of a table, a time, or a figure's title or period."""

    label: Localized | None = None
    period: Period | None = None
    figure: Figure | None = None
    by: LabelBy = LabelBy.TITLE


@dataclass(frozen=True, eq=False)
class SelectedRow:
    """A row of a chart: its figures in the order of the columns, None where the row has none."""

    name: Name
    figures: tuple[Figure | None, ...]
    category: str | None = None
    period: Period | None = None  # what its label column holds, where that is a time
    is_total: bool = False


@dataclass(frozen=True, eq=False)
class Selection:
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


def select_listed(asking: Asking, ids: Sequence[str]) -> Selection | None:
    """The figures of a list, one row each; None if one is missing."""
    figures = [asking.figure("figures", each) for each in ids]
    spec = asking.spec
    for key in ("where", "y", "colour"):
        if getattr(spec, key, None):
            asking.refuse(key, Rule.CHART_SHAPE, f"{key}: without a table", f"remove {key}:, or name a table")
    found = [figure for figure in figures if figure is not None]
    check_labels(asking, found)
    if len(found) < len(ids) or asking.problems:
        return None
    frame = pd.DataFrame({VALUE: pd.Series(found, dtype=object)})
    order = _ordered(asking, frame, [VALUE])
    if order is None:
        return None
    rows = tuple(SelectedRow(Name(figure=each, by=spec.labels), (each,)) for each in order[VALUE])
    return Selection(rows)


def select_cells(
    asking: Asking, table: Table, columns: Sequence[str], label: str | None, colour: str | None = None
) -> Selection | None:
    """The cells of these columns in the chart's rows; None where something is wrong or unusable."""
    if asking.spec.labels is LabelBy.PERIOD:
        remedy = "remove labels:; the rows are named by a label column"
        asking.refuse("labels", Rule.CHART_SHAPE, "labels: period with a table", remedy)
    frame = _filtered(asking, table)
    if frame is None or asking.problems:
        return None
    ordered = _ordered(asking, frame, [key for key, each in table.columns.items() if each.kind is ColumnKind.FIGURE])
    if ordered is None or asking.is_unusable(
        *(f"{table.id}.{row}.{each}" for row in ordered.index for each in columns)
    ):
        return None
    rows = []
    for _, cells in ordered.iterrows():
        name = _label(table, label, cells[label]) if label else None
        category = cells[colour] if colour else None
        figures = tuple(cells[each] if isinstance(cells[each], Figure) else None for each in columns)
        period = period_of(cells[label]) if label else None
        rows.append(SelectedRow(Name(name), figures, category, period))
    return Selection(tuple(rows), table, tuple(columns), label, colour)


def _label(table: Table, column: str, cell: Any) -> Localized | None:
    """The words of a cell: its own, or those of its category."""
    if isinstance(cell, str):
        return (table.columns[column].labels or {}).get(cell)
    return cell if isinstance(cell, dict) else None


def _filtered(asking: Asking, table: Table) -> pd.DataFrame | None:
    """The rows that `where` keeps."""
    frame = table.frame
    for name, category in (asking.spec.where or {}).items():
        column = asking.column("where", table, name, ColumnKind.CATEGORY)
        if column is None:
            return None
        known = column.labels or {}
        if category not in known:
            asking.refuse_unknown(
                "where", Rule.EMPTY_SELECTION, f'{name} has no category "{category}"', category, known
            )
            return None
        frame = frame[frame[name] == category]
    if frame.empty:
        asking.refuse("where", Rule.EMPTY_SELECTION, "where: selects no row", "change where:, or remove it")
        return None
    return frame


def _ordered(asking: Asking, frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame | None:
    """The rows in the chart's order: by the low end, rows with the same one as the file has them, unpublished last."""
    sort = asking.spec.sort
    if sort is None:
        return frame
    column = sort.removeprefix("-")
    if column not in columns:
        asking.refuse_unknown(
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
