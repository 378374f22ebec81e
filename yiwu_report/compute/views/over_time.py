"""Steps that compare rows over time: which row is the one before, the first, or that of a period."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from pydantic import Field

from yiwu_report.compute.formula import Measured
from yiwu_report.compute.views.additive import require_numbers
from yiwu_report.compute.views.frame import RowFault, ValueColumn, ViewFrame, combined_numbers
from yiwu_report.compute.views.lineage import Combined, Making, Rows
from yiwu_report.compute.views.step import ViewStep
from yiwu_report.model.fields import Id, LocalizedField, UnitId, WholeNumber, Word
from yiwu_report.model.figures import UnitSpec
from yiwu_report.model.rules import Rule


class NewColumnStep(ViewStep):
    """A step that adds a column of figures made of another one."""

    of: Id = Field(description="the column of figures")
    name: Id = Field(description="id of the new column")
    unit: UnitId | None = Field(None, description="unit of the result")
    title: LocalizedField = Field(description="heading of the new column, in every language")
    decimals: WholeNumber | None = Field(None, description="decimals to show")
    note: LocalizedField | None = Field(None, description="what readers need to know about it")
    percent_of: LocalizedField | None = Field(None, description="for percentages: what 100% is")

    def added(
        self,
        frame: ViewFrame,
        unit: tuple[str, UnitSpec],
        members: Sequence[Rows],
        combine: Callable[[Sequence[Sequence[Measured]]], Measured],
    ) -> ViewFrame:
        """The frame with the new column, calculated from these rows of `of`; a row with none is missing."""
        column = self.value_column(frame, "of", self.of)
        name = self.new_name(frame, "name", self.name)
        try:
            numbers = combined_numbers([column], members, combine, unit)
        except RowFault as wrong:
            raise self.of_row("of", frame, wrong) from None
        lineage = Combined(Making(self.word), (column.lineage,), members.__getitem__, combine)
        made = ValueColumn(numbers, lineage, *unit, self.title, self.decimals, self.note, self.percent_of)
        return frame.with_columns({name: made})


class OverTimeStep(NewColumnStep):
    """A step that compares each row with one of another period and otherwise the same keys."""

    along: Id | None = Field(None, description="the key with the periods; default: the only one")
    since: Word = Field("previous", description="what is compared with: previous, first, or a period, e.g. 2000")

    def compared(
        self, frame: ViewFrame, unit: tuple[str, UnitSpec], combine: Callable[[Measured, Measured], Measured]
    ) -> ViewFrame:
        """The frame with `combine(now, before)` for each row; missing where there is no row to compare with."""
        require_numbers(self, "of", self.of, self.value_column(frame, "of", self.of))
        before = self._before(frame)
        members = [
            np.array([row, other], dtype=np.intp) if other >= 0 else np.array([], dtype=np.intp)
            for row, other in enumerate(before.tolist())
        ]
        return self.added(frame, unit, members, lambda lists: combine(lists[0][0], lists[0][1]))

    def _before(self, frame: ViewFrame) -> Rows:
        along = self.period_column(frame, "along", self.along)
        periods = frame.texts[along].ordered()
        wanted: list[int] = []
        if self.since not in {"previous", "first"}:
            wanted = periods.codes_called(self.since)
            if len(wanted) != 1:
                message = f'no row has {along} "{self.since}"' if not wanted else f"{self.since} is several periods"
                remedy = "write previous, first or a period that rows have"
                raise self.fault("since", Rule.EMPTY_SELECTION, message, remedy)
        groups = frame.groups(tuple(key for key in frame.keys if key != along))
        found = np.full(frame.row_count, -1, dtype=np.intp)
        for group in range(groups.count):
            rows = groups.rows(group)
            rows = rows[periods.codes[rows] >= 0]
            rows = rows[np.argsort(periods.codes[rows], kind="stable")]
            if self.since == "previous":
                found[rows[1:]] = rows[:-1]
            elif self.since == "first":
                found[rows] = rows[:1] if len(rows) else -1
            else:
                base = rows[periods.codes[rows] == wanted[0]]
                found[rows] = base[0] if len(base) else -1
        return found
