"""Views of a file of 1,704 rows: what the commands for editors say of them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from gapminder import gapminder_with_views
from project import change, context_of, problems_of

from yiwu_report import cli
from yiwu_report.build.strict import strict_problems
from yiwu_report.editor.analysis.attention import unused
from yiwu_report.site.report import Context


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    root = gapminder_with_views(tmp_path_factory.mktemp("views") / "report")
    (root / "data/views/unneeded.yaml").write_text("title: {en: U, zh: 无}\nfrom: life_2007\n", encoding="utf-8")
    labels = "    labels: {Swaziland: {zh: 斯威士兰}}\n"
    heading = "    title: {en: Country, zh: 国家}\n"
    change(root, "data/tables/life.yaml", heading, heading + labels)
    return context_of(root)


def test_a_strict_build_refuses_rows_without_a_match_and_names_that_views_show(context: Context) -> None:
    names, rows = (str(each) for each in strict_problems(context.site, context.data, None))
    assert names.startswith('data/tables/life.yaml:10:5: "Australia", "Lesotho", ')  # once; Lesotho is in views
    assert 'more of life.country: no name in "zh"' in names
    assert rows == (
        "data/views/losses.yaml:5:5: 2 of 4 rows have a match in regions; without one: Zimbabwe; South Africa; their "
        "figures are missing: correct the names, or keep the rows that match with where: [unmatched-rows]"
    )


def test_a_view_that_nothing_uses_is_told(context: Context) -> None:
    assert [str(each) for each in unused(context)] == [
        "data/views/unneeded.yaml:1:1: no article places the view unneeded, and no chart, formula or claim uses it; "
        "write {{ table unneeded }}, or delete the file [unused]"
    ]


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        (
            "data/claims.yaml",
            'says: africa["Swaziland"].change',
            'says: africa["Swazland"].change',
            'data/claims.yaml:23:9: no row of africa has country "Swazland"; did you mean "Swaziland"',
        ),
        (
            "content/articles/africa/en.md",
            "- africa.count",
            "- africa.last.chnge",
            'content/articles/africa/en.md:6:5: the table africa has no column of figures "chnge"; did you mean "change"?',
        ),
        (
            "data/sources.yaml",
            "",
            "",
            'data/corrections.yaml:1:30: the table africa has no column of figures "chang"; did you mean "change"?',
        ),
    ],
)
def test_a_cell_that_a_view_lacks_is_a_problem(file: str, before: str, after: str, said: str, tmp_path: Path) -> None:
    root = gapminder_with_views(tmp_path / "report")
    if before:
        change(root, file, before, after)
    else:
        correction = "- {date: 2026-11-28, figure: 'africa[\"Chad\"].chang', kind: correction, before: 1, after: 2, reason: {en: W, zh: 错}}\n"
        (root / "data/corrections.yaml").write_text(correction, encoding="utf-8")
    (line,) = problems_of(root)
    assert line.startswith(said)


def test_diff_reads_views_of_a_published_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, old = gapminder_with_views(tmp_path / "report"), tmp_path / "old"
    assert cli.main(["--root", str(root), "--quiet", "--out", str(old)]) == 0
    file = root / "data/files/gapminder.csv.gz"
    rows = gzip.decompress(file.read_bytes()).decode()
    assert rows.count("Lesotho,Africa,2007,42.592") == 1
    file.write_bytes(
        gzip.compress(rows.replace("Lesotho,Africa,2007,42.592", "Lesotho,Africa,2007,43.592").encode(), mtime=0)
    )
    capsys.readouterr()
    assert cli.main(["diff", str(old), "--root", str(root)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("1 figure changed since ")
    assert 'because of life["Lesotho", 2007].life' in said
    assert said.count('\nafrica["Lesotho"].change:') == 1
    assert "content/charts/losses.yaml: losses (en, zh)" in said
