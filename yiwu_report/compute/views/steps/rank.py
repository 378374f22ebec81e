"""`rank`: the place of each number among those of its column, or of a group of rows."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from yiwu_report.compute.formula import Dimension, DimensionKind, Measured
from yiwu_report.compute.formula.superlatives import rank_among
from yiwu_report.compute.views.frame import ValueColumn, ViewFrame
from yiwu_report.compute.views.lineage import Combined, Making, Rows
from yiwu_report.compute.views.over_time import NewColumnStep
from yiwu_report.compute.views.step import Around, OneOrMore
from yiwu_report.model.column_table import Calculated, NumberColumn
from yiwu_report.model.fields import WORD, Id
from yiwu_report.model.figures import UnitKind
from yiwu_report.quantity import UNLIMITED, Interval


class RankOrder(StrEnum):
    """Which number has rank 1."""

    DESCENDING = "descending"
    ASCENDING = "ascending"


class RankStep(NewColumnStep):
    """Adds ranks: 1 for the largest, the same for equal numbers; an interval where it can't be told."""

    word: ClassVar[str] = "rank"

    name: Id = Field("rank", description="id of the new column")
    order: Annotated[RankOrder, WORD] = Field(
        RankOrder.DESCENDING, description="descending (default): the largest is first; ascending: the smallest"
    )
    within: OneOrMore = Field(
        [], description="the columns of texts whose rows are ranked among each other; default: all rows"
    )

    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:
        """The same rows with their ranks; missing where the number is. Missing numbers and others are not counted."""
        column = self.value_column(frame, "of", self.of)
        name = self.new_name(frame, "name", self.name)
        for each in self.within:
            self.text_column(frame, "within", each)
        unit = self.unit_of_kind(around, UnitKind.ORDINAL, self.unit)
        groups = frame.groups(self.within)
        is_descending = self.order is RankOrder.DESCENDING
        is_ranked = ~column.numbers.is_missing
        if frame.others is not None:
            is_ranked[frame.others] = False
        values: list[Calculated | None] = [None] * frame.row_count
        for group in range(groups.count):
            rows = groups.rows(group)
            rows = rows[is_ranked[rows]]
            for row, interval in zip(rows.tolist(), _ranks(column, rows, is_descending=is_descending), strict=True):
                values[row] = Calculated(interval, UNLIMITED)

        def members(row: int) -> Rows:
            """The row itself, then all that it is, or would be with a value, ranked among."""
            others = groups.rows(int(groups.numbers[row]))
            others = others[(others != row) & (others != (-1 if frame.others is None else frame.others))]
            return np.concatenate([np.array([row], dtype=np.intp), others])

        def combine(lists: Sequence[Sequence[Measured]]) -> Measured:
            first, *others = (each.interval for each in lists[0])
            return Measured(rank_among(first, others, is_descending=is_descending), UNLIMITED, _ORDINAL)

        lineage = Combined(Making("rank"), (column.lineage,), members, combine, with_missing=True)
        made = ValueColumn(NumberColumn.of(values), lineage, *unit, self.title, 0, self.note)
        return frame.with_columns({name: made})


_ORDINAL = Dimension(DimensionKind.ORDINAL)


def _ranks(column: ValueColumn, rows: Rows, *, is_descending: bool) -> list[Interval]:
    """The rank of each of these rows among them."""
    if column.numbers.are_integers:
        scaled = column.numbers.scaled[rows]
        ordered = np.sort(-scaled if is_descending else scaled)
        places = np.searchsorted(ordered, -scaled if is_descending else scaled, side="left")
        return [Interval.point(int(place) + 1) for place in places]
    intervals = [interval for row in rows.tolist() if (interval := column.numbers.interval(row)) is not None]
    return [
        rank_among(one, [*intervals[:at], *intervals[at + 1 :]], is_descending=is_descending)
        for at, one in enumerate(intervals)
    ]
