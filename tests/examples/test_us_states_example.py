"""examples/us_states: a tile map over a file that is not in this repository; it builds without a remark."""

from __future__ import annotations

import csv
import gzip
import shutil
from collections import defaultdict
from pathlib import Path

import bokeh_sampledata
import pytest
from project import ROOT, context_of, files_of

from yiwu_report import cli
from yiwu_report.build.strict import strict_problems

FILE = Path(bokeh_sampledata.__file__).parent / "_data" / "unemployment09.csv.gz"
EXAMPLE = ROOT / "examples" / "us_states"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example") / "report"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("public", ".cache", FILE.name))
    shutil.copyfile(FILE, folder / "data" / "files" / FILE.name)
    return folder


def test_there_is_nothing_to_remark_on(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(root), "check"]) == 0
    assert capsys.readouterr().out == "No problems.\n"
    context = context_of(root)
    assert strict_problems(context.site, context.data, None) == ()


def test_each_tile_shows_the_rate_of_its_counties(root: Path) -> None:
    with gzip.open(FILE, "rt", encoding="utf-8") as stream:
        people: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for _, state, _, _, _, labour_force, _, unemployed, _ in csv.reader(stream):
            if state != "72":
                people[state][0] += int(labour_force.strip().replace(",", ""))
                people[state][1] += int(unemployed.strip().replace(",", ""))
    rates = sorted((unemployed / labour for labour, unemployed in people.values()), reverse=True)
    chart = context_of(root).charts["states", "en"]
    assert [row[1].text for row in chart.rows.rows] == [f"{100 * rate:.1f}%" for rate in rates]
    texts = [text for trace in chart.figures[360]["data"] if trace.get("mode") == "text" for text in trace["text"]]
    assert len({text for text in texts if len(text) == 2}) == len(people) == 51


def test_names_are_those_of_the_layout_in_each_language(root: Path) -> None:
    pages = files_of(root)
    assert "密歇根14.8%" in "".join(pages["zh/charts/states/index.html"].decode().split())
    assert "schematic" in pages["charts/states/index.html"].decode().lower()


def test_the_file_is_not_in_the_repository() -> None:
    ignored = (EXAMPLE / ".gitignore").read_text(encoding="utf-8").split()
    assert f"/data/files/{FILE.name}" in ignored
