"""The stage that makes all figures and tables from an editor's input, and checks that every percentage has a base."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from yiwu_report.compute.derive.derived import add_derived
from yiwu_report.compute.derive.store import Store
from yiwu_report.compute.derive.written import add_figures, add_file_tables, add_tables
from yiwu_report.compute.tables.figures import spec_of
from yiwu_report.compute.tables.file_table import FileTable
from yiwu_report.model.data import Column, Data, Figure, Figures, Table, fault_of_figure
from yiwu_report.model.figures import ClaimSpec, ColumnKind, SourceSpec, TableSpec, UnitKind, UnitSpec
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.model.written_table import WrittenTable

KEY = "percent_of"
_OF_SHARES = {UnitKind.PERCENT, UnitKind.POINTS}


def check_percentages(site: Site, store: Store) -> Iterator[Problem]:
    """A problem for each percentage that does not say what 100% is, and for each other figure that does.

    Points are differences of percentages and may say it. What a file's defaults say holds for its percentages alone.
    """
    for table_id, table in store.file_tables.items():
        yield from _percentages_of(table_id, table)
    for figure in store.listed.values():
        name = f"{figure.table}.{figure.column}" if figure.table else figure.id
        if figure.unit.kind is UnitKind.PERCENT:
            if figure.percent_of is None and figure.whole is None:
                yield _lacks_base(name, _entry(figure, site))
        elif figure.percent_of is not None and figure.unit.kind not in _OF_SHARES:
            spec = spec_of(figure, site)
            if spec is None or not spec.is_default(KEY):
                yield _has_no_base(name, spec.place_of(KEY) if spec else figure.place)


def _percentages_of(table_id: str, table: FileTable) -> Iterator[Problem]:
    """What is wrong with the columns of a file, not with each of their cells."""
    for name, column in table.spec.columns.items():
        kind = table.units[column.unit].kind if column.unit else None
        computed = [each for each in table.computed.values() if each.column == name and each.is_published]
        has_base = bool(column.formula) and all(each.whole for each in computed)  # what the formula divides by
        if kind is UnitKind.PERCENT and column.percent_of is None and not has_base:
            yield _lacks_base(f"{table_id}.{name}", column.place)
        elif column.percent_of is not None and kind not in _OF_SHARES and not column.is_default(KEY):
            yield _has_no_base(f"{table_id}.{name}", column.place_of(KEY))


def _lacks_base(name: str, place: Place) -> Problem:
    message = f"{name} has no base: it does not say what 100% is"
    remedy = f"add {KEY}: with what 100% is, in every language, e.g. en: all readers of 2019"
    return Problem(place, Rule.PERCENT_OF, message, remedy)


def _has_no_base(name: str, place: Place) -> Problem:
    return Problem(place, Rule.PERCENT_OF, f"{name} is not a percentage", f"remove {KEY}:, or change unit:")


def _entry(figure: Figure, site: Site) -> Place:
    """The figure's entry; of a cell, its column: what one lacks, its neighbours lack."""
    if figure.table is None or figure.column is None:
        return figure.place
    table = site.tables.get(figure.table)
    return table.columns[figure.column].place if isinstance(table, TableSpec) else figure.place


def check_cells_of_views(site: Site, data: Data) -> Iterator[Problem]:
    """A problem for each key figure, claim and correction that names a cell that its view doesn't have.

    Which cells a view has is known when it is made; all other names are checked before.
    """
    for name, place in _named_figures(site):
        table = name.partition("[")[0].partition(".")[0]
        if table in site.views and table in data.tables and name not in data.figures:
            yield fault_of_figure(name, data).at(place)


def _named_figures(site: Site) -> Iterator[tuple[str, Place]]:
    for claim in site.claims.values():
        if isinstance(claim, ClaimSpec) and claim.says is not None:
            yield claim.says, claim.place_of("says")
    for correction in site.corrections:
        yield correction.figure, correction.place_of("figure")
    for article in site.articles:
        for number, name in enumerate(article.front.key_figures):
            yield name, article.front.place_of("key_figures", str(number))


def shape(site: Site) -> tuple[Data, tuple[Problem, ...]]:
    """Every figure with its quantity and every table as a pandas frame, with the problems of formulas."""
    store = Store({key: unit for key, unit in site.units.items() if isinstance(unit, UnitSpec)})
    add_figures(site, store)
    add_tables(site, store)
    add_file_tables(site, store)
    add_derived(site, store)
    store.problems += check_percentages(site, store)
    made = [key for key in (*site.tables, *site.views) if key in store.tables or key in store.keyed_tables]
    tables = {key: _made(key, store) for key in made}
    data = Data(
        figures=Figures(store.listed, tables),
        tables=tables,
        units=store.units,
        sources={key: source for key, source in site.sources.items() if isinstance(source, SourceSpec)},
        unusable=frozenset(store.unusable),
    )
    return data, tuple(dict.fromkeys([*store.problems, *check_cells_of_views(site, data)]))


def _made(table_id: str, store: Store) -> Table:
    return store.keyed_tables.get(table_id) or _table(table_id, store.tables[table_id], store)


def _table(table_id: str, spec: TableSpec, store: Store) -> WrittenTable:
    columns = {
        name: Column(name, each.kind, each.title, each.unit or spec.defaults.unit, each.labels)
        for name, each in spec.columns.items()
    }
    rows = {
        row: [_cell(store, table_id, row, column, cells.get(column.id)) for column in columns.values()]
        for row, cells in spec.rows.items()
    }
    return WrittenTable(
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
