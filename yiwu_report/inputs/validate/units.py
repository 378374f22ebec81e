"""data/units.yaml: units, whose languages are keys beside the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yiwu_report.inputs.validate.collector import Collector, Reading, read_entries
from yiwu_report.inputs.validate.messages import keys_of, unknown_key
from yiwu_report.inputs.validate.to_python import to_python
from yiwu_report.model.fields import is_language
from yiwu_report.model.figures import UnitSpec
from yiwu_report.model.node import MappingEntry, MappingNode, Node
from yiwu_report.model.problem import Unusable, did_you_mean, nearest
from yiwu_report.model.rules import Rule
from yiwu_report.text.formatting import Language, unit_faults

_FIELDS = keys_of(UnitSpec)


def read_units(
    node: Node | None, collector: Collector, languages: Mapping[str, Language]
) -> dict[str, UnitSpec | Unusable]:
    """Every unit by its id."""
    units = read_entries(node, "unit", collector, lambda _, entry: _read_unit(entry, collector))
    usable = {name: unit for name, unit in units.items() if isinstance(unit, UnitSpec)}
    for language in languages.values():
        for unit_id, form, fault in unit_faults(usable, language):
            target = usable[unit_id].forms[language.code].get("convert")
            if form == "convert" and target and isinstance(units.get(target.value), Unusable):
                continue
            collector.refuse_at(("unit", unit_id, language.code, *([form] if form else [])), fault)
            units[unit_id] = Unusable(collector.places["unit", unit_id])
    return units


def _read_unit(entry: MappingEntry, collector: Collector) -> UnitSpec | None:
    if not isinstance(entry.node, MappingNode):
        collector.mapping(entry.node)
        return None
    values = to_python(entry.node)
    data: dict[str, Any] = {name: value for name, value in values.items() if name in _FIELDS}
    forms: dict[str, Any] = {}
    before = len(collector.problems)
    for name, value in values.items():
        if name in _FIELDS:
            continue
        if _is_language(name, collector):
            forms[name] = value if isinstance(value, dict) else {"other": value}
        else:
            _refuse_key(name, entry.node.entries[name], collector)
    for language in collector.languages or ():
        if language not in values:
            words = f'the unit has no pattern in "{language}"', f"add {language}: with {{n}} for the number"
            collector.refuse(entry.key, Rule.MISSING_TRANSLATION, *words)
    unit = collector.read(UnitSpec, entry, Reading(data | {"forms": forms}, {"forms": "", "other": ""}))
    return unit if len(collector.problems) == before else None


def _is_language(name: str, collector: Collector) -> bool:
    if collector.languages is None or collector.others:
        return is_language(name)
    return name in collector.languages


def _refuse_key(name: str, entry: MappingEntry, collector: Collector) -> None:
    if is_language(name) and not nearest(name, _FIELDS):
        remedy = did_you_mean(name, collector.languages or (), "remove it, or list the language in content/site.yaml")
        collector.refuse(entry.key, Rule.UNKNOWN_LANGUAGE, f'the report has no language "{name}"', remedy)
    else:
        collector.refuse(entry.key, *unknown_key(name, [*_FIELDS, *(collector.languages or ())]))
