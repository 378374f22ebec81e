"""A calculated interval as a quantity: never more certain, never with more digits than its inputs."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from yiwu_report.quantity.interval import DecimalsError, Interval, UnboundedError
from yiwu_report.quantity.precision import (
    TEN,
    Precision,
    ceil_to,
    decimals_of,
    exponent,
    floor_to,
    round_half_even,
    to_decimal,
)
from yiwu_report.quantity.quantity import Qualifier, Quantity

MOST_DIGITS = 30


def quantity_of(interval: Interval, precision: Precision, decimals: int | None = None) -> Quantity:
    """The shown form of a result, in its unit.

    One number is rounded half to even; other ends are rounded outwards, so that what is shown holds what was
    computed. UnboundedError where it could be any number; DecimalsError where `decimals` asks for more than
    `precision` allows, or where neither says where an endless fraction stops.
    """
    low, high = interval.low, interval.high
    if low is None and high is None:
        raise UnboundedError("the result could be any number", "use inputs with bounds, or show the parts instead")
    place = _place(interval, precision, decimals)
    if interval.is_point and low is not None:
        return Quantity(Qualifier.EXACT, _written(round_half_even(low, place), place))
    if high is None and low is not None:
        word = Qualifier.AT_LEAST if interval.low_closed else Qualifier.OVER
        return Quantity(word, _written(floor_to(low, place), place))
    if low is None and high is not None:
        word = Qualifier.AT_MOST if interval.high_closed else Qualifier.UNDER
        return Quantity(word, _written(ceil_to(high, place), place))
    ends = (floor_to(low or Fraction(0), place), ceil_to(high or Fraction(0), place))
    return Quantity(Qualifier.RANGE, _written(ends[0], place), _written(ends[1], place))


def rounded(quantity: Quantity, decimals: int | None) -> Quantity:
    """The quantity with at most so many decimals, half to even; one with fewer, or with a qualifier, as it is."""
    if decimals is None or not quantity.is_exact or decimals_of(quantity.number) <= decimals:
        return quantity
    return Quantity(Qualifier.EXACT, to_decimal(Fraction(quantity.number), decimals))


def _written(x: Fraction, place: Fraction) -> Decimal:
    return to_decimal(x, max(0, -exponent(place)))


def _place(interval: Interval, precision: Precision, decimals: int | None) -> Fraction:
    allowed = precision.place_for(interval)
    if decimals is not None:
        wanted = TEN**-decimals
        if allowed is not None and wanted < allowed:
            raise _too_many(decimals, allowed)
        return wanted
    return _own_place(interval) if allowed is None else allowed


def _too_many(decimals: int, allowed: Fraction) -> DecimalsError:
    most = -exponent(allowed)
    remedy = (
        f"write decimals: {most} or fewer" if most >= 0 else "remove decimals:; the result is shown as a round number"
    )
    return DecimalsError(f"decimals: {decimals} asks for more digits than the inputs have", remedy)


def _own_place(interval: Interval) -> Fraction:
    """The last place of a result that nothing limits; it needs an end."""
    decimals = 0
    for end in (interval.low, interval.high):
        if end is not None:
            decimals = max(decimals, _decimals_of(end))
    return TEN**-decimals


def _decimals_of(x: Fraction) -> int:
    twos = fives = 0
    rest = x.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    decimals = max(twos, fives)
    if rest != 1 or len(str(abs(x.numerator) * 10**decimals // x.denominator)) > MOST_DIGITS or decimals > MOST_DIGITS:
        raise DecimalsError("the number of decimals of the result is not determined", "set decimals:")
    return decimals
