"""`top`: the rows with the largest numbers; the others as one row with their sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

import numpy as np
from pydantic import Field

from yiwu_report.compute.formula import Measured
from yiwu_report.compute.formula.dimension import never_added
from yiwu_report.compute.formula.evaluate import apply
from yiwu_report.compute.views.frame import (
    RowFault,
    TextColumn,
    ValueColumn,
    ViewFrame,
    certainly_before,
    combined_numbers,
    stacked_numbers,
)
from yiwu_report.compute.views.lineage import Combined, Making, Rows, Stacked
from yiwu_report.compute.views.step import Around, ViewStep
from yiwu_report.compute.views.steps.sort import sorted_rows
from yiwu_report.model.fields import LocalizedField, PositiveWhole, Word
from yiwu_report.model.figures import UnitKind
from yiwu_report.model.rules import Rule

OTHERS = "others"


class TopStep(ViewStep):
    """Keeps the first rows of an order."""

    word: ClassVar[str] = "top"

    count: PositiveWhole = Field(description="how many rows are kept")
    by: Word = Field(description="the column of figures; the largest come first, with - before it the smallest")
    others: LocalizedField | None = Field(
        None, description="what a last row is called that holds the sums of all other rows; default: no such row"
    )

    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:
        """The first rows, sorted; StepFault where it can't be told which these are."""
        name = self.by.removeprefix("-").strip()
        is_descending = not self.by.startswith("-")
        column = self.value_column(frame, "by", name)
        rows = sorted_rows(frame, name, is_descending=is_descending)
        kept, left = rows[: self.count], rows[self.count :]
        self._require_decided(frame, column, kept, left, is_descending=is_descending)
        first = frame.take(kept, order=((name, is_descending),))
        return self._with_others(first, frame, left, around) if self.others and len(left) else first

    def _require_decided(
        self, frame: ViewFrame, column: ValueColumn, kept: Rows, left: Rows, *, is_descending: bool
    ) -> None:
        for inside in kept.tolist():
            for outside in left.tolist():
                if column.numbers.is_missing[outside]:
                    break
                if certainly_before(column, inside, outside, is_descending=is_descending) is not True:
                    one, two = frame.row_name(inside), frame.row_name(outside)
                    message = f"it can't be told whether {one} or {two} is among the first {self.count}"
                    remedy = "choose another count:, or sort by a further column and use where:"
                    raise self.fault("count", Rule.UNDECIDED_ORDER, message, remedy)
                if column.numbers.are_integers:
                    break  # sorted, so that the first one left out decides

    def _with_others(self, first: ViewFrame, frame: ViewFrame, left: Rows, around: Around) -> ViewFrame:  # noqa: ARG002
        key = first.keys[0]
        columns: dict[str, TextColumn | ValueColumn] = {}
        for name, column in first.texts.items():
            is_named = name == key
            columns[name] = column.with_row(OTHERS, self.others) if is_named else column.with_empty_row()
        for name, kept in first.figures.items():
            columns[name] = self._summed(name, kept, frame.figures[name], left)
        ordered = {name: columns[name] for name in first.columns}
        return replace(first, columns=ordered, row_count=first.row_count + 1, others=first.row_count)

    def _summed(self, name: str, first: ValueColumn, whole: ValueColumn, left: Rows) -> ValueColumn:
        """The column with the sum of what is left out; missing where such values can't be added."""
        is_percent = whole.unit.kind is UnitKind.PERCENT
        is_summed = never_added(whole.unit_id, whole.unit) is None and not is_percent and not whole.overlaps
        wholes = set() if whole.wholes is None else set(whole.wholes[left].tolist())
        is_share = is_percent and len(wholes) == 1 and -1 not in wholes  # of several wholes they can't be added
        if not (is_summed or is_share) or len(first.numbers.scaled) == 0:
            return first.take(np.append(np.arange(len(first.numbers.scaled)), -1))
        try:
            numbers = combined_numbers([whole], [left], _sum, (whole.unit_id, whole.unit))
        except RowFault as wrong:
            raise self.fault(
                "others", wrong.fault.rule, f"{wrong.fault.message} ({name})", wrong.fault.remedy
            ) from None
        count = len(first.numbers.scaled)
        which = np.append(np.zeros(count, dtype=np.intp), 1)
        rows = np.append(np.arange(count, dtype=np.intp), 0)
        return replace(
            first,
            numbers=stacked_numbers([first.numbers, numbers], which, rows),
            lineage=Stacked(
                [first.lineage, Combined(Making("sum"), (whole.lineage,), [left].__getitem__, _sum)], which, rows
            ),
            wholes=None if first.wholes is None else np.append(first.wholes, list(wholes)),
        )


def _sum(lists: Sequence[Sequence[Measured]]) -> Measured:
    return apply("sum", lists[0], may_sum_percents=True)
