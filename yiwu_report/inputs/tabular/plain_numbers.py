"""Numbers that are nothing but digits and their marks, a column at a time: all cells joined, then counted by numpy.

A million cells take about as long as splitting them from their line: no cell is looked at by Python alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

MOST_DIGITS: Final = 18  # of an integer that fits in 64 bits whatever its digits
_POWERS: Final = 10 ** np.arange(MOST_DIGITS + 1, dtype=np.int64)
_ZERO, _NINE, _MINUS, _NEWLINE = (ord(each) for each in "09-\n")
Bools = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]


def plain_numbers(
    cells: Sequence[str], decimal: str, thousands: str | None, *, zeros: bool = False
) -> tuple[Bools, Whole, npt.NDArray[np.int8]]:
    """Which cells are plain numbers, the digits of each as one integer, and how many of these are decimals.

    Plain: an optional minus sign; digits without a zero in front, unless `zeros`, or in groups of three by the
    thousands mark; the decimal mark with digits after it. At most 18 digits. "1.50" is 150 with two decimals.
    """
    count = len(cells)
    nothing = np.zeros(count, bool), np.zeros(count, np.int64), np.zeros(count, np.int8)
    joined = "\n".join(cells)
    if " " in joined:
        joined = "\n".join(map(str.strip, cells))
    try:
        # what isn't ASCII is no plain number; its place is kept by a character that is none either
        raw = np.frombuffer(joined.encode("ascii", "replace") + b"\n", np.uint8)
    except UnicodeEncodeError:
        return nothing
    ends = np.flatnonzero(raw == _NEWLINE)
    if len(ends) != count:  # a cell with a line end in it
        return nothing
    starts = np.concatenate([np.zeros(1, ends.dtype), ends[:-1] + 1])
    return _Digits(raw, starts, ends).numbers(ord(decimal), ord(thousands) if thousands else None, zeros=zeros)


class _Digits:
    """The characters of a column; cell i is raw[starts[i]:ends[i]]."""

    def __init__(self, raw: npt.NDArray[np.uint8], starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> None:
        self.raw, self.starts, self.ends = raw, starts, ends
        self.is_digit = (raw >= _ZERO) & (raw <= _NINE)
        self.before = np.concatenate([np.zeros(1, np.int32), np.cumsum(self.is_digit, dtype=np.int32)])
        self.digits = self.before[ends] - self.before[starts]

    def numbers(self, decimal: int, thousands: int | None, *, zeros: bool) -> tuple[Bools, Whole, npt.NDArray[np.int8]]:
        """As `plain_numbers`."""
        raw, starts, ends, digits = self.raw, self.starts, self.ends, self.digits
        is_negative = raw[starts] == _MINUS  # of an empty cell, the newline behind it
        points, points_a_cell = self._marks(decimal)
        has_point = points_a_cell == 1
        point = ends.copy()
        point[self._cells_of(points)] = points
        decimals = np.where(has_point, self.before[ends] - self.before[point], 0)
        whole = digits - decimals
        length = whole + decimals + has_point + is_negative
        good = (whole > 0) & (points_a_cell <= 1) & (digits <= MOST_DIGITS) & (~has_point | (decimals > 0))
        if thousands is not None and thousands < 128:
            groups = self._groups(thousands, point, whole)
            good &= groups >= 0
            length = length + np.maximum(groups, 0)
        good &= ends - starts == length
        if not zeros:
            first = raw[np.minimum(starts + is_negative, len(raw) - 1)]
            good &= (first != _ZERO) | (whole == 1)
        mantissa = self._mantissa(good)
        mantissa[is_negative] *= -1
        return good, mantissa, decimals.astype(np.int8)

    def _marks(self, mark: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Where a mark stands, and how often in each cell."""
        positions = np.flatnonzero(self.raw == mark)
        return positions, np.bincount(self._cells_of(positions), minlength=len(self.ends))

    def _cells_of(self, positions: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        return np.searchsorted(self.ends, positions)

    def _groups(self, mark: int, point: npt.NDArray[np.intp], whole: npt.NDArray[np.int32]) -> npt.NDArray[np.intp]:
        """How many thousands marks each cell has; -1 where they don't part groups of three."""
        positions, counts = self._marks(mark)
        cells = self._cells_of(positions)
        behind = self.before[point[cells]] - self.before[positions]  # digits between the mark and the decimal mark
        is_between = self.is_digit[positions - 1] & self.is_digit[np.minimum(positions + 1, len(self.raw) - 1)]
        wrong = cells[(behind % 3 != 0) | (behind == 0) | ~is_between | (positions > point[cells])]
        groups = np.where((counts == 0) | (counts == (whole - 1) // 3), counts, -1)
        groups[wrong] = -1
        return groups

    def _mantissa(self, good: Bools) -> Whole:
        """The digits of each good cell as an integer."""
        positions = np.flatnonzero(self.is_digit)
        cells = np.repeat(np.arange(len(self.ends)), self.digits)
        places = self.before[self.ends[cells]] - self.before[positions] - 1  # 0 for the last digit of a cell
        values = (self.raw[positions].astype(np.int64) - _ZERO) * _POWERS[np.minimum(places, MOST_DIGITS)]
        values[~good[cells]] = 0
        sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(values)])  # it may wrap: the differences are right
        found: Whole = sums[self.before[self.ends]] - sums[self.before[self.starts]]
        return found
