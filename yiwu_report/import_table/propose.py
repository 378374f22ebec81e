"""Suggested options for undescribed columns, never applied automatically."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from yiwu_report.import_table.file import Rows
from yiwu_report.import_table.headings import proposed_id
from yiwu_report.import_table.ids import make_id
from yiwu_report.import_table.times import are_dates, are_months, cells_of
from yiwu_report.import_table.wishes import Holds
from yiwu_report.quantity import QuantityError, parse_quantity

_FEW = 12  # different cells: more are names rather than groups


def proposal(rows: Rows, number: int) -> list[str]:
    """Flags that could say what a column holds, the likeliest first, e.g. ['--figure', 'pop=pop:UNIT']."""
    heading = rows.name(number)
    kind = likely(rows, number)
    if kind is Holds.NOTHING:
        return ["--skip", heading]
    if kind is Holds.FIGURE:
        return ["--figure", f"{heading}={id_of_figures(rows, number)}:UNIT"]
    return [f"--{kind.value}", f"{heading}={make_id(heading) or 'ID'}"]


def id_of_figures(rows: Rows, number: int) -> str:
    """The id that is proposed for a column of figures."""
    return proposed_id(rows.name(number), [rows.name(each) for each in range(len(rows.headings))])


def shown(flags: Sequence[str]) -> str:
    """Options as typed."""
    return shlex.join(flags)


def likely(rows: Rows, number: int) -> Holds:
    """What a column seems to hold."""
    filled = [cell for cell in cells_of(rows, number) if cell]
    if not filled:
        return Holds.NOTHING
    if are_dates(rows, number) or are_months(rows, number):
        return Holds.CATEGORY if _repeat(filled) else Holds.LABEL
    if sum(map(_is_number, filled)) * 2 > len(filled):
        return Holds.FIGURE
    return Holds.CATEGORY if _repeat(filled) else Holds.LABEL


def _repeat(cells: Sequence[str]) -> bool:
    """True for cells that name groups: few, and each more than once."""
    different = set(cells)
    return len(different) <= _FEW and len(different) * 2 <= len(cells) and all(map(make_id, different))


def _is_number(cell: str) -> bool:
    try:
        parse_quantity(cell.replace(",", "").strip("%$€£¥ "))
    except QuantityError:
        return False
    return True
