"""Bar charts: lengths from zero, one column or several side by side, coloured by category, with an optional total."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from yiwu_report.charts.canvas import Canvas
from yiwu_report.charts.chart_kind import ChartKind, LegendEntry, Plot
from yiwu_report.charts.chart_reader import (
    MOST_ROWS,
    ChartReader,
    check_colours,
    check_count,
    check_lengths,
    check_overlap,
)
from yiwu_report.charts.labels import ChartLabels, common_status, only_status, series_names
from yiwu_report.charts.marks.bar_columns import draw_columns
from yiwu_report.charts.marks.bar_mark import BarRow
from yiwu_report.charts.marks.bar_rows import draw_rows
from yiwu_report.charts.marks.mark_labels import MarkLabels
from yiwu_report.charts.palette import COLOURS
from yiwu_report.charts.selection import ChartSelection, RowName, SelectedRow, select_cells, select_listed
from yiwu_report.model.charts import ChartBase, ChartFault, ColumnRef, FigureRef
from yiwu_report.model.fields import WORD, Id, IdOrIds
from yiwu_report.model.figures import ColumnKind, Status
from yiwu_report.model.rules import Rule

MOST_COLUMNS = 12  # vertical bars; horizontal ones are limited by MOST_ROWS
# What people write where they want an axis that begins elsewhere than at zero, or one of powers of ten.
_CUTS = re.compile(r"(?:[xy]_?)?(?:min|range|axis|domain)|from|baseline|zero|(?P<log>(?:[xy]_?)?(?:log|scale))")


class Orientation(StrEnum):
    """The direction of the bars."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


class BarChart(ChartBase):
    """Bars from zero: horizontal or vertical, one column or several side by side, coloured by a category."""

    other_names: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("column", "columns"), "write kind: bar and orientation: vertical"
    )
    is_from_zero = True

    kind: Literal["bar"]
    x: Annotated[IdOrIds | None, ColumnRef(ColumnKind.FIGURE)] = Field(
        None, description="the column of figures; several: grouped bars"
    )
    y: Annotated[Id | None, ColumnRef(ColumnKind.LABEL)] = Field(None, description="the column of labels")
    colour: Annotated[Id | None, ColumnRef(ColumnKind.CATEGORY)] = Field(
        None, description="a category column that colours the bars"
    )
    orientation: Annotated[Orientation, WORD] = Field(Orientation.HORIZONTAL, description="horizontal or vertical")
    total: Annotated[Id | None, FigureRef()] = Field(
        None, description="a derived figure drawn as the last bar, separate from the rows"
    )

    @classmethod
    def fault_of_key(cls, key: str) -> ChartFault | None:
        """Keys that would cut the bars off."""
        match = _CUTS.fullmatch(key)
        if match is None:
            return None
        if match["log"]:
            message = f'"{key}" in a bar chart: bars start at zero, which a logarithmic scale does not have'
            return Rule.BARS_FROM_ZERO, message, "remove it; kind: line can be logarithmic"
        message = f'"{key}" in a bar chart: bars must start at zero'
        return Rule.BARS_FROM_ZERO, message, "remove it; the dots of kind: range show small differences"


def select_bars(reader: ChartReader, spec: BarChart) -> ChartSelection | None:
    """What the chart draws, its total last; None where something is wrong or unusable."""
    selection = select_listed(reader, spec.figures) if spec.figures else _select_cells(reader, spec)
    if selection is None:
        return None
    if spec.total:
        selection = _with_total(reader, spec.total, selection)
    if selection is None:
        return None
    key = "figures" if spec.figures else "x"
    check_lengths(reader, selection.figures, key)
    is_vertical = spec.orientation is Orientation.VERTICAL
    most, way = (MOST_COLUMNS, "vertical") if is_vertical else (MOST_ROWS, "horizontal")
    count = sum(len(row.figures) for row in selection.rows)
    check_count(reader, key, count, most, f"{way} bars")
    check_colours(reader, "x", selection.columns)
    check_colours(reader, "colour", categories_of(selection))
    return selection


def _select_cells(reader: ChartReader, spec: BarChart) -> ChartSelection | None:
    table = reader.table(spec.table or "")
    if table is None:
        return None
    wanted = spec.x if isinstance(spec.x, list) else [spec.x]
    columns = [reader.column_or_first("x", table, each, ColumnKind.FIGURE) for each in wanted]
    label = reader.column_or_first("y", table, spec.y, ColumnKind.LABEL)
    if spec.colour:
        reader.column("colour", table, spec.colour, ColumnKind.CATEGORY)
    if spec.colour and len(columns) > 1:
        message = "colour: with several columns, which have their own colours"
        reader.refuse("colour", Rule.CHART_SHAPE, message, "remove colour:, or name one column under x:")
    found = [column for column in columns if column is not None]
    if reader.problems or label is None or len(found) < len(columns):
        return None
    return select_cells(reader, table, found, label, spec.colour)


