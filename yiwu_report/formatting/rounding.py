"""Rounding a quantity without making it more certain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from yiwu_report.quantity import (
    DecimalsError,
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
        case Qualifier.NEARLY:  # what it doesn't reach lies away from zero
            return ceil_to if number > 0 else floor_to
        case _:
            return round_half_even


def rounded(quantity: Quantity, decimals: int) -> Quantity:
    """The quantity with so many decimals; DecimalsError where it is written with fewer."""
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
