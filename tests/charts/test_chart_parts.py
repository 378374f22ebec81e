"""The parts that charts are made of: marks, scales, numbers along them, broken lines of text, colours."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations

import pytest
from charts_fixture import data_of, draw_case, languages, units
from hypothesis import given
from hypothesis import strategies as st

from yiwu_report.charts.axes.ticks import Calendar, UnitTicks, log_ticks, nice_ticks, year_of
from yiwu_report.charts.layout import Extent, breaks_well, fit, fit_bars, wrap
from yiwu_report.charts.mark import Mark, MarkEnd, mark_of, marks_of
from yiwu_report.charts.marks.end_labels import apart
from yiwu_report.charts.palette import COLOURS, PALETTE, fill_role
from yiwu_report.model.figures import Status
from yiwu_report.model.period import parse_period
from yiwu_report.text.formatting.text_width import text_width_px


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        ("71", Mark(MarkEnd.CLOSED, 71)),
        ("0", Mark(MarkEnd.CLOSED, 0)),
        ("at least 1", Mark(MarkEnd.OPEN, 1)),
        ("over 1500", Mark(MarkEnd.OPEN, 1500)),
        ("200 odd", Mark(MarkEnd.BAND, 200, 300)),
        ("nearly 10", Mark(MarkEnd.BAND, 9, 10)),
        ("about 100", Mark(MarkEnd.BAND, 90, 110)),
        ("3 to 4", Mark(MarkEnd.RANGE, 3, 4)),
        ("class 1000", Mark(MarkEnd.BAND, 1000, 10000)),
        ("under 5", Mark(MarkEnd.OUTLINE, 5)),
        ("at most 5", Mark(MarkEnd.OUTLINE, 5)),
        ("null", Mark(MarkEnd.MISSING)),
        # below zero the same, seen from zero
        ("-8.8", Mark(MarkEnd.CLOSED, -8.8)),
        ("under -5", Mark(MarkEnd.OPEN, -5)),
        ("over -5", Mark(MarkEnd.OUTLINE, -5)),
        ("about -100", Mark(MarkEnd.BAND, -90, -110)),
        ("-4 to -3", Mark(MarkEnd.RANGE, -3, -4)),
        ("-1 to 2", Mark(MarkEnd.RANGE, -1, 2)),
    ],
)
def test_a_mark_is_as_sure_as_its_quantity(written: str, mark: Mark) -> None:
    data = data_of(
        {
            "figures": {"f": {"value": written, "unit": "points", "title": "F"}},
            "chart": {"kind": "bar", "figures": ["f"]},
        }
    )
    assert mark_of(data.figures["f"]) == mark


# numbers as they can be written: at most 30 decimals, never 1e-309
extents = st.builds(Extent, st.floats(-1e6, 1e6).map(lambda x: round(x, 6)), st.floats(0, 100))


@given(st.lists(extents, max_size=8))
def test_every_bar_and_its_words_stay_in_the_room(given_extents: list[Extent]) -> None:
    fitted = fit_bars(given_extents, 400)
    for extent in given_extents:
        end = fitted.zero_px + extent.value * fitted.px_per_unit
        if extent.value >= 0:
            assert end + extent.beyond_px <= 400.001
        else:
            assert end - extent.beyond_px >= -0.001


@given(st.lists(extents, min_size=1, max_size=6), st.lists(extents, min_size=1, max_size=6))
def test_a_scale_holds_what_stands_on_both_sides(left: list[Extent], right: list[Extent]) -> None:
    fitted = fit(left, right, 400)
    assert fitted.px_per_unit > 0
    for extent in left:
        assert fitted.zero_px + extent.value * fitted.px_per_unit - extent.beyond_px >= -0.001
    if max(a.beyond_px + b.beyond_px for a in left for b in right) < 400 and max(e.value for e in right) > min(
        e.value for e in left
    ):
        for extent in right:
            assert fitted.zero_px + extent.value * fitted.px_per_unit + extent.beyond_px <= 400.001


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (0, 51.5, 6, [0, 10, 20, 30, 40, 50]),
        (0, 51.5, 4, [0, 20, 40]),
        (0, 8, 6, [0, 2, 4, 6, 8]),
        (-20, 102.5, 4, [0, 50, 100]),
        (0, 1, 4, [0, 0.5, 1]),
        (0, 0.004, 6, [0, 0.001, 0.002, 0.003, 0.004]),
        (6800, 6900, 4, [6800, 6850, 6900]),
        (-9.4, -3, 4, [-8, -6, -4]),
    ],
)
def test_numbers_along_a_scale_are_round(low: float, high: float, most: int, ticks: list[float]) -> None:
    assert nice_ticks(low, high, most) == ticks


@given(st.floats(-1e9, 1e9), st.floats(0.001, 1e9), st.integers(2, 8))
def test_numbers_along_a_scale_lie_on_it(low: float, length: float, most: int) -> None:
    ticks = nice_ticks(low, low + length, most)
    slack = 1e-6 * max(abs(low), abs(low + length), length)
    assert all(low - slack <= tick <= low + length + slack for tick in ticks)
    assert ticks == sorted(ticks)


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [(3.2, 4000, 7, [1, 10, 100, 1000, 10000]), (20, 90, 7, [20, 50, 100]), (1, 1, 5, [1, 2])],
)
def test_numbers_along_a_logarithmic_scale(low: float, high: float, most: int, ticks: list[float]) -> None:
    assert log_ticks(low, high, most) == ticks


def test_numbers_are_round_in_the_unit_that_is_shown() -> None:
    known = languages()
    mu = units()["mu"]
    assert [words for _, words in UnitTicks(mu, known["zh"], units()).between(0, 6800, 4)] == [
        "0亩",
        "2000亩",
        "4000亩",
        "6000亩",
    ]
    english = UnitTicks(mu, known["en"], units()).between(0, 6800, 4)
    assert [words for _, words in english] == ["0 hectares", "200 hectares", "400 hectares"]
    assert [round(value) for value, _ in english] == [0, 3000, 6000]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("装备制造业", 200, ("装备制造业",)),
        ("战略性新兴产业与高新技术产业", 112, ("战略性新兴产业", "与高新技术产业")),
        ("东方日升（一期）", 71, ("东方日升", "（一期）")),  # no line begins with a closing mark
        ("投资额为200多亿元", 71, ("投资额为", "200多亿元")),  # a number is not broken
        ("average of 1,226.0 mm", 80, ("average of", "1,226.0 mm")),  # nor parted from a short unit
        ("1,226.0 mm", 70, ("1,226.0", "mm")),  # unless it has to be
        ("12\xa0065 Milliarden", 70, ("12\xa0065", "Milliarden")),
        ("below −3.2 °C", 50, ("below", "−3.2 °C")),
        ("Strategic emerging industries", 130, ("Strategic emerging", "industries")),
        ("high-tech firms", 50, ("high-", "tech", "firms")),
        ("  two   spaces ", 200, ("two spaces",)),
        ("", 100, ("",)),
    ],
)
def test_lines_break_where_a_reader_would(text: str, width: float, lines: tuple[str, ...]) -> None:
    assert wrap(text, width, 14) == lines


@given(st.text(alphabet="义乌产业园（一），。“”0123 .-abcXYZ%¥", max_size=60), st.integers(20, 300))
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width, 14)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width_px(line, 14) <= width or len(line) == 1 for line in lines)


def test_a_word_that_must_be_broken_breaks_badly() -> None:
    assert breaks_well("40家", 40, 14)
    assert not breaks_well("40家", 20, 14)


def test_a_time_is_where_its_period_begins() -> None:
    assert [year_of(parse_period(each)) for each in ("2019", "2019-07", "2020-07-02")] == [
        2019,
        2019 + 181 / 365,
        2020.5,
    ]


def times_of(first: str, last: str, code: str = "en") -> Calendar:
    found = Calendar.of([parse_period(first), parse_period(last)], languages()[code])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("first", "last", "code", "words"),
    [
        ("2018-11", "2019-03", "en", "Nov Dec 2019 Feb Mar"),
        ("2018-11", "2019-03", "zh", "11月 12月 2019年 2月 3月"),
        ("2018-11", "2020-03", "en", "2019 Apr Jul Oct 2020"),  # the second step: quarters
        ("2018-12-30", "2019-01-02", "en", "30 Dec|31 Dec|2019|2 Jan"),
        ("2018-12-30", "2019-01-15", "zh", "12月31日 1月7日 1月14日"),  # Mondays
        ("2018-Q3", "2019-Q4", "en", "Q3 Q4 2019 Q2 Q3 Q4"),
        ("2018-Q3", "2019-Q4", "zh", "3季度 4季度 2019年 2季度 3季度 4季度"),
        ("2018-H2", "2020-H1", "en", "Jul 2019 Jul 2020"),
        ("2018-W50", "2019-W03", "en", "10 Dec|17 Dec|24 Dec|31 Dec|7 Jan|14 Jan"),
        ("1987", "1993", "en", "1987 1988 1989 1990 1991 1992 1993"),
        ("1987", "1993", "zh", "1988年 1990年 1992年"),
    ],
)
def test_times_stand_at_steps_of_the_calendar(first: str, last: str, code: str, words: str) -> None:
    wanted = words.split("|" if "|" in words else " ")
    steps = [[tick.words for tick in ticks] for ticks in times_of(first, last, code).steps()]
    assert wanted in steps[:2]


dates = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


@given(dates, dates, st.sampled_from([4, 7, 10]), st.sampled_from(["zh", "en"]))
def test_no_step_leaves_the_stretch_of_the_points(one: date, other: date, digits: int, code: str) -> None:
    first, last = sorted((one, other))
    times = times_of(first.isoformat()[:digits], last.isoformat()[:digits], code)
    start, end = times.ends
    steps = list(times.steps())
    assert all(start.at <= tick.at <= end.at for ticks in steps for tick in ticks)
    assert [len(ticks) for ticks in steps] == sorted((len(ticks) for ticks in steps), reverse=True)
    assert all(tick.says_year == (tick.at == int(tick.at)) for ticks in steps for tick in ticks)
    assert str(first.year) in start.words
    assert len(steps[-1]) < 2


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(10, 40)), max_size=5))
def test_words_at_the_ends_of_lines_keep_apart(wanted: list[tuple[float, float]]) -> None:
    boxes = sorted(wanted)
    middles = apart(boxes, (0, 280))
    for (a, b), (x, y) in zip(
        zip(middles, boxes, strict=True), list(zip(middles, boxes, strict=True))[1:], strict=False
    ):
        assert a + b[1] / 2 <= x - y[1] / 2 + 0.001


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("side", [0, 1])
def test_marks_stand_out_from_their_paper(side: int) -> None:
    paper = PALETTE["paper"][side]
    for role in (*COLOURS, "total", "before", "axis"):
        assert contrast(PALETTE[role][side], paper) >= 3, role
    for role in ("ink", "muted"):
        assert contrast(PALETTE[role][side], paper) >= 4.5, role


@pytest.mark.parametrize("side", [0, 1])
def test_a_plan_is_nearer_to_the_paper_than_a_fact_and_a_forecast_nearer_still(side: int) -> None:
    paper = PALETTE["paper"][side]
    for role in (*COLOURS, "total", "before"):
        steps = [contrast(PALETTE[fill_role(role, status)][side], paper) for status in Status]
        assert steps == sorted(steps, reverse=True)
        assert steps[0] > 1.3 * steps[1] > 1.3 * steps[2]


def test_each_light_colour_is_one_role() -> None:
    lights = [light for light, _ in PALETTE.values()]
    assert len(set(lights)) == len(lights)
    assert all(colour == colour.upper() and len(colour) == 7 for pair in PALETTE.values() for colour in pair)


# What the three kinds of colour blindness make of linear RGB (Machado, Oliveira and Fernandes 2009, severity 1).
BLIND = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def lab(colour: str, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
    """CIE 1976 L*a*b* (D65) of a colour as seen through a matrix."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    r, g, b = (min(1.0, max(0.0, sum(m * c for m, c in zip(row, linear, strict=True)))) for row in matrix)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("kind", sorted(BLIND))
