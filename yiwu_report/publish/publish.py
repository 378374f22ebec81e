"""Staged publication: no partial file is ever readable, and the next run completes a killed one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yiwu_report.model.output import Rendered
from yiwu_report.model.problem import InvalidInput
from yiwu_report.publish.paths import LOCK, MANIFEST, STAGING, folder_problem, folder_problems, path_problems, reason_of
from yiwu_report.publish.plan import plan_publication
from yiwu_report.publish.transaction import Disk, Effects, Transaction, locked


@dataclass(frozen=True, slots=True)
class Changes:
    """The result of a publication in the output folder. Paths are relative to it, with "/", in the order of the work."""

    written: tuple[str, ...] = ()  # e.g. ("assets/site.3f2a.css", "index.html")
    unchanged: int = 0
    removed: tuple[str, ...] = ()  # files an earlier build wrote and this one doesn't make


def publish(files: Sequence[Rendered], folder: Path, *, root: Path, effects: Effects | None = None) -> Changes:
    """Make `folder` contain `files`, and return the changes.

    Files are replaced one by one, each completely: assets, then data, then pages; then those are removed that an
    earlier build wrote, this one doesn't make and that are unchanged since. What isn't ours is not touched.
    Raises `InvalidInput`, with nothing changed, if the folder or a path can't be used; and if the disk
    refuses a step: then the next run continues from there.
    """
    problems = (*folder_problems(folder, root), *path_problems([file.output for file in files], folder))
    if problems:
        raise InvalidInput(problems)
    with _opened(folder, effects or Disk()) as transaction:
        transaction.recover()
        plan = plan_publication(files, folder)
        transaction.carry_out(plan.changes)
    written = tuple(each.path for each in plan.changes if each.content is not None and each.path != MANIFEST)
    removed = tuple(each.path for each in plan.changes if each.content is None)
    return Changes(written, plan.unchanged, tuple(path for path in removed if not (folder / path).is_file()))


def recover(folder: Path, *, root: Path, effects: Effects | None = None) -> None:
    """Complete a killed publication to `folder`, if any."""
    if (folder / STAGING).is_dir() and not folder_problems(folder, root):
        with _opened(folder, effects or Disk()) as transaction:
            transaction.recover()


@contextlib.contextmanager
def _opened(folder: Path, disk: Effects) -> Iterator[Transaction]:
    """The output folder, created and locked; what the operating system refuses becomes a problem."""
    try:
        disk.make_folder(folder)
        with locked(folder / LOCK, "another build is writing to the output folder"):
            yield Transaction(folder, folder / STAGING, disk)
    except BlockingIOError as busy:
        raise InvalidInput([folder_problem(folder, busy.strerror or "", "build again when it has finished")]) from busy
    except OSError as error:
        message = f"the output folder can't be written to: {reason_of(error, folder)}"
        remedy = "fix this and build again to continue, or choose another folder with --out"
        raise InvalidInput([folder_problem(folder, message, remedy)]) from error
