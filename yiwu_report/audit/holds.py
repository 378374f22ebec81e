"""Evaluate a condition: is it true for all possible values of its figures?"""

from __future__ import annotations

from collections.abc import Iterable

from yiwu_report.audit.case import Case
from yiwu_report.audit.digits import steps_of, words_of
from yiwu_report.audit.scope import AuditScope
from yiwu_report.formula import Comparison, FormulaFault, Measured, evaluate
from yiwu_report.model.finding import Finding, Verdict
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import Truth

_VERDICTS = {
    Truth.YES: Verdict.AGREES,
    Truth.NO: Verdict.CONTRADICTS,
    Truth.UNKNOWN: Verdict.AGREES_IF_OPEN,
}


def check_condition(case: Case) -> Finding:
    """The finding of a `holds` or `counts` claim; FormulaFault if the formula is not a comparison."""
    result = evaluate(case.formula, case.scope)
    if not isinstance(result, Comparison):
        raise FormulaFault(Rule.FORMULA_SYNTAX, "a condition without a comparison", "write e.g. 6.5 < a / b < 7", 0)
    is_open = result.truth is Truth.UNKNOWN
    steps = steps_of(case, result.operands)
    return Finding(
        case.id,
        case.claim,
        case.place,
        _VERDICTS[result.truth],
        holds=result.truth.holds,
        inputs=case.inputs,
        steps=steps,
        open_inputs=tuple(open_ones(case.inputs, case.scope)) if is_open else (),
        now=words_of(steps, case.scope.store.units),
    )


def open_ones(inputs: Iterable[str], scope: AuditScope) -> list[str]:
    """Ids of the inputs with a qualifier; if there are none, of those with rounding uncertainty."""
    figures = [scope.store.figures[each] for each in inputs]
    qualified = [each.id for each in figures if each.interval is not None and not each.interval.is_point]
    return qualified or [each.id for each in figures if not _is_point(scope.measure(each))]


def _is_point(value: Measured) -> bool:
    return value.interval.is_point
