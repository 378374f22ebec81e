"""An earlier state of a report, and a project folder from which to build it."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path, PurePosixPath

from yiwu_report.model.problem import UsageError

_INPUTS = ("content", "data")


class RevisionKind(Enum):
    """The kind of an earlier state."""

    SITE = auto()  # a folder with a published site
    FIGURES = auto()  # a figures.json
    PROJECT = auto()  # a folder with content/ and data/
    REVISION = auto()  # a commit


@dataclass(frozen=True, slots=True)
class Revision:
    """An earlier state: `name` as requested, and the folder or file, or the commit in full."""

    kind: RevisionKind
    name: str
    path: Path = Path()
    commit: str = ""


def find_revision(name: str | None, root: Path, out: Path) -> Revision:
    """What `name` means: an existing folder or file, otherwise a revision; None: the site published in `out`.

    UsageError if there is no such state.
    """
    path = out if name is None else Path(name)
    shown = path.as_posix() if name is None else name
    if (path / "data" / "figures.json").is_file():
        return Revision(RevisionKind.SITE, shown, path)
    if name is None:
        raise UsageError(f"nothing is published in {shown}; give a folder, a figures.json or a revision")
    if path.is_file():
        return Revision(RevisionKind.FIGURES, shown, path)
    if (path / "content").is_dir() and (path / "data").is_dir():
        return Revision(RevisionKind.PROJECT, shown, path)
    if path.is_dir():
        raise UsageError(f"{shown} is neither a published site (data/figures.json) nor a project (content/ and data/)")
    return Revision(RevisionKind.REVISION, shown, commit=_commit(name, root))


def _commit(name: str, root: Path) -> str:
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found.returncode:
        raise UsageError(f'there is no folder, file or revision "{name}"')
    return found.stdout.decode().strip()


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    git = shutil.which("git")
    if git is None:
        raise UsageError("git is not installed, and there is no folder or file with this name")
    return subprocess.run([git, *arguments], cwd=root, capture_output=True, check=False)  # noqa: S603  # no shell


@contextmanager
def revision_project(old: Revision, root: Path) -> Iterator[Path]:
    """A folder with the inputs of an earlier state and today's templates, for as long as it is needed.

    Templates define how a report looks, not what it says: their changes would show as changes of every page.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if old.kind is RevisionKind.REVISION:
            _unpack(old, root, folder)
        else:
            for name in _INPUTS:
                shutil.copytree(old.path / name, folder / name)
        if (root / "templates").is_dir():
            shutil.copytree(root / "templates", folder / "templates")
        yield folder


def _unpack(old: Revision, root: Path, folder: Path) -> None:
    """Write the inputs of a commit, those below the project's own folder, into `folder`."""
    archive = _git(root, "archive", "--format=tar", old.commit)
    if archive.returncode:
        reason = archive.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise UsageError(f"{old.name} cannot be read: {reason}")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        for member in files:
            name = PurePosixPath(member.name)
            content = files.extractfile(member) if member.isfile() else None
            if content is None or not name.parts or name.parts[0] not in _INPUTS or ".." in name.parts:
                continue
            path = folder.joinpath(*name.parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read())
    if not all((folder / name).is_dir() for name in _INPUTS):
        raise UsageError(f"{old.name} is not a report: content/ or data/ is missing")
