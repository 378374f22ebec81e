"""Sums, means, medians and extremes of groups over integers: what numpy calculates exactly, without an object for each row.

Values are integers with a common scale, so that sums are exact; what could overflow 64 bits, and what has a qualifier,
is left to the calculation row by row in steps/group.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np
import numpy.typing as npt

from yiwu_report.compute.views.frame import Grouping, ValueColumn, ViewFrame
from yiwu_report.compute.views.lineage import Rows
from yiwu_report.model.column_table import Calculated, NumberColumn
from yiwu_report.quantity import UNLIMITED, Interval, Precision, product_precision, sum_precision
from yiwu_report.quantity.precision import TEN, decimal_place

_LARGEST = 2**62
_Integers = npt.NDArray[np.int64]
_Truths = npt.NDArray[np.bool_]
_POWERS = 10 ** np.arange(1, 19, dtype=np.int64)
_FEW = 50  # rows a group, above which each is searched for its middle on its own


@dataclass(frozen=True, eq=False)
class FastGroups:
    """The groups of a frame, with what is calculated of a column kept for its other functions."""

    frame: ViewFrame
    groups: Grouping
    is_skipping: bool = field(kw_only=True)
    _columns: dict[str, _Column | None] = field(default_factory=dict)

    def numbers(self, function: str, of: str, weights: str | None) -> NumberColumn | None:
        """The result for each group; None where it has to be calculated row by row."""
        column = self._column(of)
        if column is None:
            return None
        if function == "weighted_mean":
            weighting = self._column(weights or "")
            return weighted_mean(column, weighting) if weighting is not None else None
        return _FUNCTIONS[function](column)

    def _column(self, name: str) -> _Column | None:
        if name not in self._columns:
            self._columns[name] = self._read(self.frame.figures[name])
        return self._columns[name]

    def _read(self, column: ValueColumn) -> _Column | None:
        numbers = column.numbers
        if not numbers.are_integers or numbers.scaled.dtype != np.int64:
            return None
        largest = int(np.abs(numbers.scaled).max(initial=0))
        if largest * max(len(numbers.scaled), 1) >= _LARGEST:
            return None
        return _Column(column, self.groups, self.is_skipping, largest)


@dataclass(frozen=True, eq=False)
class _Column:
    """A column of integers, its rows sorted by their groups."""

    column: ValueColumn
    groups: Grouping
    is_skipping: bool
    largest: int

    @cached_property
    def rows(self) -> Rows:
        """The rows that have a number, group after group."""
        missing, ordered = self.column.numbers.is_missing, self.groups.ordered
        return ordered[~missing[ordered]] if missing.any() else ordered

    @cached_property
    def sizes(self) -> Rows:
        """How many numbers each group has."""
        if len(self.rows) == len(self.groups.ordered):
            return self.groups.sizes
        return np.bincount(self.groups.numbers[self.rows], minlength=self.groups.count)

    @cached_property
    def starts(self) -> Rows:
        """Where each group begins among these rows."""
        starts: Rows = np.cumsum(self.sizes) - self.sizes
        return starts

    @cached_property
    def scaled(self) -> _Integers:
        """The numbers of these rows."""
        scaled: _Integers = self.column.numbers.scaled[self.rows].astype(np.int64)
        return scaled

    @cached_property
    def is_missing(self) -> _Truths:
        """The groups without a result."""
        is_empty: _Truths = self.sizes == 0
        return is_empty if self.is_skipping else is_empty | (self.sizes < self.groups.sizes)

    @cached_property
    def decimals(self) -> npt.NDArray[np.int8]:
        """The coarsest place of each group, as a number of decimals."""
        decimals = self.column.numbers.decimals
        if not len(decimals) or decimals.min() == decimals.max():
            return np.full(self.groups.count, decimals[0] if len(decimals) else 0, dtype=np.int8)
        return self.reduced(np.minimum, decimals[self.rows]).astype(np.int8)

    def reduced(self, function: np.ufunc, values: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
        """The values of each group combined; 0 for a group without any."""
        found = np.zeros(self.groups.count, dtype=values.dtype)
        present = self.sizes > 0
        starts = self.starts[present]
        if len(starts):
            found[present] = function.reduceat(values, starts)
        return found

    @cached_property
    def sums(self) -> NumberColumn:
        """The sum of each group."""
        return self.result(self.reduced(np.add, self.scaled).astype(np.int64))

    def result(self, scaled: _Integers) -> NumberColumn:
        """Integers of groups as a column."""
        return NumberColumn(scaled, self.column.numbers.scale, self.decimals, self.is_missing)

    def extreme(self, function: np.ufunc) -> NumberColumn:
        """The least or the greatest number of each group."""
        return self.result(self.reduced(function, self.scaled).astype(np.int64))

    def mean(self) -> NumberColumn:
        """Sums divided by how many numbers there are."""
        return quotients(self.sums, self.sizes, self.column, self.is_missing)

    def median(self) -> NumberColumn:
        """The number in the middle; the mean of the two in the middle of an even number of them."""
        low, high = self._middle()
        if bool((low == high).all()):
            return self.result(low)
        return quotients(self.result(low + high), np.full(self.groups.count, 2), self.column, self.is_missing)

    def _middle(self) -> tuple[_Integers, _Integers]:
        low, high = np.zeros((2, self.groups.count), dtype=np.int64)
        present = np.flatnonzero(self.sizes)
        if len(present) * _FEW > len(self.rows):  # many small groups
            keys = np.repeat(np.arange(self.groups.count), self.sizes)
            ordered = self.scaled[np.lexsort((self.scaled, keys))]
            starts = self.starts[present]
            low[present] = ordered[starts + (self.sizes[present] - 1) // 2]
            high[present] = ordered[starts + self.sizes[present] // 2]
            return low, high
        for group in present.tolist():
            size, start = int(self.sizes[group]), int(self.starts[group])
            middle = (size - 1) // 2, size // 2
            values = np.partition(self.scaled[start : start + size], middle)
            low[group], high[group] = values[middle[0]], values[middle[1]]
        return low, high


_FUNCTIONS: Mapping[str, Callable[[_Column], NumberColumn]] = {
    "sum": lambda column: column.sums,
    "min": lambda column: column.extreme(np.minimum),
    "max": lambda column: column.extreme(np.maximum),
    "mean": _Column.mean,
    "median": _Column.median,
}


@dataclass(frozen=True, eq=False)
class _MadeOnDemand(Mapping[int, Calculated]):
    """Calculated values, each made when it is asked for."""

    rows: Rows
    make: Callable[[int], Calculated]

    def __getitem__(self, row: int) -> Calculated:
        if row not in self._there:
            raise KeyError(row)
        return self.make(row)

    def __contains__(self, row: object) -> bool:
        return row in self._there

    @cached_property
    def _there(self) -> frozenset[int]:
        return frozenset(self.rows.tolist())

    def __iter__(self) -> Iterator[int]:
        return iter(self.rows.tolist())

    def __len__(self) -> int:
        return len(self.rows)


def quotients(sums: NumberColumn, counts: Rows, column: ValueColumn, is_missing: _Truths) -> NumberColumn:
    """Sums divided by counts, when asked for; digits as a quotient of the sum and an exact number has them."""

    def make(row: int) -> Calculated:
        interval = Interval.point(sums.value(row) / int(counts[row]))
        known = (
            UNLIMITED if column.unit.exact else sum_precision(Interval.point(sums.value(row)), [sums.precision(row)])
        )
        return Calculated(interval, product_precision(interval, [known]))

    return _calculated(make, is_missing)


def _calculated(make: Callable[[int], Calculated], is_missing: _Truths) -> NumberColumn:
    count = len(is_missing)
    made = _MadeOnDemand(np.flatnonzero(~is_missing), make)
    return NumberColumn(np.zeros(count, dtype=np.int64), 0, np.zeros(count, dtype=np.int8), is_missing, calculated=made)


def weighted_mean(values: _Column, weights: _Column) -> NumberColumn | None:
    """Sums of products divided by sums of weights; None where that could overflow, or where numbers are missing."""
    if len(values.rows) < len(values.groups.ordered) or len(weights.rows) < len(weights.groups.ordered):
        return None  # a pair is left out as a whole
    if bool((weights.scaled < 0).any()) or not bool((weights.sums.scaled[weights.sizes > 0] > 0).all()):
        return None
    products = _sums_of_products(values, weights)
    lows, highs = values.extreme(np.minimum), values.extreme(np.maximum)
    digits = None if weights.column.unit.exact else weights.reduced(np.minimum, _digits(weights))

    def make(row: int) -> Calculated:
        mean = Fraction(products[row]) / (int(weights.sums.scaled[row]) * TEN**values.column.numbers.scale)
        interval = Interval.point(mean)
        place = None if values.column.unit.exact else TEN ** -int(values.decimals[row])
        spread = highs.value(row) - lows.value(row)
        known = None if digits is None else int(digits[row])
        return Calculated(interval, precision_of(interval, weighted_place(place, known, spread)))

    return _calculated(make, values.is_missing | weights.is_missing)


def _sums_of_products(values: _Column, weights: _Column) -> list[int]:
    """Exactly: in 64 bits where these hold them, else the weights cut into two parts that do."""
    count = max(len(values.rows), 1)
    if values.largest * weights.largest * count < _LARGEST:
        return [int(each) for each in values.reduced(np.add, values.scaled * weights.scaled)]
    if values.largest * 2**24 * count < _LARGEST and weights.largest < 2**48:
        high, low = np.divmod(weights.scaled, 2**24)
        parts = (values.reduced(np.add, values.scaled * part) for part in (high, low))
        return [int(one) * 2**24 + int(two) for one, two in zip(*parts, strict=True)]
    products = values.scaled.astype(object) * weights.scaled.astype(object)
    return [int(each) for each in values.reduced(np.add, products)]


def _digits(column: _Column) -> npt.NDArray[np.int64]:
    """The significant digits of each number as printed."""
    numbers = column.column.numbers
    units = np.abs(column.scaled) // 10 ** np.maximum(numbers.scale - numbers.decimals[column.rows].astype(np.int64), 0)
    digits: _Integers = np.searchsorted(_POWERS, units, side="right").astype(np.int64) + 1
    return digits


def weighted_place(place: Fraction | None, digits: int | None, spread: Fraction | None) -> Fraction | None:
    """The last place of a weighted mean: that of the values, or what rounded weights leave open if that is coarser.

    Weights of n significant digits are off by at most r = 10**(1 - n) / 2 of themselves, and a mean by at most that
    share of the distance between the least and the greatest value.
    """
    if digits is None or spread is None or spread == 0:
        return place
    open_by = decimal_place(spread * TEN ** (1 - digits) / 2)
    return open_by if place is None else max(place, open_by)


def precision_of(interval: Interval, place: Fraction | None) -> Precision:
    """The precision of a number that ends at this place."""
    return UNLIMITED if place is None else sum_precision(interval, [Precision(place, None)])
