"""data/tables/<name>.yaml: rows, and what each cell holds by the kind of its column; or a file that is described."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter

from yiwu_report.inputs.validate.collector import Collector, Reading, places_in
from yiwu_report.inputs.validate.columns import Columns, read_columns
from yiwu_report.inputs.validate.figures import (
    ALIASES,
    check_decimals,
    refuse_date,
    with_date,
    with_shared_tolerance,
    with_tolerance,
)
from yiwu_report.inputs.validate.messages import missing_key, unknown_key, unknown_value, wrong_shape
from yiwu_report.inputs.validate.table_files import TableFiles
from yiwu_report.inputs.validate.to_python import is_whole, to_python
from yiwu_report.model.column_table import ColumnTable
from yiwu_report.model.fields import LocalizedField, TextField
from yiwu_report.model.figures import (
    CellSpec,
    ColumnKind,
    ColumnSpec,
    DefaultsSpec,
    TableSpec,
    UnitSpec,
)
from yiwu_report.model.node import BrokenNode, Loaded, MappingEntry, MappingNode, Node, ScalarNode
from yiwu_report.model.problem import Place, Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.table_files import FileTableSpec
from yiwu_report.model.text import Text

CellContent = CellSpec | dict[str, Text] | str | None
_LOCALIZED: TypeAdapter[dict[str, Text]] = TypeAdapter(LocalizedField)
_TEXT: TypeAdapter[Text] = TypeAdapter(TextField)


@dataclass(frozen=True)
class RowReader:
    """What reading the rows of one table needs."""

    table: str
    columns: Columns
    units: Mapping[str, UnitSpec | Unusable]
    collector: Collector
    is_complete: bool  # False where the table's defaults are faulty: what they lack is not noted

    def read(self, entries: Mapping[str, MappingEntry]) -> dict[str, dict[str, CellContent]]:
        """Row id -> column id -> cell; faulty cells are left out, with problems."""
        rows: dict[str, dict[str, CellContent]] = {}
        for row, entry in entries.items():
            self.collector.is_good_id(row, entry.key, dots=False)
            self.collector.places["row", f"{self.table}.{row}"] = entry.key
            rows[row] = self._row(row, entry)
        return rows

    def _row(self, row: str, entry: MappingEntry) -> dict[str, CellContent]:
        cells = self.collector.mapping(entry.node)
        for name, cell in cells.items():
            if name not in self.columns.names:
                _, _, remedy = unknown_key(name, self.columns.names)
                message = f'the table {self.table} has no column "{name}"'
                self.collector.refuse(cell.key, Rule.UNKNOWN_COLUMN, message, remedy)
        read: dict[str, CellContent] = {}
        for name, column in self.columns.usable.items():
            entry_of_cell = cells.get(name)
            if entry_of_cell is None or (_is_null(entry_of_cell) and column.kind is not ColumnKind.FIGURE):
                if name in self.columns.required and isinstance(entry.node, MappingNode):
                    self.collector.refuse(entry_of_cell.node.place if entry_of_cell else entry.key, *missing_key(name))
                continue
            self._remember((row, name), entry_of_cell)
            value = self._cell((row, name), column, entry_of_cell)
            if value is not None:
                read[name] = value
        return read

    def _remember(self, where: tuple[str, str], cell: MappingEntry) -> None:
        key = self._key(where)
        self.collector.remember(key, cell)
        if isinstance(cell.node, ScalarNode):
            self.collector.places[(*key, "value")] = cell.node.place

    def _key(self, where: tuple[str, str]) -> tuple[str, str]:
        return "cell", ".".join((self.table, *where))

    def _cell(self, where: tuple[str, str], column: ColumnSpec, cell: MappingEntry) -> CellContent:
        if column.kind is ColumnKind.LABEL:
            return self._label(cell)
        if column.kind is ColumnKind.CATEGORY:
            return self._category(column, cell)
        if column.formula is not None:
            message = f'"{where[1]}" is calculated by its formula'
            self.collector.refuse(cell.key, Rule.UNKNOWN_KEY, message, "remove the cell, or the formula")
            return None
        return self._figure(where, column, cell)

    def _label(self, cell: MappingEntry) -> CellContent:
        if isinstance(cell.node, MappingNode):
            label: CellContent = self.collector.read_value(_LOCALIZED, cell)
            return label
        text = self.collector.read_value(_TEXT, cell)
        return dict.fromkeys(self.collector.languages or (), text) if text else None

    def _category(self, column: ColumnSpec, cell: MappingEntry) -> CellContent:
        value, labels = to_python(cell.node), column.labels or {}
        if isinstance(cell.node, BrokenNode):
            return None
        if not isinstance(value, Text):
            self.collector.refuse(
                cell.node.place, *wrong_shape(value, "a category", f"write one of {', '.join(labels)}")
            )
            return None
        if value.value.strip() not in labels:
            self.collector.refuse(cell.node.place, *unknown_value(value.value.strip(), labels))
            return None
        return value.value.strip()

    def _figure(self, where: tuple[str, str], column: ColumnSpec, cell: MappingEntry) -> CellContent:
        entry = cell
        if isinstance(cell.node, ScalarNode):
            value = MappingEntry(cell.node.place, cell.node)
            entry = MappingEntry(entry.key, MappingNode({"value": value}, cell.node.place))
        if not isinstance(entry.node, MappingNode):
            self.collector.mapping(entry.node)
            return None
        data = to_python(entry.node)
        refuse_date(entry.node.entries, data, self.collector)
        unit = self.units.get(column.unit or "")
        spec = self.collector.read(CellSpec, entry, Reading(with_date(data, unit), ALIASES))
        return self._complete(where, spec, column) if spec else None

    def _complete(self, where: tuple[str, str], cell: CellSpec, column: ColumnSpec) -> CellSpec:
        """The cell with what its column and the table's defaults say of it."""
        key = self._key(where)
        if "tolerance" in cell.model_fields_set:
            value = with_tolerance(key, cell.value, cell.tolerance, self.collector)
        else:
            value = with_shared_tolerance(cell.value, column.tolerance)
        check_decimals(key, value, cell.decimals, self.collector)
        cell = cell.inherit(column).model_copy(update={"value": value})
        if cell.source is None and self.is_complete:
            explained = missing_key("source", " here, in its cells, or in the table's defaults")
            self.collector.refuse(column.place, *explained)
        return cell


