"""What a description still has to decide: values that begin with DECIDE, as `yiwu-report describe` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from yiwu_report.model.node import ListNode, MappingEntry, MappingNode, Node, ScalarNode
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule

UNDECIDED: Final = "DECIDE"
_HOLDERS = {"columns", "format", "defaults"}  # left out of what is said: their keys say enough


def undecided(node: Node, keys: tuple[str, ...] = ()) -> Iterator[Problem]:
    """A problem for each value that is still to be decided; `keys` lead to the node."""
    if isinstance(node, MappingNode):
        for name, entry in node.entries.items():
            yield from undecided(entry.node, (*keys, name))
    elif isinstance(node, ListNode):
        for item in node.items:
            yield from undecided(item, keys)
    elif _is_undecided(node):
        yield _problem(node, ".".join(each for each in keys if each not in _HOLDERS))


def without_undecided(node: Node) -> Node:
    """The tree without what is still to be decided, and without columns whose kind is."""
    if isinstance(node, MappingNode):
        kept = {
            name: MappingEntry(entry.key, without_undecided(entry.node))
            for name, entry in node.entries.items()
            if not _is_undecided(entry.node) and not _has_undecided_kind(entry.node)
        }
        return MappingNode({name: each for name, each in kept.items() if not _is_empty(each.node)}, node.place)
    if isinstance(node, ListNode):
        return ListNode(tuple(without_undecided(item) for item in node.items if not _is_undecided(item)), node.place)
    return node


def _has_undecided_kind(node: Node) -> bool:
    kind = node.get("kind") if isinstance(node, MappingNode) else None
    return kind is not None and _is_undecided(kind)


def _is_empty(node: Node) -> bool:
    return isinstance(node, MappingNode) and not node.entries


def _is_undecided(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.text is not None and node.text.value.split()[:1] == [UNDECIDED]


def _problem(node: Node, named: str) -> Problem:
    text = node.text.value if isinstance(node, ScalarNode) and node.text else ""
    advice = text.strip().removeprefix(UNDECIDED).strip()
    remedy = f"write {advice}" if advice else f"write its value in place of {UNDECIDED}"
    return Problem(node.place, Rule.UNDECIDED, f"{named} is not decided yet", remedy)
