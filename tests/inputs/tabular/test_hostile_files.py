"""Files that would take the memory or the time of the machine: each is a problem, told before it does."""

from __future__ import annotations

import gzip
import io
import sqlite3
import tracemalloc
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from data_files import described, read_data
from pyarrow import parquet
from xlsx_files import raw, sheet_xml, workbook

from yiwu_report.inputs.load import data_files as loading
from yiwu_report.inputs.tabular import csv_container, sqlite_container, xlsx_container

_MIB = 1024 * 1024


def told(tmp_path: Path, name: str, content: bytes, **more: Any) -> list[str]:
    """The problems of a file, and no more than 64 MiB beside it."""
    description = described({"k": {"kind": "label"}, "v": {}}, file=name, keys=["k"], **more)
    tracemalloc.start()
    try:
        lines = read_data(tmp_path, {name: content}, description).lines
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < len(content) * 3 + 64 * _MIB
    return [line.partition(": ")[2] for line in lines]


def test_a_gzip_file_that_unpacks_to_gigabytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_container, "MOST_UNPACKED_BYTES", 100 * _MIB)
    packed = gzip.compress(b"k,v\n" + b"a" * 200 * _MIB, 9)
    assert told(tmp_path, "t.csv.gz", packed) == [
        "the unpacked file is larger than 1 GiB; extract the rows and columns that you need [file-too-large]"
    ]


@pytest.mark.parametrize("content", [gzip.compress(b"k,v\na,1\n", mtime=0)[:-6], b"\x1f\x8b junk"])
def test_a_gzip_file_that_is_damaged(content: bytes, tmp_path: Path) -> None:
    assert told(tmp_path, "t.csv.gz", content) == ["the gzip file is damaged; download it again [table-file]"]


def test_a_file_larger_than_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "LARGEST_DATA_MIB", 1)
    assert told(tmp_path, "t.csv", b"k,v\n" + b"a,1\n" * 400_000) == [
        "the file is larger than 1 MiB; extract the rows and columns that you need [file-too-large]"
    ]


def test_more_cells_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_container, "MOST_CELLS", 1000)
    rows = "".join(f"{n},1\n" for n in range(501))
    assert told(tmp_path, "t.csv", f"k,v\n{rows}".encode()) == [
        "more than 1,000 cells; extract the rows and columns that you need [file-too-large]"
    ]


def test_a_cell_of_a_million_characters(tmp_path: Path) -> None:
    assert told(tmp_path, "t.csv", b'k,v\na,"' + b"1" * _MIB + b'"\n')[0].endswith("131,072 characters [csv-shape]")


def test_a_workbook_whose_parts_unpack_to_gigabytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = workbook({"Data": sheet_xml([["k", "v"], ["a", 1]])}, {"xl/media/bomb": bytes(200 * _MIB)})
    monkeypatch.setattr(xlsx_container, "MOST_UNPACKED_BYTES", 100 * _MIB)
    wanted = ["the unpacked file is larger than 1 GiB; extract the rows and columns that you need [file-too-large]"]
    (tmp_path / "a").mkdir()
    assert told(tmp_path / "a", "t.xlsx", content) == wanted
    # sizes that lie: the central directory says that the part has 12 bytes
    size = (200 * _MIB).to_bytes(4, "little")
    assert content.count(size) >= 1
    lines = told(tmp_path, "t.xlsx", content.replace(size, (12).to_bytes(4, "little")))
    assert lines in (wanted, ["the XLSX file is damaged; download it again [table-file]"])


def test_a_sheet_whose_last_cell_is_far_away(tmp_path: Path) -> None:
    far = raw('<c r="XFD1048576"><v>1</v></c>')
    assert told(tmp_path, "t.xlsx", workbook({"Data": sheet_xml([["k", "v"], ["a", 1, far]])})) == [
        "a sheet of 1,048,576 rows and 16,384 columns: more than 10,000,000 cells; "
        "extract the rows and columns that you need [file-too-large]"
    ]


def test_a_workbook_of_many_parts(tmp_path: Path) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number in range(10_001):
            archive.writestr(str(number), b"")
    assert told(tmp_path, "t.xlsx", written.getvalue()) == [
        "an XLSX file of more than 10,000 parts; extract the rows and columns that you need [file-too-large]"
    ]


