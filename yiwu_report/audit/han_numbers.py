"""Numbers written in Han numerals in a printed text: 二十三, 三四十, 十几, 千亿."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
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
    """Every number of a token, groups of 万 and 亿 at its end with and without: they may belong to the unit.

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
        elif len(written) > 2 and all(character in _DIGITS or character in _ZEROS for character in written):
            yield HanNumber(int("".join(str(_DIGITS.get(character, 0)) for character in written)), written)
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
            digit = _DIGITS[character]
    return total + (digit or 0) if text else 1
