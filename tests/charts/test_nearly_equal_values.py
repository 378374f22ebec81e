"""Values that are nearly equal, far from zero: each is drawn where it belongs, and no words lie on one another."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, pairwise
from typing import Any

import pytest
from chart_boxes import faults
from charts_fixture import CHART, draw_case

VALUES = {
    "tens of millions": ["10000001", "10000002", "10000003", "10000001"],
    "millions": ["1000001", "1000002", "1000003"],
    "billions": ["4123456789", "4123456790", "4123456795"],
    "a ten-millionth": ["0.1234567", "0.1234568", "0.1234571"],
    "all equal": ["10000001", "10000001", "10000001"],
    "all equal, negative": ["-10000001", "-10000001"],
    "large negative": ["-10000003", "-10000001", "-10000002"],
    "decimals": ["20000000.25", "20000000.5", "20000000.75"],
    "one apart": ["10000001", "10000001", "10000009"],
}
KINDS = ("line", "bar", "dumbbell", "range")


def _case(kind: str, values: list[str], unit: str) -> dict[str, Any]:
    if kind == "range":
        figures = {f"f{at}": {"value": each, "unit": unit, "title": f"F {at}"} for at, each in enumerate(values)}
        return {"figures": figures, "chart": {"kind": kind, "figures": list(figures)}}
    columns: dict[str, Any] = {"year": {"kind": "label"}, "a": {"unit": unit, "title": "A"}}
    rows = {f"y{at}": {"year": str(2000 + at), "a": each} for at, each in enumerate(values)}
    if kind == "dumbbell":
        columns["b"] = {"unit": unit, "title": "B"}
        rows = {key: {**row, "b": values[-1]} for key, row in rows.items()}
    keys = {
        "line": {"x": "year", "y": "a"},
        "bar": {"x": "a", "y": "year"},
        "dumbbell": {"start": "a", "end": "b", "y": "year"},
    }
    return {
        "tables": {"t": {"columns": columns, "rows": rows}},
        "chart": {"kind": kind, "table": "t", **keys[kind]},
    }


@pytest.mark.parametrize("unit", ["firm", "points", "mu"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("values", VALUES.values(), ids=VALUES)
def test_near_equal_values_are_told_apart(values: list[str], kind: str, unit: str) -> None:
    charts, problems = draw_case(_case(kind, values, unit))
    assert not problems
    for code in ("zh", "en"):
        for width, figure in charts[CHART, code].figures.items():
            assert faults(figure) == [], (code, width)
            drawn = _values(figure)
            assert {float(each) for each in values} <= drawn
            for axis in ("xaxis", "yaxis"):
                low, high = figure["layout"][axis]["range"]
                assert low != high
    if kind == "line":
        _check_line(charts[CHART, "en"].figures[720], values)


def _values(figure: Mapping[str, Any]) -> set[float]:
    traces = [trace for trace in figure["data"] if trace.get("mode") != "text"]
    return {value for trace in traces for axis in ("x", "y") for value in trace.get(axis, ()) if value is not None}


def _check_line(figure: Mapping[str, Any], values: list[str]) -> None:
    """The figure's y are the values, within its range with a margin, and the numbers of the axis differ."""
    numbers = [float(each) for each in values]
    assert figure["data"][0]["y"] == numbers
    low, high = figure["layout"]["yaxis"]["range"]
    assert low < min(numbers) <= max(numbers) < high
    ticks = [
        trace for trace in figure["data"] if trace.get("mode") == "text" and trace["textposition"] == "middle left"
    ]
    labels = [(y, text) for trace in ticks for y, text in zip(trace["y"], trace["text"], strict=True)]
    assert len(labels) > 1
    assert all(a[1] != b[1] for a, b in combinations(labels, 2))
    height = figure["layout"]["height"]
    assert all(abs(b - a) / (high - low) * height > 12 for a, b in pairwise(sorted(y for y, _ in labels)))
