"""Forms that people write and files do not take: each is answered with the one that is meant."""

from __future__ import annotations

import re

import pytest
import yaml
from project import ROOT

from yiwu_report.compute.formula.parse import mistake_in
from yiwu_report.model.period import PeriodError, meant_period, parse_period

PERIODS = {
    "2016-2020": "2016/2020",
    "2016—2020年": "2016/2020",
    "2016年至2020年": "2016/2020",
    "2016 to 2020": "2016/2020",
    "2019比2015": "2019 vs 2015",
    "2019年比2015年": "2019 vs 2015",
    "2019 against 2015": "2019 vs 2015",
    "2020年": "2020",
    "2020年10月": "2020-10",
    "2020.10": "2020-10",
    "2020/10": "2020-10",
    "2020-9": "2020-09",
    "2018年6月5日": "2018-06-05",
    "2018/6/5": "2018-06-05",
    "October 2020": "2020-10",
    "Oct. 2020": "2020-10",
    "5 June 2018": "2018-06-05",
    "June 5, 2018": "2018-06-05",
    "2008–09": "2008/09",
    "2008—09财年": "2008/09",
    "2008–12": None,
    "23/11/2026": None,
    "2020-13": None,
    "2020年13月": None,
    "at full production": None,
    "last year": None,
    "soon 2020": None,
}


@pytest.mark.parametrize(("written", "meant"), PERIODS.items())
def test_the_period_that_is_meant(written: str, meant: str | None) -> None:
    assert meant_period(written) == meant
    if meant is not None:
        assert parse_period(meant).written == meant


@pytest.mark.parametrize("written", [each for each, meant in PERIODS.items() if meant and not each[0].isalpha()])
def test_a_period_in_another_form_is_answered_with_it(written: str) -> None:
    with pytest.raises(PeriodError) as caught:
        parse_period(written)
    assert caught.value.remedy == f"write {PERIODS[written]}"


MISTAKES = {
    "a ÷ b": ('"÷"', "use / instead", 2),
    "a × 2": ('"×"', "use * instead", 2),
    "sum（t.v）": ('"（"', "use ( instead", 3),
    "sum(t.v, group=‘pv’)": ('"‘"', "use ' instead", 15),
    "a > 50%": ('"50%"', "use 0.5 instead", 4),
    "a > 5.25 %": ('"5.25 %"', "use 0.0525 instead", 4),
    "a > 150%": ('"150%"', "use 1.5 instead", 4),
    "a > 200%": ('"200%"', "use 2 instead", 4),
    "a <= 1,000": ('"1,000"', "write 1000", 5),
    "a ^ 2": ('"^"', "write a product", 2),
    "a ** 2": ('"**"', "write a product", 2),
    "a - b = 1": ('a single "="', "write == to compare", 6),
    "1 < a and a < 3": ('"and"', "chain comparisons", 6),
    "a < 1 || a > 3": ('"||"', "chain comparisons", 6),
}


@pytest.mark.parametrize(("formula", "expected"), MISTAKES.items())
def test_the_sign_that_is_meant(formula: str, expected: tuple[str, str, int]) -> None:
    found = mistake_in(formula)
    assert found is not None
    message, remedy, offset, length = found
    assert message.startswith(expected[0])
    assert remedy.startswith(expected[1])
    assert offset == expected[2]
    assert formula[offset : offset + length].strip() != ""


@pytest.mark.parametrize(
    "formula",
    [
        "sum(t.v, group='a、b（c）')",
        "a <= b",
        "a == b",
        "a != b",
        "max(1,200)",
        "max(a, 100, 200)",
        "t['and'].value",
        "android.units / notes.all",
        "sum(t.v, group='pv') >= 1",
    ],
)
def test_what_is_no_mistake(formula: str) -> None:
    assert mistake_in(formula) is None


def test_no_formula_of_the_report_is_taken_for_one() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "data").rglob("*.yaml"))
    formulas = re.findall(r"^ *(?:formula|holds|counts): (.*)$", text, flags=re.MULTILINE)
    assert len(formulas) > 35
    assert [each for each in formulas if mistake_in(str(yaml.safe_load(each)))] == []
