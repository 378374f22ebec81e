"""Loose numbers: numbers in prose outside references, which would become outdated."""

from __future__ import annotations

import re
from collections.abc import Iterable

from yiwu_report.model.number_words import NumberWords
from yiwu_report.text.references.loose_numbers.spaced import judge_spaced
from yiwu_report.text.references.loose_numbers.surroundings import Qualifying, Surroundings
from yiwu_report.text.references.loose_numbers.tokens import LooseNumber, composed, prose_of
from yiwu_report.text.references.loose_numbers.unspaced import judge_unspaced
from yiwu_report.text.references.scan import Scan

__all__ = ["LooseNumber", "Qualifying", "Surroundings", "composed", "loose_numbers"]

_ONLY_YEARS = re.compile(r"\s*(?:1[0-9]|2[01])[0-9]{2}(?:[–—/-](?:(?:1[0-9]|2[01])?[0-9]{2}))?\s*")


def loose_numbers(value: str, scan: Scan, names: Iterable[str], words: NumberWords) -> list[LooseNumber]:
    """Every number of `value` that is an amount, or may be one, outside references and `names`, in order.

    A text that is only a year or a span of years, such as a heading, has none.
    """
    if _ONLY_YEARS.fullmatch(value):
        return []
    prose = prose_of(value, scan, names, words)
    judge = judge_spaced if words.has_spaces else judge_unspaced
    return list(judge(prose, words))
