"""Classes of colour: where they end by each rule, what is in them, and what they are called."""

from __future__ import annotations

import pytest
from charts_fixture import bound_of, data_of, languages, site_of, units
from hypothesis import given
from hypothesis import strategies as st

from yiwu_report.charts.axes.ticks import UnitTicks
from yiwu_report.charts.labels import ChartLabels
from yiwu_report.charts.mark import Mark, MarkEnd
from yiwu_report.charts.marks.colour_classes import (
    ClassRule,
    ColourClasses,
    classes_of,
    fault_of_classes,
    given_classes,
)

STEPS, COUNTS = ClassRule.EQUAL_STEPS, ClassRule.EQUAL_COUNTS


@pytest.mark.parametrize(
    ("values", "rule", "count", "middle", "bounds"),
    [
        ([0, 100], STEPS, None, None, (20, 40, 60, 80)),
        ([3, 97], STEPS, None, None, (20, 40, 60, 80)),
        ([3, 103], STEPS, None, None, (25, 50, 75, 100)),
        ([-0.4, 0.4], STEPS, 4, None, (-0.2, 0, 0.2)),
        ([1_000_001, 1_000_009], STEPS, None, None, (1_000_002, 1_000_004, 1_000_006, 1_000_008)),
        ([7, 7], STEPS, None, None, ()),
        ([], STEPS, None, None, ()),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], COUNTS, None, None, (3, 5, 7, 9)),
        ([1, 1, 1, 1, 1, 1, 1, 1, 2, 3], COUNTS, None, None, (2,)),
        ([4.213, 5.871, 120.2, 980.1], COUNTS, 2, None, (100,)),
        ([-12, 30], STEPS, None, 0, (-25, -15, -5, 5, 15, 25)),
        ([-12, 30], STEPS, 6, 0, (-20, -10, 0, 10, 20)),
        ([90, 112], STEPS, None, 100, (90, 94, 98, 102, 106, 110)),
        ([5, 5], STEPS, None, 5, ()),
    ],
)
def test_bounds_are_round_and_by_the_rule(
    values: list[float], rule: ClassRule, count: int | None, middle: float | None, bounds: tuple[float, ...]
) -> None:
    assert classes_of(values, rule, count, middle).bounds == bounds


@given(st.lists(st.floats(-1e9, 1e9).map(lambda x: round(x, 3)), max_size=60), st.sampled_from(ClassRule))
def test_classes_ascend_and_each_has_a_colour_of_its_own(values: list[float], rule: ClassRule) -> None:
    classes = classes_of(values, rule)
    assert list(classes.bounds) == sorted(set(classes.bounds))
    roles = [classes.role(number) for number in range(classes.count)]
    assert len(set(roles)) == classes.count <= 5
    assert roles == sorted(roles)
    if len(set(values)) > 1:
        assert {classes.class_at(min(values)), classes.class_at(max(values))} == {0, classes.count - 1}


@given(
    st.lists(st.floats(-1e6, 1e6).map(lambda x: round(x, 3)), min_size=1, max_size=60),
    st.integers(-1000, 1000),
    st.integers(2, 7),
)
def test_classes_around_a_middle_are_the_same_on_both_sides(values: list[float], middle: int, count: int) -> None:
    classes = classes_of(values, STEPS, count, middle)
    offsets = [bound - middle for bound in classes.bounds]
    assert offsets == pytest.approx([-each for each in reversed(offsets)])
    roles = [classes.role(number) for number in range(classes.count)]
    assert roles == sorted(set(roles))
    assert ("d4" in roles) is (classes.count % 2 == 1)


@pytest.mark.parametrize(
    ("mark", "of"),
    [
        (Mark(MarkEnd.CLOSED, 9.9), (0,)),
        (Mark(MarkEnd.CLOSED, 10), (1,)),  # a bound belongs to the class above it
        (Mark(MarkEnd.BAND, 9, 11), (0, 1)),
        (Mark(MarkEnd.RANGE, 5, 35), (0, 1, 2, 3)),
        (Mark(MarkEnd.BAND, 21, 29), (2,)),
        (Mark(MarkEnd.OPEN, 25), (2, 3)),
        (Mark(MarkEnd.OPEN, -5), (0,)),
        (Mark(MarkEnd.OUTLINE, 15), (0, 1)),
        (Mark(MarkEnd.OUTLINE, -5), (0,)),
        (Mark(MarkEnd.MISSING), ()),
    ],
)
def test_an_uncertain_value_is_in_every_class_that_it_can_be_in(mark: Mark, of: tuple[int, ...]) -> None:
    assert ColourClasses((10, 20, 30)).class_of(mark) == of


@pytest.mark.parametrize(
    ("bounds", "middle", "roles"),
    [
        ((), None, "s3"),
        ((10,), None, "s1 s5"),
        ((10, 20), None, "s1 s3 s5"),
        ((-5, 5), 0, "d1 d4 d7"),
        ((0,), 0, "d1 d7"),
        ((-1, 0, 1), 0, "d1 d2 d6 d7"),
        ((100, 105, 110), 100, "d3 d5 d6 d7"),
    ],
)
def test_few_classes_are_far_apart(bounds: tuple[float, ...], middle: float | None, roles: str) -> None:
    classes = given_classes(bounds, middle)
    assert [classes.role(number) for number in range(classes.count)] == roles.split()


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("zh", ["不足50亿元", "50亿元至不足200亿元", "200亿元及以上"]),
        ("en", ["under ¥5 billion", "¥5 billion to under ¥20 billion", "¥20 billion or more"]),
    ],
)
def test_classes_are_called_by_their_bounds(code: str, names: list[str]) -> None:

    case = {
        "figures": {"f": {"value": "1", "unit": "yi_yuan", "title": "F"}},
        "chart": {"kind": "bar", "figures": ["f"]},
    }
    words = ChartLabels.of(languages()[code], data_of(case), bound_of(site_of(case)), {})
    ticks = UnitTicks(units()["yi_yuan"], languages()[code], units())
    entries = given_classes([50, 200]).legend(ticks, words)
    assert [entry.text for entry in entries] == names
    assert [entry.role for entry in entries] == ["s1", "s3", "s5"]
    assert given_classes([]).names(ticks, words) == ({"zh": "全部数值", "en": "All values"}[code],)


@pytest.mark.parametrize(
    ("rule", "bounds", "middle", "key"),
    [
        (None, [1, 2, 3, 4], None, None),
        (None, [1, 2, 3, 4, 5], None, "breaks"),
        (None, [-3, -2, -1, 1, 2, 3], 0, None),
        (None, [-2, -1, 0, 1, 2, 3], 0, "breaks"),
        (None, [2, 1], None, "breaks"),
        (None, [1, 1], None, "breaks"),
        (None, [], None, "breaks"),
        (STEPS, [1], None, "classes"),
        (COUNTS, None, 0, "middle"),
        (STEPS, None, 0, None),
    ],
)
def test_classes_that_cannot_be_drawn_are_refused(
    rule: ClassRule | None, bounds: list[float] | None, middle: float | None, key: str | None
) -> None:
    found = fault_of_classes(rule, bounds, middle)
    assert (found[0] if found else None) == key
    if rule is COUNTS and middle is not None:
        with pytest.raises(ValueError, match="no middle"):
            classes_of([1, 2], rule, None, middle)
