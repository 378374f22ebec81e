"""The audit stage: a finding for each claim, and a problem for each unexplained contradiction."""

from __future__ import annotations

from collections.abc import Mapping

from yiwu_report.audit.case import Case
from yiwu_report.audit.holds import check_condition
from yiwu_report.audit.says import check_figure
from yiwu_report.audit.scope import AuditScope
from yiwu_report.formula import FormulaFault, SilentlyLeftOut, parse_formula
from yiwu_report.model.data import Data
from yiwu_report.model.figures import ClaimSpec
from yiwu_report.model.finding import Finding, Verdict, broken_words
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem, Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import Site
from yiwu_report.shape import store_of


def audit(site: Site, data: Data) -> tuple[Mapping[str, Finding], tuple[Problem, ...]]:
    """A finding for each usable claim, contradictions first, then in the file's order; and the problems."""
    scope = AuditScope(store_of(site, data))
    findings: dict[str, Finding] = {}
    problems: list[Problem] = []
    for claim_id, claim in site.claims.items():
        if isinstance(claim, Unusable):
            continue
        place = site.places.get(("claim", claim_id), Place("data/claims.yaml"))
        result = _check(claim_id, claim, place, scope, data)
        if isinstance(result, Problem):
            problems.append(result)
        elif result is not None:
            findings[claim_id] = result
            problems += _unexplained(result, site)
    ordered = sorted(findings.values(), key=lambda finding: finding.verdict is not Verdict.CONTRADICTS)
    return {finding.id: finding for finding in ordered}, tuple(problems)


def _check(claim_id: str, claim: ClaimSpec, place: Place, scope: AuditScope, data: Data) -> Finding | Problem | None:
    text = claim.formula or claim.holds or claim.counts
    if text is None:
        return Finding(claim_id, claim, place, Verdict.NOT_CHECKABLE, holds=False, inputs=(), steps=())
    formula = parse_formula(text)
    if isinstance(formula, Problem):
        return formula
    try:
        return _finding(Case(claim_id, claim, place, formula, scope), data)
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
