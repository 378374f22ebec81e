"""`share`: each number as a share of the sum of its column, or of a group of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import ClassVar

import numpy as np
from pydantic import Field

from yiwu_report.compute.formula import FormulaFault, Measured, to_unit
from yiwu_report.compute.formula.measured import share
from yiwu_report.compute.views.additive import require_additive, require_once
from yiwu_report.compute.views.frame import Grouping, RowFault, ValueColumn, ViewFrame
from yiwu_report.compute.views.lineage import Combined, Making, Rows, rows_of
from yiwu_report.compute.views.step import Around, OneOrMore, ViewStep
from yiwu_report.model.column_table import Calculated, NumberColumn
from yiwu_report.model.fields import Id, LocalizedField, UnitId, WholeNumber
from yiwu_report.model.figures import UnitKind, UnitSpec
from yiwu_report.quantity import Interval


class ShareStep(ViewStep):
    """Adds a column of shares."""

    word: ClassVar[str] = "share"

    of: Id = Field(description="the column of figures")
    within: OneOrMore = Field([], description="the columns whose rows make a whole, e.g. year; default: all rows")
    name: Id = Field("share", description="id of the new column")
    unit: UnitId | None = Field(None, description="unit of the shares; default: the only unit of kind percent")
    title: LocalizedField = Field(description="heading of the column, in every language")
    decimals: WholeNumber | None = Field(None, description="decimals to show")
    note: LocalizedField | None = Field(None, description="what readers need to know about it")
    percent_of: LocalizedField = Field(description="what 100% is, in every language")

    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:
        """The same rows with their shares; missing where a number of the whole is."""
        name = self.new_name(frame, "name", self.name)
        column = self.value_column(frame, "of", self.of)
        require_additive(self, "of", "share", self.of, column)
        for each in self.within:
            self.text_column(frame, "within", each)
        unit = self.unit_of_kind(around, UnitKind.PERCENT, self.unit)
        groups = frame.groups(self.within)
        require_once(self, "of", "share", self.of, column, groups.numbers)
        try:
            made = shares(column, groups, unit)
        except RowFault as wrong:
            raise self.of_row("of", frame, wrong) from None
        described = replace(made, title=self.title, decimals=self.decimals, note=self.note, percent_of=self.percent_of)
        return frame.with_columns({name: described})


def shares(
    column: ValueColumn, groups: Grouping, unit: tuple[str, UnitSpec], *, is_skipping: bool = False
) -> ValueColumn:
    """Each number as a share of the sum of its group's rows. Raises RowFault.

    All shares of a group are missing where one of its numbers is, unless `is_skipping` leaves missing numbers out.
    """
    is_missing = column.numbers.is_missing
    values: list[Calculated | None] = [None] * len(is_missing)
    for group in range(groups.count):
        rows = groups.rows(group)
        there = rows[~is_missing[rows]].tolist()
        if not there or (len(there) < len(rows) and not is_skipping):
            continue
        known = [each for row in there if (each := column.measured(row)) is not None]
        for row, part, rest in zip(there, known, _others(known), strict=True):
            try:
                values[row] = Calculated(*to_unit(share(part, rest), *unit))
            except FormulaFault as fault:
                raise RowFault(row, fault) from None

    def members(row: int) -> Rows:
        """The row itself, then the others of its group; itself alone where that is missing and left out."""
        others = groups.rows(int(groups.numbers[row]))
        if is_skipping and is_missing[row]:
            return rows_of(row)
        return np.concatenate([rows_of(row), others[others != row]])

    def combine(lists: Sequence[Sequence[Measured]]) -> Measured:
        return share(lists[0][0], _others(lists[0])[0])

    lineage = Combined(Making("share"), (column.lineage,), members, combine, is_skipping)
    return ValueColumn(NumberColumn.of(values), lineage, *unit, wholes=groups.numbers)


def _others(values: Sequence[Measured]) -> list[Measured]:
    """For each value the sum of the others: those before it and those after it."""
    zero = Measured(Interval.point(0), values[0].precision, values[0].dimension)
    before = list(accumulate(values, Measured.plus, initial=zero))
    after = list(accumulate(reversed(values), Measured.plus, initial=zero))[::-1]
    return [one.plus(other) for one, other in zip(before, after[1:], strict=False)]
