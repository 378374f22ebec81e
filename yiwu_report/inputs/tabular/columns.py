"""Cells of one column gathered chunk by chunk: numbers as integers with their decimals, texts as codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from yiwu_report.inputs.tabular.number_cells import CellFault, NumberNotation, ReadCell
from yiwu_report.inputs.tabular.plain_numbers import plain_numbers
from yiwu_report.model.column_table import NumberColumn
from yiwu_report.quantity.quantity import Quantity

_MOST_IN_64_BITS: Final = 2**63 - 1
_STORED_AS_TEXT = CellFault(
    "stored as text", "is a number that is stored as text", "write text_numbers: true under format:"
)


@dataclass
class Faults:
    """Cells that aren't explained, by what is wrong with them."""

    rows: dict[str, list[int]] = field(default_factory=dict)  # kind -> rows, in their order
    first: dict[str, tuple[str, CellFault]] = field(default_factory=dict)  # kind -> the first such cell

    def add(self, row: int, cell: str, fault: CellFault) -> None:
        """Note one."""
        self.rows.setdefault(fault.kind, []).append(row)
        self.first.setdefault(fault.kind, (cell, fault))


class NumberGatherer:
    """A column of figures that is being read."""

    def __init__(self, notation: NumberNotation, *, are_texts_numbers: bool) -> None:
        self.faults = Faults()
        self._notation, self._are_texts_numbers = notation, are_texts_numbers
        self._known: dict[str, ReadCell | CellFault] = {}
        self._digits: list[npt.NDArray[np.int64]] = []
        self._decimals: list[npt.NDArray[np.int8]] = []
        self._missing: list[npt.NDArray[np.bool_]] = []
        self._long: dict[int, int] = {}  # row -> digits that 64 bits don't hold
        self._qualified: dict[int, Quantity] = {}
        self._marks: dict[int, tuple[str, ...]] = {}
        self._rows = 0

    def add(self, cells: Sequence[str], is_text: npt.NDArray[np.bool_] | None) -> None:
        """Read some more rows."""
        notation = self._notation
        are_plain, digits, decimals = plain_numbers(
            cells, notation.decimal, notation.thousands, zeros=notation.has_zeros
        )
        are_missing = np.zeros(len(cells), dtype=bool)
        if notation.missing:  # a token such as 999 looks like a number
            for token in notation.missing:
                if token[:1].isdigit() or token[:1] == "-":
                    are_plain &= np.fromiter((cell.strip() != token for cell in cells), bool, len(cells))
        if is_text is not None and not self._are_texts_numbers:
            for index in np.flatnonzero(is_text & are_plain).tolist():
                self.faults.add(self._rows + index, cells[index], _STORED_AS_TEXT)
        for index in np.flatnonzero(~are_plain).tolist():
            self._read_one(index, cells[index], digits, decimals, are_missing)
        self._digits.append(digits)
        self._decimals.append(decimals)
        self._missing.append(are_missing)
        self._rows += len(cells)

    def _read_one(
        self,
        index: int,
        cell: str,
        digits: npt.NDArray[np.int64],
        decimals: npt.NDArray[np.int8],
        are_missing: npt.NDArray[np.bool_],
    ) -> None:
        read, row = self._known.get(cell), self._rows + index
        if read is None:
            read = self._notation.read(cell)
            if len(self._known) < 100_000:
                self._known[cell] = read
        digits[index] = decimals[index] = 0
        if isinstance(read, CellFault):
            self.faults.add(row, cell, read)
            return
        if read.marks:
            self._marks[row] = read.marks
        if read.quantity is not None:
            self._qualified[row] = read.quantity
        elif read.digits is None:
            are_missing[index] = True
        elif abs(read.digits) > _MOST_IN_64_BITS:
            self._long[row], decimals[index] = read.digits, read.decimals
        else:
            digits[index], decimals[index] = read.digits, read.decimals

    def column(self, kept: npt.NDArray[np.bool_] | None, factor: Decimal | None) -> NumberColumn:
        """The column, of these rows, in what the factor makes of it."""
        digits, decimals = _joined(self._digits, np.int64), _joined(self._decimals, np.int8)
        missing = _joined(self._missing, np.bool_)
        new_rows = np.cumsum(kept) - 1 if kept is not None else np.arange(self._rows)
        is_kept = np.ones(self._rows, bool) if kept is None else kept
        long = {int(new_rows[row]): value for row, value in self._long.items() if is_kept[row]}
        qualified = {int(new_rows[row]): value for row, value in self._qualified.items() if is_kept[row]}
        marks = {int(new_rows[row]): value for row, value in self._marks.items() if is_kept[row]}
        if kept is not None:
            digits, decimals, missing = digits[kept], decimals[kept], missing[kept]
        by, shift = (1, 0) if factor is None else _whole_factor(factor)
        if factor is not None:
            qualified = {row: _times(quantity, factor) for row, quantity in qualified.items()}
        scaled, scale = _scaled(digits, decimals, long, by, shift)
        return NumberColumn(scaled, scale, _shifted(decimals, shift), missing, qualified, marks)


