"""Options that are suggested (never applied) for a file, and options that name unknown columns."""

from __future__ import annotations

import itertools
import re
import shlex
from collections.abc import Iterator, Sequence

from yiwu_report.editor.import_table.dates import MONTHS, forms_of, is_period
from yiwu_report.editor.import_table.file import Rows, make_id, proposed_id, without_unit
from yiwu_report.editor.import_table.wishes import Holds, Wishes
from yiwu_report.model.fields import fault_of_id
from yiwu_report.model.problem import Problem, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.quantity import QuantityError, parse_quantity

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


def heading_problems(rows: Rows, wishes: Wishes) -> list[Problem]:
    """A problem for each column that no flag names, with the flags that could; and for each flag that names none.

    One for all columns where no flag names any.
    """
    if not wishes.columns and not any(_others(wishes)):
        return [_nothing_said(rows)]
    return [*_unnamed_problems(rows, wishes), *_not_there(rows, wishes), *_twice(rows, wishes)]


def _nothing_said(rows: Rows) -> Problem:
    columns = f"{len(rows.headings)} columns" if len(rows.headings) > 1 else "column"
    message = f"no option describes its {columns}" + ("" if len(rows.headings) > 1 else "s")
    return Problem(rows.headings[0].start, Rule.IMPORT, message, "use the suggested options that fit")


def _unnamed_problems(rows: Rows, wishes: Wishes) -> Iterator[Problem]:
    named = {wish.heading for wish in wishes.columns} | {heading for _, heading in _others(wishes)}
    for number, heading in enumerate(rows.headings):
        name = heading.value.strip()
        if name not in named:
            remedy = f"add {shown(proposal(rows, number))}, or {shown(['--skip', name])}"
            yield Problem(heading.start, Rule.IMPORT, f'no option describes "{name}"', remedy)


def _not_there(rows: Rows, wishes: Wishes) -> Iterator[Problem]:
    known = [heading.value.strip() for heading in rows.headings]
    place = rows.headings[0].start
    for flag, heading in [*((f"--{wish.holds.value}", wish.heading) for wish in wishes.columns), *_others(wishes)]:
        if heading not in known:
            remedy = did_you_mean(heading, known, f"its columns are {', '.join(known)}")
            yield Problem(place, Rule.IMPORT, f'{flag}: the file has no column "{heading}"', remedy)
    if not wishes.rows:
        remedy = 'add --rows "HEADING"; repeat it if rows are identified by several columns'
        yield Problem(place, Rule.IMPORT, "no option says which column identifies the rows", remedy)


def _others(wishes: Wishes) -> Iterator[tuple[str, str]]:
    """The flags that name columns but for those that say what they hold."""
    yield from (("--rows", heading) for heading in wishes.rows)
    yield from (("--only", heading) for heading in wishes.only)
    yield from (("--as-date", heading) for heading in wishes.dates)
    yield from (("--as-year", heading) for heading in wishes.years)
    if wishes.periods:
        yield "--periods", wishes.periods
    if wishes.spread:
        yield from (("--spread", heading) for heading in (wishes.spread.by, wishes.spread.of))


def _twice(rows: Rows, wishes: Wishes) -> Iterator[Problem]:
    place = rows.headings[0].start
    headings = [wish.heading for wish in wishes.columns]
    ids = [wish.id for wish in wishes.columns if wish.holds is not Holds.NOTHING]
    for heading in sorted({each for each in headings if headings.count(each) > 1}):
        yield Problem(place, Rule.IMPORT, f'two options describe "{heading}"', "keep one of them")
    for name in sorted({each for each in ids if ids.count(each) > 1}):
        yield Problem(place, Rule.ID_CLASH, f'two columns have the id "{name}"', "give one of them another id")
