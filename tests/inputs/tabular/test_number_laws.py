"""Laws of numbers in files: what a file writes comes back to the digit, whatever its marks, its scale and its order."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from fractions import Fraction
from unicodedata import normalize

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwu_report.inputs.tabular.columns import NumberGatherer, TextGatherer
from yiwu_report.inputs.tabular.csv_container import cell_starts
from yiwu_report.inputs.tabular.file_periods import PeriodReader
from yiwu_report.inputs.tabular.number_cells import CellFault, NumberNotation, ReadCell
from yiwu_report.inputs.tabular.plain_numbers import plain_numbers
from yiwu_report.model.column_table import NumberColumn
from yiwu_report.model.table_files import NegativeNotation
from yiwu_report.quantity import decimals_of

MARKS = [(".", None), (".", ","), (".", " "), (".", "'"), (",", None), (",", "."), (",", " ")]
numbers = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**22), 10**22), st.integers(0, 12)
)
factors = st.sampled_from(["1000", "1000000", "0.01", "0.001", "1", "2.5", "60", "1.609344"]).map(Decimal)


def notation(decimal: str, thousands: str | None, *ways: NegativeNotation) -> NumberNotation:
    return NumberNotation(decimal, thousands, frozenset([""]), frozenset(ways), (), (), has_zeros=False)


def written(number: Decimal, decimal: str, thousands: str | None) -> str:
    grouped = format(number, ",f" if thousands else "f")
    return grouped.translate(str.maketrans({",": thousands or "", ".": decimal}))


def column_of(cells: list[str], spec: NumberNotation, factor: Decimal | None = None, size: int = 7) -> NumberColumn:
    gatherer = NumberGatherer(spec, are_texts_numbers=True)
    for start in range(0, len(cells), size):
        gatherer.add(cells[start : start + size], None)
    assert not gatherer.faults.rows
    return gatherer.column(None, factor)


@given(st.lists(numbers, min_size=1, max_size=30), st.sampled_from(MARKS))
def test_numbers_come_back_to_the_digit(values: list[Decimal], marks: tuple[str, str | None]) -> None:
    column = column_of([written(each, *marks) for each in values], notation(*marks))
    for row, value in enumerate(values):
        quantity = column.quantity(row)
        assert quantity is not None
        assert quantity.number == value
        assert decimals_of(quantity.number) == decimals_of(value) == column.decimals[row]


@given(st.lists(numbers, min_size=1, max_size=30), factors)
def test_scaled_numbers_equal_decimals_product(values: list[Decimal], factor: Decimal) -> None:
    column = column_of([format(each, "f") for each in values], notation(".", None), factor)
    assert [column.value(row) for row in range(len(values))] == [Fraction(each) * Fraction(factor) for each in values]
    for row, value in enumerate(values):
        assert column.value(row) * Fraction(10) ** int(column.decimals[row]) % 1 == 0
        assert column.precision(row).place == Fraction(10) ** -int(column.decimals[row])
        if factor == 1000:
            assert column.decimals[row] == decimals_of(value) - 3


@given(st.lists(numbers, min_size=1), st.sampled_from(MARKS), st.sampled_from(["({})", "{}-"]))
def test_brackets_and_a_minus_behind_are_below_zero(
    values: list[Decimal], marks: tuple[str, str | None], pattern: str
) -> None:
    spec = notation(*marks, NegativeNotation.BRACKETS, NegativeNotation.TRAILING_MINUS)
    cells = [pattern.format(written(abs(each), *marks)) for each in values]
    column = column_of(cells, spec)
    assert [column.value(row) for row in range(len(values))] == [-abs(Fraction(each)) for each in values]


texts = st.text(st.sampled_from("0123456789.,-+ '()eE%½−１a"), max_size=12)


@given(st.lists(texts, min_size=1, max_size=40), st.sampled_from(MARKS))
def test_the_fast_way_and_the_slow_way_agree(cells: list[str], marks: tuple[str, str | None]) -> None:
    """What numpy takes for a number is one to `NumberNotation.read`, the same; what neither takes has a reason."""
    spec = notation(*marks)
    are_plain, digits, decimals = plain_numbers(cells, *marks)
    for index, cell in enumerate(cells):
        read = spec.read(cell)
        if are_plain[index]:
            assert read == ReadCell(int(digits[index]), int(decimals[index]))
        elif isinstance(read, CellFault):
            assert read.message
            assert read.remedy
            assert read.kind


@pytest.mark.parametrize(("cell", "marks"), [("1.5", (",", ".")), ("1.2345", (",", ".")), ("1,,234", (".", ",")), ("1,234,56", (".", ",")), ("12345,678", (".", ",")), ("1,234.5,6", (".", ","))])  # fmt: skip
def test_marks_that_part_no_groups_of_three_are_no_numbers(cell: str, marks: tuple[str, str]) -> None:
    assert not plain_numbers([cell], *marks)[0][0]
    assert isinstance(notation(*marks).read(cell), CellFault)


@given(st.lists(st.text(max_size=4), min_size=1, max_size=30), st.integers(1, 9))
def test_labels_come_back_in_nfc_whatever_the_chunks(cells: list[str], size: int) -> None:
    gatherer = TextGatherer([])
    for start in range(0, len(cells), size):
        gatherer.add(cells[start : start + size])
    found = [None if code < 0 else gatherer.texts[code] for code in gatherer.codes]
    bare = [each.strip() if each.isascii() else each.strip().strip("\u00a0\ufeff").strip() for each in cells]
    assert [each or "" for each in found] == [normalize("NFC", each) for each in bare]
    assert len(set(gatherer.texts)) == len(gatherer.texts)
    assert gatherer.codes.dtype == np.int32


@given(st.lists(st.text(st.sampled_from('a,";\n1'), max_size=5), min_size=1, max_size=5))
def test_a_cell_stands_where_the_parser_has_it(cells: list[str]) -> None:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    row = line.getvalue()
    starts = [*cell_starts(row, ",")]
    assert len(starts) == len(cells)
    for start, cell in zip(starts, cells, strict=True):
        assert row[start:].startswith('"' + cell.replace('"', '""') if row[start : start + 1] == '"' else cell)


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 28))
def test_dates_come_back_from_any_pattern(year: int, month: int, day: int) -> None:
    iso = f"{year:04}-{month:02}-{day:02}"
    for pattern, cell in {
        "DD.MM.YYYY": f"{day:02}.{month:02}.{year:04}",
        "D/M/YYYY": f"{day}/{month}/{year:04}",
        "YYYY年M月D日": f"{year}年{month}月{day}日",
        "YYYYMMDD": f"{year:04}{month:02}{day:02}",
    }.items():
        read = PeriodReader(pattern, financial_years=None).read([cell])[cell]
        assert not isinstance(read, CellFault)
        assert read[0] == iso == read[1].written
