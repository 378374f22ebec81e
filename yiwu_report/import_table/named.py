"""Whether the flags name the columns that the file has, each once."""

from __future__ import annotations

from collections.abc import Iterator

from yiwu_report.import_table.file import Rows
from yiwu_report.import_table.propose import proposal, shown
from yiwu_report.import_table.wishes import Holds, Wishes
from yiwu_report.model.nearest import did_you_mean
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule


def heading_problems(rows: Rows, wishes: Wishes) -> list[Problem]:
    """A problem for each column that no flag names, with the flags that could; and for each flag that names none.

    One for all columns where no flag names any.
    """
    if not wishes.columns and not any(_others(wishes)):
        return [_nothing_said(rows)]
    return [*_unnamed(rows, wishes), *_not_there(rows, wishes), *_twice(rows, wishes)]


def _nothing_said(rows: Rows) -> Problem:
    columns = f"{len(rows.headings)} columns" if len(rows.headings) > 1 else "column"
    message = f"no option describes its {columns}" + ("" if len(rows.headings) > 1 else "s")
    return Problem(rows.headings[0].start, Rule.IMPORT, message, "use the suggested options that fit")


def _unnamed(rows: Rows, wishes: Wishes) -> Iterator[Problem]:
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