def test_colours_stay_apart_for_the_colour_blind(kind: str, side: int) -> None:
    for a, b in combinations(COLOURS, 2):
        seen = [lab(PALETTE[role][side], BLIND[kind]) for role in (a, b)]
        assert sum((x - y) ** 2 for x, y in zip(*seen, strict=True)) ** 0.5 > 10, (a, b)


def remarks(value: str, **chart: object) -> tuple[str, ...]:
    figures = {"a": {"value": "10", "unit": "firm", "title": "A"}, "b": {"value": value, "unit": "firm", "title": "B"}}
    drawn, _ = draw_case({"figures": figures, "chart": {"kind": "bar", "figures": ["a", "b"], **chart}})
    return drawn["case", "en"].notes


def test_ranked_marks_that_are_not_equally_sure_have_a_note() -> None:
    ranked = languages()["en"].word("chart_note_ranked")
    assert remarks("over 8", sort="-value", note="The editor's") == ("The editor's", ranked)
    assert ranked not in remarks("over 8")  # not ranked
    assert ranked not in remarks("8", sort="-value")  # equally sure


def test_an_exact_fraction_becomes_its_nearest_float() -> None:
    case = {
        "figures": {"f": {"value": "1", "unit": "firm", "title": "F"}},
        "derived": {"third": {"formula": "f / 3", "unit": "firm", "decimals": "0", "title": "T"}},
        "chart": {"kind": "bar", "figures": ["third"]},
    }
    assert mark_of(data_of(case).figures["third"]).sure == pytest.approx(float(Fraction(1, 3)))


@pytest.mark.parametrize("order", [["a", "b", "c"], ["b", "a", "c"], ["c", "b", "a"]])
def test_figures_of_several_units_are_each_converted_by_their_own(order: list[str]) -> None:
    figures = {
        "a": {"value": "3", "unit": "yi_yuan", "title": "A"},
        "b": {"value": "12345", "unit": "wan_yuan", "title": "B"},
        "c": {"value": "over 20000", "unit": "wan_yuan", "title": "C"},
    }
    data = data_of({"figures": figures, "chart": {"kind": "range", "figures": order}})
    marks = marks_of([data.figures[each] for each in order])
    scale = 1 if order[0] == "a" else 10000
    assert {key: mark.sure / scale for key, mark in marks.items()} == {"a": 3, "b": 1.2345, "c": 2}
