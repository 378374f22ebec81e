"""No regular expression needs what Python 3.11.0 to 3.11.4 match wrongly: possessive, atomic and conditional groups."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]  # the only parser of regular expressions there is
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(
    path for folder in ("yiwu_report", "tests", "docs", "benchmarks") for path in (ROOT / folder).rglob("*.py")
)
WORDS = sorted(path for path in ROOT.glob("**/templates/words/*.yaml") if ".venv" not in path.parts)

REFUSED = {
    _constants.POSSESSIVE_REPEAT: "a possessive quantifier",
    _constants.ATOMIC_GROUP: "an atomic group",
    _constants.GROUPREF_EXISTS: "a conditional group",
}
# The same in a part of an expression that cannot be read alone.
IN_PARTS = re.compile(r"(?P<possessive>(?<=[^\\+*?\s])[*+?}]\+(?!\+))|(?P<atomic>\(\?>)|(?P<conditional>\(\?\()")
CLASS_OR_ESCAPE = re.compile(r"\\.|\[\^?\]?[^\]]*\]", re.DOTALL)


def refused_in(pattern: str) -> list[str]:
    """What a pattern has that Python 3.11.0 cannot be trusted with."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = _parser.parse(pattern)
    except (re.error, RecursionError, OverflowError):
        return [f"{found.lastgroup} {found[0]}" for found in IN_PARTS.finditer(CLASS_OR_ESCAPE.sub("x", pattern))]
    return sorted(set(_refused(parsed)))


def _refused(parsed: Any) -> Iterator[str]:
    if isinstance(parsed, _parser.SubPattern):
        parsed = parsed.data
    if isinstance(parsed, list | tuple):
        for each in parsed:
            yield from _refused(each)
    elif parsed in REFUSED and isinstance(parsed, type(_constants.ATOMIC_GROUP)):
        yield REFUSED[parsed]


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Line and value of every string literal of a module; what an f-string inserts is an x."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield (
                node.lineno,
                "".join(str(each.value) if isinstance(each, ast.Constant) else "x" for each in node.values),
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in inside:
            yield node.lineno, node.value


def texts(value: Any) -> Iterator[str]:
    """Every text of a YAML file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)


@pytest.mark.parametrize(
    "pattern", ["a*+", "a++b", "[ab]?+", r"\d{2,3}+", "(?>ab|a)c", "(a)?b(?(1)c|d)", "(?:x(?>y))*"]
)
def test_what_is_refused(pattern: str) -> None:
    assert len(refused_in(pattern)) == 1
    assert len(refused_in(f"({pattern}")) == 1  # a part of a longer one


@pytest.mark.parametrize(
    "pattern", ["a+", "a*?", r"\++", r"a\*+", "[*+]+", "[+*?]+", "(?:a)(?=b)(?!c)(?<!d)", "(?P<n>x)(?P=n)"]
)
def test_what_is_accepted(pattern: str) -> None:
    assert refused_in(pattern) == []
    assert refused_in(f"({pattern}") == []


@pytest.mark.parametrize("path", [each for each in CODE if each != Path(__file__)], ids=lambda path: path.name)
def test_code(path: Path) -> None:
    assert {line: found for line, text in literals(path) if (found := refused_in(text))} == {}


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_words(path: Path) -> None:
    assert {
        text: found for text in texts(yaml.safe_load(path.read_text(encoding="utf-8"))) if (found := refused_in(text))
    } == {}