def _with_total(reader: ChartReader, total: str, selection: ChartSelection) -> ChartSelection | None:
    """The selection with the total as its last row."""
    figure = reader.figure("total", total)
    if figure is None:
        return None
    if len(selection.columns) > 1:
        reader.refuse("total", Rule.CHART_SHAPE, "total: with several columns", "remove total:")
    if not figure.is_derived:
        message = f"total: {total} is not a derived figure"
        reader.refuse("total", Rule.CHART_SHAPE, message, "name a figure of data/derived.yaml that adds the rows up")
    check_overlap(reader, "total", [*selection.figures, figure], "have no total")
    row = SelectedRow(RowName(figure=figure), (figure,), is_total=True)
    return ChartSelection(
        (*selection.rows, row), selection.table, selection.columns, selection.label_column, selection.colour_column
    )


def categories_of(selection: ChartSelection) -> tuple[str, ...]:
    """The categories that colours stand for, in the table's order."""
    if selection.table is None or selection.colour_column is None:
        return ()
    shown = {row.category for row in selection.rows}
    labels = selection.table.columns[selection.colour_column].labels or {}
    return tuple(category for category in labels if category in shown)


def plot_bars(selection: ChartSelection, words: ChartLabels) -> Plot[BarRow]:
    """The chart in words."""
    categories = categories_of(selection)
    roles = dict(zip(categories, COLOURS, strict=False))
    names = {each: _category_name(selection, each, words) for each in categories}
    has_headings = len(categories) > 1 and _stand_together(selection)
    items = MarkLabels.of(selection, words)
    rows: list[BarRow] = []
    before: str | None = None
    for row in selection.rows:
        row_roles = _roles(row, roles)
        drawn = tuple(items.item(row, at, role) for at, role in enumerate(row_roles))
        heading = names.get(row.category or "") if has_headings and row.category != before else None
        rows.append(BarRow(words.name(row.name), drawn, heading, row.is_total))
        before = row.category
    return Plot(tuple(rows), _legend(selection, roles, names, words, has_headings=has_headings))


def draw_bars(spec: BarChart, plot: Plot[BarRow], width: int) -> Canvas:
    """The chart at this width; vertical bars become horizontal if their labels do not fit."""
    if spec.orientation is Orientation.VERTICAL:
        standing = draw_columns(plot, width)
        if standing is not None:
            return standing
    return draw_rows(plot, width)


def _roles(row: SelectedRow, roles: Mapping[str, str]) -> Sequence[str]:
    if row.is_total:
        return ("total",)
    if row.category is not None:
        return (roles.get(row.category, COLOURS[0]),)
    return COLOURS[: len(row.figures)]


def _category_name(selection: ChartSelection, category: str, words: ChartLabels) -> str:
    if selection.table is None or selection.colour_column is None:
        return category
    return words.category(selection.table, selection.colour_column, category)


def _stand_together(selection: ChartSelection) -> bool:
    """True where the rows of each category follow one another, two or more on average: a heading can name them."""
    order = [row.category for row in selection.rows if not row.is_total]
    changes = sum(a != b for a, b in pairwise(order))
    groups = len(set(order))
    return changes == groups - 1 and len(order) >= 2 * groups


def _legend(
    selection: ChartSelection,
    roles: Mapping[str, str],
    names: Mapping[str, str],
    words: ChartLabels,
    *,
    has_headings: bool,
) -> tuple[LegendEntry, ...]:
    if len(selection.columns) > 1:
        series = enumerate(zip(COLOURS, series_names(selection, words), strict=False))
        return tuple(LegendEntry(role, name, common_status(selection, at)) for at, (role, name) in series)
    if len(roles) < 2 or has_headings:
        return ()
    return tuple(
        LegendEntry(role, names[category], _status_of_category(selection, category)) for category, role in roles.items()
    )


def _status_of_category(selection: ChartSelection, category: str) -> Status:
    rows = [row for row in selection.rows if row.category == category]
    return only_status(figure.status for row in rows for figure in row.figures if figure)


KIND = ChartKind(BarChart, select_bars, plot_bars, draw_bars, {"bar": "bar"})
