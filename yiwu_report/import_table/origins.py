"""Where a problem of the files that an import would write has its cause: in the file that is imported, or in a flag."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from yiwu_report.import_table.propose import shown
from yiwu_report.import_table.wishes import ColumnWish, Wishes
from yiwu_report.load.csv_cells import csv_rows
from yiwu_report.load.source import Source
from yiwu_report.model.node import MappingNode, Node
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
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
