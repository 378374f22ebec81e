"""Everything that can be referred to, and messages for unknown names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from yiwu_report.model.cell_name import CellName, parse_cell
from yiwu_report.model.column_table import ColumnTable, fault_of_cell
from yiwu_report.model.figures import ColumnKind, ColumnSpec, DerivedSpec, FigureSpec, SourceSpec, TableSpec, UnitSpec
from yiwu_report.model.period import Period, PeriodKind, meant_period
from yiwu_report.model.problem import Fault, Unusable, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.table_files import FileTableSpec
from yiwu_report.model.views import ViewSpec


@dataclass(frozen=True)
class Names:
    """The existing names. `complete` has the kinds of which all are known, because no file was unreadable."""

    units: Mapping[str, UnitSpec | Unusable]
    sources: Mapping[str, SourceSpec | Unusable]
    figures: Mapping[str, FigureSpec | Unusable]
    derived: Mapping[str, DerivedSpec | Unusable]
    tables: Mapping[str, TableSpec | FileTableSpec | Unusable]
    periods: frozenset[str] | None  # None: site.yaml doesn't say
    complete: frozenset[str]  # of "unit", "source", "figure"
    column_tables: Mapping[str, ColumnTable] = field(default_factory=dict)  # of files
    views: Mapping[str, ViewSpec | Unusable] = field(default_factory=dict)  # what they have is known when they are made

    def unit(self, name: str | None) -> Fault | None:
        """What is wrong with a unit's name."""
        if name is None or name in self.units or "unit" not in self.complete:
            return None
        remedy = did_you_mean(name, self.units, "define it in data/units.yaml")
        return Fault(Rule.UNKNOWN_UNIT, f'there is no unit "{name}"', remedy)

    def source(self, name: str | None) -> Fault | None:
        """What is wrong with a source's name."""
        if name is None or name in self.sources or "source" not in self.complete:
            return None
        remedy = did_you_mean(name, self.sources, "describe it in data/sources.yaml")
        return Fault(Rule.UNKNOWN_SOURCE, f'there is no source "{name}"', remedy)

    def figure(self, name: str | None) -> Fault | None:
        """What is wrong with the name of a figure, a derived one, or a cell."""
        if name is None or "figure" not in self.complete or name in self.known_figures:
            return None
        if name.partition("[")[0].partition(".")[0] in self.views:
            return None
        if cell := parse_cell(name):
            return self._cell(cell)
        if isinstance(self.tables.get(name.split(".")[0]), Unusable):
            return None
        if name in self.tables or (name.split(".")[0] in self.tables and name.count(".") == 1):
            remedy = f"write {name.split('.')[0]}, a row and a column, joined by dots"
            return Fault(Rule.UNKNOWN_FIGURE, f'"{name}" is not a single figure', remedy)
        remedy = did_you_mean(name, self.known_figures, "figures are defined in data/")
        return Fault(Rule.UNKNOWN_FIGURE, f'there is no figure "{name}"', remedy)

    def _cell(self, cell: CellName) -> Fault | None:
        """What is wrong with a cell with keys."""
        of_file, spec = self.column_tables.get(cell.table), self.tables.get(cell.table)
        if of_file is not None and isinstance(spec, FileTableSpec):
            figures = [name for name, each in spec.columns.items() if each.kind is ColumnKind.FIGURE]
            return fault_of_cell(of_file, figures, cell)
        if isinstance(self.tables.get(cell.table), Unusable):
            return None
        if cell.table in self.tables:
            row = cell.keys[0] if len(cell.keys) == 1 else "row"
            message = f"the rows of {cell.table} are written in YAML and have ids"
            return Fault(Rule.UNKNOWN_FIGURE, message, f"write {cell.table}.{row}.{cell.column}")
        return self.table(cell.table)

    def table(self, name: str) -> Fault | None:
        """What is wrong with a table's name."""
        if name in self.tables or name in self.views:
            return None
        remedy = did_you_mean(name, [*self.tables, *self.views], "tables are defined in data/tables/ and data/views/")
        return Fault(Rule.UNKNOWN_TABLE, f'there is no table "{name}"', remedy)

    def period(self, period: Period | None) -> Fault | None:
        """What is wrong with a named period."""
        if period is None or period.kind is not PeriodKind.NAMED or self.periods is None:
            return None
        if period.written in self.periods:
            return None
        meant = meant_period(period.written)
        otherwise = f"write {meant}" if meant else "define it under periods in content/site.yaml, or write a date"
        remedy = did_you_mean(period.written, self.periods, otherwise)
        return Fault(Rule.UNKNOWN_PERIOD, f'there is no period "{period}"', remedy)

    @cached_property
    def known_figures(self) -> frozenset[str]:
        """Ids of all figures: written, derived, and cells of the tables that are usable."""
        return frozenset([*self.figures, *self.derived, *self._cells()])

    def _cells(self) -> Iterable[str]:
        for table, spec in self.tables.items():
            if isinstance(spec, TableSpec):
                for row, cells in spec.rows.items():
                    for column, each in spec.columns.items():
                        if each.kind is ColumnKind.FIGURE and (column in cells or each.formula is not None):
                            yield f"{table}.{row}.{column}"


def column_fault(table: str, columns: Mapping[str, object], name: str) -> Fault | None:
    """What is wrong with a column's name."""
    if name in columns:
        return None
    remedy = did_you_mean(name, columns, f"its columns are {', '.join(columns)}")
    return Fault(Rule.UNKNOWN_COLUMN, f'the table {table} has no column "{name}"', remedy)


def category_fault(table: str, columns: Mapping[str, ColumnSpec], column: str, category: str) -> Fault | None:
    """What is wrong with a category that rows are selected by."""
    wrong = column_fault(table, columns, column)
    if wrong:
        return wrong
    labels = columns[column].labels
    if columns[column].kind is not ColumnKind.CATEGORY or labels is None:
        known = [name for name, each in columns.items() if each.kind is ColumnKind.CATEGORY]
        remedy = f"select by {' or '.join(known)}" if known else "remove it: the table has no category column"
        return Fault(Rule.CHART_SHAPE, f'"{column}" is not a category column', remedy)
    if category in labels:
        return None
    remedy = did_you_mean(category, labels, f"use one of {', '.join(labels)}")
    return Fault(Rule.BAD_VALUE, f'"{column}" has no category "{category}"', remedy)
