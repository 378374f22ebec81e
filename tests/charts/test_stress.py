"""Figures under stress, of every kind: nothing is cut or over anything else, or the chart is refused with a remedy.

tests/browser/test_pictures_as_plotly.py measures their texts in Chromium.
"""

from __future__ import annotations

import pytest
from chart_boxes import faults
from charts_fixture import FILE, LANGUAGES, draw_case, stress_cases

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
