"""Quantities: a value with its qualifier, as an interval, and the arithmetic on it."""

from __future__ import annotations

from yiwu_report.quantity.compare import Truth, equal, greater, greater_equal, less, less_equal, not_equal
from yiwu_report.quantity.errors import DecimalsError, QuantityError, UnboundedError, ZeroDivisionInterval
from yiwu_report.quantity.interval import Interval, maximum, minimum
from yiwu_report.quantity.parse import VALUE_PATTERN, canonical, parse_quantity
from yiwu_report.quantity.precision import UNLIMITED, Precision, product_precision, sum_precision
from yiwu_report.quantity.qualifier import Qualifier
from yiwu_report.quantity.quantity import Quantity
from yiwu_report.quantity.rounding import ceil_to, decimals_of, floor_to, plain, round_half_even, to_decimal
from yiwu_report.quantity.shown import quantity_of

__all__ = [
    "UNLIMITED",
    "VALUE_PATTERN",
    "DecimalsError",
    "Interval",
    "Precision",
    "Qualifier",
    "Quantity",
    "QuantityError",
    "Truth",
    "UnboundedError",
    "ZeroDivisionInterval",
    "canonical",
    "ceil_to",
    "decimals_of",
    "equal",
    "floor_to",
    "greater",
    "greater_equal",
    "less",
    "less_equal",
    "maximum",
    "minimum",
    "not_equal",
    "parse_quantity",
    "plain",
    "product_precision",
    "quantity_of",
    "round_half_even",
    "sum_precision",
    "to_decimal",
]
