"""A figure's value against the token its source printed: the same number, and no more certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from yiwu_report.model.data import Figure
from yiwu_report.quantity import Qualifier, Quantity, canonical


@dataclass(frozen=True, slots=True)
class PrintedDifference:
    """A figure whose value is not what was printed."""

    figure: str
    printed: str
    value: str  # in the editor's form, e.g. "over 200"


_DIGITS = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_HAN = {"首": 1, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_HAN_POWERS = {"十": 10, "百": 100, "千": 1000}
_HAN_UNITS = "万亿"

# How a token says that its number N is open; a value without that word would be more certain than its source.
_WORDS: dict[Qualifier, str] = {
    Qualifier.OVER: r"(?:超过|逾|over |more than ){n}",
    Qualifier.ODD: r"{n}[多余]|{n}[- ]odd",
    Qualifier.NEARLY: r"(?:近|nearly |almost ){n}",
    Qualifier.ABOUT: r"(?:约|大约|about |around ){n}",
    Qualifier.AT_LEAST: r"{n}[^，。；,;]{{0,4}}以上|at least {n}",
    Qualifier.AT_MOST: r"{n}[^，。；,;]{{0,4}}以下|(?:at most |up to ){n}",
    Qualifier.UNDER: r"(?:不足|不到|under |less than ){n}",
}


def differs_from_printed(figures: Mapping[str, Figure]) -> Iterator[PrintedDifference]:
    """Each figure whose value is another number than its token's, or leaves out the token's qualifier.

    A token in which no number can be read ("dozens") is passed over: nothing can be told from it.
    """
    for figure in figures.values():
        if figure.printed is None or figure.is_derived:
            continue
        token = figure.printed.value
        if figure.date is not None:
            dated = [int(part) for date in figure.date.parts for part in date.split("-")]
            if not set(dated) <= {int(Decimal(n)) for n in _numbers(token)}:
                yield PrintedDifference(figure.id, token, figure.date.written)
        elif figure.quantity is not None and not _says(token, figure.quantity):
            yield PrintedDifference(figure.id, token, canonical(figure.quantity))


def _says(token: str, quantity: Quantity) -> bool:
    found = _numbers(token) or _han_numbers(token)
    if not found:
        return True
    wanted = [number for number in (quantity.number, quantity.number_high) if number is not None]
    if not all(abs(number) in {Decimal(each) for each in found} for number in wanted):
        return False
    return all(_keeps_word(token, found, number, quantity.qualifier) for number in wanted)


def _keeps_word(token: str, found: Mapping[str, str], number: Decimal, qualifier: Qualifier) -> bool:
    written = next(text for value, text in found.items() if Decimal(value) == abs(number))
    said = [word for word, pattern in _WORDS.items() if re.search(pattern.format(n=re.escape(written)), token)]
    return not said or qualifier in said


def _numbers(token: str) -> dict[str, str]:
    """The numbers that digits write, each with its text."""
    return {match.group().replace(",", ""): match.group() for match in _DIGITS.finditer(token)}


def _han_numbers(token: str) -> dict[str, str]:
    """The numbers that Han numerals can stand for: each digit, each power of ten, 十几 and 几十; 亿元 alone is one."""
    found: dict[str, str] = {}
    for position, character in enumerate(token):
        before = token[position - 1] if position else ""
        if character in _HAN:
            found.setdefault(str(_HAN[character]), character)
        elif character in _HAN_POWERS:
            times = _HAN.get(before, 1)
            after = _HAN.get(token[position + 1 : position + 2], 0) if character == "十" else 0
            found.setdefault(str(times * _HAN_POWERS[character] + after), character)
        elif character in _HAN_UNITS and before not in {*_HAN, *_HAN_POWERS, *_HAN_UNITS}:
            found.setdefault("1", character)
    return found
