"""The flags of a whole import, proposed for a file of which little is said: to copy, complete and try."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from yiwu_report.import_table.dates import is_period
from yiwu_report.import_table.file import Rows
from yiwu_report.import_table.headings import without_unit
from yiwu_report.import_table.ids import make_id
from yiwu_report.import_table.propose import id_of_figures, likely, proposal, shown
from yiwu_report.import_table.times import are_dates, are_months, cells_of, date_forms, period_column
from yiwu_report.import_table.wishes import Holds, Wishes
from yiwu_report.model.fields import fault_of_id


def proposed_flags(rows: Rows, wishes: Wishes, languages: Sequence[str]) -> list[str]:
    """The lines of flags that are not given yet; what only the editor knows is in capitals."""
    naming = _naming(rows, wishes)
    lines = [] if wishes.titles else [shown(["--title", f"TITLE in {code}"]) for code in languages]
    lines += [] if "source" in wishes.defaults else ["--source SOURCE"]
    lines += [] if "period" in wishes.defaults or wishes.periods else _period(rows, wishes, naming)
    if not wishes.rows:
        lines += [shown(["--rows", rows.name(number)]) for number in naming] or ["--rows HEADING"]
    if not wishes.makes_ids and _needs_ids(rows, wishes, naming):
        lines.append("--make-ids")
    for number in _unnamed(rows, wishes):
        lines += [shown(flags) for flags in _column(rows, number, languages)]
    return lines


def hints(rows: Rows, wishes: Wishes) -> list[str]:
    """What else could be done with a file of this shape, in words."""
    numbers = range(len(rows.headings))
    dates = [number for number in numbers if are_dates(rows, number)]
    said = [] if wishes.years else [_years(rows, number) for number in dates if _are_first_days(rows, number)]
    if not wishes.dates:
        said += [_forms(rows, number) for number in dates if len(date_forms(rows, number)) > 1]
    months = [number for number in numbers if are_months(rows, number)]
    if len(dates) == len(months) == 1 and not wishes.periods:
        names = f'"{rows.name(dates[0])}" and "{rows.name(months[0])}"'
        said.append(f"{names} together give the date: combine them in one column of the file (2012-01), for --periods.")
    groups = [number for number in numbers if _is_group(rows, number)]
    figures = [number for number in numbers if likely(rows, number) is Holds.FIGURE]
    if len(groups) == len(figures) == 1 and wishes.spread is None and len(_naming(rows, wishes)) > 1:
        group, figure = rows.name(groups[0]), rows.name(figures[0])
        flag = shown(["--spread", f"{group}={figure}:UNIT"])
        said.append(f'{flag} makes a column of each "{group}", in place of --category and --figure.')
    return said


def _period(rows: Rows, wishes: Wishes, naming: Sequence[int]) -> list[str]:
    """The flags for the period: of all figures, or of each row's; none where each column has its own."""
    number = period_column(rows, naming)
    if number is not None:
        forms = [] if wishes.dates else date_forms(rows, number)
        form = forms[0] if len(forms) == 1 else "FORM"
        dates = [shown(["--as-date", f"{rows.name(number)}={form}"])] if forms else []
        return [*dates, shown(["--periods", rows.name(number)])]
    figures = [each for each in range(len(rows.headings)) if likely(rows, each) is Holds.FIGURE]
    return [] if figures and all(is_period(rows.name(each)) for each in figures) else ["--period PERIOD"]


def _column(rows: Rows, number: int, languages: Sequence[str]) -> Iterator[list[str]]:
    """What a column could hold; of figures also the period or the name that its heading says."""
    yield proposal(rows, number)
    if likely(rows, number) is Holds.FIGURE:
        heading, name = rows.name(number), id_of_figures(rows, number)
        if is_period(heading):
            yield ["--set", f"{name}.period={heading}"]
        bare = without_unit(heading)
        if bare and len(languages) == 1:
            yield ["--set", f"{name}.title.{languages[0]}={bare}"]


def _unnamed(rows: Rows, wishes: Wishes) -> list[int]:
    """The columns of which no flag says what they hold; one that names the rows may be a label as well."""
    named = {wish.heading for wish in wishes.columns}
    named |= {wishes.spread.by, wishes.spread.of} if wishes.spread else set()
    return [number for number in range(len(rows.headings)) if rows.name(number) not in named]


def _years(rows: Rows, number: int) -> str:
    return f"{shown(['--as-year', rows.name(number)])} reads its dates as years."


def _forms(rows: Rows, number: int) -> str:
    forms = " or ".join(date_forms(rows, number))
    return f'The FORM of the dates of "{rows.name(number)}" is one of {forms}.'


def _are_first_days(rows: Rows, number: int) -> bool:
    return all(re.fullmatch("[0-9]{4}-01-01", cell) for cell in cells_of(rows, number))


def _is_group(rows: Rows, number: int) -> bool:
    is_time = are_dates(rows, number) or are_months(rows, number)
    return likely(rows, number) is Holds.CATEGORY and not is_time


def _needs_ids(rows: Rows, wishes: Wishes, naming: Sequence[int]) -> bool:
    """True where the names of rows or of groups are no ids, but ids can be made of them."""
    given = {wish.heading for wish in wishes.columns if wish.holds is Holds.CATEGORY}
    proposed = [number for number in _unnamed(rows, wishes) if likely(rows, number) is Holds.CATEGORY]
    groups = {*(rows.column(heading) for heading in given), *proposed} - {-1}
    names = {" ".join(row[number].value.strip() for number in naming) for row in rows.sample} if naming else set()
    names |= {cell for number in groups for cell in cells_of(rows, number)}
    return any(fault_of_id(name, dots=False) and make_id(name) for name in names)


def _naming(rows: Rows, wishes: Wishes) -> tuple[int, ...]:
    """The columns that name the rows: those that a flag says, or the fewest that differ in every row, if any do."""
    if wishes.rows:
        return tuple(number for heading in wishes.rows if (number := rows.column(heading)) >= 0)
    names = [number for number in range(len(rows.headings)) if likely(rows, number) is not Holds.FIGURE]
    for count in range(1, 4):
        for numbers in itertools.combinations(names, count):
            if len({tuple(row[number].value for number in numbers) for row in rows.rows}) == len(rows.rows):
                return numbers
    return ()
