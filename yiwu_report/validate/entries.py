"""A file whose keys are ids: each entry on its own, so that a faulty one leaves the others alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from yiwu_report.model.node import BrokenNode, Entry, Node
from yiwu_report.model.problem import Unusable
from yiwu_report.validate.desk import Desk

T = TypeVar("T")


def read_entries(
    node: Node | None, kind: str, desk: Desk, read: Callable[[str, Entry], T | None]
) -> dict[str, T | Unusable]:
    """Id -> what `read` makes of the entry, or `Unusable`. Of a file that has no tree: every name in it, unusable."""
    if isinstance(node, BrokenNode):
        return unusable_names(node)
    return read_each(desk.mapping(node), kind, desk, read)


def read_each(
    entries: Mapping[str, Entry], kind: str, desk: Desk, read: Callable[[str, Entry], T | None]
) -> dict[str, T | Unusable]:
    """As `read_entries`, of a mapping."""
    found: dict[str, T | Unusable] = {}
    for name, entry in entries.items():
        desk.remember((kind, name), entry)
        is_good = desk.is_good_id(name, entry.key)
        value = read(name, entry)
        found[name] = value if is_good and value is not None else Unusable(entry.key)
    return found


def unusable_names(node: BrokenNode) -> dict[str, T | Unusable]:
    """What may have stood in a file that has no tree."""
    return {name: Unusable(place) for name, place in node.names.items()}
