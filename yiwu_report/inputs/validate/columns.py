"""The columns of a table: labels, categories, figures, and figures by formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yiwu_report.inputs.validate.collector import Collector
from yiwu_report.inputs.validate.messages import missing_key
from yiwu_report.model.figures import ColumnKind, ColumnSpec, DefaultsSpec
from yiwu_report.model.node import MappingEntry
from yiwu_report.model.problem import Fault
from yiwu_report.model.rules import Rule


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that can be read, with what the table's defaults say, and the names of all."""

    usable: Mapping[str, ColumnSpec]
    names: tuple[str, ...]

    @property
    def required(self) -> frozenset[str]:
        """Columns that no row leaves out: the first label, which names the row, and the categories."""
        labels = [name for name, each in self.usable.items() if each.kind is ColumnKind.LABEL]
        categories = [name for name, each in self.usable.items() if each.kind is ColumnKind.CATEGORY]
        return frozenset([*labels[:1], *categories])


_ALLOWED = {
    ColumnKind.LABEL: {"kind", "title"},
    ColumnKind.CATEGORY: {"kind", "title", "labels"},
    ColumnKind.FIGURE: set(ColumnSpec.model_fields) - {"labels"},
}
_BY_FORMULA = {"kind", "title", "unit", "formula", "decimals", "period", "status", "percent_of", "note"}


def read_columns(
    table: str, entries: Mapping[str, MappingEntry], defaults: DefaultsSpec, collector: Collector, *, is_complete: bool
) -> Columns:
    """The columns of a table. Where its defaults are not complete, what they may have been meant to give is not asked."""
    usable: dict[str, ColumnSpec] = {}
    for name, entry in entries.items():
        is_good = collector.is_good_id(name, entry.key, dots=False)
        column = collector.read(ColumnSpec, entry)
        if not (column and is_good):
            continue
        if column.kind is ColumnKind.FIGURE:
            column = column.inherit(defaults, only={"unit"} if column.formula else None)
        if _is_fitting(column, entry, collector, is_complete=is_complete):
            usable[name] = column
    if entries and len(usable) == len(entries) and all(each.kind is ColumnKind.FIGURE for each in usable.values()):
        fault = Fault(Rule.MISSING_KEY, "no label column names the rows", "add a column of kind: label")
        collector.refuse_at(("table", table, "columns"), fault)
    return Columns(usable, tuple(entries))


def _is_fitting(column: ColumnSpec, entry: MappingEntry, collector: Collector, *, is_complete: bool) -> bool:
    before = len(collector.problems)
    by_formula = column.kind is ColumnKind.FIGURE and column.formula is not None
    allowed = _BY_FORMULA if by_formula else _ALLOWED[column.kind]
    what = "with a formula" if by_formula else f"of kind {column.kind}"
    for name, inner in collector.mapping(entry.node).items():
        if name not in allowed:
            collector.refuse(inner.key, Rule.UNKNOWN_KEY, f'"{name}" is not allowed in a column {what}', "remove it")
    if column.kind is ColumnKind.CATEGORY and not column.labels:
        collector.refuse(entry.key, *missing_key("labels", " with the name of each category"))
    if column.kind is ColumnKind.FIGURE:
        if column.unit is None and is_complete:
            collector.refuse(entry.key, *missing_key("unit", " here or in the table's defaults"))
        if column.title is None:
            collector.refuse(entry.key, *missing_key("title", " the heading of the column"))
    return len(collector.problems) == before
