"""Quantities, units, ranks and times in the words of a language."""

from __future__ import annotations

from yiwu_report.formatting.figures import format_figure, format_with_own
from yiwu_report.formatting.fill import fill
from yiwu_report.formatting.join import join
from yiwu_report.formatting.language import Language
from yiwu_report.formatting.numbers import format_number, with_hyphen, with_minus
from yiwu_report.formatting.percent_of import percent_of_words
from yiwu_report.formatting.periods import format_moment, format_period
from yiwu_report.formatting.quantities import axis_number, format_quantity
from yiwu_report.formatting.shown import Shown
from yiwu_report.formatting.unit_faults import UnitFault, unit_faults

__all__ = [
    "Language",
    "Shown",
    "UnitFault",
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
