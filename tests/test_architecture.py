"""What keeps the package readable: imports that point down, short files, and effects at the edge."""

from __future__ import annotations

import ast
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
