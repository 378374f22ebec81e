"""Data files of many shapes: what lands, to the digit, or what is told and how it is fixed."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import bokeh_sampledata
import pandas as pd
import plotly
import pytest
import yaml
from data_files import described, read_data
from jsonschema import Draft7Validator

from yiwu_report.editor.schema import schemas

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases/data_files.yaml").read_text("utf-8"))
_BOKEH = Path(bokeh_sampledata.__file__).parent
_GAPMINDER = Path(plotly.__file__).parent / "package_data/datasets/gapminder.csv.gz"


def _content(case: dict[str, Any]) -> bytes:
    text: str = case["text"]
    return ("\ufeff" * case.get("mark", False) + text).encode(case.get("encoding", "utf-8"))


def _description(case: dict[str, Any], fixed: dict[str, Any]) -> dict[str, Any]:
    columns = {
        name: {**(column or {}), **fixed.get("columns", {}).get(name, {})}
        for name, column in {
            **case["columns"],
            **{k: v for k, v in fixed.get("columns", {}).items() if k not in case["columns"]},
        }.items()
    }
    more = {key: case[key] for key in ("periods_in_headings",) if key in case}
    return described(
        columns,
        file=case.get("file", "t.csv"),
        keys=fixed.get("keys", case["keys"]),
        format={**case.get("format", {}), **fixed.get("format", {})},
        **more,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_file_lands_to_the_digit_or_is_told(case: dict[str, Any], tmp_path: Path) -> None:
    files = {case.get("file", "t.csv"): _content(case)}
    if "problems" in case:
        assert read_data(tmp_path, files, _description(case, {})).lines == case["problems"]
    if "rows" in case:
        read = read_data(tmp_path, files, _description(case, case.get("fixed", {})))
        assert read.rows() == case["rows"]
        marks = [{row: list(each) for row, each in column.marks.items()} for column in read.table.numbers.values()]
        assert case.get("marks") is None or marks == [case["marks"]]


_SCHEMA = Draft7Validator(schemas(("en",))["table"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_editor_is_told_the_same_of_a_description(case: dict[str, Any]) -> None:
    """The JSON Schema takes what the generator takes; what only the file can tell is left to that."""
    assert [error.message for error in _SCHEMA.iter_errors(_description(case, case.get("fixed", {})))] == []


def test_an_editor_is_told_of_keys_that_are_none() -> None:
    description = described({"town": {"kind": "label", "headr": "x"}}, file="t.csv", keys=["town"], frmat={})
    assert len(list(_SCHEMA.iter_errors(description))) > 0


def test_every_cell_of_gapminder_equals_the_source(tmp_path: Path) -> None:
    content = _GAPMINDER.read_bytes()
    columns = {
        "country": {"kind": "label"},
        "continent": {"kind": "category"},
        "year": {"kind": "period"},
        "life": {"header": "lifeExp"},
        "pop": {},
        "gdp": {"header": "gdpPercap"},
    }
    read = read_data(tmp_path, {"g.csv.gz": content}, described(columns, file="g.csv.gz", keys=["country", "year"]))
    source = pd.read_csv(_GAPMINDER, dtype=str)[["country", "continent", "year", "lifeExp", "pop", "gdpPercap"]]
    assert len(source) == 1704
    assert read.rows() == source.to_numpy().tolist()
    assert gzip.decompress(content).count(b"\n") == 1705


def test_every_county_of_the_unemployment_table_equals_the_source(tmp_path: Path) -> None:
    """No line of headings, codes with leading zeros, and numbers such as "23,288  "."""
    path = next(_BOKEH.rglob("unemployment09.csv.gz"))
    names = ["laus", "state_code", "county_code", "county", "year", "force", "employed", "unemployed", "rate"]
    figures = {name: {} for name in names[5:]}
    description = described(
        {**{name: {"kind": "label"} for name in names[:4]}, "year": {"kind": "period"}, **figures},
        file="u.csv.gz",
        keys=["state_code", "county_code"],
        format={"header_row": None, "headings": names, "thousands": ","},
    )
    read = read_data(tmp_path, {"u.csv.gz": path.read_bytes()}, description)
    source = pd.read_csv(path, dtype=str, header=None, names=names, keep_default_na=False)
    source = source.apply(lambda column: column.str.strip())
    wanted = source[names[:5]].join(source[names[5:]].apply(lambda column: column.str.replace(",", "")))
    assert len(wanted) == 3218
    assert read.rows() == wanted.to_numpy().tolist()
    assert sum(read.table.numbers["force"].scaled.tolist()) == sum(map(int, wanted["force"]))
