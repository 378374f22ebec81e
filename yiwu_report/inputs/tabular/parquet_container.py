"""Parquet by pyarrow: each value with its own digits; sizes from the file's footer before a page is unpacked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

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

_DAMAGED: Final = "the Parquet file is damaged"
_MOST_ELEMENTS: Final = 10_000  # of a schema: each level of nesting is at least one
_LONGEST_TEXT: Final = 10_000
_MAGIC: Final = b"PAR1"


class ParquetContainer:
    """A Parquet file whose schema was read."""

    def __init__(self, file: str, content: bytes) -> None:
        """TableFault where it is damaged or too large, or where pyarrow lacks."""
        self.file, self.heading_line = file, 0
        _check_footer(file, content)
        try:
            import pyarrow as pa  # noqa: PLC0415  # an extra that only some need
            from pyarrow import parquet  # noqa: PLC0415
        except ImportError:
            remedy = "install it: pip install 'yiwu_report[parquet]'"
            raise TableFault(Problem(Place(file), Rule.TABLE_FILE, "Parquet files need pyarrow", remedy)) from None
        self._pa = pa
        try:
            schema = parquet.ParquetFile(pa.BufferReader(content)).schema_arrow
            texts = [
                each.name for each in schema if pa.types.is_string(each.type) or pa.types.is_large_string(each.type)
            ]
            # texts stay in their dictionary: one that is long and repeated a million times is held once
            self._parquet: Any = parquet.ParquetFile(pa.BufferReader(content), read_dictionary=texts)
            self._schema: Any = self._parquet.schema_arrow
        except Exception:  # noqa: BLE001  # whatever pyarrow raises for what it can't read
            raise broken_file(file, _DAMAGED) from None
        self.headings: tuple[str, ...] = tuple(self._schema.names)

    def chunks(self, columns: Sequence[int]) -> Iterator[RawChunk]:
        """All rows."""
        names = [self.headings[each] for each in columns]
        self._check(names, columns)
        line = 1
        try:
            for batch in self._parquet.iter_batches(batch_size=ROWS_A_CHUNK, columns=names, use_threads=False):
                count = batch.num_rows
                lines = np.arange(line, line + count, dtype=np.int64)
                yield RawChunk(lines, [self._texts(batch.column(name), name) for name in names])
                line += count
        except TableFault:
            raise
        except Exception:  # noqa: BLE001  # as above
            raise broken_file(self.file, _DAMAGED) from None

    def _check(self, names: Sequence[str], columns: Sequence[int]) -> None:
        twice = next((each for each in names if self.headings.count(each) > 1), None)
        if twice is not None:
            raise broken_file(self.file, f'two columns are named "{twice}"', "ask for a file with one name for each")
        metadata = self._parquet.metadata
        check_cells(self.file, metadata.num_rows, len(names))
        size = sum(
            max(group.column(index).total_uncompressed_size, 0)
            for group in map(metadata.row_group, range(metadata.num_row_groups))
            for index in range(group.num_columns)
            if group.column(index).path_in_schema.split(".")[0] in names
        )
        if size > MOST_UNPACKED_BYTES:
            raise too_large(self.file, "the unpacked columns are larger than 1 GiB")
        types = self._pa.types
        for name, column in zip(names, columns, strict=True):
            kind = self._schema.field(column).type
            if types.is_nested(kind) or types.is_binary(kind) or types.is_large_binary(kind):
                message, remedy = (
                    f'the column "{name}" holds {kind}',
                    "read another column: only single values are read",
                )
                raise broken_file(self.file, message, remedy, column=column + 1)

    def _texts(self, array: Any, name: str) -> list[str]:
        types = self._pa.types
        if types.is_dictionary(array.type):
            named = [_text(each) for each in array.dictionary.to_pylist()]
            longest = max(map(len, named), default=0)
            if longest > _LONGEST_TEXT:
                raise too_large(self.file, f'a cell of "{name}" of {longest:,} characters')
            return ["" if each is None else named[each] for each in array.indices.to_pylist()]
        if types.is_float32(array.type) or types.is_float16(array.type):
            values = array.to_numpy(zero_copy_only=False)
            are_null = array.is_null().to_pylist()
            return ["" if null else float_text(str(each)) for each, null in zip(values, are_null, strict=True)]
        return [_text(each) for each in array.to_pylist()]

    def head(self, separator: str | None = None) -> list[tuple[int, list[str]]]:  # noqa: ARG002  # a CSV has one
        """The names of the columns: there are no other lines."""
        return [(1, list(self.headings))]

    def places(self, cells: Iterable[CellPosition]) -> dict[CellPosition, Place]:
        """Row and column of each cell."""
        return grid_places(self.file, cells)


def _text(value: Any) -> str:  # noqa: PLR0911  # one line a type
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return float_text(repr(value))
        case Decimal():
            return format(value, "f")
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
        case dt.date() | dt.time():
            return value.isoformat()
    return str(value)


def _check_footer(file: str, content: bytes) -> None:
    """The length of the footer, and how many elements its schema says to have (FileMetaData of parquet.thrift).

    Field 1 is the version, an i32; field 2 the schema, a list: 0x19, then its size and type. A schema of many levels
    would be read by functions that call themselves.
    """
    if len(content) < 12 or content[-4:] != _MAGIC:
        raise broken_file(file, _DAMAGED)
    length = int.from_bytes(content[-8:-4], "little")
    if length > len(content) - 12:
        raise broken_file(file, _DAMAGED)
    footer = content[-8 - length : -8]
    at = 1
    while at < len(footer) and footer[at] & 0x80:  # the version
        at += 1
    at += 1
    if footer[:1] != b"\x15" or footer[at : at + 1] != b"\x19":
        raise broken_file(file, _DAMAGED)
    count, shift, at = footer[at + 1] >> 4, 0, at + 2
    if count == 15:  # the size follows, seven bits a byte
        count = 0
        while at < len(footer) and shift < 64:
            count |= (footer[at] & 0x7F) << shift
            shift, at = shift + 7, at + 1
            if not footer[at - 1] & 0x80:
                break
    if count > _MOST_ELEMENTS:
        raise too_large(file, f"a schema of {count:,} elements: more than {_MOST_ELEMENTS:,}")
