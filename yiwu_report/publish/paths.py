"""Which folders a site can be written to, and which paths an output can have: those that every file system allows, each once."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from yiwu_report.model.output import Output
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule

MANIFEST = ".manifest.json"
STAGING = ".staging"
LOCK = ".lock"

_OURS = frozenset({MANIFEST, STAGING, LOCK})
_UNUSABLE = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
_LONGEST_NAME_BYTES = 255


def is_usable(path: str) -> bool:
    """True for a relative path that is possible on Linux, macOS and Windows and isn't one of our own."""
    return fault_of(path) is None


def fault_of(path: str) -> str | None:
    """What is wrong with a path, or None, e.g. 'Windows reserves the name "aux" for itself'."""
    names = path.split("/")
    if names[0].casefold() in _OURS:
        return f'"{names[0]}" is reserved for records of the generator'
    return next((fault for fault in map(_fault_of_name, names) if fault), None)


def _fault_of_name(name: str) -> str | None:
    if name in {"", ".", ".."}:
        return "it is not a path inside the output folder"
    found = _UNUSABLE.search(name)
    if found:
        return f"Windows can't hold {found.group()!a} in a name"
    if name.partition(".")[0].casefold() in _DEVICES:
        return f'Windows reserves the name "{name.partition(".")[0]}" for itself'
    if name[-1] in ". ":
        return "Windows removes a dot or a space at the end of a name"
    if len(name.encode("utf-8", "surrogatepass")) > _LONGEST_NAME_BYTES:
        return f"a name has at most {_LONGEST_NAME_BYTES} bytes"
    return None


def path_problems(outputs: Sequence[Output], folder: Path) -> tuple[Problem, ...]:
    """Every output whose path can't be held everywhere, or is another's on a file system that ignores case."""
    return (*_unusable(outputs, folder), *_clashes(outputs, folder))


def _unusable(outputs: Iterable[Output], folder: Path) -> Iterator[Problem]:
    for output in outputs:
        fault = fault_of(output.path)
        if fault:
            message = f'"{output.path}" ({output.id}) can\'t be written everywhere: {fault}'
            yield Problem(place_of(folder, output.path), Rule.OUTPUT_NAME, message, "rename the input it is made from")


def _clashes(outputs: Iterable[Output], folder: Path) -> Iterator[Problem]:
    """Yields a problem for each file that meets another file, or a folder written in another way."""
    files: dict[str, Output] = {}
    folders: dict[str, tuple[str, Output]] = {}  # case-folded path -> the path as first written, and its output
    for output in sorted(outputs, key=lambda each: (each.path, str(each.id))):
        key = folded(output.path)
        if key in files:
            yield _clash(folder, output, files[key], "the same path")
        else:
            files[key] = output
        for parent in [str(p) for p in PurePosixPath(output.path).parents if p.name]:
            written, first = folders.setdefault(folded(parent), (parent, output))
            if written != parent:
                yield _clash(folder, output, first, "folders that differ in case only")
    for path_folded, (_, inside) in folders.items():
        if path_folded in files:
            yield _clash(folder, files[path_folded], inside, "a file where the other needs a folder")


def _clash(folder: Path, output: Output, other: Output, how: str) -> Problem:
    message = f'"{output.path}" ({output.id}) and "{other.path}" ({other.id}) have {how}'
    return Problem(place_of(folder, output.path), Rule.OUTPUT_CLASH, message, "rename one of the two")


def folded(path: str) -> str:
    """The path as file systems see it that ignore case and the way accents are composed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def place_of(folder: Path, path: str = "") -> Place:
    """The place that a problem with the output folder, or with a file in it, names."""
    return Place((folder / path).as_posix() if path else folder.as_posix())


_INPUTS = ("content", "data", "templates", "yiwu_report")
_PACKAGE = Path(__file__).resolve().parent.parent


def folder_problems(folder: Path, root: Path) -> tuple[Problem, ...]:
    """Problems that prevent the project in `root` from being written to `folder`; nothing is changed."""
    try:
        fault = _dangling(folder) or _misplaced(folder.resolve(), root.resolve()) or _unwritable(folder.resolve())
    except OSError as error:  # e.g. a name too long
        fault = f"the output folder can't be reached: {error.strerror}", "choose another folder with --out"
    return (folder_problem(folder, *fault),) if fault else ()


def folder_problem(folder: Path, message: str, remedy: str) -> Problem:
    """A problem with the output folder itself."""
    return Problem(place_of(folder), Rule.OUTPUT_FOLDER, message, remedy)


def reason_of(error: OSError, folder: Path) -> str:
    """The message of the operating system with the file, e.g. "No space left on device (en/index.html)"."""
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
    """True if a path is a folder or inside it, under any name of the folder (links, case)."""
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
