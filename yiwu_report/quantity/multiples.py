"""Words behind a number that multiply it: 12k, 1.5万, 3 million. Who took one for a unit would lose what it says."""

from __future__ import annotations

import re
from decimal import Decimal

_HAN = {"百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_ENGLISH = {
    "hundred": 10**2, "k": 10**3, "thousand": 10**3, "w": 10**4, "m": 10**6, "mn": 10**6, "mio": 10**6,
    "million": 10**6, "b": 10**9, "bn": 10**9, "billion": 10**9, "tn": 10**12, "trillion": 10**12,
}  # fmt: skip
_WORD = re.compile(
    rf"(?P<han>{'|'.join(sorted(_HAN, key=len, reverse=True))})(?!分|[克米瓦卡帕])"  # 百分点, 千克 and 千米 are units
    rf"|(?P<english>{'|'.join(sorted(_ENGLISH, key=len, reverse=True))})s?(?![A-Za-z²³/])",
    re.IGNORECASE,
)


def multiple(unit: str) -> tuple[str, int] | None:
    """The word that `unit` begins with and what it multiplies by, e.g. 万 of 万家; None where it begins with none."""
    match = _WORD.match(unit)
    if match is None:
        return None
    if match["han"]:
        return match["han"], _HAN[match["han"]]
    return match[0], _ENGLISH[match["english"].lower()]


def multiplied(number: str, by: int) -> str:
    """The number written out, e.g. 15000 for 1.5 ten thousands."""
    text = format(Decimal(number) * by, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
