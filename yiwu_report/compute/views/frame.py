"""A view while its steps are applied: columns of texts and of numbers, all with the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from unicodedata import normalize

import numpy as np
import pandas as pd

from yiwu_report.compute.formula import FormulaFault, Measured, from_unit, to_unit
from yiwu_report.compute.views.lineage import Combine, Lineage, Rows, Taken
from yiwu_report.model.column_table import Calculated, NumberColumn
from yiwu_report.model.figures import ColumnKind, UnitSpec
from yiwu_report.model.period import Period, first_day, positions_within
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Localized
from yiwu_report.quantity import Interval, less


@dataclass(frozen=True, eq=False)
class TextColumn:
    """Labels, categories or periods: the text of a row is `texts[codes[row]]`; it is empty where the code is -1."""

    kind: ColumnKind
    codes: Rows
    texts: tuple[str, ...]
    title: Localized | None = None
    names: Mapping[str, Localized] | None = None  # text -> what readers see; others are shown as they are
    periods: Mapping[str, Period] | None = None
    empty: Localized | None = None  # what an empty one is called

    def take(self, rows: Rows) -> TextColumn:
        """The texts of these rows; empty for -1."""
        codes = np.where(rows < 0, -1, self.codes[np.where(rows < 0, 0, rows)]) if len(self.codes) else rows * 0 - 1
        return replace(self, codes=codes)

    def text(self, row: int) -> str | None:
        """The text of a row."""
        code = int(self.codes[row])
        return None if code < 0 else self.texts[code]

    def ordered(self) -> TextColumn:
        """The same; periods with their texts in the order of time, so that codes can be compared."""
        if self.periods is None:
            return self
        order = sorted(range(len(self.texts)), key=lambda code: _when(self.periods, self.texts[code]))
        position = np.empty(len(order) + 1, dtype=np.intp)
        position[order], position[-1] = np.arange(len(order)), -1
        return replace(self, texts=tuple(self.texts[code] for code in order), codes=position[self.codes])

    def codes_called(self, text: str) -> list[int]:
        """The codes of what a text names: of a period that no row has, those that lie in it."""
        wanted = normalize("NFC", text)
        same = [code for code, each in enumerate(self.texts) if normalize("NFC", each) == wanted]
        if same or self.periods is None:
            return same
        return positions_within([self.periods[each] for each in self.texts], text)

    def with_row(self, text: str, name: Localized | None = None) -> TextColumn:
        """One more row, with a text of its own."""
        texts = self.texts if text in self.texts else (*self.texts, text)
        names = {**(self.names or {}), text: name} if name else self.names
        return replace(self, codes=np.append(self.codes, texts.index(text)), texts=texts, names=names)

    def with_empty_row(self) -> TextColumn:
        """One more row, without a text."""
        return replace(self, codes=np.append(self.codes, -1))


def _when(periods: Mapping[str, Period] | None, text: str) -> tuple[str, str]:
    period = (periods or {})[text]
    return (first_day(period.parts[0]).isoformat() if period.parts else "9999", text)


def text_column(
    kind: ColumnKind, texts: Sequence[str | None], title: Localized | None, names: Mapping[str, Localized] | None
) -> TextColumn:
    """A column of these texts, one a row."""
    codes, found = pd.factorize(np.array(texts, dtype=object), use_na_sentinel=True)
    return TextColumn(kind, codes.astype(np.intp), tuple(map(str, found)), title, names)


@dataclass(frozen=True, eq=False)
class ValueColumn:
    """Figures of a view: their values, exactly, and where they come from."""

    numbers: NumberColumn
    lineage: Lineage
    unit_id: str
    unit: UnitSpec
    title: Localized | None = None
    decimals: int | None = None  # how many are shown of calculated ones
    note: Localized | None = None
    percent_of: Localized | None = None
    overlaps: bool = False  # its rows overlap, so that they can't be added
    source: str | None = None  # of a column of a table; of what counts rows, that of their table
    period: Period | None = None  # of a column that pivot made of it, and that is named by it alone
    wholes: Rows | None = None  # of shares: the number of the whole that each is a part of; -1 for none

    def take(self, rows: Rows) -> ValueColumn:
        """The figures of these rows; missing for -1."""
        wholes = None if self.wholes is None else np.append(self.wholes, -1)[rows]
        return replace(self, numbers=self.numbers.take(rows), lineage=Taken(self.lineage, rows), wholes=wholes)

    def measured(self, row: int) -> Measured | None:
        """The value of a row in base units; None where it is missing."""
        interval = self.numbers.interval(row)
        return None if interval is None else from_unit(interval, self.numbers.precision(row), self.unit_id, self.unit)

    def order(self, *, is_descending: bool) -> Rows:
        """The rows in the order of their values, equal ones as they stand, missing ones last."""
        there = np.flatnonzero(~self.numbers.is_missing)
        if self.numbers.are_integers:
            scaled = self.numbers.scaled[there]
            order = there[np.argsort(-scaled if is_descending else scaled, kind="stable")]
        else:
            ends = {row: _ends(self.numbers.interval(row)) for row in there.tolist()}
            order = np.array(sorted(there.tolist(), key=ends.__getitem__, reverse=is_descending), dtype=np.intp)
        return np.concatenate([order, np.flatnonzero(self.numbers.is_missing)])


def _ends(interval: Interval | None) -> tuple[float, object, object]:
    """By the low end, then the high one; without a low end first."""
    if interval is None or interval.low is None:
        return (-1, 0, interval.high if interval and interval.high is not None else 0)
    return (0, interval.low, interval.high if interval.high is not None else interval.low)


Order = tuple[tuple[str, bool], ...]  # the columns by which rows are sorted, each with whether it descends


@dataclass(frozen=True, eq=False)
class ViewFrame:
    """The rows of a view after some steps."""

    keys: tuple[str, ...]  # the columns of texts that tell rows apart
    columns: Mapping[str, TextColumn | ValueColumn]
    row_count: int
    order: Order = ()
    others: int | None = None  # the row that holds the sum of what `top` left out

    @property
    def texts(self) -> Mapping[str, TextColumn]:
        """The columns of labels, categories and periods."""
        return {name: each for name, each in self.columns.items() if isinstance(each, TextColumn)}

    @property
    def figures(self) -> Mapping[str, ValueColumn]:
        """The columns of figures."""
        return {name: each for name, each in self.columns.items() if isinstance(each, ValueColumn)}

    def take(self, rows: Rows, *, order: Order | None = None) -> ViewFrame:
        """These rows, in this order."""
        others = np.flatnonzero(rows == self.others) if self.others is not None else rows[:0]
        return replace(
            self,
            columns={name: each.take(rows) for name, each in self.columns.items()},
            row_count=len(rows),
            order=self.order if order is None else order,
            others=int(others[0]) if len(others) else None,
        )

    def with_columns(self, added: Mapping[str, TextColumn | ValueColumn]) -> ViewFrame:
        """The same with these columns, too, or instead of those of the same names."""
        return replace(self, columns={**self.columns, **added})

    def only(self, names: Iterable[str]) -> ViewFrame:
        """The same with these columns alone, in this order."""
        columns = {name: self.columns[name] for name in names}
        kept = tuple(key for key in self.keys if key in columns)
        return replace(self, keys=kept, columns=columns, order=tuple(each for each in self.order if each[0] in columns))

    def groups(self, names: Sequence[str]) -> Grouping:
        """The rows by what they have in these columns of texts; groups in the order in which they first occur."""
        if not names:
            return Grouping(np.zeros(self.row_count, dtype=np.intp), min(self.row_count, 1))
        codes = [self.texts[name].codes for name in names]
        sizes = [len(self.texts[name].texts) + 1 for name in names]
        one = codes[0].astype(np.int64) + 1
        for more, size in zip(codes[1:], sizes[1:], strict=True):
            one = pd.factorize(one)[0] * size + more + 1  # no overflow: at most rows × texts
        numbers, found = pd.factorize(one)
        return Grouping(numbers.astype(np.intp), len(found))

    def row_name(self, row: int) -> str:
        """What names a row in messages: its keys."""
        return ", ".join(self.texts[key].text(row) or "" for key in self.keys) or f"row {row + 1}"

    def ranked_rows(self) -> Rows:
        """The rows without the one of others."""
        rows = np.arange(self.row_count, dtype=np.intp)
        return rows if self.others is None else rows[rows != self.others]


_SHORT = 2**16  # numbers below it fit into two bytes


@dataclass(frozen=True, eq=False)
class Grouping:
    """Which group each row is of, and how many groups there are."""

    numbers: Rows  # row -> number of its group
    count: int

    @cached_property
    def ordered(self) -> Rows:
        """All rows, group after group, in their order."""
        numbers = self.numbers.astype(np.uint16) if self.count <= _SHORT else self.numbers  # sorted by their digits
        return np.argsort(numbers, kind="stable")

    @cached_property
    def sizes(self) -> Rows:
        """How many rows each group has."""
        return np.bincount(self.numbers, minlength=self.count)

    @cached_property
    def _starts(self) -> Rows:
        return np.concatenate([[0], np.cumsum(self.sizes)]).astype(np.intp)

    def rows(self, group: int) -> Rows:
        """The rows of a group, in their order."""
        return self.ordered[self._starts[group] : self._starts[group + 1]]

    @property
    def first_rows(self) -> Rows:
        """The first row of each group."""
        return self.ordered[self._starts[:-1]]

    def have_one(self, column: TextColumn) -> bool:
        """True where all rows of each group have the same text in a column."""
        if not self.count:
            return True
        return bool((column.codes == column.codes[self.first_rows][self.numbers]).all())


@dataclass(frozen=True)
class RowFault(Exception):  # noqa: N818  # "error" is kept for our own mistakes
    """A number of a row can't be calculated."""

    row: int
    fault: FormulaFault


