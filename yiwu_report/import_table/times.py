"""Which columns of a file contain dates: suggested, never applied automatically."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yiwu_report.import_table.dates import MONTHS, forms_of, is_period
from yiwu_report.import_table.file import Rows

_CENTURY = re.compile("(18|19|20)[0-9]{2}")  # four digits that name a year, and are no amount
_OF_MONTHS = {"month", "months", "月", "月份"}
_NAMES = {name for month in MONTHS for name in (month, month[:3])}


def are_dates(rows: Rows, number: int) -> bool:
    """True for a column of years, months or days, in the form of a period or in a common one."""
    cells = cells_of(rows, number)
    return all(map(_is_near, cells)) and (all(map(is_period, cells)) or bool(forms_of(cells)))


def date_forms(rows: Rows, number: int) -> list[str]:
    """The forms a column of dates may have; none where it is written as periods are."""
    cells = cells_of(rows, number)
    return [] if all(map(is_period, cells)) else forms_of(cells)


def are_months(rows: Rows, number: int) -> bool:
    """True for a column of months without their years."""
    cells = [cell.lower().rstrip(".") for cell in cells_of(rows, number)]
    is_numbered = rows.name(number).lower() in _OF_MONTHS and all(
        re.fullmatch("0?[1-9]|1[0-2]", each) for each in cells
    )
    return is_numbered or set(cells) <= _NAMES


def period_column(rows: Rows, naming: Sequence[int]) -> int | None:
    """The column that says when the figures of a row are true: the one of dates among those that name rows.

    None where there are several, or where months stand in a column of their own.
    """
    dates = [number for number in naming if are_dates(rows, number)]
    has_months = any(are_months(rows, number) for number in range(len(rows.headings)))
    return dates[0] if len(dates) == 1 and not has_months else None


def cells_of(rows: Rows, number: int) -> list[str]:
    """Cells of a column, without the spaces around them: all, or a sample of very many."""
    return [row[number].value.strip() for row in rows.sample]


def _is_near(cell: str) -> bool:
    return bool(_CENTURY.search(cell))
