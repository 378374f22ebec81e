"""Suggestions for a value that cannot be read: misspelt qualifiers, multiples such as 12k or 1.5万."""

from __future__ import annotations

import difflib
import re
from decimal import Context, Decimal

from yiwu_report.quantity.interval import QuantityError
from yiwu_report.quantity.quantity import Qualifier

_BEFORE = tuple(str(each) for each in Qualifier if each not in {Qualifier.EXACT, Qualifier.ODD, Qualifier.RANGE})
_NO_VALUE = frozenset(
    {"n/a", "na", "n.a.", "none", "nil", "nul", "nll", "missing", "unknown", "-", "–", "—", ":", "..", "...", "…", "无", "暂无"}
)  # fmt: skip


def refuse_no_value(words: str) -> None:
    """QuantityError for a value that is a word, or a statistical office's symbol, for a missing value."""
    if words.lower() in _NO_VALUE:
        raise QuantityError(f'"{words}" is not a number', "write null if the source gives no value")


def meant_word(words: str) -> tuple[str, str] | None:
    """A misspelt qualifier, and the value with the right one: abuot 12, 200 ood."""
    if match := re.fullmatch(r"([A-Za-z][A-Za-z ]*?) ?([-0-9].*)", words):
        word = match[1].lower()
        near = {each.replace(" ", ""): each for each in _BEFORE}
        found = difflib.get_close_matches(word.replace(" ", ""), near, n=1, cutoff=0.7)
        # a letter more or less is a slip; "not over" is not a misspelt "over"
        if found and near[found[0]] != word and abs(len(found[0]) - len(word.replace(" ", ""))) <= 1:
            return word, f"{near[found[0]]} {match[2]}"
    if match := re.fullmatch(r"(.*[0-9]) ?([A-Za-z]+)", words):
        word = match[2].lower()
        if set(word) == set("od") and word != "odd":
            return word, f"{match[1]} odd"
    return None


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
    """The word that `unit` begins with and what it multiplies by, e.g. 万 of 万家; None if it begins with none."""
    if match := _HAN_WORD.match(unit):
        return match[1], _HAN[match[1]]
    match = _WORD.match(unit)  # a complete word of any alphabet: no k in Kč
    if match is None or unit[match.end() : match.end() + 1] in {"²", "³", "/"}:
        return None
    word = match[0].lower()
    by = _LETTERS.get(word) or (_LETTERS.get(word.removesuffix("s")) if len(word) > 2 else None)
    return (match[0], by) if by else None


def multiplied(number: str, by: int) -> str:
    """The number written out, e.g. 15000 for 1.5 ten thousands."""
    text = format(_EXACT.multiply(Decimal(number), Decimal(by)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
