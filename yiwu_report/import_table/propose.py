"""Flags for the columns that none names: proposed, never taken."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from yiwu_report.import_table.file import Rows
from yiwu_report.import_table.ids import make_id
from yiwu_report.import_table.wishes import Holds
from yiwu_report.quantity import QuantityError, parse_quantity

_YEAR = re.compile("(1[89]|20)[0-9]{2}")  # it names a row, and is no amount
_FEW = 12  # different cells: more are names rather than groups


def proposal(rows: Rows, number: int) -> list[str]:
    """Flags that could say what a column holds, the likeliest first, e.g. ['--figure', 'pop=pop:UNIT']."""
    heading = rows.headings[number].value.strip()
    name = make_id(heading) or "ID"
    kind = likely(rows, number)
    suffix = ":UNIT" if kind is Holds.FIGURE else ""
    return [f"--{kind.value}", heading if kind is Holds.NOTHING else f"{heading}={name}{suffix}"]


def shown(flags: Sequence[str]) -> str:
    """Flags as they are typed."""
    return shlex.join(flags)


def likely(rows: Rows, number: int) -> Holds:
    """What a column seems to hold."""
    cells = [row[number].value.strip() for row in rows.rows]
    filled = [cell for cell in cells if cell]
    if filled and all(_YEAR.fullmatch(cell) for cell in filled):
        return Holds.LABEL
    if filled and sum(map(_is_number, filled)) * 2 > len(filled):
        return Holds.FIGURE
    different = len(set(filled))
    if different <= _FEW and different * 2 <= len(filled) and all(make_id(cell) for cell in set(filled)):
        return Holds.CATEGORY
    return Holds.LABEL if filled else Holds.NOTHING


def _is_number(cell: str) -> bool:
    try:
        parse_quantity(cell.replace(",", "").strip("%$€£¥ "))
    except QuantityError:
        return False
    return True
