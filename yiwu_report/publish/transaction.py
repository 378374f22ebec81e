"""Changes of files, all or none: staged, journalled, and completed or rolled back after a crash.

No file is ever half-written. If a run is killed, the next one completes or undoes its changes.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from yiwu_report.publish.manifest import checksum, is_as_written

_ATTEMPTS = 20  # on Windows a file that a server is just reading can't be replaced: wait for it
_PAUSE_SECONDS = 0.05


class Effects(Protocol):
    """Every change of the output folder goes through one of these functions."""

    def make_folder(self, folder: Path) -> None:
        """Make a folder and its parents, unless they exist."""

    def write(self, path: Path, content: bytes) -> None:
        """Write a file and flush it to disk."""

    def sync_folder(self, folder: Path) -> None:
        """Flush a folder's entries to disk."""

    def replace(self, source: Path, target: Path) -> None:
        """Rename a file over another in one step."""

    def remove(self, path: Path) -> None:
        """Remove a file."""

    def remove_folder(self, folder: Path) -> None:
        """Remove an empty folder."""


class Disk:
    """The effects on the real disk."""

    def make_folder(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, path: Path, content: bytes) -> None:
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def sync_folder(self, folder: Path) -> None:
        if sys.platform == "win32":
            return  # Windows keeps folders safe by itself and can't open one
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        for attempts_left in reversed(range(_ATTEMPTS)):
            try:
                source.replace(target)
            except PermissionError:
                if sys.platform != "win32" or not attempts_left:
                    raise
                time.sleep(_PAUSE_SECONDS)
            else:
                return

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def remove_folder(self, folder: Path) -> None:
        folder.rmdir()


_JOURNAL = "journal"


@contextlib.contextmanager
def locked(path: Path, busy: str) -> Iterator[None]:
    """Lock the file at `path` for the duration of a block; BlockingIOError with `busy` if another run has the lock.

    The operating system releases it when a run is killed. A block that ends leaves no file.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  # slow to import; a build that changes nothing doesn't need it

    lock = FileLock(path, blocking=False)
    try:
        lock.acquire()
    except Timeout:
        raise BlockingIOError(errno.EAGAIN, busy) from None
    try:
        yield
    finally:
        with contextlib.suppress(
            OSError
        ):  # while it is locked: a process that has opened the file sees that it was removed
            path.unlink()
        lock.release()


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one file."""

    path: str  # relative to the folder of the transaction, with "/", e.g. "en/index.html"
    content: bytes | None  # None: the file is removed
    stage: int = 0  # what has a lower one is in place, and safe on the disk, before
    before: str | None = None  # the checksum of a file that is removed, which stays if it has other bytes


@dataclass(frozen=True, slots=True)
class _Step:
    """A change as the journal has it: checksums; None: no file."""

    path: str
    before: str | None
    after: str | None
    number: int  # the new bytes are staged as "<number>.new", those they replace as "<number>.old"
    stage: int = 0


