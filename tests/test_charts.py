"""Charts as readers get them: nothing clipped, nothing over anything, and no more certain than the source."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from chart_boxes import faults, marks, px, words
from chart_reading import reading, remarks
from charts_fixture import CHART, LANGUAGES, cases, draw_case

from yiwu_report.charts.checked import check_figures
from yiwu_report.charts.palette import light
from yiwu_report.charts.room import WIDTHS

SNAPSHOTS = Path(__file__).parent / "snapshots" / "charts"
CASES = cases()


@pytest.fixture(params=sorted(CASES))
def drawn(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    charts, problems = draw_case(CASES[request.param])
    assert not problems
    return request.param, {code: charts[CHART, code] for code in LANGUAGES}


def test_words_and_marks_have_their_room(drawn: tuple[str, dict[str, Any]]) -> None:
    _, charts = drawn
    for code in LANGUAGES:
        for width in WIDTHS:
            assert faults(charts[code].figures[width]) == []


def test_a_figure_is_plain_json_of_the_same_bytes_each_time(drawn: tuple[str, dict[str, Any]]) -> None:
    name, charts = drawn
    again, _ = draw_case(CASES[name])
    for code in LANGUAGES:
        assert charts[code].figures.keys() == set(WIDTHS)
        text = json.dumps(charts[code].figures, allow_nan=False)
        assert text == json.dumps(again[CHART, code].figures)
        assert "bdata" not in text
        assert "template" not in text


def test_plotly_finds_no_fault_in_a_figure_and_leaves_it_as_it_is(drawn: tuple[str, dict[str, Any]]) -> None:
    _, charts = drawn
    before = json.dumps([charts[code].figures for code in LANGUAGES])
    check_figures(charts.values())
    assert json.dumps([charts[code].figures for code in LANGUAGES]) == before
    charts["zh"].figures[360]["layout"]["bar_mode"] = "overlay"
    with pytest.raises(ValueError, match="bar_mode"):
        check_figures(charts.values())


def test_the_snapshot_is_what_was_reviewed(drawn: tuple[str, dict[str, Any]]) -> None:
    name, charts = drawn
    parts = [reading(charts["zh"], 360), reading(charts["en"], 720), *(remarks(charts[code]) for code in LANGUAGES)]
    text = "\n".join(parts) + "\n"
    path = SNAPSHOTS / f"{name}.txt"
    if not path.exists() and "CI" not in os.environ:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.with_name(f"{name}-changed.txt").write_text(text, encoding="utf-8")
        pytest.fail(f"{path} is not what is drawn; review {name}-changed.txt, and rename it if it is right")


def test_every_value_of_the_rows_stands_in_the_chart_or_its_hover(drawn: tuple[str, dict[str, Any]]) -> None:
    name, charts = drawn
    if name == "line-crowded":
        return  # a gap in one line of several is a gap; the table says what it is
    for code in LANGUAGES:
        shown = json.dumps(charts[code].figures[720], ensure_ascii=False).replace("<br>", "").replace(" ", "")
        for row in charts[code].rows.rows:
            for cell in row:
                assert cell.text.replace(" ", "") in shown, name


def bars(case: str, width: int = 720, code: str = "zh") -> dict[str, dict[str, Any]]:
    """The bars of a case by the figure they stand for."""
    charts, _ = draw_case(CASES[case])
    figure = charts[CHART, code].figures[width]
    trace = next(each for each in figure["data"] if each["type"] == "bar")
    boxes = marks(figure)
    return {
        key: {"value": value, "colour": colour, "box": box}
        for key, value, colour, box in zip(
            trace["customdata"], trace["x"], trace["marker"]["color"], boxes, strict=True
        )
    }


@pytest.mark.parametrize(
    ("row", "value", "colour"),
    [
        ("exact", 110, "c1"),
        ("atleast", 90, "c1"),
        ("over", 150, "c1"),
        ("odd", 200, "c1"),
        ("nearly", 162, "c1"),  # solid as far as it is sure, hatched beyond
        ("about", 90, "c1"),
        ("range", 60, "c1"),
        ("class", 100, "c1"),
        ("under", 80, "paper"),  # hollow
        ("atmost", 50, "paper"),
        ("zero", 0, "c1"),
    ],
)
def test_a_bar_is_solid_from_zero_as_far_as_it_is_sure(row: str, value: float, colour: str) -> None:
    for width in WIDTHS:
        bar = bars("bar-qualifiers", width)[f"t.{row}.v"]
        assert bar["value"] == value
        assert bar["colour"] == light(colour)


def test_bars_share_one_scale_and_one_zero() -> None:
    for width in WIDTHS:
        drawn = bars("bar-qualifiers", width)
        assert len({round(bar["box"].left, 3) for bar in drawn.values()}) == 1
        scales = [(bar["box"].right - bar["box"].left) / bar["value"] for bar in drawn.values() if bar["value"]]
        assert max(scales) == pytest.approx(min(scales), rel=1e-6)


def test_a_missing_value_is_words_and_never_a_bar() -> None:
    assert "t.none.v" not in bars("bar-qualifiers")
    charts, _ = draw_case(CASES["bar-qualifiers"])
    assert [box.what for box in words(charts[CHART, "zh"].figures[360])].count("未公布") == 1


def test_a_plan_is_lighter_than_a_fact_and_named() -> None:
    drawn = bars("bar-plans")
    assert drawn["t.jinko.v"]["colour"] == light("c1_plan")
    assert drawn["t.d.v"]["colour"] == light("c2_forecast")
    assert drawn["t.f.v"]["colour"] == light("c2")
    charts, _ = draw_case(CASES["bar-plans"])
    key = dict(charts[CHART, "en"].key)
    assert {"fact", "plan", "forecast"} <= key.keys()


def test_a_value_on_another_unit_of_the_dimension_stands_on_the_same_scale() -> None:
    drawn = bars("bar-units_mixed")
    assert drawn["a"]["value"] == 1.2  # 亿元
    assert drawn["b"]["value"] == 0.8  # 8000 万元


def test_names_stand_above_narrow_bars_and_beside_wide_ones() -> None:
    charts, _ = draw_case(CASES["bar-plain"])
    for width, is_beside in ((360, False), (720, True)):
        figure = charts[CHART, "zh"].figures[width]
        bar = marks(figure)[0]
        name = next(box for box in words(figure) if box.what == "装备制造业")
        assert (name.right <= bar.left) is is_beside
        assert (name.bottom <= bar.top + 1) is not is_beside


def test_both_ends_of_a_range_have_a_dot() -> None:
    charts, _ = draw_case(CASES["dots-range"])
    figure = charts[CHART, "en"].figures[720]
    trace = next(each for each in figure["data"] if each.get("mode") == "markers")
    assert sorted(trace["x"]) == [3, 4, 7, 8]
    zero = px(figure["layout"]["xaxis"], 720, 0)
    assert zero > 0  # the scale begins at zero


def test_a_waffle_has_a_square_for_each() -> None:
    charts, _ = draw_case(CASES["waffle-parks"])
    for width in WIDTHS:
        part, rest = (trace for trace in charts[CHART, "zh"].figures[width]["data"] if trace.get("fill"))
        assert part["x"].count(None) + 1 == 71
        assert rest["x"].count(None) + 1 == 95 - 71


def test_a_line_breaks_where_nothing_is_published_and_is_dashed_where_it_is_no_fact() -> None:
    charts, _ = draw_case(CASES["line-one"])
    lines = [trace for trace in charts[CHART, "zh"].figures[720]["data"] if trace.get("mode") == "lines"]
    assert [trace["x"] for trace in lines] == [[2015, 2016, None, 2018, 2019], [2019, 2020]]
    assert ["dash" in trace["line"] for trace in lines] == [False, True]


def test_a_logarithmic_axis_says_so() -> None:
    charts, _ = draw_case(CASES["line-log"])
    chart = charts[CHART, "en"]
    assert chart.figures[360]["layout"]["yaxis"]["type"] == "log"
    assert any(box.what == "logarithmic scale" for box in words(chart.figures[360]))
    assert any("logarithmic" in note for note in chart.notes)
