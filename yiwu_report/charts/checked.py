"""Plotly's word that a figure is one, and the figure as plain JSON data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

# Without one of our own, plotly copies its default template, 7 kB, into every figure.
_NO_TEMPLATE = go.layout.Template()


def checked(figure: Mapping[str, Any]) -> dict[str, Any]:
    """The figure with its keys in order; ValueError where plotly knows no such figure.

    Built as a `go.Figure` once for each content: in a preview most charts have not changed.
    """
    text = json.dumps(figure, sort_keys=True, ensure_ascii=False, allow_nan=False)
    _build(text)
    plain: dict[str, Any] = json.loads(text)
    return plain


@lru_cache(maxsize=1024)
def _build(text: str) -> None:
    figure = json.loads(text)
    go.Figure(data=figure["data"], layout={**figure["layout"], "template": _NO_TEMPLATE})
