"""Dimensions, and which can be added, compared, multiplied and divided."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from yiwu_report.compute.formula.nodes import FormulaFault
from yiwu_report.model.figures import UnitKind, UnitSpec
from yiwu_report.model.rules import Rule


class DimensionKind(StrEnum):
    """The kinds of dimension, which decide how values combine."""

    NUMBER = "number"  # typed in the formula, or a count of rows
    RATIO = "ratio"  # quotient of equal dimensions
    PERCENT = "percent"
    POINTS = "points"  # percentage points
    ORDINAL = "ordinal"  # a rank
    INDEX = "index"
    PHYSICAL = "physical"  # money, area, firms, firms a park


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension; `powers` are the factors of a physical one, e.g. (("firm", 1), ("park", -1))."""

    kind: DimensionKind
    powers: tuple[tuple[str, int], ...] = ()
    is_count: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        if self.kind is not DimensionKind.PHYSICAL:
            return str(self.kind)
        above = "·".join(name for name, power in self.powers for _ in range(max(power, 0)))
        below = "·".join(name for name, power in self.powers for _ in range(max(-power, 0)))
        return above if not below else f"{above or 1}/{below}"


NUMBER = Dimension(DimensionKind.NUMBER)
RATIO = Dimension(DimensionKind.RATIO)
PERCENT = Dimension(DimensionKind.PERCENT)
POINTS = Dimension(DimensionKind.POINTS)

_PLAIN = {DimensionKind.NUMBER, DimensionKind.RATIO, DimensionKind.PERCENT}


def dimension_of(unit_id: str, unit: UnitSpec) -> Dimension:
    """The dimension that a unit measures: its `dimension`, e.g. firm/park, or its own id."""
    match unit.kind:
        case UnitKind.PERCENT:
            return PERCENT
        case UnitKind.POINTS:
            return POINTS
        case UnitKind.ORDINAL:
            return Dimension(DimensionKind.ORDINAL)
        case UnitKind.INDEX:
            return Dimension(DimensionKind.INDEX, ((unit.dimension or unit_id, 1),))
    name = unit.dimension or unit_id
    if name == "ratio":
        return RATIO
    powers: dict[str, int] = {}
    for sign, part in zip((1, -1), name.split("/", 1), strict=False):
        for factor in part.replace("·", "*").split("*"):
            if factor.strip() != "1":
                powers[factor.strip()] = powers.get(factor.strip(), 0) + sign
    return Dimension(DimensionKind.PHYSICAL, _powers(powers), is_count=unit.kind is UnitKind.COUNT)


def _powers(powers: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((name, power) for name, power in powers.items() if power))


_NEVER_ADDED = {
    UnitKind.POINTS: "percentage points",
    UnitKind.INDEX: "indices",
    UnitKind.ORDINAL: "ranks",
    UnitKind.DATE: "dates",
}


def never_added(unit_id: str, unit: UnitSpec) -> str | None:
    """What values of a unit are, for messages, if sums of them mean nothing; None otherwise, and for percentages."""
    if unit.kind in _NEVER_ADDED:
        return _NEVER_ADDED[unit.kind]
    return None if unit.additive else f"values in {unit_id}, which can't be added (additive: false)"


def mixed(verb: str, left: Dimension, right: Dimension) -> FormulaFault:
    """The fault of combining incompatible dimensions."""
    return FormulaFault(
        Rule.MIXED_DIMENSIONS,
        f"{left} {verb} {right}",
        "only quantities of the same dimension can be added or compared",
    )


def added(left: Dimension, right: Dimension, *, is_minus: bool, may_sum_percents: bool) -> Dimension:
    """The dimension of left ± right: percent − percent gives points, percent ± points gives percent."""
    kinds = (left.kind, right.kind)
    verb = "less" if is_minus else "plus"
    if DimensionKind.ORDINAL in kinds:
        raise mixed(verb, left, right)
    if kinds == (DimensionKind.PERCENT, DimensionKind.PERCENT):
        return POINTS if is_minus else _sum_of_percents(may_sum=may_sum_percents)
    if set(kinds) == {DimensionKind.PERCENT, DimensionKind.POINTS} and not (
        is_minus and left.kind is DimensionKind.POINTS
    ):
        return PERCENT
    if left == right:
        return left
    if set(kinds) <= _PLAIN:
        return RATIO
    return _with_number(verb, left, right)


def _sum_of_percents(*, may_sum: bool) -> Dimension:
    if may_sum:
        return PERCENT
    raise FormulaFault(
        Rule.SUM_OF_PERCENTS,
        "percent plus percent",
        "add percentages in a claim only: their bases may differ or overlap",
    )


def _with_number(verb: str, left: Dimension, right: Dimension) -> Dimension:
    """A plain number can be added to a count: 5 parks less 1."""
    for one, other in ((left, right), (right, left)):
        if one.kind is DimensionKind.NUMBER and other.is_count:
            return other
    raise mixed(verb, left, right)


def compared(left: Dimension, right: Dimension) -> None:
    """Raise a fault unless the two can be compared. A rank or an index can be compared with a number."""
    kinds = {left.kind, right.kind}
    if left == right or kinds <= _PLAIN:
        return
    if DimensionKind.NUMBER in kinds and kinds & {DimensionKind.ORDINAL, DimensionKind.INDEX}:
        return
    _with_number("compared with", left, right)


def multiplied(left: Dimension, right: Dimension, *, is_divided: bool) -> Dimension:
    """The dimension of left × right or left ÷ right."""
    kinds = (left.kind, right.kind)
    if DimensionKind.ORDINAL in kinds:
        raise mixed("divided by" if is_divided else "multiplied by", left, right)
    if is_divided and left == right:
        return RATIO
    if right.kind is DimensionKind.NUMBER or (right.kind in _PLAIN and left.kind is DimensionKind.PHYSICAL):
        return left
    if not is_divided and (
        left.kind is DimensionKind.NUMBER or (left.kind in _PLAIN and right.kind is DimensionKind.PHYSICAL)
    ):
        return right
    if set(kinds) <= _PLAIN:
        return RATIO
    if set(kinds) <= _PLAIN | {DimensionKind.PHYSICAL}:
        return _combined(left, right, sign=-1 if is_divided else 1)
    raise mixed("divided by" if is_divided else "multiplied by", left, right)


def _combined(left: Dimension, right: Dimension, sign: int) -> Dimension:
    powers = dict(left.powers)
    for name, power in right.powers:
        powers[name] = powers.get(name, 0) + sign * power
    result = _powers(powers)
    return Dimension(DimensionKind.PHYSICAL, result) if result else RATIO
