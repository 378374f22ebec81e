"""`select`: some of the columns, in this order."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from yiwu_report.compute.views.frame import ViewFrame
from yiwu_report.compute.views.step import Around, ViewStep, require_unique
from yiwu_report.model.fields import Id


class SelectStep(ViewStep):
    """Keeps these columns."""

    word: ClassVar[str] = "select"
    short: ClassVar[str | None] = "columns"

    columns: list[Id] = Field(description="the columns that are kept, in this order", min_length=1)

    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:  # noqa: ARG002
        """The same rows; the keys that are left have to tell them apart."""
        for number, name in enumerate(self.columns):
            self.column(frame, ("columns", str(number)), name)
        return require_unique(self, frame.only(dict.fromkeys(self.columns)))
