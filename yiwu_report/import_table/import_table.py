"""From the rows of a file to a table of the report: a description of its columns, and a CSV beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from yiwu_report.import_table.categories import Category
from yiwu_report.import_table.cells import CellFault, read_cell
from yiwu_report.import_table.dates import with_dates
from yiwu_report.import_table.describe import described
from yiwu_report.import_table.file import Rows
from yiwu_report.import_table.headings import without_unit
from yiwu_report.import_table.origins import Origins, cells_of_csv
from yiwu_report.import_table.propose import shown
from yiwu_report.import_table.reports import Change, Changed, Reports
from yiwu_report.import_table.row_ids import RowIds
from yiwu_report.import_table.row_periods import row_periods
from yiwu_report.import_table.spread import spread
from yiwu_report.import_table.wishes import ColumnWish, Holds, Wishes
from yiwu_report.import_table.write_csv import as_csv
from yiwu_report.import_table.years import with_years
from yiwu_report.load.source import Source
from yiwu_report.load.yaml_tree import read_yaml
from yiwu_report.model.nearest import did_you_mean
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text


@dataclass
class Imported:
    """What an import makes: two files, what it did to cells, and what keeps it from being right."""

    files: dict[str, str] = field(default_factory=dict)
    origins: Origins | None = None  # of what stands in the files; there where they are
    reports: Reports = field(default_factory=Reports)
    problems: list[Problem] = field(default_factory=list)


def import_table(rows: Rows, wishes: Wishes, languages: Sequence[str]) -> Imported:
    """The pair of files for data/tables/ that the flags ask for; without them where there are problems."""
    made = Imported()
    wishes = replace(wishes, columns=sorted(wishes.columns, key=lambda wish: rows.column(wish.heading)))
    rows = with_dates(rows, wishes.dates, made.reports, made.problems)
    rows = with_years(rows, wishes.years, made.reports, made.problems)
    rows = _chosen(rows, wishes, made)
    made.reports.selected += _left_out(wishes)
    made.problems += row_periods(rows, wishes)
    wide = spread(rows, wishes, made.reports, made.problems)
    if not made.problems:
        made.problems += _rounding_nothing(wide.rows, wide.wishes)
        _make(wide.rows, wide.wishes, languages, made)
    return made


def _left_out(wishes: Wishes) -> list[str]:
    names = [f'"{wish.heading}"' for wish in wishes.columns if wish.holds is Holds.NOTHING]
    if len(names) <= 1:
        return [f"the column {name} is omitted" for name in names]
    return [f"{len(names)} columns are omitted: {', '.join(names)}"]


def _rounding_nothing(rows: Rows, wishes: Wishes) -> list[Problem]:
    known = [wish.id for wish in wishes.columns if wish.holds is Holds.FIGURE]
    return [
        Problem(
            rows.headings[0].start,
            Rule.UNKNOWN_COLUMN,
            f'--round: there is no column of figures "{name}"',
            did_you_mean(name, known, f"name one by its id: {', '.join(known)}"),
        )
        for name in wishes.rounded
        if name not in known
    ]


def _make(rows: Rows, wishes: Wishes, languages: Sequence[str], made: Imported) -> None:
    ids = RowIds(rows, wishes, made.reports, made.problems).of(rows.rows)
    columns: dict[str, Sequence[Text]] = {}
    categories: dict[str, Category] = {}
    for wish in wishes.columns:
        if wish.holds is not Holds.NOTHING:
            columns |= _column(wish, rows, wishes, made, categories)
    headings = {heading.value.strip(): heading.start for heading in rows.headings}
    description = described(wishes, categories, languages, headings, made.problems)
    made.reports.remarks += _units_in_headings(wishes, languages)
    if made.problems:
        return
    stem = f"data/tables/{wishes.table}"
    text = as_csv([each.value for each in ids], {name: [cell.value for cell in columns[name]] for name in columns})
    made.files = {f"{stem}.yaml": description, f"{stem}.csv": text}
    written = [[rows.headings[0]] * (len(columns) + 1), *map(list, zip(ids, *columns.values(), strict=True))]
    cells = cells_of_csv(f"{stem}.csv", text, written)
    tree, _ = read_yaml(Source(f"{stem}.yaml", description))
    made.origins = Origins(stem, wishes, headings, tree, cells)


def _units_in_headings(wishes: Wishes, languages: Sequence[str]) -> list[str]:
    """A remark for each title that a heading with brackets becomes."""
    if len(languages) != 1:
        return []  # their titles are asked for
    set_already = {path[0] for path, _ in wishes.settings if path[1:2] == ("title",)}
    return [
        f'the title of {wish.id} is "{wish.heading}"; if the brackets contain the unit, which is shown with each number '
        f"already: {shown(['--set', f'{wish.id}.title.{languages[0]}={bare}'])}"
        for wish in wishes.columns
        if wish.holds is Holds.FIGURE and wish.id not in set_already and (bare := without_unit(wish.heading))
    ]


def _chosen(rows: Rows, wishes: Wishes, made: Imported) -> Rows:
    if not wishes.only:
        return rows
    numbers = {rows.column(heading): cells for heading, cells in wishes.only.items()}
    chosen = [row for row in rows.rows if all(row[number].value.strip() in cells for number, cells in numbers.items())]
    made.reports.selected.append(f"{len(chosen)} of {len(rows.rows)} rows are imported (--only)")
    if not chosen:
        place, message = rows.headings[0].start, "--only selects no row"
        made.problems.append(Problem(place, Rule.EMPTY_SELECTION, message, "use values that occur in the column"))
    return replace(rows, rows=chosen)


def _column(
    wish: ColumnWish, rows: Rows, wishes: Wishes, made: Imported, categories: dict[str, Category]
) -> Mapping[str, Sequence[Text]]:
    """CSV heading -> cells of a column; several for figures with a period or a printed form of their own."""
    cells = [row[rows.column(wish.heading)] for row in rows.rows]
    if wish.holds is Holds.LABEL:
        return {wish.id: [_bare(cell) for cell in cells]}
    if wish.holds is Holds.CATEGORY:
        categories[wish.id] = Category(wish, wishes, made.reports, made.problems)
        return {wish.id: [replace(cell, value=categories[wish.id].id_of(cell)) for cell in cells]}
    values = [replace(cell, value=_value(wish, cell, wishes, made)) for cell in cells]
    parts = {}
    if wishes.periods and rows.column(wishes.periods) >= 0:
        parts["period"] = [_bare(row[rows.column(wishes.periods)]) for row in rows.rows]
    if wishes.keeps_printed and wish.id not in wishes.rounded:
        pairs = zip(cells, values, strict=True)
        parts["printed"] = [_bare(cell) if value.value else value for cell, value in pairs]
    if not parts:
        return {wish.id: values}
    return {f"{wish.id}.value": values, **{f"{wish.id}.{name}": part for name, part in parts.items()}}


def _bare(cell: Text) -> Text:
    return replace(cell, value=cell.value.strip())


def _value(wish: ColumnWish, cell: Text, wishes: Wishes, made: Imported) -> str:
    read = read_cell(cell.value, wish.id, wishes)
    if isinstance(read, CellFault):
        made.problems.append(Problem(cell.start, Rule.NUMBER_FORM, read.message, read.remedy))
        return ""
    if read.why:
        changed, became = (Changed.NUMBER, read.value) if read.value else (Changed.UNPUBLISHED, "not published")
        made.reports.changes.append(Change(changed, cell.start, cell.value.strip(), became, read.why, wish.heading))
    return read.value
