"""`group`: one row for the rows that have the same texts, with sums, means and other functions over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from pydantic import BeforeValidator, Field

from yiwu_report.compute.formula import Measured, to_unit
from yiwu_report.compute.formula.evaluate import apply
from yiwu_report.compute.views.additive import require_additive, require_mean
from yiwu_report.compute.views.frame import Grouping, RowFault, TextColumn, ValueColumn, ViewFrame, combined
from yiwu_report.compute.views.origins import CellBlock, Combine, Combined, Making, Measure, Origin, Rows
from yiwu_report.compute.views.step import Around, OneOrMore, ViewStep
from yiwu_report.model.column_table import Calculated, NumberColumn
from yiwu_report.model.fields import WORD, Id, IdKey, LocalizedField, Spec, UnitId, WholeNumber
from yiwu_report.model.figures import UnitKind, UnitSpec
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text
from yiwu_report.quantity import Interval, less

if TYPE_CHECKING:
    from pandas.core.groupby import SeriesGroupBy

BoolRows = npt.NDArray[np.bool_]


class GroupFunction(StrEnum):
    """What is calculated of the rows of a group."""

    SUM = "sum"
    MEAN = "mean"
    WEIGHTED_MEAN = "weighted_mean"
    MEDIAN = "median"
    MIN = "min"
    MAX = "max"
    COUNT = "count"


class MissingPolicy(StrEnum):
    """What a missing number makes of its group's result."""

    MISSING = "missing"
    SKIP = "skip"


def _short(value: object) -> object:
    """A function alone is short for a mapping with it."""
    return {"function": value} if isinstance(value, Text) else value


class GroupedColumn(Spec):
    """A column of a group step."""

    function: Annotated[GroupFunction, WORD] = Field(
        description="sum, mean, weighted_mean, median, min, max, or count: how many rows"
    )
    of: Id | None = Field(None, description="the column of figures; default: the one with this name")
    weights: Id | None = Field(None, description="for weighted_mean: the column of weights")
    unit: UnitId | None = Field(None, description="for count: a unit of kind count; default: the only one")
    title: LocalizedField | None = Field(
        None, description="heading of the column; default: that of the column it is of"
    )
    decimals: WholeNumber | None = Field(None, description="decimals to show")
    note: LocalizedField | None = Field(None, description="what readers need to know about it")
    percent_of: LocalizedField | None = Field(None, description="for percentages: what 100% is")


class GroupStep(ViewStep):
    """Makes one row of several."""

    word: ClassVar[str] = "group"

    by: OneOrMore = Field(
        description="the columns of texts whose rows belong together: the keys of the result", min_length=1
    )
    columns: dict[
        IdKey, Annotated[GroupedColumn, BeforeValidator(_short, json_schema_input_type=GroupFunction | GroupedColumn)]
    ] = Field(description="new column -> its function, or a mapping with function, of, weights …", min_length=1)
    missing: Annotated[MissingPolicy, WORD] = Field(
        MissingPolicy.MISSING,
        description="what a missing number does: missing (default): the result is missing; skip: it is left out",
    )

    def apply(self, frame: ViewFrame, around: Around) -> ViewFrame:
        """A row for each group, in the order in which groups first occur; texts that are the same in each group stay."""
        for name in self.by:
            self.text_column(frame, "by", name)
        groups = frame.groups(self.by)
        first = groups.first_rows
        columns: dict[str, TextColumn | ValueColumn] = {}
        for name, column in frame.texts.items():
            if name in self.by or groups.have_one(column):
                columns[name] = column.take(first)
        for name, said in self.columns.items():
            self.new_name(replace(frame, columns=columns), "columns", name)
            columns[name] = self._column(name, said, frame, groups, around)
        ordered = {name: columns[name] for name in (*self.by, *columns)}
        return ViewFrame(tuple(self.by), ordered, groups.count)

    def _column(
        self, name: str, said: GroupedColumn, frame: ViewFrame, groups: Grouping, around: Around
    ) -> ValueColumn:
        if said.function is GroupFunction.COUNT:
            return self._count(name, said, groups, around)
        of = said.of or name
        column = self.value_column(frame, ("columns", name), of)
        if said.function is GroupFunction.SUM:
            require_additive(self, ("columns", name), "sum", of, column)
        if said.function is GroupFunction.MEAN:
            require_mean(self, ("columns", name), of, column)
        parents = [column]
        if said.function is GroupFunction.WEIGHTED_MEAN:
            if said.weights is None:
                message = "weighted_mean without weights"
                raise self.fault(("columns", name), Rule.MISSING_KEY, message, "add weights: with a column of figures")
            parents.append(self.value_column(frame, ("columns", name), said.weights))
        unit = column.unit_id, column.unit
        how = Making(str(said.function))
        is_skipping = self.missing is MissingPolicy.SKIP
        combine = COMBINE[said.function]
        numbers = _fast(said.function, column, groups, is_skipping=is_skipping) if len(parents) == 1 else None
        if numbers is None:
            try:
                members = [groups.rows(group) for group in range(groups.count)]
                numbers, _ = combined(how, parents, members, combine, unit, with_missing=is_skipping)
            except RowFault as wrong:
                raise self.of_row("columns", frame.take(groups.first_rows), wrong) from None
        origin = Combined(how, tuple(each.origin for each in parents), groups.rows, combine, is_skipping)
        return ValueColumn(
            numbers,
            origin,
            *unit,
            said.title or column.title,
            said.decimals if said.decimals is not None else column.decimals,
            said.note or column.note,
            said.percent_of or column.percent_of,
        )

    def _count(self, name: str, said: GroupedColumn, groups: Grouping, around: Around) -> ValueColumn:
        unit = self._unit_of_count(name, said, around)
        counts = np.bincount(groups.numbers, minlength=groups.count).astype(np.int64)
        numbers = NumberColumn(counts, 0, np.zeros(groups.count, dtype=np.int8), np.zeros(groups.count, dtype=np.bool_))
        origin = Counted(groups)
        return ValueColumn(numbers, origin, *unit, said.title, 0, said.note)

    def _unit_of_count(self, name: str, said: GroupedColumn, around: Around) -> tuple[str, UnitSpec]:
        unit_id, unit = self.unit_of_kind(around, UnitKind.COUNT, said.unit)
        if unit.kind is not UnitKind.COUNT:
            message = f"{unit_id} is not a unit of kind count"
            raise self.fault(("columns", name), Rule.MIXED_DIMENSIONS, message, "choose a unit of kind count")
        return unit_id, unit


