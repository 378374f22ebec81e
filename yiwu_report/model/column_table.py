"""A table as columns, read from a file or made by a view; each number an integer with its scale and its decimals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, partial
from typing import NamedTuple, TypeVar
from unicodedata import normalize

import numpy as np
import numpy.typing as npt
import pandas as pd

from yiwu_report.model.cell_name import CellName, cell_id, row_id
from yiwu_report.model.period import Period, parse_period, positions_within
from yiwu_report.model.problem import Fault, Place, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import Interval, Precision, Quantity, canonical
from yiwu_report.quantity.precision import TEN, to_decimal
from yiwu_report.quantity.quantity import Qualifier


def _with_point(sign: str, number: int, decimals: int) -> str:
    """An integer number of 10**-decimals, e.g. -0.50 for 50."""
    if decimals <= 0:
        return f"{sign}{number}"
    whole, part = divmod(number, 10**decimals)
    return f"{sign}{whole}.{part:0{decimals}}"


_EXACT_WHOLE = 2**53  # the integers that float64 holds exactly
_EXACT_POWER = 22  # and the powers of ten


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of data/files/, kept byte for byte."""

    name: str  # e.g. "gapminder.csv.gz"
    size_bytes: int
    sha256: str  # in hexadecimal digits
    content: bytes = field(repr=False, compare=False)


class Calculated(NamedTuple):
    """A calculated value: every number that it can be, and how precisely it is known."""

    interval: Interval
    precision: Precision


def middle_of(interval: Interval) -> Fraction:
    """The middle of an interval; its bound where it has one only, and zero where it has none."""
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        return (low + high) / 2
    return low if low is not None else high if high is not None else Fraction(0)


_Of = TypeVar("_Of")


def _taken(values: Mapping[int, _Of], rows: npt.NDArray[np.intp]) -> Mapping[int, _Of]:
    return {at: values[row] for at, row in enumerate(rows.tolist()) if row in values} if values else {}


