"""The stage that lays out displays: the rows of each in their order, in groups, with totals, or its problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

import pandas as pd

from yiwu_report.compute.formula import FormulaFault
from yiwu_report.compute.formula.dimension import never_added
from yiwu_report.compute.formula.evaluate import apply
from yiwu_report.compute.formula.measured import to_unit
from yiwu_report.compute.row_selection import NO_LENGTH, SelectionReader, check_ranking, filtered, ordered
from yiwu_report.compute.tables.figures import measure_of
from yiwu_report.compute.tables.file_table import FileTable
from yiwu_report.compute.views.view_table import ViewTable
from yiwu_report.incremental import Memory, NoMemory, Read, Traceable
from yiwu_report.model.data import Data, Figure, Table
from yiwu_report.model.figures import ColumnKind
from yiwu_report.model.period import Period, PeriodKind, first_day
from yiwu_report.model.problem import Problem, Unusable, is_unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.model.table_display import LISTS, DisplayedTable, RowGroup, TableDisplay, is_short
from yiwu_report.quantity import UnboundedError, decimals_of, quantity_of, rounded


@dataclass(frozen=True)
class _DisplayWorld(Traceable):
    """What displays are laid out from."""

    site: Site
    data: Data


def lay_out(
    site: Site, data: Data, memory: Memory | None = None
) -> tuple[dict[str, DisplayedTable], tuple[Problem, ...]]:
    """Every display by its id, and the problems of those that cannot be laid out.

    One that depends on something unusable is skipped without a further problem. `memory` caches unchanged ones.
    """
    world, problems = _DisplayWorld(site, data), list[Problem]()
    found: dict[str, DisplayedTable] = {}
    for name, spec in site.displays.items():
        if isinstance(spec, Unusable):
            continue
        key = Read("displayed", name)
        displayed, faults = (memory or NoMemory()).recall(key, world, partial(_display, name, spec), spec)
        problems += faults
        if displayed is not None:
            found[name] = displayed
    return found, tuple(problems)


def _display(name: str, spec: TableDisplay, world: _DisplayWorld) -> tuple[DisplayedTable | None, list[Problem]]:
    reader = SelectionReader(spec, world.site, world.data)
    table = reader.table(spec.table)
    displayed = _laid_out(name, spec, table, reader) if table is not None else None
    if reader.problems:
        return None, [_in_reach(each, spec, is_short=is_short(name)) for each in reader.problems]
    return displayed, []


def _in_reach(problem: Problem, spec: TableDisplay, *, is_short: bool) -> Problem:
    """The problem with a remedy that its place allows: a note can't be said in short."""
    if problem.rule is not Rule.CHART_RANKING or not is_short:
        return problem
    remedy = f"write content/tables/{spec.table}.yaml with a note: that explains what this means for the order"
    return replace(problem, remedy=remedy)


def _laid_out(name: str, spec: TableDisplay, table: Table, reader: SelectionReader) -> DisplayedTable | None:
    lines = spec.sparkline or []
    columns = tuple(spec.columns or (each for each in table.columns if each not in {spec.group, *lines}))
    if not _are_sound(spec, table, columns, reader):
        return None
    sort = (spec.sort or "").removeprefix("-")
    frame = filtered(reader, table, [key for key in table.columns if key in {*columns, *lines, spec.group, sort}])
    figures = [key for key, each in table.columns.items() if each.kind is ColumnKind.FIGURE]
    in_order = None if frame is None else ordered(reader, frame, figures)
    if frame is None or in_order is None or _uses_unusable(table, in_order, reader.data):
        return None
    if spec.sort is not None:
        check_ranking(reader, in_order[sort])
    shown = in_order.iloc[: spec.rows]
    _check_lengths(shown, spec, reader)
    totals = {column: total for column in spec.totals if (total := _total(list(shown[column]), table, reader))}
    groups = tuple(_groups(shown, table, spec.group))
    return DisplayedTable(
        name, spec, table, columns, shown, groups, len(frame), totals, _line_periods(shown, table, reader, lines)
    )


def _are_sound(spec: TableDisplay, table: Table, columns: Sequence[str], reader: SelectionReader) -> bool:
    """True if its columns are there, once, and what is said of a column is said of one that is shown."""
    for each in columns:
        reader.column("columns", table, each, *ColumnKind)
    if spec.group is not None:
        reader.column("group", table, spec.group, ColumnKind.CATEGORY)
    for key in LISTS:
        names: Sequence[str] = getattr(spec, key) or ()
        for number, column in enumerate(names):
            if column in names[:number]:
                reader.refuse(key, Rule.BAD_VALUE, f"{key}: names {column} twice", "name it once")
            elif key == "columns" or not reader.column(key, table, column, ColumnKind.FIGURE):
                continue
            elif key != "sparkline" and column not in columns:
                remedy = "add it to columns:, or remove it here"
                reader.refuse(key, Rule.CHART_SHAPE, f"{key}: {column} is not among the columns that are shown", remedy)
    return not reader.problems


