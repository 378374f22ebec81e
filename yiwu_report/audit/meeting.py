"""Whether two intervals have a value in common, and how far they are apart where not."""

from __future__ import annotations

from fractions import Fraction

from yiwu_report.quantity import Interval


def distance(one: Interval, other: Interval) -> Fraction | None:
    """How far two intervals are apart; None where they meet. Open ends that only touch do not meet: 0."""
    for below, above in ((one, other), (other, one)):
        if below.high is None or above.low is None or below.high < above.low:
            if below.high is not None and above.low is not None:
                return above.low - below.high
            continue
        if below.high == above.low and not (below.high_closed and above.low_closed):
            return Fraction(0)
    return None


def within(inner: Interval, outer: Interval) -> bool:
    """True where every value of `inner` is one of `outer`."""
    return inner.hull(outer) == outer
