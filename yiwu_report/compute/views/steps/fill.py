"""`fill`: rows for what is not there, with missing figures; names for what is empty. No value is invented."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import ClassVar

import numpy as np
from pydantic import Field

from yiwu_report.compute.views.frame import TextColumn, ValueColumn, ViewFrame
from yiwu_report.compute.views.step import Around, OneOrMore, ViewStep
from yiwu_report.model.fields import IdKey, LocalizedField
from yiwu_report.model.rules import Rule

MOST_ROWS = 1_000_000


class FillStep(ViewStep):
    """Completes rows, so that a gap is seen as a gap."""

    word: ClassVar[str] = "fill"

    rows: OneOrMore = Field(
        [],
        description="keys: a row for every combination of their values, e.g. [country, year]; its figures are missing",
    )
    names: dict[IdKey, LocalizedField] = Field(
        {}, description="column of labels or categories -> what an empty one is called"
    )

    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:  # noqa: ARG002
        """The rows that are there, in their order, then those that were not."""
        self.refuse_others(frame)
        if not self.rows and not self.names:
            raise self.fault((), Rule.MISSING_KEY, "fill: without rows: and names:", "say what is to be filled")
        if self.rows:
            frame = self._with_rows(frame)
        named = {
            name: replace(self.text_column(frame, ("names", name), name), empty=text)
            for name, text in self.names.items()
        }
        return frame.with_columns(named)

    def _with_rows(self, frame: ViewFrame) -> ViewFrame:
        for name in self.rows:
            self.text_column(frame, "rows", name)
        if set(self.rows) != set(frame.keys):
            remedy = f"write rows: [{', '.join(frame.keys)}]"
            raise self.fault("rows", Rule.VIEW_STEP, "rows: does not name all keys", remedy)
        columns = [frame.texts[name] for name in self.rows]
        used = [np.unique(column.codes[column.codes >= 0]).tolist() for column in columns]
        total = int(np.prod([len(each) for each in used]))
        if total > MOST_ROWS:
            raise self.fault("rows", Rule.VIEW_STEP, f"{total} combinations", f"select rows first: at most {MOST_ROWS}")
        there = set(zip(*(column.codes.tolist() for column in columns), strict=True))
        lacking = [codes for codes in product(*used) if codes not in there]
        rows = np.append(np.arange(frame.row_count), np.full(len(lacking), -1)).astype(np.intp)
        filled = frame.take(rows)
        groups = {name: frame.groups((name,)) for name in self.rows}
        made: dict[str, TextColumn | ValueColumn] = {}
        for at, name in enumerate(self.rows):
            codes = np.append(columns[at].codes, [each[at] for each in lacking]).astype(np.intp)
            made[name] = replace(columns[at], codes=codes)
            for other, column in frame.texts.items():
                if other not in self.rows and other not in made and groups[name].have_one(column):
                    of_code = dict(zip(columns[at].codes.tolist(), column.codes.tolist(), strict=True))
                    more = [of_code[each[at]] for each in lacking]
                    made[other] = replace(column, codes=np.append(column.codes, more).astype(np.intp))
        return replace(filled.with_columns(made), order=())
