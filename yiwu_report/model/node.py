"""A file as a tree of nodes, each with its place: the result of `load` for YAML and CSV, before validation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from yiwu_report.model.place import Place
from yiwu_report.model.text import Text


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A single value, kept as text whatever it looks like; None for null, ~ and an empty value without quotes."""

    text: Text | None
    place: Place


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """A key's value, with the place of the key itself."""

    key: Place
    node: Node


@dataclass(frozen=True, slots=True, eq=False)
class MappingNode:
    """A mapping, its keys in the order of the file, each once."""

    entries: Mapping[str, Entry]
    place: Place

    def get(self, key: str) -> Node | None:
        """The value of a key, or None."""
        entry = self.entries.get(key)
        return entry.node if entry else None


@dataclass(frozen=True, slots=True, eq=False)
class BrokenNode:
    """Stands for what could not be read and has a problem of its own.

    Of a whole file, `names` are the words in it that look like keys: what they may have been is unusable, and
    what refers to them is left out silently.
    """

    place: Place
    names: Mapping[str, Place] = field(default_factory=dict)


Node = ScalarNode | ListNode | MappingNode | BrokenNode
