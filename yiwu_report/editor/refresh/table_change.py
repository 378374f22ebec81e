"""What is new, gone and revised in a table, by the keys of its rows, and the lines that say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from yiwu_report.model.cell_name import row_id
from yiwu_report.model.column_table import ColumnTable

_MOST_SHOWN: Final = 5  # of each kind of change
_EMPTY: Final = "(empty)"


@dataclass(frozen=True, slots=True)
class RevisedCell:
    """A cell whose text is another one; None: it is empty, or its column is not there."""

    id: str  # as references have it, e.g. life["Swaziland", 2007].life
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class TableChange:
    """The differences between two editions of a table, each in the order of its file."""

    table: str
    rows: tuple[int, int]  # how many there were, and are
    new: tuple[str, ...]  # row ids, e.g. "Swaziland", 2007
    gone: tuple[str, ...]
    revised: tuple[RevisedCell, ...]

    @property
    def is_empty(self) -> bool:
        """True if every cell that is read is the same."""
        return not (self.new or self.gone or self.revised)


def table_change(old: ColumnTable | None, new: ColumnTable) -> TableChange:
    """What differs between two editions; without an old one, every row is new."""
    before = _rows(old) if old else {}
    after = _rows(new)
    common = [key for key in after if key in before]
    revised = _revised(old, new, [before[key] for key in common], [after[key] for key in common]) if old else ()
    return TableChange(
        new.id,
        (len(before), len(after)),
        tuple(row_id(key) for key in after if key not in before),
        tuple(row_id(key) for key in before if key not in after),
        tuple(revised),
    )


def _rows(table: ColumnTable) -> dict[tuple[str, ...], int]:
    """Keys -> the number of the row, in the order of the file."""
    columns = [_texts(table, column) for column in table.keys]
    return {tuple(each or "" for each in key): row for row, key in enumerate(zip(*columns, strict=True))}


def _revised(old: ColumnTable, new: ColumnTable, before: Sequence[int], after: Sequence[int]) -> Iterator[RevisedCell]:
    """The cells that differ in rows that both have, row by row."""
    columns = [str(each) for each in dict.fromkeys((*new.frame.columns, *old.frame.columns)) if each not in new.keys]
    was = {column: _texts(old, column)[before] for column in columns}
    now = {column: _texts(new, column)[after] for column in columns}
    differs = np.zeros(len(before), dtype=bool)
    for column in columns:
        differs |= was[column] != now[column]
    for at in np.flatnonzero(differs).tolist():
        for column in columns:
            if was[column][at] != now[column][at]:
                yield RevisedCell(new.cell_id(after[at], column), was[column][at], now[column][at])


def _texts(table: ColumnTable, column: str) -> npt.NDArray[np.object_]:
    """What each row holds: figures with the digits as printed and their footnote marks; None where it is empty."""
    texts: npt.NDArray[np.object_] = np.full(table.row_count, None, dtype=object)
    if column in table.numbers:
        texts[:] = table.numbers[column].written()
        for row, marks in table.numbers[column].marks.items():
            texts[row] = " ".join(each for each in (texts[row], *marks) if each)
    elif column in table.frame.columns:
        codes = table.codes_of(column)
        texts[:] = np.array([*table.texts_of(column), None], dtype=object)[codes]
    return texts


def lines_of(change: TableChange) -> Iterator[str]:
    """The lines that show a change: how many of each kind, and the first ones."""
    before, after = change.rows
    rows = f"{before:,} rows → {after:,} rows" if before != after else f"{after:,} rows"
    yield f"  table {change.table}: {rows}"
    if change.is_empty:
        yield "    every cell that is read is the same"
    yield from _first("new", change.new, str)
    yield from _first("gone", change.gone, str)
    yield from _first("revised", change.revised, _cell_line)


T = TypeVar("T")


def _first(word: str, found: Sequence[T], line: Callable[[T], str]) -> Iterator[str]:
    if not found:
        return
    noun = "cell" if word == "revised" else "row"
    yield f"    {len(found):,} {noun}{'' if len(found) == 1 else 's'} {word}"
    yield from (f"      {line(each)}" for each in found[:_MOST_SHOWN])
    if len(found) > _MOST_SHOWN:
        yield f"      … and {len(found) - _MOST_SHOWN:,} more"


def _cell_line(cell: RevisedCell) -> str:
    return f"{cell.id}: {cell.before or _EMPTY} → {cell.after or _EMPTY}"


def size_line(before: int | None, after: int) -> str:
    """The sizes of a file in bytes, with the factor where it at least doubled or halved."""
    if before is None:
        return f"  {after:,} bytes"
    larger, smaller = (after // before if before else 0), (before // after if after else 0)
    times = f": {larger:,} times as large" if larger > 1 else f": 1/{smaller:,} of the size" if smaller > 1 else ""
    return f"  {before:,} → {after:,} bytes{times}"
