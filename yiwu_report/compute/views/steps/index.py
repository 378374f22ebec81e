"""`index`: numbers over time, with that of one period as 100."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from yiwu_report.compute.formula import Dimension, DimensionKind, Measured
from yiwu_report.compute.formula.dimension import dimension_of
from yiwu_report.compute.views.frame import ViewFrame
from yiwu_report.compute.views.over_time import OverTimeStep
from yiwu_report.compute.views.step import Around
from yiwu_report.model.fields import Word
from yiwu_report.model.figures import UnitKind


class IndexStep(OverTimeStep):
    """Adds an index."""

    word: ClassVar[str] = "index"

    since: Word = Field("first", description="the period that is 100: first, or a period, e.g. 2000")

    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:
        """The same rows with their indices."""
        unit = self.unit_of_kind(around, UnitKind.INDEX, self.unit)
        dimension: Dimension = dimension_of(*unit)
        assert dimension.kind is DimensionKind.INDEX or self.unit  # noqa: S101  # by unit_of_kind

        def index(now: Measured, before: Measured) -> Measured:
            value = now.over(before).times(Measured.literal(100))
            return Measured(value.interval, value.precision, dimension)

        return self.compared(frame, unit, index)
