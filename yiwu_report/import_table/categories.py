"""The groups of a column: an id for each, and its name as the file has it."""

from __future__ import annotations

from yiwu_report.import_table.ids import make_id
from yiwu_report.import_table.reports import Change, Changed, Reports
from yiwu_report.import_table.wishes import ColumnWish, Wishes
from yiwu_report.model.fields import fault_of_id
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text


class Category:
    """The groups of one column, in the order in which they come."""

    def __init__(self, wish: ColumnWish, wishes: Wishes, reports: Reports, problems: list[Problem]) -> None:
        self._wish, self._wishes, self._reports, self._problems = wish, wishes, reports, problems
        self._ids: dict[str, str] = {}  # name -> id
        self.names: dict[str, str] = {}  # id -> name

    def id_of(self, cell: Text) -> str:
        """The id of the group that a cell names; "" with a problem, once a group, where there is none."""
        name = cell.value.strip()
        if name not in self._ids:
            self._ids[name] = self._new(name, cell)
        return self._ids[name]

    def _new(self, name: str, cell: Text) -> str:
        wrong = fault_of_id(name)
        group = name if not wrong else (make_id(name) or "") if self._wishes.makes_ids else ""
        if not group:
            remedy = f"{wrong[1]}, or add --make-ids" if wrong and make_id(name) else "use Latin letters"
            message = (
                f'the group "{name}" of "{self._wish.heading}" is not a valid id' if name else "a row without a group"
            )
            self._problems.append(Problem(cell.start, Rule.BAD_ID, message, remedy))
        elif group in self.names:
            message = f'the groups "{name}" and "{self.names[group]}" would have the same id, {group}'
            self._problems.append(Problem(cell.start, Rule.ID_CLASH, message, "rename one of them in the file"))
        else:
            self.names[group] = name
            if group != name:
                heading = self._wish.heading
                self._reports.changes.append(Change(Changed.GROUP, cell.start, name, group, "--make-ids", heading))
        return group
