"""The values with which a claim is checked, widened to what printed digits can represent, and the numbers of a finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from yiwu_report.compute.derive import DataScope
from yiwu_report.compute.formula import (
    Comparison,
    DimensionKind,
    Formula,
    Measured,
    dimension_of,
    evaluate,
    parse_formula,
)
from yiwu_report.compute.formula.measured import factor_of
from yiwu_report.compute.formula.nodes import Compare, Literal
from yiwu_report.compute.views.view_table import ViewTable
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import ClaimSpec, UnitKind, UnitSpec
from yiwu_report.model.finding import CalculationStep
from yiwu_report.model.problem import Place, Problem
from yiwu_report.quantity import Interval, to_decimal


@dataclass
class AuditScope(DataScope):
    """A scope that widens measured values by half of their last printed place: 38.5 represents 38.45 to 38.55.

    That is what rounding to the nearest leaves open; a count is printed whole. `instead` puts other intervals
    (in the figure's unit) in place of some figures' own, to see what would follow.
    """

    may_sum_percents: bool = True
    is_widening: bool = True  # False: values as printed
    instead: Mapping[str, Interval] = field(default_factory=dict)

    def measure(self, figure: Figure) -> Measured:
        """The figure's value widened by its rounding uncertainty; a derived figure is recomputed from widened inputs."""
        if not self.is_widening:
            return super().measure(figure)
        view = self.store.keyed_tables.get(figure.table or "")
        if isinstance(view, ViewTable) and figure.recipe is not None and figure.interval is not None:
            return view.measured(figure, self.measure)
        if figure.formula is not None:
            formula = parse_formula(figure.formula)
            value = None if isinstance(formula, Problem) else evaluate(formula, self.inside(figure))
            if isinstance(value, Measured):
                return value
        return super().measure(replace(figure, interval=self.instead.get(figure.id) or rounding_interval(figure)))

    def inside(self, figure: Figure) -> AuditScope:
        """The scope of a derived figure's own formula: bare column ids name cells of its row."""
        return replace(self, table=figure.table, row=figure.row)


def rounding_interval(figure: Figure) -> Interval | None:
    """The interval of an exact measured value, in its unit; counts, ranks and qualified values unchanged."""
    interval, place = figure.interval, figure.precision.place
    is_whole = figure.unit.exact or figure.unit.kind is UnitKind.ORDINAL
    if interval is None or is_whole or place is None or not interval.is_point:
        return interval
    return interval.widened(place * Fraction(1, 2))


@dataclass(frozen=True)
class Case:
    """A claim with its parsed formula and the scope it is checked in."""

    id: str
    claim: ClaimSpec
    place: Place
    formula: Formula
    scope: AuditScope

    @property
    def inputs(self) -> tuple[str, ...]:
        """Ids of the figures its formula uses, in order."""
        return tuple(dict.fromkeys(self.scope.inputs(self.formula.root)))


PLACES = 6


def digits(x: Fraction) -> str:
    """`x` to at most six decimals, without zeros at the end, e.g. "5.848485"."""
    text = format(to_decimal(x, PLACES), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def steps_of(case: Case, values: Sequence[Measured], stated: Figure | None = None) -> tuple[CalculationStep, ...]:
    """Each operand of a comparison (or the formula itself) that is not a literal number, with its value.

    It is given in the unit of the first figure of the same dimension: of `stated`, then of the inputs.
    """
    root, source = case.formula.root, case.formula.text.value
    nodes = root.operands if isinstance(root, Compare) else (root,) if values else ()  # without values: first(…) is "…"
    as_printed = replace(case.scope, is_widening=False)
    figures = [*([stated] if stated else []), *(case.scope.store.figures[each] for each in case.inputs)]
    whole = evaluate(case.formula, as_printed)  # as a whole: an extreme is compared without the value on the other side
    printed = whole.operands if isinstance(whole, Comparison) else (whole,)
    return tuple(
        _step(source[node.start : node.end], value, as_it_is, figures, stated)
        for node, value, as_it_is in zip(nodes, values, printed, strict=True)
        if not isinstance(node, Literal)
    )


_PLAIN = {DimensionKind.NUMBER, DimensionKind.RATIO, DimensionKind.PERCENT}


def _step(
    written: str, value: Measured, printed: Measured, figures: Iterable[Figure], stated: Figure | None
) -> CalculationStep:
    as_printed = printed.interval
    for figure in figures:
        same = dimension_of(figure.unit_id, figure.unit) == value.dimension
        # a ratio is a percentage only if compared with one: 51.5% ÷ 25.5% is 2.02
        if same or (figure is stated and figure.unit.kind is UnitKind.PERCENT and value.dimension.kind in _PLAIN):
            factor = 1 / factor_of(figure.unit)
            shown = as_printed.scaled(factor) if as_printed else None
            return CalculationStep(written, value.interval.scaled(factor), figure.unit_id, shown)
    return CalculationStep(written, value.interval, None, as_printed)


def words_of(steps: Iterable[CalculationStep], units: Mapping[str, UnitSpec]) -> str:
    """What is true now, for a message, e.g. "hightech.after / hightech.before is 4.545455"."""
    return ", ".join(f"{step.formula} is {interval_words(step.interval)}{_sign(step, units)}" for step in steps)


def _sign(step: CalculationStep, units: Mapping[str, UnitSpec]) -> str:
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
