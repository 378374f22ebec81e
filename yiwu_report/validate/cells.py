"""The rows of a table, from its YAML or its CSV: what each cell holds by the kind of its column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from yiwu_report.model.fields import LocalizedField, TextField
from yiwu_report.model.figures import CellSpec, ColumnKind, ColumnSpec, UnitSpec
from yiwu_report.model.node import BrokenNode, Entry, MappingNode, ScalarNode
from yiwu_report.model.problem import Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text
from yiwu_report.validate.columns import Columns
from yiwu_report.validate.desk import Desk, Reading
from yiwu_report.validate.plain import plain
from yiwu_report.validate.values import ALIASES, refuse_date, with_date, with_shared_tolerance, with_tolerance
from yiwu_report.validate.words import missing_key, unknown_key, unknown_value, wrong_shape

Cell = CellSpec | dict[str, Text] | str | None
_LOCALIZED: TypeAdapter[dict[str, Text]] = TypeAdapter(LocalizedField)
_TEXT: TypeAdapter[Text] = TypeAdapter(TextField)
_INHERITED = ("source", "paragraph", "period", "status", "basis", "percent_of", "note")


@dataclass(frozen=True)
class Rows:
    """What reading the rows of one table needs."""

    table: str
    columns: Columns
    units: Mapping[str, UnitSpec | Unusable]
    desk: Desk
    from_csv: bool
    is_complete: bool  # False where the table's defaults are faulty: what they lack is not noted

    def read(self, entries: Mapping[str, Entry]) -> dict[str, dict[str, Cell]]:
        """Row id -> column id -> cell; faulty cells are left out, with problems."""
        rows: dict[str, dict[str, Cell]] = {}
        for row, entry in entries.items():
            self.desk.is_good_id(row, entry.key, dots=False)
            self.desk.places["row", f"{self.table}.{row}"] = entry.key
            rows[row] = self._row(row, entry)
        return rows

    def _row(self, row: str, entry: Entry) -> dict[str, Cell]:
        cells = self.desk.mapping(entry.node)
        for name, cell in cells.items():
            if name not in self.columns.names:
                _, _, remedy = unknown_key(name, self.columns.names)
                message = f'the table {self.table} has no column "{name}"'
                self.desk.refuse(cell.key, Rule.UNKNOWN_COLUMN, message, remedy)
        read: dict[str, Cell] = {}
        for name, column in self.columns.usable.items():
            entry_of_cell = cells.get(name)
            if entry_of_cell is None or (_is_null(entry_of_cell) and column.kind is not ColumnKind.FIGURE):
                if name in self.columns.required and isinstance(entry.node, MappingNode):
                    self.desk.refuse(entry_of_cell.node.place if entry_of_cell else entry.key, *missing_key(name))
                continue
            self._remember((row, name), entry_of_cell)
            value = self._cell((row, name), column, entry_of_cell)
            if value is not None:
                read[name] = value
        return read

    def _remember(self, where: tuple[str, str], cell: Entry) -> None:
        key = self._key(where)
        self.desk.remember(key, cell)
        if self.from_csv:
            self.desk.places[key] = cell.node.place
        if isinstance(cell.node, ScalarNode):
            self.desk.places[(*key, "value")] = cell.node.place

    def _key(self, where: tuple[str, str]) -> tuple[str, str]:
        return "cell", ".".join((self.table, *where))

    def _cell(self, where: tuple[str, str], column: ColumnSpec, cell: Entry) -> Cell:
        if column.kind is ColumnKind.LABEL:
            return self._label(cell)
        if column.kind is ColumnKind.CATEGORY:
            return self._category(column, cell)
        if column.formula is not None:
            message = f'"{where[1]}" is calculated by its formula'
            self.desk.refuse(cell.key, Rule.UNKNOWN_KEY, message, "remove the cell, or the formula")
            return None
        return self._figure(where, column, cell)

    def _label(self, cell: Entry) -> Cell:
        if isinstance(cell.node, MappingNode):
            label: Cell = self.desk.read_value(_LOCALIZED, cell)
            return label
        text = self.desk.read_value(_TEXT, cell)
        return dict.fromkeys(self.desk.languages or (), text) if text else None

    def _category(self, column: ColumnSpec, cell: Entry) -> Cell:
        value, labels = plain(cell.node), column.labels or {}
        if isinstance(cell.node, BrokenNode):
            return None
        if not isinstance(value, Text):
            self.desk.refuse(cell.node.place, *wrong_shape(value, "a category", f"write one of {', '.join(labels)}"))
            return None
        if value.value.strip() not in labels:
            self.desk.refuse(cell.node.place, *unknown_value(value.value.strip(), labels))
            return None
        return value.value.strip()

    def _figure(self, where: tuple[str, str], column: ColumnSpec, cell: Entry) -> Cell:
        entry = cell
        if isinstance(cell.node, ScalarNode):
            entry = Entry(cell.key, MappingNode({"value": cell}, cell.node.place))
        if not isinstance(entry.node, MappingNode):
            self.desk.mapping(entry.node)
            return None
        data = plain(entry.node)
        refuse_date(entry.node.entries, data, self.desk)
        unit = self.units.get(column.unit or "")
        spec = self.desk.read(CellSpec, entry, Reading(with_date(data, unit), ALIASES))
        return self._complete(where, spec, column) if spec else None

    def _complete(self, where: tuple[str, str], cell: CellSpec, column: ColumnSpec) -> CellSpec:
        """The cell with what its column and the table's defaults say of it."""
        key, of_column = self._key(where), ("table", self.table, "columns", where[1])
        for name in _INHERITED:
            for place in ((*of_column, name), ("table", self.table, "defaults", name)):
                if place in self.desk.places:
                    self.desk.places.setdefault((*key, name), self.desk.places[place])
        shared: dict[str, Any] = {
            name: getattr(column, name) for name in _INHERITED if name not in cell.model_fields_set
        }
        if "tolerance" in cell.model_fields_set:
            shared["value"] = with_tolerance(key, cell.value, cell.tolerance, self.desk)
        else:
            shared["value"] = with_shared_tolerance(cell.value, column.tolerance)
            shared["tolerance"] = column.tolerance
        cell = cell.model_copy(update=shared)
        if cell.source is None and self.is_complete:
            explained = missing_key("source", " here, in its cells, or in the table's defaults")
            self.desk.refuse_at(of_column, explained)
        return cell


def _is_null(cell: Entry) -> bool:
    return isinstance(cell.node, ScalarNode) and cell.node.text is None