def _check_lengths(frame: pd.DataFrame, spec: TableDisplay, reader: SelectionReader) -> None:
    """What is drawn or shaded by its size has one."""
    for key, names in (("bars", spec.bars), ("shade", spec.shade), ("sparkline", spec.sparkline or [])):
        for figure in (each for column in names for each in list(frame[column])[:1] if isinstance(each, Figure)):
            if what := NO_LENGTH.get(figure.unit.kind):
                message = f"{key}: {figure.column} holds what has no size: {figure.id} is {what}"
                reader.refuse(key, Rule.CHART_SHAPE, message, f"remove it from {key}:")


def _line_periods(
    frame: pd.DataFrame, table: Table, reader: SelectionReader, columns: Sequence[str]
) -> Mapping[str, Period]:
    """The period of each column that lines are drawn from; a problem unless they are one measure over time."""
    units: dict[str, Figure] = {}
    periods: dict[str, Period] = {}
    for column in columns:
        figures = [cell for cell in frame[column] if isinstance(cell, Figure)]
        for figure in figures:
            units.setdefault(figure.unit_id, figure)
        own = table.columns[column].period
        found = {own} if own is not None else {figure.period for figure in figures}
        if len(found) > 1:
            message = f"sparkline: the numbers of {column} have different periods"
            remedy = "make a view with pivot:, which gives each period a column of its own"
            reader.refuse("sparkline", Rule.CHART_SHAPE, message, remedy)
            return {}
        period = found.pop() if found else None
        if period is None or not period.parts or period.kind is PeriodKind.COMPARISON:
            which = f"have the period {period.written}, which has no place in time" if period else "have no period"
            remedy = "give the column a period:, or remove it from sparkline:"
            reader.refuse("sparkline", Rule.CHART_SHAPE, f"sparkline: the numbers of {column} {which}", remedy)
            return {}
        periods[column] = period
    if len(units) > 1:
        first, second = list(units.values())[:2]
        message = f"one line for {first.unit_id} ({first.id}) and {second.unit_id} ({second.id})"
        reader.refuse("sparkline", Rule.CHART_DIMENSIONS, message, "name columns of one unit")
    for (one, before), (other, after) in pairwise(periods.items()):
        if before.kind is not after.kind:
            message = f"sparkline: {one} is of a {before.kind}, {other} of a {after.kind}"
            reader.refuse("sparkline", Rule.CHART_SHAPE, message, "name columns with one kind of period")
        elif first_day(before.parts[0]) >= first_day(after.parts[0]):
            message = f"sparkline: {other} ({after.written}) does not come after {one} ({before.written})"
            reader.refuse("sparkline", Rule.CHART_SHAPE, message, "name the columns from the earliest to the latest")
    return periods


def _uses_unusable(table: Table, frame: pd.DataFrame, data: Data) -> bool:
    return bool(data.unusable) and any(
        is_unusable(f"{table.id}.{row}.{column}", data.unusable) for row in frame.index for column in frame.columns
    )


def _groups(frame: pd.DataFrame, table: Table, group: str | None) -> Iterator[RowGroup]:
    """All rows, or those of each category in the order of its labels; without labels, as they first occur."""
    if group is None:
        yield RowGroup(None, tuple(frame.index))
        return
    of_rows = [each if isinstance(each, str) else "" for each in frame[group]]
    order = list(dict.fromkeys((*_labelled(table, group), *table.values_of(group))))
    for category in sorted(dict.fromkeys(of_rows), key=lambda each: order.index(each) if each in order else len(order)):
        rows = [row for row, each in zip(frame.index, of_rows, strict=True) if each == category]
        yield RowGroup(category, tuple(rows))


def _labelled(table: Table, group: str) -> Iterable[str]:
    """The categories of a column in the order of `labels:`, also of the table that a view is made of."""
    match table:
        case FileTable():
            return table.spec.columns[group].labels or ()
        case ViewTable():
            return table.frame.texts[group].names or ()
    return table.columns[group].labels or ()


def _total(cells: Sequence[object], table: Table, reader: SelectionReader) -> Figure | None:
    """The sum of these cells, by the rules of sum() in a formula; None with a problem."""
    figures = [cell for cell in cells if isinstance(cell, Figure)]
    if not figures:
        return None
    if table.overlap:
        remedy = "do not sum them: members of two rows would count twice"
        reader.refuse("totals", Rule.OVERLAP, f"the rows of {table.id} overlap", remedy)
        return None
    one = figures[0]
    what = never_added(one.unit_id, one.unit)
    if what is not None:
        reader.refuse("totals", Rule.NOT_ADDITIVE, f"totals: {one.column}: {what}", "remove it from totals:")
        return None
    try:
        value = apply("sum", [measure_of(figure) for figure in figures], may_sum_percents=False)
        interval, precision = to_unit(value, one.unit_id, one.unit)
        quantity = quantity_of(interval, precision)
    except (FormulaFault, UnboundedError) as fault:
        rule = fault.rule if isinstance(fault, FormulaFault) else Rule.UNBOUNDED
        message = f"totals: {one.column}: {fault.message}"
        reader.refuse("totals", rule, message, fault.remedy if rule is Rule.MISSING_VALUE else "remove it from totals:")
        return None
    decimals = max(decimals_of(each.quantity.number) for each in figures if each.quantity)
    shown = rounded(quantity, decimals)
    return replace(one, id="", quantity=shown, interval=interval, precision=precision, as_it_came=None, note=None)
