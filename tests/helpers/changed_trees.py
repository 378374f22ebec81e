"""A project with every kind of file, and random changes of its trees and bytes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from project import ROOT

from yiwu_report.model.node import BrokenNode, ListNode, MappingEntry, MappingNode, Node, ScalarNode
from yiwu_report.model.problem import Place
from yiwu_report.model.text import Text

BASE = ROOT / "tests" / "sites" / "minimal"
MORE = {
    "data/derived.yaml": "books.mean:\n  formula: books.total / libraries.open\n  unit: book\n  title: {zh: 一, en: x}\n",
    "data/claims.yaml": "many:\n  says: books.mean\n  formula: books.total / 12\n  source: report\n",
    "data/corrections.yaml": (
        "- date: 2026-02-01\n  figure: books.total\n  kind: revision\n"
        "  before: 1\n  after: 2\n  reason: {zh: 一, en: x}\n"
    ),
    "data/tables/of_file.yaml": (
        "title: {zh: 表, en: Table}\nfile: days.csv\nkeys: [town, year]\nformat: {missing: [n/a], drop: {town: [All]}}\n"
        "defaults: {source: report}\ncolumns:\n  town: {kind: label, labels: {A: {zh: 甲}, C: {zh: 丙}}}\n"
        "  year: {kind: period}\n"
        "  visits: {header: count, unit: visit, signs: [x], title: {zh: 人次, en: Visits}}\n"
    ),
    "data/files/days.csv": "town,year,count\nA,2024,5\nC,2024,n/a\nAll,2024,5\n",
    "content/charts/part.yaml": (
        "kind: waffle\npart: libraries.open\nwhole: libraries.open\ntitle: {zh: 一, en: x}\nsubtitle: {zh: 一, en: x}\n"
    ),
}
PLACE = Place("data/other.yaml", 7, 7)
WORDS = ("", " ", "x", "zh", "books.total", "class", "A", "1", "-1", "0", "over 5", "2018-06", "at noon", "yes", "true")


def whole_project(root: Path) -> Path:
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for name, text in MORE.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


class Change(Random):
    """Changes that a number stands for."""

    def node(self, depth: int = 2) -> Node:
        """Any node: a value, null, what could not be read, a list, a mapping."""
        kind = self.randrange(8 if depth else 5)
        if kind >= 5:
            inner = [self.node(depth - 1) for _ in range(self.randrange(3))]
            entries = {self.choice(WORDS): MappingEntry(PLACE, node) for node in inner}
            return ListNode(tuple(inner), PLACE) if kind == 5 else MappingNode(entries, PLACE)
        word = self.choice(WORDS)
        if kind == 0:
            return BrokenNode(PLACE)
        return ScalarNode(Text(word, PLACE, word) if kind > 1 else None, PLACE)

    def changed(self, node: Node) -> Node:
        """The same tree with one node another one, or with a key gone, renamed or added."""
        if not list(inside(node)) or not self.randrange(count(node)):
            return self.node()
        if isinstance(node, ListNode):
            at = self.randrange(len(node.items))
            return replace(node, items=(*node.items[:at], self.changed(node.items[at]), *node.items[at + 1 :]))
        assert isinstance(node, MappingNode)
        entries = dict(node.entries)
        key = self.choice(sorted(entries))
        match self.choice(["value", "value", "value", "gone", "renamed", "added"]):
            case "value":
                entries[key] = MappingEntry(entries[key].key, self.changed(entries[key].node))
            case "gone":
                del entries[key]
            case "renamed":
                entries[key[::-1]] = entries.pop(key)
            case "added":
                entries[self.choice(WORDS)] = MappingEntry(PLACE, self.node())
        return MappingNode(entries, node.place)

    def bytes(self, content: bytes) -> bytes:
        """The same with a few bytes gone or others in their place."""
        start = self.randrange(len(content))
        end = min(len(content), start + self.choice([0, 1, 1, 2, 5, 40]))
        new = "".join(self.choices("ab:-\n \t{}[]\"'|#,é0", k=self.choice([0, 1, 1, 3])))
        return content[:start] + self.choice([new.encode(), new.encode(), self.randbytes(2)]) + content[end:]


def count(node: Node) -> int:
    """How many nodes a tree has."""
    return 1 + sum(count(inner) for inner in inside(node))


def inside(node: Node) -> Iterator[Node]:
    """The nodes right below one."""
    if isinstance(node, MappingNode):
        yield from (entry.node for entry in node.entries.values())
    if isinstance(node, ListNode):
        yield from node.items
