"""`rolling`: the mean or the sum of a number and those of the periods before it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from yiwu_report.compute.formula.evaluate import apply
from yiwu_report.compute.views.additive import require_additive, require_mean
from yiwu_report.compute.views.frame import ViewFrame
from yiwu_report.compute.views.lineage import Rows
from yiwu_report.compute.views.over_time import NewColumnStep
from yiwu_report.compute.views.step import Around
from yiwu_report.model.fields import WORD, Id, PositiveWhole


class RollingFunction(StrEnum):
    """What is calculated of a window."""

    MEAN = "mean"
    SUM = "sum"
    MIN = "min"
    MAX = "max"


class RollingStep(NewColumnStep):
    """Adds a moving mean, sum, least or greatest number."""

    word: ClassVar[str] = "rolling"

    over: PositiveWhole = Field(description="how many rows: this one and those before it in time")
    function: Annotated[RollingFunction, WORD] = Field(RollingFunction.MEAN, description="mean, sum, min or max")
    along: Id | None = Field(None, description="the key with the periods; default: the only one")

    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:
        """The same rows; missing where there are fewer rows before, or one without a number."""
        column = self.value_column(frame, "of", self.of)
        if self.function is RollingFunction.SUM:
            require_additive(self, "of", "rolling sum", self.of, column)
        if self.function is RollingFunction.MEAN:
            require_mean(self, "of", self.of, column)
        unit = self.unit_named(around, self.unit) if self.unit else (column.unit_id, column.unit)
        function = str(self.function)
        return self.added(
            frame, unit, self._windows(frame), lambda lists: apply(function, lists[0], may_sum_percents=False)
        )

    def _windows(self, frame: ViewFrame) -> list[Rows]:
        along = self.period_column(frame, "along", self.along)
        periods = frame.texts[along].ordered()
        groups = frame.groups(tuple(key for key in frame.keys if key != along))
        windows = [np.array([], dtype=np.intp)] * frame.row_count
        for group in range(groups.count):
            rows = groups.rows(group)
            rows = rows[np.argsort(periods.codes[rows], kind="stable")]
            for at in range(self.over - 1, len(rows)):
                windows[rows[at]] = rows[at - self.over + 1 : at + 1]
        return windows
