"""From the rows of a file to a table of the report: a description of its columns, and a CSV beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from yiwu_report.import_table.categories import Category
from yiwu_report.import_table.cells import CellFault, read_cell
from yiwu_report.import_table.describe import described
from yiwu_report.import_table.file import Rows
from yiwu_report.import_table.row_ids import RowIds
from yiwu_report.import_table.spread import spread
from yiwu_report.import_table.wishes import ColumnWish, Holds, Wishes
from yiwu_report.import_table.write_csv import as_csv
from yiwu_report.import_table.years import with_years
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text


@dataclass
class Imported:
    """What an import makes: two files, what it did to cells, and what keeps it from being right."""

    files: dict[str, str] = field(default_factory=dict)
    reports: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def import_table(rows: Rows, wishes: Wishes, languages: Sequence[str]) -> Imported:
    """The pair of files for data/tables/ that the flags ask for; without them where there are problems."""
    made = Imported()
    wishes = replace(wishes, columns=sorted(wishes.columns, key=lambda wish: rows.column(wish.heading)))
    rows = with_years(rows, wishes.years, made.reports, made.problems)
    rows = _chosen(rows, wishes, made)
    for wish in wishes.columns:
        if wish.holds is Holds.NOTHING:
            made.reports.append(f'the column "{wish.heading}" is left out')
    wide = spread(rows, wishes, made.reports, made.problems)
    if not made.problems:
        _make(wide.rows, wide.wishes, languages, made)
    return made


def _make(rows: Rows, wishes: Wishes, languages: Sequence[str], made: Imported) -> None:
    ids = RowIds(rows, wishes, made.reports, made.problems).of(rows.rows)
    columns: dict[str, list[str]] = {}
    categories: dict[str, Category] = {}
    for wish in wishes.columns:
        if wish.holds is not Holds.NOTHING:
            columns |= _column(wish, rows, wishes, made, categories)
    description = described(wishes, categories, languages, made.problems)
    if not made.problems:
        stem = f"data/tables/{wishes.table}"
        made.files = {f"{stem}.yaml": description, f"{stem}.csv": as_csv(ids, columns)}


def _chosen(rows: Rows, wishes: Wishes, made: Imported) -> Rows:
    if not wishes.only:
        return rows
    numbers = {rows.column(heading): cells for heading, cells in wishes.only.items()}
    chosen = [row for row in rows.rows if all(row[number].value.strip() in cells for number, cells in numbers.items())]
    made.reports.append(f"{len(chosen)} of {len(rows.rows)} rows are taken (--only)")
    if not chosen:
        place, message = rows.headings[0].start, "--only leaves no row"
        made.problems.append(Problem(place, Rule.EMPTY_SELECTION, message, "name cells that are there"))
    return replace(rows, rows=chosen)


def _column(
    wish: ColumnWish, rows: Rows, wishes: Wishes, made: Imported, categories: dict[str, Category]
) -> Mapping[str, list[str]]:
    """CSV heading -> cells of a column; several for figures with a period or a printed form of their own."""
    cells = [row[rows.column(wish.heading)] for row in rows.rows]
    if wish.holds is Holds.LABEL:
        return {wish.id: [cell.value.strip() for cell in cells]}
    if wish.holds is Holds.CATEGORY:
        categories[wish.id] = Category(wish, wishes, made.reports, made.problems)
        return {wish.id: [categories[wish.id].id_of(cell) for cell in cells]}
    values = [_value(wish, cell, wishes, made) for cell in cells]
    parts = {}
    if wishes.periods and rows.column(wishes.periods) >= 0:
        parts["period"] = [row[rows.column(wishes.periods)].value.strip() for row in rows.rows]
    if wishes.keeps_printed and wish.id not in wishes.rounded:
        pairs = zip(cells, values, strict=True)
        parts["printed"] = [cell.value.strip() if value else "" for cell, value in pairs]
    if not parts:
        return {wish.id: values}
    return {f"{wish.id}.value": values, **{f"{wish.id}.{name}": part for name, part in parts.items()}}


def _value(wish: ColumnWish, cell: Text, wishes: Wishes, made: Imported) -> str:
    read = read_cell(cell.value, wish.id, wishes)
    if isinstance(read, CellFault):
        made.problems.append(Problem(cell.start, Rule.NUMBER_FORM, read.message, read.remedy))
        return ""
    if read.why:
        became = read.value or "not published"
        made.reports.append(f'{cell.start}: "{cell.value.strip()}" is {became} ({read.why})')
    return read.value
