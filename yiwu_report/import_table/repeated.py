"""Facts that are already in another table: if stored twice, they could diverge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from yiwu_report.model.data import Data, Figure
from yiwu_report.quantity import canonical

Fact = tuple[str | None, str, str, str]  # source, unit, period, value


def repeated(data: Data, table: str) -> list[str]:
    """A line for each other table that holds half of this table's figures or more.

    The same fact is taken to be one of the same source, unit, period and value whose row or column has the same id,
    whichever way the tables are turned. A few such figures may be chance, half of a table are not.
    """
    own = _facts(data, table)
    count = sum(map(len, own.values()))
    lines = []
    for other in data.tables:
        theirs = _facts(data, other) if other != table else {}
        twice = [pair for fact, figures in own.items() for pair in _pairs(figures, theirs.get(fact, ()))]
        if twice and len(twice) * 2 >= count:
            figure, same = twice[0]
            lines.append(
                f"{len(twice)} of {count} figures are in the table {other} already, e.g. {figure.id} as {same.id}: "
                "a change to one would miss the other; store each fact once, and refer to it in formulas "
                "and texts"
            )
    return lines


def _facts(data: Data, table: str) -> dict[Fact, list[Figure]]:
    found: dict[Fact, list[Figure]] = defaultdict(list)
    for name in data.cells[table]:
        figure = data.figures[name]
        if figure.quantity is not None and not figure.is_derived:
            found[figure.source, figure.unit_id, str(figure.period), canonical(figure.quantity)].append(figure)
    return found


def _pairs(figures: Sequence[Figure], theirs: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Each figure with the first of theirs that has an id of a row or a column in common with it."""
    pairs = [(figure, [each for each in theirs if _ids(each) & _ids(figure)]) for figure in figures]
    return [(figure, same[0]) for figure, same in pairs if same]


def _ids(figure: Figure) -> set[str | None]:
    return {figure.row, figure.column}
