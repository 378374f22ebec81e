"""The names of a chart's columns, and what their marks have in common."""

from __future__ import annotations

from collections.abc import Iterable

from yiwu_report.charts.chart_words import ChartWords
from yiwu_report.charts.selection import Selection
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import Status
from yiwu_report.model.period import Period


def common_period(selection: Selection, at: int) -> Period | None:
    """The period that every figure of a column has, if there is one."""
    periods = {figure.period for figure in _column(selection, at)}
    return periods.pop() if len(periods) == 1 else None


def series_names(selection: Selection, words: ChartWords) -> tuple[str, ...]:
    """The columns by their periods where those alone differ from column to column; else by their titles."""
    if selection.table is None:
        return ()
    titles = tuple(words.column(selection.table, column) for column in selection.columns)
    periods = [common_period(selection, at) for at in range(len(titles))]
    known = [period for period in periods if period is not None]
    if len(known) == len(titles) == len(set(known)) and _are_of_one_unit(selection):
        return tuple(words.period(period) for period in known)
    return titles


def _are_of_one_unit(selection: Selection) -> bool:
    return len({figure.unit_id for figure in selection.figures}) == 1


def common_status(selection: Selection, at: int) -> Status:
    """The status that every figure of a column has; fact where they differ."""
    return only_status(figure.status for figure in _column(selection, at))


def only_status(statuses: Iterable[Status]) -> Status:
    """The one status among these; fact where there are several."""
    found = set(statuses)
    return found.pop() if len(found) == 1 else Status.FACT


def _column(selection: Selection, at: int) -> list[Figure]:
    cells = [row.figures[at] for row in selection.rows if not row.is_total]
    return [figure for figure in cells if figure is not None]
