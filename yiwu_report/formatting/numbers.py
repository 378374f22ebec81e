"""Numbers in a language: separators by CLDR, and words such as million."""

from __future__ import annotations

import re
from decimal import Context, Decimal, localcontext
from functools import lru_cache

from babel import Locale
from babel.numbers import NumberPattern, parse_pattern

from yiwu_report.formatting.amount import Amount
from yiwu_report.formatting.fill import fill
from yiwu_report.formatting.language import Language

MINUS = (
    "\u2212"  # as wide as a digit, and no line ends behind it (UAX #14, class PR); CLDR has a hyphen in most languages
)
_EXACT = Context(prec=200)  # more than any number has: babel rounds to the context


def format_number(number: Decimal, language: Language) -> str:
    """The number with just the digits it is written with, e.g. 15,000, 20.50 or −0.5 with a minus sign."""
    written = format(number, "f")
    whole, _, decimals = written.lstrip("-").partition(".")
    grouped = len(whole) >= language.grouping_from
    with localcontext(_EXACT):
        pattern = _pattern(language.locale, len(decimals))
        text = str(pattern.apply(Decimal(written), language.babel, group_separator=grouped))
    return with_minus(text)


def with_minus(text: str) -> str:
    """A number, or what CLDR puts around one, with a minus sign for its hyphen."""
    return text.replace("-", MINUS)


def with_hyphen(text: str) -> str:
    """The hyphen form of a number with a minus sign, as typed."""
    return text.replace(MINUS, "-")


def format_amount(amount: Amount, language: Language, *, wrap: str = "{n}", least: int = 1) -> str:
    """The amount with the word of its scale: 1.6 million.

    `wrap` goes around the digits, before that word (20-odd billion); `least` is the smallest number that may
    stand before one.
    """
    scale = language.scale_of(amount.number, least)
    if scale is None:
        return fill(wrap, n=format_number(amount.digits, language))
    shown = amount.shifted(-scale.size.adjusted())
    pattern = language.plural(scale.pattern, shown.digits)
    return fill(pattern, n=fill(wrap, n=format_number(shown.digits, language)))


@lru_cache(maxsize=256)
def _pattern(locale: str, decimals: int) -> NumberPattern:
    """The locale's pattern for decimal numbers, with so many decimals."""
    pattern = Locale.parse(locale).decimal_formats[None].pattern
    point = "." + "0" * decimals if decimals else ""
    return parse_pattern(re.sub(r"\.[#0]+", lambda _: point, pattern))
