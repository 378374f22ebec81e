"""Numbers that stand twice in data/: of one measure, and in tables that look like copies."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
import yaml
from views import ROOT, UNITS, computed, table_file

from yiwu_report.compute.audit import likely_copies

CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/cases/facts_twice.yaml").read_text(encoding="utf-8"))
MORE_UNITS = """
thousand: {kind: measure, dimension: thing, factor: 1000, en: "{n} thousand things"}
day: {kind: date, en: "{n}"}
"""
COLUMNS = {"country": {"kind": "label"}, "year": {"kind": "period"}}


def files(case: dict[str, Any]) -> dict[str, str]:
    made = {"data/units.yaml": UNITS + MORE_UNITS}
    if "figures" in case:
        made["data/figures/f.yaml"] = f"defaults: {{source: example}}\nfigures:\n{indent(case['figures'], '  ')}\n"
    if "life" in case:
        measure = {"measure": case["measure"]} if "measure" in case else {}
        made["data/files/life.csv"] = "\n".join(["country,year,life", *case["life"]]) + "\n"
        columns = {**COLUMNS, "life": {"title": {"en": "Life"}, **measure}}
        made["data/tables/life.yaml"] = table_file(columns, ["country", "year"], "life.csv")
    for kind in ("tables", "views"):
        made |= {f"data/{kind}/{name}.yaml": text for name, text in case.get(kind, {}).items()}
    if "claims" in case:
        made["data/claims.yaml"] = case["claims"] + "\n"
    return made


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_facts_twice(case: dict[str, Any], tmp_path: Path) -> None:
    report = computed(tmp_path, files(case))
    without_remedy = [f"{line.partition('; ')[0]} [{line.rpartition('[')[2]}" for line in report.lines]
    assert without_remedy == case.get("problems", [])
    assert [str(each) for each in likely_copies(report.site, report.data)] == case.get("remarks", [])


def newcomer(corrected: str | None, **measure: str) -> dict[str, str]:
    """52 countries in a file, and the same typed once more, one of them corrected in the copy."""
    rows = {f"Country {number}": f"{50 + number * 0.613:.3f}" for number in range(52)}
    columns = {**COLUMNS, "life": {"title": {"en": "Life"}, **measure}}
    copied = {
        f"row_{at}": {"name": {"en": name}, "life": "39.613" if name == corrected else value}
        for at, (name, value) in enumerate(rows.items())
    }
    table = {
        "title": {"en": "Copy"},
        "defaults": {"source": "example", "unit": "thing", "period": "2007", **measure},
        "columns": {"name": {"kind": "label"}, "life": {"title": {"en": "Life"}}},
        "rows": copied,
    }
    return {
        "data/files/life.csv": "country,year,life\n" + "".join(f"{name},2007,{n}\n" for name, n in rows.items()),
        "data/tables/life.yaml": table_file(columns, ["country", "year"], "life.csv"),
        "data/tables/copy.yaml": yaml.safe_dump(table, sort_keys=False),
    }


def test_a_corrected_copy_stops_the_build(tmp_path: Path) -> None:
    assert computed(tmp_path / "same", newcomer(None, measure="life")).lines == []
    (line,) = computed(tmp_path / "other", newcomer("Country 7", measure="life")).lines
    assert 'copy.row_7.life is 39.613 (thing), but life["Country 7", 2007].life is 54.291 (thing) (data/files/' in line
    assert line.endswith("[fact-twice]")


def test_without_a_measure_the_copy_is_a_remark(tmp_path: Path) -> None:
    report = computed(tmp_path, newcomer("Country 7"))
    assert report.lines == []
    (remark,) = likely_copies(report.site, report.data)
    assert remark.message == (
        "copy.life looks like a copy of life.life: 51 of 52 numbers are the same, but copy.row_7.life is 39.613 (thing) "
        'and life["Country 7", 2007].life is 54.291 (thing)'
    )


def test_of_many_disagreements_ten_are_told(tmp_path: Path) -> None:
    made = newcomer(None, measure="life")
    made["data/files/life.csv"] = made["data/files/life.csv"].replace(",2007,", ",2007,1")
    lines = computed(tmp_path, made).lines
    assert len(lines) == 11
    assert sum("more than 10 other numbers of life differ" in line for line in lines) == 1
