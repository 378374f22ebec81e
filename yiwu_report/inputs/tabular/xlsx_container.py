"""XLSX by python-calamine, after a look at its parts: sizes before anything is unpacked, and what calamine leaves out.

Calamine gives an empty cell for an error and for a formula that was never calculated: both are looked for in the XML.
"""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from itertools import islice
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

import numpy as np

from yiwu_report.inputs.tabular.headings import find_columns
from yiwu_report.inputs.tabular.raw_table import (
    HEAD_LINES,
    MOST_UNPACKED_BYTES,
    ROWS_A_CHUNK,
    CellPosition,
    RawChunk,
    TableFault,
    broken_file,
    float_text,
    grid_places,
    too_large,
)
from yiwu_report.model.problem import Place, Problem, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.table_files import FileTableSpec

MOST_CELLS_IN_SHEET: Final = 10_000_000  # from A1 to the last cell: calamine holds each of them
_MOST_PARTS: Final = 10_000
_STEP: Final = 1 << 20
_DAMAGED: Final = "the XLSX file is damaged"
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\sr=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\st=[\"']e[\"'])[^>]*?\sr=[\"']([A-Z]+)([0-9]+)[\"'][^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<",
    re.DOTALL,
)
_UNCALCULATED = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\sr=[\"']([A-Z]+)([0-9]+)[\"'][^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


@dataclass
class _Seen:
    """What stands in the XML of a sheet that calamine doesn't tell."""

    errors: dict[CellPosition, str] = field(default_factory=dict)
    uncalculated: list[CellPosition] = field(default_factory=list)


class XlsxContainer:
    """A sheet whose headings were read."""

    def __init__(self, file: str, content: bytes, spec: FileTableSpec) -> None:
        """TableFault where it is damaged or too large, where calamine lacks, or where no sheet is meant."""
        self.file, self._table, self._spec = file, spec, spec.format
        self.heading_line = spec.format.header_row or 0
        parts = _Parts(file, content)
        book = _workbook(file, content)
        name = _sheet_name(file, book, spec)
        self._seen = parts.look(name)
        try:
            self._sheet: Any = book.get_sheet_by_name(name)
        except Exception:  # noqa: BLE001  # whatever calamine raises for what it can't read
            raise broken_file(file, _DAMAGED) from None
        self._merges = list(self._sheet.merged_cell_ranges or [])
        self.headings = self._read_headings()

    def _read_headings(self) -> tuple[str, ...]:
        if not self.heading_line:
            return tuple(each.value.strip() for each in self._spec.headings or ())
        line = next((row for number, row in self._rows(None) if number == self.heading_line), None)
        if line is None:
            message = f"the sheet ends before row {self.heading_line}"
            raise TableFault(
                Problem(Place(self.file), Rule.TABLE_FORMAT, message, "write header_row: with the right row")
            )
        return tuple(_text(each).strip() for each in line)

    def head(self, separator: str | None = None) -> list[tuple[int, list[str]]]:  # noqa: ARG002  # a CSV has one
        """The first rows that hold anything, each with its number."""
        texts = ((number, [_text(each) for each in row]) for number, row in islice(self._rows(None), HEAD_LINES))
        return [(number, row) for number, row in texts if any(row)]

    def _rows(self, filled: Collection[int] | None) -> Iterator[tuple[int, list[Any]]]:
        """Rows from 1; a merged cell is in each cell that it covers, in these columns (None: in all)."""
        begin: dict[int, list[tuple[int, int, int]]] = {}
        for (top, left), (bottom, right) in self._merges:
            begin.setdefault(top, []).append((bottom, left, right))
        active: list[tuple[int, int, int, Any]] = []
        for number, row in enumerate(self._sheet.iter_rows()):
            for bottom, left, right in begin.get(number, ()):
                if left < len(row):
                    active.append((bottom, left, right, row[left]))
            for bottom, left, right, value in active:
                if bottom >= number:
                    for column in range(left, min(right + 1, len(row))):
                        if filled is None or column in filled:
                            row[column] = value
            active = [each for each in active if each[0] > number]
            yield number + 1, row

    def chunks(self, columns: Sequence[int]) -> Iterator[RawChunk]:
        """The rows of data that hold anything."""
        texts = find_columns(self._table, self.headings, self.file).texts
        self._check(columns, texts)
        spare, to_skip = self._spec.skip_bottom, self._spec.skip_top
        rows: list[list[Any]] = []
        lines: list[int] = []
        for line, row in self._rows(texts):
            if line <= self.heading_line or all(each == "" for each in row):
                continue
            if to_skip:
                to_skip -= 1
                continue
            rows.append(row)
            lines.append(line)
            if len(rows) >= ROWS_A_CHUNK + spare:
                yield self._chunk(rows[:ROWS_A_CHUNK], lines[:ROWS_A_CHUNK], columns)
                rows, lines = rows[ROWS_A_CHUNK:], lines[ROWS_A_CHUNK:]
        complete = max(len(rows) - spare, 0)
        if complete:
            yield self._chunk(rows[:complete], lines[:complete], columns)

    def _chunk(self, rows: list[list[Any]], lines: list[int], columns: Sequence[int]) -> RawChunk:
        found, are_texts = [], {}
        for column in columns:
            values = [row[column] if column < len(row) else "" for row in rows]
            are_texts[column] = np.fromiter((type(each) is str for each in values), bool, len(values))
            found.append([_text(each) for each in values])
        for (line, column), error in self._seen.errors.items():
            if column in columns and lines[0] <= line <= lines[-1] and line in lines:
                found[columns.index(column)][lines.index(line)] = error
        return RawChunk(np.array(lines, dtype=np.int64), found, are_texts)

    def _check(self, columns: Sequence[int], texts: Collection[int]) -> None:
        """TableFault for formulas that were never calculated, and for figures in merged cells."""
        never = [(line, each) for line, each in self._seen.uncalculated if each in columns and line > self.heading_line]
        if never:
            message, remedy = "a formula without a value", "open the file in a spreadsheet program, and save it"
            raise self._fault(never, message, remedy)
        merged = [
            (top + 1, left)
            for (top, left), (bottom, right) in self._merges
            if top + 1 > self.heading_line
            and any(each in columns and each not in texts for each in range(left, right + 1))
            and (bottom > top or right > left)
        ]
        if merged:
            message = "a merged cell in a column of figures"
            raise self._fault(merged, message, "skip its row with skip_top: or skip_bottom:, or leave the column out")

    def _fault(self, cells: list[CellPosition], message: str, remedy: str) -> TableFault:
        first = sorted(cells)[:3]
        listed = ", ".join(f"{line}:{column + 1}" for line, column in first)
        more = f" ({len(cells)} cells: {listed}{' …' if len(cells) > 3 else ''})" if len(cells) > 1 else ""
        place = Place(self.file, first[0][0], first[0][1] + 1)
        return TableFault(Problem(place, Rule.TABLE_CELL, f"{message}{more}", remedy))

    def places(self, cells: Iterable[CellPosition]) -> dict[CellPosition, Place]:
        """Row and column of each cell."""
        return grid_places(self.file, cells)


class _Parts:
    """The ZIP archive of a workbook, unpacked once to see how large it is."""

    def __init__(self, file: str, content: bytes) -> None:
        self.file, self._content = file, content
        try:
            self._archive = ZipFile(BytesIO(content))
            self._names = self._archive.namelist()
        except (BadZipFile, OSError, ValueError, NotImplementedError):
            raise broken_file(file, _DAMAGED) from None
        infos = self._archive.infolist()
        if len(infos) > _MOST_PARTS:
            raise too_large(file, f"an XLSX file of more than {_MOST_PARTS:,} parts")
        if sum(info.file_size for info in infos) > MOST_UNPACKED_BYTES:
            raise too_large(file, "the unpacked file is larger than 1 GiB")
        if any(info.flag_bits & 1 for info in infos):
            raise broken_file(file, "the file is protected by a password", "save it without one")
        total = 0
        for name in self._names:  # what is declared can be wrong
            for step in self._steps(name):
                total += len(step)
                if total > MOST_UNPACKED_BYTES:
                    raise too_large(file, "the unpacked file is larger than 1 GiB")

    def _steps(self, name: str) -> Iterator[bytes]:
        """A part, unpacked step by step whatever size it declares."""
        info = self._archive.getinfo(name)
        at = info.header_offset
        begin = (
            at + 30 + sum(int.from_bytes(self._content[at + field : at + field + 2], "little") for field in (26, 28))
        )
        packed = self._content[begin : begin + info.compress_size]
        if info.compress_type == ZIP_STORED:
            yield packed
            return
        if info.compress_type != ZIP_DEFLATED or len(packed) != info.compress_size:
            raise broken_file(self.file, _DAMAGED)
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            while not unpacker.eof:
                step = unpacker.decompress(packed, _STEP)
                packed = unpacker.unconsumed_tail
                if not step and not packed:
                    raise broken_file(self.file, _DAMAGED)
                yield step
        except zlib.error:
            raise broken_file(self.file, _DAMAGED) from None

    def _part(self, name: str) -> bytes:
        if name not in self._names:
            raise broken_file(self.file, _DAMAGED)
        return b"".join(self._steps(name))

    def look(self, sheet: str) -> _Seen:
        """Errors and uncalculated formulas of a sheet; TableFault where its last cell is too far away."""
        xml = self._part(self._name_of(sheet))
        rows = columns = 0
        for match in _CELL.finditer(xml):
            rows = max(rows, int(match[2]))
            columns = max(columns, _column(match[1]) + 1)
        if rows * columns > MOST_CELLS_IN_SHEET:
            message = f"a sheet of {rows:,} rows and {columns:,} columns: more than {MOST_CELLS_IN_SHEET:,} cells"
            raise too_large(self.file, message)
        seen = _Seen()
        if b't="e"' in xml or b"t='e'" in xml:
            for match in _ERROR.finditer(xml):
                seen.errors[int(match[2]), _column(match[1])] = unescape(match[3].decode("utf-8", "replace"))
        if b"<f" in xml or b":f" in xml:
            seen.uncalculated = [(int(match[2]), _column(match[1])) for match in _UNCALCULATED.finditer(xml)]
        return seen

    def _name_of(self, sheet: str) -> str:
        """The part that a sheet is in."""
        relations = {}
        for match in _RELATION.finditer(self._part("xl/_rels/workbook.xml.rels")):
            found = _attributes(match[1])
            relations[found.get("Id")] = found.get("Target", "")
        for match in _SHEET.finditer(self._part("xl/workbook.xml")):
            found = _attributes(match[1])
            target = relations.get(next((value for key, value in found.items() if key.endswith(":id")), None))
            if found.get("name") == sheet and target:
                return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        raise broken_file(self.file, _DAMAGED)


def _attributes(tag: bytes) -> Mapping[str, str]:
    found = re.findall(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag.decode("utf-8", "replace"))
    return {key: unescape(double or single) for key, double, single in found}


def _column(letters: bytes) -> int:
    number = 0
    for each in letters:
        number = number * 26 + each - 64
    return number - 1


def _workbook(file: str, content: bytes) -> Any:
    try:
        from python_calamine import load_workbook  # noqa: PLC0415  # an extra that only some need
    except ImportError:
        remedy = "install it: pip install 'yiwu_report[excel]'"
        raise TableFault(Problem(Place(file), Rule.TABLE_FILE, "XLSX files need python-calamine", remedy)) from None
    try:
        return load_workbook(BytesIO(content))
    except Exception:  # noqa: BLE001  # as above
        raise broken_file(file, _DAMAGED) from None


def _sheet_name(file: str, book: Any, spec: FileTableSpec) -> str:
    names: list[str] = list(book.sheet_names)
    meant = spec.format.sheet.value.strip() if spec.format.sheet else None
    if meant is None and len(names) == 1:
        return names[0]
    listed = ", ".join(f'"{each}"' for each in names)
    if meant is None:
        message = f"{file} has {len(names)} sheets: {listed}"
        place = spec.place_of("format", otherwise=spec.place_of("file"))
        raise TableFault(Problem(place, Rule.TABLE_FORMAT, message, "write sheet: with one of them under format:"))
    found = next((each for each in names if each.strip() == meant), None)
    if found is None:
        remedy = did_you_mean(meant, names, f"its sheets are {listed}")
        message = f'{file} has no sheet "{meant}"'
        raise TableFault(Problem(spec.place_of("format", "sheet"), Rule.TABLE_FORMAT, message, remedy))
    return found


def _text(value: Any) -> str:  # noqa: PLR0911  # one line a type
    """A cell as text: a number with the digits that tell it from every other, a date as in YAML."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return float_text(repr(value))
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
        case dt.date() | dt.time():
            return value.isoformat()
    return str(value)
