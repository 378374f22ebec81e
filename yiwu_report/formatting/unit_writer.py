"""One unit in one language: its plural forms, its currency, its ranks."""

from __future__ import annotations

from dataclasses import dataclass

from babel.numbers import get_currency_symbol

from yiwu_report.formatting.amount import Amount
from yiwu_report.formatting.fill import fill, placeholders
from yiwu_report.formatting.language import Language
from yiwu_report.formatting.numbers import format_amount, with_minus
from yiwu_report.formatting.numerals import numeral, ordinal
from yiwu_report.model.figures import UnitKind, UnitSpec


@dataclass(frozen=True)
class UnitWriter:
    """Writes amounts in a unit that the language shows as it is (see `convert.target_of`)."""

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
        scale = self.language.scale_of(amount.number)
        power = scale.size.adjusted() if scale else 0
        return self.language.plural({name: form.value for name, form in forms.items()}, amount.digits, power)

    def number(self, amount: Amount, *, wrap: str = "{n}", least: int = 1) -> str:
        """The amount without its unit, but with its currency: it stands before the digits, ¥11 billion."""
        if not self.currency:
            return format_amount(amount, self.language, wrap=wrap, least=least)
        # the scale goes by the sum in yuan, not in 亿元
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
        """The unit without the number; empty where the number stands inside its pattern."""
        pattern = self.pattern(amount)
        return pattern.removeprefix("{n}").strip() if self.stands_behind(amount) else ""

    def stands_behind(self, amount: Amount) -> bool:
        """True where the unit follows the number, so that they can be separated."""
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
