"""`group`: one row for the rows that have the same texts, with sums, means and other functions over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, ClassVar

import numpy as np
from pydantic import BeforeValidator, Field

from yiwu_report.compute.formula import Measured
from yiwu_report.compute.formula.evaluate import apply
from yiwu_report.compute.views.additive import require_additive, require_mean, require_once
from yiwu_report.compute.views.fast_groups import FastGroups, precision_of, weighted_place
from yiwu_report.compute.views.frame import Grouping, RowFault, TextColumn, ValueColumn, ViewFrame, combined_numbers
from yiwu_report.compute.views.lineage import CellBlock, Combine, Combined, Lineage, Making, Measure, Rows
from yiwu_report.compute.views.step import Around, OneOrMore, ViewStep
from yiwu_report.compute.views.steps.share import shares
from yiwu_report.model.column_table import NumberColumn
from yiwu_report.model.fields import WORD, Id, IdKey, LocalizedField, Spec, UnitId, WholeNumber
from yiwu_report.model.figures import UnitKind, UnitSpec
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text
from yiwu_report.quantity import Interval, less


class GroupFunction(StrEnum):
    """What is calculated of the rows of a group."""

    SUM = "sum"
    MEAN = "mean"
    WEIGHTED_MEAN = "weighted_mean"
    MEDIAN = "median"
    MIN = "min"
    MAX = "max"
    COUNT = "count"
    SHARE = "share"


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
        description="sum, mean, weighted_mean, median, min, max, count: how many rows, or share: the sum as a share of "
        "the sum over all rows"
    )
    of: Id | None = Field(None, description="the column of figures; default: the one with this name")
    weights: Id | None = Field(None, description="for weighted_mean: the column of weights")
    unit: UnitId | None = Field(
        None,
        description="for count: a unit of kind count; for share: one of kind percent; default: the only one of its kind",
    )
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
        self.refuse_others(frame)
        for name in self.by:
            self.text_column(frame, "by", name)
        groups = frame.groups(self.by)
        fast = FastGroups(frame, groups, is_skipping=self.missing is MissingPolicy.SKIP)
        first = groups.first_rows
        columns: dict[str, TextColumn | ValueColumn] = {}
        for name, column in frame.texts.items():
            if name in self.by or groups.have_one(column):
                columns[name] = column.take(first)
        for name, said in self.columns.items():
            self.new_name(replace(frame, columns=columns), "columns", name)
            columns[name] = self._column(name, said, fast, around)
        ordered = {name: columns[name] for name in (*self.by, *columns)}
        return ViewFrame(tuple(self.by), ordered, groups.count)

    def _column(self, name: str, said: GroupedColumn, fast: FastGroups, around: Around) -> ValueColumn:
        frame, groups = fast.frame, fast.groups
        if said.function is GroupFunction.COUNT:
            return self._count(name, said, frame, groups, around)
        if said.function is GroupFunction.SHARE:
            return self._share(name, said, fast, around)
        of = said.of or name
        column = self.value_column(frame, ("columns", name), of)
        if said.function is GroupFunction.SUM:
            require_additive(self, ("columns", name), "sum", of, column)
            require_once(self, ("columns", name), "sum", of, column, groups.numbers)
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
        numbers = fast.numbers(str(said.function), of, said.weights)
        if numbers is None:
            try:
                members = [groups.rows(group) for group in range(groups.count)]
                numbers = combined_numbers(parents, members, combine, unit, with_missing=is_skipping)
            except RowFault as wrong:
                raise self.of_row("columns", self._named_by_groups(fast), wrong) from None
        lineage = Combined(how, tuple(each.lineage for each in parents), groups.rows, combine, is_skipping)
        return ValueColumn(
            numbers,
            lineage,
            *unit,
            said.title or column.title,
            said.decimals if said.decimals is not None else column.decimals,
            said.note or column.note,
            said.percent_of or column.percent_of,
        )

    def _named_by_groups(self, fast: FastGroups) -> ViewFrame:
        """A row for each group, which its texts name in messages."""
        return replace(fast.frame.take(fast.groups.first_rows), keys=tuple(self.by))

    def _share(self, name: str, said: GroupedColumn, fast: FastGroups, around: Around) -> ValueColumn:
        """The sums of the groups as shares of the sum of them all, as the step `share` after `group` has them."""
        for key in ("title", "percent_of"):
            if getattr(said, key) is None:
                what = "the heading of the column" if key == "title" else "what 100% is"
                message = f"share without {key}"
                raise self.fault(("columns", name), Rule.MISSING_KEY, message, f"add {key}: with {what}")
        of = said.of or name
        column = self.value_column(fast.frame, ("columns", name), of)
        require_additive(self, ("columns", name), "share", of, column)
        require_once(self, ("columns", name), "share", of, column, fast.groups.numbers * 0)
        sums = self._column(name, said.model_copy(update={"function": GroupFunction.SUM}), fast, around)
        unit = self.unit_of_kind(around, UnitKind.PERCENT, said.unit)
        whole = Grouping(np.zeros(fast.groups.count, dtype=np.intp), min(fast.groups.count, 1))
        try:
            made = shares(sums, whole, unit, is_skipping=fast.is_skipping)
        except RowFault as wrong:
            raise self.of_row("columns", self._named_by_groups(fast), wrong) from None
        return replace(made, title=said.title, decimals=said.decimals, note=said.note, percent_of=said.percent_of)

    def _count(self, name: str, said: GroupedColumn, frame: ViewFrame, groups: Grouping, around: Around) -> ValueColumn:
        unit = self._unit_of_count(name, said, around)
        counts = np.bincount(groups.numbers, minlength=groups.count).astype(np.int64)
        numbers = NumberColumn(counts, 0, np.zeros(groups.count, dtype=np.int8), np.zeros(groups.count, dtype=np.bool_))
        lineage = Counted(groups)
        sources = {each.source for each in frame.figures.values() if each.source is not None}
        source = sources.pop() if len(sources) == 1 else None  # whose rows are counted
        return ValueColumn(numbers, lineage, *unit, said.title, 0, said.note, source=source)

    def _unit_of_count(self, name: str, said: GroupedColumn, around: Around) -> tuple[str, UnitSpec]:
        unit_id, unit = self.unit_of_kind(around, UnitKind.COUNT, said.unit)
        if unit.kind is not UnitKind.COUNT:
            message = f"{unit_id} is not a unit of kind count"
            raise self.fault(("columns", name), Rule.MIXED_DIMENSIONS, message, "choose a unit of kind count")
        return unit_id, unit


@dataclass(frozen=True, eq=False)
class Counted(Lineage):
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
    low, high = (apply(function, values, may_sum_percents=True).interval for function in ("min", "max"))
    digits = min((each.precision.digits for each in weights if each.precision.digits is not None), default=None)
    interval = _clipped(mean.interval, low, high)
    places = [each.precision.place for each in values if each.precision.place is not None]
    spread = high.high - low.low if high.high is not None and low.low is not None else None
    place = weighted_place(max(places, default=None), digits, spread)
    return Measured(interval, precision_of(interval, place), values[0].dimension)


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
