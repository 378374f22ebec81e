"""CSV and TSV, also in gzip: rows by Python's own parser in its strict mode, with the physical line of each."""

from __future__ import annotations

import codecs
import csv
import gzip
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from io import BufferedReader, BytesIO, TextIOWrapper
from itertools import islice
from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt

from yiwu_report.inputs.tabular.raw_table import (
    HEAD_LINES,
    MOST_CELLS,
    MOST_UNPACKED_BYTES,
    ROWS_A_CHUNK,
    CellPosition,
    RawChunk,
    TableFault,
    broken_file,
    too_large,
)
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.table_files import FormatSpec

_Rows = Any  # a reader of the module csv, whose type has no name
_BREAK = re.compile(r"\r\n|\r|\n")
_MARKS: Final = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_OTHERS: Final = ("utf-8", "gb18030", "cp1252")  # tried in this order; suggested, never applied without being named
_GZIP: Final = b"\x1f\x8b"
_STEP: Final = 1 << 20


class TextFile:
    """The characters of a file, read anew from its first byte each time; never held as a whole."""

    def __init__(self, file: str, content: bytes, encoding: str) -> None:
        """TableFault where the encoding isn't known or doesn't fit its first bytes, or the unpacked size is too large."""
        self.file, self._content = file, content
        self._is_packed = content.startswith(_GZIP)
        if self._is_packed:
            _check_gzip(file, content)
        self.encoding = encoding
        try:
            codec = codecs.lookup(encoding)
        except LookupError:
            codec = None
        if codec is None or not getattr(codec, "_is_text_encoding", True):
            remedy = "write encoding: utf-8, utf-16, gb18030, cp1252 or another that Python knows"
            raise TableFault(Problem(Place(file), Rule.ENCODING, f'there is no encoding "{encoding}"', remedy))
        self._codec = "utf-8-sig" if codec.name == "utf-8" else codec.name
        with self.opened() as stream:
            begin = stream.read(4)
        mark = next((name for mark, name in _MARKS.items() if begin.startswith(mark)), None)
        if mark and self._codec not in {"utf-8-sig", "utf-16"} and not codec.name.startswith(mark):
            raise self._other(f"the file begins with the byte order mark of {mark}", mark)
        if mark == "utf-16" and self._codec == "utf-8-sig":
            raise self._other("the file is in UTF-16", mark)
        if mark is None and self._codec == "utf-16":
            self._codec = "utf-16-be" if begin[:1] == b"\0" else "utf-16-le"  # without a mark

    def opened(self) -> BufferedReader:
        """Its bytes, unpacked."""
        stream = BytesIO(self._content)
        return cast("BufferedReader", gzip.GzipFile(fileobj=stream) if self._is_packed else stream)

    def lines(self) -> TextIOWrapper:
        """Its physical lines, each with its line end as it stands."""
        return TextIOWrapper(self.opened(), self._codec, "strict", newline="")

    def misread(self) -> TableFault:
        """The fault of a byte that the encoding doesn't have, with encodings that fit."""
        with self.opened() as stream:
            content = stream.read()
        try:
            content.decode(self._codec)
        except UnicodeDecodeError as error:
            before = content[: error.start].decode(self._codec, "replace")
            line, column = len(_BREAK.findall(before)) + 1, len(_BREAK.split(before)[-1]) + 1
            message = f"the byte 0x{content[error.start]:02x} is not {self.encoding}"
            return self._other(message, *self._readable(content), line=line, column=column)
        return self._other(f"the file is not {self.encoding}", *self._readable(content))

    def _other(self, message: str, *encodings: str, line: int = 1, column: int = 1) -> TableFault:
        named = " or ".join(f"encoding: {each}" for each in encodings)
        remedy = f"write {named} under format:" if encodings else "name its encoding under format: encoding:"
        remedy += ", whichever is right" if len(encodings) > 1 else ""
        return TableFault(Problem(Place(self.file, line, column), Rule.ENCODING, message, remedy))

    def _readable(self, content: bytes) -> list[str]:
        return [each for each in _OTHERS if each != self.encoding and _is_readable(content, each)]


