"""Broken projects and the exact lines that are printed for them.

Each folder of sites_invalid/ holds the files that make a copy of sites/minimal/ a broken project of its own;
without.txt lists those it lacks.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from project import problems_of, silent

from yiwu_report import pipeline
from yiwu_report.model.problem import InvalidInput

HERE = Path(__file__).resolve().parent
BASE = HERE / "sites" / "minimal"
SITES = sorted(path for path in (HERE / "sites_invalid").iterdir() if path.is_dir())


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


def test_one_run_finds_the_problems_of_every_stage() -> None:
    lines = (HERE / "sites_invalid" / "every_stage" / "problems.txt").read_text(encoding="utf-8").splitlines()
    rules = {line.rpartition("[")[2] for line in lines}
    assert len(rules) >= 8


def test_a_broken_build_leaves_the_published_site_as_it_is(tmp_path: Path) -> None:
    root, out = project(HERE / "sites_invalid" / "every_stage", tmp_path / "broken"), tmp_path / "public"
    pipeline.build(shutil.copytree(BASE, tmp_path / "good"), out, progress=silent)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.rglob("*") if path.is_file()}
    with pytest.raises(InvalidInput):
        pipeline.build(root, out, progress=silent)
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.rglob("*") if path.is_file()}
    assert after == before
    assert before
