"""A name that some disks cannot hold is found before anything is made, at the file that has it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from project import problems_of, silent

from yiwu_report import build
from yiwu_report.editor import check
from yiwu_report.model.problem import InvalidInput

MINIMAL = Path(__file__).resolve().parent.parent / "sites" / "minimal"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path / "project"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot make a folder or a file of this name")
def test_a_name_of_windows_is_refused(root: Path) -> None:
    folder = Path(shutil.copytree(root / "content/articles/index", root / "content/articles/con"))
    (root / "content/charts/visits.yaml").rename(root / "content/charts/aux.yaml")
    for article in root.glob("content/articles/*/*.md"):
        article.write_text(article.read_text(encoding="utf-8").replace("chart visits", "chart aux"), encoding="utf-8")
    kept = "can't be written everywhere: Windows reserves the name"
    remedy = "rename the input it is made from [output-name]"
    *articles, chart = problems_of(root)  # one for a chart, which has eight outputs
    assert articles == [
        f'content/articles/{folder.name}/en.md:1:1: "en/con/index.html" (article con) {kept} "con" for itself; {remedy}',
        f'content/articles/{folder.name}/zh.md:1:1: "con/index.html" (article con) {kept} "con" for itself; {remedy}',
    ]
    assert chart.startswith("content/charts/aux.yaml:1:1: ")
    assert chart.endswith(f'{kept} "aux" for itself; {remedy}')


def test_a_check_finds_what_a_build_would(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "content/articles/index", root / "content/articles/methods")
    with pytest.raises(InvalidInput) as built:
        build.build(root, tmp_path / "public", progress=silent)
    with pytest.raises(InvalidInput) as checked:
        check.check(root, progress=silent)
    assert [str(each.rule) for each in checked.value.problems] == ["output-clash"] * 2
    assert checked.value.problems == built.value.problems
    assert not (tmp_path / "public").exists()
