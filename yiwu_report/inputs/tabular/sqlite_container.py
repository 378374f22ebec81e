"""SQLite: one SELECT over a copy in memory of the database's bytes, with a limit on steps, rows and the length of texts."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final
from weakref import finalize

import numpy as np

from yiwu_report.inputs.tabular.raw_table import (
    MOST_UNPACKED_BYTES,
    ROWS_A_CHUNK,
    CellPosition,
    RawChunk,
    TableFault,
    broken_file,
    check_cells,
    float_text,
    grid_places,
    too_large,
)
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.table_files import FileTableSpec

_MOST_STEPS: Final = 1_000_000_000  # of SQLite's virtual machine
_STEPS_A_CALL: Final = 1_000_000
_LONGEST_TEXT: Final = 100_000
_ROWS_A_FETCH: Final = 1024
_ALLOWED: Final = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION})
_CHANGING: Final = frozenset({"random", "randomblob", "load_extension", "sqlite_version", "changes", "total_changes"})
_WORDS = re.compile(
    r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\[[^\]]*\]|--[^\n]*|/\*.*?\*/|[()]|\w+|[^\w\s]", re.DOTALL
)


@dataclass
class _StepLimit:
    """Counts the steps of a query; it knows nothing of the container, which would keep the database open."""

    steps: int = 0

    def is_passed(self) -> bool:
        """True after the last step that is allowed."""
        self.steps += _STEPS_A_CALL
        return self.steps > _MOST_STEPS


class SqliteContainer:
    """A database whose query was begun."""

    def __init__(self, file: str, content: bytes, spec: FileTableSpec) -> None:
        """TableFault where it is damaged, or where the query isn't one ordered SELECT that the database answers."""
        self.file, self.heading_line, self._spec = file, 0, spec
        self._place = spec.place_of(
            "format", "query", otherwise=spec.place_of("format", otherwise=spec.place_of("file"))
        )
        query = self._checked_query()
        self._connection = sqlite3.connect(":memory:")
        finalize(self, self._connection.close)  # whoever reads the rows may stop anywhere
        try:
            self._open(content)
            self._cursor = self._connection.execute(query)
        except sqlite3.Error as error:
            raise self._fault(error) from None
        self.headings = tuple(each[0] for each in self._cursor.description or ())

    def _checked_query(self) -> str:
        if self._spec.format.query is None:
            raise self._refused("a database without a query", "write query: SELECT … FROM … ORDER BY … under format:")
        query = self._spec.format.query.value.strip().removesuffix(";")
        words = [each.upper() for each in _WORDS.findall(query) if not each.startswith(("--", "/*"))]
        if words[:1] not in (["SELECT"], ["WITH"]):
            raise self._refused("the query is not a SELECT", "write one that begins with SELECT")
        if ";" in words:
            raise self._refused("the query has more than one statement", "keep one SELECT")
        depth, outer = 0, []
        for word in words:
            depth += (word == "(") - (word == ")")
            if depth == 0:
                outer.append(word)
        if not any(pair == ("ORDER", "BY") for pair in pairwise(outer)):
            raise self._refused("the query leaves the order of rows open", "end it with ORDER BY and the keys")
        return query

    def _open(self, content: bytes) -> None:
        if content[18:20] == b"\x02\x02":  # a database in WAL mode, whose WAL is empty: its copy can't have one
            content = content[:18] + b"\x01\x01" + content[20:]
        connection = self._connection
        connection.deserialize(content)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(_LONGEST_TEXT, 1))
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        for pragma in ("query_only = 1", "trusted_schema = 0", "cell_size_check = 1"):
            connection.execute(f"PRAGMA {pragma}")
        connection.set_authorizer(_authorize)
        connection.set_progress_handler(_StepLimit().is_passed, _STEPS_A_CALL)

    def _refused(self, message: str, remedy: str) -> TableFault:
        return TableFault(Problem(self._place, Rule.TABLE_FORMAT, message, remedy))

    def _fault(self, error: sqlite3.Error) -> TableFault:
        said = str(error)
        if "interrupted" in said:
            return too_large(self.file, f"the query takes more than {_MOST_STEPS:,} steps")
        if "too big" in said:
            return too_large(self.file, f"a cell of more than {_LONGEST_TEXT:,} bytes")
        if "not authorized" in said or "prohibited" in said:
            return self._refused("the query does more than to read tables", "write a plain SELECT")
        if isinstance(error, sqlite3.OperationalError) and "decode" not in said and "file" not in said:
            return self._refused(f"the query cannot be answered: {said}", "see the names in the database")
        if isinstance(error, sqlite3.ProgrammingError):
            return self._refused(f"the query cannot be answered: {said}", "write one SELECT")
        return broken_file(self.file, "the database is damaged")

    def chunks(self, columns: Sequence[int]) -> Iterator[RawChunk]:
        """The rows that the query gives."""
        first, size = 1, 0
        rows: list[tuple[Any, ...]] = []
        while True:
            try:
                more = self._cursor.fetchmany(_ROWS_A_FETCH)
            except sqlite3.Error as error:
                raise self._fault(error) from None
            rows += more
            size += sum(len(each) for row in more for each in row if isinstance(each, str | bytes))
            if size > MOST_UNPACKED_BYTES:
                raise too_large(self.file, "the rows hold more than 1 GiB of text")
            check_cells(self.file, first + len(rows), len(self.headings))
            if rows and (len(rows) >= ROWS_A_CHUNK or not more):
                lines = np.arange(first, first + len(rows), dtype=np.int64)
                yield RawChunk(lines, [[self._text(row[each], each) for row in rows] for each in columns])
                first, rows = first + len(rows), []
            if not more:
                return

    def _text(self, value: Any, column: int) -> str:
        match value:
            case None:
                return ""
            case str():
                return value
            case float():
                return float_text(repr(value))
            case bytes():
                raise broken_file(self.file, f'the column "{self.headings[column]}" holds bytes', "read another column")
        return str(value)

    def head(self, separator: str | None = None) -> list[tuple[int, list[str]]]:  # noqa: ARG002  # a CSV has one
        """The names of the columns: there are no other lines."""
        return [(1, list(self.headings))]

    def places(self, cells: Iterable[CellPosition]) -> dict[CellPosition, Place]:
        """Row of the result and column of each cell."""
        return grid_places(self.file, cells)


def _authorize(action: int, _first: str | None, second: str | None, *_: str | None) -> int:
    is_allowed = action in _ALLOWED and (second or "").lower() not in _CHANGING
    return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY
