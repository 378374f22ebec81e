"""Charts as readers get them: nothing clipped, nothing over anything, and no more certain than the source."""

from __future__ import annotations

import json
import os
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from chart_boxes import faults, marks, px, words
from chart_reading import reading, remarks
from charts_fixture import CHART, LANGUAGES, cases, draw_case

from yiwu_report.charts.canvas import check_figures
from yiwu_report.charts.layout import WIDTHS
from yiwu_report.charts.palette import light

SNAPSHOTS = Path(__file__).parent.parent / "snapshots" / "charts"
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
    if name in {"line-crowded", "scatter-areas"}:
        return  # a gap in one line of several is a gap, and a dot needs all its values; the table says what they are
    is_by_month = name == "line-months_with_gaps"  # of many months without a value, the scale names some
    for code in LANGUAGES:
        shown = json.dumps([charts[code].figures[720], charts[code].notes], ensure_ascii=False)
        shown = unescape(shown.replace("</b><br><b>", "").replace("<br>", "").replace(" ", ""))
        for row in charts[code].rows.rows:
            for cell in row[1:] if is_by_month else row:
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


def times_below(case: str, width: int, code: str) -> list[str]:
    """The words of the first line below the plot, from left to right."""
    charts, _ = draw_case(CASES[case])
    figure = charts[CHART, code].figures[width]
    small = [box for box in words(figure) if box.bottom - box.top < 17 and box.top > figure["layout"]["height"] - 45]
    top = min(box.top for box in small if box.left > 60)
    return [box.what for box in sorted(small, key=lambda box: box.left) if abs(box.top - top) < 1]


@pytest.mark.parametrize(
    ("case", "width", "code", "times"),
    [
        ("line-months", 360, "en", "2012|2013|2014|2015"),
        ("line-months", 720, "en", "2012|Jul|2013|Jul|2014|Jul|2015|Jul|Dec 2015"),
        ("line-months", 720, "zh", "2012年|7月|2013年|7月|2014年|7月|2015年|2015年12月"),
        ("line-months_with_gaps", 360, "en", "May 2018|2020|Jul|2021"),  # no month whose year is not named
        ("line-ten_months", 720, "zh", "2019年3月|4月|5月|6月|7月|8月|9月|10月|11月|12月"),
        ("line-days", 360, "en", "20 Dec 2018|31 Dec|7 Jan|14 Jan"),
        ("line-years", 360, "en", "1987|2000|2010|2023"),
        ("line-years", 720, "zh", "1987年|1990年|1995年|2000年|2005年|2010年|2015年|2020年|2023年"),
    ],
)
def test_times_are_named_at_even_steps(case: str, width: int, code: str, times: str) -> None:
    assert times_below(case, width, code) == times.split("|")


def test_no_time_stands_below_the_names_of_lines() -> None:
    charts, _ = draw_case(CASES["line-months"])
    for code in LANGUAGES:
        for width in WIDTHS:
            figure = charts[CHART, code].figures[width]
            last = max(box.right for box in marks(figure))
            assert all(box.right <= last + 20 for box in words(figure) if box.top > figure["layout"]["height"] - 40)


def dots(case: str, width: int) -> list[dict[str, Any]]:
    charts, _ = draw_case(CASES[case])
    return [trace for trace in charts[CHART, "en"].figures[width]["data"] if trace.get("mode") == "markers"]


def test_of_many_points_only_those_have_dots_that_say_something() -> None:
    for width in WIDTHS:
        assert [trace["customdata"] for trace in dots("line-months", width)] == [["t.r47.high"], ["t.r47.low"]]
        (kept,) = dots("line-months_with_gaps", width)
        assert kept["customdata"] == ["t.r7.v", "t.r12.v", "t.r20.v", "t.r33.v"]  # alone, over, about, the last
        charts, _ = draw_case(CASES["line-months_with_gaps"])
        (pointed,) = [t for t in charts[CHART, "en"].figures[width]["data"] if t.get("mode") == "none"]
        assert len(pointed["hovertext"]) == 31  # a pointer finds every point


