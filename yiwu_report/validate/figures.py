"""data/figures/<topic>.yaml: figures, with what a file's `defaults` say of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yiwu_report.model.figures import DefaultsSpec, FigureSpec, UnitSpec
from yiwu_report.model.node import BrokenNode, Entry, MappingNode, Node
from yiwu_report.model.place import Place
from yiwu_report.model.problem import Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text
from yiwu_report.validate.desk import Desk, Reading
from yiwu_report.validate.entries import read_each, unusable_names
from yiwu_report.validate.plain import plain
from yiwu_report.validate.values import ALIASES, refuse_date, with_date, with_tolerance
from yiwu_report.validate.words import missing_key

FOLDER = "data/figures/"
Units = Mapping[str, UnitSpec | Unusable]
Figures = dict[str, FigureSpec | Unusable]


def read_figures(documents: Mapping[str, Node], units: Units, desk: Desk) -> Figures:
    """Every figure of every file by its id; of two with one id the first."""
    figures: Figures = {}
    for file, node in documents.items():
        if file.startswith(FOLDER):
            figures |= _read_file(file, node, units, desk, figures)
    return figures


def _read_file(file: str, node: Node, units: Units, desk: Desk, earlier: Figures) -> Figures:
    if isinstance(node, BrokenNode):
        found: Figures = unusable_names(node)
        return {name: each for name, each in found.items() if name not in earlier}
    before = len(desk.problems)
    entries = desk.mapping(node)
    desk.only(entries, ("defaults", "figures"))
    if "figures" not in entries and len(desk.problems) == before:
        desk.refuse(Place(file), *missing_key("figures", " and the figures below it"))
    shared = _shared(file, entries.get("defaults"), desk)
    own = dict(desk.mapping(entries["figures"].node)) if "figures" in entries else {}
    for name in [name for name in own if name in earlier]:
        where = desk.places.get(("figure", name))
        message = (
            f'the figure "{name}" is already defined in {where}' if where else f'the figure "{name}" is defined twice'
        )
        desk.refuse(own[name].key, Rule.ID_CLASH, message, "give it another id, or keep one")
        del own[name]
    return read_each(own, "figure", desk, lambda name, entry: _read(name, entry, shared, units, desk))


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the defaults of a file say of its figures."""

    file: str
    values: Mapping[str, Any]
    silent: frozenset[str]  # keys that faulty defaults may have been meant to give: their lack is not noted


def _shared(file: str, defaults: Entry | None, desk: Desk) -> _Shared:
    if defaults is None:
        return _Shared(file, {}, frozenset())
    desk.remember(("defaults", file), defaults)
    sound = desk.read(DefaultsSpec, defaults)
    is_sound = sound is not None
    sound = sound or desk.sound_part(DefaultsSpec, defaults, {})
    written = plain(defaults.node)
    values = {key: written[key] for key in sound.model_fields_set} if sound else {}
    return _Shared(file, values, frozenset() if is_sound else frozenset(DefaultsSpec.model_fields) - values.keys())


def _read(name: str, entry: Entry, shared: _Shared, units: Units, desk: Desk) -> FigureSpec | None:
    if not isinstance(entry.node, MappingNode):
        desk.mapping(entry.node)
        return None
    own = plain(entry.node)
    before = len(desk.problems)
    refuse_date(entry.node.entries, own, desk)
    for key in shared.values.keys() - own.keys():
        desk.places["figure", name, key] = desk.places["defaults", shared.file, key]
    data = with_date({**shared.values, **own}, _unit(own.get("unit", shared.values.get("unit")), units))
    figure = desk.read(FigureSpec, entry, Reading(data, ALIASES, shared.silent - own.keys()))
    if figure is None:
        return None
    value = with_tolerance(("figure", name), figure.value, figure.tolerance, desk)
    return figure.model_copy(update={"value": value}) if len(desk.problems) == before else None


def _unit(unit: object, units: Units) -> UnitSpec | Unusable | None:
    return units.get(unit.value.strip()) if isinstance(unit, Text) else None
