"""The YAML files of a project as text, for what changes them."""

from __future__ import annotations

from pathlib import Path

from yiwu_report.load.files import find_files, read
from yiwu_report.load.source import Source, decode
from yiwu_report.load.yaml_tree import read_yaml
from yiwu_report.model.node import ListNode, MappingNode, Node, ScalarNode
from yiwu_report.model.problem import Problem

_SITE = "content/site.yaml"


def load_inputs(root: Path, folders: tuple[str, ...] = ("content", "data")) -> dict[str, bytes]:
    """Name -> bytes of every file under these folders that can be read, e.g. "data/units.yaml"."""
    found = (file for folder in folders for file in find_files(root, folder)[0])
    contents = {file.name: read(file) for file in found}
    return {name: content for name, content in contents.items() if not isinstance(content, Problem)}


def load_languages(root: Path) -> tuple[str, ...]:
    """The languages that a project's site.yaml lists; none where it cannot be read or doesn't say."""
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
