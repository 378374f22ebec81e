from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from intervals import interval, shown
from words import ROOT, read

from yiwu_report.quantity import (
    UNLIMITED,
    DecimalsError,
    Interval,
    Precision,
    Qualifier,
    Quantity,
    QuantityError,
    Truth,
    UnboundedError,
    ZeroDivisionInterval,
    canonical,
    equal,
    greater,
    greater_equal,
    less,
    less_equal,
    maximum,
    minimum,
    not_equal,
    parse_quantity,
    product_precision,
    quantity_of,
    sum_precision,
    to_decimal,
)

CASES = read(ROOT / "tests/cases/quantity.yaml")
Value = tuple[Interval, Precision]


def cases(section: str, name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", CASES[section], ids=[case[name] for case in CASES[section]])


@cases("parse", "written")
def test_a_value_is_read(case: dict[str, str]) -> None:
    quantity = parse_quantity(case["written"])
    assert canonical(quantity) == case["canonical"]
    assert shown(quantity.interval) == case["interval"]


@cases("refuse", "written")
def test_another_form_is_refused_with_the_one_to_use(case: dict[str, str]) -> None:
    with pytest.raises(QuantityError) as error:
        parse_quantity(case["written"])
    assert f"{error.value.message}; {error.value.remedy}" == case["says"]


def test_a_long_number_is_quoted_in_part() -> None:
    with pytest.raises(QuantityError) as error:
        parse_quantity("9" * 5000)
    assert len(str(error.value)) < 200


OPERATIONS: dict[str, Callable[[Interval, Interval], Interval]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "min": lambda a, b: minimum([a, b]),
    "max": lambda a, b: maximum([a, b]),
    "hull": Interval.hull,
}


@pytest.mark.parametrize("case", CASES["arithmetic"], ids=[f"{c['a']} {c['op']} {c['b']}" for c in CASES["arithmetic"]])
def test_arithmetic_on_intervals(case: dict[str, str]) -> None:
    compute = OPERATIONS[case["op"]]
    a, b = interval(case["a"]), interval(case["b"])
    if case["is"] == "zero":
        with pytest.raises(ZeroDivisionInterval):
            compute(a, b)
    else:
        assert shown(compute(a, b)) == case["is"]


def test_an_interval_holds_something() -> None:
    for low, high, closed in ((2, 1, True), (1, 1, False)):
        with pytest.raises(ValueError, match="empty"):
            Interval(Fraction(low), Fraction(high), low_closed=closed)


def test_widened_and_scaled() -> None:
    assert shown(interval("[38.5, 38.5]").widened(Fraction("0.05"))) == "[38.45, 38.55]"
    assert shown(interval("(1500, ∞)").widened(Fraction(5))) == "(1495, ∞)"
    assert shown(interval("(2, 3]").scaled(Fraction(-2))) == "[-6, -4)"
    assert shown(interval("(2, ∞)").scaled(0)) == "[0, 0]"


TRUTHS = {"y": Truth.YES, "n": Truth.NO, "?": Truth.UNKNOWN}


@pytest.mark.parametrize("case", CASES["compare"], ids=[f"{c['a']} and {c['b']}" for c in CASES["compare"]])
def test_comparisons(case: dict[str, str]) -> None:
    a, b = interval(case["a"]), interval(case["b"])
    assert less(a, b) is greater(b, a) is TRUTHS[case["less"]]
    assert less_equal(a, b) is greater_equal(b, a) is TRUTHS[case["less_equal"]]
    assert equal(a, b) is equal(b, a) is TRUTHS[case["equal"]]
    assert not_equal(a, b) is ~TRUTHS[case["equal"]]


def test_a_truth_is_no_bool() -> None:
    assert [truth.holds for truth in Truth] == [True, False, False]
    with pytest.raises(TypeError, match="holds"):
        bool(Truth.NO)


@cases("results", "title")
def test_what_is_shown_of_a_result(case: dict[str, str]) -> None:
    values = {name: parse_quantity(case[name]) for name in "abcd" if name in case}
    result, precision = evaluate(ast.parse(case["formula"], mode="eval").body, values)
    if "fails" in case:
        with pytest.raises(UnboundedError, match=case["fails"]):
            quantity_of(result, precision)
    else:
        assert canonical(quantity_of(result, precision)) == case["is"]


def evaluate(node: ast.expr, values: dict[str, Quantity]) -> Value:
    if isinstance(node, ast.Name):
        return values[node.id].interval, values[node.id].precision
    assert isinstance(node, ast.BinOp)
    (a, a_precision), (b, b_precision) = evaluate(node.left, values), evaluate(node.right, values)
    sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}[type(node.op)]
    result = OPERATIONS[sign](a, b)
    combine = sum_precision if sign in "+-" else product_precision
    return result, combine(result, [a_precision, b_precision])


