"""The imported file: headings and rows as cells with their places, names and ids from headings, and changes of cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from keyword import iskeyword

from yiwu_report.inputs.load.csv_table import csv_rows
from yiwu_report.inputs.load.source import Source
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text

_DATE = re.compile("(18|19|20)[0-9]{2}(_(0[1-9]|1[0-2])(_[0-3][0-9])?)?")  # a year, a month or a day


def make_id(name: str) -> str | None:
    """An id that looks like a name: "São Tomé" is sao_tome, "lifeExp" life_exp, "2012-01" y2012_01; None for 义乌."""
    plain = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name))
    plain = "".join(each for each in plain if not unicodedata.combining(each)).replace("ß", "ss")
    if re.search(r"[^\W\d_]", re.sub("[A-Za-z]", "", plain)):
        return None  # letters that have no place in an id: what is left would be another name
    made = re.sub("[^a-z0-9]+", "_", plain.lower()).strip("_")
    if not made:
        return None
    if made[0].isdigit():
        made = f"y{made}" if _DATE.fullmatch(made) else f"n{made}"
    return f"{made}_" if iskeyword(made) or made in {"true", "false", "null"} else made


_BRACKETS = re.compile(r"(?P<name>.*\S)\s*[(\[（［](?P<unit>[^()\[\]（）［］]{1,16})[)\]）］]")


def without_unit(heading: str) -> str | None:
    """The heading without what stands in brackets at its end, e.g. "Mean high" of "Mean high (°C)"; None without it."""
    found = _BRACKETS.fullmatch(heading.strip())
    return found["name"] if found else None


def proposed_id(heading: str, headings: Sequence[str]) -> str:
    """An id for a column of figures: of its name alone, unless another column has the same name."""
    bare = [make_id(without_unit(each) or each) for each in headings]
    own = make_id(without_unit(heading) or heading)
    return (own if bare.count(own) == 1 else make_id(heading)) or "ID"


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


_FEW = 3  # changes of one kind that are told each by itself


class Changed(Enum):
    """What was changed, in the order in which it is told: numbers come last, where they are seen."""

    COLUMN = "column"
    ROW = "row"
    GROUP = "group"
    DATE = "date"
    NUMBER = "number"
    UNPUBLISHED = "cell"


_ALONE = {Changed.COLUMN: "the column ", Changed.ROW: "the row ", Changed.GROUP: "the group "}
_TOGETHER = {
    Changed.COLUMN: "{count} ids of columns",
    Changed.ROW: "{count} ids of rows",
    Changed.GROUP: '{count} ids of groups of "{of}"',
    Changed.DATE: '{count} dates of "{of}"',
    Changed.NUMBER: '{count} numbers of "{of}"',
    Changed.UNPUBLISHED: '{count} cells of "{of}"',
}


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that became something else."""

    changed: Changed
    place: Place
    was: str
    became: str
    why: str  # the flag that asked for it, e.g. '--thousands ","'
    of: str = ""  # heading of the column, where cells of several may be changed

    def __str__(self) -> str:
        return f"{self.place}: {_ALONE.get(self.changed, '')}{self.pair} ({self.why})"

    @property
    def pair(self) -> str:
        """What it was and what it is, e.g. "71,868" is 71868."""
        return f'"{self.was}" is {self.became}'


@dataclass
class Reports:
    """What is told of an import."""

    selected: list[str] = field(default_factory=list)  # what was taken of the file, and what was left out
    changes: list[CellChange] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # what the editor may want to fix

    def lines(self, *, is_verbose: bool = False) -> list[str]:
        """A line a change, or for more than a few of one kind a line for all of them; the remarks last."""
        kinds: dict[tuple[Changed, str, str], list[CellChange]] = {}
        for change in self.changes:
            kinds.setdefault((change.changed, change.of, change.why), []).append(change)
        order = list(Changed)
        ordered = [kinds[key] for key in sorted(kinds, key=lambda key: order.index(key[0]))]
        told = [line for changes in ordered for line in _told(changes, is_verbose=is_verbose)]
        is_brief = not is_verbose and any(len(changes) > _FEW for changes in ordered)
        more = ["(--verbose lists each with its line)"] if is_brief else []
        return [*self.selected, *told, *more, *self.remarks]


def _told(changes: Sequence[CellChange], *, is_verbose: bool) -> Iterator[str]:
    if is_verbose or len(changes) <= _FEW:
        yield from map(str, changes)
        return
    first, last = changes[0], changes[-1]
    what = _TOGETHER[first.changed].format(count=len(changes), of=first.of)
    pairs = first.pair if first.pair == last.pair else f"{first.pair} … {last.pair}"
    yield f"{what}: {pairs} ({first.why})"
