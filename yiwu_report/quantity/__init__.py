"""Quantities: a value with its qualifier, as an interval, and the arithmetic on it."""

from __future__ import annotations

from yiwu_report.quantity.interval import (
    DecimalsError,
    Interval,
    QuantityError,
    Truth,
    UnboundedError,
    ValueFault,
    ZeroDivisionInterval,
    equal,
    greater,
    greater_equal,
    less,
    less_equal,
    maximum,
    minimum,
    not_equal,
)
from yiwu_report.quantity.parse import VALUE_PATTERN, canonical, parse_quantity
from yiwu_report.quantity.precision import (
    UNLIMITED,
    Precision,
    ceil_to,
    decimals_of,
    floor_to,
    plain,
    product_precision,
    round_half_even,
    sum_precision,
    to_decimal,
)
from yiwu_report.quantity.quantity import Qualifier, Quantity
from yiwu_report.quantity.shown import quantity_of, rounded

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
    "ValueFault",
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
    "rounded",
    "sum_precision",
    "to_decimal",
]
