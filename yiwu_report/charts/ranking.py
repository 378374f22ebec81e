"""Rankings: what a chart sorts, and whether the values are equally certain."""

from __future__ import annotations

from yiwu_report.charts.asking import Asking
from yiwu_report.charts.selection import Selection
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import Status
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import canonical


def unlike(selection: Selection, sort: str | None) -> tuple[Figure, Figure] | None:
    """The first two published figures that `sort` ranks and whose qualifiers or statuses differ; None where none do."""
    ranked = [figure for figure in _ranked(selection, sort) if figure.quantity is not None] if sort else []
    for other in ranked[1:]:
        if _kind(other) != _kind(ranked[0]):
            return ranked[0], other
    return None


def check_ranking(asking: Asking, selection: Selection) -> None:
    """A ranking of numbers with different certainty needs a note by the editor."""
    pair = unlike(selection, asking.spec.sort)
    if pair is not None and asking.spec.note is None:
        one, other = (f"{figure.id} ({_words(figure)})" for figure in pair)
        message = f"{one} and {other} are ranked but not equally certain"
        asking.refuse("sort", Rule.CHART_RANKING, message, "add note: that explains what this means for the order")


def _ranked(selection: Selection, sort: str) -> list[Figure]:
    """The figures that the order of the rows comes from; totals stand outside of it."""
    rows = [row for row in selection.rows if not row.is_total]
    table, column = selection.table, sort.removeprefix("-")
    if table is None or column in selection.columns:
        at = selection.columns.index(column) if table else 0
        cells: list[object] = [row.figures[at] for row in rows]
    else:
        shown = {figure.row for row in rows for figure in row.figures if figure is not None}
        cells = [cell for row, cell in table.frame[column].items() if row in shown]
    return [cell for cell in cells if isinstance(cell, Figure)]


def _kind(figure: Figure) -> tuple[object, Status]:
    return figure.quantity.qualifier if figure.quantity else None, figure.status


def _words(figure: Figure) -> str:
    value = canonical(figure.quantity) if figure.quantity else "null"
    return value if figure.status is Status.FACT else f"{value}, {figure.status}"
