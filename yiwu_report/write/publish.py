"""Staged publication: nothing half-written is ever readable, and a killed run is completed by the next."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from yiwu_report.model.output import Rendered
from yiwu_report.model.problem import InvalidInput
from yiwu_report.write.changes import Changes
from yiwu_report.write.effects import Disk, Effects
from yiwu_report.write.folder import folder_problem, folder_problems, reason_of
from yiwu_report.write.journal import JOURNAL, Drop, Put, Step, journal_of, read_journal
from yiwu_report.write.lock import BusyError, locked
from yiwu_report.write.paths import LOCK, MANIFEST, STAGING, path_problems
from yiwu_report.write.plan import is_as_written, plan_publication


def publish(files: Sequence[Rendered], folder: Path, *, root: Path, effects: Effects | None = None) -> Changes:
    """Make `folder` hold `files`, and say what that took.

    Files are put in place one by one, each whole: assets, then data, then pages; then those are removed that an
    earlier build wrote, this one doesn't make and nobody has changed since. What isn't ours is left alone.
    Raises `InvalidInput`, with nothing changed, where the folder or a path can't be used; and where the disk
    refuses a step: then the next run goes on from there.
    """
    problems = (*folder_problems(folder, root), *path_problems([file.output for file in files], folder))
    if problems:
        raise InvalidInput(problems)
    with _opened(folder, effects or Disk()) as disk:
        _recover(folder, disk)
        plan = plan_publication(files, folder)
        _stage(folder / STAGING, plan.contents, plan.steps, disk)
        _carry_out(plan.steps, folder, disk)
    written = tuple(step.path for step in plan.steps if isinstance(step, Put) and step.path != MANIFEST)
    removed = tuple(step.path for step in plan.steps if isinstance(step, Drop))
    return Changes(written, plan.unchanged, tuple(path for path in removed if not (folder / path).is_file()))


def recover(folder: Path, *, root: Path, effects: Effects | None = None) -> None:
    """Complete what a killed publication to `folder` had begun, if there is such a thing."""
    if (folder / STAGING).is_dir() and not folder_problems(folder, root):
        with _opened(folder, effects or Disk()) as disk:
            _recover(folder, disk)


@contextlib.contextmanager
def _opened(folder: Path, disk: Effects) -> Iterator[Effects]:
    """The output folder, there and locked; what the operating system refuses becomes a problem."""
    try:
        disk.make_folder(folder)
        with locked(folder / LOCK):
            yield disk
    except BusyError as busy:
        problem = folder_problem(
            folder, "another build is writing to the output folder", "build again when it has ended"
        )
        raise InvalidInput([problem]) from busy
    except OSError as error:
        message = f"the output folder can't be written to: {reason_of(error, folder)}"
        remedy = "mend that and build again, which goes on from here; or name another folder with --out"
        raise InvalidInput([folder_problem(folder, message, remedy)]) from error


def _recover(folder: Path, disk: Effects) -> None:
    """Carry out the journal that a killed run left, or throw away what it staged before it had one."""
    staging = folder / STAGING
    if not staging.is_dir():
        return
    steps = read_journal(staging)
    if steps is not None and all(_is_good(staging, step) for step in steps):
        _carry_out(steps, folder, disk)
    else:
        _discard(staging, disk)


def _is_good(staging: Path, step: Step) -> bool:
    """True unless a staged file has other bytes than the journal says."""
    if isinstance(step, Drop) or not (staging / step.staged).exists():
        return True
    return is_as_written(staging / step.staged, step.checksum)


def _stage(staging: Path, contents: Mapping[str, bytes], steps: Sequence[Step], disk: Effects) -> None:
    """Write everything beside its place; the journal comes last, and from then on the publication goes through."""
    if not steps:
        return
    try:
        disk.make_folder(staging)
        for name, content in contents.items():
            disk.write(staging / name, content)
        disk.sync_folder(staging)
        disk.write(staging / JOURNAL, journal_of(steps))
        disk.sync_folder(staging)
    except OSError:
        with contextlib.suppress(OSError):
            _discard(staging, disk)  # a full disk gets its space back
        raise


def _carry_out(steps: Iterable[Step], folder: Path, disk: Effects) -> None:
    """Take the steps that are left, stage by stage; doing it twice is the same as doing it once."""
    staging = folder / STAGING
    for _, stage in itertools.groupby(steps, key=lambda step: step.stage):
        touched: set[Path] = set()
        for step in stage:
            touched |= _put(step, folder, disk) if isinstance(step, Put) else _drop(step, folder, disk)
        for each in sorted(touched):
            if each.is_dir():
                disk.sync_folder(each)
    if staging.is_dir():
        _discard(staging, disk)


def _put(step: Put, folder: Path, disk: Effects) -> set[Path]:
    source, target = folder / STAGING / step.staged, folder / step.path
    if source.exists():
        if not target.parent.is_dir():
            disk.make_folder(target.parent)
        disk.replace(source, target)
    return _above(target, folder)


def _drop(step: Drop, folder: Path, disk: Effects) -> set[Path]:
    """Remove a file, and the folders that this leaves empty."""
    target = folder / step.path
    if is_as_written(target, step.checksum):
        disk.remove(target)
    above = _above(target, folder)
    for each in sorted(above - {folder}, reverse=True):
        if each.is_dir() and not any(each.iterdir()):
            disk.remove_folder(each)
    return above


def _above(path: Path, folder: Path) -> set[Path]:
    """The folders from the one a path is in up to the output folder."""
    return {parent for parent in path.parents if parent.is_relative_to(folder)}


def _discard(staging: Path, disk: Effects) -> None:
    """Remove the journal first, then what is staged, then the folder if nobody put anything else there."""
    disk.remove(staging / JOURNAL)
    for left in sorted(staging.iterdir()):
        if left.name.isdecimal():
            disk.remove(left)
    if not any(staging.iterdir()):
        disk.remove_folder(staging)
