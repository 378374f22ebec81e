"""Chart downloads: its picture as SVG, its data as CSV, its figure as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yiwu_report.charts.palette import PALETTE
from yiwu_report.context import Context
from yiwu_report.export.records import Scope, to_csv, to_json, value_record
from yiwu_report.model.drawn import DataCell, DrawnChart
from yiwu_report.model.output import Output
from yiwu_report.pictures import standalone

_HEADER = (
    *("row", "column", "shown", "figure", "value", "low", "high", "qualifier", "unit", "status", "period"),
    "percent_of",
)


def chart_file(output: Output, context: Context) -> bytes:
    """The content of a chart's file, e.g. of data/charts/pv_investment.en.csv."""
    return _FORMS[output.id.form](context.charts[output.id.name, output.language or ""], context)


def _svg(chart: DrawnChart, context: Context) -> bytes:
    """The wide picture on white paper, with literal colours, for any program."""
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
    sources = {key: Scope.whole(context).texts(("source", key, "title")) for key in chart.sources}
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
