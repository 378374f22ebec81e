"""Descriptions of data files: names in other languages, what a description says of itself, and what is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from data_files import described, read_data

from yiwu_report.charts.kinds import CHART_SPECS
from yiwu_report.compute.views.steps import STEP_SPECS
from yiwu_report.inputs.load.load import ParsedFiles, load
from yiwu_report.inputs.tabular import read_table
from yiwu_report.inputs.validate import table_files, validate
from yiwu_report.model.table_files import FileTableSpec

TWO = ("en", "zh")
CSV = "name,名称,v\nAsia,亚洲,1\nAfrica,非洲,2\n".encode()
CASES = yaml.safe_load("""
- name: names under labels
  label: {labels: {Asia: {zh: 亚洲}, Africa: {zh: 非洲}}}
  names: {Asia: {zh: 亚洲}, Africa: {zh: 非洲}}
- name: names in a file
  label: {labels: {file: names.csv}}
  files: {names.csv: "name,zh,remark\\nAsia,亚洲,\\nAfrica,非洲,x\\nEurope,欧洲,\\n"}
  names: {Asia: {zh: 亚洲}, Africa: {zh: 非洲}, Europe: {zh: 欧洲}}
- name: a heading for each language
  label: {header: {en: name, zh: 名称}}
  names: {Asia: {en: Asia, zh: 亚洲}, Africa: {en: Africa, zh: 非洲}}
- name: a name that lacks, which is told where the report shows it
  label: {labels: {Asia: {zh: 亚洲, en: ASIA}}}
  names: {Asia: {zh: 亚洲, en: ASIA}}
- name: a language that the report doesn't have
  label: {labels: {Asia: {fr: Asie}}}
  problems: ['data/tables/t.yaml:14:7: the report has no language "fr"; remove it, or list the language in content/site.yaml [unknown-language]']
- name: a file of names without a language
  label: {labels: {file: names.csv}}
  files: {names.csv: "name,fr\\nAsia,Asie\\n"}
  problems: ['data/files/names.csv:1:1: no heading after the first is a language of the report; write en and zh above the names [unknown-language]']
- name: a file of names that isn't there
  label: {labels: {file: name.csv}}
  problems: ['data/tables/t.yaml:14:13: there is no file "name.csv" in data/files/; did you mean "names.csv" or "t.csv"? [table-file]']
  files: {names.csv: "name,zh\\nAsia,亚洲\\n", t.md: x}
  others: ['data/files/names.csv:1:1: no table reads this file; describe it in "data/tables/names.yaml" with file: names.csv, or move it out of data/ [unread-file]']
""")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_names_in_other_languages(case: dict[str, Any], tmp_path: Path) -> None:
    title = {"title": {"en": "V", "zh": "值"}}
    columns = {"name": {"kind": "label", **case["label"]}, "v": title}
    description = {**described(columns, file="t.csv", keys=["name"]), "title": {"en": "T", "zh": "表"}}
    files = {"t.csv": CSV, **{name: text.encode() for name, text in case.get("files", {}).items()}}
    read = read_data(tmp_path, files, description, TWO)
    wanted = [*case.get("others", []), *case.get("problems", [])]
    assert read.lines == wanted
    if "names" in case:
        spec = read.site.tables["t"]
        assert isinstance(spec, FileTableSpec)
        labels = spec.columns["name"].labels
        assert labels is not None
        assert {text: {k: v.value for k, v in inner.items()} for text, inner in labels.items()} == case["names"]


DESCRIPTIONS = yaml.safe_load("""
- text: {keys: [town]}
  lines: ['data/tables/t.yaml:8:3: there is no column "town"; list it under columns: [unknown-column]']
- text: {keys: [v]}
  lines: ['data/tables/t.yaml:8:3: "v" is a column of figures; use one of name [unknown-column]']
- text: {keys: [name, name]}
  lines: ['data/tables/t.yaml:9:3: "name" is named twice; keep one [table-keys]']
- text: {keys: []}
  lines: ['data/tables/t.yaml:7:7: a list of 0 where at least 1 are expected; write the expected number [bad-value]']
- text: {periods_in_headings: year}
  lines:
  - 'data/tables/t.yaml:7:1: "year" is made of headings and not among the keys; add year to keys: [table-keys]'
  - 'data/tables/t.yaml:9:22: no column has a header: with {period}; write header: "{period}" in the column whose figures stand under periods [table-format]'
- text: {format: {drop: {v: ["1"]}}}
  lines: ['data/tables/t.yaml:10:3: "v" is a column of figures; use one of name [unknown-column]']
