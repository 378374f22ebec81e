"""The plotly.js of the pages: the installed one, or a smaller one that site.yaml names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from yiwu_report.load.plotly_bundle import load_named_bundle
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text
from yiwu_report.pictures import fault_of_bundle


def page_bundle(
    root: Path, name: Text | None, charts: Iterable[DrawnChart], installed: bytes
) -> tuple[bytes, tuple[Problem, ...]]:
    """The bundle for interactive charts; with a problem where the one that is named cannot stand for the installed."""
    if name is None:
        return installed, ()
    named = load_named_bundle(root, name)
    if isinstance(named, Problem):
        return installed, (named,)
    traces = {
        trace.get("type", "scatter")
        for chart in charts
        for figure in chart.figures.values()
        for trace in figure["data"]
    }
    fault = fault_of_bundle(named.decode(errors="replace"), installed.decode(), traces)
    if fault is None:
        return named, ()
    return installed, (Problem(name.start, Rule.BAD_VALUE, *fault),)
