"""docs/architecture.md names rooms, files and functions that exist, and its ways follow the calls in the code."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "yiwu_report"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

_CODE = re.compile(r"`([^`\n]+)`")
_FILE = re.compile(r"[\w./<>*-]+\.(?:py|yaml|css|html|js|md|toml)|[\w./-]+/")
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?")


def section(title: str) -> str:
    match = re.search(rf"^## {re.escape(title)}$(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert match is not None, f"the page has no section {title}"
    return match[1]


def rows(title: str) -> list[list[str]]:
    """The cells of each row of the section's table, without its heading."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def files_in(text: str) -> list[str]:
    return [code for code in _CODE.findall(text) if _FILE.fullmatch(code)]


def names_in(text: str) -> list[str]:
    return [code for code in _CODE.findall(text) if _NAME.fullmatch(code) and not _FILE.fullmatch(code)]


def found(path: str) -> list[Path]:
    """The files or folders that a path of the page means: in the package, otherwise in the repository."""
    pattern = re.sub(r"<\w+>", "*", path).rstrip("/")
    return [each for folder in (PACKAGE, ROOT) for each in folder.glob(pattern)]


@cache
def definitions(path: Path) -> dict[str, ast.AST]:
    """Each function, class and variable of a module, and each method as Class.method."""
    nodes: dict[str, ast.AST] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match node:
            case ast.FunctionDef() | ast.ClassDef():
                nodes[node.name] = node
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                nodes[name] = node
        if isinstance(node, ast.ClassDef):
            nodes |= {f"{node.name}.{each.name}": each for each in node.body if isinstance(each, ast.FunctionDef)}
    return nodes


def used_by(path: Path, name: str) -> set[str]:
    """What a function names, itself or through what its module defines beside it."""
    known = definitions(path)
    methods = {key.partition(".")[2]: key for key in known if "." in key}
    used: set[str] = set()
    waiting, seen = [name], set()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        names = {node.id for node in ast.walk(known[current]) if isinstance(node, ast.Name)}
        names |= {node.attr for node in ast.walk(known[current]) if isinstance(node, ast.Attribute)}
        used |= names
        waiting += [methods.get(each, each) for each in names if each in known or each in methods]
    return used


def test_every_room_is_listed() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    listed = [room for cells in rows("The twelve rooms") for room in names_in(cells[0])]
    assert set(listed) == rooms
    assert len(listed) == len(rooms)


# .cache/ is made by a build
@pytest.mark.parametrize("path", sorted({path for path in files_in(PAGE) if path != ".cache/"}))
def test_a_file_exists(path: str) -> None:
    assert found(path), f"docs/architecture.md names {path}, which is gone"


WAYS = ["The way of a figure", "The way of a cell of a file", "The way of a chart", "The way of a problem"]


@pytest.mark.parametrize("title", WAYS)
def test_a_way_follows_the_calls(title: str) -> None:
    """Each step exists, calls what the page says that it calls, and is called by a step before it."""
    called: set[str] = set()
    for number, (file, function, calls, _) in enumerate(rows(title)):
        (path,) = found(files_in(file)[0])
        (name,) = names_in(function)
        assert name in definitions(path), f"{file} defines no {name}"
        assert set(names_in(calls)) <= used_by(path, name), f"{file}: {name} calls {names_in(calls)} no longer"
        assert number == 0 or name.rpartition(".")[2] in called or name.partition(".")[0] in called, (
            f"no step before {name} calls it"
        )
        called |= set(names_in(calls))


@pytest.mark.parametrize("title", ["To add something", "Where to find"])
def test_names_are_defined_in_the_files_of_their_row(title: str) -> None:
    for cells in rows(title):
        text = " ".join(cells[1:])
        known = {
            name
            for file in files_in(text)
            for path in found(file)
            if path.suffix == ".py"
            for name in definitions(path)
        }
        assert set(names_in(text)) <= known, cells[0]
