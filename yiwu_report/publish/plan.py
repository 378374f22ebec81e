"""The changes that make an output folder contain a site."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from yiwu_report.model.output import Rendered, Stage
from yiwu_report.model.problem import InvalidInput, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.publish.manifest import checksum, is_as_written, manifest_of, read_manifest
from yiwu_report.publish.paths import MANIFEST, folded, place_of
from yiwu_report.publish.transaction import Change

_IN_THE_WAY = 0  # a file where a folder must be, or vice versa
_STAGES = {Stage.ASSET: 1, Stage.DATA: 2, Stage.PAGE: 3, Stage.LISTING: 4}
_NO_LONGER_MADE = 5
_RECORD = 6


@dataclass(frozen=True)
class Plan:
    """The changes of a publication, in order."""

    changes: tuple[Change, ...]
    unchanged: int


def plan_publication(files: Sequence[Rendered], folder: Path) -> Plan:
    """The plan after which `folder` has exactly `files` and what isn't ours.

    Raises `InvalidInput` if a file that isn't ours is in the way: it is never overwritten.
    """
    ours = read_manifest(folder)
    checksums = {file.output.path: checksum(file.content) for file in files}
    respelt = _respelt(ours, checksums, folder)
    gone = {path: digest for path, digest in sorted(ours.items()) if path not in checksums and path not in respelt}
    blocking = _blocking(gone, checksums)
    changed = [file for file in files if not _holds(folder / file.output.path, file.content)]
    kept = {*ours, *respelt.values()}
    foreign = [problem for file in changed if (problem := _foreign(file.output.path, folder, kept, blocking))]
    if foreign:
        raise InvalidInput(foreign)
    changes = [
        *(Change(file.output.path, file.content, _STAGES[file.output.stage]) for file in changed),
        *(Change(path, None, _IN_THE_WAY if path in blocking else _NO_LONGER_MADE, gone[path]) for path in gone),
    ]
    record = manifest_of(checksums)
    if not _holds(folder / MANIFEST, record):
        changes.append(Change(MANIFEST, record, _RECORD))
    return Plan(tuple(sorted(changes, key=lambda change: (change.stage, change.path))), len(files) - len(changed))


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == content


def _respelt(ours: Iterable[str], made: Iterable[str], folder: Path) -> dict[str, str]:
    """Paths of the last build that this one spells in another way, on a disk that ignores case: old -> new."""
    spellings = {folded(path): path for path in made}
    return {
        path: spelling
        for path in ours
        if (spelling := spellings.get(folded(path))) not in {None, path} and _is_same(folder / path, folder / spelling)
    }


def _is_same(path: Path, other: Path) -> bool:
    return path.exists() and other.exists() and path.samefile(other)


def _parents(path: str) -> Iterator[str]:
    return (str(parent) for parent in PurePosixPath(path).parents if parent.name)


def _blocking(gone: Mapping[str, str], made: Iterable[str]) -> dict[str, str]:
    """Files to remove first: those at the path of a new folder, or inside a folder at the path of a new file."""
    new = set(made)
    needed = {parent for path in new for parent in _parents(path)}
    return {path: digest for path, digest in gone.items() if path in needed or not new.isdisjoint(_parents(path))}


def _foreign(path: str, folder: Path, ours: Container[str], blocking: Mapping[str, str]) -> Problem | None:
    """The problem if a file that isn't ours is at an output's path or above it."""
    for parent in _parents(path):
        above = folder / parent
        if above.exists() and not above.is_dir() and not _goes(parent, folder, blocking):
            return _in_the_way(folder, parent, f"is a file where {path} needs a folder")
    target = folder / path
    if target.is_dir() and not target.is_symlink():
        return None if _is_emptied(path, folder, blocking) else _in_the_way(folder, path, "is a folder, not a file")
    if path not in ours and (target.exists() or target.is_symlink()):
        return _in_the_way(folder, path, "already exists and was not written by this generator")
    return None


def _is_emptied(path: str, folder: Path, blocking: Mapping[str, str]) -> bool:
    """True if a folder contains only files that are removed, so that it is removed too."""
    emptied = {parent for file in blocking for parent in _parents(file)}
    inside = [entry.relative_to(folder).as_posix() for entry in (folder / path).rglob("*")]
    return path in emptied and all(entry in emptied or _goes(entry, folder, blocking) for entry in inside)


def _goes(path: str, folder: Path, blocking: Mapping[str, str]) -> bool:
    return path in blocking and is_as_written(folder / path, blocking[path])


def _in_the_way(folder: Path, path: str, what: str) -> Problem:
    remedy = "move it, or choose another folder with --out"
    return Problem(place_of(folder, path), Rule.OUTPUT_CLASH, f'"{path}" {what}', remedy)
