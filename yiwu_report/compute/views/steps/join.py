"""`join`: columns of another table, for the rows that have the same texts."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np
from pydantic import BeforeValidator, Field, WithJsonSchema

from yiwu_report.compute.views.frame import TextColumn, ValueColumn, ViewFrame
from yiwu_report.compute.views.lineage import Rows
from yiwu_report.compute.views.step import Around, ViewStep
from yiwu_report.model.fields import Id, IdKey
from yiwu_report.model.problem import Problem, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.scalar_schemas import ID, ID_KEY
from yiwu_report.model.text import Text

_MOST_NAMED = 3


def _pairs(value: object) -> object:
    """One column, or a list of them, has the same name in both tables."""
    several = [value] if isinstance(value, Text) else value
    if isinstance(several, list):
        return {each.value.strip(): each for each in several if isinstance(each, Text)}
    return value


_ON_SCHEMA = {
    "anyOf": [
        ID,
        {"type": "array", "items": ID},
        {"type": "object", "propertyNames": ID_KEY, "additionalProperties": ID},
    ]
}


class JoinStep(ViewStep):
    """Adds columns of another table."""

    word: ClassVar[str] = "join"

    table: Id = Field(description="a table or another view")
    on: Annotated[dict[IdKey, Id], BeforeValidator(_pairs), WithJsonSchema(_ON_SCHEMA)] = Field(
        description="the columns of texts that have to be the same: names, or {column here: column there}; those there "
        "tell its rows apart",
        min_length=1,
    )
    columns: list[Id] | None = Field(None, description="the columns that are added; default: all others of the table")

    def uses(self) -> tuple[str, ...]:
        """The other table."""
        return (self.table,)

    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:
        """The same rows, with the columns of the row that matches; missing where none does. A remark says how many match."""
        other = around.frame_of(self.table)
        if other is None:
            remedy = did_you_mean(self.table, around.tables, "tables are defined in data/tables/ and data/views/")
            raise self.fault("table", Rule.UNKNOWN_TABLE, f'there is no table "{self.table}"', remedy)
        for here, there in self.on.items():
            self.text_column(frame, ("on", here), here)
            if not isinstance(other.columns.get(there), TextColumn):
                message = f'{self.table} has no column of texts "{there}"'
                remedy = did_you_mean(there, other.texts, f"use one of {', '.join(other.texts)}")
                raise self.fault(("on", here), Rule.UNKNOWN_COLUMN, message, remedy)
        self._require_one(other)
        rows = self._matching(frame, other)
        matched = int((rows >= 0).sum())
        if frame.row_count and not matched:
            message = f"no row has a match in {self.table}"
            raise self.fault("on", Rule.EMPTY_SELECTION, message, self._examples(frame, other))
        if matched < frame.row_count:
            unmatched = [frame.row_name(int(row)) for row in np.flatnonzero(rows < 0)[:_MOST_NAMED]]
            more = frame.row_count - matched - len(unmatched)
            named = "; ".join(unmatched) + (f" and {more} more" if more else "")
            message = f"{matched} of {frame.row_count} rows have a match in {self.table}; without one: {named}"
            remedy = "their figures are missing: correct the names, or keep the rows that match with where:"
            around.remarks.append(Problem(self.place, Rule.UNMATCHED_ROWS, message, remedy))
        names = (
            self.columns
            if self.columns is not None
            else [each for each in other.columns if each not in self.on.values() and each not in frame.columns]
        )
        added: dict[str, TextColumn | ValueColumn] = {}
        for at, name in enumerate(names):
            if name not in other.columns:
                remedy = did_you_mean(name, other.columns, f"use one of {', '.join(other.columns)}")
                raise self.fault(
                    ("columns", str(at)), Rule.UNKNOWN_COLUMN, f'{self.table} has no column "{name}"', remedy
                )
            self.new_name(frame, "columns", name)
            added[name] = other.columns[name].take(rows)
        return frame.with_columns(added)

    def _require_one(self, other: ViewFrame) -> None:
        groups = other.groups(tuple(self.on.values()))
        if groups.count < other.row_count:
            twice = next(group for group in range(groups.count) if len(groups.rows(group)) > 1)
            rows = groups.rows(twice)
            one = ", ".join(other.texts[name].text(int(rows[0])) or "" for name in self.on.values())
            lacking = [key for key in other.keys if key not in self.on.values()]
            message = f"{len(rows)} rows of {self.table} are {one}: a join would multiply rows"
            remedy = f"add {', '.join(lacking)} to on:, or make a view of {self.table} with one row each"
            raise self.fault("on", Rule.VIEW_KEYS, message, remedy)

    def _matching(self, frame: ViewFrame, other: ViewFrame) -> Rows:
        """For each row the row of the other table that matches; -1 for none."""
        here = _tuples(frame, list(self.on))
        there = {key: row for row, key in enumerate(_tuples(other, list(self.on.values()))) if None not in key}
        return np.array([there.get(key, -1) for key in here], dtype=np.intp)

    def _examples(self, frame: ViewFrame, other: ViewFrame) -> str:
        here, there = next(iter(self.on.items()))
        mine, theirs = frame.texts[here].texts[:1], other.texts[there].texts[:1]
        return f'here {here} is e.g. "{"".join(mine)}", in {self.table} {there} is e.g. "{"".join(theirs)}"'


def _tuples(frame: ViewFrame, names: list[str]) -> list[tuple[str | None, ...]]:
    columns = []
    for name in names:
        column = frame.texts[name]
        texts = np.array([*column.texts, None], dtype=object)
        columns.append(texts[column.codes])
    return list(zip(*columns, strict=True))
