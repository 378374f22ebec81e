"""The functions of formulas, over lists of values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from yiwu_report.formula.fault import FormulaFault
from yiwu_report.formula.measured import Measured, share
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import Interval, maximum, minimum, sum_precision


def apply(function: str, values: Sequence[Measured], *, may_sum_percents: bool) -> Measured:
    """The value of `function` over `values` (at least one); a fault where it makes no sense."""
    match function:
        case "sum":
            return _total(values, may_sum_percents=may_sum_percents)
        case "mean":
            return _total(values, may_sum_percents=True).over(Measured.literal(len(values)))
        case "min" | "max":
            return _extreme(values, is_max=function == "max")
        case "low" | "high":
            return _bound(_only(function, values), is_high=function == "high")
        case "share":
            if len(values) != 2:
                raise FormulaFault(Rule.FORMULA_SYNTAX, f"share() of {len(values)} values", "write share(part, rest)")
            return share(*values)
    raise AssertionError(function)  # the parser lets no other name through


def _total(values: Sequence[Measured], *, may_sum_percents: bool) -> Measured:
    return reduce(lambda left, right: left.plus(right, may_sum_percents=may_sum_percents), values)


def _only(function: str, values: Sequence[Measured]) -> Measured:
    if len(values) != 1:
        raise FormulaFault(Rule.FORMULA_SYNTAX, f"{function}() of {len(values)} values", f"write {function}(one value)")
    return values[0]


def _extreme(values: Sequence[Measured], *, is_max: bool) -> Measured:
    for other in values[1:]:
        values[0].plus(other, is_minus=True)  # refuses what cannot be compared
    pick = maximum if is_max else minimum
    interval = pick([value.interval for value in values])
    return Measured(interval, sum_precision(interval, [value.precision for value in values]), values[0].dimension)


def _bound(value: Measured, *, is_high: bool) -> Measured:
    """At least the lower bound, or at most the upper bound: the interval without its other bound."""
    one = value.interval
    interval = (
        Interval(None, one.high, False, one.high_closed) if is_high else Interval(one.low, None, one.low_closed, False)
    )
    return Measured(interval, value.precision, value.dimension)
