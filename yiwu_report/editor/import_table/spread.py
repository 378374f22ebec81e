"""Pivot from long to wide format: values of one column become columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from yiwu_report.editor.import_table.file import CellChange, Changed, Reports, Rows, make_id
from yiwu_report.editor.import_table.wishes import ColumnWish, Holds, Wishes
from yiwu_report.model.fields import fault_of_id
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text

RowKey = tuple[str, ...]


@dataclass(frozen=True)
class Wide:
    """The rows and wishes of the wide table."""

    rows: Rows
    wishes: Wishes


def spread(rows: Rows, wishes: Wishes, reports: Reports, problems: list[Problem]) -> Wide:
    """The table with a column for each value of the column that is spread; as it is where none is."""
    if wishes.spread is None:
        return Wide(rows, wishes)
    by, of = rows.column(wishes.spread.by), rows.column(wishes.spread.of)
    kept = [number for number, each in enumerate(rows.headings) if _is_kept(each, wishes)]
    keys = [rows.column(heading) for heading in wishes.rows]
    values = list({row[by].value.strip(): row[by] for row in reversed(rows.rows)}.values())[::-1]
    columns = [wish for value in values if (wish := _column(value, wishes, reports, problems))]
    groups: dict[RowKey, dict[str, Text]] = {}
    firsts: dict[RowKey, Sequence[Text]] = {}
    for row in rows.rows:
        key = tuple(row[number].value.strip() for number in keys)
        firsts.setdefault(key, row)
        _put(groups.setdefault(key, {}), row[by], row[of], problems)
        _note_different(row, firsts[key], kept, rows, problems)
    wide = [
        [
            *(firsts[key][number] for number in kept),
            *(_cell(cells, value, firsts[key][by], problems) for value in values),
        ]
        for key, cells in groups.items()
    ]
    wanted = [wish for wish in wishes.columns if rows.column(wish.heading) in kept]
    return Wide(
        Rows([*(rows.headings[number] for number in kept), *values], wide),
        replace(wishes, columns=[*wanted, *columns], settings=[*_periods(columns, wishes), *wishes.settings]),
    )


def _is_kept(heading: Text, wishes: Wishes) -> bool:
    name = heading.value.strip()
    named = {wish.heading for wish in wishes.columns if wish.holds is not Holds.NOTHING} | set(wishes.rows)
    return wishes.spread is not None and name in named and name not in {wishes.spread.by, wishes.spread.of}


def _column(value: Text, wishes: Wishes, reports: Reports, problems: list[Problem]) -> ColumnWish | None:
    name = value.value.strip()
    wrong = fault_of_id(name, dots=False)
    made = name if wrong is None else make_id(name) if wishes.makes_ids else None
    if made is None or wishes.spread is None:
        remedy = "add --make-ids" if make_id(name) else "give it a name in Latin letters in the file"
        problems.append(Problem(value.start, Rule.BAD_ID, f'"{name}" is not a valid column id', remedy))
        return None
    if made != name:
        reports.changes.append(CellChange(Changed.COLUMN, value.start, name, made, "--make-ids"))
    return ColumnWish(name, Holds.FIGURE, made, wishes.spread.unit)


def _put(cells: dict[str, Text], by: Text, of: Text, problems: list[Problem]) -> None:
    name = by.value.strip()
    if name in cells:
        remedy = "use more columns (--rows), or fewer rows (--only)"
        message = f'two values of "{name}" in one row, the first in line {cells[name].start.line}'
        problems.append(Problem(of.start, Rule.ID_CLASH, message, remedy))
    cells.setdefault(name, of)


def _cell(cells: Mapping[str, Text], value: Text, near: Text, problems: list[Problem]) -> Text:
    name = value.value.strip()
    if name not in cells:
        message = f'no row has "{name}" here'
        problems.append(Problem(near.start, Rule.MISSING_VALUE, message, "add the row to the file, with an empty cell"))
    return cells.get(name, value)


def _note_different(
    row: Sequence[Text], first: Sequence[Text], kept: Sequence[int], rows: Rows, problems: list[Problem]
) -> None:
    """Report data that would be lost: a cell that differs within what becomes one row."""
    for number in kept:
        if row[number].value.strip() != first[number].value.strip():
            heading = rows.headings[number].value.strip()
            message = f'"{heading}" differs from line {first[number].start.line}, although both become one row'
            problems.append(
                Problem(row[number].start, Rule.IMPORT, message, f'add --skip "{heading}", or --rows "{heading}"')
            )


def _periods(columns: Sequence[ColumnWish], wishes: Wishes) -> list[tuple[tuple[str, ...], str]]:
    """The period of each column, where the values that became columns are periods."""
    if wishes.spread is None or wishes.periods != wishes.spread.by:
        return []
    return [((wish.id, "period"), wish.heading) for wish in columns]
