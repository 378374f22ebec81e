"""Which claims have a new verdict."""

from __future__ import annotations

from collections.abc import Mapping

from yiwu_report.context import Context
from yiwu_report.diff.difference import MovedClaim
from yiwu_report.model.published import ClaimRecord


def moved_claims(old: Mapping[str, ClaimRecord] | None, context: Context, language: str) -> tuple[MovedClaim, ...]:
    """Every claim whose verdict is not what it was, in the order of their ids; new ones and those that are gone too.

    None where what was said before is not known.
    """
    if old is None:
        return ()
    moved = []
    for claim_id in sorted({*old, *context.findings}):
        before, finding = old.get(claim_id), context.findings.get(claim_id)
        was = before.verdict if before else None
        now = str(finding.verdict) if finding else None
        if was == now:
            continue
        title = context.bound.texts.get(("claim", claim_id, "title", language))
        words = title.plain if title else (before.title or {}).get(language, "") if before else ""
        place = finding.place if finding else None
        moved.append(MovedClaim(claim_id, words, place, was, now, finding.now if finding else ""))
    return tuple(moved)
