"""Changes of a project's own files, all of them or none: what a killed run had changed is put back by the next one."""

from __future__ import annotations

import contextlib
import errno
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from yiwu_report.write.effects import Disk, Effects
from yiwu_report.write.lock import BusyError, locked
from yiwu_report.write.manifest import checksum

STAGING = Path(".cache", "change")  # in the project
_LOCK = Path(".cache", "change.lock")
_JOURNAL = "journal"


@dataclass(frozen=True, slots=True)
class _Step:
    """One file: what it was and what it becomes, as checksums; None where it isn't there."""

    path: str
    before: str | None
    after: str | None
    number: int  # its new bytes are staged as "<number>.new", its old ones as "<number>.old"


def change_inputs(changes: Mapping[str, bytes | None], root: Path, effects: Effects | None = None) -> tuple[str, ...]:
    """Make the project's files have these bytes (None: not be there); returns the paths of those that had others.

    Paths are relative to `root`, with "/". Where the disk refuses a step, all is as it was, and OSError says why.
    """
    disk = effects or Disk()
    with _alone(root, disk):
        return _change(changes, root, disk)


def _change(changes: Mapping[str, bytes | None], root: Path, disk: Effects) -> tuple[str, ...]:
    _restore(root, disk)
    numbered = enumerate(sorted(changes.items()))
    steps = [step for number, (path, after) in numbered for step in _step(root, path, after, number)]
    if not steps:
        return ()
    try:
        _stage(steps, changes, root, disk)
        for step in steps:
            _take(step, root, disk)
        disk.remove(root / STAGING / _JOURNAL)  # from here on the change stands
    except OSError:
        _restore(root, disk)
        raise
    _discard(root, disk)
    return tuple(step.path for step in steps)


def restore_inputs(root: Path, effects: Effects | None = None) -> tuple[str, ...]:
    """Put back what a killed run had changed, and nobody has since; returns the paths of these files."""
    if not (root / STAGING).is_dir():
        return ()
    disk = effects or Disk()
    try:
        with _alone(root, disk):
            return _restore(root, disk)
    except BlockingIOError:
        return ()


@contextlib.contextmanager
def _alone(root: Path, disk: Effects) -> Iterator[None]:
    """A block in which no other run changes the project's files; BlockingIOError where one does."""
    disk.make_folder((root / STAGING).parent)
    try:
        with locked(root / _LOCK):
            yield
    except BusyError:
        raise BlockingIOError(errno.EAGAIN, "another run is changing the project's files") from None
    with contextlib.suppress(OSError):  # a build's pictures may be kept there
        disk.remove_folder((root / STAGING).parent)


def _restore(root: Path, disk: Effects) -> tuple[str, ...]:
    if not (root / STAGING).is_dir():
        return ()
    restored = tuple(step.path for step in _journal(root) if _undo(step, root, disk))
    disk.remove(root / STAGING / _JOURNAL)
    _discard(root, disk)
    return restored


def _step(root: Path, path: str, after: bytes | None, number: int) -> Iterator[_Step]:
    before = _bytes(root / path)
    if before != after:
        yield _Step(path, _digest(before), _digest(after), number)


def _stage(steps: Sequence[_Step], changes: Mapping[str, bytes | None], root: Path, disk: Effects) -> None:
    """Write the new bytes and the old ones beside their places; the journal comes last."""
    staging = root / STAGING
    disk.make_folder(staging)
    for step in steps:
        for name, content in (("new", changes[step.path]), ("old", _bytes(root / step.path))):
            if content is not None:
                disk.write(staging / f"{step.number}.{name}", content)
                _copy_mode(_target(step, root), staging / f"{step.number}.{name}")
    disk.write(staging / _JOURNAL, _written(steps))
    disk.sync_folder(staging)


def _take(step: _Step, root: Path, disk: Effects) -> None:
    target = _target(step, root)
    if step.after is None:
        disk.remove(target)
        if not any(target.parent.iterdir()):
            disk.remove_folder(target.parent)
            return
    else:
        disk.make_folder(target.parent)
        disk.replace(root / STAGING / f"{step.number}.new", target)
    disk.sync_folder(target.parent)


def _undo(step: _Step, root: Path, disk: Effects) -> bool:
    """Put one file back; False where it isn't what we had made of it."""
    target = _target(step, root)
    if _digest(_bytes(target)) != step.after or step.before == step.after:
        return False
    if step.before is None:
        disk.remove(target)
    else:
        disk.make_folder(target.parent)
        disk.replace(root / STAGING / f"{step.number}.old", target)
    return True


def _target(step: _Step, root: Path) -> Path:
    """The file itself, where the project has a link to it."""
    return (root / step.path).resolve()


def _copy_mode(target: Path, staged: Path) -> None:
    if target.is_file():
        staged.chmod(target.stat().st_mode)


def _written(steps: Sequence[_Step]) -> bytes:
    body = json.dumps([asdict(step) for step in steps], ensure_ascii=False).encode()
    return checksum(body).encode() + b"\n" + body


def _journal(root: Path) -> Sequence[_Step]:
    """The steps of the journal that a killed run left, the last first; none where it was never complete."""
    head, _, body = (_bytes(root / STAGING / _JOURNAL) or b"").partition(b"\n")
    if head != checksum(body).encode():
        return ()
    return [_Step(**each) for each in reversed(json.loads(body))]


def _discard(root: Path, disk: Effects) -> None:
    """Remove what is staged; what cannot be removed is no harm, since there is no journal any more."""
    with contextlib.suppress(OSError):
        for left in sorted((root / STAGING).iterdir()):
            disk.remove(left)
        disk.remove_folder(root / STAGING)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _digest(content: bytes | None) -> str | None:
    return None if content is None else checksum(content)
