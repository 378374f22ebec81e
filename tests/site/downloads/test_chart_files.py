"""What a chart can be taken away as, and the bundle that draws it on the page."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path

import pytest
from project import change, copy_report, files_of, problems_of

from yiwu_report.inputs.load.package_files import load_plotly_js
from yiwu_report.svg import fault_of_bundle


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return files_of(copy_report(tmp_path_factory.mktemp("files")))


def test_each_chart_has_each_form_in_each_language(files: Mapping[str, bytes]) -> None:
    names = sorted(name for name in files if name.startswith("data/charts/"))
    assert len(names) == 11 * 2 * 3
    page = files["en/index.html"].decode()
    assert all(f"../{name}" in page for name in names if ".en." in name)


def test_svg_stands_alone(files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        if name.endswith(".svg") and "charts" in name:
            text = content.decode()
            assert ET.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"
            assert "var(--" not in text
            assert "href" not in text


def test_csv_is_no_more_certain_than_its_source(files: Mapping[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(files["data/charts/pv_investment.en.csv"].decode("utf-8-sig"))))
    risen = next(row for row in rows if row["figure"] == "projects.risen.investment")
    assert (risen["value"], risen["low"], risen["high"], risen["qualifier"], risen["status"]) == (
        "200",
        "200",
        "300",
        "odd",
        "plan",
    )


def test_json_is_a_figure_with_its_words(files: Mapping[str, bytes]) -> None:
    figure = json.loads(files["data/charts/parks_completed.zh.json"])
    assert figure["data"]
    assert figure["layout"]["meta"]["title"]


HEAD = "/**\n* plotly.js (basic - minified) v{}\n*/\n"
INSTALLED = load_plotly_js().decode()


@pytest.mark.parametrize(
    ("bundle", "said"),
    [
        (HEAD.format("4.1.1") + 'moduleType:"trace",name:"bar" moduleType:"trace",name:"scatter"', None),
        (HEAD.format("3.0.0"), "plotly.js 3.0.0, and pictures are drawn by 4.1.1"),
        (HEAD.format("4.1.1") + 'moduleType:"trace",name:"scatter"', "the bundle cannot draw bar"),
        ("alert(1)", "this is not a plotly.js bundle"),
    ],
)
def test_a_bundle_is_of_the_same_version_and_draws_what_is_used(bundle: str, said: str | None) -> None:
    installed = HEAD.format("4.1.1")
    fault = fault_of_bundle(bundle, installed, {"bar", "scatter"})
    assert (fault and fault[0]) == said


def test_the_installed_bundle_is_one(tmp_path: Path) -> None:
    assert fault_of_bundle(INSTALLED, INSTALLED, {"bar", "scatter", "pie"}) is None
    root = copy_report(tmp_path)
    change(root, "content/site.yaml", "published:", "plotly_js: node_modules/missing.js\npublished:")
    assert [line.partition(": ")[2] for line in problems_of(root)] == [
        "node_modules/missing.js cannot be read; install it there, or remove plotly_js: [missing-file]"
    ]
    (root / "node_modules").mkdir()
    (root / "node_modules" / "missing.js").write_text(INSTALLED, encoding="utf-8")
    assert problems_of(root) == []
