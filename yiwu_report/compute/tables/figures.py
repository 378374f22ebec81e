"""A `Figure` made of what an entry, a cell or a column says of it, and its value for arithmetic."""

from __future__ import annotations

import re

from yiwu_report.compute.formula import FormulaFault, Measured, from_unit
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import (
    CellSpec,
    ColumnKind,
    ColumnSpec,
    DerivedSpec,
    FigureSpec,
    Status,
    TableSpec,
    UnitSpec,
)
from yiwu_report.model.problem import Place, Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.model.text import Localized, Text
from yiwu_report.quantity import UNLIMITED, rounded


def figure_of(
    key: tuple[str, ...], unit: tuple[str, UnitSpec], title: Localized, place: Place, said: FigureSpec | CellSpec
) -> Figure:
    """The figure with what is said of it. `key`: its id, or table, row and column; `unit`: its id and the unit."""
    shown = said.value and rounded(said.value, said.decimals)
    table, row, column = key if len(key) == 3 else (None, None, None)
    return Figure(
        id=".".join(key),
        unit_id=unit[0],
        unit=unit[1],
        title=title,
        place=place,
        quantity=shown,
        interval=said.value.interval if said.value else None,
        precision=said.value.precision if said.value else UNLIMITED,
        date=said.date,
        printed=said.printed,
        source=said.source,
        paragraph=said.paragraph,
        period=said.period,
        status=said.status or Status.FACT,
        basis=said.basis,
        percent_of=said.percent_of,
        note=said.note,
        update_due=said.update_due,
        table=table,
        row=row,
        column=column,
        as_it_came=None if shown is said.value else said.value,
    )


def spec_of(figure: Figure, site: Site) -> FigureSpec | DerivedSpec | CellSpec | ColumnSpec | None:
    """The entry that says what a figure is; of a cell by formula, its column."""
    if figure.table is None:
        spec = (site.derived if figure.is_derived else site.figures).get(figure.id)
        return None if isinstance(spec, Unusable) else spec
    table = site.tables.get(figure.table)
    if not isinstance(table, TableSpec) or figure.row is None or figure.column is None:
        return None
    cell = table.rows[figure.row].get(figure.column)
    return cell if isinstance(cell, CellSpec) else table.columns[figure.column]


def cell_title(spec: TableSpec, row: str, column: str) -> Localized:
    """The title of a cell: its row's first label and its column's heading, e.g. "Risen Energy · Investment".

    It always says what is measured: where the column has no heading, or one that is a time and nothing else, the
    table's title stands in it, too.
    """
    label = row_label(spec, row)
    heading = spec.columns[column].title
    titles: Localized = {}
    for language, table_title in spec.title.items():
        named = [localized.get(language) for localized in (label, heading) if localized]
        parts = [text for text in named if text is not None]
        own = heading.get(language) if heading else None
        if own is None or _A_TIME.fullmatch(own.value):
            parts.insert(1 if label and parts else 0, table_title)
        first = own or parts[0]
        titles[language] = Text(" · ".join(part.value for part in parts), first.start, first.raw)
    return titles


_A_TIME = re.compile(r"[0-9\s年月日./–—-]+")


def row_label(spec: TableSpec, row: str) -> Localized | None:
    """What names a row: its cell in the table's first label column."""
    for name, column in spec.columns.items():
        cell = spec.rows[row].get(name)
        if column.kind is ColumnKind.LABEL and isinstance(cell, dict):
            return cell
    return None


def measure_of(figure: Figure) -> Measured:
    """A figure's value in base units; a fault if it has no number."""
    if figure.interval is None:
        if figure.date is not None:
            raise FormulaFault(Rule.MIXED_DIMENSIONS, f"{figure.id} is a date", "formulas need numbers")
        raise FormulaFault(Rule.MISSING_VALUE, f"{figure.id} is not published", "remove it, or give it a value")
    return from_unit(figure.interval, figure.precision, figure.unit_id, figure.unit)