def _joined(parts: Sequence[npt.NDArray[Any]], kind: type) -> npt.NDArray[Any]:
    return np.concatenate(parts) if parts else np.zeros(0, kind)


def _whole_factor(factor: Decimal) -> tuple[int, int]:
    """A factor as a whole number without zeros at its end, and by how many decimals the printed ones grow."""
    _, digits, exponent = factor.as_tuple()
    number = int("".join(map(str, digits)))
    places = -int(exponent)
    while number and number % 10 == 0:
        number, places = number // 10, places - 1
    return number, places


def _shifted(decimals: npt.NDArray[np.int8], shift: int) -> npt.NDArray[np.int8]:
    return (decimals + np.int8(shift)).astype(np.int8) if shift else decimals


def _scaled(
    digits: npt.NDArray[np.int64], decimals: npt.NDArray[np.int8], long: Mapping[int, int], by: int, shift: int
) -> tuple[npt.NDArray[np.int64] | npt.NDArray[np.object_], int]:
    """The integers over one power of ten, and that power; Python's own integers where 64 bits do not hold them."""
    found = np.flatnonzero(np.bincount(decimals.astype(np.int64) + 128, minlength=256)) - 128
    scale = max(0, int(found.max(initial=0)) + shift)
    most = max((abs(each) for each in long.values()), default=0)
    for each in found.tolist():
        of_these = digits[decimals == each]
        largest = max(int(of_these.max(initial=0)), -int(of_these.min(initial=0)))
        most = max(most, largest * by * 10 ** (scale - shift - each))
    if most <= _MOST_IN_64_BITS and not long:
        powers = scale - shift - decimals.astype(np.int64)
        largest_power = int(powers.max(initial=0))
        multiples = np.array(
            [10**each * by if 10**each * by <= _MOST_IN_64_BITS else 0 for each in range(largest_power + 1)]
        )
        return digits * multiples[powers].astype(np.int64) if len(digits) else digits, scale
    whole = np.array([int(each) for each in digits], dtype=object)
    for row, value in long.items():
        whole[row] = value
    for row, each in enumerate(decimals.tolist()):
        whole[row] = int(whole[row]) * by * 10 ** (scale - shift - each)
    return whole, scale


def _times(quantity: Quantity, factor: Decimal) -> Quantity:
    """A quantity in what the factor makes of it, written out."""
    high = quantity.number_high
    return Quantity(
        quantity.qualifier,
        _product(quantity.number, factor),
        None if high is None else _product(high, factor),
        quantity.tolerance,
    )


def _product(number: Decimal, factor: Decimal) -> Decimal:
    exact = Fraction(number) * Fraction(factor)
    places = max(0, -int(number.as_tuple().exponent) + _whole_factor(factor)[1])
    return Decimal(int(exact * 10**places)).scaleb(-places)


class TextGatherer:
    """A column of labels, categories or periods that is being read: what each cell holds, as a code."""

    def __init__(self, missing: Sequence[str]) -> None:
        self.texts: list[str] = []  # code -> text, in NFC, without spaces around it; in the order of the file
        self._known: dict[str, int] = dict.fromkeys(["", *missing], -1)  # cells, as they stand and as texts -> code
        self._codes: list[npt.NDArray[np.int32]] = []

    def add(self, cells: Sequence[str]) -> None:
        """Read some more rows."""
        known = self._known
        new = [cell for cell in dict.fromkeys(cells) if cell not in known]
        if new:
            self._learn(new)
        self._codes.append(np.fromiter(map(known.__getitem__, cells), np.int32, len(cells)))

    def _learn(self, cells: list[str]) -> None:
        """Give a code to what each of these cells holds."""
        known, texts = self._known, self.texts
        plain = list(map(str.strip, cells))
        if not "".join(plain).isascii():
            plain = [normalize("NFC", cell.strip("\u00a0\ufeff").strip()) for cell in plain]
        if plain == cells:  # a column of a million names is learnt without a look at each
            known.update(zip(cells, range(len(texts), len(texts) + len(cells)), strict=True))
            texts.extend(cells)
            return
        for cell, text in zip(cells, plain, strict=True):
            code = known.get(text)
            if code is None:
                code = known[text] = len(texts)
                texts.append(text)
            known[cell] = code

    @property
    def codes(self) -> npt.NDArray[np.int32]:
        """The code of each row; -1 where the cell is empty."""
        return np.concatenate(self._codes) if self._codes else np.zeros(0, np.int32)
