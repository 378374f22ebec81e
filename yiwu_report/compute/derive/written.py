"""Figures and cells that an editor wrote, and tables of files, put into a `Store`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from yiwu_report.compute.derive.store import Store, category_frame
from yiwu_report.compute.tables.figures import cell_title, figure_of
from yiwu_report.compute.tables.file_table import FileTable
from yiwu_report.model.column_table import ColumnTable
from yiwu_report.model.data import Column
from yiwu_report.model.figures import CellSpec, ColumnKind, FigureSpec, TableSpec, UnitSpec
from yiwu_report.model.problem import Unusable
from yiwu_report.model.site import Site
from yiwu_report.model.table_files import FileTableSpec


def add_figures(site: Site, store: Store) -> None:
    """Put every usable figure of data/figures/ into the store, the others among the unusable."""
    for figure_id, spec in site.figures.items():
        unit = store.usable_unit(spec.unit) if isinstance(spec, FigureSpec) else None
        if isinstance(spec, Unusable) or unit is None:
            store.unusable.add(figure_id)
            continue
        store.listed[figure_id] = figure_of((figure_id,), (spec.unit, unit), spec.title, spec.place, spec)


def add_tables(site: Site, store: Store) -> None:
    """Put every usable table with its written cells into the store."""
    for table_id, spec in site.tables.items():
        if isinstance(spec, Unusable):
            store.unusable.add(table_id)
            continue
        if not isinstance(spec, TableSpec):
            continue  # of a file
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
    store.listed[figure_id] = figure_of(key, (unit_id, unit), title, cell.place, cell)


def add_file_tables(site: Site, store: Store) -> None:
    """Put every usable table of a file into the store."""
    for table_id, spec in site.tables.items():
        if isinstance(spec, FileTableSpec):
            units = {each.unit: store.usable_unit(each.unit) for each in spec.columns.values() if each.unit}
            if None in units.values():
                store.unusable.add(table_id)
                continue
            data = site.column_tables[table_id]
            usable = {unit_id: unit for unit_id, unit in units.items() if unit_id and unit}
            store.keyed_tables[table_id] = _table(table_id, spec, data, usable, site.languages)


def _table(
    table_id: str, spec: FileTableSpec, data: ColumnTable, units: Mapping[str, UnitSpec], languages: tuple[str, ...]
) -> FileTable:
    columns = {
        name: Column(name, each.kind, each.title, each.unit, source=each.source) for name, each in spec.columns.items()
    }
    for name in data.periods:  # one that is made of headings needs no entry
        columns.setdefault(name, Column(name, ColumnKind.PERIOD, None))
    table = FileTable(table_id, spec.title, columns, spec.place, spec.overlap, spec.note, data, languages, spec, units)
    for name, each in columns.items():
        if each.kind is ColumnKind.CATEGORY:
            labels = {text: table.label(name, text) for text in data.texts_of(name)}
            columns[name] = replace(each, labels=labels)
    return table
