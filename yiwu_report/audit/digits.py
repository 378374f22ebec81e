"""The numbers of a finding as digits, before any language: exact where they end, else to six places."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from yiwu_report.formula import Dimension, DimensionKind, Formula, Measured
from yiwu_report.formula.nodes import Compare, Literal, Node
from yiwu_report.model.finding import Step
from yiwu_report.quantity import to_decimal

PLACES = 6
_PERCENT_LIKE = {DimensionKind.PERCENT, DimensionKind.POINTS}


def digits(x: Fraction) -> str:
    """`x` to at most six decimals, without zeros at the end, e.g. "5.848485"."""
    text = format(to_decimal(x, PLACES), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def steps_of(formula: Formula, values: Sequence[Measured]) -> tuple[Step, ...]:
    """Each operand of a comparison (or the formula itself) that is no bare number, with what it came to."""
    nodes = formula.root.operands if isinstance(formula.root, Compare) else (formula.root,)
    source = formula.text.value
    return tuple(
        Step(source[node.start : node.end], *_ends(value))
        for node, value in zip(nodes, values, strict=True)
        if not isinstance(node, Literal)
    )


def _ends(value: Measured) -> tuple[str | None, str | None]:
    scale = scale_of(value.dimension)
    low, high = value.interval.low, value.interval.high
    return (None if low is None else digits(low * scale)), (None if high is None else digits(high * scale))


def scale_of(dimension: Dimension) -> int:
    """100 for percent and points, which are shown by the hundred; else 1."""
    return 100 if dimension.kind in _PERCENT_LIKE else 1


def words_of(formula: Formula, values: Sequence[Measured]) -> str:
    """What is true now, for a message, e.g. "hightech.after / hightech.before is 4.545455"."""
    nodes: Sequence[Node] = formula.root.operands if isinstance(formula.root, Compare) else (formula.root,)
    source = formula.text.value
    return ", ".join(
        f"{source[node.start : node.end]} is {_interval_words(value)}"
        for node, value in zip(nodes, values, strict=True)
        if not isinstance(node, Literal)
    )


def _interval_words(value: Measured) -> str:
    low, high = _ends(value)
    sign = {DimensionKind.PERCENT: "%", DimensionKind.POINTS: " points"}.get(value.dimension.kind, "")
    if low == high and low is not None:
        return f"{low}{sign}"
    if high is None:
        return f"{'at least' if value.interval.low_closed else 'over'} {low}{sign}"
    if low is None:
        return f"{'at most' if value.interval.high_closed else 'under'} {high}{sign}"
    return f"{low}{sign} to {high}{sign}"
