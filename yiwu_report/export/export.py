"""An output that is no page -> its bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yiwu_report.context import Context
from yiwu_report.export.chart_files import chart_file
from yiwu_report.export.claims_json import claims_json
from yiwu_report.export.data_package import data_package
from yiwu_report.export.figures_csv import figures_csv
from yiwu_report.export.figures_json import figures_json
from yiwu_report.model.output import Output

_DATA: Mapping[str, Callable[[Context], bytes]] = {
    "figures.csv": figures_csv,
    "figures.json": figures_json,
    "claims.json": claims_json,
}


def export(output: Output, context: Context) -> bytes:
    """The content of a data file or an asset."""
    kind, _, name = output.subject.partition(" ")
    if kind == "asset":
        return context.site_assets[name].content
    if kind == "card":
        return context.cards[name, output.language or ""].png
    if kind == "chart":
        return chart_file(name, context)
    if kind == "package":
        return data_package(name, context)
    return _DATA[name](context)
