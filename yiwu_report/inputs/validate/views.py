"""data/views/<name>.yaml: each view by its model, each of its steps by the model of the step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yiwu_report.inputs.validate.collector import Collector, Reading, places_in
from yiwu_report.inputs.validate.messages import wrong_shape
from yiwu_report.inputs.validate.to_python import is_whole, to_python
from yiwu_report.model.node import BrokenNode, ListNode, MappingEntry, MappingNode, Node, ScalarNode
from yiwu_report.model.problem import Place, Unusable, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.views import StepSpec, StepSpecs, ViewSpec

FOLDER = "data/views/"


def read_views(documents: Mapping[str, Node], specs: StepSpecs, collector: Collector) -> dict[str, ViewSpec | Unusable]:
    """Every view by its id, its steps each of one of these kinds."""
    reader = _ViewFiles(specs, collector)
    views: dict[str, ViewSpec | Unusable] = {}
    for file, node in documents.items():
        if file.startswith(FOLDER):
            name = file.removeprefix(FOLDER).removesuffix(".yaml")
            entry = MappingEntry(Place(file), node)
            collector.remember(("view", name), entry)
            views[name] = reader.read(entry) or Unusable(Place(file))
    return views


@dataclass(frozen=True)
class _ViewFiles:
    """Reads views."""

    specs: StepSpecs
    collector: Collector

    def read(self, entry: MappingEntry) -> ViewSpec | None:
        """The view in a file; None with problems unless they are noted already."""
        before = len(self.collector.problems)
        data: dict[str, Any] = dict(to_python(entry.node)) if isinstance(entry.node, MappingNode) else {}
        written = entry.node.get("steps") if isinstance(entry.node, MappingNode) else None
        view = self.collector.read(ViewSpec, entry, Reading({**data, "steps": ()}))
        steps = self._steps(written) if written is not None else ()
        if view is None or len(self.collector.problems) > before or not is_whole(entry.node):
            return None
        return view.model_copy(update={"steps": steps}).located(places_in(entry, deep=True))

    def _steps(self, written: Node) -> tuple[StepSpec, ...]:
        if not isinstance(written, ListNode):
            if not isinstance(written, BrokenNode):
                fault = wrong_shape(to_python(written), "a list of steps", 'begin each step with "- "')
                self.collector.refuse(written.place, *fault)
            return ()
        return tuple(step for item in written.items if (step := self._step(item)) is not None)

    def _step(self, item: Node) -> StepSpec | None:
        if isinstance(item, BrokenNode):
            return None
        if isinstance(item, ScalarNode) and item.text is not None:  # e.g. "- rank"
            item = MappingNode(
                {item.text.value.strip(): MappingEntry(item.place, ScalarNode(None, item.place))}, item.place
            )
        if not isinstance(item, MappingNode) or len(item.entries) != 1:
            names = ", ".join(item.entries) if isinstance(item, MappingNode) else ""
            message = f"several keys in one step: {names}" if names else "a step that is not a mapping"
            remedy = 'write each step behind a "- " of its own, with what it needs indented below'
            self.collector.refuse(item.place, Rule.WRONG_SHAPE, message, remedy)
            return None
        ((word, entry),) = item.entries.items()
        spec = self.specs.get(word)
        if spec is None:
            remedy = did_you_mean(word, self.specs, f"use one of {', '.join(self.specs)}")
            self.collector.refuse(entry.key, Rule.UNKNOWN_STEP, f'there is no step "{word}"', remedy)
            return None
        return self._read(spec, entry)

    def _read(self, spec: type[StepSpec], entry: MappingEntry) -> StepSpec | None:
        key = spec.is_mapping_of
        if key is None and spec.short is not None and not isinstance(entry.node, MappingNode):
            key = spec.short
        if key is not None and not isinstance(entry.node, BrokenNode):
            entry = MappingEntry(entry.key, MappingNode({key: entry}, entry.node.place))
        if isinstance(entry.node, ScalarNode) and entry.node.text is None:
            entry = MappingEntry(entry.key, MappingNode({}, entry.node.place))
        read = self.collector.read(spec, entry)
        return read.located(places_in(entry, deep=True)) if read else None
