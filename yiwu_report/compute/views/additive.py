"""Which functions make sense over which figures: what can't be added, or averaged without weights."""

from __future__ import annotations

import numpy as np

from yiwu_report.compute.formula.dimension import never_added
from yiwu_report.compute.views.frame import ValueColumn
from yiwu_report.compute.views.lineage import Rows, rows_taken
from yiwu_report.compute.views.step import ViewStep
from yiwu_report.model.figures import UnitKind
from yiwu_report.model.rules import Rule

_NEVER_AVERAGED = {
    UnitKind.PERCENT: "percentages, whose bases may differ",
    UnitKind.ORDINAL: "ranks",
    UnitKind.DATE: "dates",
}


def require_additive(step: ViewStep, key: str | tuple[str, ...], function: str, name: str, column: ValueColumn) -> None:
    """StepFault for a sum, or a share of one, of what can't be added."""
    what = never_added(column.unit_id, column.unit)
    if column.unit.kind is UnitKind.PERCENT:
        what = "percentages, whose bases may differ or overlap"
    if what is not None:
        remedy = "use weighted_mean with weights:, or median, min or max"
        raise step.fault(key, Rule.NOT_ADDITIVE, f"{function} of {name}: {what}", remedy)
    if column.overlaps:
        message = f"{function} of {name}: the rows overlap"
        raise step.fault(key, Rule.OVERLAP, message, "don't add them: members of two rows would count twice")


def require_once(  # noqa: PLR0913, PLR0917  # a place, and what is added over which rows
    step: ViewStep, key: str | tuple[str, ...], function: str, name: str, column: ValueColumn, groups: Rows
) -> None:
    """StepFault for a sum in which one number counts several times, because a join repeats it. `groups`: of each row."""
    taken = rows_taken(column.lineage, np.arange(len(groups)))
    there = taken >= 0
    if np.bincount(taken[there], minlength=1).max() <= 1:  # no join, mostly
        return
    pairs = groups[there] * (int(taken.max()) + 1) + taken[there]
    if len(np.unique(pairs)) < len(pairs):
        message = f"{function} of {name}: a join repeats its numbers, which would count several times"
        remedy = "group before the join, or use max, which is the same for each"
        raise step.fault(key, Rule.OVERLAP, message, remedy)


def require_mean(step: ViewStep, key: str | tuple[str, ...], name: str, column: ValueColumn) -> None:
    """StepFault for a mean without weights of what needs them."""
    kind = column.unit.kind
    if kind in _NEVER_AVERAGED:
        message = f"mean of {name}: {_NEVER_AVERAGED[kind]}"
        remedy = "use weighted_mean with weights:" if kind is UnitKind.PERCENT else "use median, min or max"
        raise step.fault(key, Rule.NOT_ADDITIVE, message, remedy)


def require_numbers(step: ViewStep, key: str | tuple[str, ...], name: str, column: ValueColumn) -> None:
    """StepFault for dates and ranks where a calculation is wanted."""
    if column.unit.kind in {UnitKind.ORDINAL, UnitKind.DATE}:
        message = f"{step.word} of {name}: {never_added(column.unit_id, column.unit)} can't be calculated with"
        raise step.fault(key, Rule.VIEW_STEP, message, "choose a column of numbers")
