"""Changes of a project's own files: all or none, whatever step fails, and what killed runs leave is put back."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest
from publication import Failing, Killed, Unsynced, tree

from yiwu_report.publish.input_changes import STAGING, change_inputs, restore_inputs
from yiwu_report.publish.transaction import locked

OLD = {
    "data/units.yaml": b"a",
    "data/tables/old.yaml": b"b",
    "content/articles/old/en.md": b"c",
    "data/same.yaml": b"d",
}
CHANGES = {
    "data/units.yaml": b"A",
    "data/tables/old.yaml": None,
    "data/tables/new.yaml": b"B",
    "content/articles/old/en.md": None,
    "content/articles/new/en.md": b"c",
    "data/same.yaml": b"d",
    "data/never.yaml": None,
}
NEW = {
    "data/units.yaml": b"A",
    "data/tables/new.yaml": b"B",
    "content/articles/new/en.md": b"c",
    "data/same.yaml": b"d",
}


def project(root: Path) -> Path:
    for name, content in OLD.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def steps(root: Path) -> int:
    counting = Failing()
    change_inputs(CHANGES, project(root), counting)
    return counting.count


def test_what_has_other_bytes_is_changed_and_named(tmp_path: Path) -> None:
    root = project(tmp_path)
    assert set(change_inputs(CHANGES, root)) == set(CHANGES) - {"data/same.yaml", "data/never.yaml"}
    assert tree(root) == NEW
    assert not (root / "content/articles/old").exists()
    assert change_inputs(CHANGES, root) == ()


def test_a_disk_that_fails_at_any_step_changes_nothing(tmp_path: Path) -> None:
    for at in range(steps(tmp_path / "count")):
        root = project(tmp_path / str(at))
        failing = Failing(at, OSError(errno.ENOSPC, "full"))
        try:
            change_inputs(CHANGES, root, failing)
        except OSError:
            assert tree(root) == OLD, at
        else:
            files = {name: content for name, content in tree(root).items() if not name.startswith(".cache")}
            assert files == NEW, at  # it failed while it cleared up


def test_killed_at_any_step_and_put_back_by_the_next_run(tmp_path: Path) -> None:
    for at in range(steps(tmp_path / "count")):
        root = project(tmp_path / str(at))
        with pytest.raises(Killed):
            change_inputs(CHANGES, root, Failing(at))
        restore_inputs(root, Unsynced())
        assert not (root / STAGING).exists()
        assert tree(root) in (OLD, NEW), at
        change_inputs(CHANGES, root, Unsynced())
        assert tree(root) == NEW, at


def test_what_somebody_wrote_since_is_not_put_back(tmp_path: Path) -> None:
    last = steps(tmp_path / "count")
    for at in range(last):
        root = project(tmp_path / str(at))
        with pytest.raises(Killed):
            change_inputs(CHANGES, root, Failing(at))
        (root / "data/units.yaml").write_bytes(b"mine")
        restore_inputs(root, Unsynced())
        assert (root / "data/units.yaml").read_bytes() == b"mine"


@pytest.mark.skipif(sys.platform == "win32", reason="no modes and links as elsewhere")
def test_modes_and_links_stay(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "data/units.yaml").chmod(0o640)
    (root / "data/link.yaml").symlink_to("same.yaml")
    change_inputs({"data/units.yaml": b"A", "data/link.yaml": b"D"}, root)
    assert (root / "data/units.yaml").stat().st_mode & 0o777 == 0o640
    assert (root / "data/link.yaml").is_symlink()
    assert (root / "data/same.yaml").read_bytes() == b"D"


def test_a_change_that_another_run_is_making_is_left_to_it(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    with pytest.raises(Killed):
        change_inputs(CHANGES, root, Failing(steps(tmp_path / "count") - 9))
    before = tree(root)
    with locked(root / ".cache" / "change.lock", "busy"):
        assert restore_inputs(root) == ()
        assert {name: content for name, content in tree(root).items() if not name.endswith(".lock")} == before
        with pytest.raises(BlockingIOError):
            change_inputs(CHANGES, root)
    assert restore_inputs(root)
    assert tree(root) == OLD
