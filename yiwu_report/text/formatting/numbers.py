"""Numbers in a language: separators by CLDR, words such as million, numerals and ordinals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from functools import lru_cache

from babel import Locale
from babel.numbers import NumberPattern, parse_pattern

from yiwu_report.quantity import Qualifier, Quantity, decimals_of, plain
from yiwu_report.text.formatting.language import Language, Numerals, Scale, fill


@dataclass(frozen=True, slots=True)
class Amount:
    """A number whose digits stay the same when its unit grows or shrinks tenfold.

    `is_whole` is true if no point was written: zeros that a smaller unit adds after a point are not digits
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
    """A quantity as written in a unit: a qualifier, an amount, and for a range a second one."""

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


MOST_SCALED_DECIMALS = 3  # 1,133,066 is easier to read than 1.133066 million


def scale_of(amount: Amount, language: Language, least: int = 1) -> Scale | None:
    """The largest scale that an amount reaches; None where more than three decimals would stand before its word.

    `least` is the smallest number that may stand there.
    """
    reached = (each for each in reversed(language.scales) if abs(amount.number) >= each.size * least)
    scale = next(reached, None)
    if scale is None or decimals_of(amount.shifted(-scale.size.adjusted()).digits) > MOST_SCALED_DECIMALS:
        return None
    return scale


def format_amount(amount: Amount, language: Language, *, wrap: str = "{n}", least: int = 1) -> str:
    """The amount with the word of its scale: 1.6 million.

    `wrap` goes around the digits, before that word (20-odd billion); `least` is the smallest number that may
    stand before one.
    """
    scale = scale_of(amount, language, least)
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


def numeral(number: Decimal, language: Language) -> str:
    """The number in the language's own numerals, e.g. 六; in digits if it has none or the number isn't whole."""
    count = int(number)
    if language.numerals is None or count != number or count < 0:
        return format_number(number, language)
    written = _numeral(count, language.numerals)
    one_ten = language.numerals.digits[1] + language.numerals.tens[0]
    return written.removeprefix(language.numerals.digits[1]) if written.startswith(one_ten) else written  # 十六


def _numeral(count: int, numerals: Numerals) -> str:
    powers = zip((8, 4, 3, 2, 1), (*reversed(numerals.groups), *reversed(numerals.tens)), strict=True)
    for power, name in powers:
        head, rest = divmod(count, 10**power)
        if head:
            gap = numerals.digits[0] if 0 < rest < 10 ** (power - 1) else ""
            return _numeral(head, numerals) + name + gap + (_numeral(rest, numerals) if rest else "")
    return numerals.digits[count]


def ordinal(number: Decimal, language: Language) -> str:
    """The number as an ordinal of the language, e.g. sixth or 21st; in digits if it has none."""
    count = int(number)
    if language.ordinals is None or count != number or count < 1:
        return format_number(number, language)
    if count <= len(language.ordinals.words):
        return language.ordinals.words[count - 1]
    patterns = language.ordinals.patterns
    pattern = patterns.get(language.babel.ordinal_form(count), patterns["other"])
    return fill(pattern, n=format_number(number, language))


_DIGITS = re.compile(r"−?[¥$€£]?[0-9][0-9,.]*(?:%?[–—～-]−?[0-9][0-9,.]*)*%?")


def number_parts(text: str) -> tuple[tuple[str, bool], ...]:
    """A shown value cut into its words and its numbers: ¥20-odd billion is ¥20 and -odd billion.

    A value in words alone, such as sixth, is one number.
    """
    parts: list[tuple[str, bool]] = []
    position = 0
    for match in _DIGITS.finditer(text):
        parts += [(text[position : match.start()], False), (match[0], True)]
        position = match.end()
    if not parts:
        return ((text, True),)
    return tuple(part for part in (*parts, (text[position:], False)) if part[0])
