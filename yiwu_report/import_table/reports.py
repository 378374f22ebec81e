"""The changes made by an import, summarized or cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from yiwu_report.model.place import Place

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
class Change:
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
    changes: list[Change] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # what the editor may want to fix

    def lines(self, *, is_verbose: bool = False) -> list[str]:
        """A line a change, or for more than a few of one kind a line for all of them; the remarks last."""
        kinds: dict[tuple[Changed, str, str], list[Change]] = {}
        for change in self.changes:
            kinds.setdefault((change.changed, change.of, change.why), []).append(change)
        order = list(Changed)
        ordered = [kinds[key] for key in sorted(kinds, key=lambda key: order.index(key[0]))]
        told = [line for changes in ordered for line in _told(changes, is_verbose=is_verbose)]
        is_brief = not is_verbose and any(len(changes) > _FEW for changes in ordered)
        more = ["(--verbose lists each with its line)"] if is_brief else []
        return [*self.selected, *told, *more, *self.remarks]


def _told(changes: Sequence[Change], *, is_verbose: bool) -> Iterator[str]:
    if is_verbose or len(changes) <= _FEW:
        yield from map(str, changes)
        return
    first, last = changes[0], changes[-1]
    what = _TOGETHER[first.changed].format(count=len(changes), of=first.of)
    pairs = first.pair if first.pair == last.pair else f"{first.pair} … {last.pair}"
    yield f"{what}: {pairs} ({first.why})"
