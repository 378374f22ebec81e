"""Strategies for hypothesis: quantities of every kind, intervals, and numbers inside them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st

from yiwu_report.quantity import Interval, Qualifier, Quantity

# machines differ in speed, and babel reads its data on first use
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

numbers = (
    st.decimals(min_value=-(10**9), max_value=10**9, places=None, allow_nan=False, allow_infinity=False)
    .map(lambda number: Decimal(format(number, "f")[:20].rstrip(".")))
    .filter(lambda number: not (number == 0 and number.is_signed()))
)
short_numbers = st.builds(
    lambda digits, places: Decimal((0 if digits >= 0 else 1, tuple(map(int, str(abs(digits)))), -places)),
    st.integers(-99999, 99999),
    st.integers(0, 4),
)


def ends(quantity: Quantity) -> list[Decimal]:
    """Its number, or both numbers of a range."""
    return [quantity.number] if quantity.number_high is None else [quantity.number, quantity.number_high]


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """A quantity as an editor might write it."""
    word = draw(st.sampled_from(Qualifier))
    match word:
        case Qualifier.ODD:
            return Quantity(word, Decimal(draw(st.integers(1, 9)) * 10 ** draw(st.integers(0, 12))))
        case Qualifier.CLASS:
            return Quantity(word, Decimal(10 ** draw(st.integers(0, 12))))
        case Qualifier.RANGE:
            low, high = sorted(draw(st.tuples(short_numbers, short_numbers).filter(lambda pair: pair[0] != pair[1])))
            return Quantity(word, low, high)
        case Qualifier.NEARLY | Qualifier.ABOUT:
            return Quantity(word, draw(short_numbers.filter(bool)))
        case _:
            return Quantity(word, draw(numbers | short_numbers))


@st.composite
def inside(draw: st.DrawFn, interval: Interval) -> Fraction:
    """A number of the interval, its ends among them where they belong to it."""
    low = interval.low if interval.low is not None else min(interval.high or Fraction(0), Fraction(0)) - 10**6
    high = interval.high if interval.high is not None else max(interval.low or Fraction(0), Fraction(0)) + 10**6
    share = draw(st.fractions(0, 1, max_denominator=1000))
    x = low + (high - low) * share
    return x if interval.contains(x) else low + (high - low) / 2


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """An interval of any kind."""
    ends = st.fractions(-50, 50, max_denominator=20) | st.integers(-3, 3).map(Fraction)
    low, high = sorted(draw(st.tuples(ends, ends)))
    if low == high:
        return Interval.point(low)
    closed = draw(st.tuples(st.booleans(), st.booleans()))
    bounded = draw(st.sampled_from([(True, True), (True, True), (False, True), (True, False)]))
    return Interval(low if bounded[0] else None, high if bounded[1] else None, *closed)
