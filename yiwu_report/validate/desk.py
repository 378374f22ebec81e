"""Collects the problems and places of validation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from yiwu_report.model.fields import fault_of_id
from yiwu_report.model.node import BrokenNode, Entry, ListNode, MappingNode, Node, ScalarNode
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Problem
from yiwu_report.model.rules import Rule
from yiwu_report.validate.locate import locate
from yiwu_report.validate.plain import plain
from yiwu_report.validate.words import MAPPING, Explained, explain, is_about_key, unknown_key, wrong_shape

S = TypeVar("S", bound=BaseModel)
Key = tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """How a spec is read from a node where that is not all: values from elsewhere, keys spelt otherwise."""

    data: Mapping[str, Any]  # what is read instead of the node's own values
    aliases: Mapping[str, str] = field(default_factory=dict)  # a field -> the key it is written under
    silent: frozenset[str] = frozenset()  # fields whose faults are those of something else, and noted there


@dataclass
class Desk:
    """Collects problems and places; knows the report's languages (None if site.yaml lists none)."""

    languages: tuple[str, ...] | None = None
    others: bool = False  # other languages pass: the report lists some that cannot be used
    problems: list[Problem] = field(default_factory=list)
    places: dict[Key, Place] = field(default_factory=dict)

    @property
    def _context(self) -> dict[str, Any]:
        return {"languages": self.languages, "others": self.others}

    def refuse(self, place: Place, rule: Rule, message: str, remedy: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(place, rule, message, remedy))

    def refuse_at(self, key: Key, explained: Explained) -> None:
        """Note a problem at the place of an entry or of one of its keys, or of what holds it."""
        self.refuse(self.place(key), *explained)

    def place(self, key: Key) -> Place:
        """The place of an entry or of one of its keys, or of what holds it."""
        while len(key) > 1 and key not in self.places:
            key = key[:-1]
        return self.places[key]

    def mapping(self, node: Node | None) -> Mapping[str, Entry]:
        """The entries of a mapping; none, with a problem, where it is none."""
        if isinstance(node, MappingNode):
            return node.entries
        if node is not None and not isinstance(node, BrokenNode):
            self.refuse(node.place, *wrong_shape(plain(node), *MAPPING))
        return {}

    def only(self, entries: Mapping[str, Entry], known: Sequence[str]) -> None:
        """Note every key that is none of these."""
        for name, entry in entries.items():
            if name not in known:
                self.refuse(entry.key, *unknown_key(name, known))

    def is_good_id(self, text: str, place: Place, *, dots: bool = True) -> bool:
        """False, with a problem, for what is no id."""
        wrong = fault_of_id(text, dots=dots)
        if wrong:
            self.refuse(place, Rule.BAD_ID, *wrong)
        return wrong is None

    def read(self, spec: type[S], entry: Entry, reading: Reading | None = None) -> S | None:
        """An entry as its spec; None, with problems unless they are noted already, where it is faulty."""
        if not isinstance(entry.node, MappingNode):
            self.mapping(entry.node)
            return None
        reading = reading or Reading(plain(entry.node))
        try:
            return spec.model_validate(reading.data, context=self._context)
        except ValidationError as error:
            for each in error.errors(include_url=False):
                self._note(each, spec, entry, reading)
            return None

    def sound_part(self, spec: type[S], entry: Entry, stand_ins: Mapping[str, Any]) -> S | None:
        """What is sound in a faulty entry, so that the stages that follow can look at what depends on it.

        `stand_ins` are values for what is required. Nothing is noted, nothing of it is ever published.
        """
        if not isinstance(entry.node, MappingNode):
            return None
        aside, values = Desk(self.languages, self.others), plain(entry.node)
        sound = {
            name: values[name]
            for name in spec.model_fields
            if name in values and aside.read(spec, entry, Reading({**stand_ins, name: values[name]}))
        }
        return aside.read(spec, entry, Reading({**stand_ins, **sound}))

    def read_value(self, adapter: TypeAdapter[Any], entry: Entry) -> Any:
        """A value as its type; None, with problems unless they are noted already, where it is faulty."""
        try:
            return adapter.validate_python(plain(entry.node), context=self._context)
        except ValidationError as error:
            for each in error.errors(include_url=False):
                self._note(each, BaseModel, entry, Reading({}))
            return None

    def _note(self, error: ErrorDetails, spec: type[BaseModel], entry: Entry, reading: Reading) -> None:
        loc = error["loc"]
        if loc and loc[0] in reading.silent:
            return
        located = locate(entry.node, entry.key, loc, reading.aliases)
        if located.is_broken:
            return
        place = located.key if is_about_key(error) else located.value
        self.refuse(place, *explain(error, spec))

    def remember(self, key: Key, entry: Entry) -> None:
        """Note the places of an entry and of all it holds: values where they stand, mappings and lists at their key."""
        self.places[key] = entry.key
        self._remember_inside(key, entry.node)

    def _remember_inside(self, key: Key, node: Node) -> None:
        if isinstance(node, MappingNode):
            inside: Sequence[tuple[str, Entry]] = list(node.entries.items())
        elif isinstance(node, ListNode):
            inside = [(str(number), Entry(item.place, item)) for number, item in enumerate(node.items)]
        else:
            return
        for name, entry in inside:
            is_value = isinstance(entry.node, ScalarNode) and entry.node.text is not None
            self.places[(*key, name)] = entry.node.place if is_value else entry.key
            self._remember_inside((*key, name), entry.node)
