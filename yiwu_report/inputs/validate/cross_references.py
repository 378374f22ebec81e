"""Cross-references: every name refers to something, and every id is unique."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping
from typing import Any

from yiwu_report.inputs.validate.collector import Collector
from yiwu_report.inputs.validate.names import Names, category_fault, column_fault
from yiwu_report.model.charts import (
    COLUMN_KINDS,
    CategoryRef,
    ChartBase,
    ColumnRef,
    FigureRef,
    TableRef,
    names_under,
)
from yiwu_report.model.figures import (
    CellSpec,
    ClaimSpec,
    ColumnKind,
    ColumnSpec,
    CorrectionSpec,
    DerivedSpec,
    FigureSpec,
    TableSpec,
)
from yiwu_report.model.problem import Fault, Unusable, nearest
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Article
from yiwu_report.model.table_display import TableDisplay
from yiwu_report.model.table_files import FileTableSpec

KeyFault = tuple[tuple[str, ...], Fault | None]  # the keys that lead to a name within its entry; None: a good name


def check_entries(kind: str, entries: MutableMapping[str, Any], names: Names, collector: Collector) -> None:
    """Note every name in these entries that leads nowhere; the entry is unusable then."""
    for name, entry in entries.items():
        if isinstance(entry, Unusable):
            continue
        faults = [(keys, fault) for keys, fault in _faults(name, entry, names) if fault]
        for keys, fault in faults:
            collector.refuse_at(keys if keys[0] == "cell" else (kind, name, *keys), fault)
        if faults:
            entries[name] = Unusable(collector.places[kind, name])


def _faults(name: str, entry: object, names: Names) -> Iterable[KeyFault]:
    match entry:
        case FigureSpec():
            return _figure_faults(entry, names)
        case TableSpec():
            return _table_faults(name, entry, names)
        case FileTableSpec():
            return _described_faults(entry, names)
        case DerivedSpec():
            return [(("unit",), names.unit(entry.unit)), (("period",), names.period(entry.period))]
        case ClaimSpec():
            table = names.table(entry.table) if entry.table else None
            return [
                (("says",), names.figure(entry.says)),
                (("source",), names.source(entry.source)),
                (("table",), table),
            ]
        case ChartBase() | TableDisplay():
            return _shown_faults(entry, names)
    raise TypeError(f"nothing says which names are in {type(entry).__name__}")


def _figure_faults(figure: FigureSpec | CellSpec, names: Names) -> Iterator[KeyFault]:
    yield ("source",), names.source(figure.source)
    yield ("period",), names.period(figure.period)
    if isinstance(figure, FigureSpec):
        yield ("unit",), names.unit(figure.unit)


def _described_faults(table: TableSpec | FileTableSpec, names: Names) -> Iterator[KeyFault]:
    """What the defaults and the columns of a table name."""
    defaults = table.defaults
    yield ("defaults", "unit"), names.unit(defaults.unit)
    yield ("defaults", "source"), names.source(defaults.source)
    yield ("defaults", "period"), names.period(defaults.period)
    for name, column in table.columns.items():
        for key, fault in _column_faults(column, names):
            if getattr(column, key) != getattr(defaults, key):  # noted there
                yield ("columns", name, key), fault


def _table_faults(table_id: str, table: TableSpec, names: Names) -> Iterator[KeyFault]:
    yield from _described_faults(table, names)
    for row, cells in table.rows.items():
        for name, cell in cells.items():
            column = table.columns[name]
            if not isinstance(cell, CellSpec):
                continue
            place = "cell", f"{table_id}.{row}.{name}"
            if cell.source != column.source:
                yield (*place, "source"), names.source(cell.source)
            if cell.period != column.period:
                yield (*place, "period"), names.period(cell.period)


def _column_faults(column: ColumnSpec, names: Names) -> Iterator[tuple[str, Fault | None]]:
    yield "unit", names.unit(column.unit)
    yield "source", names.source(column.source)
    yield "period", names.period(column.period)


def _shown_faults(chart: ChartBase | TableDisplay, names: Names) -> Iterator[KeyFault]:
    """Faults of the names in the keys of a chart or a display, which the annotations of its spec declare."""
    table = names.tables.get(chart.table or "")
    for key, refers in chart.references().items():
        value = getattr(chart, key)
        if isinstance(refers, CategoryRef):
            for column, text in (value or {}).items():
                yield (key, column), _selecting_fault(chart.table or "", table, column, text)
            continue
        for keys, name in names_under(key, value):
            match refers:
                case FigureRef():
                    yield keys, names.figure(name)
                case TableRef():
                    yield keys, names.table(name)
                case ColumnRef() if isinstance(table, TableSpec | FileTableSpec):
                    yield keys, _column_fault(key, refers, chart.table or "", table, name)


def _selecting_fault(table_id: str, table: object, column: str, text: str) -> Fault | None:
    """What is wrong with what rows are selected by; the texts of a file are looked up where it is drawn."""
    if isinstance(table, TableSpec):
        return category_fault(table_id, table.columns, column, text)
    if not isinstance(table, FileTableSpec):
        return None
    explained = column_fault(table_id, table.columns, column)
    if explained is None and table.columns[column].kind is ColumnKind.FIGURE:
        known = [name for name, each in table.columns.items() if each.kind is not ColumnKind.FIGURE]
        return Fault(Rule.CHART_SHAPE, f'"{column}" holds figures', f"select by {' or '.join(known)}")
    return explained


def _column_fault(
    key: str, refers: ColumnRef, table_id: str, table: TableSpec | FileTableSpec, name: str
) -> Fault | None:
    """What is wrong with a column's name; those of the kind that the key takes are offered."""
    name = name.removeprefix("-").strip() if refers.is_sort else name
    fault = column_fault(table_id, table.columns, name)
    if fault is None or nearest(name, table.columns):
        return fault
    if refers.kind is None:
        return fault
    fitting = [name for name, each in table.columns.items() if each.kind is refers.kind]
    if refers.is_sort:
        what, fitting = "a column, with - before it for the largest first", [f"-{name}" for name in fitting]
    else:
        what = f"a column of {COLUMN_KINDS[refers.kind]}"
    remedy = f"{key}: names {what}: {', '.join(fitting) or 'the table has none'}"
    return fault._replace(remedy=remedy)


