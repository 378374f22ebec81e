"""What an editor is told of a chart that cannot be drawn, at its place in the YAML."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from charts_fixture import CHART, FILE, bound_of, draw_case, languages, site_of
from words import read

from yiwu_report.charts import draw_charts
from yiwu_report.charts.kinds import CHART_KINDS
from yiwu_report.charts.labels import Phrase
from yiwu_report.compute.derive import shape
from yiwu_report.model.problem import Place, Unusable
from yiwu_report.text.formatting.figures import WORDS as PERCENT_OF

CASES = read(Path(__file__).parent.parent / "cases" / "chart_problems.yaml")

FIRM = {"unit": "firm"}
NINE = ("value", *(f"v{number}" for number in range(2, 10)))
PARTS = {
    "name": "one",
    "year": "2019",
    "nothing": "0",
    "rough": "about 20",
    "group": "a",
    "a": "12",
    "b": "30",
    "less": "-3",
    "all": "40",
    "later": "5",
    "earlier": "4",
    "open": "over 20",
    "none": "null",
    "points": "3",
    "half": "50",
    "most": "70",
    "other": "10",
}
REPORT: dict[str, Any] = {
    "tables": {
        "t": {
            "columns": {
                "name": {"kind": "label"},
                "group": {"kind": "category", "labels": dict.fromkeys("abcde", "Gruppe")},
                "value": FIRM,
                "more": FIRM,
                "share": {"unit": "percent", "percent_of": "All"},
                "place": {"unit": "rank"},
            },
            "rows": {
                "r1": {"name": "one", "group": "a", "value": "12", "more": "over 20", "share": "5", "place": "1"},
                "r2": {"name": "two", "group": "b", "value": "18", "more": "30", "share": "7", "place": "2"},
            },
        },
        "overlapping": {
            "overlap": "true",
            "columns": {"name": {"kind": "label"}, "value": FIRM},
            "rows": {"r1": {"name": "one", "value": "12"}, "r2": {"name": "two", "value": "18"}},
        },
        "nine": {
            "columns": {
                "year": {"kind": "label"},
                "group": {"kind": "category", "labels": dict.fromkeys("abcdefghi", "Gruppe")},
                **dict.fromkeys(NINE, FIRM),
            },
            "rows": {
                each: {
                    "year": f"201{at}",
                    "group": each,
                    **dict.fromkeys(NINE, str(8 - at)),
                }
                for at, each in enumerate("abcdefghi")
            },
        },
        "sixty": {
            "columns": {"name": {"kind": "label"}, "value": FIRM},
            "rows": {f"r{at}": {"name": f"row {at}", "value": str(at)} for at in range(60)},
        },
        "same": {
            "columns": {"name": {"kind": "label"}, "value": FIRM},
            "rows": {f"r{at}": {"name": f"row {at}", "value": "7"} for at in range(140)},
        },
        "parts": {
            "columns": {
                "name": {"kind": "label"},
                "year": {"kind": "label"},
                "nothing": FIRM,
                "rough": {"unit": "firm"},
                "group": {"kind": "category", "labels": dict.fromkeys("ab", "Gruppe")},
                "a": FIRM,
                "b": FIRM,
                "less": FIRM,
                "all": FIRM,
                "later": {"unit": "firm", "period": "2020"},
                "earlier": {"unit": "firm", "period": "2019"},
                "open": FIRM,
                "none": FIRM,
                "points": {"unit": "points"},
                "half": {"unit": "percent", "percent_of": "All"},
                "most": {"unit": "percent", "percent_of": "All"},
                "other": {"unit": "percent", "percent_of": "Others"},
            },
            "rows": {"r1": PARTS, "r2": {**PARTS, "year": "2020", "all": "about 40"}},
        },
        "states": {
            "columns": {
                **{each: {"kind": "label"} for each in ("name", "wrong", "twice")},
                "value": FIRM,
                "place": {"unit": "rank"},
            },
            "rows": {
                "r1": {"name": "Ohio", "wrong": "Texass", "twice": "Texas", "value": "1", "place": "1"},
                "r2": {"name": "Utah", "wrong": "北", "twice": "TX", "value": "2", "place": "2"},
            },
        },
        "nameless": {"columns": {"value": FIRM}, "rows": {"r1": {"value": "1"}}},
    },
    "figures": {
        "alone": {"value": "20", "unit": "firm", "title": "Alone"},
        "planned": {"value": "15", "unit": "firm", "title": "Planned", "status": "plan"},
        "about": {"value": "about 10", "unit": "firm", "title": "About"},
        "many": {"value": "3104", "unit": "firm", "title": "Many"},
        "alone_percent": {"value": "2", "unit": "percent", "title": "Percent", "percent_of": "All"},
        "alone_points": {"value": "3", "unit": "points", "title": "Points"},
    },
    "derived": {
        "sum_value": {"formula": "sum(t.value)", "unit": "firm", "title": "Sum"},
        "sum_overlapping": {"formula": "overlapping.r1.value + overlapping.r2.value", "unit": "firm", "title": "Sum"},
    },
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_problems_are_printed_at_their_keys(name: str) -> None:
    case = CASES[name]
    drawn, problems = draw_case({**REPORT, **{key: case[key] for key in ("chart", "areas") if key in case}})
    assert [str(problem).replace(f"{FILE}:", "").replace(":1: ", ": ", 1) for problem in problems] == case["problems"]
    assert not drawn


def test_a_chart_of_something_unusable_is_left_out_silently() -> None:
    site = site_of({**REPORT, "chart": {"kind": "bar", "table": "t", "x": "value", "total": "sum_value"}})
    data, _ = shape(site)
    bound = bound_of(site)
    for broken in ("t", "t.r2.value", "sum_value"):
        keep = {key: figure for key, figure in data.figures.items() if not key.startswith(broken)}
        tables = {key: table for key, table in data.tables.items() if key != broken}
        less = replace(data, figures=keep, tables=tables, unusable=frozenset({broken}))
        assert draw_charts(site, less, bound, languages()) == ({}, ())


def test_an_unusable_chart_and_one_without_texts_are_left_out_silently() -> None:
    site = site_of({**REPORT, "chart": {"kind": "bar", "table": "t", "x": "value"}})
    data, _ = shape(site)
    bound = bound_of(site)
    broken = replace(site, charts={CHART: Unusable(Place(FILE))})
    assert draw_charts(broken, data, bound, languages()) == ({}, ())
    half = replace(bound, charts={(CHART, "en"): bound.charts[CHART, "en"]})
    drawn, problems = draw_charts(site, data, half, languages())
    assert list(drawn) == [(CHART, "en")]
    assert not problems


@pytest.mark.parametrize("key", [*Phrase, *(word for kind in CHART_KINDS for word in kind.words), *PERCENT_OF])
def test_a_language_without_a_word_of_charts_is_a_problem(key: str) -> None:
    site = site_of({**REPORT, "chart": {"kind": "bar", "table": "t", "x": "value"}})
    data, _ = shape(site)
    known = languages()
    ui = {each: word for each, word in known["en"].ui.items() if each != key}
    drawn, problems = draw_charts(
        site, data, bound_of(site), {**known, "en": known["en"].model_copy(update={"ui": ui})}
    )
    assert not drawn
    expected = f'templates/words/en.yaml:1:1: no word "{key}" in the words file; add {key}: under ui: [template]'
    assert [str(problem) for problem in problems] == [expected]
