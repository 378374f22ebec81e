"""A formatted quantity."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """`full` stands in a sentence; `value` and `unit` stand apart, as in a table with the unit in its heading.

    `value` keeps the words for how sure it is: 1亿元以上 is 1以上 and 亿元. Where nothing is left to stand apart
    (¥11 billion, sixth), `unit` is empty.
    """

    full: str  # e.g. 200多亿元
    value: str  # e.g. 200多
    unit: str  # e.g. 亿元

    def __str__(self) -> str:
        return self.full
