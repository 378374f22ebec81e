"""A value inside a formula: an interval in the base unit of its dimension, and its precision."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from yiwu_report.compute.formula.dimension import (
    NUMBER,
    RATIO,
    Dimension,
    DimensionKind,
    added,
    dimension_of,
    multiplied,
)
from yiwu_report.compute.formula.nodes import FormulaFault
from yiwu_report.model.figures import UnitKind, UnitSpec
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import UNLIMITED, Interval, Precision, ZeroDivisionInterval, product_precision, sum_precision


@dataclass(frozen=True, slots=True)
class Measured:
    """An interval in base units (yuan, m², one), with its precision in the same units and its dimension."""

    interval: Interval
    precision: Precision
    dimension: Dimension

    @classmethod
    def literal(cls, value: Decimal | int) -> Measured:
        """A number typed in a formula, or a count of rows: exact."""
        return cls(Interval.point(Fraction(value)), UNLIMITED, NUMBER)

    def plus(self, other: Measured, *, is_minus: bool = False, may_sum_percents: bool = False) -> Measured:
        """Sum or difference, known to the coarsest place of the two."""
        dimension = added(self.dimension, other.dimension, is_minus=is_minus, may_sum_percents=may_sum_percents)
        interval = self.interval - other.interval if is_minus else self.interval + other.interval
        return Measured(interval, sum_precision(interval, [self.precision, other.precision]), dimension)

    def times(self, other: Measured) -> Measured:
        """Product, known to the fewest significant digits of the two."""
        dimension = multiplied(self.dimension, other.dimension, is_divided=False)
        interval = self.interval * other.interval
        return Measured(interval, product_precision(interval, [self.precision, other.precision]), dimension)

    def over(self, other: Measured) -> Measured:
        """Quotient, known to the fewest significant digits of the two."""
        dimension = multiplied(self.dimension, other.dimension, is_divided=True)
        interval = divide(self.interval, other.interval)
        return Measured(interval, product_precision(interval, [self.precision, other.precision]), dimension)

    def negated(self) -> Measured:
        """The value with its sign turned."""
        return Measured(-self.interval, self.precision, self.dimension)


def divide(left: Interval, right: Interval) -> Interval:
    """Left ÷ right; a fault where the divisor can be zero."""
    try:
        return left / right
    except ZeroDivisionInterval as error:
        raise FormulaFault(Rule.ZERO_DIVISION, error.message, error.remedy) from None


def factor_of(unit: UnitSpec) -> Fraction:
    """How many base units one of `unit` is; 1/100 for percent and points."""
    if unit.kind in {UnitKind.PERCENT, UnitKind.POINTS}:
        return Fraction(1, 100)
    return Fraction(unit.factor)


def from_unit(interval: Interval, precision: Precision, unit_id: str, unit: UnitSpec) -> Measured:
    """A figure's value in base units. Exact counts do not limit the digits of a result."""
    factor = factor_of(unit)
    known = UNLIMITED if unit.exact else precision.scaled(factor)
    return Measured(interval.scaled(factor), known, dimension_of(unit_id, unit))


def to_unit(value: Measured, unit_id: str, unit: UnitSpec) -> tuple[Interval, Precision]:
    """A result in `unit`; a fault where the unit measures something else."""
    wanted = dimension_of(unit_id, unit)
    if not _fits(value.dimension, wanted, unit):
        message = f"the formula gives {_named(value.dimension)}, and {unit_id} measures {_named(wanted)}"
        raise FormulaFault(Rule.MIXED_DIMENSIONS, message, "choose another unit under unit:, or change the formula")
    factor = 1 / factor_of(unit)
    return value.interval.scaled(factor), value.precision.scaled(factor)


def _named(dimension: Dimension) -> str:
    """A dimension described for messages."""
    names = {
        DimensionKind.NUMBER: "a plain number",
        DimensionKind.RATIO: "a ratio",
        DimensionKind.PERCENT: "a percentage",
        DimensionKind.POINTS: "percentage points",
        DimensionKind.ORDINAL: "a rank",
        DimensionKind.INDEX: "an index",
    }
    return names.get(dimension.kind, str(dimension))


def _fits(given: Dimension, wanted: Dimension, unit: UnitSpec) -> bool:
    plain = {DimensionKind.NUMBER, DimensionKind.RATIO, DimensionKind.PERCENT}
    if given == wanted:
        return True
    if wanted.kind in {DimensionKind.PERCENT, DimensionKind.RATIO}:
        return given.kind in plain
    return given == NUMBER and unit.kind is UnitKind.COUNT and factor_of(unit) == 1


def share(part: Measured, rest: Measured) -> Measured:
    """Part ÷ (part + rest) without counting the part's uncertainty twice: it grows with part, falls with rest.

    Both have to be at least zero, and one of them above it.
    """
    part.plus(rest)  # refuses what cannot be added
    low_part, low_rest = part.interval.low, rest.interval.low
    if low_part is None or low_rest is None or low_part < 0 or low_rest < 0 or low_part + low_rest == 0:
        raise FormulaFault(
            Rule.ZERO_DIVISION, "share() of values that can be zero or less", "use it for values above zero"
        )
    high = _ratio(part.interval.high, low_rest, if_endless=Fraction(1))
    low = 1 - _ratio(rest.interval.high, low_part, if_endless=Fraction(1))
    one, two = part.interval, rest.interval
    low_closed = one.low_closed and two.high is not None and two.high_closed
    high_closed = two.low_closed and one.high is not None and one.high_closed
    is_one_number = low == high  # nothing but the part: 1, however open the part's bounds are
    interval = Interval(low, high, low_closed or is_one_number, high_closed or is_one_number)
    return Measured(interval, product_precision(interval, [part.precision, rest.precision]), RATIO)


def _ratio(top: Fraction | None, other: Fraction, if_endless: Fraction) -> Fraction:
    return if_endless if top is None else top / (top + other)
