"""Formulas: parsed with `ast`, walked over nodes of our own, never evaluated as Python."""

from yiwu_report.formula.dimension import Dimension, DimensionKind, dimension_of
from yiwu_report.formula.evaluate import Comparison, Evaluated, Scope, evaluate
from yiwu_report.formula.fault import FormulaFault, SilentlyLeftOut
from yiwu_report.formula.measured import Measured, from_unit, to_unit
from yiwu_report.formula.nodes import Formula, names_of
from yiwu_report.formula.parse import parse_formula
from yiwu_report.formula.whole import whole_of

__all__ = [
    "Comparison",
    "Dimension",
    "DimensionKind",
    "Evaluated",
    "Formula",
    "FormulaFault",
    "Measured",
    "Scope",
    "SilentlyLeftOut",
    "dimension_of",
    "evaluate",
    "from_unit",
    "names_of",
    "parse_formula",
    "to_unit",
    "whole_of",
]
