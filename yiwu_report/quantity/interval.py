"""Intervals of exact fractions, open or closed at each end: arithmetic, comparisons, and what can be wrong with them.

Interval arithmetic after R. E. Moore, Interval Analysis (1966), with open ends and infinite bounds added.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import reduce


class ValueFault(ValueError):  # noqa: N818  # like FormulaFault: becomes a Problem
    """A value that an editor wrote is refused: what is wrong with it, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}; {remedy}")
        self.message, self.remedy = message, remedy


class QuantityError(ValueFault):
    """A quantity that cannot be read or has no meaning."""


class UnboundedError(QuantityError):
    """A result that could be any number."""


class DecimalsError(QuantityError):
    """More digits than the inputs have, or a result with unlimited digits and no `decimals`."""


class ZeroDivisionInterval(QuantityError):  # noqa: N818 - named after ZeroDivisionError, which it replaces
    """A division by an interval that contains zero."""


# One end of a product: (-1, 0), (0, value) or (1, 0) for -∞, a number and ∞, which compare as they should; and
# whether the end belongs to it.
_Endpoint = tuple[tuple[int, Fraction], bool]
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers between two ends. None is no bound; an end that is no bound is never closed."""

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = True

    def __post_init__(self) -> None:
        if self.low is None:
            object.__setattr__(self, "low_closed", False)
        if self.high is None:
            object.__setattr__(self, "high_closed", False)
        if self.low is not None and self.high is not None:
            empty = self.low == self.high and not (self.low_closed and self.high_closed)
            if self.low > self.high or empty:
                raise ValueError(f"an empty interval: {self.low} to {self.high}")

    @classmethod
    def point(cls, x: Fraction | int) -> Interval:
        """The interval of `x` alone."""
        return cls(Fraction(x), Fraction(x))

    @property
    def is_point(self) -> bool:
        """True if it contains one number only."""
        return self.low is not None and self.low == self.high

    def contains(self, x: Fraction | int) -> bool:
        """True if it contains `x`."""
        above = self.low is None or x > self.low or (self.low_closed and x == self.low)
        below = self.high is None or x < self.high or (self.high_closed and x == self.high)
        return above and below

    def __neg__(self) -> Interval:
        return Interval(_negative(self.high), _negative(self.low), self.high_closed, self.low_closed)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_closed and other.low_closed,
            self.high_closed and other.high_closed,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        corners = [_product(a, b) for a in _ends(self) for b in _ends(other)]
        lowest, highest = min(value for value, _ in corners), max(value for value, _ in corners)
        return Interval(
            lowest[1] if lowest[0] == 0 else None,
            highest[1] if highest[0] == 0 else None,
            (lowest, True) in corners,
            (highest, True) in corners,
        )

    def __truediv__(self, other: Interval) -> Interval:
        return self * other.reciprocal()

    def reciprocal(self) -> Interval:
        """One divided by it; ZeroDivisionInterval if it contains zero. An open end at zero gives no bound."""
        if self.contains(0):
            raise ZeroDivisionInterval("the divisor can be zero", "divide by something that is never zero")
        low, high = _inverse(self.high), _inverse(self.low)
        if self.low is not None and self.low >= 0:
            low = low or _ZERO  # 1/∞: (0, 1/5] comes from [5, ∞)
        else:
            high = high or _ZERO
        return Interval(low, high, self.high_closed, self.low_closed)

    def scaled(self, factor: Fraction | int) -> Interval:
        """Each number in it times `factor`."""
        return self * Interval.point(factor)

    def widened(self, amount: Fraction | int) -> Interval:
        """It with `amount` more on each side that has a bound; `amount` is not negative."""
        return Interval(
            None if self.low is None else self.low - amount,
            None if self.high is None else self.high + amount,
            self.low_closed,
            self.high_closed,
        )

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that contains both."""
        low, low_closed = min(_low(self), _low(other))
        high, high_closed = max(_high(self), _high(other))
        return Interval(low[1] if low[0] == 0 else None, high[1] if high[0] == 0 else None, not low_closed, high_closed)


def minimum(intervals: Iterable[Interval]) -> Interval:
    """The interval of the least of several numbers, one out of each interval; at least one is given."""
    return reduce(_lesser, intervals)


def maximum(intervals: Iterable[Interval]) -> Interval:
    """The interval of the greatest of several numbers, one out of each interval; at least one is given."""
    return -reduce(_lesser, [-interval for interval in intervals])


def _lesser(a: Interval, b: Interval) -> Interval:
    # The lower bound is closed if one interval's is; the upper bound only if all that end there are closed.
    low, low_open = min(_low(a), _low(b))
    high, high_closed = min(_high(a), _high(b))
    return Interval(low[1] if low[0] == 0 else None, high[1] if high[0] == 0 else None, not low_open, high_closed)


def _low(interval: Interval) -> _Endpoint:
    """The lower bound as a sort key; its flag is True if it is open: (2 is after [2."""
    if interval.low is None:
        return (-1, _ZERO), True
    return (0, interval.low), not interval.low_closed


def _high(interval: Interval) -> _Endpoint:
    """The upper bound as a sort key; its flag is True if it is closed: 2] is after 2)."""
    if interval.high is None:
        return (1, _ZERO), False
    return (0, interval.high), interval.high_closed


def _ends(interval: Interval) -> tuple[_Endpoint, _Endpoint]:
    low, is_open = _low(interval)
    return (low, not is_open), _high(interval)


def _product(a: _Endpoint, b: _Endpoint) -> _Endpoint:
    (a_rank, a_value), a_closed = a
    (b_rank, b_value), b_closed = b
    a_zero, b_zero = a_rank == 0 == a_value, b_rank == 0 == b_value
    if a_zero or b_zero:
        # Zero times anything, ∞ too, is zero; it is reached if the zero itself is.
        return (0, _ZERO), (a_zero and a_closed) or (b_zero and b_closed)
    if a_rank or b_rank:
        positive = ((a_rank or a_value) > 0) == ((b_rank or b_value) > 0)
        return (1 if positive else -1, _ZERO), False
    return (0, a_value * b_value), a_closed and b_closed


def _negative(bound: Fraction | None) -> Fraction | None:
    return None if bound is None else -bound


def _inverse(bound: Fraction | None) -> Fraction | None:
    return None if bound is None or bound == 0 else 1 / bound


class Truth(Enum):
    """The answer to a comparison. Use `.holds`: a plain `if` on it is refused, because NO would be truthy."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "can't be told"

    @property
    def holds(self) -> bool:
        """True for YES only: undecided does not count as true."""
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
    """YES for the same point, NO if they are disjoint, else UNKNOWN."""
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
