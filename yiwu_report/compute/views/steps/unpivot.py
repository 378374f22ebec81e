"""`unpivot`: from columns to rows: one for each of several columns of figures."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field

from yiwu_report.compute.views.frame import TextColumn, ValueColumn, ViewFrame, stacked_numbers
from yiwu_report.compute.views.lineage import Stacked
from yiwu_report.compute.views.step import Around, ViewStep, require_unique
from yiwu_report.model.fields import Id, IdKey, LocalizedField, Word
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.period import Period, PeriodError, parse_period
from yiwu_report.model.rules import Rule


class UnpivotStep(ViewStep):
    """Turns columns of figures into rows."""

    word: ClassVar[str] = "unpivot"

    columns: list[Id] = Field(description="the columns of figures that become rows", min_length=1)
    name: Id = Field(description="id of the new key, which says of which column a row is")
    values: Id = Field("value", description="id of the column with the figures")
    periods: dict[IdKey, Word] = Field(
        {}, description="column -> its period, where the new key holds periods, e.g. {y1992: 1992, y2007: 2007}"
    )
    title: LocalizedField | None = Field(None, description="heading of the column with the figures")
    name_title: LocalizedField | None = Field(None, description="heading of the new key")

    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:  # noqa: ARG002
        """For each row as many as there are columns, in their order; other columns of figures are left out."""
        self.refuse_others(frame)
        several = [self.value_column(frame, ("columns", str(at)), name) for at, name in enumerate(self.columns)]
        first = several[0]
        if len(set(self.columns)) < len(self.columns):
            raise self.fault("columns", Rule.VIEW_KEYS, "columns: names a column twice", "list each once")
        for at, column in enumerate(several):
            if column.unit_id != first.unit_id:
                message = f"{self.columns[at]} is in {column.unit_id}, and {self.columns[0]} in {first.unit_id}"
                remedy = "unpivot columns of one unit"
                raise self.fault(("columns", str(at)), Rule.MIXED_DIMENSIONS, message, remedy)
        count = len(several)
        rows = np.repeat(np.arange(frame.row_count, dtype=np.intp), count)
        which = np.tile(np.arange(count, dtype=np.intp), frame.row_count)
        key = self.new_name(frame, "name", self.name)
        columns: dict[str, TextColumn | ValueColumn] = {name: column.take(rows) for name, column in frame.texts.items()}
        columns[key] = self._key(which, several)
        self.new_name(ViewFrame((), columns, 0), "values", self.values)
        numbers = stacked_numbers([column.numbers for column in several], which, rows)
        lineage = Stacked([column.lineage for column in several], which, rows)
        columns[self.values] = ValueColumn(
            numbers,
            lineage,
            first.unit_id,
            first.unit,
            self.title or first.title,
            first.decimals,
            first.note,
            first.percent_of,
            overlaps=first.overlaps,
            source=first.source,
        )
        return require_unique(self, ViewFrame((*frame.keys, key), columns, len(rows)))

    def _key(self, which: np.ndarray[tuple[int], np.dtype[np.intp]], several: list[ValueColumn]) -> TextColumn:
        if not self.periods:
            names = {name: each.title for name, each in zip(self.columns, several, strict=True) if each.title}
            return TextColumn(ColumnKind.CATEGORY, which, tuple(self.columns), self.name_title, names)
        periods: dict[str, Period] = {}
        for name in self.columns:
            if name not in self.periods:
                remedy = f"add {name}: with its period"
                raise self.fault("periods", Rule.MISSING_KEY, f"periods: lacks the column {name}", remedy)
            try:
                period = parse_period(self.periods[name])
            except PeriodError as error:
                raise self.fault(("periods", name), Rule.BAD_VALUE, error.message, error.remedy) from None
            periods[period.written] = period
        if len(periods) < len(self.columns):
            raise self.fault("periods", Rule.VIEW_KEYS, "two columns have the same period", "give each its own")
        return TextColumn(ColumnKind.PERIOD, which, tuple(periods), self.name_title, periods=periods)
