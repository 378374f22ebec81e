"""Every file of a site is listed before any is made, and no two have one path."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from project import ROOT, change, context_of, copy_report, problems_of

from yiwu_report.editor.diff.shown_ids import ShownIds
from yiwu_report.model.output import Output, OutputId, OutputKind, Stage
from yiwu_report.site.plan import KINDS, content_of, find_clashes, plan_outputs

MINIMAL = ROOT / "tests" / "sites" / "minimal"


@pytest.fixture
def minimal(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path / "minimal"))


def by_path(root: Path) -> dict[str, Output]:
    return {output.path: output for output in plan_outputs(context_of(root))}


def test_pages_of_both_languages_and_data() -> None:
    outputs = by_path(MINIMAL)
    pages = {path for path, output in outputs.items() if output.stage is Stage.PAGE}
    names = (
        *("index.html", "figures/index.html", "methods/index.html", "corrections/index.html"),
        "charts/visits/index.html",
    )
    assert pages == {*names, *(f"en/{name}" for name in names), "404.html"}
    assert {path for path, output in outputs.items() if output.stage is Stage.DATA} == {
        "data/figures.csv",
        "data/figures.json",
        *(f"data/data-package.{code}.zip" for code in ("zh", "en")),
        *(f"data/charts/visits.{code}.{form}" for code in ("zh", "en") for form in ("svg", "csv", "json")),
    }
    assert {"favicon.svg"} < {path for path, output in outputs.items() if output.stage is Stage.ASSET}


def test_first_language_stands_at_the_root(minimal: Path) -> None:
    change(minimal, "content/site.yaml", "  - zh\n  - en\n", "  - en\n  - zh\n")
    outputs = by_path(minimal)
    assert outputs["index.html"].language == "en"
    assert outputs["zh/index.html"].language == "zh"


def test_another_article_has_a_folder(minimal: Path) -> None:
    shutil.copytree(minimal / "content/articles/index", minimal / "content/articles/readers")
    outputs = by_path(minimal)
    assert outputs["readers/index.html"].id == OutputId(OutputKind.ARTICLE, "readers", "zh")
    assert outputs["en/readers/index.html"].language == "en"


def test_drafts_are_left_out(minimal: Path) -> None:
    shutil.copytree(minimal / "content/articles/index", minimal / "content/articles/readers")
    for code in ("zh", "en"):
        change(minimal, f"content/articles/readers/{code}.md", "---\ntitle", "---\ndraft: true\ntitle")
    assert "readers/index.html" not in by_path(minimal)


def test_every_kind_says_what_makes_it() -> None:
    assert set(KINDS) == set(OutputKind)


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (OutputId(OutputKind.ARTICLE, "readers", "en"), "article readers"),
        (OutputId(OutputKind.FEED, language="en"), "feed"),
        (OutputId(OutputKind.DATA_PACKAGE, language="en"), "package en"),
        (OutputId(OutputKind.CHART_FILE, "visits.2", "en", "svg"), "chart visits.2.en.svg"),
        (OutputId(OutputKind.CHART_SCRIPT, "{name}", "zh"), "asset chart {name}.zh"),
        (OutputId(OutputKind.FIGURES_CSV, encoding="br"), "br data figures.csv"),
    ],
)
def test_what_people_are_told_of_an_output(output: OutputId, words: str) -> None:
    assert str(output) == words


def test_what_a_file_shows() -> None:
    context = context_of(MINIMAL)
    of = {each.id: ShownIds(context).of(each) for each in plan_outputs(context)}
    shown = {"branches.centre.visits", "branches.north.visits"}
    article = of[OutputId(OutputKind.ARTICLE, "index", "zh")]
    assert article == {"libraries.open", "books.total", "chart visits", *shown}
    assert of[OutputId(OutputKind.CHART_SCRIPT, "visits", "en")] == {*shown, "chart visits"}
    assert {"libraries.first", "table branches"} < of[OutputId(OutputKind.FIGURES_JSON)]
    assert of[OutputId(OutputKind.ASSET, "site.css")] == frozenset()


def test_assets_are_named_by_their_content(minimal: Path) -> None:
    before = {output.id: output.path for output in plan_outputs(context_of(minimal))}
    change(minimal, "data/tables/branches.yaml", "visits: 90000", "visits: 90001")
    after = {output.id: output.path for output in plan_outputs(context_of(minimal))}
    changed = {str(each) for each in before if before[each] != after[each]}
    assert changed == {"asset chart visits.zh", "asset chart visits.en"}


def test_a_report_without_charts_brings_no_plotly(minimal: Path) -> None:
    for code in ("zh", "en"):
        change(minimal, f"content/articles/index/{code}.md", "{{ chart visits }}\n", "")
    paths = by_path(minimal)
    assert not [path for path in paths if "plotly" in path or "charts/" in path]


@pytest.mark.parametrize("slug", ["figures", "methods", "corrections", "en"])
def test_an_article_that_takes_a_page_of_the_site(slug: str, minimal: Path) -> None:
    shutil.copytree(minimal / "content/articles/index", minimal / "content/articles" / slug)
    found = [line for line in problems_of(minimal) if "[output-clash]" in line]
    assert found, problems_of(minimal)
    assert found[0].startswith(f"content/articles/{slug}/")


def test_a_file_where_another_needs_a_folder() -> None:
    context = context_of(MINIMAL)
    outputs = plan_outputs(context)
    page = next(output for output in outputs if output.path == "index.html")
    clash = replace(page, path="Figures", id=OutputId(OutputKind.ARTICLE, "index", "zh"))
    assert [problem.message for problem in find_clashes((*outputs, clash), context)] == [
        "two outputs have the path Figures: figures and article index"
    ]


def test_one_language_leaves_no_trace_of_a_second(tmp_path: Path) -> None:
    root = tmp_path / "one"
    shutil.copytree(MINIMAL, root)
    (root / "content/articles/index/zh.md").unlink()
    for path in [*root.rglob("*.yaml")]:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.strip().startswith(("zh:", "- zh"))]
        path.write_text("".join(kept), encoding="utf-8")
    context = context_of(root)
    for output in plan_outputs(context):
        assert not output.path.startswith(("en/", "zh/"))
        if output.stage is Stage.PAGE:
            page = content_of(output, context).decode()
            assert "hreflang" not in page
            assert "中文" not in page
            assert '<html lang="en">' in page


def test_the_repository_report_has_no_clash(tmp_path: Path) -> None:
    context = context_of(copy_report(tmp_path))
    outputs = plan_outputs(context)
    assert find_clashes(outputs, context) == ()
    assert list(outputs) == sorted(outputs)
    assert len({output.path.casefold() for output in outputs}) == len(outputs)
