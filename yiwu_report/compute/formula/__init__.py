"""Formulas: parsed with `ast` into nodes and evaluated by walking these, never as Python."""

from yiwu_report.compute.formula.dimension import Dimension, DimensionKind, dimension_of
from yiwu_report.compute.formula.evaluate import Evaluated, evaluate
from yiwu_report.compute.formula.measured import Measured, from_unit, to_unit
from yiwu_report.compute.formula.nodes import Formula, FormulaFault, SilentlyLeftOut, denominator_of, names_of
from yiwu_report.compute.formula.parse import parse_formula
from yiwu_report.compute.formula.scope import Comparison, FormulaScope

__all__ = [
    "Comparison",
    "Dimension",
    "DimensionKind",
    "Evaluated",
    "Formula",
    "FormulaFault",
    "FormulaScope",
    "Measured",
    "SilentlyLeftOut",
    "denominator_of",
    "dimension_of",
    "evaluate",
    "from_unit",
    "names_of",
    "parse_formula",
    "to_unit",
]
