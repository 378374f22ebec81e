"""XLSX, Parquet and SQLite: cells with their own digits, and what is told of what a description doesn't explain."""

from __future__ import annotations

import io
import sqlite3
import sys
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from data_files import described, read_data
from pyarrow import parquet
from xlsx_files import Cell, raw, sheet_xml, workbook

LABEL = {"kind": "label"}


def xlsx(tmp_path: Path, rows: list[list[Cell]], columns: dict[str, Any], *merges: str, **more: Any) -> list[Any]:
    """The rows of a sheet by a description, or its problems."""
    content = workbook({"Data": sheet_xml(rows, merges)})
    read = read_data(tmp_path, {"t.xlsx": content}, described(columns, **{"file": "t.xlsx", "keys": ["k"], **more}))
    return list(read.lines) or read.rows()


DAY = raw('<c r="REF" s="1"><v>43831</v></c>')  # 1 January 2020


@pytest.mark.parametrize(
    ("rows", "columns", "expected"),
    [
        ([["k", "v"], ["a", 1], ["b", 2.5], ["c", 0.1], ["d", None]], {}, [["a", "1"], ["b", "2.5"], ["c", "0.1"], ["d", None]]),
        ([["k", "v"], [DAY, 1], ["2020-02", 2]], {"k": {"kind": "period"}}, [["2020-01-01", "1"], ["2020-02", "2"]]),
        (
            [["k", "v"], ["a", raw('<c r="REF"><f>1+1</f><v>2</v></c>')]],
            {},
            [["a", "2"]],
        ),
        (
            [["k", "v"], ["a", raw('<c r="REF"><f>1+1</f></c>')], ["b", raw('<c r="REF"><f>B2</f><v></v></c>')]],
            {},
            [
                "data/files/t.xlsx:2:2: a formula without a value (2 cells: 2:2, 3:2); "
                "open the file in a spreadsheet program, and save it [table-cell]"
            ],
        ),
        (
            [["k", "v"], ["a", raw('<c r="REF" t="e"><v>#DIV/0!</v></c>')]],
            {},
            [
                'data/files/t.xlsx:2:2: "#DIV/0!" is an error of a spreadsheet; '
                "add it to missing: if it means that nothing is published [table-cell]"
            ],
        ),
        ([["k", "v"], ["a", raw('<c r="REF" t="e"><v>#N/A</v></c>')]], {"v": {"missing": ["#N/A"]}}, [["a", None]]),
        (
            [["k", "v"], ["a", "12"], ["b", "over 3"]],
            {},
            [
                'data/files/t.xlsx:2:2: "12" is a number that is stored as text; '
                "write text_numbers: true under format: [table-cell]"
            ],
        ),
        (
            [["k", "v"], ["a", True]],
            {},
            [
                'data/files/t.xlsx:2:2: "true" is not a number; add it to missing: if it means that nothing is published; '
                "a name needs kind: label [table-cell]"
            ],
        ),
        ([["k", "v"], ["a", 1], [None, None], [None, 2]], {}, [
            'data/files/t.xlsx:4:1: a cell of "k" is empty, but it is a key; '
            'leave its rows out with drop: {k: [""]} under format:, or name other keys [table-keys]'
        ]),
        ([["k", "v"], [2019, 1], [2020, 2]], {}, [["2019", "1"], ["2020", "2"]]),
    ],
)  # fmt: skip
def test_cells_of_a_sheet(rows: list[list[Cell]], columns: dict[str, Any], expected: list[Any], tmp_path: Path) -> None:
    assert xlsx(tmp_path, rows, {"k": LABEL, "v": {}, **columns}) == expected


def test_headings_and_labels_that_are_merged(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["Jobs in thousands"],
        ["Region", "k", 2019, 2020],
        ["North", "a", 1, 2],
        [None, "b", 3, 4],
        ["South", "c", 5, 6],
        ["Source: office"],
    ]
    columns = {"region": {"kind": "category", "header": "Region"}, "k": LABEL, "year": {"kind": "period"}}
    found = xlsx(
        tmp_path,
        rows,
        {**columns, "v": {"header": "{period}", "factor": "1000"}},
        "A1:D1",
        "A3:A4",
        keys=["k", "year"],
        periods_in_headings="year",
        format={"header_row": 2, "skip_bottom": 1},
    )
    assert found == [
        ["North", "a", "2019", "1000"],
        ["North", "a", "2020", "2000"],
        ["North", "b", "2019", "3000"],
        ["North", "b", "2020", "4000"],
        ["South", "c", "2019", "5000"],
        ["South", "c", "2020", "6000"],
    ]


