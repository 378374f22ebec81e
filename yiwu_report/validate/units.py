"""data/units.yaml: units, whose languages are keys beside the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yiwu_report.formatting import Language, unit_faults
from yiwu_report.model.fields import is_language
from yiwu_report.model.figures import UnitSpec
from yiwu_report.model.nearest import did_you_mean, nearest
from yiwu_report.model.node import Entry, MappingNode, Node
from yiwu_report.model.problem import Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.validate.desk import Desk, Reading
from yiwu_report.validate.entries import read_entries
from yiwu_report.validate.plain import plain
from yiwu_report.validate.words import keys_of, unknown_key

_FIELDS = keys_of(UnitSpec)


def read_units(node: Node | None, desk: Desk, languages: Mapping[str, Language]) -> dict[str, UnitSpec | Unusable]:
    """Every unit by its id."""
    units = read_entries(node, "unit", desk, lambda _, entry: _read_unit(entry, desk))
    usable = {name: unit for name, unit in units.items() if isinstance(unit, UnitSpec)}
    for language in languages.values():
        for fault in unit_faults(usable, language):
            target = usable[fault.unit].forms[language.code].get("convert")
            if fault.form == "convert" and target and isinstance(units.get(target.value), Unusable):
                continue
            key = ("unit", fault.unit, fault.language, *([fault.form] if fault.form else []))
            rule = Rule.BAD_VALUE if fault.form else Rule.MISSING_KEY
            desk.refuse_at(key, (rule, fault.message, fault.remedy))
            units[fault.unit] = Unusable(desk.places["unit", fault.unit])
    return units


def _read_unit(entry: Entry, desk: Desk) -> UnitSpec | None:
    if not isinstance(entry.node, MappingNode):
        desk.mapping(entry.node)
        return None
    values = plain(entry.node)
    data: dict[str, Any] = {name: value for name, value in values.items() if name in _FIELDS}
    forms: dict[str, Any] = {}
    before = len(desk.problems)
    for name, value in values.items():
        if name in _FIELDS:
            continue
        if _is_language(name, desk):
            forms[name] = value if isinstance(value, dict) else {"other": value}
        else:
            _refuse_key(name, entry.node.entries[name], desk)
    for language in desk.languages or ():
        if language not in values:
            words = f'the unit has no pattern in "{language}"', f"add {language}: with {{n}} for the number"
            desk.refuse(entry.key, Rule.MISSING_TRANSLATION, *words)
    unit = desk.read(UnitSpec, entry, Reading(data | {"forms": forms}, {"forms": "", "other": ""}))
    return unit if len(desk.problems) == before else None


def _is_language(name: str, desk: Desk) -> bool:
    if desk.languages is None or desk.others:
        return is_language(name)
    return name in desk.languages


def _refuse_key(name: str, entry: Entry, desk: Desk) -> None:
    if is_language(name) and not nearest(name, _FIELDS):
        remedy = did_you_mean(name, desk.languages or (), "remove it, or list the language in content/site.yaml")
        desk.refuse(entry.key, Rule.UNKNOWN_LANGUAGE, f'the report has no language "{name}"', remedy)
    else:
        desk.refuse(entry.key, *unknown_key(name, [*_FIELDS, *(desk.languages or ())]))
