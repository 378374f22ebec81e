"""Compares a figure's value with its printed text: it must be the same number, and not more certain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from yiwu_report.model.data import Figure
from yiwu_report.quantity import Qualifier, Quantity, canonical, decimals_of

_HAN_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"亿": 10**8, "万": 10**4}
_ZEROS = "零〇"

_RUN = re.compile("[零〇一二两三四五六七八九十百千万亿]+")
_EITHER = re.compile("(.*)([一二三四五六七八九])([一二三四五六七八九])([十百千万亿]*)")
_PART = re.compile("分之|[半成番]")  # 三成 (30%) and 一半 (a half) are not 3 and 1


@dataclass(frozen=True, slots=True)
class HanNumber:
    """A number with its characters; 三四台 gives two, the bounds of a range."""

    value: int
    text: str
    is_end: bool = False


def han_numbers(token: str) -> tuple[HanNumber, ...]:
    """Every number in a printed text, groups of 万 and 亿 at its end with and without: they may belong to the unit.

    首 is one, and so is 亿元 alone. Nothing where parts are written, such as 三成.
    """
    rest = token.replace("百分之", "")
    if _PART.search(rest):
        return ()
    found = [number for match in _RUN.finditer(rest) for number in _read(match[0])]
    return (*found, *([HanNumber(1, "首")] if "首" in rest else []))


def _read(run: str) -> Iterator[HanNumber]:
    for written in dict.fromkeys((run, run.rstrip("万亿"))):
        whole = _value(written)
        if whole is not None:
            yield HanNumber(whole, written)
        elif len(written) > 2 and all(character in _HAN_DIGITS or character in _ZEROS for character in written):
            yield HanNumber(int("".join(str(_HAN_DIGITS.get(character, 0)) for character in written)), written)
        elif either := _EITHER.fullmatch(written):
            before, low, high, after = either.groups()
            for digit in (low, high):
                value = _value(before + digit + after)
                if value is not None:
                    yield HanNumber(value, written, is_end=True)


def _value(text: str) -> int | None:
    """The value of a numeral, e.g. 12300 for 一万二千三百; None if it is not a numeral, such as 三四."""
    for group, size in _GROUPS.items():
        head, found, tail = text.rpartition(group)
        if found:
            before, after = _value(head), _value(tail) if tail else 0
            return None if before is None or after is None else before * size + after
    total, digit = 0, None
    for character in text:
        if character in _POWERS:
            total += (1 if digit is None else digit) * _POWERS[character]
            digit = None
        elif character not in _ZEROS:
            if digit is not None:
                return None
            digit = _HAN_DIGITS[character]
    return total + (digit or 0) if text else 1


@dataclass(frozen=True, slots=True)
class PrintedDifference:
    """A figure whose value is not what was printed."""

    figure: str
    printed: str
    value: str  # in the editor's form, e.g. "over 200"


@dataclass(frozen=True, slots=True)
class _PrintedNumber:
    """A number in a printed text, with its characters."""

    value: Decimal  # its digits as printed: 2.50 is not 2.5
    text: str
    is_end: bool  # of a range
    is_negative: bool = False
    has_digits: bool = True

    def is_that_of(self, number: Decimal) -> bool:
        """True for the same number. A decrease may be printed without a sign, but an increase not with a minus sign."""
        if self.is_negative and number > 0:
            return False
        same_digits = not self.has_digits or decimals_of(self.value) == decimals_of(number)
        return same_digits and abs(number) == self.value


_NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_DIGITS = re.compile(_NUMBER)
_RANGE = re.compile(
    rf"({_NUMBER})\s?[%a-zA-Z一-鿿]{{0,4}}\s?[-–—―~～]\s?({_NUMBER})|(?<!from )\b({_NUMBER}) to ({_NUMBER})"
)

# Qualifiers of a number in a printed text; a value without them would be more certain than its source.
_AFTER = "[^，。；,;]{{0,4}}"
_WORDS: dict[Qualifier, str] = {
    Qualifier.OVER: r"(?:(?<!不)超过|逾|\bover |(?<!no )more than |above ){n}",
    Qualifier.ODD: r"{n}[多余几]|{n}[- ]odd",
    Qualifier.NEARLY: r"(?:(?<![最附])近|nearly |almost |close to ){n}",
    Qualifier.ABOUT: rf"(?:(?<![签合节契特])约|about |around |roughly |approximately |some ){{n}}|{{n}}{_AFTER}(?:左右|上下)",
    Qualifier.AT_LEAST: rf"{{n}}{_AFTER}以上|(?:不少于|不低于|不小于|至少|at least |(?:no|not) (?:less|fewer) than ){{n}}",
    Qualifier.AT_MOST: rf"{{n}}{_AFTER}以下|(?:不超过|不多于|不高于|不大于|至多|最多|at most |up to |no more than ){{n}}",
    Qualifier.UNDER: r"(?:不足|不到|(?<!不)少于|under |below |(?<!no )(?<!not )(?:less|fewer) than ){n}",
}


def differs_from_printed(figures: Mapping[str, Figure]) -> Iterator[PrintedDifference]:
    """Each figure whose value differs from its printed text, or lacks the qualifier of that text.

    A printed text in which no number can be read ("dozens") is ignored.
    """
    for figure in figures.values():
        if figure.printed is None or figure.is_derived:
            continue
        token = unicodedata.normalize("NFKC", figure.printed.value)
        if figure.date is not None:
            found = {int(match.replace(",", "")) for match in re.findall(r"[0-9]+", token)}
            dated = {int(part) for date in figure.date.parts for part in date.split("-")}
            if found and not dated <= found:
                yield PrintedDifference(figure.id, figure.printed.value, figure.date.written)
        elif figure.quantity is not None and not _says(token, figure.quantity):
            yield PrintedDifference(figure.id, figure.printed.value, canonical(figure.quantity))


def _says(token: str, quantity: Quantity) -> bool:
    found = _numbers(token) or _han(token)
    if not found:
        return True
    wanted = [number for number in (quantity.number, quantity.number_high) if number is not None]
    return all(
        any(each.is_that_of(number) and _keeps_word(token, each, quantity.qualifier) for each in found)
        for number in wanted
    )


def _keeps_word(token: str, number: _PrintedNumber, qualifier: Qualifier) -> bool:
    written = re.escape(number.text)
    said = {word for word, pattern in _WORDS.items() if re.search(pattern.format(n=written), token)}
    if number.is_end:
        said.add(Qualifier.RANGE)
    return not said or qualifier in said


def _numbers(token: str) -> list[_PrintedNumber]:
    """Numbers written in digits."""
    ends = {match.span(group) for match in _RANGE.finditer(token) for group in range(1, 5) if match[group]}
    return [
        _PrintedNumber(
            Decimal(match[0].replace(",", "")),
            match[0],
            match.span() in ends,
            is_negative=bool(re.search(r"(?:^|[^0-9%\w])[-−]$", token[: match.start()])),
        )
        for match in _DIGITS.finditer(token)
    ]


def _han(token: str) -> list[_PrintedNumber]:
    return [
        _PrintedNumber(Decimal(each.value), each.text, each.is_end, has_digits=False) for each in han_numbers(token)
    ]
