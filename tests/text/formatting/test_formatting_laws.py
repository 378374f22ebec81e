"""Laws of formatting: any quantity can be written in any unit, with no more digits than it has."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quantities import ends, quantities, short_numbers
from words import language, yiwu_units

from yiwu_report.model.figures import UnitKind
from yiwu_report.quantity import DecimalsError, Precision, Qualifier, Quantity
from yiwu_report.text.formatting import axis_number, format_number, format_quantity
from yiwu_report.text.formatting.convert import MOST_DIGITS, converted
from yiwu_report.text.formatting.numbers import Amount, format_amount

UNITS = {unit_id: unit for unit_id, unit in yiwu_units().items() if unit.kind is not UnitKind.DATE}
unit_ids = st.sampled_from(sorted(UNITS))
codes = st.sampled_from(["zh", "en"])


@given(quantities(), unit_ids, codes)
def test_any_quantity_can_be_written(quantity: Quantity, unit_id: str, code: str) -> None:
    shown = format_quantity(quantity, UNITS[unit_id], language(code), UNITS)
    assert shown.full.strip() == shown.full
    assert shown.value
    for text in (shown.full, shown.value, shown.unit):
        assert not re.search(r"[{}]|  ", text)
    if code == "zh":
        assert not re.search(r"[\u4e00-\u9fff] | [\u4e00-\u9fff]", shown.full)


@given(quantities(), unit_ids, codes)
def test_a_negative_number_has_a_minus_sign_and_no_hyphen(quantity: Quantity, unit_id: str, code: str) -> None:
    shown = format_quantity(quantity, UNITS[unit_id], language(code), UNITS)
    negative = sum(number < 0 for number in ends(quantity))
    for text in (shown.full, shown.value):
        assert not re.search(r"(?:^|[^a-z0-9])-[^a-z]*[0-9]", text)
        if UNITS[unit_id].kind is not UnitKind.ORDINAL:
            assert len(re.findall("−[¥$€£]?[0-9]", text)) == negative


@given(quantities(), unit_ids, codes)
def test_the_value_says_how_sure_it_is(quantity: Quantity, unit_id: str, code: str) -> None:
    unit = UNITS[unit_id]
    exact = Quantity(Qualifier.EXACT, quantity.number)
    value = format_quantity(quantity, unit, language(code), UNITS).value
    assert quantity.is_exact or value != format_quantity(exact, unit, language(code), UNITS).value


@given(quantities(), st.integers(0, 6), unit_ids, codes)
def test_decimals_are_never_added(quantity: Quantity, decimals: int, unit_id: str, code: str) -> None:
    most = min(len(format(number, "f").partition(".")[2]) for number in ends(quantity))
    if decimals <= most:
        assert format_quantity(quantity, UNITS[unit_id], language(code), UNITS, decimals=decimals).full
    else:
        with pytest.raises(DecimalsError, match=f"write decimals={most} or fewer"):
            format_quantity(quantity, UNITS[unit_id], language(code), UNITS, decimals=decimals)


@given(quantities())
def test_a_conversion_shows_no_more_digits_than_were_written(quantity: Quantity) -> None:
    written = converted(quantity, UNITS["mu"], UNITS["hectare"])
    most = min(MOST_DIGITS, *(Precision.of(number).digits or 0 for number in ends(quantity)))
    for amount in (written.low, written.high or written.low):
        assert significant_digits(amount.digits) <= most


@given(quantities())
def test_a_conversion_is_no_more_certain(quantity: Quantity) -> None:
    """About and nearly apart, whose tenth is itself a manner of speaking."""
    if quantity.qualifier in {Qualifier.EXACT, Qualifier.ABOUT, Qualifier.NEARLY}:
        return
    ratio = Fraction(UNITS["mu"].factor) / Fraction(UNITS["hectare"].factor)
    written = converted(quantity, UNITS["mu"], UNITS["hectare"])
    high = None if written.high is None else written.high.digits
    shown = Quantity(written.qualifier, written.low.digits, high).interval
    true = quantity.interval.scaled(ratio)
    assert shown.hull(true) == shown


@given(short_numbers, codes)
def test_a_number_can_be_read_back(number: Decimal, code: str) -> None:
    text = format_number(number, language(code))
    assert "-" not in text
    assert text.replace(",", "").replace("−", "-") == format(number, "f")


@given(st.integers(-(10**16), 10**16), st.integers(0, 3), codes)
def test_a_scale_loses_nothing(digits: int, places: int, code: str) -> None:
    number = Decimal(digits).scaleb(-places)
    words = {"million": 6, "billion": 9, "trillion": 12}
    text, _, word = format_amount(Amount.of(number), language(code)).replace(",", "").partition(" ")
    assert Fraction(text.replace("−", "-")) * 10 ** words.get(word, 0) == Fraction(number)


@given(st.floats(-1e13, 1e13) | st.integers(-(10**13), 10**13), unit_ids, codes)
def test_any_tick_has_a_label(x: float, unit_id: str, code: str) -> None:
    label = axis_number(x, UNITS[unit_id], language(code), UNITS)
    assert label
    assert not re.search(r"[{}]|[0-9][kMBG]|[eE][+-]?[0-9]", label)


def significant_digits(number: Decimal) -> int:
    text = format(number, "f").lstrip("-")
    shown = text.replace(".", "").lstrip("0") if "." in text else text.strip("0")
    return len(shown) or 1