@dataclass(frozen=True, eq=False, slots=True)
class NumberColumn:
    """Numbers of a column, one a row: row i holds scaled[i] / 10**scale, printed to decimals[i] decimals.

    Values are exact. `decimals` is negative where a factor moved the last printed place in front of the point (23.3
    thousand: -2). A row is missing where the file gives no value. `qualified` has the rows where a qualifier stands
    (over 1500), `calculated` those whose value is no such integer: a quotient, or a calculation with a qualifier. Their
    entries in `scaled` mean nothing.
    """

    scaled: npt.NDArray[np.int64] | npt.NDArray[np.object_]  # of Python integers where 64 bits do not hold them
    scale: int
    decimals: npt.NDArray[np.int8]
    is_missing: npt.NDArray[np.bool_]
    qualified: Mapping[int, Quantity] = field(default_factory=dict)
    marks: Mapping[int, tuple[str, ...]] = field(default_factory=dict)  # row -> footnote marks that were taken off
    calculated: Mapping[int, Calculated] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Sequence[Calculated | None]) -> NumberColumn:
        """A column of calculated values; None is a missing one."""
        count = len(values)
        return cls(
            scaled=np.zeros(count, dtype=np.int64),
            scale=0,
            decimals=np.zeros(count, dtype=np.int8),
            is_missing=np.array([each is None for each in values], dtype=np.bool_),
            calculated={row: each for row, each in enumerate(values) if each is not None},
        )

    @property
    def are_integers(self) -> bool:
        """True where every value that is there is one of the scaled integers."""
        return not self.qualified and not self.calculated

    def take(self, rows: npt.NDArray[np.intp]) -> NumberColumn:
        """The values of these rows, in this order; missing for -1. Marks are left behind."""
        is_absent = rows < 0
        at = np.where(is_absent, 0, rows)
        if not len(self.scaled):  # every row is absent
            return NumberColumn.of([None] * len(rows))
        return NumberColumn(
            scaled=self.scaled[at],
            scale=self.scale,
            decimals=self.decimals[at],
            is_missing=self.is_missing[at] | is_absent,
            qualified=_taken(self.qualified, rows),
            calculated=_taken(self.calculated, rows),
        )

    def interval(self, row: int) -> Interval | None:
        """Every number that the value of a row can be; None where it is missing."""
        if self.is_missing[row]:
            return None
        if row in self.calculated:
            return self.calculated[row].interval
        qualified = self.qualified.get(row)
        return qualified.interval if qualified is not None else Interval.point(self.value(row))

    def value(self, row: int) -> Fraction:
        """The exact value of a row that is neither missing, qualified nor calculated."""
        return Fraction(int(self.scaled[row])) / TEN**self.scale

    def floats(self) -> npt.NDArray[np.float64]:
        """The float64 nearest to each value; NaN where it is missing; of a qualified one its number, of an interval its middle."""
        if (
            self.scaled.dtype == np.int64
            and self.scale <= _EXACT_POWER
            and np.abs(self.scaled).max(initial=0) < _EXACT_WHOLE
        ):
            values = (
                self.scaled.astype(np.float64) / 10.0**self.scale
            )  # both are exact, so that the quotient is rounded once (IEEE 754)
        else:
            values = np.array([float(self.value(row)) for row in range(len(self.scaled))], dtype=np.float64)
        for row, quantity in self.qualified.items():
            values[row] = float(quantity.number)
        for row, each in self.calculated.items():
            values[row] = float(middle_of(each.interval))
        values[self.is_missing] = np.nan
        return values

    def written(self) -> list[str | None]:
        """Each value as YAML would write it, with the digits that were printed; None where it is missing."""
        texts: npt.NDArray[np.object_] = np.full(len(self.scaled), None, dtype=object)
        for decimals in np.unique(self.decimals).tolist():
            rows = np.flatnonzero(self.decimals == decimals)
            unit = 10 ** (self.scale - max(decimals, 0))
            whole = (abs(self.scaled[rows]) // unit).tolist()
            signs = np.where(self.scaled[rows] < 0, "-", "").tolist()
            texts[rows] = [_with_point(sign, number, decimals) for sign, number in zip(signs, whole, strict=True)]
        for row, quantity in self.qualified.items():
            texts[row] = canonical(quantity)
        texts[self.is_missing] = None
        return list(texts)

    def quantity(self, row: int) -> Quantity | None:
        """The quantity of a row that is not calculated, with the digits that were printed; None where it is missing."""
        if self.is_missing[row]:
            return None
        qualified = self.qualified.get(row)
        if qualified is not None:
            return qualified
        return Quantity(Qualifier.EXACT, self._number(row))

    def precision(self, row: int) -> Precision:
        """The precision of a row that isn't missing, from its printed digits."""
        if row in self.calculated:
            return self.calculated[row].precision
        qualified = self.qualified.get(row)
        if qualified is not None:
            return qualified.precision
        number, decimals = self._number(row), int(self.decimals[row])
        if decimals >= 0:
            return Precision.of(number)
        digits = len(str(abs(int(number)))) + decimals
        return Precision(TEN**-decimals, max(digits, 1))

    def _number(self, row: int) -> Decimal:
        return to_decimal(self.value(row), int(self.decimals[row]))


@dataclass(frozen=True, eq=False)
class ColumnTable:
    """A table as columns. `frame` has a row for each row of the file, from 0, and a column for each that was listed.

    A view is one, too, without a file.

    Labels, categories and periods (as written in YAML, e.g. 2020-Q1) are pandas categoricals of str, NaN where the
    cell is empty; a column of numbers holds its scaled integers, and `numbers` has what they mean.
    """

    id: str
    file: DataFile | None
    keys: tuple[str, ...]  # columns that tell rows apart
    frame: pd.DataFrame
    numbers: Mapping[str, NumberColumn]
    periods: Mapping[str, Mapping[str, Period]]  # column of kind period -> text -> period
    lines: npt.NDArray[np.int64]  # row -> line of the file, or row of the sheet, counted from 1

    @property
    def row_count(self) -> int:
        """How many rows it has."""
        return len(self.frame)

    def place(self, row: int) -> Place:
        """The place of a row in its file."""
        assert self.file is not None  # noqa: S101  # rows of a view have no place of their own
        return Place(f"data/files/{self.file.name}", int(self.lines[row]))

    def text(self, row: int, column: str) -> str | None:
        """The text of a label, category or period; None where the cell is empty."""
        codes, texts = self._coded[column]
        code = codes[row]
        return None if code < 0 else texts[code]

    def key(self, row: int) -> tuple[str, ...]:
        """The keys of a row."""
        return tuple(self.text(row, column) or "" for column in self.keys)

    def cell_id(self, row: int, column: str) -> str:
        """The id of the figure in a cell."""
        return cell_id(self.id, self.key(row), column)

    def row_of(self, keys: Sequence[str]) -> int | None:
        """The row that has these keys, compared in NFC; None where none does."""
        return self._rows.get(tuple(normalize("NFC", key) for key in keys))

    def texts_of(self, column: str) -> tuple[str, ...]:
        """The different texts of a label, category or period column, in the order in which they first occur."""
        return self._coded[column][1]

    def codes_of(self, column: str) -> npt.NDArray[np.intp]:
        """The position of each row's text in `texts_of`; -1 where the cell is empty."""
        return self._coded[column][0]

    def rows_where(self, where: Mapping[str, str]) -> npt.NDArray[np.intp]:
        """The rows, in the order of the file, whose labels, categories and periods are these, compared in NFC.

        A period that no row has selects the rows whose periods lie in it: a year its days.
        """
        kept = np.ones(self.row_count, dtype=bool)
        for column, text in where.items():
            kept &= np.isin(self._coded[column][0], self._called(column, text))
        return np.flatnonzero(kept)

    def has(self, column: str, text: str) -> bool:
        """True if the text selects a row."""
        return bool(self._called(column, text))

    def period_called(self, column: str, text: str) -> Period:
        """The period that a text which `has` a row names: that of the row, or one in which periods of rows lie."""
        return self.periods[column].get(text) or parse_period(text)

    def _called(self, column: str, text: str) -> list[int]:
        """The codes of what a text selects."""
        texts, wanted = self._coded[column][1], normalize("NFC", text)
        same = [code for code, each in enumerate(texts) if normalize("NFC", each) == wanted]
        if same or column not in self.periods:
            return same
        return positions_within([self.periods[column][each] for each in texts], text)

    @cached_property
    def _coded(self) -> Mapping[str, tuple[npt.NDArray[np.intp], tuple[str, ...]]]:
        """Column that isn't of numbers -> the code of each row, -1 where it is empty, and the text of each code."""
        coded = {}
        for column in self.frame.columns:
            if column not in self.numbers:
                values = self.frame[column].cat
                coded[str(column)] = (np.asarray(values.codes), tuple(map(str, values.categories)))
        return coded

    @cached_property
    def _rows(self) -> Mapping[tuple[str, ...], int]:
        columns = []
        for column in self.keys:
            codes, texts = self._coded[column]
            named = np.array([*(normalize("NFC", each) for each in texts), ""], dtype=object)
            columns.append(named[codes])
        return {tuple(keys): row for row, keys in enumerate(zip(*columns, strict=True))}


_fault = partial(Fault, Rule.UNKNOWN_FIGURE)


def fault_of_cell(table: ColumnTable, figures: Sequence[str], cell: CellName) -> Fault | None:
    """What is wrong with the name of a cell, and the nearest name; None for one that is there.

    `figures`: the table's columns of figures, with those that a formula computes.
    """
    keys, column = cell.keys, cell.column
    if column not in figures:
        remedy = did_you_mean(column, figures, f"use one of {', '.join(figures)}")
        return _fault(f'the table {table.id} has no column of figures "{column}"', remedy)
    if len(keys) != len(table.keys):
        one = table.cell_id(0, column)
        message = f"{len(keys)} keys name a row of {table.id}, whose keys are {', '.join(table.keys)}"
        return _fault(message.replace("1 keys name", "1 key names"), f"write e.g. {one}")
    if table.row_of(keys) is not None:
        return None
    for key, of in zip(keys, table.keys, strict=True):
        texts = table.texts_of(of)
        if normalize("NFC", key) not in {normalize("NFC", each) for each in texts}:
            remedy = did_you_mean(key, texts, f'the first one is "{texts[0]}"')
            return _fault(f'no row of {table.id} has {of} "{key}"', remedy)
    others = dict(zip(table.keys[:-1], keys, strict=False))
    near = [table.text(int(row), table.keys[-1]) or "" for row in table.rows_where(others)]
    message = f"no row of {table.id} has the keys {row_id(keys)}"
    otherwise = (
        f"{', '.join(others.values())} has {', '.join(near[:_MOST_NEAR])}" if near else "name a row that is there"
    )
    return _fault(message, did_you_mean(keys[-1], near, otherwise))


_MOST_NEAR = 5
