"""The laws of quantities: nothing gets more certain, nothing more digits, and what is written can be read."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from quantities import ends, inside, intervals, quantities

from yiwu_report.quantity import (
    DecimalsError,
    Interval,
    Precision,
    Qualifier,
    Quantity,
    QuantityError,
    Truth,
    UnboundedError,
    canonical,
    equal,
    less,
    less_equal,
    maximum,
    minimum,
    parse_quantity,
    product_precision,
    quantity_of,
    sum_precision,
)

Operation = Callable[[Any, Any], Any]
OPERATIONS: tuple[Operation, ...] = (operator.add, operator.sub, operator.mul, operator.truediv)


@given(quantities())
def test_what_is_written_can_be_read(quantity: Quantity) -> None:
    assert parse_quantity(canonical(quantity)) == quantity


@given(st.data(), intervals(), intervals(), st.sampled_from(OPERATIONS))
def test_a_true_result_lies_inside(data: st.DataObject, a: Interval, b: Interval, compute: Operation) -> None:
    assume(compute is not operator.truediv or not b.contains(0))
    x, y = data.draw(inside(a)), data.draw(inside(b))
    assert compute(a, b).contains(compute(x, y))


@given(st.data(), intervals(), intervals())
def test_least_greatest_and_hull(data: st.DataObject, a: Interval, b: Interval) -> None:
    x, y = data.draw(inside(a)), data.draw(inside(b))
    assert minimum([a, b]).contains(min(x, y))
    assert maximum([a, b]).contains(max(x, y))
    assert a.hull(b).contains(x)
    assert a.hull(b).contains(y)
    assert (-a).contains(-x)


@given(st.data(), intervals(), intervals())
def test_comparisons_hold_for_every_number_inside(data: st.DataObject, a: Interval, b: Interval) -> None:
    x, y = data.draw(inside(a)), data.draw(inside(b))
    for answer, truth in ((less(a, b), x < y), (less_equal(a, b), x <= y), (equal(a, b), x == y)):
        assert answer is Truth.UNKNOWN or answer.holds is truth


PRECISIONS = st.builds(
    lambda power, digits: Precision(Fraction(10) ** power, digits), st.integers(-5, 3), st.integers(1, 6)
)


@given(st.data(), intervals(), PRECISIONS)
def test_what_is_shown_holds_what_was_computed(data: st.DataObject, interval: Interval, precision: Precision) -> None:
    x = data.draw(inside(interval))
    shown = quantity_of(interval, precision)
    place = precision.place or 0
    if interval.is_point:
        assert shown.qualifier is Qualifier.EXACT
        assert abs(Fraction(shown.number) - x) <= place / 2
    else:
        assert shown.interval.contains(x)
        assert not shown.interval.is_point


@given(intervals(), PRECISIONS, st.integers(0, 6))
def test_decimals_are_given_or_refused(interval: Interval, precision: Precision, decimals: int) -> None:
    place = precision.place_for(interval) or 0
    try:
        shown = quantity_of(interval, precision, decimals)
    except DecimalsError:
        assert Fraction(1, 10**decimals) < place
    else:
        assert shown.number.as_tuple().exponent == -decimals
        assert Fraction(1, 10**decimals) >= place


@given(quantities(), quantities(), st.sampled_from(OPERATIONS))
def test_no_operation_shows_more_digits_than_allowed(a: Quantity, b: Quantity, compute: Operation) -> None:
    assume(compute is not operator.truediv or not b.interval.contains(0))
    result = compute(a.interval, b.interval)
    is_sum = compute in (operator.add, operator.sub)
    parts = [a.precision, b.precision]
    precision = sum_precision(result, parts) if is_sum else product_precision(result, parts)
    try:
        shown = quantity_of(result, precision)
    except UnboundedError:
        assert result.low is None or result.high is None
        return
    for number in ends(shown):
        if is_sum:
            coarsest = max(part.place or 0 for part in parts)
            assert Fraction(number) % coarsest == 0
        else:
            fewest = min(part.digits or 0 for part in parts)
            assert significant_digits(number) <= fewest


@given(quantities(), quantities(), quantities())
def test_a_sum_of_products_keeps_both_limits(a: Quantity, b: Quantity, c: Quantity) -> None:
    product = a.interval * b.interval
    assume(product.low is not None or product.high is not None)
    of_product = product_precision(product, [a.precision, b.precision])
    total = product + c.interval
    of_total = sum_precision(total, [of_product, c.precision])
    assert of_total.place == max(of_product.place or 0, c.precision.place or 0)
    again = product_precision(total * c.interval, [of_total, c.precision])
    assert again.digits == min(of_total.digits or 0, c.precision.digits or 0)


def significant_digits(number: Decimal) -> int:
    """The digits that say something: zeros count behind a point only."""
    text = format(number, "f").lstrip("-")
    shown = text.replace(".", "").lstrip("0") if "." in text else text.strip("0")
    return len(shown) or 1


# How people write a number, and the sizes it can have then, as multiples of the number alone.
DECORATIONS: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("{}-", (-1,)), ("{} −", (-1,)), ("({})", (1, -1)), ("( {} )", (1, -1)), ("{}–", (1, -1)),
    ("{}%", (1,)), ("{} %", (1,)), ("{} Kč", (1,)), ("{} kg", (1,)), ("{}m²", (1,)), ("{}家", (1,)), ("{} Млн", (1,)),
    ("£{}", (1,)), ("US${}", (1,)), ("{} €", (1,)), ("-${}", (-1,)),
    ("{}k", (1, 10**3)), ("{} b", (1, 10**9)), ("£{}bn", (1, 10**9)), ("{}万", (1, 10**4)), ("{}亿元", (1, 10**8)),
    ("{} million trees", (1, 10**6)), ("{} dozen", (1, 12)), ("{} Mio. €", (1, 10**6)),
    ("{}*", (1,)), ("{} (p)", (1,)), ("{}[r]", (1,)), ("{} (k)", (1,)), ("+{}", (1,)), ("{}²", (1,)), ("−{}", (-1,)),
    ("-{}-", (1,)), ("({})-", (1,)), ("{}/{}", ()), ("{}:{}", ()), ("{}-", (-1,)),
)  # fmt: skip
WORDS = ("{}", "over {}", "more than {}", "not over {}", "≥ {}", "{}以上", "{}左右", "{} or more", "about {}")


@given(
    st.integers(1, 10**7), st.integers(0, 3), st.sampled_from(DECORATIONS), st.sampled_from(WORDS), st.sampled_from("., '")
)  # fmt: skip
def test_advice_keeps_the_value_or_asks(
    digits: int, decimals: int, decoration: tuple[str, tuple[int, ...]], word: str, separator: str
) -> None:
    number = Decimal(digits).scaleb(-decimals)
    form, sizes = decoration
    plain, grouped = f"{number:f}", f"{number:,f}".replace(",", separator)
    meant = {number * size for size in sizes}
    _check_advice(word.format(form.replace("{}", plain)), meant)
    if separator != "." and plain != grouped:
        both = {number, number / 1000} if separator == "," and grouped.count(",") == 1 else {number}
        _check_advice(word.format(grouped), both)
    if "." in plain:  # 1,000 can be a thousand, too
        meant = {number, number * 1000} if decimals == 3 else {number}
        _check_advice(word.format(plain.replace(".", ",")), meant)


def _check_advice(written: str, meant: set[Decimal]) -> None:
    """Every number that is proposed is one of those meant; of two, a condition says which."""
    try:
        read = parse_quantity(written)
    except QuantityError as error:
        advice = error.remedy.split("e.g.")[0]
    else:
        assert read.number in meant
        return
    proposed = {Decimal(each) for each in re.findall(r"-?[0-9]+(?:\.[0-9]+)?", advice)}
    assert proposed <= meant, (written, advice)
    assert len(proposed) < 2 or re.search(r"\b(if|where)\b", advice)
