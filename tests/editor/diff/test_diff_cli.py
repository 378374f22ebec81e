"""`diff` from the command line: what OLD can be, and what is said where it is nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from project import ROOT, change

from yiwu_report import cli

MINIMAL = ROOT / "tests" / "sites" / "minimal"
FIGURES = "data/figures/libraries.yaml"


def git(folder: Path, *arguments: str) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
        **{f"GIT_{who}_{what}": "someone" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def copy_minimal(folder: Path) -> Path:
    shutil.copytree(MINIMAL, folder, ignore=shutil.ignore_patterns(".cache"))
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project in a folder of a repository, committed, then changed."""
    root = tmp_path / "reports" / "libraries"
    copy_minimal(root)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "first")
    git(tmp_path, "tag", "first")
    change(root, FIGURES, "value: 12\n", "value: 13\n")
    return root


def run(root: Path, *arguments: str) -> int:
    return cli.main(["diff", "--root", str(root), *arguments])


def test_a_revision(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("HEAD", "first"):
        assert run(root, name) == 0
        out, err = capsys.readouterr()
        assert out.startswith(f"1 figure changed since {name}.\n\nlibraries.open: 图书馆\n")
        assert "  value: 12 → 13 (12家 → 13家)\n" in out
        assert err == ""


def test_a_revision_leaves_the_working_tree_alone(root: Path) -> None:
    (root / "new.txt").write_text("not in git")
    before = {path: path.read_bytes() for path in root.parent.parent.rglob("*") if path.is_file()}
    assert run(root, "HEAD") == 0
    after = {path: path.read_bytes() for path in root.parent.parent.rglob("*") if path.is_file()}
    assert {path for path in after if ".cache" not in path.parts} == set(before)
    assert all(after[path] == content for path, content in before.items())


def test_a_folder_and_a_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = copy_minimal(root.parent / "old")
    assert run(root, str(old), "--format", "json") == 0
    assert [each["id"] for each in json.loads(capsys.readouterr().out)["figures"]] == ["libraries.open"]
    assert cli.main(["--root", str(old), "--out", str(root / "site"), "--quiet"]) == 0
    for name in ("site", "site/data/figures.json"):
        assert run(root, str(root / name), "--format", "markdown") == 0
        assert "| `libraries.open` | 图书馆 | 12 → 13 | 12家 → 13家 |" in capsys.readouterr().out


def test_what_is_published_is_what_is_meant(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(root), "--quiet"]) == 0
    change(root, FIGURES, "value: 13\n", "value: 14\n")
    assert run(root) == 0
    out, _ = capsys.readouterr()
    assert out.startswith(f"1 figure changed since {root.as_posix()}/public.\n")
    assert "value: 13 → 14" in out


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("no-such-thing", 'diff: there is no folder, file or revision "no-such-thing"\n'),
        ("--", "nothing is published in"),
        ("../..", "is neither a published site (data/figures.json) nor a project (content/ and data/)\n"),
        ("-x", "unrecognized arguments: -x"),
    ],
)
def test_an_old_that_is_not_there(root: Path, capsys: pytest.CaptureFixture[str], old: str, said: str) -> None:
    old = str(root / old) if old.startswith("..") else old
    assert run(root, old) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err


def test_a_revision_without_a_report(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root.parent / "libraries" / "data").rename(root / "kept")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "without data")
    (root / "kept").rename(root / "data")
    assert run(root, "HEAD") == 2
    assert "HEAD is not a report: content/ or data/ is missing" in capsys.readouterr().err


def test_a_folder_that_is_no_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(copy_minimal(tmp_path / "report"), "HEAD~1") == 2
    assert 'there is no folder, file or revision "HEAD~1"' in capsys.readouterr().err


def test_a_damaged_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "figures.json").write_text('{"figures": 1}', encoding="utf-8")
    assert run(root, str(root / "figures.json")) == 2
    assert "figures.json: at figures: Input should be a valid array" in capsys.readouterr().err


def test_problems_of_today(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, FIGURES, "value: 13\n", "value: 1,3\n")
    assert run(root, "HEAD") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{FIGURES}:6:12: " in err


def test_problems_of_the_earlier_state_stand_in_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, FIGURES, "value: 13\n", "value: 1,3\n")
    git(root, "commit", "-q", "-a", "-m", "broken")
    change(root, FIGURES, "value: 1,3\n", "value: 13\n")
    assert run(root, "HEAD") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"HEAD:{FIGURES}:6:12: ")


def test_quiet_says_nothing_but_how_it_went(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "HEAD", "--quiet") == 0
    assert capsys.readouterr() == ("", "")
