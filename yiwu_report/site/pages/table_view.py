"""Tables as pages show them: a table of data/, and the rows of a chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from markupsafe import Markup, escape

from yiwu_report.model.bound import FigureHref, Html
from yiwu_report.model.cell_name import parse_cell
from yiwu_report.model.data import Column, Figure, Table
from yiwu_report.model.drawn import DataCell, DrawnChart
from yiwu_report.model.figures import ColumnKind, Status
from yiwu_report.model.period import Period
from yiwu_report.site.pages.formula_view import figure_href
from yiwu_report.site.report import Context
from yiwu_report.site.report.context import Words
from yiwu_report.text.formatting import Language, format_figure, format_period
from yiwu_report.text.formatting.numbers import format_number


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell: its text, the figure it shows, and its status if that is not a fact and its column doesn't say so."""

    text: str
    link: FigureHref | Markup | None = None
    status: str | None = None
    status_word: str | None = None
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """A row; its first cell names it. `anchor` is empty if nothing links to it."""

    anchor: str
    head: CellView
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class ColumnView:
    """The head of a column."""

    title: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class TableView:
    """A table in one language."""

    anchor: str
    title: Markup
    note: Html | None
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]
    of_file: str | None = None  # how many rows of which file are shown, where that is not all


def view_table(table: Table, language: Language, context: Context, *, listed_only: bool = False) -> TableView:
    """A table of data/ with its cells formatted and linked; of a file all rows, or those with `listed` figures."""
    code = language.code
    title = context.bound.texts.get(("table", table.id, "title", code))
    note = context.bound.texts.get(("table", table.id, "note", code))
    rows = []
    listed = frozenset(context.data.cells[table.id])
    frame = table.listed_rows(listed) if listed_only else table.rows()
    shared = {column.id: _shared_status(frame[column.id]) for column in table.columns.values()}
    for row, values in frame.iterrows():
        cells = [_cell(values[column.id], column, shared[column.id], language, context) for column in _columns(table)]
        if table.file is not None:  # only what the report refers to or draws has an entry to lead to
            cells = [
                each if isinstance(each.link, FigureHref) and each.link.figure in listed else replace(each, link=None)
                for each in cells
            ]
        rows.append(RowView(f"{table.id}.{row}", cells[0], tuple(cells[1:])))
    return TableView(
        table.id,
        escape(title.plain if title else table.title[code].value),
        note.html if note else None,
        tuple(_head(column, shared[column.id], language, context, table) for column in _columns(table)),
        tuple(rows),
        _of_file(table, len(rows), language),
    )


def _of_file(table: Table, shown: int, language: Language) -> str | None:
    if table.file is None or shown == table.row_count:
        return None
    rows, all_rows = (format_number(Decimal(number), language) for number in (shown, table.row_count))
    return Words(language)("table_of_file", shown=rows, all=all_rows, file=table.file.name)


def view_rows(chart: DrawnChart, title: str, context: Context) -> TableView:
    """The data of a chart, as a table."""
    code = chart.language
    numbers = {at for row in chart.rows.rows for at, cell in enumerate(row) if cell.figure}
    rows = []
    for row in chart.rows.rows:
        cells = [
            CellView(cell.text, _of_chart(cell, code, context), is_number=at in numbers) for at, cell in enumerate(row)
        ]
        rows.append(RowView("", cells[0], tuple(cells[1:])))
    columns = tuple(ColumnView(head, at in numbers) for at, head in enumerate(chart.rows.header))
    return TableView("", escape(title), None, columns, tuple(rows))


def _of_chart(cell: DataCell, language: str, context: Context) -> FigureHref | Markup | None:
    """A link to the note of a figure; to the entry of a cell of a file, of which a chart may have a thousand."""
    if cell.figure is None:
        return None
    href = figure_href(cell.figure, language, context)
    return href.__html__() if parse_cell(cell.figure) else href


def _columns(table: Table) -> list[Column]:
    """The columns in order, but the first label column, which names the rows, before all others."""
    columns = list(table.columns.values())
    named = [column for column in columns if column.kind is ColumnKind.LABEL][:1]
    return [*named, *(column for column in columns if column not in named)]


def _shared_status(cells: Iterable[object]) -> Status | None:
    """The status of every cell of a column where it is the same."""
    statuses = {cell.status for cell in cells if isinstance(cell, Figure)}
    return statuses.pop() if len(statuses) == 1 else None


def _head(column: Column, shared: Status | None, language: Language, context: Context, table: Table) -> ColumnView:
    bound = context.bound.texts.get(("column", table.id, column.id, language.code))
    title = bound.plain if bound else (column.title or {}).get(language.code)
    text = str(title) if title else column.id
    if shared is not None and shared is not Status.FACT:
        pattern = language.joiners.parenthesis
        text = pattern.replace("{a}", text).replace("{b}", language.status[shared])
    return ColumnView(text, column.kind is ColumnKind.FIGURE)


def _cell(value: object, column: Column, shared: Status | None, language: Language, context: Context) -> CellView:
    code = language.code
    if isinstance(value, Figure):
        told = value.status is Status.FACT or shared is not None
        return CellView(
            format_figure(value, language, context.data.units).full,
            figure_href(value.id, code, context),
            None if told else str(value.status),
            None if told else language.status[value.status],
            is_number=True,
        )
    if isinstance(value, dict):
        return CellView(str(value[code]))
    if isinstance(value, Period):
        return CellView(format_period(value, language, context.site.spec.periods))
    if isinstance(value, str):
        return CellView(str((column.labels or {}).get(value, {}).get(code, value)))
    return CellView("—", is_number=column.kind is ColumnKind.FIGURE)