def check_clashes(
    names: Names, figures: MutableMapping[str, Any], derived: MutableMapping[str, Any], collector: Collector
) -> None:
    """Note ids that are defined twice."""
    for name in names.views:
        if name in names.tables:
            message = f'there is a table "{name}" already'
            collector.refuse(collector.places["view", name], Rule.ID_CLASH, message, "rename the file of the view")
    for kind, entries in (("figure", figures), ("derived", derived)):
        for name in list(entries):
            first = name.split(".")[0]
            if (first in names.tables or first in names.views) and (kind, name) in collector.places:
                message = f'"{name}" {"is" if name == first else "begins with"} the name of a table'
                collector.refuse(
                    collector.places[kind, name], Rule.ID_CLASH, message, "use another prefix for the figure's id"
                )
                entries[name] = Unusable(collector.places[kind, name])
    for name in list(derived):
        if ("figure", name) in collector.places and ("derived", name) in collector.places:
            message = f'the figure "{name}" is already defined in {collector.places["figure", name]}'
            collector.refuse(
                collector.places["derived", name], Rule.ID_CLASH, message, "give it another id, or keep one"
            )
            derived[name] = Unusable(collector.places["derived", name])


def checked_corrections(
    corrections: Iterable[tuple[str, CorrectionSpec]], names: Names, collector: Collector
) -> tuple[CorrectionSpec, ...]:
    """The corrections whose figure exists; a problem for each of the others."""
    checked = []
    for number, correction in corrections:
        fault = names.figure(correction.figure)
        if fault:
            collector.refuse_at(("correction", number, "figure"), fault)
        else:
            checked.append(correction)
    return tuple(checked)


def checked_articles(articles: Iterable[Article], names: Names, collector: Collector) -> tuple[Article, ...]:
    """The articles with those of their key figures that exist; a problem for each of the others."""
    return tuple(_checked_article(article, names, collector) for article in articles)


def _checked_article(article: Article, names: Names, collector: Collector) -> Article:
    kept = []
    for number, figure in enumerate(article.front.key_figures):
        fault = names.figure(figure)
        if fault:
            collector.refuse_at(("article", article.slug, article.language, "key_figures", str(number)), fault)
        else:
            kept.append(figure)
    if len(kept) == len(article.front.key_figures):
        return article
    front = article.front.model_copy(update={"key_figures": kept})
    return Article(article.slug, article.language, article.file, front, article.body)
