"""A table with its rows in YAML, or with those that a published report showed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from yiwu_report.model.cell_name import CellName, row_id
from yiwu_report.model.column_table import DataFile
from yiwu_report.model.data import NAMING_KINDS, Figure, Table
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.period import Period, positions_within
from yiwu_report.model.problem import Fault
from yiwu_report.model.rules import Rule


@dataclass(frozen=True, eq=False)
class WrittenTable(Table):
    """A table with its rows in YAML; `frame` has all of them."""

    frame: pd.DataFrame
    was_in_file: bool = False  # it has the rows that a published report showed of a file or a view
    ends: Mapping[str, str] = field(default_factory=dict)  # of a published view: first and last -> the id of a row
    count: Figure | None = None  # of a published view: how many rows it has

    def rows(self, where: Mapping[str, str] | None = None, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """The rows with these categories."""
        frame = self.frame
        for column, text in (where or {}).items():
            frame = frame.loc[pd.Series(_are_called(list(frame[column]), text), frame.index, dtype=bool)]
        return frame if columns is None else frame[list(columns)]

    def listed_rows(self, cells: Collection[str]) -> pd.DataFrame:  # noqa: ARG002  # as of a file
        """All rows."""
        return self.frame

    def row_named(self, word: str) -> str | Fault:
        """As it was published of a view."""
        return self.ends.get(word) or super().row_named(word)

    def counted(self) -> Figure | Fault:
        """As it was published of a view."""
        return self.count or super().counted()

    def text_in(self, cell: CellName, language: str) -> str | None:
        """As it was published of a table with keys."""
        row = row_id(cell.keys)
        if not self.was_in_file or row not in self.frame.index or cell.column not in self.frame.columns:
            return None
        found = self.frame.loc[row, cell.column]
        if isinstance(found, dict):
            return str(found[language].value) if language in found else None
        if isinstance(found, Period):
            return found.written
        return self.text_of(cell.column, found, language) if isinstance(found, str) else None

    @property
    def example(self) -> str | None:
        """None: its rows have ids."""
        return None

    @property
    def file(self) -> DataFile | None:
        """None: its rows are in YAML."""
        return None

    def figure(self, row: str, column: str) -> Figure | None:
        """The figure in a cell."""
        found = self.frame.loc[row, column] if row in self.frame.index and column in self.frame.columns else None
        return found if isinstance(found, Figure) else None

    def row_number(self, row: str) -> int | None:
        """Rows are numbered as they stand in YAML."""
        ids = list(self.frame.index)
        return ids.index(row) if row in ids else None

    def values_of(self, column: str) -> Sequence[str]:
        """The categories of a column, in the order of its labels."""
        if self.columns[column].kind is ColumnKind.CATEGORY:
            return tuple(self.columns[column].labels or ())
        cells = (cell.values() if isinstance(cell, dict) else (cell,) for cell in self.frame[column])
        return tuple(dict.fromkeys(str(each) for several in cells for each in several))

    @property
    def selecting_kinds(self) -> tuple[ColumnKind, ...]:
        """Categories; of a file, all kinds but figures."""
        return NAMING_KINDS if self.was_in_file else (ColumnKind.CATEGORY,)

    def has(self, column: str, text: str) -> bool:
        """True for a category of the column; of a file, also for a label and a period."""
        return text in self.values_of(column) or any(_are_called(list(self.frame[column]), text))

    def fault_of(self, cell: CellName) -> Fault:
        """Its rows have ids, not keys."""
        row = cell.keys[0] if cell.keys[0] in self.frame.index else "row"
        return Fault(
            Rule.UNKNOWN_FIGURE,
            f"the rows of {self.id} are written in YAML and have ids",
            f"write {self.id}.{row}.{cell.column}",
        )

    @property
    def row_count(self) -> int:
        """How many rows it has."""
        return len(self.frame)


def _are_called(cells: Sequence[object], text: str) -> list[bool]:
    """Whether each cell is what a text names; of periods, where none is, whether it lies in the one that it names."""
    called = [_is_called(cell, text) for cell in cells]
    if any(called) or not all(isinstance(cell, Period) for cell in cells):
        return called
    within = positions_within([cell for cell in cells if isinstance(cell, Period)], text)
    return [position in within for position in range(len(cells))]


def _is_called(cell: object, text: str) -> bool:
    """True for the category, the period or the label that a text names."""
    if isinstance(cell, dict):
        return any(each.value == text for each in cell.values())
    return str(cell) == text
