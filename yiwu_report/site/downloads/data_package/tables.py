"""The tables of the package: figures, those of the report, its units, its sources, its corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yiwu_report.compute.corrections import written
from yiwu_report.compute.tables.keyed_table import KeyedTable
from yiwu_report.model.data import Column as TableColumn
from yiwu_report.model.data import Figure, Table
from yiwu_report.model.figures import Basis, ColumnKind, CorrectionKind, SourceSpec, Status, UnitKind, UnitSpec
from yiwu_report.model.text import Localized
from yiwu_report.model.views import ViewSpec
from yiwu_report.quantity import Qualifier
from yiwu_report.site.downloads.data_package.descriptor import Resource, ResourceField, table
from yiwu_report.site.downloads.records import (
    CsvRow,
    RecordScope,
    csv_cell,
    figure_record,
    file_record,
    tables_of_view,
    value_record,
)
from yiwu_report.site.report.context import Words
from yiwu_report.text.formatting import Language, format_figure, join

NAME = "figures"
QUALIFIERS = [*map(str, Qualifier), "date"]
REQUIRED = {"required": True}


def figures_table(scope: RecordScope, language: Language) -> Resource:
    """Every figure, in the order of the files."""
    words = Words(language)
    context = scope.context
    columns = [ResourceField(name, kind, words[f"column_{name}"], constraints) for name, kind, constraints in _COLUMNS]
    rows = [_row(figure, scope, language) for figure in context.data.figures.values()]
    keys = {"unit": ("units", "id"), "source": ("sources", "id")}
    return table(NAME, words["figures_page"], columns, rows, keys=keys, description=words["package_numbers"])


_COLUMNS: tuple[tuple[str, str, Mapping[str, object]], ...] = (
    ("id", "string", {**REQUIRED, "unique": True}),
    ("title", "string", REQUIRED),
    ("shown", "string", REQUIRED),
    ("written", "string", {}),
    ("value", "string", {}),
    ("qualifier", "string", {"enum": QUALIFIERS}),
    ("low", "number", {}),
    ("high", "number", {}),
    ("low_closed", "boolean", {}),
    ("high_closed", "boolean", {}),
    ("unit", "string", REQUIRED),
    ("status", "string", {**REQUIRED, "enum": [str(each) for each in Status]}),
    ("basis", "string", {"enum": [str(each) for each in Basis]}),
    ("percent_of", "string", {}),
    ("period", "string", {}),
    ("source", "string", {}),
    ("paragraph", "integer", {"minimum": 1}),
    ("printed", "string", {}),
    ("formula", "string", {}),
    ("table", "string", {}),
    ("row", "string", {}),
    ("column", "string", {}),
    ("note", "string", {}),
)


def _row(figure: Figure, scope: RecordScope, language: Language) -> CsvRow:
    record = figure_record(figure, scope)
    record["shown"] = format_figure(figure, language, scope.context.data.units).full
    values = (record[name] for name, _, _ in _COLUMNS)
    return [csv_cell(value[language.code] if isinstance(value, dict) else value) for value in values]


def report_table(one: Table, scope: RecordScope, language: Language) -> Resource:
    """A table of the report. A figure has five columns: as written, qualifier, both bounds, and status.

    Their names are those of the column with a part behind a dot, which ids of columns never have.
    """
    if isinstance(one, KeyedTable):
        return _table_with_keys(one, scope, language)
    columns = [
        ResourceField("row.id", "string", Words(language)["column_id"], {**REQUIRED, "unique": True}),
        *(part for column in one.columns.values() for part in _columns(column, one, scope, language)),
    ]
    rows = [
        [str(row), *(cell for column in one.columns.values() for cell in _cells(values[column.id], column, language))]
        for row, values in one.rows().iterrows()
    ]
    title = _text(scope, language, ("table", one.id, "title"), one.title) or one.id
    note = _text(scope, language, ("table", one.id, "note"), one.note)
    return table(f"table-{one.id}", title, columns, rows, path=f"tables/{one.id}.csv", description=note)


def _table_with_keys(one: KeyedTable, scope: RecordScope, language: Language) -> Resource:
    """All rows of a file or a view, all columns that the report describes; a number is as printed, its qualifier too."""
    columns = []
    for column in one.columns.values():
        title = _text(scope, language, ("column", one.id, column.id), column.title) or column.id
        unit = {"unit": column.unit_id} if column.unit_id else {}
        how = _calculation(one, column.id)
        made = {"description": Words(language)("column_calculated", how=how)} if how else {}
        columns.append(ResourceField(column.id, "string", title, more={**made, **unit}))
    rows = zip(*(one.texts(column, language.code) for column in one.columns), strict=True)
    title = _text(scope, language, ("table", one.id, "title"), one.title) or one.id
    note = _text(scope, language, ("table", one.id, "note"), one.note)
    more: dict[str, Any] = {"file": file_record(one.file)} if one.file else {}
    view = scope.context.site.views.get(one.id)
    if isinstance(view, ViewSpec):
        more["derived_from"] = tables_of_view(view, scope)
    path = f"tables/{one.id}.csv"
    keys = one.data.keys
    return table(f"table-{one.id}", title, columns, rows, path=path, description=note, primary=keys, more=more)


def _calculation(one: KeyedTable, column: str) -> str | None:
    """The formula or the step that made the first number of a column that a view calculated; None for another column."""
    if one.columns[column].kind is not ColumnKind.FIGURE or one.file is not None:
        return None
    figures = (one.figure_at(row, column) for row in range(one.row_count))
    first = next((figure for figure in figures if figure is not None), None)
    if first is None:
        return None
    return first.formula.value if first.formula else first.recipe.how.replace("_", " ") if first.recipe else None


def _columns(column: TableColumn, one: Table, scope: RecordScope, language: Language) -> Iterator[ResourceField]:
    words = Words(language)
    title = _text(scope, language, ("column", one.id, column.id), column.title) or column.id
    if column.kind is not ColumnKind.FIGURE:
        labels = [{"value": key, "label": label[language.code].value} for key, label in (column.labels or {}).items()]
        yield ResourceField(column.id, "string", title, more={"categories": labels} if labels else {})
        return
    unit = {"unit": column.unit_id}

    def part(name: str) -> str:
        return join(language.joiners.colon, [title, words[f"column_{name}"]])

    yield ResourceField(column.id, "string", title, more=unit)
    yield ResourceField(f"{column.id}.qualifier", "string", part("qualifier"), {"enum": QUALIFIERS})
    yield ResourceField(f"{column.id}.low", "number", part("low"), more=unit)
    yield ResourceField(f"{column.id}.high", "number", part("high"), more=unit)
    yield ResourceField(f"{column.id}.status", "string", part("status"), {"enum": [str(each) for each in Status]})


def _cells(value: object, column: TableColumn, language: Language) -> CsvRow:
    if isinstance(value, Figure):
        record = value_record(value)
        return [record.written, record.qualifier, record.low, record.high, str(value.status)]
    if column.kind is ColumnKind.FIGURE:
        return [None] * 5
    if isinstance(value, dict):
        return [str(value[language.code])]
    return [value if isinstance(value, str) else None]


def units_table(scope: RecordScope, language: Language) -> Resource:
    """The units with their kinds and notation."""
    words = Words(language)
    columns = [
        ResourceField("id", "string", words["column_id"], {**REQUIRED, "unique": True}),
        ResourceField("kind", "string", words["column_kind"], {**REQUIRED, "enum": [str(each) for each in UnitKind]}),
        ResourceField("exact", "boolean", words["column_exact"], REQUIRED),
        ResourceField("dimension", "string", words["column_dimension"]),
        ResourceField("factor", "number", words["column_factor"], REQUIRED),
        ResourceField("forms", "string", words["column_forms"]),
    ]
    rows = [_unit(key, unit, language) for key, unit in scope.context.data.units.items()]
    return table("units", words["package_units"], columns, rows)


def _unit(key: str, unit: UnitSpec, language: Language) -> CsvRow:
    forms = unit.forms.get(language.code, {})
    written_as = "; ".join(f"{name}: {form.value}" for name, form in forms.items())
    return [key, str(unit.kind), str(unit.exact).lower(), unit.dimension, f"{unit.factor:f}", written_as]


def sources_table(scope: RecordScope, language: Language) -> Resource:
    """The sources of the figures."""
    words = Words(language)
    columns = [
        ResourceField("id", "string", words["column_id"], {**REQUIRED, "unique": True}),
        ResourceField("title", "string", words["column_document"], REQUIRED),
        ResourceField("publisher", "string", words["source_publisher"]),
        ResourceField("date", "string", words["source_date"]),
        ResourceField("accessed", "string", words["source_accessed"]),
        ResourceField("url", "string", words["source_address"], more={"format": "uri"}),
        ResourceField("licence", "string", words["source_licence"]),
        ResourceField("note", "string", words["column_note"]),
    ]
    rows = [_source(key, source, scope, language) for key, source in scope.context.data.sources.items()]
    return table("sources", words["sources"], columns, rows)


def _source(key: str, source: SourceSpec, scope: RecordScope, language: Language) -> CsvRow:
    publisher = source.publisher
    return [
        key,
        _text(scope, language, ("source", key, "title"), source.title),
        str(publisher[language.code] if isinstance(publisher, dict) else publisher) if publisher else None,
        source.date.written if source.date else None,
        source.accessed.written if source.accessed else None,
        source.url,
        source.licence.value if source.licence else None,
        _text(scope, language, ("source", key, "note"), source.note),
    ]


def corrections_table(scope: RecordScope, language: Language) -> Resource:
    """Corrections and revisions as entered, the oldest first."""
    words = Words(language)
    columns = [
        ResourceField("number", "integer", words["column_number"], {**REQUIRED, "minimum": 1}),
        ResourceField("date", "date", words["source_date"], REQUIRED),
        ResourceField("figure", "string", words["column_figure"], REQUIRED),
        ResourceField(
            "kind", "string", words["column_kind"], {**REQUIRED, "enum": [str(each) for each in CorrectionKind]}
        ),
        ResourceField("before", "string", words["column_before"]),
        ResourceField("after", "string", words["column_after"]),
        ResourceField("reason", "string", words["column_reason"]),
    ]
    rows: list[CsvRow] = [
        [
            str(number + 1),
            entry.date.written,
            entry.figure,
            str(entry.kind),
            written(entry.before),
            written(entry.after),
            _text(scope, language, ("correction", str(number), "reason"), entry.reason),
        ]
        for number, entry in enumerate(scope.context.site.corrections)
    ]
    return table("corrections", words["corrections"], columns, rows, keys={"figure": (NAME, "id")})


def _text(scope: RecordScope, language: Language, key: tuple[str, ...], localized: Localized | None) -> str | None:
    found = scope.texts(key, localized)
    return found[language.code] if found else None
