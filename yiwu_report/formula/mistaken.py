"""Common mistakes in formulas that Python's parser rejects or misreads."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGNS = {
    "÷": "/", "／": "/", "×": "*", "＊": "*", "·": "*", "−": "-", "–": "-", "－": "-", "＋": "+",
    "（": "(", "）": ")", "，": ",", "、": ",", "．": ".", "。": ".", "‘": "'", "’": "'", "“": "'", "”": "'",
    "＝": "==", "≠": "!=", "≤": "<=", "≥": ">=", "＜": "<", "＞": ">", "％": "%",
}  # fmt: skip

Mistake = tuple[str, str, int, int]  # what is wrong, what to do, offset, length


def mistake_in(source: str) -> Mistake | None:
    """The first such thing; None where nothing of that kind is found."""
    return min(_mistakes(_without_quoted(source)), key=lambda mistake: mistake[2], default=None)


def _mistakes(source: str) -> Iterator[Mistake]:
    for at, character in enumerate(source):
        if character in _SIGNS:
            yield f'"{character}" in a formula', f"write {_SIGNS[character]} for it", at, 1
    for match in re.finditer(r"([0-9]+(?:\.[0-9]+)?)\s*[%％]", source):
        yield f'"{match[0]}" in a formula', f"write {_hundredth(match[1])} for it", match.start(), len(match[0])
    for match in re.finditer(r"(?<![\w.])[0-9]{1,3}(?:,[0-9]{3})+(?![\w.,])", source):
        if _is_outside(source, match.start()):
            remedy = f"write {match[0].replace(',', '')}"
            yield f'"{match[0]}" has a thousands separator', remedy, match.start(), len(match[0])
    for match in re.finditer(r"\^|\*\*", source):
        yield f'"{match[0]}" in a formula', "write a product; powers are not supported", match.start(), len(match[0])
    for match in re.finditer(r"\b(?:and|or|not)\b|&&|\|\|", source):
        remedy = "chain comparisons, as in 1 < a < 2, or write two claims"
        yield f'"{match[0]}" in a formula', remedy, match.start(), len(match[0])
    for match in re.finditer(r"(?<![<>=!])=(?!=)", source):
        if _is_outside(source, match.start()):
            yield 'a single "=" in a formula', "write == to compare", match.start(), 1


def _is_outside(source: str, at: int) -> bool:
    """True outside of parentheses, where commas do not separate arguments and "=" does not select rows."""
    return source.count("(", 0, at) == source.count(")", 0, at)


def _hundredth(number: str) -> str:
    """A percentage as a plain number for formulas: 0.5 for 50."""
    whole, _, decimals = number.partition(".")
    digits = whole.rjust(3, "0")
    return f"{digits[:-2].lstrip('0') or '0'}.{digits[-2:]}{decimals}".rstrip("0").rstrip(".")


def _without_quoted(source: str) -> str:
    """The formula with what stands in plain quotes, the names of categories, blanked."""
    return re.sub(r"'[^']*'|\"[^\"]*\"", lambda match: " " * len(match[0]), source)
