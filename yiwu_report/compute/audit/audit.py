"""The stage: a finding for each claim, and a problem for each contradiction that nothing explains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from yiwu_report.compute.audit.cases import check_cases
from yiwu_report.compute.audit.claim_values import AuditScope, Case, digits, rounding_interval, steps_of, words_of
from yiwu_report.compute.audit.facts_twice import facts_twice
from yiwu_report.compute.audit.nearest_consistent import distance, fitting_values, within
from yiwu_report.compute.derive import store_of
from yiwu_report.compute.formula import (
    Comparison,
    FormulaFault,
    Measured,
    SilentlyLeftOut,
    evaluate,
    parse_formula,
    to_unit,
)
from yiwu_report.compute.formula.superlatives import rows_in_front
from yiwu_report.model.data import Data, Figure
from yiwu_report.model.figures import ClaimSpec
from yiwu_report.model.finding import Finding, Verdict, broken_words
from yiwu_report.model.problem import Problem, Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.quantity import Interval, Truth, canonical

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
    now = result.now or words_of(steps, case.scope.store.units)
    if not result.truth.holds and (rows := list(rows_in_front(case.formula.root, case.scope))):
        now += f", compare {', '.join(dict.fromkeys(rows))}"
    return Finding(
        case.id,
        case.claim,
        case.place,
        _VERDICTS[result.truth],
        holds=result.truth.holds,
        inputs=case.inputs,
        steps=steps,
        open_inputs=tuple(open_ones(case.inputs, case.scope)) if is_open else (),
        is_open=is_open,
        now=now,
    )


def open_ones(inputs: Iterable[str], scope: AuditScope) -> list[str]:
    """Ids of the inputs with a qualifier; if there are none, of those with rounding uncertainty."""
    figures = [scope.store.figures[each] for each in inputs]
    qualified = [each.id for each in figures if each.interval is not None and not each.interval.is_point]
    return qualified or [each.id for each in figures if not _is_point(scope.measure(each))]


def _is_point(value: Measured) -> bool:
    return value.interval.is_point


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
    qualified = any(not _is_stated_exactly(case.scope.store.figures[each].interval) for each in case.inputs)
    if qualified and not within(computed, stated):
        open_inputs = tuple(open_ones(case.inputs, case.scope))
        verdict = Verdict.AGREES_IF_OPEN
        return replace(finding, verdict=verdict, holds=False, open_inputs=open_inputs, is_open=True)
    return finding


def _stated(figure: Figure) -> str:
    return f"{canonical(figure.quantity)} ({figure.unit_id})" if figure.quantity else figure.id


def _is_stated_exactly(interval: Interval | None) -> bool:
    return interval is not None and interval.is_point


def audit(site: Site, data: Data) -> tuple[Mapping[str, Finding], tuple[Problem, ...]]:
    """A finding for each usable claim, contradictions first, then in the file's order; and the problems."""
    scope = AuditScope(store_of(site, data))
    findings: dict[str, Finding] = {}
    problems: list[Problem] = []
    for claim_id, claim in site.claims.items():
        if isinstance(claim, Unusable):
            continue
        result = _check(claim_id, claim, scope, data)
        if isinstance(result, Problem):
            problems.append(result)
        elif result is not None:
            findings[claim_id] = result
            problems += _unexplained(result, site)
    problems += facts_twice(site, data, findings, scope)
    ordered = sorted(findings.values(), key=lambda finding: finding.verdict is not Verdict.CONTRADICTS)
    return {finding.id: finding for finding in ordered}, tuple(problems)


def _check(claim_id: str, claim: ClaimSpec, scope: AuditScope, data: Data) -> Finding | Problem | None:
    if claim.cases is not None:
        return None if claim.table and scope.store.is_unusable(claim.table) else check_cases(claim_id, claim, scope)
    text = claim.formula or claim.holds or claim.counts
    if text is None:
        return Finding(claim_id, claim, claim.place, Verdict.NOT_CHECKABLE, holds=False, inputs=(), steps=())
    formula = parse_formula(text)
    if isinstance(formula, Problem):
        return formula
    try:
        return _finding(Case(claim_id, claim, claim.place, formula, scope), data)
    except SilentlyLeftOut:
        return None
    except FormulaFault as fault:
        return fault.problem(text)


def _finding(case: Case, data: Data) -> Finding | None:
    if case.claim.says is None:
        return _set_apart(check_condition(case))
    if case.claim.says in data.figures:
        return _set_apart(check_figure(case, data.figures[case.claim.says]))
    return None  # unusable, or unknown: validate said so


def _set_apart(finding: Finding) -> Finding:
    """A claim marked not comparable or not checkable keeps its calculation and gets that verdict."""
    claim = finding.claim
    verdict = finding.verdict
    if claim.not_comparable is not None:
        verdict = Verdict.NOT_COMPARABLE
    elif claim.not_checkable is not None:
        verdict = Verdict.NOT_CHECKABLE
    return finding if verdict is finding.verdict else finding.with_verdict(verdict)


def _unexplained(finding: Finding, site: Site) -> list[Problem]:
    if finding.verdict is not Verdict.CONTRADICTS:
        return []
    if finding.claim.words is not None and finding.claim.source is None:
        return [broken_words(finding)]  # a contradiction of our own words must be fixed, not explained
    missing = [code for code in site.languages if code not in (finding.claim.note or {})]
    if not missing:
        return []
    return [
        Problem(
            finding.place,
            Rule.CONTRADICTION,
            f"the claim {finding.id} contradicts its figures: {finding.now}",
            f"fix the figure, or explain it in note: for {', '.join(missing)}",
        )
    ]
