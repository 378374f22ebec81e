"""Why a formula cannot be read or evaluated."""

from __future__ import annotations

from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text


class FormulaFault(Exception):  # noqa: N818  # "error" is kept for our own mistakes
    """A fault of a formula, at `offset` of its text; becomes a Problem where its place is known."""

    def __init__(self, rule: Rule, message: str, remedy: str, offset: int = -1, length: int = 1) -> None:
        super().__init__(message)
        self.rule, self.message, self.remedy, self.offset, self.length = rule, message, remedy, offset, length

    def at(self, offset: int, length: int) -> FormulaFault:
        """The same fault, placed at this stretch of the formula unless it has a place already."""
        if self.offset >= 0:
            return self
        return FormulaFault(self.rule, self.message, self.remedy, offset, length)

    def problem(self, text: Text) -> Problem:
        """The problem it is in the formula that `text` writes: at its stretch, or at the formula's start."""
        place = text.place_of(self.offset, self.length) if self.offset >= 0 else text.start
        return Problem(place, self.rule, self.message, self.remedy)


class SilentlyLeftOut(Exception):  # noqa: N818  # no error: the cause has its own Problem
    """The formula uses something that is Unusable, which has a problem of its own."""
