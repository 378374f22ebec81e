"""Quantities in a language: 200多亿元, more than ¥150 billion, three or four machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from yiwu_report.model.figures import UnitKind, UnitSpec
from yiwu_report.quantity import Qualifier, Quantity
from yiwu_report.text.formatting.convert import converted, rounded, target_of
from yiwu_report.text.formatting.language import Language, fill, placeholders
from yiwu_report.text.formatting.numbers import Amount, Written
from yiwu_report.text.formatting.units import UnitWriter


@dataclass(frozen=True, slots=True)
class FormattedQuantity:
    """`full` is for sentences; `value` and `unit` are separate, as in a table with the unit in its heading.

    `value` includes the qualifier: 1亿元以上 is 1以上 and 亿元. If they cannot be separated (¥11 billion, sixth), `unit`
    is empty.
    """

    full: str  # e.g. 200多亿元
    value: str  # e.g. 200多
    unit: str  # e.g. 亿元

    def __str__(self) -> str:
        return self.full


_LEAST_ODD = 10  # 1-odd billion is not English, 1,000-odd million is


def format_quantity(
    quantity: Quantity,
    unit: UnitSpec,
    language: Language,
    units: Mapping[str, UnitSpec],
    *,
    decimals: int | None = None,
) -> FormattedQuantity:
    """The quantity in the language, its unit converted as units.yaml declares.

    `decimals` limits the decimals, in the quantity's own unit; DecimalsError if it has fewer.
    """
    if decimals is not None:
        quantity = rounded(quantity, decimals)
    target = target_of(unit, language, units)
    written = converted(quantity, unit, target)
    writer = UnitWriter(target, language)
    if written.high is not None:
        return _range(written.low, written.high, writer)
    return _single(written, writer)


def axis_number(x: Decimal | float, unit: UnitSpec, language: Language, units: Mapping[str, UnitSpec]) -> str:
    """The label of a tick at `x`, in the unit: the same words as in the text, e.g. ¥50 billion or 1.6 million."""
    number = Decimal(str(x))
    number = Decimal(0) if number == 0 else number.normalize()
    target = target_of(unit, language, units)
    written = converted(Quantity(Qualifier.EXACT, number), unit, target)
    return UnitWriter(target, language).axis(Amount(written.low.number, is_whole=True))


def _single(written: Written, writer: UnitWriter) -> FormattedQuantity:
    word, amount = written.qualifier, written.low
    pattern = "{all}" if word is Qualifier.EXACT else writer.language.qualifier(word, writer.unit.kind)
    name = writer.name(amount)
    if placeholders(pattern) == ["n"] and writer.unit.kind is not UnitKind.ORDINAL:
        number = writer.number(amount, wrap=pattern, least=_LEAST_ODD)
        full = writer.full(number, amount)
        return FormattedQuantity(full, number if name else full, name)
    number = writer.number(amount)
    if word is Qualifier.CLASS and not writer.currency:
        number = _power(amount, writer.language, number)
    all_of_it = writer.full(number, amount)
    full = fill(pattern, all=all_of_it, n=all_of_it)
    return FormattedQuantity(full, fill(pattern, all=number, n=number) if name else full, name)


def _power(amount: Amount, language: Language, otherwise: str) -> str:
    """The power of ten of a class in words: 千; nothing for one, as in 亿元级."""
    power = amount.number.adjusted()
    if power < 0 or power > len(language.powers) or not language.powers:
        return otherwise
    return language.powers[power - 1] if power else ""


def _range(low: Amount, high: Amount, writer: UnitWriter) -> FormattedQuantity:
    language, name = writer.language, writer.name(high)
    if words := _neighbours(low, high, writer):
        return FormattedQuantity(writer.full(words, high), words if name else writer.full(words, high), name)
    numbers = fill(language.range, low=writer.number(low), high=writer.number(high))
    if _is_unit_written_once(writer, high):
        return FormattedQuantity(writer.full(numbers, high), numbers, name)
    full = fill(
        language.range,
        low=writer.full(writer.number(low), low),
        high=writer.full(writer.number(high), high),
    )
    return FormattedQuantity(full, numbers if name else full, name)


def _neighbours(low: Amount, high: Amount, writer: UnitWriter) -> str | None:
    """Two neighbouring counts below ten, as an estimate (GB/T 15835-2011): 三四, three or four."""
    adjacent = writer.language.adjacent
    first, second = low.number, high.number
    if adjacent is None or writer.unit.kind is not UnitKind.COUNT or not writer.stands_behind(high):
        return None
    if first != int(first) or first < 1 or second != first + 1 or second > len(adjacent.words):
        return None
    return fill(adjacent.pattern, low=adjacent.words[int(first) - 1], high=adjacent.words[int(second) - 1])


def _is_unit_written_once(writer: UnitWriter, high: Amount) -> bool:
    """3～9台, but 5%～95% and 1万家～2万家: what belongs to the number follows both."""
    if writer.unit.kind not in writer.language.range_once or not writer.stands_behind(high):
        return False
    return writer.is_counted_singly or writer.unit.kind is not UnitKind.COUNT