@dataclass(frozen=True, eq=False)
class Counted(Origin):
    """How many rows a group has: no cell changes that."""

    groups: Grouping

    def cells(self, rows: Rows) -> Iterator[CellBlock]:  # noqa: ARG002
        """None."""
        return iter(())

    def measured(self, row: int, measure: Measure) -> Measured:  # noqa: ARG002
        """The number of rows."""
        return Measured.literal(len(self.groups.rows(row)))

    def making(self, row: int) -> Making:  # noqa: ARG002
        """A count."""
        return Making("count")


def _mean(lists: Sequence[Sequence[Measured]]) -> Measured:
    return apply("mean", lists[0], may_sum_percents=True)


def _weighted_mean(lists: Sequence[Sequence[Measured]]) -> Measured:
    values, weights = lists
    products = [value.times(weight) for value, weight in zip(values, weights, strict=True)]
    total = apply("sum", weights, may_sum_percents=True)
    mean = apply("sum", products, may_sum_percents=True).over(total)
    bounds = apply("min", values, may_sum_percents=True).interval, apply("max", values, may_sum_percents=True).interval
    return Measured(_clipped(mean.interval, *bounds), mean.precision, values[0].dimension)


def _clipped(interval: Interval, low: Interval, high: Interval) -> Interval:
    """A mean lies between the least and the greatest value: what products of uncertain weights say beyond is cut off."""
    if less(interval, low).holds or less(high, interval).holds:
        return interval
    at_low = low.low is not None and (interval.low is None or interval.low < low.low)
    at_high = high.high is not None and (interval.high is None or interval.high > high.high)
    return Interval(
        low.low if at_low else interval.low,
        high.high if at_high else interval.high,
        low.low_closed if at_low else interval.low_closed,
        high.high_closed if at_high else interval.high_closed,
    )


def _median(lists: Sequence[Sequence[Measured]]) -> Measured:
    """The middle value, or the mean of the two in the middle: of the low ends, and of the high ends."""
    values = lists[0]
    middle = [sorted(values, key=_low_end), sorted(values, key=_high_end)]
    half = len(values) // 2
    pairs = [each[half : half + 1] if len(values) % 2 else each[half - 1 : half + 1] for each in middle]
    lows, highs = (apply("mean", each, may_sum_percents=True) for each in pairs)
    interval = Interval(lows.interval.low, highs.interval.high, lows.interval.low_closed, highs.interval.high_closed)
    return Measured(interval, lows.precision, lows.dimension)