def point(x: str) -> Interval:
    return Interval.point(Fraction(x))


def test_decimals_ask_for_fewer_digits() -> None:
    known = Precision(Fraction(1, 100), 4)
    assert canonical(quantity_of(point("20.655"), known)) == "20.66"
    assert canonical(quantity_of(point("20.655"), known, 1)) == "20.7"
    assert canonical(quantity_of(point("20.655"), known, 0)) == "21"
    assert canonical(quantity_of(interval("(20.655, ∞)"), known, 0)) == "over 20"
    assert canonical(quantity_of(interval("(-∞, 20.1)"), known, 0)) == "under 21"


@pytest.mark.parametrize(
    ("place", "decimals", "remedy"),
    [
        ("0.01", 3, "write decimals: 2 or fewer"),
        ("1", 1, "write decimals: 0 or fewer"),
        ("10", 0, "remove decimals:"),
    ],
)
def test_decimals_never_ask_for_more(place: str, decimals: int, remedy: str) -> None:
    with pytest.raises(DecimalsError) as error:
        quantity_of(point("20.655"), Precision(Fraction(place), 4), decimals)
    assert error.value.remedy.startswith(remedy)


def test_a_count_is_shown_whole() -> None:
    assert canonical(quantity_of(point("24"), UNLIMITED)) == "24"
    assert canonical(quantity_of(point("0.125"), UNLIMITED)) == "0.125"
    assert canonical(quantity_of(point("71/95"), UNLIMITED, 3)) == "0.747"


@pytest.mark.parametrize("endless", ["71/95", f"1/{2**40}"])
def test_a_quotient_of_counts_asks_for_decimals(endless: str) -> None:
    with pytest.raises(DecimalsError, match="decimals:"):
        quantity_of(point(endless), UNLIMITED)


def test_a_place_of_another_unit_is_rounded_to_a_power_of_ten() -> None:
    precision = Precision.of(Decimal(6800)).scaled(Fraction("0.0666667"))  # mu in hectares
    assert canonical(quantity_of(point("453.33356"), precision)) == "453.3"


@pytest.mark.parametrize(
    ("written", "place", "digits"),
    [("20.65", "0.01", 4), ("6800", "1", 4), ("0.050", "0.001", 2), ("0.00", "0.01", 1), ("3.0 to 4", "1", 1)],
)
def test_precision_is_what_is_written(written: str, place: str, digits: int) -> None:
    assert parse_quantity(written).precision == Precision(Fraction(place), digits)


def test_equality_keeps_written_digits() -> None:
    assert parse_quantity("2.50") != parse_quantity("2.5")
    assert parse_quantity("2.50") == parse_quantity("2.50")
    assert hash(parse_quantity("2.50")) == hash(parse_quantity("2.50"))
    assert Quantity(Qualifier.EXACT, Decimal("1E+3")) == parse_quantity("1000")


def test_a_tolerance_is_for_about() -> None:
    about = parse_quantity("about 100").with_tolerance(Decimal("0.05"))
    assert shown(about.interval) == "[95, 105]"
    assert about != parse_quantity("about 100")
    for written, tolerance in (("100", "0.05"), ("about 100", "0"), ("about 100", "1")):
        with pytest.raises(QuantityError, match="tolerance"):
            parse_quantity(written).with_tolerance(Decimal(tolerance))


def test_a_quantity_is_a_number() -> None:
    for faulty in (Decimal("NaN"), Decimal("Infinity")):
        with pytest.raises(QuantityError, match="not a number"):
            Quantity(Qualifier.EXACT, faulty)
    with pytest.raises(QuantityError, match="two numbers"):
        Quantity(Qualifier.RANGE, Decimal(3))


@pytest.mark.parametrize(
    ("x", "decimals", "written"),
    [
        ("0.125", 2, "0.12"),
        ("0.375", 2, "0.38"),
        ("-0.3", 0, "0"),
        ("12345", -2, "12300"),
        ("1/3", 30, "0." + "3" * 30),
    ],
)
def test_to_decimal(x: str, decimals: int, written: str) -> None:
    assert str(to_decimal(Fraction(x), decimals)) == written
