"""Files of data: figures.json, figures.csv and claims.json, and each chart as SVG, CSV and JSON.

With a byte order mark, by which Excel knows UTF-8. A text that a spreadsheet would run as a formula begins with an
apostrophe; a minus before a number is a minus.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Any

from yiwu_report.charts.palette import PALETTE
from yiwu_report.compute.audit.claim_values import digits
from yiwu_report.compute.corrections import written
from yiwu_report.model.data import Figure, Table
from yiwu_report.model.drawn import DataCell, DrawnChart
from yiwu_report.model.figures import SourceSpec, UnitSpec
from yiwu_report.model.finding import CalculationStep, Finding
from yiwu_report.model.output import Output
from yiwu_report.model.period import Period
from yiwu_report.model.views import ViewSpec
from yiwu_report.quantity import Interval
from yiwu_report.site.downloads.records import (
    RecordScope,
    csv_cell,
    figure_record,
    file_record,
    tables_of_view,
    to_csv,
    to_json,
    value_record,
)
from yiwu_report.site.report import Context
from yiwu_report.svg import standalone
from yiwu_report.text.formatting import format_figure


def figures_json(context: Context) -> bytes:
    """The JSON of every figure, in the order of the files, with tables, sources, units and corrections."""
    return figures_of(RecordScope.whole(context))


def figures_of(scope: RecordScope) -> bytes:
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


def _names(scope: RecordScope) -> list[str]:
    """The names whose digits are not loose numbers, each once: those of site.yaml, then those of the articles, in order."""
    articles = [bound for bound in scope.context.published if bound.article.language in scope.languages]
    listed = [*scope.context.site.spec.names, *(name for bound in articles for name in bound.article.front.names)]
    names = [name.value for name in listed]
    return list(dict.fromkeys(names))


def _figure(figure: Figure, scope: RecordScope) -> dict[str, Any]:
    context = scope.context
    shown = {code: format_figure(figure, context.languages[code], context.data.units).full for code in scope.languages}
    return figure_record(figure, scope) | {"shown": shown}


def _table(table: Table, scope: RecordScope) -> dict[str, Any]:
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
    view = scope.context.site.views.get(table.id)
    cells = scope.context.data.figures if isinstance(view, ViewSpec) else scope.context.data.cells.get(table.id, ())
    listed = frozenset(cells)  # a view repeats cells of other tables
    rows = [
        {
            **{column.id: _cell(values[column.id], listed, scope) for column in table.columns.values()},
            "id": str(row),  # also where a view has a column of this name: the ids of rows in YAML
        }
        for row, values in table.listed_rows(listed).iterrows()
    ]
    return {
        "id": table.id,
        **({"file": file_record(table.file)} if table.file else {}),
        **(_of_view(view, table, scope) if isinstance(view, ViewSpec) else {}),
        "title": scope.texts(("table", table.id, "title"), table.title),
        "overlap": table.overlap,
        "note": scope.texts(("table", table.id, "note"), table.note),
        "columns": columns,
        "rows": rows,
    }


def _of_view(view: ViewSpec, table: Table, scope: RecordScope) -> dict[str, Any]:
    """What a view is made of, and what `first`, `last` and `count` in references are."""
    ends = {word: table.row_named(word) for word in ("first", "last")}
    count = table.counted()
    return {
        "derived_from": tables_of_view(view, scope),
        **{word: row if isinstance(row, str) else None for word, row in ends.items()},
        "count": value_record(count).written if isinstance(count, Figure) else None,
        "count_unit": count.unit_id if isinstance(count, Figure) else None,
    }


def _cell(value: object, listed: Container[str], scope: RecordScope) -> Any:
    """The id of a figure of the report, a category's id, a label in every language, or a period."""
    if isinstance(value, Figure):
        return value.id if value.id in listed else None
    if isinstance(value, dict):
        return scope.plain(value)
    if isinstance(value, Period):
        return value.written
    return value if isinstance(value, str) else None


def _source(key: str, source: SourceSpec, scope: RecordScope) -> dict[str, Any]:
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


def _unit(unit: UnitSpec, scope: RecordScope) -> dict[str, Any]:
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


def _corrections(scope: RecordScope) -> list[dict[str, Any]]:
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


def figures_csv(context: Context) -> bytes:
    """The CSV of every figure, in the order of the files."""
    header = _header(context)
    scope = RecordScope.whole(context)
    rows = [_row(figure, scope) for figure in context.data.figures.values()]
    return to_csv([header, *([row.get(key) for key in header] for row in rows)])


def _header(context: Context) -> list[str]:
    languages = context.site.languages
    return [
        *("id", "value", "low", "high", "low_closed", "high_closed", "qualifier", "unit", "status", "basis"),
        *("period", "source", "paragraph", "printed"),
        *(f"title_{code}" for code in languages),
        "formula",
        *(f"percent_of_{code}" for code in languages),
        *(f"note_{code}" for code in languages),
    ]


