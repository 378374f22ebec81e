"""Comparisons of intervals, which can be undecided."""

from __future__ import annotations

from enum import Enum

from yiwu_report.quantity.interval import Interval


class Truth(Enum):
    """The answer to a comparison. Ask `.holds`: a plain `if` on it is refused, because NO would count as true."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "can't be told"

    @property
    def holds(self) -> bool:
        """True for YES only: what can't be told does not count as holding."""
        return self is Truth.YES

    def __bool__(self) -> bool:
        raise TypeError("a Truth has three values: ask .holds")

    def __invert__(self) -> Truth:
        return {Truth.YES: Truth.NO, Truth.NO: Truth.YES}.get(self, Truth.UNKNOWN)


def less(a: Interval, b: Interval) -> Truth:
    """Whether any number of `a` is less than any of `b`."""
    if _is_below(a, b):
        return Truth.YES
    never = a.low is not None and b.high is not None and a.low >= b.high
    return Truth.NO if never else Truth.UNKNOWN


def greater(a: Interval, b: Interval) -> Truth:
    """Whether any number of `a` is greater than any of `b`."""
    return less(b, a)


def less_equal(a: Interval, b: Interval) -> Truth:
    """Whether no number of `a` is greater than one of `b`."""
    return ~less(b, a)


def greater_equal(a: Interval, b: Interval) -> Truth:
    """Whether no number of `a` is less than one of `b`."""
    return ~less(a, b)


def equal(a: Interval, b: Interval) -> Truth:
    """YES for the same point twice, NO where nothing is in both, else UNKNOWN."""
    if a.is_point and a == b:
        return Truth.YES
    return Truth.NO if _is_below(a, b) or _is_below(b, a) else Truth.UNKNOWN


def not_equal(a: Interval, b: Interval) -> Truth:
    """The opposite of `equal`."""
    return ~equal(a, b)


def _is_below(a: Interval, b: Interval) -> bool:
    if a.high is None or b.low is None:
        return False
    return a.high < b.low or (a.high == b.low and not (a.high_closed and b.low_closed))
