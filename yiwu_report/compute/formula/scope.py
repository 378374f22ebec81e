"""What formulas need of whatever gives their names values, and what comparing gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from yiwu_report.compute.formula.measured import Measured
from yiwu_report.compute.formula.nodes import Compare, FormulaNode, NameNode
from yiwu_report.model.period import Period
from yiwu_report.quantity import Truth


class RowValue(NamedTuple):
    """A row of a column: its keys, its period if its keys have one, and its value; None where that is missing."""

    keys: tuple[str, ...]
    value: Measured | None
    period: Period | None = None


class FormulaScope(Protocol):
    """Where names get their values. Each raises FormulaFault for a missing name, SilentlyLeftOut for Unusable."""

    @property
    def may_sum_percents(self) -> bool:
        """True where sums of percentages may be tested."""

    def value(self, name: NameNode) -> Measured:
        """The value of a figure or a cell."""

    def values(self, name: NameNode, where: Mapping[str, str]) -> Sequence[Measured]:
        """The values of a table's column in the rows that `where` selects; of a figure: itself.

        A column alone, in a formula of its table, is that column of all rows.
        """

    def is_column(self, name: NameNode) -> bool:
        """True where the name is a column of a table, and so no single value; not for a column of the formula's row."""

    def count(self, name: NameNode, where: Mapping[str, str]) -> int:
        """How many rows of a table `where` selects."""

    def overlaps(self, name: NameNode) -> bool:
        """True where the name is a column of a table whose rows overlap, so that a sum counts things twice."""

    def row_values(self, name: NameNode, where: Mapping[str, str]) -> Sequence[RowValue]:
        """The rows that `where` selects of the column, in their order; a view's row of others is none of them."""

    def is_sorted_up(self, name: NameNode) -> bool:
        """True where the column belongs to a view that sorts by it, the least first."""

    def truths(self, table: NameNode, condition: Compare, where: Mapping[str, str]) -> Sequence[tuple[str, Truth]]:
        """For each selected row of a table what names it, and whether a condition on its columns is true."""

    def row_in_words(self, table: NameNode, row: str, of: FormulaNode) -> str:
        """A row of a table with its numbers in the columns that a node names, e.g. "Namibia" (change -9.2)."""

    def position(self, table: NameNode, *, is_first: bool) -> Sequence[tuple[str, ...]]:
        """The keys of the rows that may be the first (the last) one of a view; one if that can be told."""

    def without(self, names: Sequence[NameNode]) -> FormulaScope:
        """The same scope, in which columns lack the cells that these names mean."""

    def is_additive(self, name: NameNode) -> bool:
        """False where the name is a column, or a figure, whose unit has `additive: false`."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of a comparison: its verdict and the values of its operands."""

    truth: Truth
    operands: tuple[Measured, ...] = ()
    operators: tuple[str, ...] = ()
    now: str = ""  # what is true now, where no operand says it
