"""Compare a printed figure with the formula that should give it."""

from __future__ import annotations

from dataclasses import replace

from yiwu_report.audit.case import Case
from yiwu_report.audit.digits import digits, steps_of, words_of
from yiwu_report.audit.fitting import fitting_values
from yiwu_report.audit.holds import open_ones
from yiwu_report.audit.meeting import distance, within
from yiwu_report.audit.scope import rounding_interval
from yiwu_report.formula import Comparison, FormulaFault, evaluate, to_unit
from yiwu_report.model.data import Figure
from yiwu_report.model.finding import Finding, Verdict
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import Interval, canonical


def check_figure(case: Case, figure: Figure) -> Finding:
    """The finding of a `says` claim: does the interval of the printed value intersect the computed one?"""
    stated = rounding_interval(figure)
    if stated is None:
        raise FormulaFault(Rule.MISSING_VALUE, f"{figure.id} is not published", "give it a value, or delete the claim")
    value = evaluate(case.formula, case.scope)
    if isinstance(value, Comparison):
        raise FormulaFault(
            Rule.FORMULA_SYNTAX,
            "says: needs a number, and this formula is a comparison",
            "use holds: for a comparison",
            0,
        )
    computed, _ = to_unit(value, figure.unit_id, figure.unit)
    steps = steps_of(case, [value], figure)
    finding = Finding(
        case.id,
        case.claim,
        case.place,
        Verdict.AGREES,
        holds=True,
        inputs=case.inputs,
        steps=steps,
        stated=stated,
        now=f"{words_of(steps, case.scope.store.units)}, {figure.id} says {_stated(figure)}",
    )
    gap = distance(computed, stated)
    if gap is not None:
        fitting = fitting_values(case, figure, stated)
        return replace(finding, verdict=Verdict.CONTRADICTS, holds=False, difference=digits(gap), fitting=fitting)
    qualified = any(not _is_point(case.scope.store.figures[each].interval) for each in case.inputs)
    if qualified and not within(computed, stated):
        open_inputs = tuple(open_ones(case.inputs, case.scope))
        return replace(finding, verdict=Verdict.AGREES_IF_OPEN, holds=False, open_inputs=open_inputs)
    return finding


def _stated(figure: Figure) -> str:
    return f"{canonical(figure.quantity)} ({figure.unit_id})" if figure.quantity else figure.id


def _is_point(interval: Interval | None) -> bool:
    return interval is not None and interval.is_point
