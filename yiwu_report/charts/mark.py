"""The mark of a quantity: how far it is certain, and how its end shows what is not.

A mark is no more certain than its source. Exact: a closed end. Over, at least: solid to the number, then open. Odd,
about, nearly, a range, a class: solid to the lower bound, then an interval that ends at its other bound, however far.
Under, at most: an outline. Nothing published: words instead of the mark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from yiwu_report.model.data import Figure
from yiwu_report.quantity import Interval, Qualifier

_ONE = Fraction(1)


class MarkEnd(StrEnum):
    """How a mark ends."""

    CLOSED = "closed"
    OPEN = "open"
    BAND = "band"  # an interval with soft bounds: odd, about, nearly, class
    RANGE = "range"  # an interval with both ends given
    OUTLINE = "outline"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on the scale of its axis: certain from zero to `sure`, possibly up to `far`."""

    end: MarkEnd
    sure: float = 0.0
    far: float | None = None  # the other end of a band or a range

    @property
    def reach(self) -> float:
        """The outermost value that is drawn."""
        if self.far is None:
            return self.sure
        return max(self.sure, self.far, key=abs)

    @property
    def middle(self) -> float:
        """The value at which a point is drawn for it."""
        return self.sure if self.far is None else (self.sure + self.far) / 2

    @property
    def spans_zero(self) -> bool:
        """True for an interval with zero inside."""
        return self.far is not None and self.sure * self.far < 0

    @property
    def ends(self) -> tuple[float, ...]:
        """The values that bound it, in order; none if nothing is published."""
        if self.end is MarkEnd.MISSING:
            return ()
        return (self.sure,) if self.far is None else tuple(sorted((self.sure, self.far)))


def mark_of(figure: Figure | None, factor: Fraction = _ONE) -> Mark:
    """The mark of a figure, times `factor` to bring it to the axis' unit."""
    if figure is None or figure.quantity is None:
        return Mark(MarkEnd.MISSING)
    interval = figure.interval or figure.quantity.interval
    if interval.low is not None and interval.high is not None:
        return _bounded(interval, figure.quantity.qualifier, factor)
    return _unbounded(interval, factor)


def _bounded(interval: Interval, qualifier: Qualifier, factor: Fraction) -> Mark:
    low, high = float((interval.low or 0) * factor), float((interval.high or 0) * factor)
    near, far = (low, high) if high > 0 else (high, low)  # seen from zero
    if low == high:
        return Mark(MarkEnd.CLOSED, low)
    return Mark(MarkEnd.RANGE if qualifier is Qualifier.RANGE else MarkEnd.BAND, near, far)


def _unbounded(interval: Interval, factor: Fraction) -> Mark:
    """Over and at least, under and at most: certain as far as the number if there is no bound beyond it."""
    bound = interval.low if interval.low is not None else interval.high
    number = float((bound or 0) * factor)
    away_from_zero = (number >= 0) is (interval.low is not None)
    return Mark(MarkEnd.OPEN if away_from_zero else MarkEnd.OUTLINE, number)


def marks_of(figures: Sequence[Figure]) -> Mapping[str, Mark]:
    """The mark of each figure by its id, converted exactly from its own unit to that of the scale, the first one's."""
    if not figures:
        return {}
    scale = Fraction(figures[0].unit.factor)
    marks = [mark_of(figure, Fraction(figure.unit.factor) / scale) for figure in figures]
    return dict(zip((figure.id for figure in figures), marks, strict=True))
