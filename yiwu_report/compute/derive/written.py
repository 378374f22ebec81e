"""Figures and cells that an editor wrote, as `Figure`s in a `Store`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from yiwu_report.model.data import Data, Figure
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
from yiwu_report.model.problem import Place, Problem, Unusable, is_unusable
from yiwu_report.model.site import Site
from yiwu_report.model.table_files import FileTableSpec
from yiwu_report.model.text import Localized, Text
from yiwu_report.quantity import UNLIMITED


@dataclass
class Store:
    """Filled by the steps of `shape`, read by formulas."""

    units: Mapping[str, UnitSpec]
    figures: dict[str, Figure] = field(default_factory=dict)
    tables: dict[str, TableSpec] = field(default_factory=dict)
    categories: dict[str, pd.DataFrame] = field(default_factory=dict)  # index: rows; columns: category columns
    unusable: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def usable_unit(self, unit_id: str | None) -> UnitSpec | None:
        """The unit, or None if it is missing or unusable, which is reported elsewhere."""
        unit = self.units.get(unit_id or "")
        return None if isinstance(unit, Unusable) else unit

    def is_unusable(self, name: str) -> bool:
        """True for an id, or a part of something, that exists but has a problem."""
        return is_unusable(name, self.unusable)

    def select(self, table: str, where: Mapping[str, str]) -> list[str]:
        """Ids of the rows of a table whose categories are those of `where`, in the table's order."""
        frame = self.categories[table]
        for column, category in where.items():
            frame = frame[frame[column] == category]
        return list(frame.index)


def category_frame(spec: TableSpec) -> pd.DataFrame:
    """The category columns of a table as a frame: what rows are filtered and grouped by."""
    names = [name for name, column in spec.columns.items() if column.kind is ColumnKind.CATEGORY]
    rows = {row: [cells.get(name) for name in names] for row, cells in spec.rows.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=names, dtype=object)


def store_of(site: Site, data: Data) -> Store:
    """The store that shaped `data` came from, for formulas that are evaluated later: claims."""
    return Store(
        units=data.units,
        figures=dict(data.figures),
        tables={key: spec for key, spec in site.tables.items() if isinstance(spec, TableSpec)},
        categories={key: table.frame for key, table in data.tables.items()},
        unusable=set(data.unusable),
    )


def add_figures(site: Site, store: Store) -> None:
    """Put every usable figure of data/figures/ into the store, the others among the unusable."""
    for figure_id, spec in site.figures.items():
        unit = store.usable_unit(spec.unit) if isinstance(spec, FigureSpec) else None
        if isinstance(spec, Unusable) or unit is None:
            store.unusable.add(figure_id)
            continue
        store.figures[figure_id] = figure_of((figure_id,), (spec.unit, unit), spec.title, spec.place, spec)


def figure_of(
    key: tuple[str, ...], unit: tuple[str, UnitSpec], title: Localized, place: Place, said: FigureSpec | CellSpec
) -> Figure:
    """The figure with what is said of it. `key`: its id, or table, row and column; `unit`: its id and the unit."""
    quantity = said.value
    table, row, column = key if len(key) == 3 else (None, None, None)
    return Figure(
        id=".".join(key),
        unit_id=unit[0],
        unit=unit[1],
        title=title,
        place=place,
        quantity=quantity,
        interval=quantity.interval if quantity else None,
        precision=quantity.precision if quantity else UNLIMITED,
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


def add_tables(site: Site, store: Store) -> None:
    """Put every usable table with its written cells into the store."""
    for table_id, spec in site.tables.items():
        if isinstance(spec, Unusable):
            store.unusable.add(table_id)
            continue
        if isinstance(spec, FileTableSpec):
            continue
        store.tables[table_id] = spec
        store.categories[table_id] = category_frame(spec)
        for row, cells in spec.rows.items():
            for column, cell in cells.items():
                if isinstance(cell, CellSpec):
                    _add_cell(store, (table_id, row, column), cell)


def _add_cell(store: Store, key: tuple[str, str, str], cell: CellSpec) -> None:
    table, row, column = key
    figure_id = ".".join(key)
    unit_id = store.tables[table].columns[column].unit or store.tables[table].defaults.unit
    unit = store.usable_unit(unit_id)
    if unit is None or unit_id is None:
        store.unusable.add(figure_id)
        return
    title = cell_title(store.tables[table], row, column)
    store.figures[figure_id] = figure_of(key, (unit_id, unit), title, cell.place, cell)


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
