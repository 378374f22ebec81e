"""Words of a value that are misspelt, and what stands for "no value" elsewhere."""

from __future__ import annotations

import difflib
import re

from yiwu_report.quantity.errors import QuantityError
from yiwu_report.quantity.qualifier import Qualifier

_BEFORE = tuple(str(each) for each in Qualifier if each not in {Qualifier.EXACT, Qualifier.ODD, Qualifier.RANGE})
_NO_VALUE = frozenset(
    {"n/a", "na", "n.a.", "none", "nil", "nul", "nll", "missing", "unknown", "-", "–", "—", ":", "..", "...", "…", "无", "暂无"}
)  # fmt: skip


def refuse_no_value(words: str) -> None:
    """QuantityError for a value that says in words, or with a mark of a statistical office, that there is none."""
    if words.lower() in _NO_VALUE:
        raise QuantityError(f'"{words}" is not a number', "write null if the source gives no value")


def meant_word(words: str) -> tuple[str, str] | None:
    """A misspelt word for how sure a value is, and the value with the word that is meant: abuot 12, 200 ood."""
    if match := re.fullmatch(r"([A-Za-z][A-Za-z ]*?) ?([-0-9].*)", words):
        word = match[1].lower()
        near = {each.replace(" ", ""): each for each in _BEFORE}
        found = difflib.get_close_matches(word.replace(" ", ""), near, n=1, cutoff=0.7)
        # a letter more or less is a slip; "not over" is no misspelt "over"
        if found and near[found[0]] != word and abs(len(found[0]) - len(word.replace(" ", ""))) <= 1:
            return word, f"{near[found[0]]} {match[2]}"
    if match := re.fullmatch(r"(.*[0-9]) ?([A-Za-z]+)", words):
        word = match[2].lower()
        if set(word) == set("od") and word != "odd":
            return word, f"{match[1]} odd"
    return None
