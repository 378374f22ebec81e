"""data/figures.json: every figure and table with its metadata."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from yiwu_report.context import Context
from yiwu_report.corrections import written
from yiwu_report.export.records import Scope, to_json, value_record
from yiwu_report.formatting import format_figure
from yiwu_report.model.data import Figure, Table
from yiwu_report.model.figures import ColumnKind, SourceSpec, UnitSpec


def figures_json(context: Context) -> bytes:
    """The JSON of every figure, in the order of the files, with tables, sources, units and corrections."""
    return figures_of(Scope.whole(context))


def figures_of(scope: Scope) -> bytes:
    """The same in some languages."""
    context = scope.context
    spec = context.site.spec
    return to_json(
        {
            "title": scope.texts(("site", "title"), spec.title),
            "languages": list(scope.languages),
            "licence": scope.texts(("site", "licence"), spec.licence),
            "licence_url": spec.licence_url,
            "names": _names(scope),
            "figures": [_figure(figure, scope) for figure in context.data.figures.values()],
            "tables": [_table(table, scope) for table in context.data.tables.values()],
            "sources": {key: _source(key, source, scope) for key, source in context.data.sources.items()},
            "units": {key: _unit(unit, scope) for key, unit in context.data.units.items()},
            "corrections": _corrections(scope),
        }
    )


def _names(scope: Scope) -> list[str]:
    """The names whose digits are no figures, each once: those of site.yaml, then those of the articles, in order."""
    articles = [bound for bound in scope.context.published if bound.article.language in scope.languages]
    listed = [*scope.context.site.spec.names, *(name for bound in articles for name in bound.article.front.names)]
    names = [name.value for name in listed]
    return list(dict.fromkeys(names))


def _figure(figure: Figure, scope: Scope) -> dict[str, Any]:
    context = scope.context
    shown = {code: format_figure(figure, context.languages[code], context.data.units).full for code in scope.languages}
    return {
        "id": figure.id,
        "title": scope.texts(("figure", figure.id, "title"), figure.title),
        **asdict(value_record(figure)),
        "unit": figure.unit_id,
        "shown": shown,
        "status": str(figure.status),
        "basis": str(figure.basis) if figure.basis else None,
        "period": figure.period.written if figure.period else None,
        "source": figure.source,
        "paragraph": figure.paragraph,
        "printed": figure.printed.value if figure.printed else None,
        "percent_of": scope.texts(("figure", figure.id, "percent_of"), figure.percent_of),
        "note": scope.texts(("figure", figure.id, "note"), figure.note),
        "formula": figure.formula.value if figure.formula else None,
        "inputs": list(figure.inputs),
        "table": figure.table,
        "row": figure.row,
        "column": figure.column,
        "update_due": figure.update_due.written if figure.update_due else None,
    }


def _table(table: Table, scope: Scope) -> dict[str, Any]:
    columns = [
        {
            "id": column.id,
            "kind": str(column.kind),
            "title": scope.texts(("column", table.id, column.id), column.title),
            "unit": column.unit_id,
            "labels": {key: scope.plain(label) for key, label in column.labels.items()} if column.labels else None,
        }
        for column in table.columns.values()
    ]
    rows = [
        {
            "id": str(row),
            **{column.id: _cell(values[column.id], column.kind, scope) for column in table.columns.values()},
        }
        for row, values in table.frame.iterrows()
    ]
    return {
        "id": table.id,
        "title": scope.texts(("table", table.id, "title"), table.title),
        "overlap": table.overlap,
        "note": scope.texts(("table", table.id, "note"), table.note),
        "columns": columns,
        "rows": rows,
    }


def _cell(value: Any, kind: ColumnKind, scope: Scope) -> Any:
    """The id of a figure, a category's id, or a label in every language."""
    if isinstance(value, Figure):
        return value.id
    if isinstance(value, dict):
        return scope.plain(value)
    return value if kind is ColumnKind.CATEGORY and isinstance(value, str) else None


def _source(key: str, source: SourceSpec, scope: Scope) -> dict[str, Any]:
    publisher = source.publisher
    return {
        "title": scope.texts(("source", key, "title"), source.title),
        "publisher": scope.plain(publisher) if isinstance(publisher, dict) else publisher.value if publisher else None,
        "date": source.date.written if source.date else None,
        "accessed": source.accessed.written if source.accessed else None,
        "url": source.url,
        "licence": source.licence.value if source.licence else None,
        "note": scope.texts(("source", key, "note"), source.note),
    }


def _unit(unit: UnitSpec, scope: Scope) -> dict[str, Any]:
    return {
        "kind": str(unit.kind),
        "exact": unit.exact,
        "dimension": unit.dimension,
        "factor": f"{unit.factor:f}",
        "forms": {
            code: {name: form.value for name, form in forms.items()}
            for code, forms in unit.forms.items()
            if code in scope.languages
        },
    }


def _corrections(scope: Scope) -> list[dict[str, Any]]:
    return [
        {
            "date": entry.date.written,
            "figure": entry.figure,
            "kind": str(entry.kind),
            "before": written(entry.before),
            "after": written(entry.after),
            "reason": scope.texts(("correction", str(number), "reason"), entry.reason),
        }
        for number, entry in enumerate(scope.context.site.corrections)
    ]
