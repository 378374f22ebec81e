"""`bins`: a category for each row, by the range in which one of its numbers lies."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar

import numpy as np
from pydantic import Field

from yiwu_report.compute.views.frame import TextColumn, ViewFrame
from yiwu_report.compute.views.step import Around, ViewStep
from yiwu_report.model.fields import DecimalNumber, Id, LocalizedField
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text
from yiwu_report.quantity import Interval


def ranges_of(interval: Interval, edges: Sequence[Fraction]) -> range:
    """The places of all ranges in which the number can lie; an edge belongs to the range above it.

    `edges` ascend. The first range has no lower end, the last one no upper end.
    """
    first = 0 if interval.low is None else bisect_right(edges, interval.low)
    if interval.high is None:
        return range(first, len(edges) + 1)
    last = bisect_right(edges, interval.high) if interval.high_closed else bisect_left(edges, interval.high)
    return range(first, last + 1)


class BinsStep(ViewStep):
    """Adds a column of categories."""

    word: ClassVar[str] = "bins"

    of: Id = Field(description="the column of figures")
    edges: list[DecimalNumber] = Field(
        description="where one range ends and the next begins, ascending; an edge belongs to the range above it",
        min_length=1,
    )
    name: Id = Field(description="id of the new column")
    title: LocalizedField = Field(description="heading of the new column, in every language")
    labels: list[LocalizedField] | None = Field(
        None, description="names of the ranges, one more than there are edges; default: < 10, 10–20, ≥ 20"
    )

    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:
        """The same rows with their categories; empty where the number is missing."""
        column = self.value_column(frame, "of", self.of)
        name = self.new_name(frame, "name", self.name)
        if any(one >= other for one, other in pairwise(self.edges)):
            raise self.fault("edges", Rule.BAD_VALUE, "the edges are not in ascending order", "sort them")
        if self.labels is not None and len(self.labels) != len(self.edges) + 1:
            message = f"{len(self.labels)} labels for {len(self.edges) + 1} ranges"
            raise self.fault("labels", Rule.WRONG_SHAPE, message, "write one for each range, the lowest first")
        codes = np.array([self._code(column.numbers.interval(row), frame, row) for row in range(frame.row_count)])
        texts = _texts(self.edges)
        names = {
            text: self.labels[at] if self.labels else {code: Text(text, self.place, text) for code in around.languages}
            for at, text in enumerate(texts)
        }
        made = TextColumn(ColumnKind.CATEGORY, codes.astype(np.intp), texts, self.title, names)
        return frame.with_columns({name: made})

    def _code(self, interval: Interval | None, frame: ViewFrame, row: int) -> int:
        if interval is None:
            return -1
        codes = ranges_of(interval, [Fraction(edge) for edge in self.edges])
        if len(codes) > 1:
            message = f"it can't be told whether {self.of} of {frame.row_name(row)} is below {self.edges[codes.start]}"
            raise self.fault("edges", Rule.UNDECIDED_ORDER, message, "choose edges outside of what it can be")
        return codes.start


def _texts(edges: list[Decimal]) -> tuple[str, ...]:
    between = (f"{low}–{high}" for low, high in pairwise(edges))
    return (f"< {edges[0]}", *between, f"≥ {edges[-1]}")
