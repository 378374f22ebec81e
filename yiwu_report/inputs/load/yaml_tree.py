"""Strict YAML: a file as a tree of nodes, built from the parser's events without recursion."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import cast

import yaml

from yiwu_report.inputs.load.source import Source
from yiwu_report.inputs.load.yaml_faults import explain
from yiwu_report.inputs.load.yaml_layout import Layout
from yiwu_report.model.node import BrokenNode, ListNode, MappingEntry, MappingNode, Node, ScalarNode
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text

DEEPEST = 20


def read_yaml(source: Source) -> tuple[Node, list[Problem]]:
    """The tree of a YAML file with the problems of its syntax; a `BrokenNode` if there is no tree."""
    builder, layout = _Builder(source), Layout(source)
    try:
        for event in yaml.parse(source.text, Loader=yaml.CSafeLoader):
            builder.problems += layout.problems(event)
            if not builder.take(event):
                break
    except yaml.YAMLError as error:
        builder.root = None
        problem = explain(error, source)
        if problem.place.line not in layout.blamed.union(each.place.line for each in builder.problems):
            builder.problems.append(problem)
    return builder.root or broken(source), builder.problems


# What looks like a key at the start of a line, in a list or not, quoted or not.
_NAME = re.compile(r"""[ \t]*(?:- )?["']?([A-Za-z][\w.]*)["']?[ \t]*[:：]""")


def broken(source: Source) -> BrokenNode:
    """Represents a file that cannot be parsed, with the names that look like keys."""
    names: dict[str, Place] = {}
    for number, line in enumerate(source.text.split("\n"), 1):
        if match := _NAME.match(line):
            names.setdefault(match[1], Place(source.file, number, match.start(1) + 1))
    return BrokenNode(Place(source.file), names)


@dataclass(slots=True)
class _Open:
    """A mapping or a list that has not ended yet."""

    place: Place
    is_mapping: bool
    is_broken: bool = False
    entries: dict[str, MappingEntry] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    awaits_key: bool = True
    key: tuple[str, Place] | None = None  # None: the next value is omitted

    def node(self) -> Node:
        if self.is_broken:
            return BrokenNode(self.place)
        return MappingNode(self.entries, self.place) if self.is_mapping else ListNode(tuple(self.items), self.place)


class _Builder:
    """Takes events until the document ends."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.open: list[_Open] = []
        self.documents = 0

    def take(self, event: yaml.Event) -> bool:
        """False if parsing cannot continue."""
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self._refuse(event, Rule.YAML_DOCUMENTS, "a second document", "put it into a separate file")
                    return False
            case yaml.ScalarEvent():
                self._refuse_extras(event)
                self._scalar(event)
            case yaml.AliasEvent():
                self._refuse(event, Rule.YAML_ALIAS, f'the alias "*{event.anchor}"', _ALIAS_REMEDY)
                self._close(BrokenNode(self._place(event)))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._refuse_extras(event)
                return self._begin(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close(self.open.pop().node())
            case yaml.StreamEndEvent():
                if self.root is None or (isinstance(self.root, ScalarNode) and self.root.text is None):
                    self.problems.append(
                        Problem(Place(self.source.file), Rule.EMPTY_FILE, "an empty file", "fill it, or delete it")
                    )
                    self.root = BrokenNode(Place(self.source.file))
        return True

    def _begin(self, event: yaml.CollectionStartEvent) -> bool:
        if len(self.open) == DEEPEST:
            self._refuse(event, Rule.YAML_DEPTH, f"nested more than {DEEPEST} deep", "reduce the nesting")
            self.root = None
            return False
        parent = self.open[-1] if self.open else None
        if parent and parent.is_mapping and parent.awaits_key:
            self._refuse_key(event, parent)
        self.open.append(_Open(self._place(event), isinstance(event, yaml.MappingStartEvent)))
        return True

    def _refuse_key(self, event: yaml.CollectionStartEvent, parent: _Open) -> None:
        if any(each.is_broken for each in self.open):
            return
        parent.is_broken = True
        position = _start(event).index
        braces = self.source.text.find("{{", max(position - 1, 0), position + 2)
        if braces >= 0:
            words = ('a text with "{{" without quotes', 'put the whole text in "quotes"')
        else:
            braces = position
            words = ("a mapping or a list where a key is expected", "write one word as the key")
        self.problems.append(Problem(self.source.place(braces), Rule.YAML_SYNTAX, *words))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        place = self._place(event)
        parent = self.open[-1] if self.open else None
        if parent and parent.is_mapping and parent.awaits_key:
            self._key(event, parent, place)
            return
        if _is_plain(event) and event.value in {"", "~", "null"}:
            self._close(ScalarNode(None, place))
            return
        end = cast("yaml.Mark", event.end_mark).index
        raw = self.source.text[_start(event).index : end]
        if _is_plain(event) and not _IS_WORD.fullmatch(raw) and (cut := _CUT_OFF.match(self.source.text, end)):
            message = f'"{cut[1]}" is a comment, not part of the text'
            remedy = 'put the whole text in "quotes", or add a space after the #'
            self.problems.append(Problem(self.source.place(cut.start(1)), Rule.YAML_SYNTAX, message, remedy))
        self._close(ScalarNode(Text(event.value, place, raw), place))

    def _key(self, event: yaml.ScalarEvent, parent: _Open, place: Place) -> None:
        parent.awaits_key = False
        parent.key = None
        key = unicodedata.normalize("NFC", event.value)
        first = parent.entries.get(key)
        if _is_plain(event) and event.value == "<<":
            self._refuse(event, Rule.YAML_ALIAS, "the merge key <<", _ALIAS_REMEDY)
        elif not event.value.strip():
            self._refuse(event, Rule.YAML_SYNTAX, "a colon without a key before it", "write key: value")
        elif event.value != event.value.strip() and _is_plain(event):
            self._refuse(event, Rule.YAML_SYNTAX, "an unusual space character beside a key", "use ordinary spaces")
        elif first:
            where = f"first in line {first.key.line}"
            self._refuse(event, Rule.YAML_DUPLICATE_KEY, f'the key "{event.value}" occurs twice, {where}', "keep one")
        else:
            parent.key = (key, place)

    def _close(self, node: Node) -> None:
        """Add a complete node to its parent mapping or list."""
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.awaits_key:  # an alias or a collection as a key: refused already
            parent.awaits_key, parent.key = False, None
        else:
            if parent.key:
                parent.entries[parent.key[0]] = MappingEntry(parent.key[1], node)
            parent.awaits_key = True

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._refuse(event, Rule.YAML_ALIAS, f'the anchor "&{event.anchor}"', _ALIAS_REMEDY)
        if event.tag is not None:
            tag = re.compile(r"![^\s,\[\]{}]*").match(self.source.text, _start(event).index)
            message = f'the tag "{tag[0]}"' if tag else "a tag"
            self._refuse(event, Rule.YAML_TAG, message, "remove it, or put a text that begins with ! in quotes")

    def _refuse(self, event: yaml.Event, rule: Rule, message: str, remedy: str) -> None:
        self.problems.append(Problem(self._place(event), rule, message, remedy))

    def _place(self, event: yaml.Event) -> Place:
        return Place(self.source.file, _start(event).line + 1, _start(event).column + 1)


# A text followed directly by # and something else: a comment would have a space there. A number or an id is not text.
_IS_WORD = re.compile(r"[a-z0-9_.:/-]+")
_CUT_OFF = re.compile(r"[ \t]+(#[^\s#][^\n]{0,30})")
_ALIAS_REMEDY = "repeat the value here, or put a text in quotes"


def _start(event: yaml.Event) -> yaml.Mark:
    return cast("yaml.Mark", event.start_mark)  # the parser gives every event its marks


def _is_plain(event: yaml.ScalarEvent) -> bool:
    return bool(event.implicit[0]) and not event.style
