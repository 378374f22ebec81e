"""data/tables/<name>.yaml with `file:`: the description of a data file, and the columns that were read by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from yiwu_report.inputs.tabular.file_periods import pattern_fault
from yiwu_report.inputs.tabular.name_files import read_names
from yiwu_report.inputs.tabular.read_table import TableRead, read_table
from yiwu_report.inputs.validate.collector import Collector, Reading, places_in
from yiwu_report.inputs.validate.messages import missing_key
from yiwu_report.inputs.validate.to_python import to_python
from yiwu_report.inputs.validate.undecided import undecided, without_undecided
from yiwu_report.model.column_table import ColumnTable, DataFile
from yiwu_report.model.figures import ColumnKind, DefaultsSpec, UnitKind, UnitSpec
from yiwu_report.model.node import Loaded, MappingEntry, MappingNode
from yiwu_report.model.problem import Place, Unusable, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.table_files import ALLOWED_KEYS, PERIOD_PLACEHOLDER, FileColumnSpec, FileTableSpec
from yiwu_report.model.text import Text

_BY_FORMULA = {"kind", "title", "unit", "formula", "decimals", "period", "status", "percent_of", "note"}
_FOLDER = "data/files/"
# what is not told of a description that isn't decided yet: what is missing may be what has to be decided
_WAITING = {Rule.MISSING_KEY, Rule.MISSING_TRANSLATION, Rule.UNKNOWN_COLUMN}
_NO_SIGNS = {
    "(": "brackets say that it is below zero",
    ")": "brackets say that it is below zero",
    "-": "it is part of it",
}


@dataclass
class TableFiles:
    """Reads tables that name a file, and keeps what was read for the next time."""

    loaded: Loaded
    units: Mapping[str, UnitSpec | Unusable]
    collector: Collector
    tables: dict[str, ColumnTable] = field(default_factory=dict)
    used: set[Any] = field(default_factory=set)

    def read(self, name: str, entry: MappingEntry) -> FileTableSpec | None:
        """The description of a table; None, with problems, where it or the file is faulty."""
        collector, before = self.collector, len(self.collector.problems)
        collector.problems += undecided(entry.node)
        if len(collector.problems) > before:  # what else is wrong is told too, but not what waits for a decision
            told = len(collector.problems)
            self._spec(replace(entry, node=without_undecided(entry.node)))
            collector.problems[told:] = [each for each in collector.problems[told:] if each.rule not in _WAITING]
            return None
        spec = self._spec(entry)
        if spec is None or len(collector.problems) > before:
            return None
        file = self._file(spec)
        if file is None:
            return None
        read = self._read_file(name, spec, file, entry)
        collector.problems += read.problems
        if read.table is None:
            return None
        spec = self._named(spec, read)
        if spec is None or len(collector.problems) > before:
            return None
        self.tables[name] = read.table
        return spec

    def forget_unused(self) -> None:
        """Drop what was kept of files and descriptions that are no more."""
        for key in {each for each in self.loaded.kept if isinstance(each, tuple)} - self.used:  # of tables
            del self.loaded.kept[key]

    def _spec(self, entry: MappingEntry) -> FileTableSpec | None:
        collector = self.collector
        if not isinstance(entry.node, MappingNode):
            return None
        data = to_python(entry.node)
        columns = entry.node.entries.get("columns")
        if columns is None:
            collector.refuse(entry.key, *missing_key("columns", " and what each contains"))
        spec = collector.read(FileTableSpec, entry, Reading(data | {"columns": {}}))
        if columns is None or spec is None:
            if columns is not None:
                self._columns(columns, DefaultsSpec(), spec)
            return None
        defaults = spec.defaults
        if "defaults" in entry.node.entries:
            defaults = defaults.located({}, places_in(entry.node.entries["defaults"]))
        read = self._columns(columns, defaults, spec)
        if read is None:
            return None
        spec = spec.model_copy(update={"columns": read, "defaults": defaults})
        self._check(spec)
        return spec

    def _columns(
        self, entry: MappingEntry, defaults: DefaultsSpec, table: FileTableSpec | None
    ) -> dict[str, FileColumnSpec] | None:
        collector, read = self.collector, {}
        entries = collector.mapping(entry.node)
        for name, inner in entries.items():
            is_good = collector.is_good_id(name, inner.key, dots=False)
            column = self._column(inner)
            if column is None or not is_good:
                continue
            if column.kind is ColumnKind.FIGURE:
                column = column.inherit(defaults, only={"unit"} if column.formula else None)
            if self._is_fitting(column, inner, table):
                read[name] = column
        return read if len(read) == len(entries) else None

    def _column(self, entry: MappingEntry) -> FileColumnSpec | None:
        """A column, with the names of a file in the place of `labels: {file: …}`."""
        if not isinstance(entry.node, MappingNode):
            self.collector.mapping(entry.node)
            return None
        data, labels = to_python(entry.node), entry.node.get("labels")
        if isinstance(labels, MappingNode) and set(labels.entries) == {"file"}:
            named = data["labels"]["file"]
            if isinstance(named, Text):
                data["labels"] = self._names(named)
                if data["labels"] is None:
                    return None
        return self.collector.read(FileColumnSpec, entry, Reading(data))

    def _names(self, named: Text) -> dict[str, dict[str, Text]] | None:
        name = named.value.strip()
        file = self.loaded.data_files.get(name)
        if file is None:
            self._no_file(named.start, name)
            return None
        names, problems = read_names(file, self.collector.languages)
        self.collector.problems += problems
        return None if problems else names

    def _no_file(self, place: Place, name: str) -> None:
        if any(each.place.file == f"{_FOLDER}{name}" for each in self.loaded.problems):
            return  # it is there, but can't be read
        remedy = did_you_mean(name, self.loaded.data_files, "put the file there, as it came")
        self.collector.refuse(place, Rule.TABLE_FILE, f'there is no file "{name}" in data/files/', remedy)

    def _is_fitting(self, column: FileColumnSpec, entry: MappingEntry, table: FileTableSpec | None) -> bool:
        collector, before = self.collector, len(self.collector.problems)
        is_figure = column.kind is ColumnKind.FIGURE
        by_formula = is_figure and column.formula is not None
        allowed = _BY_FORMULA if by_formula else ALLOWED_KEYS[column.kind]
        what = "with a formula" if by_formula else f"of kind {column.kind}"
        for key, inner in collector.mapping(entry.node).items():
            if key not in allowed:
                collector.refuse(inner.key, Rule.UNKNOWN_KEY, f'"{key}" is not allowed in a column {what}', "remove it")
        if column.dates and (wrong := pattern_fault(column.dates.value.strip())):
            collector.refuse(column.place_of("dates"), Rule.BAD_VALUE, *wrong)
        if isinstance(column.header, dict) and column.kind is not ColumnKind.LABEL:
            message, remedy = "headings by language in a column that isn't of kind: label", "write one heading"
            collector.refuse(column.place_of("header"), Rule.WRONG_SHAPE, message, remedy)
        if is_figure:
            self._check_figures(column, entry, table)
        return len(collector.problems) == before

    def _check_figures(self, column: FileColumnSpec, entry: MappingEntry, table: FileTableSpec | None) -> None:
        collector = self.collector
        unit = self.units.get(column.unit or "")
        if isinstance(unit, UnitSpec) and unit.kind is UnitKind.DATE:
            message = "a column of dates in a file is one of periods"
            collector.refuse(column.place_of("unit"), Rule.BAD_VALUE, message, "write kind: period, without a unit")
        for number, sign in enumerate(column.signs):
            if sign in _NO_SIGNS or sign[:1].isdigit() or not sign:
                place = column.place_of("signs", str(number), otherwise=column.place_of("signs"))
                message = f'"{sign}" is no sign beside a number: {_NO_SIGNS.get(sign, "it is part of it")}'
                remedy = "write negative: [brackets]" if sign in {"(", ")"} else "remove it"
                collector.refuse(place, Rule.BAD_VALUE, message, remedy)
        if column.title is None:
            collector.refuse(entry.key, *missing_key("title", " the heading of the column"))
        if table is None:  # its defaults may be faulty: what they lack is not asked
            return
        if column.unit is None:
            collector.refuse(entry.key, *missing_key("unit", " here or in the table's defaults"))
        if column.formula is None and column.source is None:
            collector.refuse(entry.key, *missing_key("source", " here or in the table's defaults"))

    def _check(self, spec: FileTableSpec) -> None:
        """What the parts of a description say of each other."""
        collector, made = self.collector, spec.periods_in_headings
        known = spec.columns_of(ColumnKind.LABEL, ColumnKind.CATEGORY, ColumnKind.PERIOD)
        for number, key in enumerate(spec.keys):
            place = spec.place_of("keys", str(number), otherwise=spec.place_of("keys"))
            if key in spec.keys[:number]:
                collector.refuse(place, Rule.TABLE_KEYS, f'"{key}" is named twice', "keep one")
            elif key not in known and key != made:
                self._not_a_column(place, key, spec, known)
        if made is not None and made in spec.columns and spec.columns[made].kind is not ColumnKind.PERIOD:
            message = f'"{made}" is not a column of kind: period'
            collector.refuse(
                spec.place_of("periods_in_headings"), Rule.TABLE_FORMAT, message, "write kind: period there"
            )
        if made is not None and not any(_is_wide(each) for each in spec.columns.values()):
            message = f"no column has a header: with {PERIOD_PLACEHOLDER}"
            remedy = f'write header: "{PERIOD_PLACEHOLDER}" in the column whose figures stand under periods'
            collector.refuse(spec.place_of("periods_in_headings"), Rule.TABLE_FORMAT, message, remedy)
        if made is not None and made not in spec.keys:
            message = f'"{made}" is made of headings and not among the keys'
            collector.refuse(spec.place_of("keys"), Rule.TABLE_KEYS, message, f"add {made} to keys:")
        for key in spec.format.drop:
            if key not in known or key == made:
                self._not_a_column(spec.place_of("format", "drop", otherwise=spec.place_of("format")), key, spec, known)
        self._check_marks(spec)

    def _check_marks(self, spec: FileTableSpec) -> None:
        shared = spec.format
        for column in spec.columns.values():
            if column.kind is not ColumnKind.FIGURE or column.formula:
                continue
            decimal, thousands = column.decimal or shared.decimal, _own(column, "thousands", shared.thousands)
            if decimal == thousands:
                key = "thousands" if "thousands" in column.model_fields_set else "decimal"
                place = column.place_of(key) if key in column.model_fields_set else spec.place_of("format", "thousands")
                message = f'"{decimal}" is both the decimal mark and the thousands mark'
                self.collector.refuse(place, Rule.TABLE_FORMAT, message, "write another decimal: or thousands:")

    def _not_a_column(self, place: Place, key: str, spec: FileTableSpec, known: Mapping[str, object]) -> None:
        if key in spec.columns:
            message, remedy = f'"{key}" is a column of figures', f"use one of {', '.join(known) or 'kind: label'}"
        else:
            message, remedy = f'there is no column "{key}"', did_you_mean(key, known, "list it under columns:")
        self.collector.refuse(place, Rule.UNKNOWN_COLUMN, message, remedy)

    def _file(self, spec: FileTableSpec) -> DataFile | None:
        files, name = self.loaded.data_files, spec.file_name
        if name not in files:
            self._no_file(spec.place_of("file"), name)
            return None
        for ending in ("-wal", "-journal"):
            beside = files.get(f"{name}{ending}")
            if beside is not None and beside.size_bytes:
                message = f"it holds changes to {name} that are not in the database yet"
                remedy = "close the program that writes it, or make a copy with: sqlite3 FILE 'VACUUM INTO COPY'"
                self.collector.refuse(Place(f"{_FOLDER}{beside.name}"), Rule.TABLE_FILE, message, remedy)
                return None
        return files[name]

    def _read_file(self, name: str, spec: FileTableSpec, file: DataFile, entry: MappingEntry) -> TableRead:
        """What the file holds, read anew where its bytes or its description are not those of the last time."""
        key = name, file.name, file.sha256, repr(entry.node), self.collector.languages
        self.used.add(key)
        read: TableRead | None = self.loaded.kept.get(key)
        if read is None:
            read = self.loaded.kept[key] = read_table(name, spec, file)
        return read

    def _named(self, spec: FileTableSpec, read: TableRead) -> FileTableSpec | None:
        """The description with the names of labels in every language."""
        columns = dict(spec.columns)
        for column_name, names in read.names.items():
            place = spec.columns[column_name].place_of("header")
            labels = {
                cell: {language: Text(text, place, text) for language, text in inner.items()}
                for cell, inner in names.items()
            }
            columns[column_name] = columns[column_name].model_copy(update={"labels": labels})
        return spec.model_copy(update={"columns": columns})


def _own(column: FileColumnSpec, key: str, otherwise: str | None) -> str | None:
    return getattr(column, key) if key in column.model_fields_set else otherwise


def _is_wide(column: FileColumnSpec) -> bool:
    return isinstance(column.header, Text) and PERIOD_PLACEHOLDER in column.header.value
