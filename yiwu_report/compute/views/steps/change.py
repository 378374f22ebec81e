"""`change`: how much a number is above that of an earlier period."""

from __future__ import annotations

from typing import ClassVar

from yiwu_report.compute.views.frame import ViewFrame
from yiwu_report.compute.views.over_time import OverTimeStep
from yiwu_report.compute.views.step import Around
from yiwu_report.model.figures import UnitKind


class ChangeStep(OverTimeStep):
    """Adds differences over time, in the unit of the column; of percentages in points."""

    word: ClassVar[str] = "change"

    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:
        """The same rows with their changes."""
        column = self.value_column(frame, "of", self.of)
        if self.unit is not None:
            unit = self.unit_named(around, self.unit)
        elif column.unit.kind is UnitKind.PERCENT:
            unit = self.unit_of_kind(around, UnitKind.POINTS, None)
        else:
            unit = column.unit_id, column.unit
        return self.compared(frame, unit, lambda now, before: now.plus(before, is_minus=True))