def _is_readable(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _check_gzip(file: str, content: bytes) -> None:
    """Unpack once without keeping anything: sizes, and the checksum of each member."""
    size, stream = 0, gzip.GzipFile(fileobj=BytesIO(content))
    try:
        while step := stream.read(_STEP):
            size += len(step)
            if size > MOST_UNPACKED_BYTES:
                raise too_large(file, "the unpacked file is larger than 1 GiB")
    except (OSError, EOFError, zlib.error):
        raise broken_file(file, "the gzip file is damaged") from None


class CsvContainer:
    """A CSV whose headings were read."""

    def __init__(self, text: TextFile, spec: FormatSpec, separator: str) -> None:
        self.file, self._text, self._spec, self._separator = text.file, text, spec, separator
        self.heading_line = spec.header_row or 0
        self._wrong: list[tuple[int, int]] = []  # line and number of cells of rows that don't fit
        with _stream_faults(text):
            self.headings = self._named() if spec.header_row is None else self._first_row(spec.header_row)

    def _named(self) -> tuple[str, ...]:
        return tuple(each.value.strip() for each in self._spec.headings or ())

    def _first_row(self, line: int) -> tuple[str, ...]:
        with self._text.lines() as lines:
            for _ in islice(lines, line - 1):
                pass
            row = next(self._reader(lines), None) if line else None
        if row is None:
            last = f"the file ends before line {line}"
            raise TableFault(
                Problem(Place(self.file), Rule.TABLE_FORMAT, last, "write header_row: with the right line")
            )
        return tuple(each.strip() for each in row)

    def _reader(self, lines: Iterable[str]) -> _Rows:
        return csv.reader(lines, delimiter=self._separator, strict=True)

    def chunks(self, columns: Sequence[int]) -> Iterator[RawChunk]:
        """The rows of data; rows without any character are left out."""
        width, spare = len(self.headings), self._spec.skip_bottom
        with _stream_faults(self._text), self._text.lines() as lines:
            for _ in islice(lines, max(self.heading_line - 1, 0)):
                pass
            reader = self._reader(lines)
            before = max(self.heading_line - 1, 0)
            rows: list[list[str]] = []
            starts = np.zeros(0, dtype=np.int64)
            to_skip, cells = self._spec.skip_top + bool(self.heading_line), 0
            while True:
                first, read = before + reader.line_num + 1, self._next(reader, ROWS_A_CHUNK + spare, before)
                more, at = _filled(read, _lines_of(read, first, before + reader.line_num))
                more, at, to_skip = more[to_skip:], at[to_skip:], max(to_skip - len(more), 0)
                rows, starts = rows + more, np.concatenate([starts, at])
                is_last = len(read) < ROWS_A_CHUNK + spare
                complete = max(len(rows) - spare, 0)
                if complete:
                    cells += complete * width
                    if cells > MOST_CELLS:
                        raise too_large(self.file, f"more than {MOST_CELLS:,} cells")
                    yield self._chunk(rows[:complete], starts[:complete], columns)
                    rows, starts = rows[complete:], starts[complete:]
                if is_last:
                    break
        if self._wrong:
            raise self._ragged()

    def head(self, separator: str | None = None) -> list[tuple[int, list[str]]]:
        """The first lines that hold anything, each with its number."""
        separator = separator or self._separator
        with _stream_faults(self._text), self._text.lines() as lines:
            found = [(number, line) for number, line in enumerate(islice(lines, HEAD_LINES), 1) if line.strip()]
        return [(number, next(csv.reader([line], delimiter=separator))) for number, line in found]

    def _next(self, reader: _Rows, count: int, before: int) -> list[list[str]]:
        at = before + reader.line_num + 1
        rows: list[list[str]] = []
        try:
            rows.extend(islice(reader, count))
        except csv.Error as error:
            at += int(sum(_physical_lines(row) for row in rows))
            raise self._bad_quotes(str(error), at) from None
        return rows

    def _bad_quotes(self, error: str, line: int) -> TableFault:
        if "field larger" in error or "unexpected end" in error:
            message, remedy = "a cell that begins with a quote which is never closed", 'write " at the end of the cell'
        else:
            message, remedy = "something after the end of a quote", 'write "" for a quote in quotes'
        if "field larger" in error:
            remedy += ", or shorten the cell: it is longer than 131,072 characters"
        return TableFault(Problem(Place(self.file, line), Rule.CSV_SHAPE, message, remedy))

    def _chunk(self, rows: list[list[str]], lines: npt.NDArray[np.int64], columns: Sequence[int]) -> RawChunk:
        width = len(self.headings)
        if set(map(len, rows)) != {width}:
            rows = [self._fitted(row) for row in rows]
            self._wrong += [(int(line), len(row)) for line, row in zip(lines, rows, strict=True) if len(row) != width]
            rows = [(row + [""] * width)[:width] for row in rows]
        every = tuple(zip(*rows, strict=True))
        return RawChunk(lines, [every[each] for each in columns])

    def _fitted(self, row: list[str]) -> list[str]:
        """A row without empty cells behind its last column, or with those that it leaves out where it may."""
        width = len(self.headings)
        if len(row) > width and not any(each.strip() for each in row[width:]):
            return row[:width]
        return row + [""] * (width - len(row)) if self._spec.short_rows else row

    def _ragged(self) -> TableFault:
        """What is wrong with the rows that have more or fewer cells than the headings."""
        width, problems = len(self.headings), []
        for is_long in (True, False):
            wrong = [(line, count) for line, count in self._wrong if (count > width) is is_long]
            if not wrong:
                continue
            at = list(self.places([(line, width if is_long else count - 1) for line, count in wrong[:3]]).values())
            many = (
                f" ({len(wrong):,} such rows: {listed(at)}{' …' if len(wrong) > 3 else ''})" if len(wrong) > 1 else ""
            )
            source = "the headings have" if self.heading_line else "headings: names"
            message = f"a row of {wrong[0][1]} cell{'s' if wrong[0][1] > 1 else ''} where {source} {width}{many}"
            problems.append(Problem(at[0], Rule.CSV_SHAPE, message, _TOO_LONG if is_long else _TOO_SHORT))
        return TableFault(*problems)

    def places(self, cells: Iterable[CellPosition]) -> dict[CellPosition, Place]:
        """Where the cells stand: their own physical line, and the character where they begin."""
        wanted: dict[int, list[int]] = {}
        for line, column in cells:
            wanted.setdefault(line, []).append(column)
        found: dict[CellPosition, Place] = {}
        with self._text.lines() as lines:
            at = 0
            for line in sorted(wanted):
                for _ in islice(lines, line - at - 1):
                    pass
                text = "".join(islice(lines, 1))
                at = line
                while text.count('"') % 2 and (more := next(lines, "")):  # a quoted cell goes on
                    text, at = text + more, at + 1
                starts = list(cell_starts(text, self._separator))
                for column in wanted[line]:
                    start = starts[min(column, len(starts) - 1)]
                    above = _BREAK.findall(text[:start])
                    inside = _BREAK.split(text[:start])[-1]
                    found[line, column] = Place(self.file, line + len(above), len(inside) + 1)
        return found


def cell_starts(row: str, separator: str) -> Iterator[int]:
    """Where the cells of a row begin, as the parser has it: at the quote of one in quotes."""
    yield 0
    in_quotes, is_start = False, True
    for index, character in enumerate(row):
        if character == '"' and (is_start or in_quotes):
            in_quotes = not in_quotes
        elif character == '"' and row[index - 1 : index] == '"' and index >= 2:
            in_quotes = True  # the second half of a doubled quote
        is_start = character == separator and not in_quotes
        if is_start:
            yield index + 1


def listed(places: Iterable[Place]) -> str:
    """Places of one file without its name: 2:12, 3:10."""
    return ", ".join(f"{place.line}:{place.column}" for place in places)


def _physical_lines(row: Sequence[str]) -> int:
    return 1 + sum(len(_BREAK.findall(cell)) for cell in row)


def _lines_of(rows: list[list[str]], first: int, last: int) -> npt.NDArray[np.int64]:
    """The first line of each row, of those that stand from the line `first` to the line `last`."""
    if last - first + 1 == len(rows):
        return np.arange(first, last + 1, dtype=np.int64)
    counts = np.fromiter(map(_physical_lines, rows), dtype=np.int64, count=len(rows))
    return first + np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)[:-1]])[: len(rows)]


def _filled(rows: list[list[str]], lines: npt.NDArray[np.int64]) -> tuple[list[list[str]], npt.NDArray[np.int64]]:
    """The rows that hold anything, with their lines."""
    if all(map(any, rows)):
        return rows, lines
    kept = np.flatnonzero(np.fromiter(map(any, rows), dtype=bool, count=len(rows)))
    return [rows[index] for index in kept], lines[kept]


_TOO_LONG = "put a cell that contains the separator in quotes, or name every column under format: headings:"
_TOO_SHORT = (
    "write short_rows: true under format: if rows leave out empty cells at their end, or skip_bottom: for notes below"
)


class _stream_faults:  # noqa: N801  # a context, used like a function
    """Turns the errors of decoding a file into faults with a place."""

    def __init__(self, text: TextFile) -> None:
        self._text = text

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and issubclass(kind, UnicodeError):
            raise self._text.misread() from None
