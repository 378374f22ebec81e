"""Collects the problems and the places of everything that is validated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from yiwu_report.inputs.validate.messages import MAPPING, explain, is_about_key, unknown_key, wrong_shape
from yiwu_report.inputs.validate.to_python import to_python
from yiwu_report.model.fields import Spec, fault_of_id
from yiwu_report.model.node import BrokenNode, ListNode, MappingEntry, MappingNode, Node, ScalarNode
from yiwu_report.model.problem import Fault, Place, Problem, Unusable
from yiwu_report.model.rules import Rule

Loc = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """The node at a `loc`, or the last existing one on the way there."""

    node: Node
    key: Place  # of the node's own key; without one, of its first line
    is_there: bool
    is_broken: bool  # something on the way is reported elsewhere

    @property
    def value(self) -> Place:
        """The place of the value; without a value, of the key that should contain it."""
        return self.node.place if self.is_there else self.key


def locate(node: Node, key: Place, loc: Loc, aliases: Mapping[str, str]) -> Located:
    """Follow `loc` from a node with its key's place. `aliases` are keys with another name in files, or none ("")."""
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


S = TypeVar("S", bound=Spec)
EntryKey = tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """How a spec is read from more than a node: values from elsewhere, keys with other names."""

    data: Mapping[str, Any]  # what is read instead of the node's own values
    aliases: Mapping[str, str] = field(default_factory=dict)  # a field -> the key it is written under
    silent: frozenset[str] = frozenset()  # fields whose faults are those of something else, and noted there


@dataclass
class Collector:
    """Collects problems and places; knows the report's languages (None if site.yaml lists none)."""

    languages: tuple[str, ...] | None = None
    others: bool = False  # other languages pass: the report lists some that cannot be used
    problems: list[Problem] = field(default_factory=list)
    places: dict[EntryKey, Place] = field(default_factory=dict)

    @property
    def _context(self) -> dict[str, Any]:
        return {"languages": self.languages, "others": self.others}

    def refuse(self, place: Place, rule: Rule, message: str, remedy: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(place, rule, message, remedy))

    def refuse_at(self, key: EntryKey, fault: Fault) -> None:
        """Add a problem at the place of an entry or of one of its keys, or of what contains it."""
        self.problems.append(fault.at(self.place(key)))

    def place(self, key: EntryKey) -> Place:
        """The place of an entry or of one of its keys, or of what contains it."""
        while len(key) > 1 and key not in self.places:
            key = key[:-1]
        return self.places[key]

    def mapping(self, node: Node | None) -> Mapping[str, MappingEntry]:
        """The entries of a mapping; none, with a problem, if it isn't one."""
        if isinstance(node, MappingNode):
            return node.entries
        if node is not None and not isinstance(node, BrokenNode):
            self.refuse(node.place, *wrong_shape(to_python(node), *MAPPING))
        return {}

    def only(self, entries: Mapping[str, MappingEntry], known: Sequence[str]) -> None:
        """Note every key that is none of these."""
        for name, entry in entries.items():
            if name not in known:
                self.refuse(entry.key, *unknown_key(name, known))

    def is_good_id(self, text: str, place: Place, *, dots: bool = True) -> bool:
        """False, with a problem, for an invalid id."""
        wrong = fault_of_id(text, dots=dots)
        if wrong:
            self.problems.append(wrong.at(place))
        return wrong is None

    def read(self, spec: type[S], entry: MappingEntry, reading: Reading | None = None) -> S | None:
        """An entry as its spec; None if it is faulty, with problems unless they are noted already."""
        if not isinstance(entry.node, MappingNode):
            self.mapping(entry.node)
            return None
        reading = reading or Reading(to_python(entry.node))
        try:
            return spec.model_validate(reading.data, context=self._context).located(places_in(entry))
        except ValidationError as error:
            for each in error.errors(include_url=False):
                self._note(each, spec, entry, reading)
            return None

    def sound_part(self, spec: type[S], entry: MappingEntry, stand_ins: Mapping[str, Any]) -> S | None:
        """The valid part of a faulty entry, so that later stages can check what depends on it.

        `stand_ins` are values for required keys. Nothing is noted, and none of it is ever published.
        """
        if not isinstance(entry.node, MappingNode):
            return None
        aside, values = Collector(self.languages, self.others), to_python(entry.node)
        sound = {
            name: values[name]
            for name in spec.model_fields
            if name in values and aside.read(spec, entry, Reading({**stand_ins, name: values[name]}))
        }
        return aside.read(spec, entry, Reading({**stand_ins, **sound}))

    def read_value(self, adapter: TypeAdapter[Any], entry: MappingEntry) -> Any:
        """A value as its type; None if it is faulty, with problems unless they are noted already."""
        try:
            return adapter.validate_python(to_python(entry.node), context=self._context)
        except ValidationError as error:
            for each in error.errors(include_url=False):
                self._note(each, Spec, entry, Reading({}))
            return None

    def _note(self, error: ErrorDetails, spec: type[Spec], entry: MappingEntry, reading: Reading) -> None:
        loc = error["loc"]
        if loc and loc[0] in reading.silent:
            return
        located = locate(entry.node, entry.key, loc, reading.aliases)
        if located.is_broken:
            return
        place = located.key if is_about_key(error) else located.value
        self.refuse(place, *explain(error, spec))

    def remember(self, key: EntryKey, entry: MappingEntry) -> None:
        """Note the places of an entry and of all it contains: of mappings and lists, that of their key."""
        self.places |= {(*key, *inner): place for inner, place in places_in(entry, deep=True).items()}


def places_in(entry: MappingEntry, *, deep: bool = False) -> dict[EntryKey, Place]:
    """The place of an entry, (), and of its keys and theirs; with `deep` of all it contains.

    A value has its own place; that of a mapping, a list or a null is its key's.
    """
    places: dict[EntryKey, Place] = {(): entry.key}

    def look(keys: EntryKey, node: Node) -> None:
        if isinstance(node, MappingNode):
            inside: Sequence[tuple[str, MappingEntry]] = list(node.entries.items())
        elif isinstance(node, ListNode):
            inside = [(str(number), MappingEntry(item.place, item)) for number, item in enumerate(node.items)]
        else:
            return
        for name, inner in inside:
            is_value = isinstance(inner.node, ScalarNode) and inner.node.text is not None
            places[(*keys, name)] = inner.node.place if is_value else inner.key
            if deep or not keys:
                look((*keys, name), inner.node)

    look((), entry.node)
    return places


T = TypeVar("T")


def read_entries(
    node: Node | None, kind: str, collector: Collector, read: Callable[[str, MappingEntry], T | None]
) -> dict[str, T | Unusable]:
    """Id -> what `read` makes of the entry, or `Unusable`. Of a file that has no tree: every name in it, unusable."""
    if isinstance(node, BrokenNode):
        return unusable_names(node)
    return read_each(collector.mapping(node), kind, collector, read)


def read_each(
    entries: Mapping[str, MappingEntry], kind: str, collector: Collector, read: Callable[[str, MappingEntry], T | None]
) -> dict[str, T | Unusable]:
    """As `read_entries`, of a mapping."""
    found: dict[str, T | Unusable] = {}
    for name, entry in entries.items():
        collector.remember((kind, name), entry)
        is_good = collector.is_good_id(name, entry.key)
        value = read(name, entry)
        found[name] = value if is_good and value is not None else Unusable(entry.key)
    return found


def unusable_names(node: BrokenNode) -> dict[str, T | Unusable]:
    """The names that may have been in a file that has no tree."""
    return {name: Unusable(place) for name, place in node.names.items()}
