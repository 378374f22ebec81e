"""Validation of figures by plotly, and figures as plain JSON data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from yiwu_report.model.drawn import DrawnChart


def in_order(figure: Mapping[str, Any]) -> dict[str, Any]:
    """The figure as plain JSON data with its keys in order."""
    plain: dict[str, Any] = json.loads(json.dumps(figure, sort_keys=True, ensure_ascii=False, allow_nan=False))
    return plain


def check_figures(charts: Iterable[DrawnChart]) -> None:
    """Build each figure of charts as a `go.Figure`; ValueError where plotly knows no such figure.

    This takes 3 ms per figure and 0.1 s to import plotly, so it runs while V8 draws.
    """
    import plotly.graph_objects as go  # noqa: PLC0415  # as above

    no_template = go.layout.Template()  # without one of our own, plotly copies its default, 7 kB, into every figure
    for chart in charts:
        for given in chart.figures.values():
            figure = in_order(given)  # a copy: plotly removes the types from the traces
            go.Figure(data=figure["data"], layout={**figure["layout"], "template": no_template})
