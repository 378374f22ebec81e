"""`describe`: what it proposes for a file, and that a description, once decided, reads every cell as it stands."""

from __future__ import annotations

import re
import sqlite3
import string
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from data_files import read_data
from hypothesis import given, settings
from hypothesis import strategies as st
from project import ROOT, problems_of
from xlsx_files import sheet_xml, workbook

from yiwu_report import cli
from yiwu_report.editor.describe.description import Description, ReportNames, describe
from yiwu_report.editor.describe.layout import UnclearFileError
from yiwu_report.editor.describe.next_steps import example_reference, first_chart
from yiwu_report.editor.describe.opened import layout_of_file
from yiwu_report.model.column_table import DataFile

CASES = yaml.safe_load((ROOT / "tests/cases/describe.yaml").read_text("utf-8"))
REPORT = ReportNames(("en",), ("thing",), ("example",))
ANSWERS = {"unit": "thing", "source": "example", "period": 2020, "title": "T", "empty": "Not stated"}


def made_of(content: bytes, name: str = "t.csv", encoding: str | None = None, sheet: str | None = None) -> Description:
    layout = layout_of_file(DataFile(name, len(content), "", content), encoding, sheet, None)
    return describe("t", name, layout, REPORT)


def decided(text: str, answers: Mapping[str, Any]) -> str:
    """The description with each DECIDE replaced by the answer for its key, or for the key above a language."""
    known = {**ANSWERS, **answers}

    def answered(node: Any, key: str) -> Any:
        if isinstance(node, dict):
            return {name: answered(value, key if name == "en" else name) for name, value in node.items()}
        return known[key] if isinstance(node, str) and node.startswith("DECIDE") else node

    whole = answered(yaml.safe_load(text), "")
    for key in ("thousands", "decimal"):
        if key in answers:
            whole.setdefault("format", {})[key] = answers[key]
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)


def undecided(text: str) -> list[tuple[str, str]]:
    """The key of each DECIDE, of a text in a language the one above, and its advice."""
    found: list[tuple[str, str]] = []

    def look(node: Any, key: str) -> None:
        if isinstance(node, dict):
            for name, value in node.items():
                look(value, key if name == "en" else name)
        elif isinstance(node, str) and node.startswith("DECIDE "):
            found.append((key, node.removeprefix("DECIDE ")))

    look(yaml.safe_load(text), "")
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_description_that_was_decided_reads_every_cell(case: dict[str, Any], tmp_path: Path) -> None:
    content = case["text"].encode(case.get("encoding", "utf-8"))
    if "unclear" in case:
        with pytest.raises(UnclearFileError, match=case["unclear"]):
            made_of(content)
        made = made_of(content, encoding=case["encoding"])
    else:
        made = made_of(content)
    lines = [line.strip() for line in made.text.splitlines()]
    for line in case.get("says", []):
        assert any(each == line or each.endswith(f": {line}") for each in lines), made.text
    open_ = undecided(made.text)
    for key, advice in case.get("decide", {}).items():
        assert any(each == key and said.startswith(advice) for each, said in open_), open_
    for key in ("decimal", "thousands", "negative", "missing", "dates", "drop", "kind", "financial_years"):
        assert (key in case.get("decide", {})) == any(each == key for each, _ in open_), open_
    assert read_data(tmp_path, {"t.csv": content}, decided(made.text, case.get("answers", {}))).rows() == case["rows"]


def test_what_is_not_decided_is_refused(tmp_path: Path) -> None:
    made = made_of(b"town,people\nA,5\nB,6\n")
    lines = read_data(tmp_path, {"t.csv": b"town,people\nA,5\nB,6\n"}, made.text).lines
    assert len(lines) == len(undecided(made.text)) == 4
    assert all(line.endswith("[undecided]") for line in lines)


NUMBERS = st.decimals(-10_000_000, 10_000_000, places=3).map(lambda number: number.normalize())
NAMES = st.text(string.ascii_letters + "éö义乌 -+#", min_size=1, max_size=8).map(str.strip).filter(bool)
MARKS = st.sampled_from([(".", ""), (".", ","), (",", ""), (",", "."), (",", " "), (".", "'")])


def printed(number: Any, decimal: str, thousands: str) -> str:
    whole = f"{number:,f}"
    return whole.translate(str.maketrans({",": thousands, ".": decimal}))


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(NAMES, st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=6),
    MARKS,
    st.sampled_from([",", ";", "\t"]),
)
def test_no_value_is_changed(rows: dict[str, tuple[Any, Any]], marks: tuple[str, str], separator: str) -> None:
    """Whatever the marks, each number is what was printed: by the proposal itself, or by what is to be decided."""
    decimal, thousands = marks

    def quoted(cell: str) -> str:
        return f'"{cell}"'

    lines = [
        ["town", "first", "second"],
        *([name, *(printed(each, *marks) for each in two)] for name, two in rows.items()),
    ]
    content = "\n".join(separator.join(map(quoted, line)) for line in lines).encode()
    made = made_of(content)
    asked = {key for key, _ in undecided(made.text)}
    answers: dict[str, Any] = {"keys": ["town"], "kind": "label", "drop": {}}
    if asked & {"decimal", "thousands"}:
        answers |= {"decimal": decimal, "thousands": {"": "none", " ": "space"}.get(thousands, thousands)}
    if any(column.kind != "figure" for column in made.columns[1:]):
        return  # e.g. 1900 and 2000: periods
    with TemporaryDirectory() as folder:
        read = read_data(Path(folder), {"t.csv": content}, decided(made.text, answers)).rows()
    assert read == [[name.strip(), *(f"{each:f}" for each in two)] for name, two in rows.items()]


