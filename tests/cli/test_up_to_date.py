"""A build of what has not changed finds that there is nothing to do, and nothing else does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from project import ROOT, silent

from yiwu_report import build
from yiwu_report.cli.up_to_date import fingerprint, still_stands, write_stamp

MINIMAL = ROOT / "tests" / "sites" / "minimal"


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, Path, Path]:
    root, out, stamp = tmp_path / "project", tmp_path / "public", tmp_path / "project" / ".cache" / "built.json"
    shutil.copytree(MINIMAL, root)
    done = build.build(root, out, progress=silent)
    write_stamp(stamp, fingerprint(root), out, done.pages, ["said of it"])
    return root, out, stamp


def test_nothing_changed(built: tuple[Path, Path, Path]) -> None:
    root, out, stamp = built
    found = still_stands(stamp, fingerprint(root), out)
    assert found is not None
    assert found.pages > 0
    assert found.files > found.pages
    assert found.notes == ("said of it",)


def test_another_place_is_the_same_project(built: tuple[Path, Path, Path], tmp_path: Path) -> None:
    root = shutil.copytree(built[0], tmp_path / "elsewhere")
    assert fingerprint(root) == fingerprint(built[0])


@pytest.mark.parametrize(
    "change",
    [
        lambda root, _: (root / "data" / "units.yaml").write_text("# changed\n", encoding="utf-8"),
        lambda root, _: (root / "content" / "new.txt").write_text("x"),
        lambda root, _: (root / "content" / "charts" / "visits.yaml").unlink(),
        lambda root, _: (root / "templates").mkdir() or (root / "templates" / "base.html").write_text("x"),
        lambda _, out: (out / "index.html").write_text("x"),
        lambda _, out: (out / "index.html").unlink(),
        lambda _, out: (out / ".manifest.json").write_text("{}"),
    ],
    ids=["a byte of data", "a new file", "a chart less", "a template", "a page", "a page less", "the manifest"],
)
def test_anything_that_changed_is_seen(built: tuple[Path, Path, Path], change: object) -> None:
    root, out, stamp = built
    assert callable(change)
    change(root, out)
    assert still_stands(stamp, fingerprint(root), out) is None


def test_other_options_are_another_build(built: tuple[Path, Path, Path]) -> None:
    root, out, stamp = built
    assert still_stands(stamp, fingerprint(root, "strict"), out) is None


def test_a_damaged_stamp_is_none(built: tuple[Path, Path, Path]) -> None:
    root, out, stamp = built
    for text in ("", "{}", "[]", '{"inputs": 1}'):
        stamp.write_text(text, encoding="utf-8")
        assert still_stands(stamp, fingerprint(root), out) is None
