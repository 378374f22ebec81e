"""The stage that makes all figures and tables from an editor's input, and checks that every percentage has a base."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from yiwu_report.compute.derive.derived import add_derived
from yiwu_report.compute.derive.written import Store, add_figures, add_tables, spec_of
from yiwu_report.model.data import Column, Data, Figure, Table
from yiwu_report.model.figures import ColumnKind, SourceSpec, TableSpec, UnitKind, UnitSpec
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site

KEY = "percent_of"


def check_percentages(site: Site, store: Store) -> Iterator[Problem]:
    """A problem for each percentage that does not say what 100% is, and for each other figure that does.

    Points are differences of percentages and may say it. What a file's defaults say holds for its percentages alone.
    """
    for figure in store.figures.values():
        name = f"{figure.table}.{figure.column}" if figure.table else figure.id
        if figure.unit.kind is UnitKind.PERCENT:
            if figure.percent_of is None and figure.whole is None:
                message = f"{name} has no base: it does not say what 100% is"
                remedy = f"add {KEY}: with what 100% is, in every language, e.g. en: all readers of 2019"
                yield Problem(_entry(figure, site), Rule.PERCENT_OF, message, remedy)
        elif figure.percent_of is not None and figure.unit.kind is not UnitKind.POINTS:
            spec = spec_of(figure, site)
            if spec is None or not spec.is_default(KEY):
                remedy = f"remove {KEY}:, or change unit:"
                yield Problem(
                    spec.place_of(KEY) if spec else figure.place, Rule.PERCENT_OF, f"{name} is not a percentage", remedy
                )


def _entry(figure: Figure, site: Site) -> Place:
    """The figure's entry; of a cell, its column: what one lacks, its neighbours lack."""
    if figure.table is None or figure.column is None:
        return figure.place
    table = site.tables.get(figure.table)
    return table.columns[figure.column].place if isinstance(table, TableSpec) else figure.place


def shape(site: Site) -> tuple[Data, tuple[Problem, ...]]:
    """Every figure with its quantity and every table as a pandas frame, with the problems of formulas."""
    store = Store({key: unit for key, unit in site.units.items() if isinstance(unit, UnitSpec)})
    add_figures(site, store)
    add_tables(site, store)
    add_derived(site, store)
    store.problems += check_percentages(site, store)
    data = Data(
        figures=dict(store.figures),
        tables={key: _table(key, spec, store) for key, spec in store.tables.items()},
        units=store.units,
        sources={key: source for key, source in site.sources.items() if isinstance(source, SourceSpec)},
        unusable=frozenset(store.unusable),
    )
    return data, tuple(dict.fromkeys(store.problems))


def _table(table_id: str, spec: TableSpec, store: Store) -> Table:
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
        place=spec.place,
        overlap=spec.overlap,
        note=spec.note,
    )


def _cell(store: Store, table: str, row: str, column: Column, written: object) -> Figure | object | None:
    if column.kind is ColumnKind.FIGURE:
        return store.figures.get(f"{table}.{row}.{column.id}")
    return written
