"""The values used by the audit: the intervals of the printed digits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from yiwu_report.formula import Measured, evaluate, parse_formula
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import UnitKind
from yiwu_report.model.problem import Problem
from yiwu_report.quantity import Interval
from yiwu_report.shape import DataScope


@dataclass
class AuditScope(DataScope):
    """A scope that widens measured values by half of their last printed place: 38.5 stands for 38.45 to 38.55.

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
