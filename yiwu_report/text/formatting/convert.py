"""A quantity in another unit of the same dimension, or with fewer digits, never more certain than it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from yiwu_report.model.figures import UnitSpec
from yiwu_report.quantity import (
    DecimalsError,
    Interval,
    Precision,
    Qualifier,
    Quantity,
    QuantityError,
    ceil_to,
    decimals_of,
    floor_to,
    quantity_of,
    round_half_even,
    to_decimal,
)
from yiwu_report.text.formatting.language import Language
from yiwu_report.text.formatting.numbers import Amount, Written

Rounding = Callable[[Fraction, Fraction], Fraction]  # number, place -> a multiple of place


def rounding_of(qualifier: Qualifier, number: Decimal | Fraction, *, is_high: bool = False) -> Rounding:
    """Rounding by qualifier: outwards for bounds, otherwise half to even."""
    match qualifier:
        case Qualifier.AT_LEAST | Qualifier.OVER:
            return floor_to
        case Qualifier.AT_MOST | Qualifier.UNDER:
            return ceil_to
        case Qualifier.RANGE:
            return ceil_to if is_high else floor_to
        case Qualifier.NEARLY:  # the number that it doesn't reach is further from zero
            return ceil_to if number > 0 else floor_to
        case _:
            return round_half_even


def rounded(quantity: Quantity, decimals: int) -> Quantity:
    """The quantity with this many decimals; DecimalsError if it has fewer."""
    ends = [quantity.number] if quantity.number_high is None else [quantity.number, quantity.number_high]
    most = min(decimals_of(end) for end in ends)
    if decimals > most:
        raise DecimalsError(
            f"decimals={decimals} asks for more digits than the number has", f"write decimals={most} or fewer"
        )
    place = Fraction(1, 10**decimals)
    numbers = [
        to_decimal(rounding_of(quantity.qualifier, end, is_high=index == 1)(Fraction(end), place), decimals)
        for index, end in enumerate(ends)
    ]
    try:
        return replace(quantity, number=numbers[0], number_high=numbers[1] if len(numbers) > 1 else None)
    except QuantityError:  # about 0.4 without decimals is no longer about anything: 0 to 1
        return quantity_of(quantity.interval, quantity.precision, decimals)


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
    open and range ends rounded outwards, and 200 odd and class 100 become the ranges they represent, since
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
