"""Every row of the source's ledger stands in data/figures.json, as printed."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from project import ROOT

LEDGER = list(csv.DictReader((Path(__file__).parent / "ledger.csv").read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="session")
def exported(report: Path) -> dict[str, Any]:
    data = json.loads((report / "data" / "figures.json").read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def unit_in_chinese(unit: dict[str, Any]) -> str:
    """The unit as the ledger writes it: the pattern without its number; ranks are 位, an index has none."""
    if unit["kind"] == "ordinal":
        return "位"
    return unit["forms"]["zh"]["other"].replace("{n}", "") if unit["kind"] not in {"index", "date"} else ""


def test_the_ledger_is_whole() -> None:
    assert len(LEDGER) == 62
    assert sum(row["qualifier"] not in {"name", "date"} for row in LEDGER) == 60


@pytest.mark.parametrize("row", LEDGER, ids=[row["id"] for row in LEDGER])
def test_row(row: dict[str, str], exported: dict[str, Any]) -> None:
    if row["qualifier"] == "name":
        assert row["printed"] in (ROOT / "content/articles/index/zh.md").read_text(encoding="utf-8")
        assert all(figure["printed"] != row["printed"] for figure in exported["figures"])
        return
    figure = next(each for each in exported["figures"] if each["id"] == row["figure"])
    unit = exported["units"][figure["unit"]]
    expected = {key: row[key] for key in ("printed", "value", "qualifier", "status")} | {"paragraph": int(row["para"])}
    assert {key: figure[key] for key in expected} == expected
    if row["unit"] != "人":
        assert unit_in_chinese(unit) == row["unit"]


def test_each_figure_has_its_own_row() -> None:
    figures = [row["figure"] for row in LEDGER if row["figure"]]
    assert len(figures) == len(set(figures)) == 61
    assert (ROOT / "data").is_dir()
