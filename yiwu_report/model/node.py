"""A file as a tree of nodes, each with its place: what `load` makes of YAML, before it means anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yiwu_report.model.column_table import DataFile
from yiwu_report.model.problem import Place, Problem
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
class MappingEntry:
    """A key's value, with the place of the key itself."""

    key: Place
    node: Node


@dataclass(frozen=True, slots=True, eq=False)
class MappingNode:
    """A mapping, its keys in the order of the file, each once."""

    entries: Mapping[str, MappingEntry]
    place: Place

    def get(self, key: str) -> Node | None:
        """The value of a key, or None."""
        entry = self.entries.get(key)
        return entry.node if entry else None


@dataclass(frozen=True, slots=True, eq=False)
class BrokenNode:
    """Represents what could not be read, which is reported elsewhere.

    Of a file, `names` are the words in it that look like keys: what they may have been is unusable, and
    what refers to them is omitted silently.
    """

    place: Place
    names: Mapping[str, Place] = field(default_factory=dict)


Node = ScalarNode | ListNode | MappingNode | BrokenNode


@dataclass(frozen=True)
class LoadedArticle:
    """An article in one language: content/articles/<slug>/<language>.md."""

    slug: str
    language: str
    file: str
    front: Node
    body: Text  # its value is the file's own characters: `raw` is the same


@dataclass(frozen=True)
class Loaded:
    """What `load` read. Keys are paths relative to the project's root, e.g. "data/figures/parks.yaml"."""

    documents: Mapping[str, Node]  # YAML files, templates/words/<code>.yaml among them
    articles: tuple[LoadedArticle, ...]
    problems: tuple[Problem, ...]
    data_files: Mapping[str, DataFile] = field(default_factory=dict)  # by name in data/files/, e.g. "gapminder.csv.gz"
    kept: dict[Any, Any] = field(default_factory=dict)  # what was made of data files, for the next time
