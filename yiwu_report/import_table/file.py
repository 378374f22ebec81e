"""The file that is imported: its headings and its rows, as cells with their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from yiwu_report.load.csv_cells import csv_rows
from yiwu_report.load.source import Source
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text

_MANY = 1_000  # rows
_SEPARATORS = {";": ";", "\t": "tab", "|": "|"}


@dataclass(frozen=True)
class Rows:
    """What the file holds."""

    headings: Sequence[Text]
    rows: Sequence[Sequence[Text]]

    def column(self, heading: str) -> int:
        """The number of a column, from 0; -1 where there is none of this heading."""
        names = [each.value.strip() for each in self.headings]
        return names.index(heading) if heading in names else -1

    @cached_property
    def sample(self) -> Sequence[Sequence[Text]]:
        """Rows from all over the file, not too many to look at closely for what a proposal says."""
        return self.rows[:: len(self.rows) // _MANY + 1]

    def name(self, number: int) -> str:
        """The heading of a column, without the spaces around it."""
        return self.headings[number].value.strip()


def read_rows(source: Source, separator: str) -> Rows | list[Problem]:
    """The headings and rows of a file, or what is wrong with its shape."""
    found = list(csv_rows(source, separator))
    problems = [each for each in found if isinstance(each, Problem)]
    rows = [each for each in found if not isinstance(each, Problem)]
    if problems:
        return problems
    if len(rows) < 2:
        return [Problem(Place(source.file), Rule.EMPTY_FILE, "a table without rows", "name a file that has some")]
    headings = rows[0]
    if len(headings) == 1 and (other := next((mark for mark in _SEPARATORS if mark in headings[0].value), None)):
        message = f'the columns are not separated by "{separator}"'
        return [Problem(headings[0].start, Rule.CSV_SHAPE, message, f'add --separator "{_SEPARATORS[other]}"')]
    return [*_twice(headings), *_uneven(rows)] or Rows(headings, rows[1:])


def _twice(headings: Sequence[Text]) -> list[Problem]:
    names = [each.value.strip() for each in headings]
    return [
        Problem(each.start, Rule.CSV_SHAPE, f'the heading "{name}" occurs twice', "rename one of them in the file")
        if name
        else Problem(
            each.start, Rule.CSV_SHAPE, "a column without a heading", "add a heading in the file, or remove the column"
        )
        for number, (each, name) in enumerate(zip(headings, names, strict=True))
        if name in names[:number] or not name
    ]


def _uneven(rows: Sequence[Sequence[Text]]) -> list[Problem]:
    wanted = len(rows[0])
    return [
        Problem(
            row[0].start,
            Rule.CSV_SHAPE,
            f"a row of {len(row)} cells where the first row has {wanted}",
            "quote a cell that contains a separator" if len(row) > wanted else "add the missing cells",
        )
        for row in rows[1:]
        if len(row) != wanted
    ]
