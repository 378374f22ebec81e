"""`new`: a report in any of the languages builds at once; nothing that is there is written over."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from project import ROOT, problems_of
from yaml_tools import schema_faults, schema_files, seen_in

from yiwu_report import cli
from yiwu_report.editor.new import LANGUAGES, report_files
from yiwu_report.editor.schema import modeline, schema_name
from yiwu_report.inputs.load.package_files import load_own_templates, load_skeleton

COMBINATIONS = [each for n in (1, 2) for each in itertools.permutations(LANGUAGES, n)]


def make(folder: Path, *arguments: str) -> int:
    return cli.main(["new", "report", str(folder), *arguments])


@pytest.mark.parametrize("languages", COMBINATIONS, ids="-".join)
def test_a_report_has_no_problems_and_no_other_language(
    languages: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "report"
    assert make(root, *(word for code in languages for word in ("--language", code))) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert f"The report is in {root}: " in out
    assert seen_in(root / "content/site.yaml")["languages"] == list(languages)
    assert problems_of(root) == []
    written = [path for path in root.rglob("*") if path.is_file() and ".schemas" not in path.parts]
    texts = {path.name: path.read_text(encoding="utf-8") for path in written}
    assert not any(re.search(r"#[a-z]{2}#", text) for text in texts.values())
    if "zh" not in languages:
        assert not any(re.search("[\u4e00-\u9fff]", text) for text in texts.values())
    assert {path.name for path in (root / "content/articles/index").iterdir()} == {f"{code}.md" for code in languages}
    for name, path in schema_files(root):
        assert schema_faults(name, seen_in(path), languages) == []


def test_what_the_issue_asks_for_is_there(tmp_path: Path) -> None:
    root = tmp_path / "report"
    assert make(root) == 0
    assert len(seen_in(root / "data/figures/trees.yaml")["figures"]) == 2
    assert len(list((root / "data/tables").iterdir())) == 1
    assert len(seen_in(root / "data/derived.yaml")) == 1
    assert len(seen_in(root / "data/claims.yaml")) == 1
    assert len(list((root / "content/charts").iterdir())) == 1
    assert (root / ".gitignore").read_text(encoding="utf-8") == "/public/\n/.cache/\n/copyedit.html\n/copyedit.md\n"
    assert (root / "README.md").read_text(encoding="utf-8").startswith("# The town’s trees\n")
    assert not (root / "templates").exists()
    for path in root.rglob("*.yaml"):
        name = path.relative_to(root).as_posix()
        assert path.read_text(encoding="utf-8").split("\n", 1)[0] == modeline(name)
        assert (root / ".schemas" / f"{schema_name(name)}.json").is_file()


def test_titles_are_those_that_are_given(tmp_path: Path) -> None:
    root = tmp_path / "report"
    titles = ["河: 一条 #河", 'The "river" $title']
    assert make(root, "--language", "zh", "--language", "en", "--title", titles[0], "--title", titles[1]) == 0
    assert seen_in(root / "content/site.yaml")["title"] == {"zh": titles[0], "en": titles[1]}
    assert (root / "README.md").read_text(encoding="utf-8").startswith(f"# {titles[0]}\n")
    assert problems_of(root) == []


def test_templates_come_along_if_asked_for(tmp_path: Path) -> None:
    root = tmp_path / "report"
    assert make(root, "--with-templates") == 0
    assert (root / "templates/base.html").read_bytes() == (ROOT / "templates/base.html").read_bytes()
    assert len(load_own_templates()) > 40
    assert problems_of(root) == []


def test_a_title_that_cannot_be_published_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "report"
    assert make(root, "--title", "The 39 steps") == 1
    assert '"39" is a number outside a reference' in capsys.readouterr().err
    assert not root.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--language", "zz"], 'there is no example in "zz"; use zh or en'),
        (["--language", "eng"], 'there is no example in "eng"; did you mean "en"?'),
        (["--language", "en", "--language", "en"], "a language is listed twice"),
        (["--title", "a", "--title", "b"], "give one --title for each language (en), or none"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(tmp_path / "report", *arguments) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "report").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert make(tmp_path) == 2
    assert "is not empty; choose a new folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    assert make(tmp_path / "notes.txt") == 2
    assert "is a file; choose a new folder" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert make(tmp_path / "empty") == 0


def test_the_skeleton_is_a_report_itself() -> None:
    assert problems_of(ROOT / "yiwu_report/editor/new/skeleton/report") == []
    assert {path.stem for path in (ROOT / "templates/words").glob("*.yaml")} == set(LANGUAGES)
    both = report_files(load_skeleton("report"), list(LANGUAGES), [], "2026-01-15")
    assert sum(name.startswith("content/articles/") for name in both) == len(LANGUAGES)


def test_an_article_is_a_draft_in_every_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "report"
    make(root, "--language", "zh", "--language", "en")
    capsys.readouterr()
    article = ["new", "article", "second-year", "--root", str(root)]
    assert cli.main([*article, "--title", "第二年", "--title", "The second year"]) == 0
    assert capsys.readouterr().out == (
        "content/articles/second-year/zh.md: a draft\ncontent/articles/second-year/en.md: a draft\n"
    )
    assert '\ntitle: "The second year"\n' in (root / "content/articles/second-year/en.md").read_text(encoding="utf-8")
    assert problems_of(root) == []
    assert cli.main(article) == 2
    assert "content/articles/second-year/zh.md already exists" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["Second Year"], 1, '"Second Year" is not a valid name of an article; use lower-case letters'),
        (["a/b"], 2, '"a/b" is not a valid name of an article'),
        (["more", "--title", "x"], 2, "give one --title for each language (zh, en), or none"),
        (["more", "--language", "en"], 2, "--language is for a report"),
        (["more", "--with-templates"], 2, "--with-templates is for a report"),
    ],
)
def test_a_wrong_article(
    arguments: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "report"
    make(root, "--language", "zh", "--language", "en")
    assert cli.main(["new", "article", *arguments, "--root", str(root)]) == code
    assert said in capsys.readouterr().err
    assert [path.name for path in (root / "content/articles").iterdir()] == ["index"]


def test_an_article_needs_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "article", "more", "--root", str(tmp_path)]) == 2
    assert "lists no languages; is this a report?" in capsys.readouterr().err
