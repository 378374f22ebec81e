"""Changes of a project's own files, all or none: the next run restores the files if a run was killed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from yiwu_report.publish.transaction import Change, Disk, Effects, Transaction, locked

STAGING = Path(".cache", "change")  # in the project
_LOCK = Path(".cache", "change.lock")


def change_inputs(changes: Mapping[str, bytes | None], root: Path, effects: Effects | None = None) -> tuple[str, ...]:
    """Write these bytes to the project's files (None: remove); returns the paths of those that changed.

    Paths are relative to `root`, with "/". If the disk refuses a step, everything is restored, and OSError gives the reason.
    """
    with _alone(root, effects or Disk()) as transaction:
        transaction.recover()
        needed = [Change(path, after) for path, after in sorted(changes.items()) if _bytes(root / path) != after]
        transaction.carry_out(needed)
        return tuple(change.path for change in needed)


def restore_inputs(root: Path, effects: Effects | None = None) -> tuple[str, ...]:
    """Restore what an interrupted run changed, unless changed again since; returns the paths of these files."""
    if not (root / STAGING).is_dir():
        return ()
    try:
        with _alone(root, effects or Disk()) as transaction:
            return transaction.recover()
    except BlockingIOError:
        return ()


@contextlib.contextmanager
def _alone(root: Path, disk: Effects) -> Iterator[Transaction]:
    """A block in which no other run changes the project's files; BlockingIOError if one does."""
    disk.make_folder((root / STAGING).parent)
    with locked(root / _LOCK, "another run is changing the project's files"):
        yield Transaction(root.resolve(), root / STAGING, disk, rolls_back=True)
    with contextlib.suppress(OSError):  # a build's pictures may be kept there
        disk.remove_folder((root / STAGING).parent)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
