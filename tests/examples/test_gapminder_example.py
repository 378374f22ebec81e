"""examples/gapminder: it builds without a remark, and one cell of its file changes what depends on it and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from gapminder import CHANGES, EXAMPLE, FILE, changed, gapminder_report, printed
from html_reading import read_html
from project import context_of, files_of

from yiwu_report import cli
from yiwu_report.build.strict import strict_problems
from yiwu_report.compute.views.view_table import ViewTable

CASES = yaml.safe_load(CHANGES.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gapminder_report(tmp_path_factory.mktemp("example") / "report", EXAMPLE)


@pytest.fixture(scope="module")
def site(root: Path) -> Mapping[str, bytes]:
    return files_of(root)


def test_the_checks_pages_have_no_raw_formula(site: Mapping[str, bytes]) -> None:
    for name in ("checks/index.html", "zh/checks/index.html"):
        page = read_html(site[name])
        assert len(list(page.all("h3"))) > 20
        assert list(page.all("code")) == []


def test_there_is_nothing_to_remark_on(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(root), "check"]) == 0
    assert capsys.readouterr().out == "No problems.\n"
    context = context_of(root)
    assert strict_problems(context.site, context.data, None) == ()


def test_no_number_of_the_file_is_typed(root: Path) -> None:
    """Not as the file has it, and not as a page shows it."""
    source = printed()
    life, people = set(source["lifeExp"]), set(source["pop"])
    shown = {f"{float(number):.1f}" for number in life} | life | people
    for path in [*(root / "data").rglob("*.yaml"), *(root / "content").rglob("*.*"), root / "README.md"]:
        typed = set(re.findall(r"[0-9]+\.[0-9]+|[0-9]{5,}", path.read_text(encoding="utf-8")))
        assert not typed & shown, path


def test_its_superlative_is_that_of_the_file(root: Path, site: Mapping[str, bytes]) -> None:
    source = printed().reset_index()
    africa = source[source["continent"] == "Africa"].pivot_table(
        index="country", columns="year", values="lifeExp", aggfunc=lambda cells: float(cells.iloc[0])
    )
    change = (africa["2007"] - africa["1992"]).sort_values()
    view = context_of(root).data.tables["africa"]
    assert isinstance(view, ViewTable)
    assert view.texts("country", "en") == list(change.index)
    assert f"{change.iloc[0]:.1f}" == "-18.9"
    assert (change < -9).sum() == 6
    english, chinese = (read_html(site[page]).text for page in ("index.html", "zh/index.html"))
    assert "The country had lost 18.9 years, the largest fall of all in Africa" in english
    assert "Six countries lost more than nine years" in english
    assert "这个国家丢掉了18.9岁，全非洲跌幅最大" in chinese


def test_the_file_is_not_in_the_repository() -> None:
    ignored = (EXAMPLE / ".gitignore").read_text(encoding="utf-8").split()
    assert f"/data/files/{FILE.name}" in ignored


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_cell_changes_exactly_this(case: dict[str, Any], tmp_path: Path) -> None:
    found = changed(case, tmp_path / "report")
    assert found == {key: value for key, value in case.items() if key not in {"name", "cell"}}


def test_every_view_follows_some_cell_of_the_cases() -> None:
    """So that no view could stay behind unnoticed."""
    followed = {name.split(".")[0] for case in CASES for name in case.get("views", []) if "." in name}
    assert followed == {path.stem for path in (EXAMPLE / "data" / "views").glob("*.yaml")}
