"""Remarks of `check`: what an editor wrote and nothing shows or uses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from project import ROOT, silent

from yiwu_report import cli
from yiwu_report.editor import check

MINIMAL = ROOT / "tests" / "sites" / "minimal"
FILES = {
    "content/charts/forgotten.yaml": """\
kind: bar
figures: [staff.drawn]
title: {zh: 员工, en: Staff}
subtitle: {zh: 人, en: People}
""",
    "content/charts/half.yaml": """\
kind: bar
figures: [staff.all]
title: {zh: 员工, en: Staff}
subtitle: {zh: 人, en: People}
""",
    "content/articles/later/zh.md": "---\ntitle: 以后\ndraft: true\n---\n\n{{ staff.later }}\n",
    "data/figures/staff.yaml": """\
defaults: {source: report, unit: library}
figures:
  staff.all:
    value: 85
    title: {zh: 员工, en: Staff}
  staff.drawn:  # by a chart that no article places
    value: 80
    title: {zh: 画出的, en: Drawn}
  staff.quoted:  # in its own note alone
    value: 70
    title: {zh: 引用的, en: Quoted}
    note: {zh: "{{ staff.quoted }}", en: "{{ staff.quoted }}"}
  staff.calculated:
    value: 60
    title: {zh: 算进去的, en: Used elsewhere}
  staff.claimed:
    value: 50
    title: {zh: 核对的, en: Claimed}
  staff.later:  # in a draft
    value: 40
    title: {zh: 以后的, en: Later}
""",
    "data/derived.yaml": """\
staff.more:
  formula: staff.calculated + 1
  unit: library
  title: {zh: 多一个, en: One more}
""",
    "data/claims.yaml": """\
checked:
  holds: staff.claimed < 60
said:
  holds: staff.claimed < 60
  title: {zh: "员工{{ claim said }}", en: "The staff is {{ claim said }}"}
  words: {zh: 不多, en: small}
""",
    "data/sources.yaml": "census:\n  title: {zh: 普查, en: Census}\n",
    "data/tables/hours.yaml": """\
title: {zh: 开放时间, en: Opening hours}
defaults: {source: report, unit: visit}
columns:
  name: {kind: label}
  opened: {title: {zh: 开门, en: Opened}}
  twice: {formula: opened * 2, title: {zh: 翻倍, en: Twice}}
rows:
  centre: {name: {zh: 总馆, en: Main library}, opened: 9}
""",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    shutil.copytree(MINIMAL, root)
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((path.read_text("utf-8") if path.is_file() else "") + text, encoding="utf-8")
    front = root / "content/articles/index/zh.md"
    front.write_text(front.read_text("utf-8") + "\n{{ chart half }}\n", encoding="utf-8")
    return root


def test_what_nothing_uses_is_a_remark_and_no_problem(root: Path) -> None:
    assert [str(each) for each in check.check(root, progress=silent)] == [
        "content/charts/forgotten.yaml:1:1: no article shows the chart forgotten; "
        "write {{ chart forgotten }} on a line of its own, or delete the file [unused]",
        'content/charts/half.yaml:1:1: no article in "en" shows the chart half; '
        "write {{ chart half }} on a line of its own, or delete the file [unused]",
        "data/claims.yaml:3:1: no text shows the words of the claim said; "
        "write {{ claim said }}, or remove its words: [unused]",
        "data/derived.yaml:1:1: no text, chart, formula or claim uses the figure staff.more; "
        "use it, or remove it [unused]",
        "data/figures/libraries.yaml:17:3: no text, chart, formula or claim uses the figure libraries.first; "
        "use it, or remove it [unused]",
        "data/figures/staff.yaml:6:3: no text, chart, formula or claim uses the figure staff.drawn; "
        "use it, or remove it [unused]",
        "data/figures/staff.yaml:9:3: no text, chart, formula or claim uses the figure staff.quoted; "
        "use it, or remove it [unused]",
        "data/sources.yaml:5:1: no figure or claim uses the source census; "
        "remove it: readers would look for its figures [unused]",
        "data/tables/hours.yaml:1:1: no article places the table hours, and no chart, formula or claim uses it; "
        "write {{ table hours }}, or delete the file [unused]",
    ]


LINKS = [
    # slugs of articles -> what their text is; those that a remark names; "-" before a slug: a draft
    ({"index": "", "more": ""}, {"more"}),
    ({"index": "[more](@/more)", "more": ""}, set()),
    ({"index": "[more](@/more/#start)", "more": "## Start {#start}"}, set()),
    ({"index": "[more][1]\n\n[1]: @/more", "more": ""}, set()),
    ({"index": '<a href="@/more">more</a>', "more": ""}, set()),
    ({"index": "[more](@/more)", "more": "[last](@/last)", "last": ""}, set()),
    ({"index": "", "more": "[last](@/last)", "last": "[more](@/more)"}, {"more", "last"}),
    ({"index": "", "more": "[more](@/more)"}, {"more"}),
    ({"index": "", "more": "[index](@/index)"}, {"more"}),
    ({"index": "`[more](@/more)`", "more": ""}, {"more"}),
    ({"index": "", "-more": "[last](@/last)", "last": ""}, {"last"}),
]


@pytest.mark.parametrize(("articles", "expected"), LINKS)
def test_an_article_that_no_links_lead_to(articles: dict[str, str], expected: set[str], tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(MINIMAL, root)
    for slug, text in articles.items():
        draft = "draft: true\n" if slug.startswith("-") else ""
        folder = root / "content" / "articles" / slug.removeprefix("-")
        folder.mkdir(exist_ok=True)
        for code in ("zh", "en"):
            (folder / f"{code}.md").write_text(f"---\ntitle: Title\n{draft}---\n\n{text}\n", encoding="utf-8")
    found = {str(each) for each in check.check(root, progress=silent) if "no links lead" in each.message}
    assert found == {
        f'content/articles/{slug}/{code}.md:1:1: no links lead from the front page in "{code}" to the article {slug}; '
        f"link to it with [text](@/{slug}), or make it a draft [unused]"
        for slug in expected
        for code in ("zh", "en")
    }


def test_the_reports_of_the_repository_have_none() -> None:
    assert check.check(ROOT, progress=silent) == ()


def test_remarks_on_the_command_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--root", str(root)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["No problems.", "9 things not used anywhere:"]
    assert len(lines) == 11
    assert cli.main(["check", "--root", str(root), "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [each["rule"] for each in said["remarks"]] == ["unused"] * 9
    assert cli.main(["check", "--root", str(root), "--format", "github"]) == 0
    assert capsys.readouterr().out.count("::notice file=") == 9
