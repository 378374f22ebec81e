"""Lines in the rows of tables: no more certain than their values, and told in words."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from html_reading import read_html
from project import ROOT, files_of

CASES = yaml.safe_load((ROOT / "tests" / "cases" / "sparklines.yaml").read_text(encoding="utf-8"))
HEAD = """
title: {zh: 历年到馆, en: Visits over the years}
defaults: {source: report, unit: visit}
columns:
  name: {kind: label}
  y2019: {period: 2019, title: {zh: 2019年, en: "2019"}}
  y2020: {period: 2020, title: {zh: 2020年, en: "2020"}}
  y2023: {period: 2023, title: {zh: 2023年, en: "2023"}}
"""


def report(folder: Path, case: dict[str, Any]) -> Path:
    """The minimal report with a table of the rows of a case, drawn as lines."""
    shutil.copytree(ROOT / "tests" / "sites" / "minimal", folder)
    names = {"one": {"zh": "一", "en": "One"}, "two": {"zh": "二", "en": "Two"}}
    values = {"one": case["values"], "two": case.get("beside")}
    rows = {
        row: {"name": names[row], **dict(zip(("y2019", "y2020", "y2023"), each, strict=True))}
        for row, each in values.items()
        if each
    }
    (folder / "content" / "tables").mkdir()
    written = HEAD + yaml.safe_dump({"rows": rows}, allow_unicode=True)
    (folder / "data" / "tables" / "years.yaml").write_text(written, encoding="utf-8")
    display = f"table: years\nsparkline: [y2019, y2020, y2023]\nsparkline_scale: {case.get('scale', 'table')}\n"
    (folder / "content" / "tables" / "years.yaml").write_text(display, encoding="utf-8")
    for code in ("en", "zh"):
        with (folder / "content" / "articles" / "index" / f"{code}.md").open("a", encoding="utf-8") as article:
            article.write("\n{{ table years }}\n")
    return folder


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_line_is_no_more_certain_than_its_values(case: dict[str, Any], tmp_path: Path) -> None:
    files = files_of(report(tmp_path / "report", case))
    for code, path in (("zh", "index.html"), ("en", "en/index.html")):
        page = read_html(files[path])
        [shown] = [each for each in page.all("table") if each.attributes.get("id") == "table-years"]
        cell = next(shown.one("tbody").all("td"))
        assert {each.attributes["class"]: each.attributes["d"] for each in cell.all("path")} == case["paths"]
        assert cell.text.strip() == ("" if case["paths"] else "—")
        for line in cell.all("svg"):
            assert line.attributes["role"] == "img"
            assert line.attributes["aria-label"] == case.get(code, line.attributes["aria-label"])


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ({"values": [10, 20, 30]}, ["Lines: one scale for all rows, from 10 visits to 30 visits"]),
        (
            {"values": [10, "over 20", None], "scale": "row"},
            [
                "Lines: each on its own scale, from its lowest to its highest value; compare shapes, not heights",
                "open beyond the point: more than the number shown",
                "gap: not published",
            ],
        ),
    ],
)
def test_the_scale_and_the_marks_are_explained(case: dict[str, Any], said: list[str], tmp_path: Path) -> None:
    page = read_html(files_of(report(tmp_path / "report", case))["en/index.html"])
    [keys] = [each for each in page.all("ul") if "table-keys" in each.attributes.get("class", "")]
    assert [each.text.strip() for each in keys.all("li")] == said
