"""Financial years: written 2008/09, told from months, on a scale of time and in downloads."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from charts_fixture import CHART, draw_case
from project import ROOT, silent

from yiwu_report import build
from yiwu_report.editor import check
from yiwu_report.model.period import PeriodError, parse_period
from yiwu_report.model.problem import InvalidInput
from yiwu_report.model.rules import Rule


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("2012-13", "write 2012/13 if it is a financial year"),
        ("2008/12", "write 2008-12 for a month, 2008/2012 for a span of years"),
        ("2008/11", "write 2008-11 for a month, 2008/2011 for a span of years"),
        ("2020/10", "write 2020-10"),
    ],
)
def test_what_is_no_financial_year_asks(written: str, remedy: str) -> None:
    with pytest.raises(PeriodError) as caught:
        parse_period(written)
    assert caught.value.remedy == remedy


def test_a_scale_of_time_has_financial_years() -> None:
    rows = {f"y{year}": {"year": f"{year}/{(year + 1) % 100:02}", "v": str(year % 7)} for year in range(1997, 2003)}
    table = {"columns": {"year": {"kind": "label"}, "v": {"unit": "firm", "title": "V"}}, "rows": rows}
    charts, problems = draw_case(
        {"tables": {"t": table}, "chart": {"kind": "line", "table": "t", "x": "year", "y": "v"}}
    )
    assert not problems
    figure = charts[CHART, "en"].figures[720]
    assert figure["data"][0]["x"] == [1997, 1998, 1999, 2000, 2001, 2002]
    words = {text for trace in figure["data"] if trace.get("mode") == "text" for text in trace["text"]}
    assert {"1997–98", "1999–00", "2002–03"} <= words


TABLE = """\
title: {{zh: 铁路, en: Rail}}
defaults: {{source: report, unit: visit}}
columns:
  name: {{kind: label, title: {{zh: 年, en: Year}}}}
  d: {{title: {{zh: 人次, en: Journeys}}}}
rows:
{rows}
"""


def _root(tmp_path: Path, years: list[str], *, are_labels: bool = False) -> Path:
    root = Path(
        shutil.copytree(ROOT / "tests/sites/minimal", tmp_path / "site", ignore=shutil.ignore_patterns(".cache"))
    )
    cells = "name: '{0}', d: 1" if are_labels else "name: a, d: {{value: 1, period: {0}}}"
    rows = "\n".join(f"  r{at}: {{{cells.format(year)}}}" for at, year in enumerate(years))
    (root / "data/tables/rail.yaml").write_text(TABLE.format(rows=rows), encoding="utf-8")
    return root


def _remarks(root: Path) -> list[str]:
    return [each.message for each in check.check(root, progress=silent) if each.rule is Rule.BAD_VALUE]


@pytest.mark.parametrize("are_labels", [False, True])
def test_months_that_look_like_financial_years_are_remarked_on(tmp_path: Path, *, are_labels: bool) -> None:
    root = _root(tmp_path, ["2008-09", "2009-10", "2010-11"], are_labels=are_labels)
    assert _remarks(root) == ['"2008-09" and the periods after it are read as months, but look like financial years']
    with pytest.raises(InvalidInput):
        build.build(root, root / "public", progress=silent, strict=True)


@pytest.mark.parametrize(
    "years", [["2008-09", "2008-10", "2008-11"], ["2008-09", "2009-10"], ["2008-09", "2009-09", "2010-09"]]
)
def test_months_are_months(tmp_path: Path, years: list[str]) -> None:
    assert _remarks(_root(tmp_path, years)) == []


def test_downloads_have_the_year_as_written(tmp_path: Path) -> None:
    root = _root(tmp_path, ["2008/09", "2009/10", "2010/11"])
    assert _remarks(root) == []
    build.build(root, root / "public", progress=silent)
    figures = json.loads((root / "public/data/figures.json").read_bytes())["figures"]
    assert {each["period"] for each in figures if each["id"].startswith("rail.")} == {"2008/09", "2009/10", "2010/11"}
    with next((root / "public/data").glob("figures*.csv")).open(encoding="utf-8-sig") as file:
        assert "2009/10" in {row["period"] for row in csv.DictReader(file)}
    assert "2009–10" in (root / "public/en/figures/index.html").read_text(encoding="utf-8")
