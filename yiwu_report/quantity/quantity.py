"""A number with its qualifier, as an editor writes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from yiwu_report.quantity.interval import Interval, QuantityError
from yiwu_report.quantity.precision import TEN, Precision, exponent, plain


class Qualifier(StrEnum):
    """A qualifier; its value is the word an editor writes."""

    EXACT = "exact"  # 71
    AT_LEAST = "at least"  # [n, ∞)
    AT_MOST = "at most"  # (-∞, n]
    OVER = "over"  # (n, ∞)
    UNDER = "under"  # (-∞, n)
    ODD = "odd"  # 200 odd: (200, 300)
    NEARLY = "nearly"  # nearly 10: [9, 10)
    ABOUT = "about"  # about 100: [90, 110]
    RANGE = "range"  # 3 to 4: [3, 4]
    CLASS = "class"  # class 1000: [1000, 10000)


_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """A qualifier with its number or, for a range, its two numbers; digits stay as written (2.50 is not 2.5).

    `tolerance` is for about: how far off the number may be, as a share of it; a tenth by default.
    """

    qualifier: Qualifier
    number: Decimal
    number_high: Decimal | None = None
    tolerance: Decimal | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "number", plain(self.number))
        if self.number_high is not None:
            object.__setattr__(self, "number_high", plain(self.number_high))
        _check(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quantity) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[object, ...]:
        high = None if self.number_high is None else self.number_high.as_tuple()
        return self.qualifier, self.number.as_tuple(), high, self.tolerance

    @property
    def is_exact(self) -> bool:
        """True without a qualifier."""
        return self.qualifier is Qualifier.EXACT

    @property
    def interval(self) -> Interval:
        """Every number it can represent."""
        return _interval(self)

    @property
    def precision(self) -> Precision:
        """The digits as written; of a range, those of the end that is written more coarsely."""
        low = Precision.of(self.number)
        if self.number_high is None:
            return low
        high = Precision.of(self.number_high)
        places = [p.place for p in (low, high) if p.place is not None]
        digits = [p.digits for p in (low, high) if p.digits is not None]
        return Precision(max(places), min(digits))

    def with_tolerance(self, tolerance: Decimal) -> Quantity:
        """The same with the figure's own tolerance, a share between 0 and 1; QuantityError unless it is approximate (about)."""
        return replace(self, tolerance=tolerance)


def _interval(q: Quantity) -> Interval:  # noqa: PLR0911 - one line for each qualifier
    n = Fraction(q.number)
    match q.qualifier:
        case Qualifier.EXACT:
            return Interval.point(n)
        case Qualifier.AT_LEAST | Qualifier.OVER:
            return Interval(n, None, low_closed=q.qualifier is Qualifier.AT_LEAST)
        case Qualifier.AT_MOST | Qualifier.UNDER:
            return Interval(None, n, high_closed=q.qualifier is Qualifier.AT_MOST)
        case Qualifier.ODD:
            return Interval(n, n + TEN ** exponent(n), low_closed=False, high_closed=False)
        case Qualifier.NEARLY:
            # a tenth on the side of zero: nearly -10 is a little above -10
            below = Interval(abs(n) * Fraction(9, 10), abs(n), high_closed=False)
            return below if n > 0 else -below
        case Qualifier.ABOUT:
            off = abs(n) * Fraction(_TENTH if q.tolerance is None else q.tolerance)
            return Interval(n - off, n + off)
        case Qualifier.RANGE:
            return Interval(n, Fraction(q.number_high or 0))
        case Qualifier.CLASS:
            return Interval(n, n * 10, high_closed=False)


def _check(q: Quantity) -> None:
    if not q.number.is_finite() or (q.number_high is not None and not q.number_high.is_finite()):
        raise QuantityError("a value that is not a number", "write digits, or null if the source gives no value")
    if (q.number_high is None) is (q.qualifier is Qualifier.RANGE):
        raise QuantityError("only a range has two numbers", "write 3 to 4")
    if q.number_high is not None and q.number >= q.number_high:
        raise QuantityError(
            f"a range from {q.number:f} to {q.number_high:f} is not in ascending order",
            "write the smaller number first",
        )
    if q.tolerance is not None and (q.qualifier is not Qualifier.ABOUT or not 0 < q.tolerance < 1):
        raise QuantityError("an unused tolerance", "use it with about, as a share between 0 and 1, e.g. 0.05")
    _check_meaning(q)


def _check_meaning(q: Quantity) -> None:
    written = format(q.number, "f")
    if q.qualifier in {Qualifier.NEARLY, Qualifier.ABOUT} and q.number == 0:
        raise QuantityError(
            f'"{q.qualifier} {written}" has no meaning: 10% of zero is zero',
            "write 0, or a range, e.g. 0 to 1",
        )
    if q.qualifier is Qualifier.ODD and (not written.isdigit() or q.number == 0 or written[1:].strip("0")):
        raise QuantityError(
            f'"{written} odd" does not say how much more it can be',
            "use odd after a whole number with only zeros after its first digit, e.g. 200 odd",
        )
    if q.qualifier is Qualifier.CLASS and (written[:1] != "1" or written[1:].strip("0")):
        raise QuantityError(
            f'"class {written}" is not an order of magnitude', "write class with a power of ten, e.g. class 1000"
        )
