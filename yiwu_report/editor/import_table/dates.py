"""Dates in the format that an option names, converted to periods: 02/01/2012 to 2012-01-02 if it is DD/MM/YYYY."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from yiwu_report.editor.import_table.file import CellChange, Changed, Reports, Rows
from yiwu_report.model.period import PeriodError, parse_period
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_PARTS = {
    "YYYY": "(?P<year>[0-9]{4})",
    "MMMM": f"(?P<month>{'|'.join(MONTHS)})",
    "MMM": f"(?P<month>{'|'.join(each[:3] for each in MONTHS)})",
    "MM": "(?P<month>[0-9]{2})",
    "M": "(?P<month>[0-9]{1,2})",
    "DD": "(?P<day>[0-9]{2})",
    "D": "(?P<day>[0-9]{1,2})",
    "*": "(?P<rest>.*)",
}
_OF_DIGITS = {"YYYY", "MM", "M", "DD", "D"}
FORM_HELP = "YYYY, MM or M, DD or D, MMM for Jan, MMMM for January, * for text to ignore, e.g. DD/MM/YYYY"


class DateFormError(ValueError):
    """A form that says no date; tells why."""


@dataclass(frozen=True)
class DateForm:
    """A form of dates, e.g. DD/MM/YYYY."""

    written: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What matches such a date, with groups year, month and day; DateFormError where the form is none."""
        pieces = [each for each in re.split("(Y+|M+|D+|[*])", self.written.upper()) if each]
        letters = [each for each in pieces if each[0] in "YMD*"]
        kinds = [each[0] for each in letters]
        is_dated = "Y" in kinds and ("M" in kinds or "D" not in kinds)
        if not is_dated or not set(letters) <= set(_PARTS) or len(set(kinds)) < len(kinds):
            raise DateFormError(f'"{self.written}" is not a date format; use {FORM_HELP}')
        if any(set(pair) <= _OF_DIGITS and set(pair) & {"M", "D"} for pair in itertools.pairwise(pieces)):
            raise DateFormError(f'"{self.written}" is ambiguous; write MM and DD, or the separators')
        return re.compile("".join(_PARTS.get(each) or re.escape(each) for each in pieces), re.IGNORECASE)

    def period(self, cell: str) -> str | None:
        """The day, month or year that a cell says, as a period is written; None where it is not of this form."""
        found = self.pattern.fullmatch(cell.strip())
        if found is None:
            return None
        parts = found.groupdict()
        month = parts.get("month")
        if month and not month.isdigit():
            month = str([each[:3] for each in MONTHS].index(month[:3].lower()) + 1)
        numbers = [each.zfill(2) for each in (month, parts.get("day")) if each]
        period = "-".join([parts["year"], *numbers])
        return period if is_period(period) else None


_ORDERS = (("YYYY", "MM", "DD"), ("DD", "MM", "YYYY"), ("MM", "DD", "YYYY"), ("YYYY", "MM"), ("MM", "YYYY"))
_MARKED = [mark.join(order) for order in _ORDERS for mark in "/.-"]
_LOOSE = {form.replace("MM", "M").replace("DD", "D"): form for form in _MARKED}  # D/M/YYYY -> DD/MM/YYYY
_OTHERS = ("YYYYMMDD", "MMM YYYY", "MMMM YYYY", "MMM-YYYY", "D MMM YYYY", "YYYY年M月D日", "YYYY年M月", "YYYY年")
_WITH_TIMES = ("YYYY-MM-DD *", "YYYY-MM-DDT*", "YYYY/MM/DD *")
COMMON_FORMS = tuple(map(DateForm, (*_MARKED, *_LOOSE, *_OTHERS, *_WITH_TIMES)))


def is_period(cell: str) -> bool:
    """True for a year, a month or a day as a period is written: 2012, 2012-01, 2012-01-02."""
    try:
        return bool(re.fullmatch("[0-9-]+", cell)) and parse_period(cell) is not None
    except PeriodError:
        return False


def forms_of(cells: Sequence[str]) -> list[str]:
    """The common forms in which all of these cells are dates: several where days and months can't be told apart."""
    fitting = [form.written for form in COMMON_FORMS if all(form.period(cell) for cell in cells)]
    return [form for form in fitting if _LOOSE.get(form) not in fitting]


def with_dates(rows: Rows, forms: Mapping[str, DateForm], reports: Reports, problems: list[Problem]) -> Rows:
    """The rows with the dates of these columns as periods."""
    of = {number: (heading, form) for heading, form in forms.items() if (number := rows.column(heading)) >= 0}
    if not of:
        return rows
    changed = [
        [_dated(cell, *of[number], reports, problems) if number in of else cell for number, cell in enumerate(row)]
        for row in rows.rows
    ]
    return replace(rows, rows=changed)


def _dated(cell: Text, heading: str, form: DateForm, reports: Reports, problems: list[Problem]) -> Text:
    written = cell.value.strip()
    period = form.period(written)
    if period is None:
        message = f'"{written}" is not a date in the format {form.written}'
        remedy = f"fix it in the file, or give its format: {FORM_HELP}"
        problems.append(Problem(cell.start, Rule.BAD_VALUE, message, remedy))
        return cell
    if period != written:
        why = f"--as-date {heading}={form.written}"
        reports.changes.append(CellChange(Changed.DATE, cell.start, written, period, why, heading))
    return replace(cell, value=period)


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