def _low_end(value: Measured) -> tuple[bool, Fraction]:
    low = value.interval.low
    return low is not None, low or Fraction(0)


def _high_end(value: Measured) -> tuple[bool, Fraction]:
    high = value.interval.high
    return high is None, high or Fraction(0)


def _applied(function: str) -> Combine:
    return lambda lists: apply(function, lists[0], may_sum_percents=False)


COMBINE: Mapping[GroupFunction, Combine] = {
    GroupFunction.SUM: _applied("sum"),
    GroupFunction.MEAN: _mean,
    GroupFunction.WEIGHTED_MEAN: _weighted_mean,
    GroupFunction.MEDIAN: _median,
    GroupFunction.MIN: _applied("min"),
    GroupFunction.MAX: _applied("max"),
}

_LARGEST = 2**62


@dataclass(frozen=True, eq=False)
class _FastGroups:
    """Integers of a column by their groups: what pandas and numpy calculate without a Python object for each row."""

    numbers: NumberColumn
    groups: Grouping
    is_skipping: bool

    @cached_property
    def is_there(self) -> BoolRows:
        return ~self.numbers.is_missing

    @cached_property
    def sizes(self) -> Rows:
        """How many numbers a group has."""
        return np.bincount(self.groups.numbers[self.is_there], minlength=self.groups.count)

    @cached_property
    def grouped(self) -> SeriesGroupBy[Any, Any]:
        keys = self.groups.numbers[self.is_there]
        return pd.Series(self.numbers.scaled[self.is_there]).groupby(keys, sort=True)

    def column(self, scaled: pd.Series[Any]) -> NumberColumn:
        """Integers by group as a column, known to the coarsest place of the group."""
        keys = self.groups.numbers[self.is_there]
        places = pd.Series(self.numbers.decimals[self.is_there]).groupby(keys, sort=True).min()
        every = range(self.groups.count)
        all_rows = np.bincount(self.groups.numbers, minlength=self.groups.count)
        return NumberColumn(
            scaled.reindex(every, fill_value=0).to_numpy().astype(np.int64),
            self.numbers.scale,
            places.reindex(every, fill_value=0).to_numpy().astype(np.int8),
            self.sizes == 0 if self.is_skipping else self.sizes < all_rows,
        )

    def medians(self) -> tuple[pd.Series[Any], pd.Series[Any]]:
        """The two numbers in the middle of each group; the same twice where there is one."""
        keys, scaled = self.groups.numbers[self.is_there], self.numbers.scaled[self.is_there]
        order = np.lexsort((scaled, keys))
        sizes = self.sizes[self.sizes > 0]
        starts, present = np.cumsum(sizes) - sizes, np.flatnonzero(self.sizes)
        low, high = scaled[order[starts + (sizes - 1) // 2]], scaled[order[starts + sizes // 2]]
        return pd.Series(low, index=present), pd.Series(high, index=present)


def _fast(  # noqa: PLR0911  # a case each
    function: GroupFunction, column: ValueColumn, groups: Grouping, *, is_skipping: bool
) -> NumberColumn | None:
    """The result over integers that can't overflow; None where the numbers are of another kind."""
    numbers = column.numbers
    largest = int(np.abs(numbers.scaled).max(initial=0)) if numbers.scaled.dtype == np.int64 else _LARGEST
    if not numbers.are_integers or largest * max(len(numbers.scaled), 1) >= _LARGEST:
        return None
    fast = _FastGroups(numbers, groups, is_skipping)
    match function:
        case GroupFunction.SUM:
            return fast.column(fast.grouped.sum())
        case GroupFunction.MIN:
            return fast.column(fast.grouped.min())
        case GroupFunction.MAX:
            return fast.column(fast.grouped.max())
        case GroupFunction.MEAN:
            sums = replace(column, numbers=fast.column(fast.grouped.sum()))
            return _divided(sums, fast.sizes)
        case GroupFunction.MEDIAN:
            low, high = fast.medians()
            if bool((low == high).all()):
                return fast.column(low)
            sums = replace(column, numbers=fast.column(low + high))
            return _divided(sums, np.where(fast.sizes > 0, 2, 0))
    return None


def _divided(sums: ValueColumn, counts: Rows) -> NumberColumn:
    """Each number divided by a count."""
    values: list[Calculated | None] = []
    for row, count in enumerate(counts.tolist()):
        total = sums.measured(row)
        mean = total.over(Measured.literal(count)) if total is not None and count else None
        values.append(Calculated(*to_unit(mean, sums.unit_id, sums.unit)) if mean is not None else None)
    return NumberColumn.of(values)
