"""A table whose rows have keys: one of a file, or a view. Figures of its cells are made when they are asked for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from yiwu_report.model.cell_name import CellName, parse_cell, row_id
from yiwu_report.model.column_table import ColumnTable, fault_of_cell
from yiwu_report.model.data import NAMING_KINDS, Figure, Table
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.period import Period
from yiwu_report.model.problem import Fault
from yiwu_report.model.text import Localized
from yiwu_report.quantity import Quantity, canonical


@dataclass(frozen=True, eq=False)
class KeyedTable(Table):
    """The id of a row is what its keys are in a reference, e.g. "Swaziland", 2007."""

    data: ColumnTable
    languages: tuple[str, ...]

    @abstractmethod
    def figure_at(self, row: int, column: str) -> Figure | None:
        """The figure in a cell of a column of figures, by the number of its row from 0; None if it can't be computed."""

    @abstractmethod
    def label(self, column: str, text: str) -> Localized:
        """A text of a label or category column in every language."""

    @abstractmethod
    def empty(self, column: str) -> Localized | None:
        """What an empty label or category of a column is called."""

    def rows(self, where: Mapping[str, str] | None = None, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """The rows whose labels, categories and periods are these; see `Table.rows`."""
        names = list(self.columns) if columns is None else list(columns)
        return self._frame(self.data.rows_where(where or {}), names)

    def _frame(self, found: Iterable[int], names: Sequence[str]) -> pd.DataFrame:
        cells: dict[str, list[Any]] = {name: [self._cell(int(row), name) for row in found] for name in names}
        ids = [self.row_id(int(row)) for row in found]
        return pd.DataFrame(cells, index=ids, columns=list(names), dtype=object)

    def listed_rows(self, cells: Collection[str]) -> pd.DataFrame:
        """The rows that have one of these cells, in the order of the table."""
        return self._frame(self.numbers_of(cells), list(self.columns))

    def numbers_of(self, cells: Iterable[str]) -> list[int]:
        """The numbers of the rows, from 0, that have one of these cells, in the order of the table."""
        names = filter(None, map(parse_cell, cells))
        return sorted({row for name in names if (row := self.data.row_of(name.keys)) is not None})

    @property
    def example(self) -> str | None:
        """The id of the first cell of a column of figures; None without rows."""
        return self.data.cell_id(0, next(iter(self.figure_columns), "column")) if self.row_count else None

    @property
    def figure_columns(self) -> tuple[str, ...]:
        """The columns of figures."""
        return tuple(name for name, each in self.columns.items() if each.kind is ColumnKind.FIGURE)

    def figure(self, row: str, column: str) -> Figure | None:
        """The figure in a cell."""
        number = self.row_number(row) if column in self.figure_columns else None
        return self.figure_at(number, column) if number is not None else None

    def row_number(self, row: str) -> int | None:
        """The number of the row whose keys are these, e.g. "Swaziland", 2007."""
        name = parse_cell(f"{self.id}[{row}].column")
        return self.data.row_of(name.keys) if name else None

    def fault_of(self, cell: CellName) -> Fault:
        """What is wrong with the name of a cell that isn't there, with the nearest keys that are."""
        found = fault_of_cell(self.data, self.figure_columns, cell)
        assert found is not None  # noqa: S101  # asked only where there is no such cell
        return found

    def figures_where(self, column: str, where: Mapping[str, str]) -> Iterator[Figure]:
        """The figures of a column in the rows that `where` selects, in the order of the table."""
        found = (self.figure_at(int(row), column) for row in self.counted_rows(where))
        return (figure for figure in found if figure is not None)

    def counted_rows(self, where: Mapping[str, str]) -> npt.NDArray[np.intp]:
        """The numbers of the rows that `where` selects and functions go over."""
        return self.data.rows_where(where)

    def row_id(self, row: int) -> str:
        """The id of a row by its number from 0."""
        return row_id(self.data.key(row))

    def values_of(self, column: str) -> Sequence[str]:
        """The texts of a column, in the order in which they first occur."""
        return () if self.columns[column].kind is ColumnKind.FIGURE else self.data.texts_of(column)

    def has(self, column: str, text: str) -> bool:
        """True if the text selects a row."""
        return self.data.has(column, text)

    @property
    def selecting_kinds(self) -> tuple[ColumnKind, ...]:
        """All kinds but figures."""
        return NAMING_KINDS

    @property
    def row_count(self) -> int:
        """How many rows it has."""
        return self.data.row_count

    def text_of(self, column: str, text: str, language: str) -> str:
        """What readers see of a label, a category or a period."""
        return text if self.columns[column].kind is ColumnKind.PERIOD else self.label(column, text)[language].value

    def text_in(self, cell: CellName, language: str) -> str | None:
        """What readers see of a label, a category or a period in a cell."""
        row = self.data.row_of(cell.keys) if len(cell.keys) == len(self.data.keys) else None
        if row is None or cell.column not in self.columns or cell.column in self.figure_columns:
            return None
        text, empty = self.data.text(row, cell.column), self.empty(cell.column)
        if text is None:
            return empty[language].value if empty else None
        return self.text_of(cell.column, text, language)

    def period_of(self, row: int) -> Period | None:
        """The period in its first column of periods."""
        for column, periods in self.data.periods.items():
            text = self.data.text(row, column)
            return None if text is None else periods[text]
        return None

    def texts(self, column: str, language: str) -> list[str | None]:
        """A column in a language, as CSV has it: labels and categories in words, periods as written, digits as printed."""
        if self.columns[column].kind is ColumnKind.FIGURE:
            quantities = (self._quantity(row, column) for row in range(self.row_count))
            return [None if each is None else canonical(each) for each in quantities]
        said = list(self.data.texts_of(column))
        named = self.empty(column)
        if self.columns[column].kind is not ColumnKind.PERIOD:
            said = [self.label(column, text)[language].value for text in said]
        empty = named[language].value if named else None
        return [empty if code < 0 else said[code] for code in self.data.codes_of(column)]

    def _quantity(self, row: int, column: str) -> Quantity | None:
        figure = self.figure_at(row, column)
        return figure.full_quantity if figure else None

    def _cell(self, row: int, column: str) -> object:
        kind = self.columns[column].kind
        if kind is ColumnKind.FIGURE:
            return self.figure_at(row, column)
        text = self.data.text(row, column)
        if text is None:
            return self.empty(column)
        if kind is ColumnKind.CATEGORY:
            return text
        return self.data.periods[column][text] if kind is ColumnKind.PERIOD else self.label(column, text)

    def title_of(self, row: int, column: str) -> Localized:
        """What names the row and what is measured, e.g. "Swaziland · Life expectancy"; the period is told beside it."""
        names = [self.label(key, text) for key in self._naming if (text := self.data.text(row, key)) is not None]
        heading = self.columns[column].title or self.title
        return {
            code: replace(heading[code], value=" · ".join(part[code].value for part in (*names, heading)))
            for code in self.languages
        }

    @cached_property
    def _naming(self) -> tuple[str, ...]:
        """The keys that are no periods."""
        return tuple(key for key in self.data.keys if self.columns[key].kind is not ColumnKind.PERIOD)
