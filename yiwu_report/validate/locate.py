"""Where in a file an error of pydantic's is: its `loc` followed through the tree of nodes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yiwu_report.model.node import BrokenNode, ListNode, MappingNode, Node
from yiwu_report.model.place import Place

Loc = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """The node that a `loc` leads to, or the last one on the way where it leads to what isn't there."""

    node: Node
    key: Place  # of the node's own key; of its first line where it has none
    is_there: bool
    is_broken: bool  # on the way stands what has a problem of its own

    @property
    def value(self) -> Place:
        """The place of the value; where there is none, of the key of what should hold it."""
        return self.node.place if self.is_there else self.key


def locate(node: Node, key: Place, loc: Loc, aliases: Mapping[str, str]) -> Located:
    """Follow `loc` from a node with its key's place. `aliases` are keys that files spell otherwise, or not at all ("")."""
    is_there = True
    for part in loc:
        if part == "[key]" or (isinstance(part, str) and part.startswith("<")):
            continue  # the key itself; the branch of a union
        is_there = False
        if isinstance(node, MappingNode):
            entry = node.entries.get(str(part)) or node.entries.get(aliases.get(str(part), ""))
            if entry:
                node, key, is_there = entry.node, entry.key, True
                continue
        elif isinstance(node, ListNode) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
            key, is_there = node.place, True
            continue
        if aliases.get(str(part)) != "":
            break
        is_there = True
    return Located(node, key, is_there, isinstance(node, BrokenNode))
