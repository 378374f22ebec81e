"""Values of figures and cells: numbers, or dates where the unit is of kind date; their tolerance."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from yiwu_report.model.figures import UnitKind, UnitSpec
from yiwu_report.model.period import Period, PeriodError, PeriodKind, parse_period
from yiwu_report.model.problem import Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text
from yiwu_report.quantity import Qualifier, Quantity, QuantityError, parse_quantity
from yiwu_report.validate.desk import Desk, Key

ALIASES = {"date": "value"}  # a date is written as the value


def with_date(data: dict[str, Any], unit: UnitSpec | Unusable | None) -> dict[str, Any]:
    """The same with the value as `date` where the unit is of kind date; without it where no unit says what it is."""
    value = data.get("value")
    if not isinstance(value, Text):
        return data
    if isinstance(unit, UnitSpec):
        return data | {"value": None, "date": value} if unit.kind is UnitKind.DATE else data
    return data | {"value": None} if _is_date(value.value.strip()) else data


def _is_date(text: str) -> bool:
    try:
        parse_period(text)
    except PeriodError:
        return False
    try:
        parse_quantity(text)
    except QuantityError:
        return True
    return False


def check_date(key: Key, date: Period | None, desk: Desk) -> None:
    """Note a date that is a comparison or a name."""
    if date and date.kind in {PeriodKind.COMPARISON, PeriodKind.NAMED}:
        explained = Rule.BAD_VALUE, f'"{date}" is no date', "write a year, a month or a day, e.g. 2018-06"
        desk.refuse_at((*key, "value"), explained)


def with_tolerance(key: Key, value: Quantity | None, tolerance: Decimal | None, desk: Desk) -> Quantity | None:
    """The value with its own tolerance; as it is, with a problem, where no tolerance fits it."""
    if tolerance is None:
        return value
    if value is None:
        explained = Rule.BAD_VALUE, "a tolerance of nothing", "take it out, or give the value"
        desk.refuse_at((*key, "tolerance"), explained)
        return value
    try:
        return value.with_tolerance(tolerance)
    except QuantityError as error:
        desk.refuse_at((*key, "tolerance"), (Rule.BAD_VALUE, error.message, error.remedy))
        return value


def with_shared_tolerance(value: Quantity | None, tolerance: Decimal | None) -> Quantity | None:
    """The value with the tolerance of its column, if it is one that can have it."""
    if value is None or tolerance is None or value.qualifier is not Qualifier.ABOUT:
        return value
    return value.with_tolerance(tolerance)
