"""Values of figures and cells: numbers, or dates where the unit is of kind date; their tolerance."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from yiwu_report.model.figures import UnitKind, UnitSpec
from yiwu_report.model.node import Entry
from yiwu_report.model.period import PeriodError, parse_period
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


def refuse_date(entries: Mapping[str, Entry], data: dict[str, Any], desk: Desk) -> None:
    """Note a key `date`, and take it out: dates are values."""
    if "date" in data:
        del data["date"]
        desk.refuse(entries["date"].key, Rule.UNKNOWN_KEY, 'unknown key "date"', "write the date as the value")


def with_tolerance(key: Key, value: Quantity | None, tolerance: Decimal | None, desk: Desk) -> Quantity | None:
    """The value with its own tolerance; as it is, with a problem, where no tolerance fits it."""
    if tolerance is None:
        return value
    if value is None:
        explained = Rule.BAD_VALUE, "a tolerance without a value", "remove it, or add the value"
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
