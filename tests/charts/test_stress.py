"""Figures under stress, of every kind: nothing is cut or over anything else, or the chart is refused with a remedy.

tests/browser/test_pictures_as_plotly.py measures their texts in Chromium.
"""

from __future__ import annotations

import pytest
from chart_boxes import faults, words
from charts_fixture import CHART, FILE, LANGUAGES, draw_case, stress_cases

from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.charts.layout import WIDTHS

CASES = stress_cases()


def test_they_are_of_every_kind() -> None:
    assert len(CASES) >= 40
    assert {case["chart"]["kind"] for case in CASES.values()} == set(CHART_SPECS)


@pytest.mark.parametrize("name", CASES)
def test_it_is_drawn_without_a_fault_or_refused(name: str) -> None:
    charts, problems = draw_case(CASES[name])
    lines = [str(problem).replace(f"{FILE}:", "").replace(":1: ", ": ", 1) for problem in problems]
    assert lines == CASES[name].get("problems", [])
    assert len(charts) == (0 if problems else len(LANGUAGES))
    for chart in charts.values():
        for width in WIDTHS:
            assert faults(chart.figures[width]) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        # a number after a name in Arabic or Hebrew keeps its place: a left-to-right mark ends the name
        ("waffle_odd_names", "all squares: شركة النسيج المتحدة\u200e, 1 firm"),
        ("strip_long_groups", "شركة النسيج المتحدة\u200e: 2 million firms"),
        # a number much smaller than the step of the scale is not zero
        ("histogram_far_apart", "Median: 4 firms"),
        ("histogram_negative", "Median: −7 firms"),
        ("strip_long_groups", "Median: 8.1 to 9.9 firms"),
        # the key of areas has a dot, however large the others are
        ("scatter_far_sized", "500,000"),
    ],
)
def test_it_says(name: str, text: str) -> None:
    charts, _ = draw_case(CASES[name])
    assert text in [box.what.replace("<br>", " ") for box in words(charts[CHART, "en"].figures[720])]