def test_a_heading_over_two_columns_is_that_of_both(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["k", "2020", None], ["a", 1, 2]]
    found = xlsx(tmp_path, rows, {"k": LABEL, "v": {"header": "2020", "occurrence": "2"}}, "B1:C1")
    assert found == [["a", "2"]]


def test_a_figure_in_merged_cells_is_told(tmp_path: Path) -> None:
    found = xlsx(tmp_path, [["k", "v"], ["a", 1], ["b", None]], {"k": LABEL, "v": {}}, "B2:B3")
    assert found == [
        "data/files/t.xlsx:2:2: a merged cell in a column of figures; "
        "skip its row with skip_top: or skip_bottom:, or leave the column out [table-cell]"
    ]


def test_a_sheet_is_named_where_there_are_several(tmp_path: Path) -> None:
    sheets = {"Notes": sheet_xml([["n"]]), "Data": sheet_xml([["k", "v"], ["a", 1]])}

    def lines(name: str | None) -> list[Any]:
        shared = {} if name is None else {"format": {"sheet": name}}
        description = described({"k": LABEL, "v": {}}, file="t.xlsx", keys=["k"], **shared)
        read = read_data(tmp_path, {"t.xlsx": workbook(sheets)}, description)
        return list(read.lines) or read.rows()

    told = 'data/files/t.xlsx has 2 sheets: "Notes", "Data"; write sheet: with one of them under format: [table-format]'
    assert lines(None) == [f"data/tables/t.yaml:6:7: {told}"]
    assert lines("Dat") == [
        'data/tables/t.yaml:10:10: data/files/t.xlsx has no sheet "Dat"; did you mean "Data"? [table-format]'
    ]
    assert lines("Data") == [["a", "1"]]


def parquet_bytes(columns: dict[str, Any]) -> bytes:
    written = io.BytesIO()
    parquet.write_table(pa.table(columns), written)
    return written.getvalue()


def test_types_of_parquet(tmp_path: Path) -> None:
    content = parquet_bytes(
        {
            "k": ["a", "b", "c"],
            "price": pa.array([Decimal("1.50"), None, Decimal("-2.25")], pa.decimal128(9, 2)),
            "f32": pa.array([0.1, None, 3.0], pa.float32()),
            "f64": [1e-7, 0.30000000000000004, None],
            "whole": pa.array([1, 2**62, None]),
            "day": [date(2020, 1, 1)] * 3,
            "time": [datetime(2020, 1, 2)] * 3,  # noqa: DTZ001  # Parquet has times without a zone
            "group": pa.array(["x", "y", "x"]).dictionary_encode(),
            "nested": [[1], [2], [3]],
        }
    )
    figures: dict[str, Any] = {name: {} for name in ("price", "f32", "f64", "whole")}
    texts = {"k": LABEL, "day": {"kind": "period"}, "time": {"kind": "period"}, "group": {"kind": "category"}}
    description = described({**texts, **figures}, file="t.parquet", keys=["k"])
    assert read_data(tmp_path, {"t.parquet": content}, description).rows() == [
        ["a", "2020-01-01", "2020-01-02", "x", "1.50", "0.1", "0.0000001", "1"],
        ["b", "2020-01-01", "2020-01-02", "y", None, None, "0.30000000000000004", str(2**62)],
        ["c", "2020-01-01", "2020-01-02", "x", "-2.25", "3", None, None],
    ]
    description = described({"k": LABEL, "nested": {}}, file="t.parquet", keys=["k"])
    assert read_data(tmp_path, {"t.parquet": content}, description).lines == [
        'data/files/t.parquet:1:9: the column "nested" holds list<element: int64>; '
        "read another column: only single values are read [table-file]"
    ]


SCHEMA = """
create table town (k text, v real);
insert into town values ('a', 1.5), ('b', null), ('c', 2.0);
create table log (k text);
create trigger count_reads after insert on town begin insert into log values ('x'); end;
create view both as select * from town;
"""
ONLY_READS = "the query does more than to read tables; write a plain SELECT [table-format]"


def database(script: str = SCHEMA) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(script)
        return connection.serialize()


