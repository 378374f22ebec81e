"""Figures and cells that an editor wrote, as `Figure`s."""

from __future__ import annotations

import re

from yiwu_report.model.data import Figure
from yiwu_report.model.figures import CellSpec, ColumnKind, FigureSpec, Status, TableSpec
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Unusable
from yiwu_report.model.site import Site
from yiwu_report.model.text import Localized, Text
from yiwu_report.quantity import UNLIMITED
from yiwu_report.shape.store import Store, category_frame


def add_figures(site: Site, store: Store) -> None:
    """Put every usable figure of data/figures/ into the store, the others among the unusable."""
    for figure_id, spec in site.figures.items():
        unit = store.usable_unit(spec.unit) if isinstance(spec, FigureSpec) else None
        if isinstance(spec, Unusable) or unit is None:
            store.unusable.add(figure_id)
            continue
        quantity = spec.value
        store.figures[figure_id] = Figure(
            id=figure_id,
            unit_id=spec.unit,
            unit=unit,
            title=spec.title,
            place=site.places.get(("figure", figure_id), Place("data")),
            quantity=quantity,
            interval=quantity.interval if quantity else None,
            precision=quantity.precision if quantity else UNLIMITED,
            date=spec.date,
            printed=spec.printed,
            source=spec.source,
            paragraph=spec.paragraph,
            period=spec.period,
            status=spec.status,
            basis=spec.basis,
            percent_of=spec.percent_of,
            note=spec.note,
            update_due=spec.update_due,
        )


def add_tables(site: Site, store: Store) -> None:
    """Put every usable table with its written cells into the store."""
    for table_id, spec in site.tables.items():
        if isinstance(spec, Unusable):
            store.unusable.add(table_id)
            continue
        store.tables[table_id] = spec
        store.categories[table_id] = category_frame(spec)
        for row, cells in spec.rows.items():
            for column, cell in cells.items():
                if isinstance(cell, CellSpec):
                    _add_cell(site, store, (table_id, row, column), cell)


def _add_cell(site: Site, store: Store, key: tuple[str, str, str], cell: CellSpec) -> None:
    table, row, column = key
    figure_id = ".".join(key)
    unit_id = store.tables[table].columns[column].unit or store.tables[table].defaults.unit
    unit = store.usable_unit(unit_id)
    if unit is None or unit_id is None:
        store.unusable.add(figure_id)
        return
    store.figures[figure_id] = Figure(
        id=figure_id,
        unit_id=unit_id,
        unit=unit,
        title=cell_title(store.tables[table], row, column),
        place=site.places.get(("cell", figure_id), Place("data")),
        quantity=cell.value,
        interval=cell.value.interval if cell.value else None,
        precision=cell.value.precision if cell.value else UNLIMITED,
        date=cell.date,
        printed=cell.printed,
        source=cell.source,
        paragraph=cell.paragraph,
        period=cell.period,
        status=cell.status or Status.FACT,
        basis=cell.basis,
        percent_of=cell.percent_of,
        note=cell.note,
        update_due=cell.update_due,
        table=table,
        row=row,
        column=column,
    )


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
