"""data/claims.json: every claim with its verdict and the numbers that gave it."""

from __future__ import annotations

from typing import Any

from yiwu_report.audit.digits import digits
from yiwu_report.context import Context
from yiwu_report.export.records import Scope, to_json
from yiwu_report.model.finding import Finding, Step
from yiwu_report.quantity import Interval


def claims_json(context: Context) -> bytes:
    """The JSON of every claim, in the order of data/claims.yaml."""
    return claims_of(Scope.whole(context))


def claims_of(scope: Scope) -> bytes:
    """The same in some languages."""
    return to_json([_claim(finding, scope) for finding in scope.context.findings.values()])


def _claim(finding: Finding, scope: Scope) -> dict[str, Any]:
    claim = finding.claim
    texts = {
        name: scope.texts(("claim", finding.id, name), getattr(claim, name))
        for name in ("title", "words", "note", "not_comparable", "not_checkable")
    }
    return {
        "id": finding.id,
        "verdict": str(finding.verdict),
        "title": texts["title"],
        "words": texts["words"],
        "says": claim.says,
        "formula": claim.formula.value if claim.formula else None,
        "holds": claim.holds.value if claim.holds else None,
        "counts": claim.counts.value if claim.counts else None,
        "inputs": list(finding.inputs),
        "steps": [_step(step) for step in finding.steps],
        "open_inputs": list(finding.open_inputs),
        "stated": _ends(finding.stated) or None,
        "difference": finding.difference,
        "fitting": [{"figure": figure, "value": value} for figure, value in finding.fitting],
        "source": claim.source,
        "paragraph": claim.paragraph,
        "note": texts["note"],
        "not_comparable": texts["not_comparable"],
        "not_checkable": texts["not_checkable"],
    }


def _step(step: Step) -> dict[str, Any]:
    """A side of the arithmetic; an end that is null is not known."""
    return {
        "formula": step.formula,
        **_ends(step.interval),
        "unit": step.unit_id,
        "as_printed": _ends(step.as_printed) or None,
    }


def _ends(interval: Interval | None) -> dict[str, Any]:
    """Both ends of an interval as digits; nothing where there is none."""
    if interval is None:
        return {}
    ends = {"low": interval.low, "high": interval.high}
    return {name: None if end is None else digits(end) for name, end in ends.items()}
