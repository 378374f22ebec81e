"""A number being formatted: its digits as written, independent of the unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from yiwu_report.quantity import Qualifier, Quantity, plain


@dataclass(frozen=True, slots=True)
class Amount:
    """A number whose digits stay the same when its unit grows or shrinks tenfold.

    `is_whole` is true where no point was written: zeros that a smaller unit puts behind a point are no digits
    then, so that 110 亿 is 11 billion, while 20.50 亿 is 2.050 billion.
    """

    number: Decimal
    is_whole: bool

    @classmethod
    def of(cls, number: Decimal) -> Amount:
        """The amount of a number as written."""
        return cls(number, "." not in format(number, "f"))

    def shifted(self, power: int) -> Amount:
        """It times ten to this power; no digit is lost or added."""
        sign, digits, exponent = self.number.as_tuple()
        return Amount(Decimal((sign, digits, int(exponent) + power)), self.is_whole)

    @property
    def digits(self) -> Decimal:
        """The number with just the digits that are shown."""
        written = plain(self.number)
        if self.is_whole and "." in (text := format(written, "f")):
            return Decimal(text.rstrip("0").rstrip("."))
        return written


@dataclass(frozen=True, slots=True)
class Written:
    """A quantity as it is written in some unit: a word, an amount, and for a range a second one."""

    qualifier: Qualifier
    low: Amount
    high: Amount | None = None

    @classmethod
    def of(cls, quantity: Quantity) -> Written:
        """The quantity in its own unit."""
        high = None if quantity.number_high is None else Amount.of(quantity.number_high)
        return cls(quantity.qualifier, Amount.of(quantity.number), high)

    def shifted(self, power: int) -> Written:
        """It in a unit smaller by ten to this power; every qualifier keeps its meaning."""
        high = None if self.high is None else self.high.shifted(power)
        return Written(self.qualifier, self.low.shifted(power), high)
