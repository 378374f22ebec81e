"""`column`: a new column by a formula over each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import ClassVar

from pydantic import Field

from yiwu_report.compute.formula import (
    Comparison,
    Formula,
    FormulaFault,
    FormulaScope,
    Measured,
    evaluate,
    names_of,
    parse_formula,
    to_unit,
)
from yiwu_report.compute.formula.dimension import never_added
from yiwu_report.compute.formula.evaluate import CallResults
from yiwu_report.compute.formula.nodes import Compare, FormulaNode, NameNode, calls_of
from yiwu_report.compute.formula.scope import RowValue
from yiwu_report.compute.views.frame import ValueColumn, ViewFrame
from yiwu_report.compute.views.lineage import CellBlock, Lineage, Making, Measure, Rows, missing_value
from yiwu_report.compute.views.step import Around, FigureScope, StepFault, ViewStep
from yiwu_report.model.column_table import Calculated, NumberColumn
from yiwu_report.model.fields import Id, LocalizedField, TextField, UnitId, WholeNumber
from yiwu_report.model.figures import UnitSpec
from yiwu_report.model.problem import Problem, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import Truth


class ColumnStep(ViewStep):
    """Adds a column."""

    word: ClassVar[str] = "column"

    name: Id = Field(description="id of the new column")
    formula: TextField = Field(
        description="arithmetic over columns of the row and figures, e.g. y2007 - y1992; sum(population) goes over the whole column, max(y1992, y2007) over the row"
    )
    unit: UnitId | None = Field(
        None, description="unit of the result; default: that of the first column in the formula"
    )
    title: LocalizedField = Field(description="heading of the column, in every language")
    decimals: WholeNumber | None = Field(None, description="decimals to show")
    note: LocalizedField | None = Field(None, description="what readers need to know about it")
    percent_of: LocalizedField | None = Field(None, description="for a percentage: what 100% is")

    def uses(self) -> Iterator[str]:
        """The figures and tables that the formula may name."""
        formula = parse_formula(self.formula)
        if not isinstance(formula, Problem):
            for name in names_of(formula.root):
                yield from (name.id, name.parts[0])

    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:
        """The same rows with one more column; missing where one that the formula uses is."""
        name = self.new_name(frame, "name", self.name)
        formula = parse_formula(self.formula)
        if isinstance(formula, Problem):
            raise StepFault(formula)
        named = [each.parts[0] for each in names_of(formula.root) if len(each.parts) == 1 and not each.keys]
        columns = {each: frame.figures[each] for each in named if each in frame.figures}
        unit = self.unit_named(around, self.unit) if self.unit else self._unit_of_first(columns)
        scope = RowScope(frame, around.scope, 0, lambda column, row: columns_measured(frame, column, row))
        kept: CallResults = {}
        values = [self._value(formula, replace(scope, row=row), unit, kept) for row in range(frame.row_count)]
        parents = {each: column.lineage for each, column in columns.items()}
        lineage = FormulaLineage(formula, parents, frame, around.scope, Making("formula", self.formula))
        column = ValueColumn(
            NumberColumn.of(values),
            lineage,
            *unit,
            self.title,
            self.decimals,
            self.note,
            self.percent_of,
            overlaps=any(each.overlaps for each in columns.values()),
        )
        return frame.with_columns({name: column})

    def _unit_of_first(self, columns: Mapping[str, ValueColumn]) -> tuple[str, UnitSpec]:
        first = next(iter(columns.values()), None)
        if first is None:
            remedy = "add unit: with a unit of data/units.yaml"
            raise self.fault((), Rule.MISSING_KEY, "column: does not say its unit", remedy)
        return first.unit_id, first.unit

    def _value(
        self, formula: Formula, scope: RowScope, unit: tuple[str, UnitSpec], kept: CallResults
    ) -> Calculated | None:
        try:
            value = evaluate(formula, scope, kept)
            if isinstance(value, Comparison):
                raise _comparison()
            return Calculated(*to_unit(value, *unit))
        except FormulaFault as fault:
            if fault.rule is Rule.MISSING_VALUE:
                return None
            raise self.of_formula(self.formula, fault, scope.frame.row_name(scope.row)) from None


def _comparison() -> FormulaFault:
    return FormulaFault(Rule.FORMULA_SYNTAX, "a comparison is not a number", "use where: to select rows", 0)


def columns_measured(frame: ViewFrame, column: str, row: int) -> Measured:
    """The value of a row; FormulaFault where it is missing."""
    value = frame.figures[column].measured(row)
    if value is None:
        raise missing_value()
    return value


@dataclass(frozen=True)
class RowScope:
    """The names of a formula over a row: columns of the view first, then figures of the report."""

    frame: ViewFrame
    outer: FigureScope
    row: int
    of_column: Callable[[str, int], Measured]
    measure: Measure | None = None  # how figures of the report are measured; default: as the outer scope does
    may_sum_percents: bool = False

    def value(self, name: NameNode) -> Measured:
        """The row's value in a column, or that of a figure."""
        if self._is_column(name):
            return self.of_column(name.parts[0], self.row)
        if len(name.parts) == 1 and not name.keys and name.parts[0] in self.frame.columns:
            raise FormulaFault(Rule.MIXED_DIMENSIONS, f'"{name.id}" holds texts', "formulas need figures")
        try:
            return self.outer.value(name) if self.measure is None else self.measure(self.outer.named(name))
        except FormulaFault as fault:
            if fault.rule is Rule.UNKNOWN_FIGURE and len(name.parts) == 1:
                known = list(self.frame.figures)
                remedy = did_you_mean(name.id, known, f"use columns of the row: {', '.join(known)}")
                raise FormulaFault(Rule.UNKNOWN_COLUMN, f'there is no column "{name.id}"', remedy) from None
            raise

    def values(self, name: NameNode, where: Mapping[str, str]) -> Sequence[Measured]:
        """The values of a column of the view in all rows; else as the outer scope has them."""
        if not self._is_column(name):
            return self.outer.values(name, where)
        if where:
            raise FormulaFault(Rule.FORMULA_SYNTAX, "a selection of rows of the view itself", "use where: before")
        return [self.of_column(name.parts[0], int(row)) for row in self.frame.ranked_rows()]

    def is_column(self, name: NameNode) -> bool:
        """True for a column of a table; one of the view is the value of the row."""
        return not self._is_column(name) and self.outer.is_column(name)

    def count(self, name: NameNode, where: Mapping[str, str]) -> int:
        """As the outer scope counts."""
        return self.outer.count(name, where)

    def overlaps(self, name: NameNode) -> bool:
        """True for a column whose rows overlap."""
        return self.frame.figures[name.parts[0]].overlaps if self._is_column(name) else self.outer.overlaps(name)

    def is_additive(self, name: NameNode) -> bool:
        """False for a column whose unit can't be added."""
        if not self._is_column(name):
            return self.outer.is_additive(name)
        column = self.frame.figures[name.parts[0]]
        return never_added(column.unit_id, column.unit) is None

    def row_values(self, name: NameNode, where: Mapping[str, str]) -> Sequence[RowValue]:
        """As the outer scope has them."""
        return self.outer.row_values(name, where)

    def is_sorted_up(self, name: NameNode) -> bool:
        """As the outer scope says."""
        return self.outer.is_sorted_up(name)

    def truths(self, table: NameNode, condition: Compare, where: Mapping[str, str]) -> Sequence[tuple[str, Truth]]:
        """As the outer scope says."""
        return self.outer.truths(table, condition, where)

    def row_in_words(self, table: NameNode, row: str, of: FormulaNode) -> str:
        """As the outer scope says."""
        return self.outer.row_in_words(table, row, of)

    def position(self, table: NameNode, *, is_first: bool) -> Sequence[tuple[str, ...]]:
        """As the outer scope says."""
        return self.outer.position(table, is_first=is_first)

    def without(self, names: Sequence[NameNode]) -> FormulaScope:
        """As the outer scope does."""
        return self.outer.without(names)

    def _is_column(self, name: NameNode) -> bool:
        return len(name.parts) == 1 and not name.keys and name.parts[0] in self.frame.figures


