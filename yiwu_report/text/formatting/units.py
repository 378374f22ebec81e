"""Units in a language: a number with its unit, and the faults of the patterns in units.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from babel.numbers import get_currency_symbol, is_currency

from yiwu_report.model.figures import UnitKind, UnitSpec
from yiwu_report.model.problem import Fault, did_you_mean
from yiwu_report.model.rules import Rule
from yiwu_report.model.text import Text
from yiwu_report.text.formatting.language import Language, fill, placeholders
from yiwu_report.text.formatting.numbers import Amount, format_amount, numeral, ordinal, scale_of, with_minus

PLURALS = ("zero", "one", "two", "few", "many", "other")  # CLDR's categories
FORMS = (*PLURALS, "first", "axis", "currency", "convert", "own")
_NUMBERS = ("n", "han", "word")


_fault = partial(Fault, Rule.BAD_VALUE)
_FormFault = tuple[str | None, Fault]


def unit_faults(units: Mapping[str, UnitSpec], language: Language) -> Iterator[tuple[str, str | None, Fault]]:
    """Every fault of the units' forms in a language, with the unit and the form (None if a form is missing)."""
    for unit_id, unit in units.items():
        forms = unit.forms.get(language.code)
        for form, fault in _faults_of(unit_id, unit, forms, language, units) if forms is not None else ():
            yield unit_id, form, fault


def _faults_of(
    unit_id: str, unit: UnitSpec, forms: Mapping[str, Text], language: Language, units: Mapping[str, UnitSpec]
) -> Iterator[_FormFault]:
    if not {"other", "currency", "convert"} & set(forms):
        remedy = 'write a pattern with {n}, e.g. "{n} parks"'
        yield None, Fault(Rule.MISSING_KEY, f'the unit "{unit_id}" has no form other', remedy)
    for form, text in forms.items():
        if form not in FORMS:
            yield form, _fault(f'unknown form "{form}"', did_you_mean(form, FORMS, f"the forms are {', '.join(FORMS)}"))
        elif form == "convert":
            yield from _faults_of_convert(unit_id, unit, text.value, language, units)
        elif form == "currency":
            yield from _faults_of_currency(unit, text.value)
        else:
            yield from _faults_of_pattern(form, text.value)
    if "own" in forms and "convert" not in forms:
        yield "own", _fault("own is used with convert, which is missing", "rename the pattern to other, or add convert")


def _faults_of_pattern(form: str, pattern: str) -> Iterator[_FormFault]:
    names = placeholders(pattern)
    for name in names:
        if name not in _NUMBERS:
            yield form, _fault(f'unknown placeholder "{{{name}}}"', "use {n}, {han} or {word}")
    if not set(names) & set(_NUMBERS) and form != "first":
        yield form, _fault(f'"{pattern}" does not say where the number goes', "use {n} instead")


def _faults_of_currency(unit: UnitSpec, code: str) -> Iterator[_FormFault]:
    if not is_currency(code):
        yield "currency", _fault(f'"{code}" is not a currency', "write its three-letter code, e.g. CNY")
    if unit.factor != 10 ** unit.factor.adjusted():
        yield "currency", _fault(f"{unit.factor} is not a power of ten", "give the unit a factor such as 100000000")


def _faults_of_convert(
    unit_id: str, unit: UnitSpec, target_id: str, language: Language, units: Mapping[str, UnitSpec]
) -> Iterator[_FormFault]:
    target = units.get(target_id)
    if target is None:
        yield (
            "convert",
            _fault(f'there is no unit "{target_id}"', did_you_mean(target_id, units, "name a unit of units.yaml")),
        )
        return
    if (unit.dimension or unit_id) != (target.dimension or target_id):
        yield "convert", _fault(f'"{target_id}" has another dimension', "give both units the same dimension")
    if unit.kind is UnitKind.ORDINAL or UnitKind.DATE in {unit.kind, target.kind}:
        yield "convert", _fault(f"a unit of kind {unit.kind} cannot be converted", "write its own pattern")
    if language.code not in target.forms:
        yield (
            "convert",
            _fault(f'"{target_id}" is not written in {language.name}', f'give it a pattern for "{language.code}"'),
        )
    if _leads_back(unit_id, language, units):
        yield "convert", _fault(f'"{unit_id}" converts to itself in the end', "give one of these units its own pattern")


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


@dataclass(frozen=True)
class UnitWriter:
    """Writes amounts in a unit that the language shows without conversion (see `convert.target_of`)."""

    unit: UnitSpec
    language: Language

    @property
    def currency(self) -> str | None:
        """The code of the currency that is written by size; None for other units."""
        code = self.unit.forms[self.language.code].get("currency")
        return code.value if code else None

    def pattern(self, amount: Amount) -> str:
        """The unit's pattern beside this amount, by CLDR's plural rules: 1 park, 1.0 parks."""
        if self.currency:
            return "{n}"
        forms = self.unit.forms[self.language.code]
        if "first" in forms and amount.number == 1:
            return forms["first"].value
        scale = scale_of(amount, self.language)
        power = scale.size.adjusted() if scale else 0
        return self.language.plural({name: form.value for name, form in forms.items()}, amount.digits, power)

    def number(self, amount: Amount, *, wrap: str = "{n}", least: int = 1) -> str:
        """The amount without its unit, but with its currency: it is before the digits, ¥11 billion."""
        if not self.currency:
            return format_amount(amount, self.language, wrap=wrap, least=least)
        # the scale depends on the sum in yuan, not in 亿元
        negative = amount.number < 0
        size = Amount(amount.number.copy_abs(), amount.is_whole).shifted(self.unit.factor.adjusted())
        return self._beside_symbol(format_amount(size, self.language, wrap=wrap, least=least), negative=negative)

    def _beside_symbol(self, text: str, *, negative: bool) -> str:
        code = self.currency or ""
        symbol = self.language.currencies.get(code) or get_currency_symbol(code, self.language.babel)
        pattern = self.language.babel.currency_formats["standard"]
        before, after = (with_minus(str(side[negative])) for side in (pattern.prefix, pattern.suffix))
        return f"{before}{text}{after}".replace("¤", symbol)

    def full(self, number: str, amount: Amount) -> str:
        """A number, as text, with its unit; ranks are written from the amount."""
        pattern = self.pattern(amount)
        names = placeholders(pattern)
        values = {"n": number}
        if "han" in names:
            values["han"] = numeral(amount.digits, self.language)
        if "word" in names:
            values["word"] = ordinal(amount.digits, self.language)
        return fill(pattern, **values)

    def name(self, amount: Amount) -> str:
        """The unit without the number; empty if the number is inside its pattern."""
        pattern = self.pattern(amount)
        return pattern.removeprefix("{n}").strip() if self.stands_behind(amount) else ""

    def stands_behind(self, amount: Amount) -> bool:
        """True if the unit follows the number, so that they can be separated."""
        pattern = self.pattern(amount)
        return pattern.startswith("{n}") and not self.currency

    @property
    def is_counted_singly(self) -> bool:
        """True for firms, false for 万家."""
        return self.unit.kind is UnitKind.COUNT and self.unit.factor == 1

    def axis(self, amount: Amount) -> str:
        """The amount as the label of a tick: nouns are left to the chart's subtitle."""
        if own := self.unit.forms[self.language.code].get("axis"):
            return fill(own.value, n=format_amount(amount, self.language))
        number = self.number(amount)
        if self.is_counted_singly or self.unit.kind in {UnitKind.ORDINAL, UnitKind.INDEX}:
            return number
        return self.full(number, amount)
