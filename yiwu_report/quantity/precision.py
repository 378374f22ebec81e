"""How many digits a number carries, how many are left after arithmetic, and exact rounding to a place.

The usual rules of significance arithmetic: a sum ends at the coarsest last place of its parts, a product or
quotient has as many significant digits as the part with the fewest. Both members are kept after each step, so
that a sum of products, or a product of sums, is right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from yiwu_report.quantity.interval import Interval

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


@dataclass(frozen=True, slots=True)
class Precision:
    """`place`: the size of the last shown place, in the unit; `digits`: significant digits. None limits nothing."""

    place: Fraction | None  # e.g. Fraction(1, 100) for 20.65
    digits: int | None  # e.g. 4 for 20.65

    @classmethod
    def of(cls, number: Decimal) -> Precision:
        """The precision of a number from its digits as written: 6800 ends at ones, with four digits."""
        written = format(number, "f").lstrip("-")
        digits = len(written.replace(".", "").lstrip("0")) or 1
        return cls(TEN ** -decimals_of(number), digits)

    def scaled(self, factor: Fraction) -> Precision:
        """The precision of the same number in another unit, or times a literal; `factor` is not zero."""
        return Precision(None if self.place is None else self.place * abs(factor), self.digits)

    def place_for(self, interval: Interval) -> Fraction | None:
        """The last place of a result, a power of ten; None if it is unlimited."""
        if self.place is not None:
            return decimal_place(self.place)
        return None if self.digits is None else _place_of(interval, self.digits)


UNLIMITED = Precision(None, None)  # a literal of a formula, a count


def sum_precision(result: Interval, parts: Iterable[Precision]) -> Precision:
    """The precision of a sum, difference, least or greatest of parts: their coarsest place."""
    places = [part.place for part in parts if part.place is not None]
    if not places:
        return UNLIMITED
    place = max(places)
    size = _size(result, decimal_place(place))
    return Precision(place, 1 if size == 0 else max(1, exponent(size) - exponent(decimal_place(place)) + 1))


def product_precision(result: Interval, parts: Iterable[Precision]) -> Precision:
    """The precision of a product or quotient: the fewest significant digits of its parts."""
    digits = [part.digits for part in parts if part.digits is not None]
    return Precision(_place_of(result, min(digits)), min(digits)) if digits else UNLIMITED


def _place_of(result: Interval, digits: int) -> Fraction | None:
    largest = max((abs(end) for end in (result.low, result.high) if end is not None), default=None)
    if largest is None:
        return None
    if largest == 0:
        return Fraction(1)
    place = TEN ** (exponent(largest) - digits + 1)
    # 99.96 with three digits is 100, not 100.0
    return place * 10 if exponent(_size(result, place)) > exponent(largest) else place


def _size(result: Interval, place: Fraction) -> Fraction:
    """The largest number that will be shown of `result` at this place, without its sign."""
    if result.is_point and result.low is not None:
        return abs(round_half_even(result.low, place))
    return max((ceil_to(abs(end), place) for end in (result.low, result.high) if end is not None), default=Fraction(0))
