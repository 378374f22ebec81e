"""Formulas over small stores: what they give, or which problem they are."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from small import UNITS, store, text

from yiwu_report.compute.derive import DataScope
from yiwu_report.compute.formula import FormulaFault, SilentlyLeftOut, evaluate, parse_formula, to_unit
from yiwu_report.compute.formula.evaluate import Comparison
from yiwu_report.model.problem import Problem
from yiwu_report.quantity import DecimalsError, UnboundedError, canonical, quantity_of

CASES = yaml.safe_load((Path(__file__).parent.parent.parent / "cases" / "formula.yaml").read_text(encoding="utf-8"))


def outcome(case: dict[str, Any]) -> tuple[str, str]:
    """("", canonical quantity), or (rule, message and remedy)."""
    formula = parse_formula(text(case["formula"]))
    if isinstance(formula, Problem):
        return str(formula.rule), str(formula)
    scope = DataScope(store(case.get("figures", {}), case.get("tables")))
    try:
        value = evaluate(formula, scope)
        if isinstance(value, Comparison):
            return "formula-syntax", "a comparison is not a number; move it to data/claims.yaml"
        unit = UNITS[case["unit"]]
        return "", canonical(quantity_of(*to_unit(value, case["unit"], unit), case.get("decimals")))
    except FormulaFault as fault:
        return str(fault.rule), f"{fault.message}; {fault.remedy}"
    except UnboundedError as error:
        return "unbounded", f"{error.message}; {error.remedy}"
    except DecimalsError as error:
        return "decimals", f"{error.message}; {error.remedy}"


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_formula(case: dict[str, Any]) -> None:
    rule, said = outcome(case)
    if "gives" in case:
        assert (rule, said) == ("", case["gives"])
    else:
        assert rule == case["rule"], said
        assert case["says"] in said


def test_what_is_unusable_is_left_out_silently() -> None:
    made = store({"a.x": "3 park"})
    made.unusable.add("b.y")
    formula = parse_formula(text("a.x + b.y"))
    assert not isinstance(formula, Problem)
    with pytest.raises(SilentlyLeftOut):
        evaluate(formula, DataScope(made))


def test_a_fault_is_placed_at_its_name() -> None:
    formula = parse_formula(text("a.x + a.typo"))
    assert not isinstance(formula, Problem)
    with pytest.raises(FormulaFault) as caught:
        evaluate(formula, DataScope(store({"a.x": "3 park"})))
    assert (caught.value.offset, caught.value.length) == (6, 6)


@given(st.text(max_size=200))
def test_any_text_is_a_formula_or_one_problem(source: str) -> None:
    parse_formula(text(source))


@given(st.text(alphabet="ab.+-*/()<>=0123456789 ',_[]sumcot\n", max_size=80))
def test_what_looks_like_a_formula_gives_a_value_or_a_fault(source: str) -> None:
    formula = parse_formula(text(source))
    if isinstance(formula, Problem):
        return
    with suppress(FormulaFault, SilentlyLeftOut):
        evaluate(formula, DataScope(store({"a": "3 park", "b": "2 to 4 park"})))
