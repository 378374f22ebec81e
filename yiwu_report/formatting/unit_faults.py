"""Problems of unit notations, found before they are used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from babel.numbers import is_currency

from yiwu_report.formatting.fill import placeholders
from yiwu_report.formatting.language import Language
from yiwu_report.model.figures import UnitKind, UnitSpec
from yiwu_report.model.nearest import did_you_mean
from yiwu_report.model.text import Text

PLURALS = ("zero", "one", "two", "few", "many", "other")  # CLDR's categories
FORMS = (*PLURALS, "first", "axis", "currency", "convert", "own")
_NUMBERS = ("n", "han", "word")


@dataclass(frozen=True, slots=True)
class UnitFault:
    """A fault of a unit in one language; `form` is None where a form is missing."""

    unit: str
    language: str
    form: str | None
    message: str
    remedy: str


def unit_faults(units: Mapping[str, UnitSpec], language: Language) -> list[UnitFault]:
    """Every fault of the units' forms in a language, in the order of the file; units without it are left out."""
    faults: list[UnitFault] = []
    for unit_id, unit in units.items():
        forms = unit.forms.get(language.code)
        if forms is None:
            continue
        for form, message, remedy in _faults_of(unit_id, unit, forms, language, units):
            faults.append(UnitFault(unit_id, language.code, form, message, remedy))
    return faults


_Fault = tuple[str | None, str, str]


def _faults_of(
    unit_id: str, unit: UnitSpec, forms: Mapping[str, Text], language: Language, units: Mapping[str, UnitSpec]
) -> Iterator[_Fault]:
    if not {"other", "currency", "convert"} & set(forms):
        yield None, f'the unit "{unit_id}" has no form other', 'write a pattern with {n}, e.g. "{n} parks"'
    for form, text in forms.items():
        if form not in FORMS:
            yield form, f'unknown form "{form}"', did_you_mean(form, FORMS, f"the forms are {', '.join(FORMS)}")
        elif form == "convert":
            yield from _faults_of_convert(unit_id, unit, text.value, language, units)
        elif form == "currency":
            yield from _faults_of_currency(unit, text.value)
        else:
            yield from _faults_of_pattern(form, text.value)
    if "own" in forms and "convert" not in forms:
        yield "own", "own is used with convert, which is missing", "rename the pattern to other, or add convert"


def _faults_of_pattern(form: str, pattern: str) -> Iterator[_Fault]:
    names = placeholders(pattern)
    for name in names:
        if name not in _NUMBERS:
            yield form, f'unknown placeholder "{{{name}}}"', "use {n}, {han} or {word}"
    if not set(names) & set(_NUMBERS) and form != "first":
        yield form, f'"{pattern}" does not say where the number goes', "use {n} instead"


def _faults_of_currency(unit: UnitSpec, code: str) -> Iterator[_Fault]:
    if not is_currency(code):
        yield "currency", f'"{code}" is not a currency', "write its three-letter code, e.g. CNY"
    if unit.factor != 10 ** unit.factor.adjusted():
        yield "currency", f"{unit.factor} is not a power of ten", "give the unit a factor such as 100000000"


def _faults_of_convert(
    unit_id: str, unit: UnitSpec, target_id: str, language: Language, units: Mapping[str, UnitSpec]
) -> Iterator[_Fault]:
    target = units.get(target_id)
    if target is None:
        yield "convert", f'there is no unit "{target_id}"', did_you_mean(target_id, units, "name a unit of units.yaml")
        return
    if (unit.dimension or unit_id) != (target.dimension or target_id):
        yield "convert", f'"{target_id}" has another dimension', "give both units the same dimension"
    if unit.kind is UnitKind.ORDINAL or UnitKind.DATE in {unit.kind, target.kind}:
        yield "convert", f"a unit of kind {unit.kind} cannot be converted", "write its own pattern"
    if language.code not in target.forms:
        yield "convert", f'"{target_id}" is not written in {language.name}', f'give it a pattern for "{language.code}"'
    if _leads_back(unit_id, language, units):
        yield "convert", f'"{unit_id}" converts to itself in the end', "give one of these units its own pattern"


def _leads_back(unit_id: str, language: Language, units: Mapping[str, UnitSpec]) -> bool:
    seen, current = {unit_id}, units[unit_id]
    while target := current.forms.get(language.code, {}).get("convert"):
        if target.value in seen:
            return True
        if target.value not in units:
            return False
        seen.add(target.value)
        current = units[target.value]
    return False
