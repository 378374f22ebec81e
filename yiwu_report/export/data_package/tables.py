"""The other tables of the package: those of the report, its units, its sources, its corrections."""

from __future__ import annotations

from collections.abc import Iterator

from yiwu_report.context.words import Words
from yiwu_report.corrections import written
from yiwu_report.export.data_package.figures import NAME, QUALIFIERS, REQUIRED
from yiwu_report.export.data_package.resource import Column, Resource, table
from yiwu_report.export.records import Row, Scope, value_record
from yiwu_report.formatting import Language, join
from yiwu_report.model.data import Column as TableColumn
from yiwu_report.model.data import Figure, Table
from yiwu_report.model.figures import ColumnKind, CorrectionKind, SourceSpec, Status, UnitKind, UnitSpec
from yiwu_report.model.text import Localized


def report_table(one: Table, scope: Scope, language: Language) -> Resource:
    """A table of the report. A figure has five columns: as written, qualifier, both bounds, and status.

    Their names are those of the column with a part behind a dot, which ids of columns never have.
    """
    columns = [
        Column("row.id", "string", Words(language)["column_id"], {**REQUIRED, "unique": True}),
        *(part for column in one.columns.values() for part in _columns(column, one, scope, language)),
    ]
    rows = [
        [str(row), *(cell for column in one.columns.values() for cell in _cells(values[column.id], column, language))]
        for row, values in one.frame.iterrows()
    ]
    title = _text(scope, language, ("table", one.id, "title"), one.title) or one.id
    note = _text(scope, language, ("table", one.id, "note"), one.note)
    return table(f"table-{one.id}", title, columns, rows, path=f"tables/{one.id}.csv", description=note)


def _columns(column: TableColumn, one: Table, scope: Scope, language: Language) -> Iterator[Column]:
    words = Words(language)
    title = _text(scope, language, ("column", one.id, column.id), column.title) or column.id
    if column.kind is not ColumnKind.FIGURE:
        labels = [{"value": key, "label": label[language.code].value} for key, label in (column.labels or {}).items()]
        yield Column(column.id, "string", title, more={"categories": labels} if labels else {})
        return
    unit = {"unit": column.unit_id}

    def part(name: str) -> str:
        return join(language.joiners.colon, [title, words[f"column_{name}"]])

    yield Column(column.id, "string", title, more=unit)
    yield Column(f"{column.id}.qualifier", "string", part("qualifier"), {"enum": QUALIFIERS})
    yield Column(f"{column.id}.low", "number", part("low"), more=unit)
    yield Column(f"{column.id}.high", "number", part("high"), more=unit)
    yield Column(f"{column.id}.status", "string", part("status"), {"enum": [str(each) for each in Status]})


def _cells(value: object, column: TableColumn, language: Language) -> Row:
    if isinstance(value, Figure):
        record = value_record(value)
        return [record.written, record.qualifier, record.low, record.high, str(value.status)]
    if column.kind is ColumnKind.FIGURE:
        return [None] * 5
    if isinstance(value, dict):
        return [str(value[language.code])]
    return [value if isinstance(value, str) else None]


def units_table(scope: Scope, language: Language) -> Resource:
    """The units: what they measure, and how they are written."""
    words = Words(language)
    columns = [
        Column("id", "string", words["column_id"], {**REQUIRED, "unique": True}),
        Column("kind", "string", words["column_kind"], {**REQUIRED, "enum": [str(each) for each in UnitKind]}),
        Column("exact", "boolean", words["column_exact"], REQUIRED),
        Column("dimension", "string", words["column_dimension"]),
        Column("factor", "number", words["column_factor"], REQUIRED),
        Column("forms", "string", words["column_forms"]),
    ]
    rows = [_unit(key, unit, language) for key, unit in scope.context.data.units.items()]
    return table("units", words["package_units"], columns, rows)


def _unit(key: str, unit: UnitSpec, language: Language) -> Row:
    forms = unit.forms.get(language.code, {})
    written_as = "; ".join(f"{name}: {form.value}" for name, form in forms.items())
    return [key, str(unit.kind), str(unit.exact).lower(), unit.dimension, f"{unit.factor:f}", written_as]


def sources_table(scope: Scope, language: Language) -> Resource:
    """The documents that the figures come from."""
    words = Words(language)
    columns = [
        Column("id", "string", words["column_id"], {**REQUIRED, "unique": True}),
        Column("title", "string", words["column_document"], REQUIRED),
        Column("publisher", "string", words["source_publisher"]),
        Column("date", "string", words["source_date"]),
        Column("accessed", "string", words["source_accessed"]),
        Column("url", "string", words["source_address"], more={"format": "uri"}),
        Column("licence", "string", words["source_licence"]),
        Column("note", "string", words["column_note"]),
    ]
    rows = [_source(key, source, scope, language) for key, source in scope.context.data.sources.items()]
    return table("sources", words["sources"], columns, rows)


def _source(key: str, source: SourceSpec, scope: Scope, language: Language) -> Row:
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


def corrections_table(scope: Scope, language: Language) -> Resource:
    """What was corrected or revised, the oldest first, as it was entered."""
    words = Words(language)
    columns = [
        Column("number", "integer", words["column_number"], {**REQUIRED, "minimum": 1}),
        Column("date", "date", words["source_date"], REQUIRED),
        Column("figure", "string", words["column_figure"], REQUIRED),
        Column("kind", "string", words["column_kind"], {**REQUIRED, "enum": [str(each) for each in CorrectionKind]}),
        Column("before", "string", words["column_before"]),
        Column("after", "string", words["column_after"]),
        Column("reason", "string", words["column_reason"]),
    ]
    rows: list[Row] = [
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


def _text(scope: Scope, language: Language, key: tuple[str, ...], localized: Localized | None) -> str | None:
    found = scope.texts(key, localized)
    return found[language.code] if found else None
