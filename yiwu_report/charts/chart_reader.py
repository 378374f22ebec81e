"""Reads a chart's declaration: looks up what it names, checks the rules for charts, and reports problems at their places in the YAML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yiwu_report.charts.palette import COLOURS
from yiwu_report.compute.row_selection import NO_LENGTH, SelectionReader
from yiwu_report.model.charts import COLUMN_KINDS, ChartBase, LabelBy
from yiwu_report.model.data import Data, Figure, Table, fault_of_figure
from yiwu_report.model.figures import ColumnKind, UnitKind, UnitSpec
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import Interval


@dataclass
class ChartReader(SelectionReader):
    """Looks up what a chart refers to. What depends on something unusable is omitted without a further problem."""

    spec: ChartBase

    def figure(self, key: str, figure_id: str) -> Figure | None:
        """The figure of this id."""
        found = self.data.figures.get(figure_id)
        known = (self.site.figures, self.site.derived)
        if found is None and not self.is_unusable(figure_id) and not any(figure_id in each for each in known):
            fault = fault_of_figure(figure_id, self.data)
            self.refuse(key, Rule.UNKNOWN_FIGURE, fault.message, fault.remedy)
        return found

    def column_or_first(self, key: str, table: Table, name: str | None, kind: ColumnKind) -> str | None:
        """The column named, or the table's first of that kind. Periods and categories can stand for labels."""
        is_label = kind is ColumnKind.LABEL
        if name is not None:
            kinds = (kind, ColumnKind.PERIOD, ColumnKind.CATEGORY) if is_label else (kind,)
            return name if self.column(key, table, name, *kinds) else None
        first = next((each for each, column in table.columns.items() if column.kind is kind), None)
        if first is None:
            message = f"the table {table.id} has no column of {COLUMN_KINDS[kind]}"
            self.refuse("table", Rule.CHART_SHAPE, message, f"give it one, and name it under {key}:")
        return first


MOST_COLOURS = len(COLOURS)
MOST_ROWS = 24


def axis_dimension(unit_id: str, unit: UnitSpec) -> str:
    """The dimension of a unit; its own id by default. Points are never percent."""
    return unit_id if unit.kind is UnitKind.POINTS else unit.dimension or unit_id


def check_lengths(reader: ChartReader, figures: Sequence[Figure], key: str) -> None:
    """Each figure has a length, and all of them on one scale."""
    for figure in figures:
        if figure.unit.kind in NO_LENGTH:
            what = f"{figure.id} is {NO_LENGTH[figure.unit.kind]}, which cannot be drawn as a length"
            reader.refuse(key, Rule.CHART_SHAPE, what, "show it in a table")
            return
    dimensions: dict[str, Figure] = {}
    for figure in figures:
        dimensions.setdefault(axis_dimension(figure.unit_id, figure.unit), figure)
    if len(dimensions) > 1:
        first, second = list(dimensions.values())[:2]
        message = f"one axis for {first.unit_id} ({first.id}) and {second.unit_id} ({second.id})"
        reader.refuse(key, Rule.CHART_DIMENSIONS, message, "draw a separate chart for each")


def check_log(reader: ChartReader, key: str, figures: Iterable[Figure]) -> None:
    """Each figure is certainly above zero, for a logarithmic scale."""
    for figure in figures:
        interval = figure.interval or (figure.quantity.interval if figure.quantity else Interval.point(1))
        if (interval.low if interval.low is not None else interval.high or 0) <= 0:
            message = f"{figure.id} can be zero or less, which a logarithmic axis cannot show"
            reader.refuse(key, Rule.CHART_SHAPE, message, f"write {key}: false")
            return


def check_labels(reader: ChartReader, figures: Sequence[Figure]) -> None:
    """Each figure of a list has a period to label it."""
    without = [figure.id for figure in figures if figure.period is None]
    if reader.spec.labels is LabelBy.PERIOD and without:
        verb = "has" if len(without) == 1 else "have"
        message = f"labels: period, and {', '.join(without)} {verb} none"
        reader.refuse("labels", Rule.CHART_SHAPE, message, "add period: there, or remove labels:")


def check_colours(reader: ChartReader, key: str, names: Sequence[str]) -> None:
    """No more names than colours that carry meaning."""
    if len(names) > MOST_COLOURS:
        message = f"{len(names)} colours for {', '.join(names)}"
        reader.refuse(key, Rule.CHART_COLOURS, message, f"use at most {MOST_COLOURS}, or one chart for each")


def check_count(reader: ChartReader, key: str, count: int, most: int, what: str) -> None:
    """No more marks than can be read; `what` they are and how to reduce them, separated by a semicolon."""
    if count > most:
        marks, _, fewer = what.partition("; ")
        remedy = f"draw at most {most}: {fewer or 'choose rows with where:, or show a table'}"
        reader.refuse(key, Rule.CHART_CATEGORIES, f"{count} {marks}", remedy)


def check_overlap(reader: ChartReader, key: str, figures: Iterable[Figure], what: str) -> None:
    """Groups that overlap are not added up or shown as parts of a whole."""
    for table in overlapping(reader.data, figures):
        message = f"the groups of {table} overlap, and {what}"
        reader.refuse(key, Rule.CHART_OVERLAP, message, f"remove {key}:; draw them side by side")


def overlapping(data: Data, figures: Iterable[Figure]) -> list[str]:
    """The overlapping tables that figures come from, through formulas too."""
    seen: set[str] = set()
    found: dict[str, None] = {}
    waiting = list(figures)
    while waiting:
        figure = waiting.pop()
        if figure.id in seen:
            continue
        seen.add(figure.id)
        table = data.tables.get(figure.table or "")
        if table is not None and table.overlap:
            found[table.id] = None
        waiting += [data.figures[each] for each in figure.inputs if each in data.figures]
    return sorted(found)
