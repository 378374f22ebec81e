"""A table of a file: the figures of its cells, with what its description says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from yiwu_report.compute.tables.figures import figure_of
from yiwu_report.compute.tables.keyed_table import KeyedTable
from yiwu_report.model.column_table import DataFile
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import CellSpec, UnitSpec
from yiwu_report.model.table_files import FileTableSpec
from yiwu_report.model.text import Localized, Text


@dataclass(frozen=True, eq=False)
class FileTable(KeyedTable):
    """A table of a file."""

    spec: FileTableSpec
    units: Mapping[str, UnitSpec]  # those of its columns
    computed: dict[str, Figure] = field(default_factory=dict)  # by id: the cells of columns with a formula

    @property
    def file(self) -> DataFile | None:
        """The file that it is read from."""
        return self.data.file

    def figure_at(self, row: int, column: str) -> Figure | None:
        """The figure in a cell."""
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

    def label(self, column: str, text: str) -> Localized:
        """A text of a label or category column in every language: its labels, or as it stands in the file."""
        given = (self.spec.columns[column].labels or {}).get(text, {})
        return {code: given.get(code) or Text(text, self.place, text) for code in self.languages}

    def empty(self, column: str) -> Localized | None:
        """What the description calls an empty label or category."""
        return self.spec.columns[column].empty if column in self.spec.columns else None

    def texts(self, column: str, language: str) -> list[str | None]:
        """A column in a language, as CSV has it."""
        if column in self.data.numbers:
            return self.data.numbers[column].written()
        return super().texts(column, language)

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