def _row(figure: Figure, scope: RecordScope) -> dict[str, str | None]:
    row: dict[str, str | None] = {}
    for name, value in figure_record(figure, scope).items():
        row |= (
            {f"{name}_{code}": text for code, text in value.items()}
            if isinstance(value, dict)
            else {name: csv_cell(value)}
        )
    return row


def claims_json(context: Context) -> bytes:
    """The JSON of every claim, in the order of data/claims.yaml."""
    return claims_of(RecordScope.whole(context))


def claims_of(scope: RecordScope) -> bytes:
    """The same in some languages."""
    return to_json([_claim(finding, scope) for finding in scope.context.findings.values()])


def _claim(finding: Finding, scope: RecordScope) -> dict[str, Any]:
    claim = finding.claim
    texts = {
        name: scope.texts(("claim", finding.id, name), getattr(claim, name))
        for name in ("title", "words", "note", "not_comparable", "not_checkable")
    }
    return {
        "id": finding.id,
        "verdict": str(finding.verdict),
        "title": texts["title"],
        "words": texts["words"],
        "says": claim.says,
        "formula": claim.formula.value if claim.formula else None,
        "holds": claim.holds.value if claim.holds else None,
        "counts": claim.counts.value if claim.counts else None,
        "inputs": list(finding.inputs),
        "steps": [_step(step) for step in finding.steps],
        "open_inputs": list(finding.open_inputs),
        "stated": _ends(finding.stated) or None,
        "difference": finding.difference,
        "fitting": [{"figure": figure, "value": value} for figure, value in finding.fitting],
        "source": claim.source,
        "paragraph": claim.paragraph,
        "note": texts["note"],
        "not_comparable": texts["not_comparable"],
        "not_checkable": texts["not_checkable"],
    }


def _step(step: CalculationStep) -> dict[str, Any]:
    """A side of the arithmetic; an end that is null is not known."""
    return {
        "formula": step.formula,
        **_ends(step.interval),
        "unit": step.unit_id,
        "as_printed": _ends(step.as_printed) or None,
    }


def _ends(interval: Interval | None) -> dict[str, Any]:
    """Both bounds of an interval as digits; empty without one."""
    if interval is None:
        return {}
    ends = {"low": interval.low, "high": interval.high}
    return {name: None if end is None else digits(end) for name, end in ends.items()}


_HEADER = (
    *("row", "column", "shown", "figure", "value", "low", "high", "qualifier", "unit", "status", "period"),
    "percent_of",
)


def chart_file(output: Output, context: Context) -> bytes:
    """The content of a chart's file, e.g. of data/charts/pv_investment.en.csv."""
    return _FORMS[output.id.form](context.charts[output.id.name, output.language or ""], context)


def _svg(chart: DrawnChart, context: Context) -> bytes:
    """The wide picture on a white background, with literal colours, for any program."""
    picture = context.pictures[chart.id, chart.language, max(chart.figures)]
    return (standalone(picture, {light: role for role, (light, _) in PALETTE.items()}) + "\n").encode()


def _csv(chart: DrawnChart, context: Context) -> bytes:
    """A row per value of the chart, with qualifier, interval and status."""
    rows = [
        [row[0].text, heading, cell.text, *_facts(cell, chart.language, context)]
        for row in chart.rows.rows
        for heading, cell in zip(chart.rows.header[1:], row[1:], strict=True)
    ]
    return to_csv([_HEADER, *rows])


def _facts(cell: DataCell, language: str, context: Context) -> list[str]:
    figure = context.data.figures.get(cell.figure or "")
    if figure is None:
        return [""] * (len(_HEADER) - 3)
    value = value_record(figure)
    period = figure.period.written if figure.period else ""
    numbers = (value.value or "", value.low or "", value.high or "", value.qualifier or "")
    whole = context.bound.texts.get(("figure", figure.id, "percent_of", language))
    return [figure.id, *numbers, figure.unit_id, str(figure.status), period, whole.plain if whole else ""]


def _json(chart: DrawnChart, context: Context) -> bytes:
    """The Plotly figure at the wide width, as plotly's own tools read it, with its words and sources."""
    texts = context.bound.charts[chart.id, chart.language]
    sources = {key: RecordScope.whole(context).texts(("source", key, "title")) for key in chart.sources}
    figure = chart.figures[max(chart.figures)]
    meta = {
        "title": texts.title.plain,
        "subtitle": texts.subtitle.plain,
        "description": chart.description,
        "notes": list(chart.notes),
        "sources": sources,
        "figures": sorted(chart.uses),
    }
    return to_json({"data": figure["data"], "layout": {**figure["layout"], "meta": meta}})


_FORMS: Mapping[str, Callable[[DrawnChart, Context], bytes]] = {"csv": _csv, "json": _json, "svg": _svg}
