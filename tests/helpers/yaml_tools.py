"""YAML as the tools of editors see it, which check by schemas: plain scalars are numbers and truths where they look so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from yiwu_report.inputs.load.source import Source
from yiwu_report.inputs.load.yaml_tree import read_yaml
from yiwu_report.model.node import ListNode, MappingNode, Node, ScalarNode

# The core schema of YAML 1.2.2, chapter 10.3.2
_CORE = (
    (re.compile(r"null|Null|NULL|~|"), lambda _: None),
    (re.compile(r"true|True|TRUE"), lambda _: True),
    (re.compile(r"false|False|FALSE"), lambda _: False),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
)


def seen(node: Node) -> Any:
    """What a tool makes of a tree."""
    if isinstance(node, MappingNode):
        return {key: seen(entry.node) for key, entry in node.entries.items()}
    if isinstance(node, ListNode):
        return [seen(item) for item in node.items]
    assert isinstance(node, ScalarNode)
    if node.text is None:
        return None
    if node.text.raw != node.text.value:
        return node.text.value  # in quotes, folded
    return next((read(node.text.raw) for form, read in _CORE if form.fullmatch(node.text.raw)), node.text.raw)


def seen_in(path: Path) -> Any:
    """What a tool makes of a file; of an article, of its front matter."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text = text.split("\n---", 1)[0].removeprefix("---\n") + "\n"
    node, problems = read_yaml(Source(path.name, text))
    assert problems == [], path
    return seen(node)
