"""A quantity in another unit of the same dimension: mu in hectares, 万家 in firms."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from yiwu_report.formatting.amount import Amount, Written
from yiwu_report.formatting.language import Language
from yiwu_report.formatting.rounding import Rounding, rounding_of
from yiwu_report.model.figures import UnitSpec
from yiwu_report.quantity import Interval, Precision, Qualifier, Quantity, to_decimal

MOST_DIGITS = 3  # a conversion shows no more of them, and never more than were written
_TEN = Fraction(10)


def target_of(unit: UnitSpec, language: Language, units: Mapping[str, UnitSpec]) -> UnitSpec:
    """The unit in which a language shows another: the end of its `convert`s."""
    seen = set()
    while target := unit.forms[language.code].get("convert"):
        unit = units[target.value]
        if target.value in seen:
            raise ValueError(f"units that convert to each other in {language.code}")
        seen.add(target.value)
    return unit


def converted(quantity: Quantity, unit: UnitSpec, target: UnitSpec) -> Written:
    """The quantity in the target unit.

    Between units that differ by a power of ten its digits stay. Else it has three significant digits at most,
    open and range ends rounded outwards, and 200 odd and class 100 become the ranges they stand for, since
    their digits mean nothing elsewhere.
    """
    ratio = Fraction(unit.factor) / Fraction(target.factor)
    power = len(str(ratio.numerator)) - len(str(ratio.denominator))
    if ratio == _TEN**power:
        return Written.of(quantity).shifted(power)
    word, numbers = quantity.qualifier, [quantity.number]
    if quantity.number_high is not None:
        numbers.append(quantity.number_high)
    digits = min(MOST_DIGITS, *(_digits(number) for number in numbers))
    ends = [Fraction(number) * ratio for number in numbers]
    if word in {Qualifier.ODD, Qualifier.CLASS}:
        interval = quantity.interval.scaled(ratio)
        word, ends = Qualifier.RANGE, [end for end in (interval.low, interval.high) if end is not None]
    amounts = [_cut(end, digits, rounding_of(word, end, is_high=index == 1)) for index, end in enumerate(ends)]
    return Written(word, *amounts)


def _digits(number: Decimal) -> int:
    return Precision.of(number).digits or 1


def _cut(x: Fraction, digits: int, rounding: Rounding) -> Amount:
    """`x` with so many significant digits."""
    place = Precision(None, digits).place_for(Interval.point(x)) or Fraction(1)
    if abs(rounding(x, place)) >= place * 10**digits:  # 9.996 upwards is 10.0, not 10.00
        place *= 10
    decimals = len(str(place.denominator)) - 1
    return Amount(to_decimal(rounding(x, place), decimals), is_whole=decimals == 0)
