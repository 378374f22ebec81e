"""The qualifiers, each with an example: its notation and its interval."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from yiwu_report.model.figures import UnitKind, UnitSpec
from yiwu_report.model.problem import Place
from yiwu_report.model.text import Text
from yiwu_report.quantity import Interval, Qualifier, Quantity
from yiwu_report.site.report.context import Traits, Words
from yiwu_report.text.formatting import Language, format_quantity

# A round number for each word; a range takes two, a class a power of ten.
_EXAMPLES = {Qualifier.RANGE: (Decimal(3), Decimal(4)), Qualifier.CLASS: (Decimal(1000), None)}
_EXAMPLE = (Decimal(200), None)
_NUMBER = Text("{n}", Place("number"), "{n}")  # a plain number, such as a ratio


@dataclass(frozen=True, slots=True)
class QualifierExample:
    """A qualifier: its notation, interval and meaning."""

    example: str
    stands_for: str  # e.g. 200 < x < 300
    meaning: str


def qualifier_examples(traits: Traits, language: Language) -> tuple[QualifierExample, ...]:
    """Every qualifier that the report uses, by an example; none if all values are exact.

    Intervals are calculated.
    """
    if traits.is_exact:
        return ()
    return tuple(_example(qualifier, language) for qualifier in Qualifier if qualifier in traits.qualifiers)


def plain_unit(language: Language) -> UnitSpec:
    """The unit of a number that has none."""
    return UnitSpec.model_construct(
        kind=UnitKind.INDEX, exact=False, dimension=None, factor=Decimal(1), forms={language.code: {"other": _NUMBER}}
    )


def _example(qualifier: Qualifier, language: Language) -> QualifierExample:
    number, high = _EXAMPLES.get(qualifier, _EXAMPLE)
    quantity = Quantity(qualifier, number, high)
    example = format_quantity(quantity, plain_unit(language), language, {}).full
    meaning = Words(language)[f"meaning_{qualifier.name.lower()}"]
    return QualifierExample(example, _inequality(quantity.interval), meaning)


def _inequality(interval: Interval) -> str:
    if interval.is_point:
        return f"x = {_digits(interval.low)}"
    low = "" if interval.low is None else f"{_digits(interval.low)} {'≤' if interval.low_closed else '<'} "
    high = "" if interval.high is None else f" {'≤' if interval.high_closed else '<'} {_digits(interval.high)}"
    if not high and low:
        return f"x {'≥' if interval.low_closed else '>'} {_digits(interval.low)}"
    return f"{low}x{high}"


def _digits(end: Fraction | None) -> str:
    return f"{float(end or 0):g}"
