"""Nodes converted to the plain values that models read: dicts, lists, `Text` and None."""

from __future__ import annotations

from enum import Enum
from typing import Any

from yiwu_report.model.node import BrokenNode, ListNode, MappingNode, Node, ScalarNode


class Broken(Enum):
    """Represents a `BrokenNode`: no field accepts it, and the resulting error is omitted."""

    BROKEN = "broken"


def to_python(node: Node) -> Any:
    """The value of a node."""
    match node:
        case ScalarNode(text=text):
            return text
        case MappingNode(entries=entries):
            return {key: to_python(entry.node) for key, entry in entries.items()}
        case ListNode(items=items):
            return [to_python(item) for item in items]
        case BrokenNode():
            return Broken.BROKEN


def is_whole(node: Node | None) -> bool:
    """True if nothing in a node was refused when it was read."""
    match node:
        case MappingNode(entries=entries):
            return all(is_whole(entry.node) for entry in entries.values())
        case ListNode(items=items):
            return all(is_whole(item) for item in items)
    return not isinstance(node, BrokenNode)
