"""Words of a value that are spelt wrongly, and what stands for "no value" elsewhere."""

from __future__ import annotations

import difflib
import re

from yiwu_report.quantity.errors import QuantityError
from yiwu_report.quantity.qualifier import Qualifier

_BEFORE = tuple(str(each) for each in Qualifier if each not in {Qualifier.EXACT, Qualifier.ODD, Qualifier.RANGE})
_NUMBER = r"-?[0-9][0-9.]*"
_NO_VALUE = frozenset(
    {"n/a", "na", "n.a.", "none", "nil", "nul", "nll", "missing", "unknown", "-", "–", "—", "无", "暂无"}
)


def refuse_mistyped(words: str) -> None:
    """QuantityError for a value whose word looks like one of ours, or that says in words that there is none."""
    lowered = words.lower()
    if lowered in _NO_VALUE:
        raise QuantityError(f'"{words}" is no number', "write null where the source gives no value")
    if match := re.fullmatch(rf"([a-z][a-z ]*?) ?({_NUMBER})", lowered):
        near = difflib.get_close_matches(match[1], _BEFORE, n=1, cutoff=0.6)
        if near and near != [match[1]]:
            raise unknown_word(match[1], f"{near[0]} {match[2]}")
    if (match := re.fullmatch(rf"({_NUMBER}) ?([a-z]+)", lowered)) and set(match[2]) == set("od") and match[2] != "odd":
        raise unknown_word(match[2], f"{match[1]} odd")
    if match := re.fullmatch(rf"(?:between |from )?({_NUMBER}) (?:and|ot|till?|until|through|t0) ({_NUMBER})", lowered):
        raise QuantityError(f'"{words}" reads as a range', f"write {match[1]} to {match[2]}")


def unknown_word(word: str, written: str) -> QuantityError:
    """The error of a word that is none of ours, with what to write for the value."""
    return QuantityError(f'"{word}" is none of the words of a value', f"write {written}")
