"""From the rows of a file to a table of the report; problems are reported in the imported file, or at an option."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from yiwu_report.editor.import_table.cells import Category, RowIds, read_cell
from yiwu_report.editor.import_table.dates import FORM_HELP, forms_of, with_dates, with_years
from yiwu_report.editor.import_table.description import as_csv, described
from yiwu_report.editor.import_table.file import CellChange, Changed, Reports, Rows, without_unit
from yiwu_report.editor.import_table.proposals import shown
from yiwu_report.editor.import_table.spread import spread
from yiwu_report.editor.import_table.wishes import ColumnWish, Holds, Wishes
from yiwu_report.inputs.load.csv_table import csv_rows
from yiwu_report.inputs.load.source import Source
from yiwu_report.inputs.load.yaml_tree import read_yaml
from yiwu_report.model.node import MappingNode, Node
from yiwu_report.model.period import PeriodError, parse_period
from yiwu_report.model.problem import Fault, Place, Problem, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text


@dataclass(frozen=True)
class Origins:
    """What stands where in both files: the editor has seen neither."""

    stem: str  # e.g. "data/tables/towns"
    wishes: Wishes
    headings: Mapping[str, Place]  # heading of the imported file -> its place
    description: Node
    cells: Mapping[Place, Text] = field(default_factory=dict)  # place in the written CSV -> the cell it was made of

    def of(self, problem: Problem) -> Problem:
        """The problem at the place where the editor can fix it; as it is where it stands in another file."""
        if problem.place.file == f"{self.stem}.csv":
            return replace(problem, place=self._cell(problem.place))
        if problem.place.file == f"{self.stem}.yaml":
            path = _path(self.description, problem.place)
            flag = self._flag(path)
            message = f"{flag}: {problem.message}" if flag else problem.message
            return replace(problem, place=self._heading(path), message=message)
        return problem

    def _cell(self, place: Place) -> Place:
        starts = sorted(self.cells)
        number = bisect_right(starts, place) - 1
        if number < 0:
            return self._first
        start, cell = starts[number], self.cells[starts[number]]
        is_within = place.line == start.line and cell.value == cell.raw  # a label's passage, not a changed cell
        return replace(cell.start, column=cell.start.column + (place.column - start.column if is_within else 0))

    @property
    def _first(self) -> Place:
        return min(self.headings.values())

    def _heading(self, path: Sequence[str]) -> Place:
        wish = self._wish(path[1]) if path[:1] == ("columns",) and len(path) > 1 else None
        return self.headings.get(wish.heading, self._first) if wish else self._first

    def _wish(self, column: str) -> ColumnWish | None:
        return next((each for each in self.wishes.columns if each.id.partition(".")[0] == column), None)

    def _flag(self, path: tuple[str, ...]) -> str:
        """The flag that put something there, as it is typed; "" where it comes from the file."""
        match path:
            case ("title", *_):
                return "--title"
            case ("defaults", key, *_) if key in self.wishes.defaults:
                return shown([f"--{key}", self.wishes.defaults[key]])
            case ("columns", column, *keys):
                return self._column_flag((column, *keys))
        return ""

    def _column_flag(self, keys: tuple[str, ...]) -> str:
        for setting, value in reversed(self.wishes.settings):
            if keys[: len(setting)] == setting:
                return shown(["--set", f"{'.'.join(setting)}={value}"])
        wish, spread = self._wish(keys[0]), self.wishes.spread
        if wish is None or keys[1:2] != ("unit",):
            return ""
        if spread:
            return shown(["--spread", f"{spread.by}={spread.of}:{spread.unit}"])
        return shown([f"--{wish.holds.value}", f"{wish.heading}={wish.id}:{wish.unit}"])


def _path(node: Node | None, place: Place) -> tuple[str, ...]:
    """The keys that lead to a place of a YAML file."""
    if not isinstance(node, MappingNode):
        return ()
    before = [(name, entry) for name, entry in node.entries.items() if entry.key <= place]
    return (before[-1][0], *_path(before[-1][1].node, place)) if before else ()


def cells_of_csv(file: str, text: str, rows: Sequence[Sequence[Text]]) -> dict[Place, Text]:
    """Place in the CSV that is written -> the cell that was written there, by its place in the file imported."""
    written = (row for row in csv_rows(Source(file, text)) if isinstance(row, list))
    return {
        cell.start: origin
        for cells, origins in zip(written, rows, strict=True)
        for cell, origin in zip(cells, origins, strict=True)
    }


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
    if isinstance(read, Fault):
        made.problems.append(read.at(cell.start))
        return ""
    if read.why:
        changed, became = (Changed.NUMBER, read.value) if read.value else (Changed.UNPUBLISHED, "not published")
        made.reports.changes.append(CellChange(changed, cell.start, cell.value.strip(), became, read.why, wish.heading))
    return read.value
