"""What is new, gone and revised is all that differs between two editions of a table, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from data_files import described, read_data
from hypothesis import given, settings
from hypothesis import strategies as st

from yiwu_report.editor.refresh import content_fault, lines_of, record_of, size_line
from yiwu_report.editor.refresh.table_change import table_change
from yiwu_report.inputs.load.files import read_document
from yiwu_report.inputs.validate.collector import Collector
from yiwu_report.inputs.validate.origins import read_fetched
from yiwu_report.model.cell_name import cell_id, row_id
from yiwu_report.model.column_table import ColumnTable
from yiwu_report.model.origins import FetchedFileSpec
from yiwu_report.model.problem import Place
from yiwu_report.model.text import Text

Key = tuple[str, str]
Cells = tuple[str, str]

COLUMNS = {
    "town": {"kind": "label"},
    "year": {"kind": "period"},
    "group": {"kind": "category", "empty": {"en": "neither"}},
    "n": {},
}
SPEC = described(COLUMNS, file="t.csv", keys=["town", "year"], format={"missing": ["", "x"]})
NUMBERS = ("", "x", "1", "1.0", "1.00", "over 1500", "1500", "-3.25", "12345678901234567890123", "0.1")
keys = st.tuples(
    st.sampled_from(["Åre", "Paris, Texas", 'a "b"', "北京", "7"]), st.sampled_from(["1992", "2007", "2020-05"])
)
editions = st.dictionaries(
    keys, st.tuples(st.sampled_from(["north", "south", ""]), st.sampled_from(NUMBERS)), min_size=1
)


def table_of(root: Path, rows: dict[Key, Cells]) -> ColumnTable:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    lines = [",".join(map(quoted, (*key, *cells))) for key, cells in rows.items()]
    return read_data(root, {"t.csv": "\n".join(["town,year,group,n", *lines, ""]).encode()}, SPEC).table


def kept(cells: Cells) -> tuple[str | None, str | None]:
    """What a row holds: nothing where a cell is empty or missing."""
    return cells[0] or None, None if cells[1] in {"", "x"} else cells[1]


@settings(max_examples=60, deadline=None)
@given(old=editions, new=editions)
def test_a_change_makes_one_edition_of_the_other(
    tmp_path_factory: pytest.TempPathFactory, old: dict[Key, Cells], new: dict[Key, Cells]
) -> None:
    root = tmp_path_factory.mktemp("editions")
    change = table_change(table_of(root, old), table_of(root, new))
    assert change.rows == (len(old), len(new))
    assert change.new == tuple(row_id(key) for key in new if key not in old)
    assert change.gone == tuple(row_id(key) for key in old if key not in new)
    revised = [
        (cell_id("t", key, column), was, now)
        for key, cells in new.items()
        if key in old
        for column, was, now in zip(("group", "n"), kept(old[key]), kept(cells), strict=True)
        if was != now
    ]
    assert [(each.id, each.before, each.after) for each in change.revised] == revised
    assert change.is_empty == (
        {key: kept(each) for key, each in old.items()} == {key: kept(each) for key, each in new.items()}
    )


def test_a_footnote_mark_is_part_of_a_cell(tmp_path: Path) -> None:
    """A provisional value becomes final."""
    columns = {"town": {"kind": "label"}, "n": {"notes": {"p": {"en": "provisional"}}}}
    spec = described(columns, file="t.csv", keys=["town"])
    old, new = (
        read_data(tmp_path, {"t.csv": each}, spec).table for each in (b"town,n\nA,5 p\nB,6\n", b"town,n\nA,5\nB,\n")
    )
    assert list(lines_of(table_change(old, new))) == [
        "  table t: 2 rows",
        "    2 cells revised",
        '      t["A"].n: 5 p → 5',
        '      t["B"].n: 6 → (empty)',
    ]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (None, 91, "  91 bytes"),
        (91, 104, "  91 → 104 bytes"),
        (91, 0, "  91 → 0 bytes"),
        (0, 91, "  0 → 91 bytes"),
        (1000, 1999, "  1,000 → 1,999 bytes"),
        (1000, 100_000, "  1,000 → 100,000 bytes: 100 times as large"),
        (1000, 333, "  1,000 → 333 bytes: 1/3 of the size"),
    ],
)
def test_sizes(before: int | None, after: int, line: str) -> None:
    assert size_line(before, after) == line


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><title>x</title>",
        b"\xef\xbb\xbf\r\n <html lang=en>",
        "\ufeff<HTML><head>".encode("utf-16-le"),
        b'<?xml version="1.0"?>\n<!-- <a> -->\n<!doctype  html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">',
        b"<head><meta http-equiv=refresh>",
        b"<script>location = '/login'</script>",
        b"<h1>Service unavailable</h1>",
    ],
)
def test_a_page_is_no_data(page: bytes) -> None:
    assert (content_fault(page) or "").startswith("it is a web page, which begins with ")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<5,<10\n",
        b"<headings>,n\n",
        b"<title_of_book>,n\n",
        b"town,<html>\n",
        b"PK\x03\x04<html>",
        b"\x1f\x8bdamaged",
        b"\xff\xfe",
    ],
)
def test_data_is_no_page(data: bytes) -> None:
    assert content_fault(data) is None


@pytest.mark.parametrize(
    "argument",
    [
        "a\nb",
        "a: b",
        "# a",
        "- a",
        "数据 é",
        "a\tb",
        "yes",
        "1",
        "~",
        " a ",
        "'\"",
        "{{ a }}",
        "&a *b !c",
        "x y " * 600,
        "2026-01-31",
    ],
)
def test_a_record_is_read_as_it_was_written(argument: str) -> None:
    """Whatever a command's arguments are."""
    place = Place("data/tables/t.yaml")
    origin = [Text(each, place, each) for each in ("curl", argument)]
    entry = {
        "file": Text("t.csv", place, "t.csv"),
        "fetched": "2026-01-31T09:30:00Z",
        "size_bytes": 1,
        "sha256": "0" * 64,
    }
    written = record_of({"t.csv": FetchedFileSpec.model_construct(**entry, origin=origin)})
    collector = Collector()
    [read] = read_fetched(read_document("data/origins.yaml", written), collector)
    assert collector.problems == []
    assert read.arguments == ("curl", argument)
    assert record_of({"t.csv": read}) == written
