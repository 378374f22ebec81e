"""A table of a file: its rows and the figures of its cells, made when they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd

from yiwu_report.compute.derive.figures import figure_of
from yiwu_report.model.cell_name import CellName, parse_cell, row_id
from yiwu_report.model.column_table import ColumnTable, DataFile, fault_of_cell
from yiwu_report.model.data import NAMING_KINDS, Figure, Table
from yiwu_report.model.figures import CellSpec, ColumnKind, UnitSpec
from yiwu_report.model.period import Period
from yiwu_report.model.problem import Fault
from yiwu_report.model.table_files import FileTableSpec
from yiwu_report.model.text import Localized, Text
from yiwu_report.quantity import Quantity, canonical


@dataclass(frozen=True, eq=False)
class FileTable(Table):
    """A table of a file; the id of a row is what its keys are in a reference, e.g. "Swaziland", 2007."""

    spec: FileTableSpec
    data: ColumnTable
    units: Mapping[str, UnitSpec]  # those of its columns
    languages: tuple[str, ...]
    computed: dict[str, Figure] = field(default_factory=dict)  # by id: the cells of columns with a formula

    def rows(self, where: Mapping[str, str] | None = None, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """The rows whose labels, categories and periods are these; see `Table.rows`."""
        names = list(self.columns) if columns is None else list(columns)
        return self._frame(self.data.rows_where(where or {}), names)

    def _frame(self, found: Iterable[int], names: Sequence[str]) -> pd.DataFrame:
        cells: dict[str, list[Any]] = {name: [self._cell(int(row), name) for row in found] for name in names}
        ids = [self.row_id(int(row)) for row in found]
        return pd.DataFrame(cells, index=ids, columns=list(names), dtype=object)

    def listed_rows(self, cells: Collection[str]) -> pd.DataFrame:
        """The rows that have one of these cells, in the order of the file."""
        return self._frame(self.numbers_of(cells), list(self.columns))

    def numbers_of(self, cells: Iterable[str]) -> list[int]:
        """The numbers of the rows, from 0, that have one of these cells, in the order of the file."""
        names = filter(None, map(parse_cell, cells))
        return sorted({row for name in names if (row := self.data.row_of(name.keys)) is not None})

    @property
    def example(self) -> str:
        """The id of the first cell of a column of figures."""
        return self.data.cell_id(0, next(iter(self.data.numbers), "column"))

    @property
    def file(self) -> DataFile:
        """The file that it is read from."""
        return self.data.file

    def figure(self, row: str, column: str) -> Figure | None:
        """The figure in a cell."""
        name = parse_cell(f"{self.id}[{row}].{column}")
        number = self.data.row_of(name.keys) if name else None
        is_there = number is not None and column in self.columns and self.columns[column].kind is ColumnKind.FIGURE
        return self.figure_at(number, column) if number is not None and is_there else None

    def fault_of(self, cell: CellName) -> Fault:
        """What is wrong with the name of a cell that isn't there, with the nearest keys that are."""
        figures = [name for name, each in self.columns.items() if each.kind is ColumnKind.FIGURE]
        found = fault_of_cell(self.data, figures, cell)
        assert found is not None  # noqa: S101  # asked only where there is no such cell
        return found

    def figures_where(self, column: str, where: Mapping[str, str]) -> Iterator[Figure]:
        """The figures of a column in the rows that `where` selects, in the order of the file."""
        found = (self.figure_at(int(row), column) for row in self.data.rows_where(where))
        return (figure for figure in found if figure is not None)

    def figure_at(self, row: int, column: str) -> Figure | None:
        """The figure in a cell of a column of figures, by the number of its row from 0; None if it can't be computed."""
        if column not in self.data.numbers:
            return self.computed.get(self.data.cell_id(row, column))
        spec, numbers = self.spec.columns[column], self.data.numbers[column]
        quantity = numbers.quantity(row)
        unit_id = self.columns[column].unit_id or ""
        said = CellSpec.model_construct(
            value=quantity,
            source=spec.source,
            paragraph=spec.paragraph,
            period=self.period_of(row) or spec.period,
            status=spec.status,
            basis=spec.basis,
            percent_of=spec.percent_of,
            note=self._note(row, column),
            decimals=spec.decimals,
        )
        key = (self.id, self.row_id(row), column)
        figure = figure_of(key, (unit_id, self.units[unit_id]), self.title_of(row, column), self.data.place(row), said)
        precision = figure.precision if quantity is None else numbers.precision(row)
        return replace(figure, id=self.data.cell_id(row, column), precision=precision)

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

    def period_of(self, row: int) -> Period | None:
        """The period in its first column of periods."""
        for column, periods in self.data.periods.items():
            text = self.data.text(row, column)
            return None if text is None else periods[text]
        return None

    def label(self, column: str, text: str) -> Localized:
        """A text of a label or category column in every language: its labels, or as it stands in the file."""
        given = (self.spec.columns[column].labels or {}).get(text, {})
        return {code: given.get(code) or Text(text, self.place, text) for code in self.languages}

    def texts(self, column: str, language: str) -> list[str | None]:
        """A column in a language, as CSV has it: labels and categories in words, periods as written, digits as printed."""
        if column in self.data.numbers:
            return self.data.numbers[column].written()
        if self.columns[column].kind is ColumnKind.FIGURE:
            quantities = (self._quantity(row, column) for row in range(self.row_count))
            return [None if each is None else canonical(each) for each in quantities]
        said = list(self.data.texts_of(column))
        named = self.spec.columns[column].empty if column in self.spec.columns else None
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
            return self.spec.columns[column].empty if column in self.spec.columns else None
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

    def _note(self, row: int, column: str) -> Localized | None:
        """What the footnote marks of a cell stand for, and the note of its column."""
        spec = self.spec.columns[column]
        marked = [(spec.notes or {}).get(mark) for mark in self.data.numbers[column].marks.get(row, ())]
        notes = [note for note in (*marked, spec.note) if note]
        if len(notes) < 2:
            return notes[0] if notes else None
        return {
            code: replace(notes[0][code], value=" ".join(note[code].value for note in notes)) for code in self.languages
        }
