"""Where the numbers of a view's column come from: which cells each is made of, and how it is calculated from them.

A lineage is asked by rows of the view, as numpy arrays, so that nothing is computed until a figure is shown, a formula
checked or a command asks which cells a number depends on. Values that come out of `measured` are those of the same
calculation with other cells: the audit asks with cells that are widened by what rounding leaves open.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from yiwu_report.compute.formula import FormulaFault, Measured
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import Status
from yiwu_report.model.period import Period
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text

Rows = npt.NDArray[np.intp]
Measure = Callable[[Figure], Measured]  # a figure's value in base units; raises FormulaFault if it has none


def rows_of(*rows: int) -> Rows:
    """These rows as an array."""
    return np.array(rows, dtype=np.intp)


class CellBlock(NamedTuple):
    """Cells of one column of a table, by the numbers of their rows."""

    column: TableCells
    rows: Rows

    @property
    def figures(self) -> Iterator[Figure]:
        """The figures of these cells that have a value or none; not those that can't be computed."""
        return (figure for row in self.rows.tolist() if (figure := self.column.figure(row)) is not None)


class Lineage(ABC):
    """Where the numbers of a column come from."""

    @abstractmethod
    def cells(self, rows: Rows) -> Iterator[CellBlock]:
        """The cells of tables that the numbers in these rows are calculated from."""

    @abstractmethod
    def measured(self, row: int, measure: Measure) -> Measured:
        """The number in a row, calculated from cells as `measure` has them; FormulaFault where one is missing."""

    def figure(self, row: int) -> Figure | None:  # noqa: ARG002  # as of a cell
        """The figure that the row repeats as it is; None where it is calculated."""
        return None

    def making(self, row: int) -> Making | None:  # noqa: ARG002
        """How the number in a row is made; None where it is repeated."""
        return None


class Making(NamedTuple):
    """How a number of a view is made: a word, e.g. sum; a column's formula with the columns that it names."""

    how: str
    formula: Text | None = None


@dataclass(frozen=True, eq=False)
class TableCells(Lineage):
    """The cells of a column of figures of a table."""

    table: str
    column: str
    figure_at: Callable[[int], Figure | None]
    status: Status | None = None  # of all its cells, where the description of a file says so
    period_at: Callable[[int], Period | None] | None = None  # of a file: the period of a row
    is_of_file: bool = False

    def cells(self, rows: Rows) -> Iterator[CellBlock]:
        """Themselves."""
        if len(rows):
            yield CellBlock(self, rows)

    def measured(self, row: int, measure: Measure) -> Measured:
        """The value of a cell."""
        found = self.figure_at(row)
        if found is None:
            raise missing_value()
        return measure(found)

    def figure(self, row: int) -> Figure | None:
        """The cell itself."""
        return self.figure_at(row)


@dataclass(frozen=True, eq=False)
class ViewCells(Lineage):
    """The cells of a column of another view, which has figures of its own where it calculates."""

    lineage: Lineage
    figure_at: Callable[[int], Figure | None]

    def cells(self, rows: Rows) -> Iterator[CellBlock]:
        """What the other view's numbers are calculated from."""
        return self.lineage.cells(rows)

    def measured(self, row: int, measure: Measure) -> Measured:
        """As the other view calculates it."""
        return self.lineage.measured(row, measure)

    def figure(self, row: int) -> Figure | None:
        """The other view's figure."""
        return self.figure_at(row)


@dataclass(frozen=True, eq=False)
class Taken(Lineage):
    """Some rows of another lineage, in another order; -1 is a row that has none."""

    parent: Lineage
    rows: Rows

    def cells(self, rows: Rows) -> Iterator[CellBlock]:
        """Those of the rows that were taken."""
        taken = self.rows[rows]
        return self.parent.cells(taken[taken >= 0])

    def measured(self, row: int, measure: Measure) -> Measured:
        """The number in the row that was taken."""
        return self.parent.measured(self._there(row), measure)

    def figure(self, row: int) -> Figure | None:
        """The figure in the row that was taken."""
        taken = int(self.rows[row])
        return self.parent.figure(taken) if taken >= 0 else None

    def making(self, row: int) -> Making | None:
        """How the number in the row that was taken is made."""
        taken = int(self.rows[row])
        return self.parent.making(taken) if taken >= 0 else None

    def _there(self, row: int) -> int:
        taken = int(self.rows[row])
        if taken < 0:
            raise missing_value()
        return taken


