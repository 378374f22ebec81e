"""Which colour each thing has: one in all charts of a report, told apart in each of them."""

from __future__ import annotations

from itertools import combinations
from string import ascii_lowercase

from hypothesis import given
from hypothesis import strategies as st

from yiwu_report.charts.colours import assign_colours
from yiwu_report.charts.palette import COLOURS, OTHERS

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
