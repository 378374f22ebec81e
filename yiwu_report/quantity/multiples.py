"""Words behind a number that multiply it: 12k, 1.5万, 3 million. Treating one as a unit would lose its factor."""

from __future__ import annotations

import re
from decimal import Context, Decimal

_HAN = {
    "百": 10**2, "千": 10**3, "万": 10**4, "萬": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7,
    "亿": 10**8, "億": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
_LETTERS = {
    "dozen": 12, "hundred": 10**2, "k": 10**3, "thousand": 10**3, "w": 10**4, "lakh": 10**5, "m": 10**6,
    "mn": 10**6, "mio": 10**6, "mln": 10**6, "million": 10**6, "crore": 10**7, "b": 10**9, "bn": 10**9, "mrd": 10**9,
    "mld": 10**9, "bln": 10**9, "billion": 10**9, "tn": 10**12, "trn": 10**12, "trillion": 10**12,
}  # fmt: skip
_HAN_WORD = re.compile(
    rf"({'|'.join(sorted(_HAN, key=len, reverse=True))})(?!分|[克米瓦卡帕])"  # 百分点, 千克 and 千米 are units
)
_WORD = re.compile(r"[^\W\d_]+")
_EXACT = Context(prec=200)  # more than any number has


def multiple(unit: str) -> tuple[str, int] | None:
    """The word that `unit` begins with and what it multiplies by, e.g. 万 of 万家; None where it begins with none."""
    if match := _HAN_WORD.match(unit):
        return match[1], _HAN[match[1]]
    match = _WORD.match(unit)  # a whole word of any alphabet: no k in Kč
    if match is None or unit[match.end() : match.end() + 1] in {"²", "³", "/"}:
        return None
    word = match[0].lower()
    by = _LETTERS.get(word) or (_LETTERS.get(word.removesuffix("s")) if len(word) > 2 else None)
    return (match[0], by) if by else None


def multiplied(number: str, by: int) -> str:
    """The number written out, e.g. 15000 for 1.5 ten thousands."""
    text = format(_EXACT.multiply(Decimal(number), Decimal(by)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
