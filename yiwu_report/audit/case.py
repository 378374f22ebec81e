"""A claim prepared for evaluation."""

from __future__ import annotations

from dataclasses import dataclass

from yiwu_report.audit.scope import AuditScope
from yiwu_report.formula import Formula
from yiwu_report.model.figures import ClaimSpec
from yiwu_report.model.place import Place


@dataclass(frozen=True)
class Case:
    """A claim with its parsed formula and the scope it is checked in."""

    id: str
    claim: ClaimSpec
    place: Place
    formula: Formula
    scope: AuditScope

    @property
    def inputs(self) -> tuple[str, ...]:
        """Ids of the figures its formula uses, in order."""
        return tuple(dict.fromkeys(self.scope.inputs(self.formula.root)))
