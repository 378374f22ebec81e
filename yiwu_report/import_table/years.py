"""Days and months that stand for their year, where a flag says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from yiwu_report.import_table.file import Rows
from yiwu_report.import_table.reports import Reports
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text

_DATE = re.compile(r"([0-9]{4})(?:-[0-9]{2}){0,2}(?:[T ].*)?")


def with_years(rows: Rows, headings: Sequence[str], reports: Reports, problems: list[Problem]) -> Rows:
    """The rows with the dates of these columns as years, e.g. 2001 for 2001-01-01."""
    numbers = {number for heading in headings if (number := rows.column(heading)) >= 0}
    if not numbers:
        return rows
    reports.selected += [f'the dates of "{heading}" are read as years (--as-year)' for heading in headings]
    changed = [
        [_year(cell, problems) if number in numbers else cell for number, cell in enumerate(row)] for row in rows.rows
    ]
    return replace(rows, rows=changed)


def _year(cell: Text, problems: list[Problem]) -> Text:
    date = _DATE.fullmatch(cell.value.strip())
    if date is None:
        message = f'"{cell.value.strip()}" is not a date that begins with the year'
        problems.append(Problem(cell.start, Rule.BAD_VALUE, message, "fix it in the file, or omit --as-year"))
        return cell
    return replace(cell, value=date[1])
