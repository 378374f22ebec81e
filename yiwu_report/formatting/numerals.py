"""Numerals and ordinals in words: 第六, sixth, 21st."""

from __future__ import annotations

from decimal import Decimal

from yiwu_report.formatting.fill import fill
from yiwu_report.formatting.language import Language, Numerals
from yiwu_report.formatting.numbers import format_number


def numeral(number: Decimal, language: Language) -> str:
    """The number in the language's own numerals, e.g. 六; in digits where it has none or the number isn't whole."""
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
    """The number as an ordinal of the language, e.g. sixth or 21st; in digits where it has none."""
    count = int(number)
    if language.ordinals is None or count != number or count < 1:
        return format_number(number, language)
    if count <= len(language.ordinals.words):
        return language.ordinals.words[count - 1]
    patterns = language.ordinals.patterns
    pattern = patterns.get(language.babel.ordinal_form(count), patterns["other"])
    return fill(pattern, n=format_number(number, language))
