"""Exact rounding of fractions to a place, and plain decimals of them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

TEN = Fraction(10)


def round_half_even(x: Fraction, place: Fraction) -> Fraction:
    """The multiple of `place` nearest to `x`; of two that are equally near, the even one."""
    return round(x / place) * place


def floor_to(x: Fraction, place: Fraction) -> Fraction:
    """The greatest multiple of `place` that is not above `x`."""
    return floor(x / place) * place


def ceil_to(x: Fraction, place: Fraction) -> Fraction:
    """The least multiple of `place` that is not below `x`."""
    return ceil(x / place) * place


def exponent(x: Fraction) -> int:
    """The power of ten of the first digit of `x`, e.g. 2 for 412, -1 for 0.5; `x` is not zero."""
    size = abs(x)
    guess = len(str(size.numerator)) - len(str(size.denominator))
    return guess if size >= TEN**guess else guess - 1


def decimal_place(place: Fraction) -> Fraction:
    """The smallest power of ten that is not below `place`: where digits end that claim no more than it."""
    power = TEN ** exponent(place)
    return power if power == place else power * 10


def to_decimal(x: Fraction, decimals: int) -> Decimal:
    """`x` rounded half to even to so many decimals (negative: to tens, hundreds …), written out in full."""
    count = round(x * TEN**decimals)
    if decimals < 0:
        count, decimals = count * 10**-decimals, 0
    return Decimal((int(count < 0), tuple(int(digit) for digit in str(abs(count))), -decimals))


def decimals_of(number: Decimal) -> int:
    """The digits behind the point, as written: 2 for 2.50."""
    return len(format(number, "f").partition(".")[2])


def plain(number: Decimal) -> Decimal:
    """`number` without a power of ten: Decimal("1E+3") as Decimal("1000"); its digits stay as written."""
    return Decimal(format(number, "f"))
