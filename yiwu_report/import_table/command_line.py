"""The flags of a whole import, proposed for a file of which little is said: to copy, complete and try."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from yiwu_report.import_table.file import Rows
from yiwu_report.import_table.ids import make_id
from yiwu_report.import_table.propose import likely, proposal, shown
from yiwu_report.import_table.wishes import Holds, Wishes


def proposed_flags(rows: Rows, wishes: Wishes, languages: Sequence[str]) -> list[str]:
    """The lines of flags that are not given yet; what only the editor knows is in capitals."""
    lines = [] if wishes.titles else [shown(["--title", f"TITLE in {code}"]) for code in languages]
    lines += [] if "source" in wishes.defaults else ["--source SOURCE"]
    lines += [] if "period" in wishes.defaults or wishes.periods else ["--period PERIOD"]
    lines += [] if wishes.rows else _rows(rows)
    named = {wish.heading for wish in wishes.columns} | set(wishes.rows) | {wishes.periods}
    named |= {wishes.spread.by, wishes.spread.of} if wishes.spread else set()
    for number, heading in enumerate(rows.headings):
        if heading.value.strip() not in named:
            lines.append(shown(proposal(rows, number)))
    return lines


def hints(rows: Rows, wishes: Wishes) -> list[str]:
    """What else could be done with a file of this shape, in words."""
    said = []
    kinds = {number: likely(rows, number) for number in range(len(rows.headings))}
    dates = [number for number in kinds if _are_first_days(rows, number)]
    said += [
        f"{shown(['--as-year', _name(rows, number)])} reads its dates as years." for number in dates if not wishes.years
    ]
    groups = [number for number, kind in kinds.items() if kind is Holds.CATEGORY]
    figures = [number for number, kind in kinds.items() if kind is Holds.FIGURE]
    if len(groups) == len(figures) == 1 and wishes.spread is None and len(_naming(rows)) > 1:
        group, figure = _name(rows, groups[0]), _name(rows, figures[0])
        flag = shown(["--spread", f"{group}={figure}:UNIT"])
        said.append(f'{flag} makes a column of each "{group}", in place of --category and --figure.')
    return said


def _name(rows: Rows, number: int) -> str:
    return rows.headings[number].value.strip()


def _are_first_days(rows: Rows, number: int) -> bool:
    return all(re.fullmatch("[0-9]{4}-01-01", row[number].value.strip()) for row in rows.rows)


def _rows(rows: Rows) -> list[str]:
    """The flags for the fewest columns that tell the rows apart."""
    naming = _naming(rows)
    names = [" ".join(row[number].value.strip() for number in naming) for row in rows.rows]
    makes_ids = any(make_id(name) != name for name in names)
    flags = [shown(["--rows", _name(rows, number)]) for number in naming] or ["--rows HEADING"]
    return [*flags, *(["--make-ids"] if naming and makes_ids else [])]


def _naming(rows: Rows) -> tuple[int, ...]:
    """The fewest columns, none of them of figures, that differ in every row; none where there are none."""
    names = [number for number in range(len(rows.headings)) if likely(rows, number) is not Holds.FIGURE]
    for count in range(1, 4):
        for numbers in itertools.combinations(names, count):
            if len({tuple(row[number].value for number in numbers) for row in rows.rows}) == len(rows.rows):
                return numbers
    return ()
