"""YAML as editors' tools read it, where plain scalars that look so are numbers and booleans; and checked by a schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from yiwu_report.editor.schema import schema_name, schemas
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


@cache
def _validator(name: str, languages: tuple[str, ...] = ("zh", "en")) -> jsonschema.Draft7Validator:
    schema = schemas(languages or None)[name]
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def schema_faults(name: str, instance: Any, languages: tuple[str, ...] = ("zh", "en")) -> list[str]:
    """What a tool says of a file."""
    errors = list(_validator(name, languages).iter_errors(instance))
    return [f"{'.'.join(map(str, error.path))}: {error.message}" for error in errors]


def schema_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Every file of a project that follows a schema, with the schema's name."""
    for folder in ("content", "data", "templates/words"):
        for path in sorted((root / folder).rglob("*")):
            name = schema_name(path.relative_to(root).as_posix()) or ("article" if path.suffix == ".md" else None)
            if name and path.is_file():
                yield name, path