- text: {format: {decimal: "1"}}
  lines: ['data/tables/t.yaml:10:12: "1" is not one character that can stand between digits or cells; write one character in quotes, e.g. ",", or tab, space or none [bad-value]']
- text: {format: {missing: [{a: b}]}}
  lines: ['data/tables/t.yaml:11:5: a mapping where what a cell holds is expected; write it in quotes, e.g. "" [wrong-shape]']
- text: {format: {negative: [braces]}}
  lines: ['data/tables/t.yaml:11:5: unknown value "braces"; did you mean "brackets"? use one of brackets, trailing_minus [bad-value]']
- text: {defaults: {unit: things, source: exemple}}
  lines:
  - 'data/tables/t.yaml:4:9: there is no unit "things"; did you mean "thing"? [unknown-unit]'
  - 'data/tables/t.yaml:5:11: there is no source "exemple"; did you mean "example"? [unknown-source]'
- column: {dates: YYYY}
  lines: ['data/tables/t.yaml:15:5: "dates" is not allowed in a column of kind figure; remove it [unknown-key]']
- column: {kind: period, dates: DD.MM, title: {en: V}}
  lines: ['data/tables/t.yaml:14:12: "DD.MM" is not a pattern of a period; write one such as DD.MM.YYYY, MMM YYYY, YYYY Q, YYYY H or YYYY-WW [bad-value]']
- column: {period: no such period}
  lines: ['data/tables/t.yaml:15:13: there is no period "no such period"; define it under periods in content/site.yaml, or write a date [unknown-period]']
- column: {formula: v * 2, header: v}
  lines: ['data/tables/t.yaml:16:5: "header" is not allowed in a column with a formula; remove it [unknown-key]']
""")


@pytest.mark.parametrize("case", DESCRIPTIONS)
def test_a_description_that_contradicts_itself(case: dict[str, Any], tmp_path: Path) -> None:
    columns = {"name": {"kind": "label"}, "v": case.get("column", {})}
    description = {**described(columns, file="t.csv", keys=["name"]), **case.get("text", {})}
    columns = description.pop("columns")
    assert read_data(tmp_path, {"t.csv": CSV}, {**description, "columns": columns}).lines == case["lines"]


def test_a_column_by_formula_is_declared_and_not_read(tmp_path: Path) -> None:
    columns = {"name": {"kind": "label"}, "v": {}, "twice": {"formula": "v * 2"}}
    read = read_data(tmp_path, {"t.csv": CSV}, described(columns, file="t.csv", keys=["name"]))
    assert list(read.table.frame.columns) == ["name", "v"]
    spec = read.site.tables["t"]
    assert isinstance(spec, FileTableSpec)
    assert list(spec.columns) == ["name", "v", "twice"]
    assert spec.columns["twice"].unit == "thing"


def test_a_file_is_read_anew_only_if_it_or_its_description_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    description = described({"name": {"kind": "label"}, "v": {}}, file="t.csv", keys=["name"])
    read_data(tmp_path, {"t.csv": CSV}, description)
    times: list[str] = []

    def counted(name: str, *rest: Any) -> Any:
        times.append(name)
        return read_table.read_table(name, *rest)

    monkeypatch.setattr(table_files, "read_table", counted)
    parsed: ParsedFiles = {}

    def again() -> int:
        words = Path(__file__).parents[3] / "templates/words"
        site, _, problems = validate(load(tmp_path, [words], parsed), CHART_SPECS, STEP_SPECS)
        assert not problems
        assert site is not None
        assert site.column_tables["t"].row_count == 2
        return len(times)

    assert [again(), again()] == [1, 1]
    (tmp_path / "data/files/t.csv").write_bytes(CSV.replace(b"2", b"3"))
    assert [again(), again()] == [2, 2]
    text = (tmp_path / "data/tables/t.yaml").read_text("utf-8")
    (tmp_path / "data/tables/t.yaml").write_text(text.replace("en: v", "en: w"), "utf-8")
    assert [again(), again()] == [3, 3]


def test_texts_beside_data_need_no_table(tmp_path: Path) -> None:
    files = {"t.csv": CSV, "LICENCE": b"CC0", "readme.md": b"x", "licence.de.txt": b"x", ".hidden": b"x"}
    description = described({"name": {"kind": "label"}, "v": {}}, file="t.csv", keys=["name"])
    assert read_data(tmp_path, files, description).lines == []
    assert read_data(tmp_path, {"Other File.v2.xlsx": b"x"}, description).lines == [
        'data/files/Other File.v2.xlsx:1:1: no table reads this file; describe it in "data/tables/other_file.yaml" '
        "with file: Other File.v2.xlsx, or move it out of data/ [unread-file]"
    ]