@dataclass(frozen=True, eq=False)
class FormulaLineage(Lineage):
    """Numbers that a formula calculates from columns of their row, and from whole columns in functions."""

    formula: Formula
    parents: Mapping[str, Lineage]
    frame: ViewFrame
    outer: FigureScope
    how: Making

    def cells(self, rows: Rows) -> Iterator[CellBlock]:
        """Those of the columns that it names: of the row, and of all rows that a function goes over."""
        whole, of_row = self._whole, self._of_row
        for name, parent in self.parents.items():
            if name in whole:
                yield from parent.cells(self.frame.ranked_rows())
            if name in of_row:
                yield from parent.cells(rows)

    @cached_property
    def _whole(self) -> Counter[str]:
        """The columns that functions go over as a whole, with how often."""
        names = (each for call in calls_of(self.formula.root) for each in call.over_rows)
        return Counter(each.parts[0] for each in names if len(each.parts) == 1 and not each.keys)

    @cached_property
    def _of_row(self) -> Counter[str]:
        """The columns that it names outside of such functions."""
        names = (each for each in names_of(self.formula.root) if len(each.parts) == 1 and not each.keys)
        return Counter(each.parts[0] for each in names) - self._whole

    def measured(self, row: int, measure: Measure) -> Measured:
        """The formula with other cells."""
        scope = RowScope(self.frame, self.outer, row, partial(self._measured, measure), measure)
        value = evaluate(self.formula, scope)
        assert isinstance(value, Measured)  # noqa: S101  # comparisons are refused
        return value

    def _measured(self, measure: Measure, column: str, row: int) -> Measured:
        return self.parents[column].measured(row, measure)

    def making(self, row: int) -> Making | None:  # noqa: ARG002
        """The formula."""
        return self.how