def queried(tmp_path: Path, query: str, content: bytes | None = None, **files: bytes) -> list[Any]:
    description = described({"k": LABEL, "v": {}}, file="t.sqlite", keys=["k"], format={"query": query})
    content = database() if content is None else content
    read = read_data(
        tmp_path, {"t.sqlite": content, **{name.replace("_", "-"): each for name, each in files.items()}}, description
    )
    return [line.partition(": ")[2] for line in read.lines] or read.rows()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT k, v FROM town ORDER BY k", [["a", "1.5"], ["b", None], ["c", "2"]]),
        ("select k, v from both order by k desc;", [["c", "2"], ["b", None], ["a", "1.5"]]),
        ("with x as (select * from town) select k, v * 2 as v from x order by k", [["a", "3"], ["b", None], ["c", "4"]]),
        ("select k, v from town order by 'a;b (', k", [["a", "1.5"], ["b", None], ["c", "2"]]),
        ("select k, v from town", ["the query leaves the order of rows open; end it with ORDER BY and the keys [table-format]"]),
        ("select k, v from (select * from town order by k)", ["the query leaves the order of rows open; end it with ORDER BY and the keys [table-format]"]),
        ("select k, v from town order by k; drop table town", ["the query has more than one statement; keep one SELECT [table-format]"]),
        ("attach 'other.db' as x", ["the query is not a SELECT; write one that begins with SELECT [table-format]"]),
        ("pragma table_info(town)", ["the query is not a SELECT; write one that begins with SELECT [table-format]"]),
        ("insert into town values ('d', 1) returning k, v", ["the query is not a SELECT; write one that begins with SELECT [table-format]"]),
        ("with x as (select 1) insert into town select 'd', 1 order by 1", [ONLY_READS]),
        ("with recursive x(k, v) as (select 1, 1 union all select k + 1, 1 from x) select k, v from x order by k", [ONLY_READS]),
        ("select name as k, 1 as v from pragma_table_info('town') order by 1", [ONLY_READS]),
        ("select load_extension('x') as k, 1 as v order by 1", [ONLY_READS]),
        ("select random() as k, 1 as v order by 1", [ONLY_READS]),
        ("select k, w as v from town order by k", ["the query cannot be answered: no such column: w; see the names in the database [table-format]"]),
        ("select k, hex(zeroblob(1000000)) as v from town order by k", ["a cell of more than 100,000 bytes; extract the rows and columns that you need [file-too-large]"]),
        ("select k, zeroblob(3) as v from town order by k", ['the column "v" holds bytes; read another column [table-file]']),
    ],
)  # fmt: skip
def test_queries(query: str, expected: list[Any], tmp_path: Path) -> None:
    assert queried(tmp_path, query) == expected


def test_a_database_with_changes_beside_it_is_refused(tmp_path: Path) -> None:
    """A WAL holds what was written last; an empty one holds nothing."""
    query, path = "select k, v from town order by k", tmp_path / "wal.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.executescript(SCHEMA)
    connection.close()
    content = path.read_bytes()
    assert content[18:20] == b"\x02\x02"
    told = (
        "it holds changes to t.sqlite that are not in the database yet; close the program that writes it, "
        "or make a copy with: sqlite3 FILE 'VACUUM INTO COPY' [table-file]"
    )
    (tmp_path / "a/b").mkdir(parents=True)
    assert queried(tmp_path / "a", query, content, **{"t.sqlite_wal": b"changes"}) == [told]
    assert queried(tmp_path / "b", query, content, **{"t.sqlite_wal": b""}) == [["a", "1.5"], ["b", None], ["c", "2"]]


_EXTRAS = {
    "excel": ("t.xlsx", workbook({"Data": sheet_xml([["k"], ["a"]])}), "python_calamine"),
    "parquet": ("t.parquet", parquet_bytes({"k": ["a"]}), "pyarrow"),
}


@pytest.mark.parametrize("extra", _EXTRAS)
def test_an_extra_that_lacks_is_named(extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, content, module = _EXTRAS[extra]
    monkeypatch.setitem(sys.modules, module, None)
    lines = read_data(tmp_path, {name: content}, described({"k": LABEL}, file=name, keys=["k"])).lines
    assert len(lines) == 1
    assert lines[0].endswith(f"install it: pip install 'yiwu_report[{extra}]' [table-file]")
