"""The tables that views start from, as frames: rows written in YAML, rows of a file, and other views."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from yiwu_report.compute.tables.figures import row_label
from yiwu_report.compute.tables.file_table import FileTable
from yiwu_report.compute.views.frame import TextColumn, ValueColumn, ViewFrame, text_column
from yiwu_report.compute.views.lineage import TableCells, ViewCells
from yiwu_report.compute.views.view_table import ViewTable
from yiwu_report.model.column_table import Calculated, NumberColumn
from yiwu_report.model.data import Column, Figure
from yiwu_report.model.figures import ColumnKind, Status, TableSpec, UnitSpec
from yiwu_report.model.text import Localized

ROW_ID = "id"  # the key of a table in YAML: the ids of its rows; row_id where a column has this name


def frame_of_file(table: FileTable) -> ViewFrame:
    """All rows of a file."""
    columns = {name: _column_of_file(table, name, each) for name, each in table.columns.items()}
    return ViewFrame(table.data.keys, columns, table.row_count)


def _column_of_file(table: FileTable, name: str, column: Column) -> TextColumn | ValueColumn:
    if column.kind is not ColumnKind.FIGURE:
        texts = table.data.texts_of(name)
        given = (table.spec.columns[name].labels or {}) if name in table.spec.columns else {}
        names = {text: table.label(name, text) for text in given if text in set(texts)}
        periods = table.data.periods.get(name)
        return TextColumn(
            column.kind, table.data.codes_of(name), texts, column.title, names or None, periods, table.empty(name)
        )
    said, unit_id = table.spec.columns[name], column.unit_id or ""
    numbers = table.data.numbers.get(name)
    lineage = TableCells(
        table.id,
        name,
        partial(_figure_of_file, table, name),
        status=(said.status or Status.FACT) if numbers is not None else None,
        period_at=table.period_of,
        is_of_file=True,
    )
    return ValueColumn(
        numbers if numbers is not None else _numbers(table.row_count, lineage.figure_at),
        lineage,
        unit_id,
        table.units[unit_id],
        column.title,
        said.decimals,
        percent_of=said.percent_of,
        overlaps=table.overlap,
        source=said.source,
    )


def _figure_of_file(table: FileTable, column: str, row: int) -> Figure | None:
    return table.figure_at(row, column)


def _numbers(row_count: int, figure_at: Callable[[int], Figure | None]) -> NumberColumn:
    """The values of figures."""
    figures = [figure_at(row) for row in range(row_count)]
    return NumberColumn.of(
        [Calculated(each.interval, each.precision) if each and each.interval else None for each in figures]
    )


def frame_of_view(view: ViewTable) -> ViewFrame:
    """The rows of another view, with its own figures where it calculates."""
    columns: dict[str, TextColumn | ValueColumn] = dict(view.frame.columns)
    for name, each in view.frame.figures.items():
        lineage = ViewCells(each.lineage, partial(_figure_of_view, view, name))
        columns[name] = replace(each, lineage=lineage)
    return ViewFrame(view.frame.keys, columns, view.frame.row_count, view.frame.order, view.frame.others)


def _figure_of_view(view: ViewTable, column: str, row: int) -> Figure | None:
    return view.figure_at(row, column)


def frame_of_written(
    table_id: str,
    spec: TableSpec,
    figures: Mapping[str, Figure],
    units: Mapping[str, UnitSpec],
    languages: tuple[str, ...],
) -> ViewFrame:
    """The rows of a table in YAML; their ids are the key `id`."""
    rows = list(spec.rows)
    named = {row: label for row in rows if (label := row_label(spec, row))}
    key = ROW_ID if ROW_ID not in spec.columns else f"row_{ROW_ID}"
    columns: dict[str, TextColumn | ValueColumn] = {
        key: TextColumn(ColumnKind.LABEL, np.arange(len(rows), dtype=np.intp), tuple(rows), names=named or None)
    }
    for name, column in spec.columns.items():
        cells = [spec.rows[row].get(name) for row in rows]
        if column.kind is ColumnKind.CATEGORY:
            texts = [each if isinstance(each, str) else None for each in cells]
            columns[name] = text_column(column.kind, texts, column.title, column.labels)
        elif column.kind is ColumnKind.LABEL:
            columns[name] = _labels(cells, column.title, languages)
        else:
            unit_id = column.unit or spec.defaults.unit or ""
            figure_at = partial(_figure_written, figures, [f"{table_id}.{row}.{name}" for row in rows])
            columns[name] = ValueColumn(
                _numbers(len(rows), figure_at),
                TableCells(table_id, name, figure_at),
                unit_id,
                units[unit_id],
                column.title,
                column.decimals,
                percent_of=column.percent_of,
                overlaps=spec.overlap,
                source=column.source or spec.defaults.source,
            )
    return ViewFrame((key,), columns, len(rows))


def _labels(cells: Sequence[object], title: Localized | None, languages: tuple[str, ...]) -> TextColumn:
    """Labels by their text in the first language that they have."""
    texts: list[str | None] = []
    names: dict[str, Localized] = {}
    for cell in cells:
        text = next((cell[code].value for code in languages if code in cell), None) if isinstance(cell, dict) else None
        texts.append(text)
        if text is not None and isinstance(cell, dict):
            names.setdefault(text, cell)
    return text_column(ColumnKind.LABEL, texts, title, names)


def _figure_written(figures: Mapping[str, Figure], ids: list[str], row: int) -> Figure | None:
    return figures.get(ids[row])
