"""The audit over small stores: verdicts, differences, and what would fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from campaign import campaign, examples
from hypothesis import given, settings
from hypothesis import strategies as st
from small import FILE, figure, store, text

from yiwu_report.compute.audit.audit import check_condition, check_figure
from yiwu_report.compute.audit.claim_values import AuditScope, Case
from yiwu_report.compute.audit.printed import differs_from_printed
from yiwu_report.compute.formula import parse_formula
from yiwu_report.model.figures import ClaimSpec
from yiwu_report.model.finding import Finding, Verdict
from yiwu_report.model.problem import Place, Problem
from yiwu_report.quantity import to_decimal

CASES = yaml.safe_load((Path(__file__).parent.parent.parent / "cases" / "audit.yaml").read_text(encoding="utf-8"))


def finding_of(case: dict[str, Any]) -> Finding:
    made = store(case.get("figures", {}), case.get("tables"))
    formula = parse_formula(text(case.get("formula") or case["holds"]))
    assert not isinstance(formula, Problem), formula
    claim = ClaimSpec.model_construct(says=case.get("says"), note=None)
    checked = Case("claim", claim, Place(FILE), formula, AuditScope(made))
    return check_figure(checked, made.figures[case["says"]]) if "says" in case else check_condition(checked)


def test_there_are_forty_cases() -> None:
    assert len(CASES) >= 40
    assert len({case["title"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_verdict(case: dict[str, Any]) -> None:
    finding = finding_of(case)
    assert finding.verdict == case["verdict"], finding.now
    assert finding.holds is (case["verdict"] == "agrees")
    if "difference" in case:
        assert finding.difference == case["difference"]
    if "fitting" in case:
        assert dict(finding.fitting) == case["fitting"]
    if "open" in case:
        assert list(finding.open_inputs) == case["open"]
    if "now" in case:
        assert case["now"] in finding.now


def _printed(value: Fraction, decimals: int) -> str:
    return format(to_decimal(value, decimals), "f")


# Values between a half and 5000 that end nowhere: st.fractions would take six times as long.
measures = st.integers(min_value=4987, max_value=49_865_000).map(lambda number: Fraction(number, 9973))
places = st.integers(min_value=0, max_value=3)
formulas = st.sampled_from(["a + b", "a - b", "a * 2 + b", "a + b / 3"])


def _computed(formula: str, a: Fraction, b: Fraction) -> Fraction:
    return {"a + b": a + b, "a - b": a - b, "a * 2 + b": a * 2 + b, "a + b / 3": a + b / 3}[formula]


@campaign
@given(measures, measures, st.tuples(places, places, places), formulas)
@settings(max_examples=examples(1000, 10_000), deadline=None)
def test_what_is_rounded_as_printed_never_contradicts(
    a: Fraction, b: Fraction, shown: tuple[int, int, int], formula: str
) -> None:
    places_a, places_b, places_s = shown
    s = _printed(_computed(formula, a, b), places_s)
    case = {
        "figures": {
            "a": f"{_printed(a, places_a)} yi_yuan",
            "b": f"{_printed(b, places_b)} yi_yuan",
            "s": f"{s} yi_yuan",
        },
        "says": "s",
        "formula": formula,
    }
    assert finding_of(case).verdict is Verdict.AGREES


def test_a_figure_moved_by_two_of_its_last_digit_nearly_always_contradicts(capsys: pytest.CaptureFixture[str]) -> None:
    caught, cases = 0, 600
    for seed in range(cases):
        a, b = 17 + seed * 7919 % 4801, 12 + seed * 104_729 % 3907
        exact = Fraction(b, a) - 1
        moved = Decimal(_printed(exact * 100, 1)) + Decimal("0.2") * (-1) ** seed
        case = {
            "figures": {"a": f"{a} firm", "b": f"{b} firm", "s": f"{moved} percent"},
            "says": "s",
            "formula": "b / a - 1",
        }
        caught += finding_of(case).verdict is Verdict.CONTRADICTS
    with capsys.disabled():
        print(
            f" a figure moved by two units of its last digit contradicts in {caught / cases:.2%} of {cases} cases",
            end="",
        )
    assert caught / cases > 0.99


SHAPES: dict[str, Callable[[int, int], Fraction]] = {
    "b / a": lambda a, b: Fraction(b, a),
    "(b - a) / a": lambda a, b: Fraction(b - a, a),
    "b / (a - c)": lambda a, b: Fraction(b, a - 7),  # a pole that is not at zero
    "a / b + b / a": lambda a, b: Fraction(a, b) + Fraction(b, a),  # falls, then rises
    "a / (a + b)": lambda a, b: Fraction(a, a + b),
    "a / a + b / b": lambda a, b: Fraction(a, a) + Fraction(b, b),  # has no say
}
tries = st.integers(min_value=1, max_value=60)


@given(tries, tries, tries, st.sampled_from(sorted(SHAPES)))
@settings(max_examples=200, deadline=None)
def test_the_nearest_value_that_fits_is_found_wherever_there_is_one(a: int, b: int, s: int, formula: str) -> None:
    """Against trying one value after the other."""
    case = {
        "figures": {"a": f"{a} firm", "b": f"{b} firm", "c": "7 firm", "s": f"{s} times"},
        "says": "s",
        "formula": formula,
    }
    fits = [x for x in range(400) if _gives(SHAPES[formula], x, b, s)]
    if a in fits or not _is_defined(SHAPES[formula], a, b):
        return
    finding = finding_of(case)
    assert finding.verdict is Verdict.CONTRADICTS
    fitting = dict(finding.fitting).get("a")
    if fits:
        assert fitting == str(min(fits, key=lambda x: (abs(x - a), x)))
    else:
        assert fitting is None or int(fitting) >= 400


def _gives(shape: Callable[[int, int], Fraction], a: int, b: int, s: int) -> bool:
    return _is_defined(shape, a, b) and abs(shape(a, b) - s) <= Fraction(1, 2)


def _is_defined(shape: Callable[[int, int], Fraction], a: int, b: int) -> bool:
    try:
        shape(a, b)
    except ZeroDivisionError:
        return False
    return True


PRINTED = [
    ("71 park", "71个", True),
    ("72 park", "71个", False),
    ("9.4 points", "9.4（个百分点）", True),
    ("575 percent", "增长575%", True),
    ("200 odd yi_yuan", "200多亿元", True),
    ("200 yi_yuan", "200多亿元", False),
    ("over 200 yi_yuan", "200多亿元", False),
    ("over 1.5 wan_firm", "超过1.5万家", True),
    ("1.5 wan_firm", "超过1.5万家", False),
    ("nearly 10 firm", "近10次", True),
    ("10 firm", "近10次", False),
    ("at least 1 yi_yuan", "亿元以上", True),
    ("1 yi_yuan", "亿元以上", False),
    ("class 1000 yi_yuan", "千亿级", True),
    ("class 100 yi_yuan", "千亿级", False),
    ("2 project", "两大千亿级", True),
    ("3 to 4 firm", "三四台", True),
    ("7 to 8 firm", "三四台", False),
    ("1 rank", "首位", True),
    ("6 rank", "全省第六名", True),
    ("5 rank", "全省第六名", False),
    ("3104 firm", "3,104 firms", True),
    ("12 firm", "dozens of firms", True),
    ("2.5 yi_yuan", "2.50亿元", False),
    ("2.50 yi_yuan", "2.5亿元", False),
    ("15000 firm", "1.5万家", False),
    ("3 firm", "三四台", False),
    ("30 to 40 firm", "三四十台", True),
    ("3 firm", "3—4台", False),
    ("3 to 4 firm", "3—4台", True),
    ("3 to 4 firm", "3 to 4 machines", True),
    ("226 firm", "由33家增至226家", True),
    ("6 percent", "从5%到6%", True),
    ("6 percent", "from 5 to 6 per cent", True),
    ("over 100 firm", "不超过100家", False),
    ("at most 100 firm", "不超过100家", True),
    ("over 5 firm", "no more than 5 firms", False),
    ("at most 5 firm", "no more than 5 firms", True),
    ("at least 100 firm", "不少于100家", True),
    ("under 100 firm", "不少于100家", False),
    ("110 yi_yuan", "签约110亿元", True),
    ("110 yi_yuan", "约110亿元", False),
    ("about 110 yi_yuan", "110亿元左右", True),
    ("110 yi_yuan", "110亿元左右", False),
    ("10 firm", "最近10年", True),
    ("10 odd firm", "十几家", True),
    ("10 firm", "十几家", False),
    ("123 firm", "一百二十三家", True),
    ("23 firm", "一百二十三家", False),
    ("12300 firm", "一万二千三百家", True),
    ("20 wan_firm", "二十万家", True),
    ("2018 firm", "二〇一八家", True),
    ("-5 percent", "下降5%", True),
    ("-5 percent", "-5%", True),
    ("5 percent", "-5%", False),
    ("-5 percent", "−5%", True),
    ("-5 percent", "－５%", True),
    ("5 percent", "−5%", False),
    ("-5 to 3 percent", "−5 to 3%", True),
    ("-5 to -3 percent", "−5～−3%", True),
    ("50 percent", "５０％", True),
    ("30 percent", "三成", True),
    ("2 percent", "百分之二", True),
    ("3 percent", "百分之二", False),
]


@pytest.mark.parametrize(("written", "printed", "agrees"), PRINTED, ids=[f"{w} | {p}" for w, p, _ in PRINTED])
def test_value_against_printed_token(written: str, printed: str, *, agrees: bool) -> None:
    one = replace(figure("a", written), printed=text(printed))
    assert (not list(differs_from_printed({"a": one}))) is agrees