def rows_taken(lineage: Lineage, rows: Rows) -> Rows:
    """The rows of what a lineage takes its numbers from as they are; two that are the same repeat one number. -1: none."""
    while isinstance(lineage, Taken):
        rows = np.append(lineage.rows, -1)[rows]
        lineage = lineage.parent
    return rows


@dataclass(frozen=True, eq=False)
class Stacked(Lineage):
    """Columns one below the other: a row is that of `rows` in the column of `columns`; column -1 is none."""

    parents: Sequence[Lineage]
    columns: Rows
    rows: Rows

    def cells(self, rows: Rows) -> Iterator[CellBlock]:
        """Those of each column."""
        for number, parent in enumerate(self.parents):
            of_column = rows[self.columns[rows] == number]
            if len(of_column):
                yield from parent.cells(self.rows[of_column])

    def measured(self, row: int, measure: Measure) -> Measured:
        """The number in the row's column."""
        if self.columns[row] < 0:
            raise missing_value()
        parent: Lineage = self.parents[self.columns[row]]
        return parent.measured(int(self.rows[row]), measure)

    def figure(self, row: int) -> Figure | None:
        """The figure in the row's column."""
        return self.parents[self.columns[row]].figure(int(self.rows[row])) if self.columns[row] >= 0 else None

    def making(self, row: int) -> Making | None:
        """As the row's column makes it."""
        return self.parents[self.columns[row]].making(int(self.rows[row])) if self.columns[row] >= 0 else None


Combine = Callable[[Sequence[Sequence[Measured]]], Measured]  # of the values of each parent


@dataclass(frozen=True, eq=False)
class Combined(Lineage):
    """Numbers calculated from several rows of other columns, e.g. the sum of a group."""

    how: Making
    parents: Sequence[Lineage]
    members: Callable[[int], Rows]  # the rows of the parents that a row is calculated from
    combine: Combine
    with_missing: bool = False  # True: what is missing is left out

    def cells(self, rows: Rows) -> Iterator[CellBlock]:
        """Those of all members."""
        for row in rows.tolist():
            members = self.members(row)
            for parent in self.parents:
                yield from parent.cells(members)

    def measured(self, row: int, measure: Measure) -> Measured:
        """Calculated anew from the members."""
        pairs = [pair for member in self.members(row).tolist() if (pair := self._pair(member, measure)) is not None]
        if not pairs:
            raise missing_value()
        return self.combine(list(zip(*pairs, strict=True)))

    def _pair(self, member: int, measure: Measure) -> Sequence[Measured] | None:
        """The value of a member in each parent; None for one that is left out, since one of them is missing."""
        try:
            return [parent.measured(member, measure) for parent in self.parents]
        except FormulaFault as fault:
            if self.with_missing and fault.rule is Rule.MISSING_VALUE:
                return None
            raise

    def making(self, row: int) -> Making | None:  # noqa: ARG002  # the same for all
        """The same for every row."""
        return self.how


def missing_value() -> FormulaFault:
    """The fault of a cell that has no value."""
    return FormulaFault(Rule.MISSING_VALUE, "a value is not published", "remove it, or give it a value")


def blocks_of(lineage: Lineage, row: int) -> tuple[CellBlock, ...]:
    """The cells that a number is calculated from: each once, in the order of first use."""
    found: dict[tuple[str, str], list[Rows]] = {}
    columns: dict[tuple[str, str], TableCells] = {}
    for block in lineage.cells(rows_of(row)):
        key = block.column.table, block.column.column
        columns.setdefault(key, block.column)
        found.setdefault(key, []).append(block.rows)
    return tuple(CellBlock(columns[key], _each_once(np.concatenate(rows))) for key, rows in found.items())


def _each_once(rows: Rows) -> Rows:
    _, first = np.unique(rows, return_index=True)
    return rows[np.sort(first)]
