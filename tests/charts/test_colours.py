"""Which colour each thing has: one in all charts of a report, told apart in each of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from string import ascii_lowercase

from charts_fixture import CHART, bound_of, languages, site_of
from hypothesis import given
from hypothesis import strategies as st

from yiwu_report.charts import draw_charts
from yiwu_report.charts.colours import assign_colours, given_colours
from yiwu_report.charts.palette import COLOURS, OTHERS, light
from yiwu_report.compute.derive import shape
from yiwu_report.incremental import Memo
from yiwu_report.model.charts import ChartColour, GivenColour
from yiwu_report.model.drawn import DrawnChart
from yiwu_report.model.problem import Place

NAMES = st.lists(st.sampled_from(ascii_lowercase), unique=True, max_size=12)
CHARTS = st.dictionaries(st.sampled_from(["p", "q", "r", "s", "t"]), NAMES)


def assigned(charts: dict[str, str], fixed: dict[str, str] | None = None) -> dict[str, str]:
    """The numbers of the colours of each chart, whose things are letters; "-" for grey."""
    things = {chart: [(f"id_{name}", name) for name in names] for chart, names in charts.items()}
    roles = assign_colours(things, fixed)
    return {
        chart: "".join(roles[chart][f"id_{name}"].removeprefix("c").replace(OTHERS, "-") for name in names)
        for chart, names in charts.items()
    }


def test_a_thing_has_one_colour_in_all_charts() -> None:
    assert assigned({"p": "xyz"}) == {"p": "123"}
    assert assigned({"p": "xyz", "q": "zy"}) == {"p": "123", "q": "32"}
    assert assigned({"q": "zy", "p": "xyz"}) == {"p": "123", "q": "32"}
    assert assigned({"p": "xy", "q": "yz"}) == {"p": "12", "q": "21"}
    assert assigned({"p": "xy", "q": "yz", "r": "xz"}) == {"p": "12", "q": "23", "r": "13"}


def test_a_single_thing_has_the_colour_that_it_has_beside_others() -> None:
    assert assigned({"a": "y", "b": "xy", "c": "w"}) == {"a": "2", "b": "12", "c": "1"}


def test_things_beyond_the_palette_are_grey() -> None:
    assert assigned({"p": "abcdefghij", "q": "ji"}) == {"p": "12345678--", "q": "12"}


def test_given_colours_come_first() -> None:
    assert assigned({"p": "xyz"}, {"z": "c1"}) == {"p": "231"}
    assert assigned({"p": "abcdefghij"}, {"j": "c3"}) == {"p": "1245678--3"}


def test_a_name_that_a_chart_has_twice_is_two_things() -> None:
    assert assign_colours({"p": [("one", "x"), ("two", "x")]}) == {"p": {"one": "c1", "two": "c2"}}


def test_names_of_the_file_are_in_any_language_and_only_complain_if_every_chart_is_known() -> None:
    charts = {"p": (("a", ("甲", "First")), ("b", ("乙", "Second"))), "q": (("c", ("乙", "Second")),)}
    place = Place("content/colours.yaml", 1, 1)
    colours = {"Second": GivenColour(ChartColour.C5, place), "Third": GivenColour(ChartColour.C1, place)}
    assert given_colours(charts, colours, is_complete=False) == ({"乙": "c5"}, [])
    _, [problem] = given_colours(charts, colours, is_complete=True)
    assert problem.message == 'no chart has a colour for "Third"'
    twice = {"Second": GivenColour(ChartColour.C5, place), "乙": GivenColour(ChartColour.C1, place)}
    _, [problem] = given_colours(charts, twice, is_complete=True)
    assert problem.message == '"乙" and "Second" are the same, with two colours'


def test_a_chart_is_drawn_again_if_the_colour_of_one_of_its_things_changes_and_only_then() -> None:
    table = {
        "columns": {"kind": {"kind": "category", "labels": {"m": "Main", "b": "Branch"}}, "v": {"unit": "firm"}},
        "rows": {"one": {"kind": "m", "v": "3"}, "two": {"kind": "b", "v": "4"}},
    }
    site = site_of(
        {"tables": {"t": table}, "chart": {"kind": "bar", "table": "t", "x": "v", "y": "kind", "colour": "kind"}}
    )
    data, _ = shape(site)
    memo, place = Memo(), Place("content/colours.yaml", 1, 1)

    def drawn(colours: dict[str, GivenColour]) -> DrawnChart:
        charts, problems = draw_charts(replace(site, colours=colours), data, bound_of(site), languages(), memo)
        assert not problems
        return charts[CHART, "en"]

    first = drawn({})
    assert drawn({"Main": GivenColour(ChartColour.C1, place)}) is first
    changed = drawn({"Main": GivenColour(ChartColour.C3, place)})
    assert changed is not first
    assert light("c3") in str(changed.figures[360])
    assert light("c3") not in str(first.figures[360])


@given(CHARTS)
def test_the_first_eight_of_a_chart_are_told_apart_and_the_order_of_charts_does_not_matter(
    charts: dict[str, list[str]],
) -> None:
    things = {chart: [(name, name) for name in names] for chart, names in charts.items()}
    roles = assign_colours(things)
    assert roles == assign_colours(dict(reversed(things.items())))
    for chart, names in charts.items():
        own = [roles[chart][name] for name in names]
        assert set(own[8:]) <= {OTHERS}
        assert set(own[:8]) <= set(COLOURS)
        assert all(one != other for one, other in combinations(own[:8], 2))
