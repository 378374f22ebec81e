"""Whether two intervals intersect, and otherwise the distance between them."""

from __future__ import annotations

from fractions import Fraction

from yiwu_report.quantity import Interval


def distance(one: Interval, other: Interval) -> Fraction | None:
    """The distance between two intervals; None if they intersect. Open bounds that touch do not intersect: 0."""
    for below, above in ((one, other), (other, one)):
        if below.high is None or above.low is None or below.high < above.low:
            if below.high is not None and above.low is not None:
                return above.low - below.high
            continue
        if below.high == above.low and not (below.high_closed and above.low_closed):
            return Fraction(0)
    return None


def within(inner: Interval, outer: Interval) -> bool:
    """True if `outer` contains `inner`."""
    return inner.hull(outer) == outer
