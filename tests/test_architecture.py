"""What keeps the package readable: imports that point down, short files, and effects at the edge."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "yiwu_report"
MODULES = sorted(PACKAGE.rglob("*.py"))

LONGEST_MODULE_LINES = 400
LONGEST_FUNCTION_LINES = 45

AT_THE_EDGE = ("load", "publish", "preview", "cli", "__main__")
MODULES_OF_THE_WORLD = {
    *("os", "shutil", "tempfile", "glob", "fcntl", "msvcrt", "sys"),  # disk and process
    *("socket", "ssl", "http", "urllib.request", "subprocess"),  # network and other processes
    *("time", "locale", "random", "secrets", "platform", "getpass"),  # what differs from run to run and place to place
}
CALLS_TO_THE_WORLD = {
    *("open", "input", "print"),
    *("read_text", "read_bytes", "write_text", "write_bytes", "unlink", "rmdir", "mkdir", "touch", "rename"),
    *("iterdir", "rglob", "exists", "is_file", "is_dir", "stat", "cwd", "home", "expanduser", "samefile"),
    *("now", "utcnow", "today", "uuid1", "uuid4", "getenv", "setlocale", "urandom"),
}


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(PACKAGE).as_posix() for path in paths]


@pytest.fixture(params=MODULES, ids=names(MODULES))
def module(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_imports_point_down(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    exit_code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert exit_code == 0, capsys.readouterr().out


def test_a_module_is_short(module: Path) -> None:
    lines = len(module.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_MODULE_LINES, "split it at an idea you can name"


def test_a_function_is_short(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {f.name: length for f in functions if (length := length_of(f)) > LONGEST_FUNCTION_LINES}
    assert not long, "split them at steps you can name"


def length_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_only_the_edge_sees_disk_clock_and_network(module: Path) -> None:
    if set(AT_THE_EDGE) & set(module.relative_to(PACKAGE).with_suffix("").parts):
        return
    assert list(contacts(ast.parse(module.read_text(encoding="utf-8")))) == []


def contacts(tree: ast.AST) -> Iterator[str]:
    """Every import and call by which code sees more than its arguments, e.g. "12: open"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (f"{node.lineno}: {each.name}" for each in node.names if is_of_the_world(each.name))
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            full = {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
            yield from (f"{node.lineno}: {name}" for name in sorted(full) if is_of_the_world(name))
        elif isinstance(node, ast.Call):
            name = called(node)
            if name in CALLS_TO_THE_WORLD:
                yield f"{node.lineno}: {name}"


def is_of_the_world(name: str) -> bool:
    return name in MODULES_OF_THE_WORLD or name.partition(".")[0] in MODULES_OF_THE_WORLD


def called(call: ast.Call) -> str | None:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else None


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import os.path", ["1: os.path"]),
        ("from urllib import request", ["1: urllib.request"]),
        ("from time import time", ["1: time", "1: time.time"]),
        ("from datetime import date\ndate.today()", ["2: today"]),
        ("open('x')", ["1: open"]),
        ("path.read_text()", ["1: read_text"]),
        ("from pathlib import PurePosixPath\nPurePosixPath('a').name", []),
        ("import urllib.parse", []),
        ("from yiwu_report.publish import publish", []),
    ],
)
def test_contacts_are_found(code: str, found: list[str]) -> None:
    assert list(contacts(ast.parse(code))) == found


OF_THIS_REPORT = ("义乌", "yiwu", "东方日升", "晶澳", "爱旭", "天合", "吉利", "geely", "risen", "trina", "aiko")


def test_the_generator_knows_nothing_of_this_report() -> None:
    """Another newsroom replaces content/ and data/, and finds no word of ours on its pages."""
    texts = {path: "\n".join(strings(ast.parse(path.read_text(encoding="utf-8")))) for path in MODULES}
    files = [path for path in sorted((ROOT / "templates").rglob("*")) if path.is_file()]
    texts |= {path: path.read_text(encoding="utf-8", errors="replace") for path in files}
    found = {
        path.relative_to(ROOT).as_posix(): words
        for path, text in texts.items()
        if (words := [word for word in OF_THIS_REPORT if word in text.lower().replace("yiwu_report", "")])
    }
    assert found == {}


def strings(tree: ast.AST) -> Iterator[str]:
    """The strings of a module without its docstrings and comments, whose instances may be of this report."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


# A name that is defined twice, and why both mean the same thing.
DEFINED_TWICE: dict[str, str] = {}


def test_a_class_or_alias_name_is_defined_once() -> None:
    """One word, one meaning: also of enums, dataclasses, NamedTuples and type aliases, private or not."""
    defined: dict[str, list[str]] = {}
    for path in MODULES:
        for name in type_names(ast.parse(path.read_text(encoding="utf-8"))):
            defined.setdefault(name, []).append(path.relative_to(PACKAGE).as_posix())
    twice = {name: paths for name, paths in defined.items() if len(paths) > 1}
    assert twice.keys() == DEFINED_TWICE.keys(), twice


def type_names(tree: ast.Module) -> Iterator[str]:
    """The names of classes, wherever they are defined, and of type aliases: names such as `Units` or `_Make`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                if re.fullmatch(r"_?[A-Z]\w*[a-z]\w*", name):
                    yield name


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("class A:\n    class B: ...", ["A", "B"]),
        ("class Status(StrEnum): ...", ["Status"]),
        ("Units = Mapping[str, int]\n_Make = Callable[[int], bytes]", ["Units", "_Make"]),
        ("Parsed: TypeAlias = dict[str, bytes]", ["Parsed"]),
        ("Pair = NamedTuple('Pair', [('a', int)])", ["Pair"]),
        ("KINDS = {}\n_PAPER = 1\nlimit = 2", []),
        ("def make():\n    Local = dict[str, int]", []),
    ],
)
def test_type_names_are_found(code: str, found: list[str]) -> None:
    assert list(type_names(ast.parse(code))) == found


MOST_ARROWS = 60


def layers() -> list[list[str]]:
    """The rooms from the top down, as pyproject.toml lists them for import-linter."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    rooms = next(each for each in contracts if each["containers"] == ["yiwu_report"])
    return [[room.strip() for room in line.split("|")] for line in rooms["layers"]]


def arrows() -> set[tuple[str, str]]:
    """(importing room, imported room) of every import in the package; `__main__` is no room."""
    found = set()
    for path in MODULES:
        room = path.relative_to(PACKAGE).with_suffix("").parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [f"{node.module}.{each.name}" for each in node.names] if isinstance(node, ast.ImportFrom) else []
            names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            rooms = {name.split(".")[1] for name in names if name.startswith("yiwu_report.")}
            found |= {(room, other) for other in rooms if (PACKAGE / other).is_dir() and other != room}
    return {(above, below) for above, below in found if (PACKAGE / above).is_dir()}


def test_rooms_have_few_arrows_and_none_upward() -> None:
    rank = {room: number for number, line in enumerate(layers()) for room in line}
    assert {room for arrow in arrows() for room in arrow} <= rank.keys()
    assert [(above, below) for above, below in sorted(arrows()) if rank[above] >= rank[below]] == []
    assert len(arrows()) <= MOST_ARROWS
