"""What a spreadsheet would run is text in the CSVs that we write, and numbers stay numbers."""

from __future__ import annotations

import pytest

from yiwu_report.site.downloads.records import csv_text

CELLS = {
    "=1+1": "'=1+1",
    '=HYPERLINK("https://example.org")': '\'=HYPERLINK("https://example.org")',
    "+cmd|' /C calc'!A0": "'+cmd|' /C calc'!A0",
    "@SUM(A1)": "'@SUM(A1)",
    "-1+1": "'-1+1",
    "\tx": "'\tx",
    "-1.5": "-1.5",
    "+2": "+2",
    "-": "'-",
    "a=b": "a=b",
    "": "",
}


@pytest.mark.parametrize(("cell", "written"), CELLS.items())
def test_no_cell_is_a_formula(cell: str, written: str) -> None:
    quoted = written.replace('"', '""')
    expected = f'"{quoted}"' if '"' in written else written
    assert csv_text([[cell, "x"]], "\n") == f"{expected},x\n"