@dataclass(frozen=True)
class Transaction:
    """Changes of files in a folder; one transaction at a time (`locked`).

    `rolls_back` is for files that people edit: if a run is killed, or the disk refuses a step, they are restored; their
    modes stay, and links to them are followed. Otherwise the files are ours alone: the changes are completed by the
    next run, so that the bytes they had need not be kept.
    """

    folder: Path
    staging: Path  # on the same disk
    disk: Effects
    rolls_back: bool = False

    def carry_out(self, changes: Sequence[Change]) -> None:
        """Make these changes, which are in the order of their stages; OSError if the disk refuses a step."""
        if not changes:
            return
        try:
            steps = self._stage(changes)
        except OSError:
            with contextlib.suppress(OSError):
                self._discard()  # a full disk gets its space back
            raise
        try:
            self._each(steps, self._take)
            self.disk.remove(self.staging / _JOURNAL)  # from here on the changes are permanent
        except OSError:
            if self.rolls_back:
                self.recover()
            raise
        self._clear()

    def recover(self) -> tuple[str, ...]:
        """Complete, or undo, the changes of a killed run; returns the paths of the files that this changed."""
        if not self.staging.is_dir():
            return ()
        steps = self._journal()
        changed: tuple[str, ...] = ()
        if self.rolls_back:
            changed = self._each(steps, self._undo)
        elif all(self._is_good(step) for step in steps):
            changed = self._each(steps, self._take)
        self._discard()
        return changed

    def _stage(self, changes: Iterable[Change]) -> Sequence[_Step]:
        """Write the new bytes beside their files, and the old ones to the journal's folder; the journal itself is last."""
        self.disk.make_folder(self.staging)
        steps = []
        for number, change in enumerate(changes):
            before, after = change.before, None
            if change.content is not None:
                after = checksum(change.content)
                self._keep(f"{number}.new", change.content, change.path)
            if self.rolls_back and (old := self._target(change.path)).is_file():
                content = old.read_bytes()
                before = checksum(content)
                self._keep(f"{number}.old", content, change.path)
            steps.append(_Step(change.path, before, after, number, change.stage))
        self.disk.sync_folder(self.staging)
        body = json.dumps([asdict(step) for step in steps], ensure_ascii=False).encode()
        self.disk.write(self.staging / _JOURNAL, checksum(body).encode() + b"\n" + body)
        self.disk.sync_folder(self.staging)
        return steps

    def _keep(self, name: str, content: bytes, path: str) -> None:
        staged, target = self.staging / name, self._target(path)
        self.disk.write(staged, content)
        if self.rolls_back and target.is_file():
            staged.chmod(target.stat().st_mode)

    def _journal(self) -> Sequence[_Step]:
        """The steps of the journal that a killed run left; none if it was never complete."""
        try:
            head, _, body = (self.staging / _JOURNAL).read_bytes().partition(b"\n")
            steps = [_Step(**each) for each in json.loads(body)] if head == checksum(body).encode() else []
        except (FileNotFoundError, ValueError, TypeError):  # the last two: a journal of another version
            return ()
        return steps if all(".." not in Path(step.path).parts for step in steps) else ()

    def _is_good(self, step: _Step) -> bool:
        """True unless a staged file differs from its checksum in the journal."""
        staged = self.staging / f"{step.number}.new"
        return step.after is None or not staged.exists() or is_as_written(staged, step.after)

    def _each(self, steps: Iterable[_Step], way: Callable[[_Step], bool]) -> tuple[str, ...]:
        """Go these steps, each folder synced once a stage; going them twice is the same as once."""
        changed: list[str] = []
        for _, stage in itertools.groupby(steps, key=lambda step: step.stage):
            touched: set[Path] = set()
            for step in stage:
                touched |= {self._target(step.path).parent, *self._above(self._target(step.path))}
                changed += [step.path] if way(step) else []
            for folder in sorted(touched):
                if folder.is_dir():
                    self.disk.sync_folder(folder)
        return tuple(changed)

    def _take(self, step: _Step) -> bool:
        target = self._target(step.path)
        if step.after is None:
            return self._remove(target, step.before)
        return self._place(f"{step.number}.new", target)

    def _undo(self, step: _Step) -> bool:
        """Restore one file; False if it was changed by others since."""
        target = self._target(step.path)
        if target.exists() if step.after is None else not is_as_written(target, step.after):
            return False
        return self._remove(target, step.after) if step.before is None else self._place(f"{step.number}.old", target)

    def _place(self, name: str, target: Path) -> bool:
        source = self.staging / name
        if not source.exists():
            return False  # it was placed before the run was killed
        if not target.parent.is_dir():
            self.disk.make_folder(target.parent)
        self.disk.replace(source, target)
        return True

    def _remove(self, target: Path, digest: str | None) -> bool:
        """Remove a file if it has these bytes, and the folders that this leaves empty."""
        is_ours = digest is not None and is_as_written(target, digest)
        if is_ours:
            self.disk.remove(target)
        for folder in self._above(target):
            if folder != self.folder and folder.is_dir() and not any(folder.iterdir()):
                self.disk.remove_folder(folder)
        return is_ours

    def _target(self, path: str) -> Path:
        target = self.folder / path
        return target.resolve() if self.rolls_back else target

    def _above(self, path: Path) -> list[Path]:
        """The folders from the one a path is in up to that of the transaction."""
        return [parent for parent in path.parents if parent.is_relative_to(self.folder)]

    def _discard(self) -> None:
        self.disk.remove(self.staging / _JOURNAL)
        self._clear()

    def _clear(self) -> None:
        """Remove the staged files, which are not needed without a journal; other files stay."""
        with contextlib.suppress(OSError):
            for left in sorted(self.staging.iterdir()):
                if left.name.partition(".")[0].isdecimal():
                    self.disk.remove(left)
            if not any(self.staging.iterdir()):
                self.disk.remove_folder(self.staging)
