"""Strict YAML: what is refused, what stays text, and where everything stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from yiwu_report.inputs.load.source import Source, decode
from yiwu_report.inputs.load.yaml_tree import read_yaml
from yiwu_report.model.node import BrokenNode, ListNode, MappingNode, Node, ScalarNode
from yiwu_report.model.problem import Place
from yiwu_report.model.text import Text

FILE = "data/x.yaml"
CASES = yaml.safe_load(
    (Path(__file__).parent.parent.parent / "cases" / "yaml_hazards.yaml").read_text(encoding="utf-8")
)


def read(text: str) -> Node:
    """The tree of a text that has no problem."""
    node, problems = read_yaml(Source(FILE, text))
    assert problems == []
    return node


def text_of(node: Node | None) -> Text:
    assert isinstance(node, ScalarNode)
    assert node.text is not None
    return node.text


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_a_hazard_is_named(case: dict[str, Any]) -> None:
    _, problems = read_yaml(Source(FILE, case["text"]))
    assert [str(problem) for problem in problems] == case["problems"]


def test_what_is_nested_without_end_is_left_at_once() -> None:
    for text in ("[" * 100_000, "{a: " * 50_000, "- " * 100_000, "{" * 100_000, "? " * 100_000):
        node, problems = read_yaml(Source(FILE, text))
        assert isinstance(node, BrokenNode)
        assert len(problems) <= 2


@pytest.mark.parametrize(
    "written",
    [
        "NO",
        "no",
        "Yes",
        "on",
        "off",
        "true",
        "12:30",
        "0o17",
        "010",
        "1_000",
        "1e3",
        ".inf",
        ".nan",
        "2019",
        "2018-06-05",
        "0x1F",
        "1.",
        "+1",
        "=",
        "NULL",
        "Null",
    ],
)
def test_a_value_is_the_text_that_stands_there(written: str) -> None:
    node = read(f"a: {written}\n")
    assert isinstance(node, MappingNode)
    assert text_of(node.get("a")) == Text(written, Place(FILE, 1, 4), written)


@pytest.mark.parametrize("written", ["null", "~", ""])
def test_nothing_is_null(written: str) -> None:
    node = read(f"a: {written}\nb: '{written}'\n")
    assert isinstance(node, MappingNode)
    assert isinstance(node.get("a"), ScalarNode)
    assert node.get("a") == ScalarNode(None, Place(FILE, 1, 4 if written else 3))
    assert text_of(node.get("b")).value == written  # in quotes it is a text


def test_the_first_of_two_keys_is_kept() -> None:
    node, _ = read_yaml(Source(FILE, "a: 1\nb: 2\na: 3\n"))
    assert isinstance(node, MappingNode)
    assert list(node.entries) == ["a", "b"]
    assert text_of(node.get("a")).value == "1"


def test_places_count_characters() -> None:
    node = read('标题: {zh: 😀😀, en: "é x"}\n列表:\n  - 甲\n  - 乙\n')
    assert isinstance(node, MappingNode)
    titles, entries = node.get("标题"), node.get("列表")
    assert isinstance(titles, MappingNode)
    assert isinstance(entries, ListNode)
    assert node.entries["列表"].key == Place(FILE, 2, 1)
    assert titles.entries["en"].key == Place(FILE, 1, 14)
    assert text_of(titles.get("en")).start == Place(FILE, 1, 18)
    assert [text_of(item).start for item in entries.items] == [Place(FILE, 3, 5), Place(FILE, 4, 5)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_the_mark_of_utf8_move_nothing(line_end: str, mark: bytes) -> None:
    text = 'a: "x\n  y"\nb: |\n  one\n  two\n'
    source, problem = decode(FILE, mark + text.replace("\n", line_end).encode())
    assert problem is None
    node = read(source.text)
    assert isinstance(node, MappingNode)
    assert text_of(node.get("a")).value == "x y"
    assert text_of(node.get("b")).value == "one\ntwo\n"
    assert node.entries["b"].key == Place(FILE, 3, 1)


def test_a_file_without_tree_keeps_its_names() -> None:
    node, _ = read_yaml(Source(FILE, "figures:\n  parks.open:\n    value: 1\n  'parks.shut': x\n  - b: c\n"))
    assert isinstance(node, BrokenNode)
    assert list(node.names) == ["figures", "parks.open", "value", "parks.shut", "b"]
    assert node.names["parks.shut"] == Place(FILE, 4, 4)


# Words that stand for themselves in every style, between characters that some styles escape, double or fold.
BETWEEN = st.sampled_from(
    [" ", "\n", "\n\n", "'", '"', "\\", ": ", " #", "é", "😀", "\t", "{{", "\u00a0", "|", "x4e00"]
)
STYLES = st.sampled_from([None, "'", '"', "|", ">"])


@given(st.lists(BETWEEN, min_size=1, max_size=12), STYLES, st.booleans(), st.integers(8, 60))
@example(["\\", "\n", "'"], '"', False, 20)
@example(["'", "'", " "], "'", True, 20)
def test_a_word_is_found_where_it_stands(between: list[str], style: str | None, unicode: bool, width: int) -> None:
    words = [f"w{number}n" for number in range(len(between) + 1)]
    value = words[0] + "".join(gap + word for gap, word in zip(between, words[1:], strict=True))
    file = yaml.dump({"n": "w1n", "key": value}, default_style=style, allow_unicode=unicode, width=width)
    node, problems = read_yaml(Source(FILE, file))
    assert problems == []
    assert isinstance(node, MappingNode)
    text = text_of(node.get("key"))
    assert text.value == value
    lines = file.split("\n")
    for word in words:
        place = text.place_of(value.index(word), len(word))
        assert lines[place.line - 1][place.column - 1 :].startswith(word), (file, place)


@given(st.text(max_size=200))
@example("a: !\u2028b")
@example("? ? ? ?")
@example('"\\uD800"')
@example("a: >-9\n x")
def test_any_text_gives_a_tree_or_problems(text: str) -> None:
    node, problems = read_yaml(Source(FILE, text))
    assert problems or not isinstance(node, BrokenNode)
    lines = text.count("\n") + 1
    assert all(1 <= problem.place.line <= lines + 1 and problem.place.column >= 1 for problem in problems)


@given(st.text(st.sampled_from("ab:-?&*!|>'\"%@`{}[],#\n \t\\0é"), max_size=60))
def test_any_syntax_gives_a_tree_or_problems(text: str) -> None:
    node, problems = read_yaml(Source(FILE, text))
    assert problems or not isinstance(node, BrokenNode)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_problem(content: bytes) -> None:
    source, problem = decode(FILE, content)
    read_yaml(source)
    if problem is None:
        assert source.text == content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