def _is_null(cell: MappingEntry) -> bool:
    return isinstance(cell.node, ScalarNode) and cell.node.text is None


FOLDER = "data/tables/"


TablesById = dict[str, TableSpec | FileTableSpec | Unusable]


def read_tables(
    loaded: Loaded, units: Mapping[str, UnitSpec | Unusable], collector: Collector
) -> tuple[TablesById, dict[str, ColumnTable]]:
    """Every table by its name, and what was read of files. A table with a faulty cell is unusable as a whole."""
    tables: TablesById = {}
    files = TableFiles(loaded, units, collector)
    for file, node in loaded.documents.items():
        if not file.startswith(FOLDER):
            continue
        name, table = file.removeprefix(FOLDER).removesuffix(".yaml"), None
        if isinstance(node, MappingNode) and "file" in node.entries:
            entry = MappingEntry(Place(file), node)
            collector.remember(("table", name), entry)
            tables[name] = (files.read(name, entry) if is_whole(node) else None) or Unusable(Place(file))
            continue
        table = _TableReader(file, node, collector).read(units)
        tables[name] = table or Unusable(Place(file))
    files.forget_unused()
    return tables, files.tables


class _TableReader:
    """A table that is being read."""

    def __init__(self, file: str, node: Node, collector: Collector) -> None:
        self.file, self.node, self.collector = file, node, collector
        self.name = file.removeprefix(FOLDER).removesuffix(".yaml")
        self.entry = MappingEntry(Place(file), node)

    def read(self, units: Mapping[str, UnitSpec | Unusable]) -> TableSpec | None:
        """The table; None, with problems unless they are noted already, where anything in it is faulty."""
        collector, before = self.collector, len(self.collector.problems)
        collector.remember(("table", self.name), self.entry)
        if not isinstance(self.node, MappingNode):
            collector.mapping(self.node)
            return None
        entries = self.node.entries
        head = {key: value for key, value in to_python(self.node).items() if key not in {"columns", "rows"}}
        spec = collector.read(TableSpec, self.entry, Reading(head | {"columns": {}, "rows": {}}))
        defaults, is_complete = self._defaults(entries.get("defaults"), spec)
        if "columns" not in entries:
            collector.refuse(Place(self.file), *missing_key("columns", " and what each contains"))
            return None
        inside = collector.mapping(entries["columns"].node)
        columns = read_columns(self.name, inside, defaults, collector, is_complete=is_complete)
        rows = RowReader(self.name, columns, units, collector, is_complete)
        cells = rows.read(self._row_entries(entries.get("rows")))
        if spec is None or len(collector.problems) > before or not is_whole(self.node):
            return None
        return spec.model_copy(update={"columns": dict(columns.usable), "rows": cells})

    def _defaults(self, entry: MappingEntry | None, spec: TableSpec | None) -> tuple[DefaultsSpec, bool]:
        """The defaults, or what is sound in them; False with it where that is not all."""
        if entry is None:
            return DefaultsSpec(), True
        sound = spec.defaults if spec else Collector().read(DefaultsSpec, entry)  # its problems are noted already
        defaults = sound or self.collector.sound_part(DefaultsSpec, entry, {}) or DefaultsSpec()
        return defaults.located({}, places_in(entry)), sound is not None

    def _row_entries(self, inside: MappingEntry | None) -> Mapping[str, MappingEntry]:
        if inside is None:
            self.collector.refuse(
                Place(self.file), *missing_key("rows", ", or file: with the name of a file in data/files/")
            )
            return {}
        node = inside.node
        rows = self.collector.mapping(node)
        if not rows and isinstance(node, MappingNode):
            self.collector.refuse(node.place, Rule.EMPTY_FILE, "a table without rows", "add a row, or delete the table")
        return {} if isinstance(node, BrokenNode) else rows
