"""The numbers of a finding: in the units of the figures they came from, as digits, independent of the language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from yiwu_report.audit.case import Case
from yiwu_report.formula import DimensionKind, Evaluated, Formula, Measured, dimension_of, evaluate
from yiwu_report.formula.measured import factor_of
from yiwu_report.formula.nodes import Compare, Literal
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import UnitKind, UnitSpec
from yiwu_report.model.finding import Step
from yiwu_report.quantity import Interval, to_decimal

PLACES = 6


def digits(x: Fraction) -> str:
    """`x` to at most six decimals, without zeros at the end, e.g. "5.848485"."""
    text = format(to_decimal(x, PLACES), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def steps_of(case: Case, values: Sequence[Measured], stated: Figure | None = None) -> tuple[Step, ...]:
    """Each operand of a comparison (or the formula itself) that is not a literal number, with its value.

    It is given in the unit of the first figure of the same dimension: of `stated`, then of the inputs.
    """
    root, source = case.formula.root, case.formula.text.value
    nodes = root.operands if isinstance(root, Compare) else (root,)
    as_printed = replace(case.scope, is_widening=False)
    figures = [*([stated] if stated else []), *(case.scope.store.figures[each] for each in case.inputs)]
    return tuple(
        _step(
            source[node.start : node.end],
            value,
            evaluate(Formula(case.formula.text, node), as_printed),
            figures,
            stated,
        )
        for node, value in zip(nodes, values, strict=True)
        if not isinstance(node, Literal)
    )


_PLAIN = {DimensionKind.NUMBER, DimensionKind.RATIO, DimensionKind.PERCENT}


def _step(written: str, value: Measured, printed: Evaluated, figures: Iterable[Figure], stated: Figure | None) -> Step:
    as_printed = printed.interval if isinstance(printed, Measured) else None
    for figure in figures:
        same = dimension_of(figure.unit_id, figure.unit) == value.dimension
        # a ratio is a percentage only if compared with one: 51.5% ÷ 25.5% is 2.02
        if same or (figure is stated and figure.unit.kind is UnitKind.PERCENT and value.dimension.kind in _PLAIN):
            factor = 1 / factor_of(figure.unit)
            shown = as_printed.scaled(factor) if as_printed else None
            return Step(written, value.interval.scaled(factor), figure.unit_id, shown)
    return Step(written, value.interval, None, as_printed)


def words_of(steps: Iterable[Step], units: Mapping[str, UnitSpec]) -> str:
    """What is true now, for a message, e.g. "hightech.after / hightech.before is 4.545455"."""
    return ", ".join(f"{step.formula} is {interval_words(step.interval)}{_sign(step, units)}" for step in steps)


def _sign(step: Step, units: Mapping[str, UnitSpec]) -> str:
    """The unit; for a percentage also the plain number used in conditions."""
    if step.unit_id is None:
        return ""
    plain = ""
    if units[step.unit_id].kind in {UnitKind.PERCENT, UnitKind.POINTS}:
        plain = f", in formulas {interval_words(step.interval.scaled(factor_of(units[step.unit_id])))}"
    return f" ({step.unit_id}{plain})"


def interval_words(interval: Interval) -> str:
    """An interval as editors write it, e.g. "over 512", "71", "3 to 4"."""
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        return digits(low) if low == high else f"{digits(low)} to {digits(high)}"
    if low is not None:
        return f"{'at least' if interval.low_closed else 'over'} {digits(low)}"
    if high is not None:
        return f"{'at most' if interval.high_closed else 'under'} {digits(high)}"
    return "any number"
