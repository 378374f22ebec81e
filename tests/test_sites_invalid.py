"""Broken projects and the exact lines that are printed for them.

Each folder of sites_invalid/ holds the files that make a copy of sites/minimal/ a broken project of its own;
without.txt lists those it lacks.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from yiwu_report.load import load, words_folders
from yiwu_report.validate import validate

HERE = Path(__file__).resolve().parent
BASE = HERE / "sites" / "minimal"
SITES = sorted(path for path in (HERE / "sites_invalid").iterdir() if path.is_dir())


def problems_of(root: Path) -> list[str]:
    """Every problem of a project, as it is printed."""
    loaded = load(root, words_folders(root))
    _, _, problems = validate(loaded)
    return [str(problem) for problem in sorted({*loaded.problems, *problems})]


def project(site: Path, root: Path) -> Path:
    """The whole project of a folder of sites_invalid/, in `root`."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    shutil.copytree(site, root, dirs_exist_ok=True)
    without = root / "without.txt"
    for name in without.read_text(encoding="utf-8").split() if without.is_file() else []:
        (root / name).unlink()
    return root


def test_the_base_is_valid() -> None:
    assert problems_of(BASE) == []


@pytest.mark.parametrize("site", SITES, ids=[site.name for site in SITES])
def test_a_broken_project_prints_exactly(site: Path, tmp_path: Path) -> None:
    expected = (site / "problems.txt").read_text(encoding="utf-8").splitlines()
    assert problems_of(project(site, tmp_path)) == expected
