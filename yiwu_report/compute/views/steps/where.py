"""`where`: the rows whose columns have a value, one of several, or fulfil a comparison."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

import numpy as np
from pydantic import Field

from yiwu_report.compute.views.frame import TextColumn, ValueColumn, ViewFrame
from yiwu_report.compute.views.lineage import Rows
from yiwu_report.compute.views.step import Around, OneOrMore, ViewStep
from yiwu_report.model.fields import IdKey
from yiwu_report.model.problem import did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import Interval, Truth, equal, greater, greater_equal, less, less_equal, not_equal

_COMPARISON = re.compile(r"\s*(<=|>=|<|>|==|!=)\s*(-?[0-9]+(?:\.[0-9]+)?)\s*")
_COMPARE = {"<": less, "<=": less_equal, ">": greater, ">=": greater_equal, "==": equal, "!=": not_equal}
_FORM = 'write a comparison in quotes, e.g. "> 5" or "<= -9.5"'


class WhereStep(ViewStep):
    """Keeps the rows that fulfil every condition."""

    word: ClassVar[str] = "where"
    is_mapping_of: ClassVar[str | None] = "conditions"

    conditions: dict[IdKey, OneOrMore] = Field(
        description='column -> a value, a list ("one of"), or for figures a comparison, e.g. "> 5"', min_length=1
    )

    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:  # noqa: ARG002
        """Those rows, in their order."""
        is_kept = np.ones(frame.row_count, dtype=bool)
        for name, wanted in self.conditions.items():
            column = self.column(frame, ("conditions", name), name)
            if not wanted:
                message = f"{name}: selects by an empty list"
                raise self.fault(("conditions", name), Rule.EMPTY_SELECTION, message, "write a value, or remove it")
            if isinstance(column, TextColumn):
                is_kept &= np.isin(column.codes, self._codes(name, column, wanted))
            else:
                is_kept &= self._compared(name, column, wanted, frame)
        return frame.take(np.flatnonzero(is_kept))

    def _codes(self, name: str, column: TextColumn, wanted: list[str]) -> list[int]:
        codes: list[int] = []
        for text in wanted:
            called = column.codes_called(text)
            if not called:
                example = f'it has "{column.texts[0]}", for instance' if column.texts else "it is empty"
                message, remedy = f'no row has {name} "{text}"', did_you_mean(text, column.texts, example)
                raise self.fault(("conditions", name), Rule.EMPTY_SELECTION, message, remedy)
            codes += called
        return codes

    def _compared(self, name: str, column: ValueColumn, wanted: list[str], frame: ViewFrame) -> Rows:
        is_kept = np.ones(frame.row_count, dtype=bool)
        for text in wanted:
            match = _COMPARISON.fullmatch(text)
            if match is None:
                message = f'"{text}" is not a comparison, and {name} holds figures'
                raise self.fault(("conditions", name), Rule.BAD_VALUE, message, _FORM)
            limit = Interval.point(Fraction(Decimal(match[2])))
            for row in range(frame.row_count):
                is_kept[row] &= self._is_kept(name, column, row, (match[1], limit), frame)
        return is_kept

    def _is_kept(
        self, name: str, column: ValueColumn, row: int, compared: tuple[str, Interval], frame: ViewFrame
    ) -> bool:
        interval = column.numbers.interval(row)
        if interval is None:
            return False
        truth = _COMPARE[compared[0]](interval, compared[1])
        if truth is Truth.UNKNOWN:
            message = f"it can't be told whether {name} of {frame.row_name(row)} is {compared[0]} {compared[1].low}"
            raise self.fault(
                ("conditions", name), Rule.UNDECIDED_ORDER, message, "choose a limit outside of what the value can be"
            )
        return truth.holds
