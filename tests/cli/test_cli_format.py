"""`--format`: problems as annotations of GitHub and as JSON, from `check` and `build` over a real project."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from project import ROOT, change

from yiwu_report import cli
from yiwu_report.cli.problem_forms import as_annotation, as_json
from yiwu_report.model.problem import Place

FIGURES = "data/figures/libraries.yaml"
MESSAGE = '"12 libraries" contains a unit, "libraries"'
REMEDY = "write 12 and name the unit under unit:"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound project in reports/libraries of a repository, which is the current folder."""
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(
        ROOT / "tests" / "sites" / "minimal", "reports/libraries", ignore=shutil.ignore_patterns(".cache", "public")
    )
    root = Path("reports/libraries")
    figures = (root / FIGURES).read_text(encoding="utf-8")
    unused = figures.index("  libraries.first:")  # which check would remark on
    (root / FIGURES).write_text(figures[:unused], encoding="utf-8")
    return root


def spoil(root: Path) -> None:
    change(root, FIGURES, "value: 12\n", "value: 12 libraries\n")


@pytest.mark.parametrize("command", [["check"], ["build"], []])
@pytest.mark.parametrize("before", [True, False])
def test_github(root: Path, capsys: pytest.CaptureFixture[str], command: list[str], before: bool) -> None:
    spoil(root)
    options = ["--root", str(root), "--format", "github"]
    assert cli.main([*options, *command] if before else [*command, *options]) == 1
    out, err = capsys.readouterr()
    place = f"file=reports/libraries/{FIGURES},line=6,col=12,title=number-form"
    assert out == f"::error {place}::{MESSAGE}; {REMEDY}\n"
    assert err.startswith(f"{FIGURES}:6:12: {MESSAGE}; {REMEDY} [number-form]\n1 problem")


def test_the_file_is_named_from_the_top_of_the_repository(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spoil(root)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "reports"))
    cli.main(["check", "--root", str(root), "--format", "github"])
    assert "file=libraries/data/" in capsys.readouterr().out
    monkeypatch.chdir(root)
    monkeypatch.delenv("GITHUB_WORKSPACE")
    cli.main(["check", "--format", "github"])
    assert "file=data/figures/" in capsys.readouterr().out


def test_what_has_a_meaning_for_github_is_escaped() -> None:
    assert as_annotation(Place("a,b:c%.yaml", 2, 3), "100%\r\n::stop::\x1b[2J", "error", "", "x") == (
        "::error file=a%2Cb%3Ac%25.yaml,line=2,col=3,title=x::100%25%0D%0A::stop::\\x1b[2J"
    )


def test_github_has_nothing_to_annotate(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--root", str(root), "--format", "github"]) == 0
    assert capsys.readouterr() == ("No problems.\n", "")


def test_remarks_are_warnings(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, FIGURES, "value: 12\n", "value: 12\n    printed: 13家\n")
    assert cli.main(["check", "--root", str(root), "--format", "github"]) == 0
    assert "\n::warning file=reports/libraries/data/" in capsys.readouterr().out
    assert cli.main(["check", "--root", str(root), "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [each["rule"] for each in report["remarks"]] == ["printed-differs"]
    assert report["problems"] == []


@pytest.mark.parametrize("command", ["check", "build"])
def test_json_is_all_that_standard_output_gets(root: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    spoil(root)
    assert cli.main([command, "--root", str(root), "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    assert json.loads(out) == {
        "version": 1,
        "problems": [
            {
                "file": FIGURES,
                "line": 6,
                "column": 12,
                "rule": "number-form",
                "message": MESSAGE,
                "remedy": REMEDY,
            }
        ],
        "remarks": [],
    }


def test_json_of_a_good_run(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--root", str(root), "--format", "json", "--quiet"]) == 0
    assert json.loads(capsys.readouterr().out) == {"version": 1, "problems": [], "remarks": []}
    assert cli.main(["--root", str(root), "--format", "json"]) == 0
    built = json.loads(capsys.readouterr().out)["built"]
    assert built.pop("pages") > 0
    assert any("base_url" in note for note in built.pop("notes"))
    assert built.pop("written") > built.pop("removed") == 0
    assert built == {"folder": "reports/libraries/public", "unchanged": 0}


def test_words_have_both_forms(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "content/articles/index/en.md", "\nThe town", "\nThe largest town")
    arguments = ["check", "--words", "--root", str(root), "--format"]
    assert cli.main([*arguments, "json"]) == 0
    words = json.loads(capsys.readouterr().out)["words"]
    assert {"file": "content/articles/index/en.md", "line": 5, "column": 5, "words": "largest"} in words
    assert cli.main([*arguments, "github"]) == 0
    assert (
        '::notice file=reports/libraries/content/articles/index/en.md,line=5,col=5,title=words::"largest" makes an assertion'
        in capsys.readouterr().out
    )


def test_json_keeps_characters() -> None:
    assert "家" in as_json(words=[_Passage()])


class _Passage:
    place = Place("zh.md")
    words = "家"
