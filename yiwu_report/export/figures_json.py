"""data/figures.json: every figure and table with all that is known of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from yiwu_report.context import Context
from yiwu_report.corrections import written
from yiwu_report.export.records import bound_texts, to_json, value_record
from yiwu_report.formatting import format_figure
from yiwu_report.model.data import Figure, Table
from yiwu_report.model.figures import ColumnKind, SourceSpec, UnitSpec


def figures_json(context: Context) -> bytes:
    """The JSON of every figure, in the order of the files, with tables, sources, units and corrections."""
    spec = context.site.spec
    return to_json(
        {
            "title": bound_texts(("site", "title"), context, spec.title),
            "languages": list(context.site.languages),
            "licence": bound_texts(("site", "licence"), context, spec.licence),
            "licence_url": spec.licence_url,
            "names": _names(context),
            "figures": [_figure(figure, context) for figure in context.data.figures.values()],
            "tables": [_table(table, context) for table in context.data.tables.values()],
            "sources": {key: _source(key, source, context) for key, source in context.data.sources.items()},
            "units": {key: _unit(unit) for key, unit in context.data.units.items()},
            "corrections": _corrections(context),
        }
    )


def _names(context: Context) -> list[str]:
    """The names whose digits are no figures, each once, in the order of the articles."""
    names = [name.value for bound in context.published for name in bound.article.front.names]
    return list(dict.fromkeys(names))


def _figure(figure: Figure, context: Context) -> dict[str, Any]:
    shown = {
        code: format_figure(figure, context.languages[code], context.data.units).full for code in context.site.languages
    }
    return {
        "id": figure.id,
        "title": bound_texts(("figure", figure.id, "title"), context, figure.title),
        **asdict(value_record(figure)),
        "unit": figure.unit_id,
        "shown": shown,
        "status": str(figure.status),
        "basis": str(figure.basis) if figure.basis else None,
        "period": figure.period.written if figure.period else None,
        "source": figure.source,
        "paragraph": figure.paragraph,
        "printed": figure.printed.value if figure.printed else None,
        "percent_of": bound_texts(("figure", figure.id, "percent_of"), context, figure.percent_of),
        "note": bound_texts(("figure", figure.id, "note"), context, figure.note),
        "formula": figure.formula.value if figure.formula else None,
        "inputs": list(figure.inputs),
        "table": figure.table,
        "row": figure.row,
        "column": figure.column,
        "update_due": figure.update_due.written if figure.update_due else None,
    }


def _table(table: Table, context: Context) -> dict[str, Any]:
    columns = [
        {
            "id": column.id,
            "kind": str(column.kind),
            "title": bound_texts(("column", table.id, column.id), context, column.title),
            "unit": column.unit_id,
            "labels": {key: _plain(label) for key, label in column.labels.items()} if column.labels else None,
        }
        for column in table.columns.values()
    ]
    rows = [
        {"id": str(row), **{column.id: _cell(values[column.id], column.kind) for column in table.columns.values()}}
        for row, values in table.frame.iterrows()
    ]
    return {
        "id": table.id,
        "title": bound_texts(("table", table.id, "title"), context, table.title),
        "overlap": table.overlap,
        "note": bound_texts(("table", table.id, "note"), context, table.note),
        "columns": columns,
        "rows": rows,
    }


def _cell(value: Any, kind: ColumnKind) -> Any:
    """The id of a figure, a category's id, or a label in every language."""
    if isinstance(value, Figure):
        return value.id
    if isinstance(value, dict):
        return _plain(value)
    return value if kind is ColumnKind.CATEGORY and isinstance(value, str) else None


def _plain(localized: Any) -> dict[str, str]:
    return {code: text.value for code, text in localized.items()}


def _source(key: str, source: SourceSpec, context: Context) -> dict[str, Any]:
    publisher = source.publisher
    return {
        "title": bound_texts(("source", key, "title"), context, source.title),
        "publisher": _plain(publisher) if isinstance(publisher, dict) else publisher.value if publisher else None,
        "date": source.date.written if source.date else None,
        "accessed": source.accessed.written if source.accessed else None,
        "url": source.url,
        "licence": source.licence.value if source.licence else None,
        "note": bound_texts(("source", key, "note"), context, source.note),
    }


def _unit(unit: UnitSpec) -> dict[str, Any]:
    return {
        "kind": str(unit.kind),
        "exact": unit.exact,
        "dimension": unit.dimension,
        "factor": f"{unit.factor:f}",
        "forms": {code: {name: form.value for name, form in forms.items()} for code, forms in unit.forms.items()},
    }


def _corrections(context: Context) -> list[dict[str, Any]]:
    return [
        {
            "date": entry.date.written,
            "figure": entry.figure,
            "kind": str(entry.kind),
            "before": written(entry.before),
            "after": written(entry.after),
            "reason": bound_texts(("correction", str(number), "reason"), context, entry.reason),
        }
        for number, entry in enumerate(context.site.corrections)
    ]