def test_names_of_lines_stand_above_a_plot_that_they_would_squeeze() -> None:
    for case in ("line-months", "line-several", "line-crowded"):
        charts, _ = draw_case(CASES[case])
        for code in LANGUAGES:
            figure = charts[CHART, code].figures[360]
            xs = [
                px(figure["layout"]["xaxis"], 360, x)
                for t in figure["data"]
                if "lines" in t["mode"]
                for x in t["x"]
                if x
            ]
            assert max(xs) - min(xs) > 0.5 * 320


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_value_of_a_negative_bar_stands_beyond_its_end(code: str, width: int) -> None:
    charts, _ = draw_case(CASES["bar-negative"])
    figure = charts[CHART, code].figures[width]
    zero = px(figure["layout"]["xaxis"], width, 0)
    values = [box for box in words(figure) if "−" in box.what and "to" not in box.what and "～" not in box.what]
    assert len(values) == 3
    for value in values:
        bar = next(box for box in marks(figure) if box.top < value.bottom and value.top < box.bottom)
        assert value.right < bar.left
        assert bar.right == pytest.approx(zero, abs=0.01)


def test_a_value_keeps_its_unit() -> None:
    for width in WIDTHS:
        for code in LANGUAGES:
            charts, _ = draw_case(CASES["bar-vertical_units"])
            values = [box.what for box in words(charts[CHART, code].figures[width]) if "." in box.what]
            assert len(values) == 4
            assert not any("<br>" in value for value in values)


def test_two_dots_on_one_spot_are_both_seen() -> None:
    for width in WIDTHS:
        (trace,) = dots("dots-dumbbell_uncertain", width)
        at = [at for at, figure in enumerate(trace["customdata"]) if figure in {"t.r7.a", "t.r7.b"}]
        before, after = at
        sizes, lines = trace["marker"]["size"], trace["marker"]["line"]["width"]
        inner = sizes[before] - lines[before]
        assert inner >= sizes[after] + lines[after] + 2  # paper between the two


@pytest.mark.parametrize("name", ["qualifiers", "plans", "negative", "grouped", "plain"])
def test_a_lollipop_says_what_its_bar_says(name: str) -> None:
    """The same stems but for upper limits, the same hover texts, description and rows; a dot for each end."""
    (of_bars, _), (of_lollipops, _) = draw_case(CASES[f"bar-{name}"]), draw_case(CASES[f"lollipop-{name}"])
    for code in LANGUAGES:
        bar, lollipop = of_bars[CHART, code], of_lollipops[CHART, code]
        assert (lollipop.rows, lollipop.description, lollipop.notes) == (bar.rows, bar.description, bar.notes)
        for width in WIDTHS:
            bodies = next(each for each in bar.figures[width]["data"] if each["type"] == "bar")
            stems = next(each for each in lollipop.figures[width]["data"] if each["type"] == "bar")
            dots = next(each for each in lollipop.figures[width]["data"] if each.get("mode") == "markers")
            solid = [
                value
                for value, colour in zip(bodies["x"], bodies["marker"]["color"], strict=True)
                if colour != light("paper") and value
            ]
            assert [value for value in stems["x"] if value] == solid
            assert list(dict.fromkeys(dots["customdata"])) == bodies["customdata"]
            assert list(dict.fromkeys(dots["hovertext"])) == list(dict.fromkeys(bodies["hovertext"]))


def test_the_dot_of_an_upper_limit_is_hollow_and_that_of_a_plan_lighter() -> None:
    for case, row, colour in (("qualifiers", "under", "paper"), ("plans", "jinko", "c1_plan"), ("plans", "f", "c2")):
        charts, _ = draw_case(CASES[f"lollipop-{case}"])
        dots = next(each for each in charts[CHART, "en"].figures[720]["data"] if each.get("mode") == "markers")
        assert dots["marker"]["color"][dots["customdata"].index(f"t.{row}.v")] == light(colour)
