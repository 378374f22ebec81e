"""`percent_change`: how much a number is above that of an earlier period, in percent of that one."""

from __future__ import annotations

from typing import ClassVar

from yiwu_report.compute.formula import Measured
from yiwu_report.compute.views.frame import ViewFrame
from yiwu_report.compute.views.over_time import OverTimeStep
from yiwu_report.compute.views.step import Around
from yiwu_report.model.figures import UnitKind


class PercentChangeStep(OverTimeStep):
    """Adds growth rates."""

    word: ClassVar[str] = "percent_change"

    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:
        """The same rows with their growth rates."""
        unit = self.unit_of_kind(around, UnitKind.PERCENT, self.unit)
        return self.compared(frame, unit, lambda now, before: now.over(before).plus(_ONE, is_minus=True))


_ONE = Measured.literal(1)
