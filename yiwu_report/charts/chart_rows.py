"""The data table of a chart."""

from __future__ import annotations

from yiwu_report.charts.chart_words import ChartWords
from yiwu_report.charts.selection import SelectedRow, Selection
from yiwu_report.charts.series import common_period
from yiwu_report.charts.words_check import Phrase
from yiwu_report.model.data import Figure
from yiwu_report.model.drawn import ChartRows, DataCell


def rows_of(selection: Selection, words: ChartWords) -> ChartRows:
    """The rows of a selection, with the category beside the name if colours represent categories."""
    table, colour = selection.table, selection.colour_column
    if table is None:
        header = [words.say(Phrase.HEAD_WHAT), words.say(Phrase.HEAD_VALUE)]
    else:
        header = [words.column(table, selection.label_column or "")]
        header += [words.column(table, colour)] if colour else []
        header += _series(selection, words)
    return ChartRows(tuple(header), tuple(_row(row, selection, words) for row in selection.rows))


def _series(selection: Selection, words: ChartWords) -> list[str]:
    """The headings of the columns, with their periods where there are several columns."""
    table = selection.table
    headings = [words.column(table, column) for column in selection.columns] if table else []
    if len(headings) < 2:
        return headings
    periods = [common_period(selection, at) for at in range(len(headings))]
    remarks = [words.period(period) if period else "" for period in periods]
    return [words.join("parenthesis", heading, remark) for heading, remark in zip(headings, remarks, strict=True)]


def _row(row: SelectedRow, selection: Selection, words: ChartWords) -> tuple[DataCell, ...]:
    cells = [DataCell(words.name(row.name))]
    if selection.colour_column and selection.table:
        name = words.category(selection.table, selection.colour_column, row.category) if row.category else ""
        cells.append(DataCell(name))
    return (*cells, *(cell_of(figure, words) for figure in row.figures))


def cell_of(figure: Figure | None, words: ChartWords) -> DataCell:
    """A figure's cell."""
    return DataCell(words.value(figure), figure.id if figure else None)
