"""The twelve ways in which charts mislead: each is refused, remarked on, or cannot be written; docs/explanation/misleading-charts.md."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from chart_boxes import marks, px
from charts_fixture import CHART, FILE, cases, data_of, draw_case, site_of
from words import read

from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.charts.layout import WIDTHS
from yiwu_report.charts.misleading import misleading_charts
from yiwu_report.compute.derive import shape
from yiwu_report.model.problem import Place

ROOT = Path(__file__).parent.parent.parent
MISLEADERS = read(ROOT / "tests" / "cases" / "misleaders.yaml")
PROBLEMS = read(ROOT / "tests" / "cases" / "chart_problems.yaml")
FIRM = {"unit": "firm"}


def _table(values: dict[str, str], **columns: dict[str, str]) -> dict[str, Any]:
    """Rows called r1, r2 … by name, with a value each."""
    rows = {
        f"r{number}": {"name": name, "value": value, **{key: cells[name] for key, cells in columns.items()}}
        for number, (name, value) in enumerate(values.items(), start=1)
    }
    return {"columns": {"name": {"kind": "label"}, "value": FIRM}, "rows": rows}


def _category(*names: str) -> dict[str, Any]:
    return {"kind": "category", "labels": dict.fromkeys(names, "Gruppe")}


YEARS = {"2000": "3", "2005": "5", "2010": "4", "2015": "9"}
REPORT: dict[str, Any] = {
    "tables": {
        "near": _table({"one": "100001", "two": "100003", "three": "100002"}),
        "far": _table({"one": "20", "two": "90000", "three": "0", "four": "-30"}),
        "equal": _table({"one": "7", "two": "7"}),
        "states": {
            "columns": {"name": {"kind": "label"}, "value": FIRM, "share": {"unit": "percent", "percent_of": "All"}},
            "rows": {
                "r1": {"name": "Ohio", "value": "5", "share": "10"},
                "r2": {"name": "Utah", "value": "7", "share": "20"},
            },
        },
        "years": {
            "columns": {"year": {"kind": "label"}, "era": _category("early", "late"), "value": FIRM},
            "rows": {
                f"y{year}": {"year": year, "era": "early" if year < "2010" else "late", "value": value}
                for year, value in YEARS.items()
            },
        },
        "groups": {
            "columns": {"year": {"kind": "label"}, "group": _category("a", "b"), "value": FIRM},
            "rows": {
                "a0": {"year": "2000", "group": "a", "value": "3"},
                "a1": {"year": "2005", "group": "a", "value": "4"},
                "a2": {"year": "2010", "group": "a", "value": "5"},
                "b1": {"year": "2005", "group": "b", "value": "3"},
                "b2": {"year": "2010", "group": "b", "value": "3"},
            },
        },
    },
    "figures": {
        "huge": {"value": "900000", "unit": "firm", "title": "Huge"},
        "tiny": {"value": "2", "unit": "firm", "title": "Tiny"},
    },
}


def _each(what: str) -> list[Any]:
    return [
        pytest.param(case, id=f"{name} {number}")
        for name, entry in MISLEADERS.items()
        for number, case in enumerate(entry.get(what, []))
    ]


@pytest.mark.parametrize("case", _each("keys"))
def test_a_key_that_would_mislead_is_refused(case: list[str]) -> None:
    kind, key, line = case
    fault = CHART_SPECS[kind].fault_of_key(key)
    assert (str(fault.at(Place("c"))).removeprefix("c:1:1: ") if fault else "null") == line


@pytest.mark.parametrize("name", _each("problems"))
def test_a_chart_that_would_mislead_is_refused(name: str) -> None:
    assert PROBLEMS[name]["problems"]  # held by test_chart_problems.py, line by line


@pytest.mark.parametrize("case", _each("remarks"))
def test_what_may_mislead_is_a_remark(case: dict[str, Any]) -> None:
    own: dict[str, Any] = {key: case[key] for key in ("chart", "areas") if key in case}
    whole = REPORT | own
    charts, problems = draw_case(whole)
    assert charts
    assert not problems  # a build goes on
    found = misleading_charts(site_of(whole), data_of(whole))
    assert [str(each).replace(f"{FILE}:", "").replace(":1: ", ": ", 1) for each in found] == case["says"]


def test_the_docs_have_a_row_for_each() -> None:
    text = (ROOT / "docs" / "explanation" / "misleading-charts.md").read_text("utf-8")
    rows = re.findall(r"^\| \d+\. ([^|]+) \|", text, flags=re.MULTILINE)
    assert [each.strip().lower() for each in rows] == list(MISLEADERS)
    assert len(MISLEADERS) == 12


def _column_chart(kind: str, values: dict[str, str], **keys: Any) -> dict[str, Any]:
    columns = {"year": {"kind": "label"}, "value": {**FIRM, "title": "Value"}, "again": {**FIRM, "title": "Again"}}
    rows = {f"y{year}": {"year": year, "value": value, "again": value} for year, value in values.items()}
    return {"tables": {"t": {"columns": columns, "rows": rows}}, "chart": {"kind": kind, "table": "t", **keys}}


@pytest.mark.parametrize(
    "chart",
    [
        {"kind": "bar", "x": "value"},
        {"kind": "bar", "x": "value", "form": "lollipop"},
        {"kind": "bar", "x": "value", "orientation": "vertical"},
        {"kind": "stacked", "x": ["value", "again"]},
        {"kind": "area", "x": "year", "y": "value"},
        {"kind": "histogram", "x": "value"},
    ],
    ids=str,
)
def test_lengths_begin_at_zero_however_far_their_values_are_from_it(chart: dict[str, Any]) -> None:
    charts, _ = draw_case(_column_chart(**chart, values={"2001": "981", "2002": "990", "2003": "999"}))
    axis = "yaxis" if chart["kind"] in {"area", "histogram"} or "orientation" in chart else "xaxis"
    for figure in charts[CHART, "en"].figures.values():
        low, high = figure["layout"][axis]["range"]
        assert low <= 0 < high


@pytest.mark.parametrize(
    ("chart", "axis"),
    [
        ({"kind": "line", "x": "year", "y": "value"}, "y"),
        ({"kind": "area", "x": "year", "y": "value"}, "y"),
        ({"kind": "bar", "x": "value"}, "x"),
        ({"kind": "bar", "x": "value", "orientation": "vertical"}, "y"),
        ({"kind": "range", "x": "value"}, "x"),
        ({"kind": "dumbbell", "start": "value", "end": "again"}, "x"),
        ({"kind": "slope", "x": ["value", "again"]}, "y"),
        ({"kind": "scatter", "x": "value", "y": "again"}, "x"),
        ({"kind": "scatter", "x": "value", "y": "again"}, "y"),
        ({"kind": "strip", "x": "value"}, "x"),
        ({"kind": "histogram", "x": "value"}, "x"),
    ],
    ids=str,
)
def test_larger_values_are_higher_or_further_right(chart: dict[str, Any], axis: str) -> None:
    charts, _ = draw_case(_column_chart(**chart, values={"2001": "-20", "2002": "60"}))
    for width, figure in charts[CHART, "en"].figures.items():
        layout = figure["layout"]
        length = width if axis == "x" else layout["height"]
        places = [px(layout[f"{axis}axis"], length, each, is_y=axis == "y") for each in (0, 1)]
        assert (places[0] < places[1]) is (axis == "x")


@pytest.mark.parametrize("kind", ["line", "area"])
def test_times_are_as_far_apart_as_they_were(kind: str) -> None:
    charts, _ = draw_case(_column_chart(kind, {"2000": "3", "2001": "5", "2010": "4"}, x="year", y="value"))
    for width, figure in charts[CHART, "en"].figures.items():
        layout = figure["layout"]
        assert layout["xaxis"]["type"] == "linear"
        first, second, last = (px(layout["xaxis"], width, year) for year in (2000, 2001, 2010))
        assert (last - second) / (second - first) == pytest.approx(9)
        assert {2000, 2001, 2010} <= {each for trace in figure["data"] for each in trace["x"]}


def test_rows_are_never_added_up_or_averaged_by_a_chart() -> None:
    rows = {"a": {"name": "one", "value": "3"}, "b": {"name": "one", "value": "5"}}
    table = {"columns": {"name": {"kind": "label"}, "value": FIRM}, "rows": rows}
    charts, _ = draw_case({"tables": {"t": table}, "chart": {"kind": "bar", "table": "t", "x": "value"}})
    bar = next(each for each in charts[CHART, "en"].figures[720]["data"] if each["type"] == "bar")
    assert bar["x"] == [3, 5]


def test_percentages_are_not_summed_by_a_formula() -> None:
    share = {"unit": "percent", "percent_of": "All"}
    table = {"columns": {"share": share}, "rows": {"a": {"share": "3"}, "b": {"share": "5"}}}
    derived = {"all": {"formula": "sum(t.share)", "unit": "percent", "title": "All"}}
    chart = {"kind": "bar", "figures": ["all"]}
    _, problems = shape(site_of({"tables": {"t": table}, "derived": derived, "chart": chart}))
    assert [each.rule.value for each in problems] == ["sum-of-percents"]


def test_all_marks_are_flat() -> None:
    for name, case in cases().items():
        charts, _ = draw_case(case)
        for chart in charts.values():
            for figure in chart.figures.values():
                assert {trace["type"] for trace in figure["data"]} <= {"bar", "scatter"}, name
                assert not {key for key in figure["layout"] if key.startswith("scene")}


def test_the_areas_of_dots_are_proportional_to_their_values() -> None:
    case = _column_chart("scatter", {"2001": "10", "2002": "40", "2003": "90"}, x="value", y="value", size="value")
    charts, _ = draw_case(case)
    for width in WIDTHS:
        dots = [box for box in marks(charts[CHART, "en"].figures[width]) if box.what == "dot"]
        small, middle, large = sorted(box.right - box.left for box in dots)[-3:]
        assert [middle / small, large / small] == pytest.approx([2, 3], rel=0.01)


def test_no_kind_has_slices() -> None:
    assert "pie" not in CHART_SPECS
    named = {name: remedy for spec in CHART_SPECS.values() for name, remedy in spec.other_names.items()}
    assert named["pie"] == named["donut"]
    assert "kind: stacked" in named["pie"]


@pytest.mark.parametrize("value", ["about 60", "over 60", "under 60", "40 to 80", "60 odd"])
@pytest.mark.parametrize(
    "chart",
    [
        {"kind": "bar", "x": "value"},
        {"kind": "bar", "x": "value", "form": "lollipop"},
        {"kind": "range", "x": "value"},
        {"kind": "dumbbell", "start": "value", "end": "again"},
        {"kind": "line", "x": "year", "y": "value"},
        {"kind": "area", "x": "year", "y": "value"},
        {"kind": "stacked", "x": ["value"]},
        {"kind": "slope", "x": ["value", "again"]},
        {"kind": "scatter", "x": "value", "y": "again"},
        {"kind": "strip", "x": "value"},
        {"kind": "histogram", "x": "value", "step": "5"},
        {"kind": "heat", "x": ["value"], "breaks": ["50", "60", "70"]},
    ],
    ids=str,
)
def test_a_mark_shows_that_its_value_is_not_exact(chart: dict[str, Any], value: str) -> None:
    exact, inexact = (
        draw_case(_column_chart(**chart, values={"2001": "30", "2002": each, "2003": "90"}))[0][CHART, "en"]
        for each in ("60", value)
    )
    for width in WIDTHS:
        assert _looks(exact.figures[width]) != _looks(inexact.figures[width])
    assert inexact.key or inexact.notes != exact.notes  # which says what it means


def _looks(figure: Mapping[str, Any]) -> str:
    """Marks without texts."""
    shown = [trace for trace in figure["data"] if trace.get("mode") != "text"]
    unsaid = [{key: each for key, each in trace.items() if key != "hovertext"} for trace in shown]
    return json.dumps([unsaid, figure["layout"]["shapes"]])
