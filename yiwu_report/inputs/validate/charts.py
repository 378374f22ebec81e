"""content/charts/<id>.yaml: each chart by the model of its kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import TypeAdapter

from yiwu_report.inputs.validate.collector import Collector, Reading
from yiwu_report.inputs.validate.messages import missing_key, unknown_key, unknown_value, wrong_shape
from yiwu_report.inputs.validate.to_python import to_python
from yiwu_report.inputs.validate.undecided import undecided
from yiwu_report.model.charts import ChartBase, ChartColour, GivenColour
from yiwu_report.model.fields import WORD
from yiwu_report.model.node import MappingEntry, MappingNode, Node
from yiwu_report.model.problem import Fault, Place, Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text

FOLDER = "content/charts/"
ChartSpecs = Mapping[str, type[ChartBase]]  # by the word under `kind:`
_COLOUR: TypeAdapter[ChartColour] = TypeAdapter(Annotated[ChartColour, WORD])
_STACKED = re.compile(r"stack(?:ed|ing)?|barmode")


def read_charts(
    documents: Mapping[str, Node], specs: ChartSpecs, collector: Collector
) -> dict[str, ChartBase | Unusable]:
    """Every chart by its id, each of one of these kinds."""
    reader = _ChartFiles(specs, collector)
    charts: dict[str, ChartBase | Unusable] = {}
    for file, node in documents.items():
        if file.startswith(FOLDER):
            name = file.removeprefix(FOLDER).removesuffix(".yaml")
            collector.remember(("chart", name), MappingEntry(Place(file), node))
            charts[name] = reader.read(name, MappingEntry(Place(file), node)) or Unusable(Place(file))
    return charts


def read_colours(node: Node | None, collector: Collector) -> dict[str, GivenColour]:
    """The colours of content/colours.yaml by the names that have them; faulty entries are omitted, with problems."""
    read = {name: (collector.read_value(_COLOUR, entry), entry) for name, entry in collector.mapping(node).items()}
    return {name: GivenColour(colour, entry.key) for name, (colour, entry) in read.items() if colour is not None}


@dataclass(frozen=True)
class _ChartFiles:
    """Reads charts of these kinds."""

    specs: ChartSpecs
    collector: Collector

    def read(self, name: str, entry: MappingEntry) -> ChartBase | None:
        """The chart in a file; None with a problem."""
        collector = self.collector
        open_lines = list(undecided(entry.node))
        collector.problems += open_lines
        spec = self._spec(name, entry)
        if spec is None or open_lines:
            return None
        data, before = to_python(entry.node), len(collector.problems)
        self._refuse_keys(spec, entry.node, data)
        chart: ChartBase | None = collector.read(spec, entry, Reading(data | {"kind": data["kind"].value.strip()}))
        if chart is None or len(collector.problems) > before:
            return None
        wrong = chart.fault_of_shape()
        if wrong:
            key, fault = wrong
            collector.refuse_at(("chart", name, key), fault)
            return None
        return chart

    def _refuse_keys(self, spec: type[ChartBase], node: Node, data: dict[str, Any]) -> None:
        """Note each unknown key of which more can be said than that, and take it out."""
        for name in [name for name in data if name not in spec.model_fields]:
            fault = spec.fault_of_key(name) or self._fault_of_other_key(spec, name)
            if fault:
                del data[name]
                self.collector.refuse(self.collector.mapping(node)[name].key, *fault)

    def _fault_of_other_key(self, spec: type[ChartBase], name: str) -> Fault | None:
        """What is wrong with a key of another kind, or one for something that no chart does."""
        kinds = [kind for kind, other in self.specs.items() if name in other.model_fields]
        if kinds:
            own = [key for key in spec.model_fields if key not in ChartBase.model_fields]
            remedy = f"it is for kind: {', '.join(kinds)}; here there are {', '.join(own)}"
        elif _STACKED.fullmatch(name):
            remedy = "write kind: stacked for parts that follow each other; other bars are placed side by side"
        else:
            return None
        return Fault(Rule.UNKNOWN_KEY, f'unknown key "{name}"', remedy)

    def _spec(self, name: str, entry: MappingEntry) -> type[ChartBase] | None:
        collector, known = self.collector, ", ".join(self.specs)
        if not isinstance(entry.node, MappingNode):
            collector.mapping(entry.node)
            return None
        kind = entry.node.get("kind")
        if kind is None and "type" in entry.node.entries:
            fault = unknown_key("type", ("kind",))._replace(remedy='write "kind"')
            collector.problems.append(fault.at(entry.node.entries["type"].key))
            return None
        if kind is None:
            collector.refuse(entry.key, *missing_key("kind", f" one of {known}"))
            return None
        value = to_python(kind)
        if not isinstance(value, Text):
            collector.refuse_at(("chart", name, "kind"), wrong_shape(value, "a chart kind", f"use one of {known}"))
            return None
        word = value.value.strip()
        if word not in self.specs:
            fault = unknown_value(word, self.specs)
            elsewhere = (spec.other_names[word] for spec in self.specs.values() if word in spec.other_names)
            collector.problems.append(fault._replace(remedy=next(elsewhere, fault.remedy)).at(kind.place))
            return None
        return self.specs[word]
