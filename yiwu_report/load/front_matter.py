"""An article: its front matter between two lines of ---, and the text below."""

from __future__ import annotations

from yiwu_report.load.source import Source
from yiwu_report.load.yaml_tree import broken, read_yaml
from yiwu_report.model.node import Node
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text

_FENCE = "---"


def read_article(source: Source) -> tuple[Node, Text, list[Problem]]:
    """The front matter of an article as a tree, its text, and the problems of both."""
    lines = source.text.split("\n")
    if lines[0].rstrip() != _FENCE:
        remedy = "begin it with a line ---, the keys, and another line ---"
        return _without_front(source, 0, "the article does not begin with its front matter", remedy)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        return _without_front(
            source, 0, "the front matter that begins here does not end", "add a line --- below its keys"
        )
    if not any(line.strip() for line in lines[1:end]):
        return _without_front(source, end + 1, "the front matter is empty", "give it at least a title:")
    front = "\n".join(lines[:end])  # with the first line, so that places are those of the file
    node, problems = read_yaml(Source(source.file, front))
    return node, _body(source, lines, end + 1), problems


def _without_front(source: Source, body: int, message: str, remedy: str) -> tuple[Node, Text, list[Problem]]:
    problem = Problem(Place(source.file), Rule.FRONT_MATTER, message, remedy)
    return broken(source), _body(source, source.text.split("\n"), body), [problem]


def _body(source: Source, lines: list[str], first: int) -> Text:
    body = "\n".join(lines[first:])
    return Text(body, Place(source.file, first + 1, 1), body)