def test_an_xlsx_with_a_title_several_sheets_and_numbers_as_text(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Towns"], [], ["Town", "People", "Code"], ["Alpha", "12", "007"], ["Beta", "13", "008"]]
    content = workbook({"Notes": sheet_xml([["x"]]), "Data": sheet_xml(rows)})
    with pytest.raises(UnclearFileError, match='--sheet "Notes"\n  --sheet "Data"'):
        made_of(content, "t.xlsx")
    made = made_of(content, "t.xlsx", sheet="Data")
    assert (
        "text_numbers",
        "true if what the file stores as text are numbers; kind: label in a column of codes",
    ) in undecided(made.text)
    read = read_data(tmp_path, {"t.xlsx": content}, decided(made.text, {"text_numbers": True}))
    assert read.rows() == [["Alpha", "12", "007"], ["Beta", "13", "008"]]


def test_a_database_gets_a_query(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE towns (name TEXT, year INT, people INT)")
        database.executemany("INSERT INTO towns VALUES (?, ?, ?)", [("B", 2020, 5), ("A", 2021, 7), ("A", 2020, 6)])
    database.close()
    made = made_of(path.read_bytes(), "t.db")
    assert 'query: "SELECT name, year, people FROM towns ORDER BY name, year"' in made.text
    read = read_data(tmp_path / "r", {"t.db": path.read_bytes()}, decided(made.text, {}))
    assert read.rows() == [["A", "2020", "6"], ["A", "2021", "7"], ["B", "2020", "5"]]


def test_the_command_copies_the_file_and_never_overwrites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, source = tmp_path / "report", tmp_path / "towns 2020.csv"
    source.write_bytes(b"\xef\xbb\xbftown,people\r\nAlpha,12\r\nBeta,13\r\n")
    assert cli.main(["new", "report", str(root), "--quiet"]) == 0
    assert cli.main(["describe", str(source), "--root", str(root), "--dry-run"]) == 0
    assert not (root / "data/files").exists()
    assert cli.main(["describe", str(source), "--root", str(root), "--chart"]) == 0
    assert (root / "data/files/towns 2020.csv").read_bytes() == source.read_bytes()
    said = capsys.readouterr().out
    assert '{{ towns_2020["Alpha"].people }}' in said
    assert "{{ chart towns_2020 }}" in said
    assert all(each.endswith("[undecided]") for each in problems_of(root))
    kept = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    assert cli.main(["describe", str(source), "--root", str(root)]) == 2
    source.write_bytes(b"town,people\nAlpha,1\n")
    assert cli.main(["describe", str(source), "--root", str(root), "--table", "other"]) == 2
    assert kept == {path: path.read_bytes() for path in root.rglob("*.yaml")}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("a,b,c,d,e\n" + "".join(f"{i:05b}\n".replace("", ",")[1:-2] + "\n" for i in range(32)).replace("0", "x").replace("1", "y"), "[a, b, c, d, e]"),
        ("name,yr\nA,70\nA,71\nB,70\n", "DECIDE [name, yr], if none of these columns holds figures"),
        ("town,people\nA,5\nA,6\n", "DECIDE the columns that tell rows apart: lines 2 and 3 are the same in all of town"),
        ("code,name,year,n\n1a,A,2000,5\n2b,B,2000,6\n1a,A,2001,7\n", "[name, year]"),
        ("town,river,n\nA,X,5\nB,X,6\nC,Y,7\n", "[town]"),
        ("town,river,n\nA,X,5\nA,Y,6\nB,X,7\n", "[town, river]"),
    ],
)  # fmt: skip
def test_keys(text: str, keys: str) -> None:
    assert any(line.replace("'", "") == f"keys: {keys}" for line in made_of(text.encode()).text.splitlines()), made_of(
        text.encode()
    ).text


@pytest.mark.parametrize("text", ["", "\n\n", "a,b\n"])
def test_a_file_without_rows(text: str) -> None:
    with pytest.raises(UnclearFileError, match="no rows"):
        made_of(text.encode())


def test_the_first_chart_and_the_example_name_what_is_there() -> None:
    made = made_of(b"country,continent,year,life\nA b,N,1992,71.5\nC,N,1992,60\nA b,N,2007,78\nC,N,2007,61\n")
    assert example_reference(made) == '{{ t["A b", 1992].life }}'
    chart = yaml.safe_load(first_chart(made, ["en"]) or "")
    assert chart["title"]["en"].startswith("DECIDE what the chart says")
    assert (chart["kind"], chart["x"], chart["y"], chart["where"]) == ("line", "year", "life", {"country": "A b"})
    assert not re.search("71|78", first_chart(made, ["en"]) or "")


def test_the_examples_of_the_page_hold(tmp_path: Path) -> None:
    page = (ROOT / "docs/how-to/describe-a-table.md").read_text(encoding="utf-8")
    root = tmp_path / "report"
    assert cli.main(["new", "report", str(root), "--quiet"]) == 0
    (root / "data/files").mkdir()
    for name, text in re.findall(r"The file, `([\w.]+)`[^`]*```text\n(.*?)```", page, re.DOTALL):
        (root / "data/files" / name).write_text(text, encoding="utf-8")
    for name, text in re.findall(r"```yaml\n# ([\w/.]+)\n(.*?)```", page, re.DOTALL):
        path = root / name
        there = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(there + text, encoding="utf-8")
    assert len(list((root / "data/files").iterdir())) == len(list((root / "data/tables").iterdir())) - 1 == 2
    article = root / "content/articles/index/en.md"
    article.write_text(article.read_text(encoding="utf-8") + "\n{{ chart life }}\n", encoding="utf-8")
    assert problems_of(root) == []
