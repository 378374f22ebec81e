"""A file's cells as they stand: headings, and rows in chunks; what every kind of container is read as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule

MOST_CELLS: Final = 50_000_000
MOST_UNPACKED_BYTES: Final = 1024**3
ROWS_A_CHUNK: Final = 1 << 15  # a chunk of texts stays in the cache of the processor, and little memory is used

HEAD_LINES: Final = 50  # in which headings are looked for

CellPosition = tuple[int, int]  # line of the row it begins in, number of its column from 0


class TableFault(Exception):  # noqa: N818  # it is caught within this package
    """Why a file can't be read any further."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*map(str, problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class RawChunk:
    """Some rows. `columns` has the texts of each column that is asked for; what is null is an empty text."""

    lines: npt.NDArray[np.int64]  # of the first line of each row, or row of the sheet, from 1
    columns: Sequence[Sequence[str]]
    are_texts: Mapping[int, npt.NDArray[np.bool_]] = field(default_factory=dict)  # where a container says what is text


class Container(Protocol):
    """A file that was opened: what is inside, before its description says what it means."""

    file: str  # as in `Place`
    headings: tuple[str, ...]  # of all columns in order; "" where there is none
    heading_line: int  # 0: the file has no line of headings

    def chunks(self, columns: Sequence[int]) -> Iterator[RawChunk]:
        """The rows that are data, with these columns; TableFault."""

    def head(self, separator: str | None = None) -> list[tuple[int, list[str]]]:
        """The first lines that hold anything, each with its number, whatever it holds; in a CSV by this separator."""

    def places(self, cells: Iterable[CellPosition]) -> dict[CellPosition, Place]:
        """The places of cells in the file."""


def grid_places(file: str, cells: Iterable[CellPosition]) -> dict[CellPosition, Place]:
    """The places of cells in a file without lines: row and column, from 1."""
    return {(line, column): Place(file, line, column + 1) for line, column in cells}


def float_text(written: str) -> str:
    """The shortest digits of a floating-point number, without a decimal that only says that it is one: 2 for 2.0."""
    return written.removesuffix(".0")


def too_large(file: str, what: str) -> TableFault:
    """The fault of a file beyond the limits."""
    return TableFault(Problem(Place(file), Rule.FILE_TOO_LARGE, what, "extract the rows and columns that you need"))


def broken_file(
    file: str, message: str, remedy: str = "download it again", line: int = 1, column: int = 1
) -> TableFault:
    """The fault of a file that is damaged or of another kind."""
    return TableFault(Problem(Place(file, line, column), Rule.TABLE_FILE, message, remedy))


def check_cells(file: str, rows: int, columns: int) -> None:
    """TableFault where there are more cells than the limit."""
    if rows * columns > MOST_CELLS:
        raise too_large(file, f"{rows:,} rows of {columns:,} columns: more than {MOST_CELLS:,} cells")
