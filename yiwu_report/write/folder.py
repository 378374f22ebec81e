"""Checks of the output folder."""

from __future__ import annotations

import os
from pathlib import Path

from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.write.paths import place_of

_INPUTS = ("content", "data", "templates", "yiwu_report")
_PACKAGE = Path(__file__).resolve().parent.parent


def folder_problems(folder: Path, root: Path) -> tuple[Problem, ...]:
    """What keeps the site of the project in `root` from being written to `folder`; nothing is changed."""
    try:
        fault = _dangling(folder) or _misplaced(folder.resolve(), root.resolve()) or _unwritable(folder.resolve())
    except OSError as error:  # e.g. a name too long
        fault = f"the output folder can't be reached: {error.strerror}", "choose another folder with --out"
    return (folder_problem(folder, *fault),) if fault else ()


def folder_problem(folder: Path, message: str, remedy: str) -> Problem:
    """A problem with the output folder as a whole."""
    return Problem(place_of(folder), Rule.OUTPUT_FOLDER, message, remedy)


def reason_of(error: OSError, folder: Path) -> str:
    """What the operating system says and of which file, e.g. "No space left on device (en/index.html)"."""
    reason = error.strerror or type(error).__name__
    path = Path(error.filename2 or error.filename or folder)
    return f"{reason} ({path.relative_to(folder).as_posix()})" if folder in path.parents else reason


def _dangling(folder: Path) -> tuple[str, str] | None:
    link = next((p for p in (folder, *folder.absolute().parents) if p.is_symlink() and not p.exists()), None)
    if link is None:
        return None
    return f'the link "{link.name}" on the way to the output folder is broken', "fix or remove the link"


def _misplaced(folder: Path, root: Path) -> tuple[str, str] | None:
    apart = "choose a folder outside of the inputs, e.g. --out public"
    if _is_within(root, folder):
        return "the output folder is the project's own folder, or contains it", apart
    for name in _INPUTS:
        if _is_within(folder, root / name):
            return f"the output folder is inside {name}/, which contains inputs", apart
    if _is_within(folder, _PACKAGE):
        return "the output folder is inside the generator", apart
    return None


def _is_within(path: Path, folder: Path) -> bool:
    """True if a path is a folder or inside it, under any name the folder goes by (links, case)."""
    if path.is_relative_to(folder):
        return True
    return folder.exists() and any(p.exists() and p.samefile(folder) for p in (path, *path.parents))


def _unwritable(folder: Path) -> tuple[str, str] | None:
    existing = next(p for p in (folder, *folder.parents) if p.exists())
    what = "the output folder" if existing == folder else f'"{existing.name}", above the output folder,'
    if not existing.is_dir():
        return f"{what} is a file", "move the file away, or choose another folder with --out"
    if not os.access(existing, os.W_OK | os.X_OK):
        return f"{what} can't be written to", "change its permissions, or choose another folder with --out"
    return None
