"""The periods of the rows: whether they are written as periods."""

from __future__ import annotations

from yiwu_report.import_table.dates import FORM_HELP, forms_of
from yiwu_report.import_table.file import Rows
from yiwu_report.import_table.propose import shown
from yiwu_report.import_table.wishes import Wishes
from yiwu_report.model.period import PeriodError, parse_period
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text


def row_periods(rows: Rows, wishes: Wishes) -> list[Problem]:
    """A problem for the periods that are none, at the first of them: a form that is wrong once is wrong in each row."""
    number = rows.column(wishes.periods) if wishes.periods else -1
    if number < 0 or wishes.periods is None:
        return []
    wrong = [row[number] for row in rows.rows if not _is_period(row[number])]
    if not wrong:
        return []
    others = f", nor are {len(wrong) - 1} more cells of the column" if len(wrong) > 1 else ""
    message = f'"{wrong[0].value.strip()}" is not a period{others}'
    return [Problem(wrong[0].start, Rule.BAD_VALUE, message, _remedy(wishes.periods, [each.value for each in wrong]))]


def _is_period(cell: Text) -> bool:
    try:
        parse_period(cell.value.strip())
    except PeriodError:
        return False
    return True


def _remedy(heading: str, cells: list[str]) -> str:
    forms = forms_of([each.strip() for each in cells])
    flags = " or ".join(shown(["--as-date", f"{heading}={form}"]) for form in forms)
    if not forms:
        return f"write 2019, 2020-10 or 2018-06-05 in the file, or give the format of its dates with --as-date ({FORM_HELP})"
    return f"add {flags}" + (", whichever it is" if len(forms) > 1 else "")
