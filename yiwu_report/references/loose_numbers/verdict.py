"""What the judgement says of a number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Verdict(Enum):
    """Whether a number in prose should be a reference to a figure."""

    AMOUNT = auto()
    DOUBTFUL = auto()  # the words around it don't say
    FINE = auto()  # a year, a date, an ordinal, a name, …


@dataclass(frozen=True, slots=True)
class LooseNumber:
    """A number that is no reference, or may have to be one: its text and its offset."""

    text: str
    start: int
    is_doubtful: bool = False
    may_be_year: bool = False  # four digits that would be a year elsewhere
