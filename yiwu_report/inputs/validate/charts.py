"""content/charts/<id>.yaml: each chart by the model of its kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

from yiwu_report.inputs.validate.collector import Collector, Reading
from yiwu_report.inputs.validate.messages import missing_key, unknown_key, unknown_value, wrong_shape
from yiwu_report.inputs.validate.to_python import to_python
from yiwu_report.model.charts import BarChart, WaffleChart
from yiwu_report.model.node import MappingEntry, MappingNode, Node
from yiwu_report.model.problem import Place, Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.site import AnyChart
from yiwu_report.model.text import Text

FOLDER = "content/charts/"
# Chart kinds of other tools, and their replacement here.
_OTHER_KINDS = {
    "pie": "draw bars, or kind: waffle for a part of a total",
    "donut": "draw bars, or kind: waffle for a part of a total",
    "column": "write kind: bar and orientation: vertical",
    "columns": "write kind: bar and orientation: vertical",
    "area": "draw kind: line",
    "scatter": "draw kind: range, or show a table",
    "dot": "draw kind: range",
    "slope": "draw kind: dumbbell",
}
_SHARED_KEYS = frozenset.intersection(*(frozenset(spec.model_fields) for spec in get_args(AnyChart)))
KINDS: dict[str, type[AnyChart]] = {
    str(get_args(spec.model_fields["kind"].annotation)[0]): spec for spec in get_args(AnyChart)
}


def read_charts(documents: Mapping[str, Node], collector: Collector) -> dict[str, AnyChart | Unusable]:
    """Every chart by its id."""
    charts: dict[str, AnyChart | Unusable] = {}
    for file, node in documents.items():
        if file.startswith(FOLDER):
            name = file.removeprefix(FOLDER).removesuffix(".yaml")
            collector.remember(("chart", name), MappingEntry(Place(file), node))
            charts[name] = _read(name, MappingEntry(Place(file), node), collector) or Unusable(Place(file))
    return charts


def _read(name: str, entry: MappingEntry, collector: Collector) -> AnyChart | None:
    spec = _spec(name, entry, collector)
    if spec is None:
        return None
    data, before = to_python(entry.node), len(collector.problems)
    if spec is BarChart:
        _refuse_cut_bars(entry.node, data, collector)
    _refuse_keys_of_others(spec, entry.node, data, collector)
    chart: AnyChart | None = collector.read(spec, entry, Reading(data | {"kind": data["kind"].value.strip()}))
    if chart is None or len(collector.problems) > before:
        return None
    wrong = _shape_fault(chart)
    if wrong:
        key, message, remedy = wrong
        collector.refuse_at(("chart", name, *([key] if key else [])), (Rule.CHART_SHAPE, message, remedy))
        return None
    return chart


# What people write where they want an axis that begins elsewhere than at zero, or one of powers of ten.
_CUTS = re.compile(r"(?:[xy]_?)?(?:min|range|axis|domain)|from|baseline|zero|(?P<log>(?:[xy]_?)?(?:log|scale))")


def _refuse_cut_bars(node: Node, data: dict[str, Any], collector: Collector) -> None:
    """Note each key that would cut bars, and take it out."""
    for name in list(data):
        match = _CUTS.fullmatch(name)
        if match is None:
            continue
        del data[name]
        message = f'"{name}" in a bar chart: bars must start at zero'
        remedy = "remove it; the dots of kind: range show small differences"
        if match["log"]:
            message = f'"{name}" in a bar chart: bars start at zero, which a logarithmic scale does not have'
            remedy = "remove it; kind: line can be logarithmic"
        collector.refuse(collector.mapping(node)[name].key, Rule.BARS_FROM_ZERO, message, remedy)


_STACKED = re.compile(r"stack(?:ed|ing)?|barmode")


def _refuse_keys_of_others(spec: type[AnyChart], node: Node, data: dict[str, Any], collector: Collector) -> None:
    """Note each key that means something in another kind of chart, or asks for what no chart does; and take it out."""
    for name in [name for name in data if name not in spec.model_fields]:
        kinds = [kind for kind, other in KINDS.items() if name in other.model_fields]
        remedy = ""
        if kinds:
            own = [key for key in spec.model_fields if key not in _SHARED_KEYS]
            remedy = f"it is for kind: {', '.join(kinds)}; here there are {', '.join(own)}"
        elif _STACKED.fullmatch(name):
            remedy = "remove it: bars are placed side by side, and a total is a separate bar (total:)"
        if remedy:
            del data[name]
            collector.refuse(collector.mapping(node)[name].key, Rule.UNKNOWN_KEY, f'unknown key "{name}"', remedy)


def _spec(name: str, entry: MappingEntry, collector: Collector) -> type[AnyChart] | None:
    if not isinstance(entry.node, MappingNode):
        collector.mapping(entry.node)
        return None
    kind = entry.node.get("kind")
    if kind is None and "type" in entry.node.entries:
        collector.refuse(entry.node.entries["type"].key, *unknown_key("type", ("kind",))[:2], 'write "kind"')
        return None
    if kind is None:
        collector.refuse(entry.key, *missing_key("kind", f" one of {', '.join(KINDS)}"))
        return None
    value = to_python(kind)
    if not isinstance(value, Text):
        collector.refuse_at(
            ("chart", name, "kind"), wrong_shape(value, "a chart kind", f"use one of {', '.join(KINDS)}")
        )
        return None
    word = value.value.strip()
    if word not in KINDS:
        rule, message, remedy = unknown_value(word, KINDS)
        collector.refuse(kind.place, rule, message, _OTHER_KINDS.get(word, remedy))
        return None
    return KINDS[value.value.strip()]


def _shape_fault(chart: AnyChart) -> tuple[str, str, str] | None:
    """The key, what is wrong with it, and what to do."""
    if isinstance(chart, WaffleChart):
        key = "table" if chart.table else "figures" if chart.figures is not None else None
        return (key, f"a waffle with {key}", "use part: and whole: instead") if key else None
    if chart.table and chart.figures is not None:
        return "figures", "a chart with both table: and figures:", "remove table: or figures:"
    if not chart.table and not chart.figures:
        return "figures", "a chart without data", "add table: with a table, or figures: with a list of figures"
    return None
