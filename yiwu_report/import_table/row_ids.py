"""The id of each row, from the columns that name it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yiwu_report.import_table.file import Rows
from yiwu_report.import_table.ids import make_id
from yiwu_report.import_table.reports import Change, Changed, Reports
from yiwu_report.import_table.wishes import Wishes
from yiwu_report.model.fields import fault_of_id
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text


class RowIds:
    """Ids as they stand in the file, or made of names where that is asked for."""

    def __init__(self, rows: Rows, wishes: Wishes, reports: Reports, problems: list[Problem]) -> None:
        self._columns = [number for heading in wishes.rows if (number := rows.column(heading)) >= 0]
        self._makes_ids, self._reports, self._problems = wishes.makes_ids, reports, problems
        self._places: dict[str, Text] = {}

    def of(self, rows: Sequence[Sequence[Text]]) -> list[Text]:
        """The id of each row, with the place of what it names; "" with a problem where it has none of its own."""
        if not self._columns:
            return []
        return [replace(row[self._columns[0]], value=self._id(row)) for row in rows]

    def _id(self, row: Sequence[Text]) -> str:
        cells = [row[number] for number in self._columns]
        name = " ".join(cell.value.strip() for cell in cells)
        wrong = fault_of_id(name, dots=False)
        made = name if wrong is None else make_id(name) if self._makes_ids else None
        if made is None:
            remedy = (
                "add --make-ids to make ids of names" if make_id(name) else "use a column in Latin letters for --rows"
            )
            self._problems.append(Problem(cells[0].start, Rule.BAD_ID, f'"{name}" is not a valid row id', remedy))
            return ""
        if made in self._places:
            message = f'the row "{made}" occurs twice, first in line {self._places[made].start.line}'
            remedy = "use more columns (--rows), or fewer rows (--only)"
            self._problems.append(Problem(cells[0].start, Rule.ID_CLASH, message, remedy))
            return ""
        self._places[made] = cells[0]
        if made != name:
            self._reports.changes.append(Change(Changed.ROW, cells[0].start, name, made, "--make-ids"))
        return made
