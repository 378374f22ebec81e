"""The files of a folder, in an order that is the same everywhere, and their bytes or text."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from yiwu_report.inputs.load.source import LARGEST_DATA_MIB, LARGEST_MIB, Source, decode
from yiwu_report.inputs.load.yaml_tree import read_yaml
from yiwu_report.model.node import ListNode, MappingNode, Node, ScalarNode
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule


@dataclass(frozen=True, order=True, slots=True)
class FoundFile:
    """A file with its name relative to the root, e.g. "data/figures/parks.yaml"."""

    name: str
    path: Path


def find_files(root: Path, folder: str) -> tuple[list[FoundFile], list[Problem]]:
    """Every file below root/folder but hidden ones and editors' copies, sorted; with a problem for each that is not a readable file."""
    found: list[FoundFile] = []
    problems: list[Problem] = []
    waiting = [root / folder] if (root / folder).is_dir() else []
    while waiting:
        here = waiting.pop()
        for path in _members(here, root, problems):
            name = _name(path, root)
            problem = _problem(path, name, root)
            if problem:
                problems.append(problem)
            elif path.is_dir():
                waiting.append(path)
            else:
                found.append(FoundFile(name, path))
    return sorted(found), sorted(problems)


def read(file: FoundFile) -> bytes | Problem:
    """A file's bytes; truncated just above the limit."""
    largest_mib = LARGEST_DATA_MIB if file.name.startswith("data/files/") else LARGEST_MIB
    try:
        with file.path.open("rb") as stream:
            return stream.read(largest_mib * 1024 * 1024 + 1)
    except OSError as error:
        return _unreadable(file.name, error)


def _members(folder: Path, root: Path, problems: list[Problem]) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if not _is_ignored(path.name)]
    except OSError as error:
        problems.append(_unreadable(_name(folder, root), error))
        return []


def _is_ignored(name: str) -> bool:
    is_copy = name.endswith(("~", ".swp", ".swo")) or (name.startswith("#") and name.endswith("#"))
    return name.startswith(".") or is_copy


def _name(path: Path, root: Path) -> str:
    """The name in printable form: what is not UTF-8, or would break a line, as an escape."""
    shown = os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", errors="backslashreplace")
    return "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in shown)


def _problem(path: Path, name: str, root: Path) -> Problem | None:
    try:
        os.fsencode(path.name).decode("utf-8")
    except UnicodeDecodeError:
        return Problem(Place(name), Rule.ENCODING, "the file's name is not UTF-8", "rename it")
    try:
        is_link, mode = path.is_symlink(), path.stat().st_mode
    except OSError as error:
        return _unreadable(name, error)
    if is_link and not (stat.S_ISREG(mode) and path.resolve().is_relative_to(root.resolve())):
        message = "a symbolic link to a folder, or out of the project"
        return Problem(Place(name), Rule.UNREAD_FILE, message, "put the file itself here")
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        return Problem(Place(name), Rule.UNREAD_FILE, "this is neither a file nor a folder", "remove it")
    return None


def _unreadable(name: str, error: OSError) -> Problem:
    message = f"the file cannot be read ({(error.strerror or 'unknown error').lower()})"
    return Problem(Place(name), Rule.UNREAD_FILE, message, "make it readable, or remove it")


_SITE = "content/site.yaml"


def load_inputs(root: Path, folders: tuple[str, ...] = ("content", "data")) -> dict[str, bytes]:
    """Name -> bytes of every file under these folders that can be read, e.g. "data/units.yaml"."""
    found = (file for folder in folders for file in find_files(root, folder)[0])
    contents = {file.name: read(file) for file in found}
    return {name: content for name, content in contents.items() if not isinstance(content, Problem)}


def load_languages(root: Path) -> tuple[str, ...]:
    """The languages that a project's site.yaml lists; none if it cannot be read or doesn't list any."""
    path = root / _SITE
    node = read_document(_SITE, path.read_bytes()) if path.is_file() else None
    listed = node.get("languages") if isinstance(node, MappingNode) else None
    items = listed.items if isinstance(listed, ListNode) else ()
    texts = [item.text.value.strip() for item in items if isinstance(item, ScalarNode) and item.text]
    return tuple(dict.fromkeys(texts))


def read_document(name: str, content: bytes) -> Node:
    """The tree of a YAML file, as far as it can be read."""
    source, problem = decode(name, content)
    return read_yaml(source if problem is None else Source(name, ""))[0]
