"""The cells of a column, its categories and the ids of rows, according to the options."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from yiwu_report.editor.import_table.file import CellChange, Changed, Reports, Rows, make_id
from yiwu_report.editor.import_table.wishes import ColumnWish, Wishes
from yiwu_report.model.fields import fault_of_id
from yiwu_report.model.problem import Fault, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text
from yiwu_report.quantity import Qualifier, Quantity, QuantityError, decimals_of, parse_quantity, to_decimal

_SPACES = " \u00a0\u2009\u202f"


@dataclass(frozen=True, slots=True)
class ImportedCell:
    """What a cell becomes, and by which flag; `value` is "" where nothing is published."""

    value: str
    why: str | None = None  # e.g. '--thousands ","'


def read_cell(text: str, column: str, wishes: Wishes) -> ImportedCell | Fault:
    """The value of a cell."""
    written = text.strip()
    if written in wishes.nulls:
        return ImportedCell("", f'--null "{written}"')
    if not written:
        return Fault(Rule.NUMBER_FORM, "an empty cell", 'add --null "" if nothing is published where a cell is empty')
    value, reasons = _converted(written, wishes)
    try:
        quantity = parse_quantity(value)
    except QuantityError as error:
        return Fault(Rule.NUMBER_FORM, error.message, _flag_for(written, error.remedy))
    if column in wishes.rounded and decimals_of(quantity.number) > wishes.rounded[column]:
        flag = f"--round {column}={wishes.rounded[column]}"
        is_exact = quantity.qualifier is Qualifier.EXACT
        value = _rounded(quantity, wishes.rounded[column]) if is_exact else value
        reasons.append(flag if is_exact else f"{flag} rounds exact numbers alone")
    return ImportedCell(value, " ".join(reasons) or None)


def _rounded(quantity: Quantity, decimals: int) -> str:
    """The digits of an exact number, with so many decimals: 3.20 is 3.2, as 2.55 is 2.6."""
    return format(to_decimal(Fraction(quantity.number), decimals), "f")


def _converted(written: str, wishes: Wishes) -> tuple[str, list[str]]:
    """The text of a cell without what flags take off it, and these flags."""
    reasons = []
    value = written
    for sign in wishes.stripped:
        bare = value.removeprefix(sign).removesuffix(sign).strip()
        if bare != value:
            value = bare
            reasons.append(f'--strip "{sign}"')
    if wishes.thousands:
        bare = value
        for mark in _SPACES if wishes.thousands == " " else wishes.thousands:
            bare = _without_groups(bare, mark)
        if bare != value:
            value = bare
            reasons.append(f'--thousands "{wishes.thousands}"')
    if wishes.decimal and wishes.decimal in value:
        value = value.replace(wishes.decimal, ".")
        reasons.append(f'--decimal "{wishes.decimal}"')
    return value, reasons


def _without_groups(value: str, mark: str) -> str:
    """A value without the separators that stand between groups of three digits."""
    grouped = re.compile(rf"(?<![0-9])[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+(?![0-9])")
    return grouped.sub(lambda match: match[0].replace(mark, ""), value)


def _flag_for(written: str, remedy: str) -> str:
    """The flag that converts such a cell, or what to write in it."""
    if written.lower() in {"n/a", "na", "nan", "-", "–", "—", "..", "...", "null", "none", "x", ":", "*", "无"}:
        return f'add --null "{written}" if nothing is published there'
    for mark in (",", "'", "’", *_SPACES):
        if _without_groups(written, mark) != written:
            return f'add --thousands "{" " if mark in _SPACES else mark}" to leave the separators out'
    if written.endswith(("%", "€", "元")) or written[:1] in "$€£¥￥":
        sign = written[-1] if not written[-1].isdigit() else written[0]
        return f'add --strip "{sign}" if the column\'s unit says so'
    if written.replace(",", "", 1).lstrip("-").isdigit() and "," in written:
        return 'add --decimal "," if it is meant as a decimal point'
    return f"{remedy}, in the file"


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
            remedy = f"{wrong.remedy}, or add --make-ids" if wrong and make_id(name) else "use Latin letters"
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
                self._reports.changes.append(CellChange(Changed.GROUP, cell.start, name, group, "--make-ids", heading))
        return group


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
            self._reports.changes.append(CellChange(Changed.ROW, cells[0].start, name, made, "--make-ids"))
        return made
