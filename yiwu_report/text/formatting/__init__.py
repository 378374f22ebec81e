"""Quantities, units, ranks and periods in the words of a language."""

from __future__ import annotations

from yiwu_report.text.formatting.figures import (
    format_figure,
    format_moment,
    format_period,
    format_with_own,
    percent_of_words,
)
from yiwu_report.text.formatting.language import Language, fill, join
from yiwu_report.text.formatting.numbers import format_number, with_hyphen, with_minus
from yiwu_report.text.formatting.quantities import FormattedQuantity, axis_number, format_quantity
from yiwu_report.text.formatting.units import unit_faults

__all__ = [
    "FormattedQuantity",
    "Language",
    "axis_number",
    "fill",
    "format_figure",
    "format_moment",
    "format_number",
    "format_period",
    "format_quantity",
    "format_with_own",
    "join",
    "percent_of_words",
    "unit_faults",
    "with_hyphen",
    "with_minus",
]
