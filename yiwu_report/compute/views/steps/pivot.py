"""`pivot`: from rows to columns: one for each period or category, with the figures of another column."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar
from unicodedata import normalize

import numpy as np
from pydantic import Field

from yiwu_report.compute.views.frame import TextColumn, ValueColumn, ViewFrame
from yiwu_report.compute.views.step import Around, ViewStep, require_unique
from yiwu_report.model.fields import Id, LocalizedField, fault_of_id
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Localized, Text

MOST_COLUMNS = 200


class PivotStep(ViewStep):
    """Turns the rows of a column into columns."""

    word: ClassVar[str] = "pivot"

    columns: Id = Field(description="the column of texts whose values become columns; it is one of the keys")
    values: Id = Field(description="the column of figures that fills them")
    names: dict[str, Id] = Field(
        {}, description="value -> id of its column; default: y2007 for 2007, letters and digits of other values"
    )
    titles: dict[str, LocalizedField] = Field({}, description="value -> heading; default: the value")

    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:
        """A row for what the other keys tell apart, with a column for each value, in the order of time or of first use."""
        self.refuse_others(frame)
        by, values = self.text_column(frame, "columns", self.columns), self.value_column(frame, "values", self.values)
        keys = tuple(key for key in frame.keys if key != self.columns)
        if not keys or self.columns not in frame.keys:
            remedy = "choose one of the keys, where there are several"
            raise self.fault("columns", Rule.VIEW_STEP, f'"{self.columns}" can\'t become columns', remedy)
        by = by.ordered()
        groups = frame.groups(keys)
        first = groups.first_rows
        columns: dict[str, TextColumn | ValueColumn] = {}
        for name, column in frame.texts.items():
            if name in keys or (name != self.columns and groups.have_one(column)):
                columns[name] = column.take(first)
        used = np.unique(by.codes[by.codes >= 0]).tolist()
        if len(used) > MOST_COLUMNS:
            message = f"{self.columns} has {len(used)} values, and each would be a column"
            raise self.fault("columns", Rule.VIEW_STEP, message, "select some with where: before")
        for code in used:
            text = by.texts[code]
            rows = np.full(groups.count, -1, dtype=np.intp)
            there = np.flatnonzero(by.codes == code)
            rows[groups.numbers[there]] = there
            name = self._name(text, columns)
            columns[name] = replace(
                values.take(rows),
                title=self._title(text, by, around),
                period=by.periods[text] if by.periods and text not in self.titles else None,
            )
        return require_unique(self, ViewFrame(keys, columns, groups.count))

    def _name(self, text: str, columns: dict[str, TextColumn | ValueColumn]) -> str:
        name = self.names.get(text) or column_name(text)
        if fault_of_id(name, dots=False):
            message = f'"{text}" gives no id of a column'
            remedy = f'add names: with an id for it, e.g. "{text}": a'
            raise self.fault("columns", Rule.BAD_ID, message, remedy)
        return self.new_name(ViewFrame((), columns, 0), "columns", name)

    def _title(self, text: str, by: TextColumn, around: Around) -> Localized:
        given = self.titles.get(text) or (by.names or {}).get(text)
        return given or {code: Text(text, self.place, text) for code in around.languages}


def column_name(text: str) -> str:
    """The id of a column for a value: y2007 for 2007, y2020_q1 for 2020-Q1, cote_d_ivoire for Côte d'Ivoire."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return f"y{name}" if name[:1].isdigit() else name