_BROKEN = [
    ("t.xlsx", b"PK\x03\x04 junk", "the XLSX file is damaged; download it again [table-file]"),
    ("t.xlsx", workbook({"Data": sheet_xml([["k"]])})[:-40], "the XLSX file is damaged; download it again [table-file]"),
    ("t.xlsx", b"k,v\n", "it is named like XLSX, but is not; rename it after what it is [table-file]"),
    ("t.csv", workbook({"Data": sheet_xml([["k"]])}), "it is named like CSV, but is a ZIP file, as XLSX is; rename it after what it is [table-file]"),
    ("t.csv", gzip.compress(b"k,v\n", mtime=0), "it is named like CSV, but is a gzip file; rename it after what it is [table-file]"),
    ("t.csv.gz", b"k,v\n", "it is named like a gzip file, but is not packed; take .gz off its name [table-file]"),
    ("t.csv", b"", "an empty file; download it again [table-file]"),
    ("t.parquet", b"PAR1" + bytes(20), "the Parquet file is damaged; download it again [table-file]"),
    ("t.parquet", b"PAR1" + bytes(20) + b"\xff\xff\xff\x7fPAR1", "the Parquet file is damaged; download it again [table-file]"),
    ("t.parquet", b"PAR1\x15\x02\x19" + bytes(20) + (23).to_bytes(4, "little") + b"PAR1", "the Parquet file is damaged; download it again [table-file]"),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(_BROKEN)))
def test_files_that_are_damaged_or_of_another_kind(number: int, tmp_path: Path) -> None:
    name, content, line = _BROKEN[number]
    assert told(tmp_path, name, content) == [line]


def test_a_schema_of_a_million_levels(tmp_path: Path) -> None:
    """The footer says how many elements its schema has; it is not followed down."""
    count = bytes([0x80 | (1_000_000 & 0x7F), 0x80 | (1_000_000 >> 7 & 0x7F), 1_000_000 >> 14])
    footer = b"\x15\x02\x19\xfc" + count + b"\x48\x01a\x15\x02\x00" * 1000
    content = b"PAR1" + footer + len(footer).to_bytes(4, "little") + b"PAR1"
    assert told(tmp_path, "t.parquet", content) == [
        "a schema of 1,000,000 elements: more than 10,000; extract the rows and columns that you need [file-too-large]"
    ]


def test_a_long_text_that_a_dictionary_repeats(tmp_path: Path) -> None:
    table = pa.table({"k": pa.array(["x" * 20_000] * 50_000), "v": [1] * 50_000})
    written = io.BytesIO()
    parquet.write_table(table, written)
    assert told(tmp_path, "t.parquet", written.getvalue()) == [
        'a cell of "k" of 20,000 characters; extract the rows and columns that you need [file-too-large]'
    ]


def _database(script: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(script)
        return connection.serialize()


def test_a_query_that_never_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_container, "_MOST_STEPS", 3_000_000)
    rows = ", ".join(f"({n})" for n in range(300))
    content = _database(f"create table t (k); insert into t values {rows}")
    query = "select count(*) as k, 1 as v from t a, t b, t c, t d, t e order by 1"
    assert told(tmp_path, "t.db", content, format={"query": query}) == [
        "the query takes more than 3,000,000 steps; extract the rows and columns that you need [file-too-large]"
    ]


@pytest.mark.parametrize("damage", [slice(0, 100), slice(100, 4096), slice(24, 40)])
def test_a_database_that_is_damaged(damage: slice, tmp_path: Path) -> None:
    content = bytearray(_database("create table t (k, v); insert into t values ('a', 1)"))
    content[damage] = b"\xff" * (damage.stop - damage.start)
    content[:16] = b"SQLite format 3\0"
    lines = told(tmp_path, "t.db", bytes(content), format={"query": "select k, v from t order by k"})
    assert lines in ([], ["the database is damaged; download it again [table-file]"])


def test_a_view_that_calls_what_is_not_allowed(tmp_path: Path) -> None:
    content = _database(
        "create table t (k, v); create view w as select k, random() as v from t; insert into t values (1, 1)"
    )
    assert told(tmp_path, "t.db", content, format={"query": "select k, v from w order by k"}) == [
        "the query does more than to read tables; write a plain SELECT [table-format]"
    ]
