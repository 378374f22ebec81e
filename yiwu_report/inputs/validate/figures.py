"""data/figures/<topic>.yaml: figures with the `defaults` of their file; values, dates and tolerances of figures and cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from yiwu_report.inputs.validate.collector import Collector, EntryKey, Reading, places_in, read_each, unusable_names
from yiwu_report.inputs.validate.messages import missing_key
from yiwu_report.inputs.validate.to_python import to_python
from yiwu_report.model.figures import DefaultsSpec, FigureSpec, UnitKind, UnitSpec
from yiwu_report.model.node import BrokenNode, MappingEntry, MappingNode, Node
from yiwu_report.model.period import PeriodError, parse_period
from yiwu_report.model.problem import Fault, Place, Unusable
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text
from yiwu_report.quantity import Qualifier, Quantity, QuantityError, decimals_of, parse_quantity

ALIASES = {"date": "value"}  # a date is written as the value


def with_date(data: dict[str, Any], unit: UnitSpec | Unusable | None) -> dict[str, Any]:
    """The same with the value as `date` if the unit is of kind date; without a value if the unit is unknown."""
    value = data.get("value")
    if not isinstance(value, Text):
        return data
    if isinstance(unit, UnitSpec):
        return data | {"value": None, "date": value} if unit.kind is UnitKind.DATE else data
    return data | {"value": None} if _is_date(value.value.strip()) else data


def _is_date(text: str) -> bool:
    try:
        parse_period(text)
    except PeriodError:
        return False
    try:
        parse_quantity(text)
    except QuantityError:
        return True
    return False


def refuse_date(entries: Mapping[str, MappingEntry], data: dict[str, Any], collector: Collector) -> None:
    """Note a key `date`, and take it out: dates are values."""
    if "date" in data:
        del data["date"]
        collector.refuse(entries["date"].key, Rule.UNKNOWN_KEY, 'unknown key "date"', "write the date as the value")


def with_tolerance(
    key: EntryKey, value: Quantity | None, tolerance: Decimal | None, collector: Collector
) -> Quantity | None:
    """The value with its own tolerance; unchanged, with a problem, if it cannot have one."""
    if tolerance is None:
        return value
    if value is None:
        fault = Fault(Rule.BAD_VALUE, "a tolerance without a value", "remove it, or add the value")
        collector.refuse_at((*key, "tolerance"), fault)
        return value
    try:
        return value.with_tolerance(tolerance)
    except QuantityError as error:
        collector.refuse_at((*key, "tolerance"), Fault(Rule.BAD_VALUE, error.message, error.remedy))
        return value


def check_decimals(key: tuple[str, ...], value: Quantity | None, decimals: int | None, collector: Collector) -> None:
    """Refuse `decimals` that a value doesn't have, or that would change what its qualifier says."""
    if decimals is None or value is None:
        return
    if not value.is_exact:
        fault = Fault(
            Rule.DECIMALS,
            "decimals: of a value with a qualifier",
            "remove it, and write the value with the decimals to show",
        )
    elif decimals > (most := decimals_of(value.number)):
        fault = Fault(
            Rule.DECIMALS,
            f"decimals: {decimals} asks for more digits than the value has",
            f"write decimals: {most} or fewer",
        )
    else:
        return
    collector.refuse_at((*key, "decimals"), fault)


def with_shared_tolerance(value: Quantity | None, tolerance: Decimal | None) -> Quantity | None:
    """The value with the tolerance of its column, if it is one that can have it."""
    if value is None or tolerance is None or value.qualifier is not Qualifier.ABOUT:
        return value
    return value.with_tolerance(tolerance)


FOLDER = "data/figures/"
Units = Mapping[str, UnitSpec | Unusable]
FiguresById = dict[str, FigureSpec | Unusable]


def read_figures(documents: Mapping[str, Node], units: Units, collector: Collector) -> FiguresById:
    """Every figure of every file by its id; of two with one id the first."""
    figures: FiguresById = {}
    for file, node in documents.items():
        if file.startswith(FOLDER):
            figures |= _read_file(file, node, units, collector, figures)
    return figures


def _read_file(file: str, node: Node, units: Units, collector: Collector, earlier: FiguresById) -> FiguresById:
    if isinstance(node, BrokenNode):
        found: FiguresById = unusable_names(node)
        return {name: each for name, each in found.items() if name not in earlier}
    before = len(collector.problems)
    entries = collector.mapping(node)
    collector.only(entries, ("defaults", "figures"))
    if "figures" not in entries and len(collector.problems) == before:
        collector.refuse(Place(file), *missing_key("figures", " and the figures below it"))
    shared = _shared(file, entries.get("defaults"), collector)
    own = dict(collector.mapping(entries["figures"].node)) if "figures" in entries else {}
    for name in [name for name in own if name in earlier]:
        where = collector.places.get(("figure", name))
        message = (
            f'the figure "{name}" is already defined in {where}' if where else f'the figure "{name}" is defined twice'
        )
        collector.refuse(own[name].key, Rule.ID_CLASH, message, "give it another id, or keep one")
        del own[name]
    return read_each(own, "figure", collector, lambda name, entry: _read(name, entry, shared, units, collector))


@dataclass(frozen=True, slots=True)
class _Shared:
    """The defaults of a file."""

    file: str
    values: Mapping[str, Any]
    places: Mapping[EntryKey, Place]
    silent: frozenset[str]  # keys that faulty defaults may have been meant to give: their lack is not noted


def _shared(file: str, defaults: MappingEntry | None, collector: Collector) -> _Shared:
    if defaults is None:
        return _Shared(file, {}, {}, frozenset())
    collector.remember(("defaults", file), defaults)
    sound = collector.read(DefaultsSpec, defaults)
    is_sound = sound is not None
    sound = sound or collector.sound_part(DefaultsSpec, defaults, {})
    written = to_python(defaults.node)
    values = {key: written[key] for key in sound.model_fields_set} if sound else {}
    places = {keys: place for keys, place in places_in(defaults).items() if keys and keys[0] in values}
    return _Shared(
        file, values, places, frozenset() if is_sound else frozenset(DefaultsSpec.model_fields) - values.keys()
    )


def _read(name: str, entry: MappingEntry, shared: _Shared, units: Units, collector: Collector) -> FigureSpec | None:
    if not isinstance(entry.node, MappingNode):
        collector.mapping(entry.node)
        return None
    own = to_python(entry.node)
    before = len(collector.problems)
    refuse_date(entry.node.entries, own, collector)
    for key in shared.values.keys() - own.keys():
        collector.places["figure", name, key] = collector.places["defaults", shared.file, key]
    data = with_date({**shared.values, **own}, _unit(own.get("unit", shared.values.get("unit")), units))
    figure = collector.read(FigureSpec, entry, Reading(data, ALIASES, shared.silent - own.keys()))
    if figure is None:
        return None
    value = with_tolerance(("figure", name), figure.value, figure.tolerance, collector)
    check_decimals(("figure", name), value, figure.decimals, collector)
    figure = figure.located(
        places_in(entry), {keys: each for keys, each in shared.places.items() if keys[0] not in own}
    )
    return figure.model_copy(update={"value": value}) if len(collector.problems) == before else None


def _unit(unit: object, units: Units) -> UnitSpec | Unusable | None:
    return units.get(unit.value.strip()) if isinstance(unit, Text) else None