def combined_numbers(
    parents: Sequence[ValueColumn],
    members: Sequence[Rows],
    combine: Combine,
    unit: tuple[str, UnitSpec],
    *,
    with_missing: bool = False,
) -> NumberColumn:
    """The numbers of a column, each calculated from the rows of `parents` that `members` has for it.

    A number is missing where one that it is calculated from is, or all are. Raises RowFault.
    """
    values: list[Calculated | None] = []
    for row, rows in enumerate(members):
        pairs = [[each.measured(member) for each in parents] for member in rows.tolist()]
        known = [[each for each in pair if each is not None] for pair in pairs]
        whole = [pair for pair in known if len(pair) == len(parents)]
        if not whole or (len(whole) < len(pairs) and not with_missing):
            values.append(None)
            continue
        try:
            value = combine(list(zip(*whole, strict=True)))
            values.append(Calculated(*to_unit(value, *unit)))
        except FormulaFault as fault:
            if fault.rule is not Rule.MISSING_VALUE:
                raise RowFault(row, fault) from None
            values.append(None)
    return NumberColumn.of(values)


def stacked_numbers(several: Sequence[NumberColumn], which: Rows, rows: Rows) -> NumberColumn:
    """A column whose row i is row `rows[i]` of the column `which[i]`."""
    values: list[Calculated | None] = []
    for column, row in zip(which.tolist(), rows.tolist(), strict=True):
        interval = several[column].interval(row)
        values.append(None if interval is None else Calculated(interval, several[column].precision(row)))
    return NumberColumn.of(values)


def certainly_before(column: ValueColumn, one: int, other: int, *, is_descending: bool) -> bool | None:
    """True where a row certainly comes before another in the order of a column; None for a tie of exact values."""
    a, b = column.numbers.interval(one), column.numbers.interval(other)
    if a is None or b is None:
        return a is not None or None if b is None else False
    if a.is_point and a == b:
        return None
    return (less(b, a) if is_descending else less(a, b)).holds
