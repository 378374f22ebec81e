"""The page on method explains what a report has, and nothing that it doesn't have."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from html_reading import Element, read_html
from project import ROOT, files_of

from yiwu_report.build import Session, require_valid
from yiwu_report.editor.analysis.uses import uses_of
from yiwu_report.editor.diff.shown_ids import ShownIds

MINIMAL = ROOT / "tests" / "sites" / "minimal"
LOANS = """\
figures:
  loans.all:
    value: {value}
    unit: book
    source: report
    status: {status}
    title:
      zh: 借出
      en: Lent
"""


def project(folder: Path) -> Path:
    return shutil.copytree(MINIMAL, folder / "project")


def methods(root: Path) -> Element:
    return read_html(files_of(root)["en/methods/index.html"]).one("main")


def with_loans(folder: Path, value: str, status: str = "fact") -> Element:
    root = project(folder)
    text = LOANS.format(value=value, status=status)
    (root / "data/figures/loans.yaml").write_text(text, encoding="utf-8")
    return methods(root)


def sections(page: Element) -> list[str]:
    return [each.attributes["id"] for each in page.all("section")]


def test_a_small_report_has_its_own_words_only(tmp_path: Path) -> None:
    page = methods(project(tmp_path))
    heads = [each.text for each in page.one("table").all("th") if each.attributes["scope"] == "row"]
    assert heads == ["200", "more than 200", "about 200"]
    assert sections(page) == ["page-reading", "page-charts", "page-sources", "page-corrections", "page-licence"]
    assert [each.attributes["href"] for each in page.one("nav").all("a")] == [f"#{name}" for name in sections(page)]
    assert not re.search(r"plan|forecast|price|percent|investment|class|A range|paragraph|overlap", page.text)


def test_exact_numbers_need_no_table_of_words(tmp_path: Path) -> None:
    root = project(tmp_path)
    for path in (root / "data/figures/libraries.yaml", *root.glob("data/tables/*.yaml")):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"(?:about|over) ([0-9]+)", r"\1", re.sub(r" +tolerance:.*\n", "", text))
        path.write_text(text, encoding="utf-8")
    page = methods(root)
    assert not list(page.all("table"))
    assert "word for how sure" not in page.text


@pytest.mark.parametrize(
    ("value", "status", "said"),
    [
        ("40", "plan", "not yet carried out"),
        ("40", "forecast", "Expected by the source"),
        ("nearly 40", "fact", "less than this number by at most 10%"),
        ("class 1000", "fact", "order of magnitude"),
        ("under 40", "fact", "hollow"),
        ("30 to 40", "fact", "between the two numbers"),
        ("null", "fact", "not published"),
    ],
)
def test_what_comes_in_is_explained(value: str, status: str, said: str, tmp_path: Path) -> None:
    assert said in with_loans(tmp_path, value, status).text
    assert said not in methods(project(tmp_path / "without")).text


def test_the_page_is_made_of_which_kinds_there_are_and_not_of_each_number() -> None:
    with Session(MINIMAL) as session:
        stages = session.run()
        made = {each.path for each in uses_of("books.total", session, stages, require_valid(stages)).outputs}
    assert "en/figures/index.html" in made
    assert not {path for path in made if "methods" in path}


def test_the_note_of_a_source_stands_below_the_articles_that_use_it(tmp_path: Path) -> None:
    root = project(tmp_path)
    note = '  note: {zh: "截至{{ libraries.first }}", en: "Looks back to {{ libraries.first }}"}\n'
    path = root / "data/sources.yaml"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + note, encoding="utf-8")
    article = read_html(files_of(root)["en/index.html"])
    assert "Looks back to June 1958" in article.one("ol", class_="source-list").text
    with Session(root) as session:
        stages = session.run()
        output = next(each for each in stages.outputs if each.path == "en/index.html")
        assert "libraries.first" in ShownIds(require_valid(stages)).of(output)
