"""Intervals as text, for tests: "[1, ∞)" is from one on; and formulas over them."""

from __future__ import annotations

import re
from fractions import Fraction

from yiwu_report.quantity import Interval


def interval(text: str) -> Interval:
    match = re.fullmatch(r"([\[(])(.+), (.+)([\])])", text)
    assert match, text
    low, high = (None if end in {"-∞", "∞"} else Fraction(end) for end in match.group(2, 3))
    return Interval(low, high, match[1] == "[", match[4] == "]")


def shown(value: Interval) -> str:
    low = "-∞" if value.low is None else _end(value.low)
    high = "∞" if value.high is None else _end(value.high)
    return f"{'[' if value.low_closed else '('}{low}, {high}{']' if value.high_closed else ')'}"


def _end(x: Fraction) -> str:
    return str(x.numerator) if x.denominator == 1 else f"{float(x):g}"
