"""The shape stage: from input models to figures and tables."""

from __future__ import annotations

import pandas as pd

from yiwu_report.model.data import Column, Data, Figure, Table
from yiwu_report.model.figures import ColumnKind, SourceSpec, TableSpec, UnitSpec
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.site import Site
from yiwu_report.shape.derived import add_derived
from yiwu_report.shape.percentages import check_percentages
from yiwu_report.shape.store import Store
from yiwu_report.shape.written import add_figures, add_tables


def shape(site: Site) -> tuple[Data, tuple[Problem, ...]]:
    """Every figure with its quantity and every table as a pandas frame, with the problems of formulas."""
    store = Store({key: unit for key, unit in site.units.items() if isinstance(unit, UnitSpec)})
    add_figures(site, store)
    add_tables(site, store)
    add_derived(site, store)
    store.problems += check_percentages(site, store)
    data = Data(
        figures=dict(store.figures),
        tables={key: _table(key, spec, store, site) for key, spec in store.tables.items()},
        units=store.units,
        sources={key: source for key, source in site.sources.items() if isinstance(source, SourceSpec)},
        unusable=frozenset(store.unusable),
    )
    return data, tuple(dict.fromkeys(store.problems))


def _table(table_id: str, spec: TableSpec, store: Store, site: Site) -> Table:
    columns = {
        name: Column(name, each.kind, each.title, each.unit or spec.defaults.unit, each.labels)
        for name, each in spec.columns.items()
    }
    rows = {
        row: [_cell(store, table_id, row, column, cells.get(column.id)) for column in columns.values()]
        for row, cells in spec.rows.items()
    }
    return Table(
        id=table_id,
        title=spec.title,
        columns=columns,
        frame=pd.DataFrame.from_dict(rows, orient="index", columns=list(columns), dtype=object),
        place=site.places.get(("table", table_id), Place("data/tables")),
        overlap=spec.overlap,
        note=spec.note,
    )


def _cell(store: Store, table: str, row: str, column: Column, written: object) -> Figure | object | None:
    if column.kind is ColumnKind.FIGURE:
        return store.figures.get(f"{table}.{row}.{column.id}")
    return written
