"""Claims with cases: the first whose condition certainly holds gives the words, once or for each row of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yiwu_report.compute.audit.claim_values import AuditScope
from yiwu_report.compute.formula import Comparison, Formula, FormulaFault, evaluate, parse_formula
from yiwu_report.compute.formula.evaluate import comparison
from yiwu_report.compute.formula.nodes import Compare
from yiwu_report.compute.tables.keyed_table import KeyedTable
from yiwu_report.model.figures import ClaimCase, ClaimSpec
from yiwu_report.model.finding import Finding, Verdict
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Localized
from yiwu_report.quantity import Truth

_Parsed = Sequence[tuple[Formula, ClaimCase]]


def check_cases(claim_id: str, claim: ClaimSpec, scope: AuditScope) -> Finding | Problem:
    """The finding with the words of each row; a Problem where a condition is wrong, or no case of a claim holds.

    Of rows without a certain case nothing is said here: a text that asks for the words of one is refused.
    """
    parsed: list[tuple[Formula, ClaimCase]] = []
    for case in claim.cases or ():
        formula = parse_formula(case.condition)
        if isinstance(formula, Problem):
            return formula
        parsed.append((formula, case))
    said: dict[str, Localized | None] = {}
    inputs: list[str] = []
    for row in _rows(claim, scope):
        of_row = replace(scope, table=claim.table, row=row) if claim.table else scope
        try:
            said[row] = _words(parsed, of_row, is_of_row=claim.table is not None)
            inputs += [] if claim.table else [each for formula, _ in parsed for each in of_row.inputs(formula.root)]
        except _CaseFault as fault:
            return fault.problem
    if claim.table is None and said[""] is None:
        message = f"no case of the claim {claim_id} certainly holds"
        return Problem(claim.place, Rule.BROKEN_WORDS, message, "add a case for what is so, or fix the figure")
    used = tuple(dict.fromkeys(inputs))
    return Finding(claim_id, claim, claim.place, Verdict.AGREES, holds=True, inputs=used, steps=(), said=said)


def _rows(claim: ClaimSpec, scope: AuditScope) -> Sequence[str]:
    """The ids of the rows of its table; one empty id without a table."""
    if claim.table is None:
        return [""]
    table = scope.store.any_table(claim.table)
    if isinstance(table, KeyedTable):
        return [table.row_id(int(row)) for row in table.counted_rows({})]
    return list(table.rows) if table is not None else []


class _CaseFault(Exception):  # noqa: N818  # carries a problem
    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def _words(parsed: _Parsed, scope: AuditScope, *, is_of_row: bool) -> Localized | None:
    for formula, case in parsed:
        try:
            truth = _truth(formula, scope)
        except FormulaFault as fault:
            if is_of_row and fault.rule is Rule.MISSING_VALUE:
                continue
            raise _CaseFault(fault.problem(formula.text)) from None
        if truth is Truth.YES:
            return case.words
    return None


def _truth(formula: Formula, scope: AuditScope) -> Truth:
    if isinstance(formula.root, Compare) and scope.table is not None:
        return comparison(formula.root, scope, scope.unit_of_condition(scope.table, formula.root)).truth
    found = evaluate(formula, scope)
    if not isinstance(found, Comparison):
        raise FormulaFault(Rule.FORMULA_SYNTAX, "a condition without a comparison", "write e.g. row.change < 0", 0)
    return found.truth
