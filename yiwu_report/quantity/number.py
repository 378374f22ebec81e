"""The one form of a number in YAML, and what to say to each of the others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from yiwu_report.quantity.errors import QuantityError
from yiwu_report.quantity.multiples import multiple, multiplied
from yiwu_report.quantity.shown import MOST_DIGITS

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_LOOSE = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_POWER = re.compile(r"-?[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]{1,2}")
_GROUPED = re.compile(r"-?[0-9]{1,3}([,， '’][0-9]{3})+(\.[0-9]+)?")


def parse_number(text: str) -> Decimal:
    """The number that `text` writes: digits, at most one sign and one point; QuantityError for anything else."""
    digits = sum(character.isdigit() for character in text)
    if digits > MOST_DIGITS:
        raise QuantityError(
            f'"{text[:40]}" has {digits} digits', f"write at most {MOST_DIGITS}, in a larger unit if need be"
        )
    if NUMBER.fullmatch(text):
        if text.startswith("-") and not text.strip("-0."):
            raise QuantityError(f'"{text}" is a zero with a sign', f"write {text[1:]}")
        return Decimal(text)
    for fault in _FAULTS:
        if found := fault(text):
            raise QuantityError(f'"{text}" {found[0]}', found[1])
    raise QuantityError(f'"{text}" is no number', "write digits with at most one sign and one point, e.g. 20.65")


_Fault = tuple[str, str] | None


def _wide(text: str) -> _Fault:
    plain = unicodedata.normalize("NFKC", text).replace("−", "-")
    if plain == text or not NUMBER.fullmatch(plain):
        return None
    return "is written with other characters than 0 to 9, - and .", f"write {plain}"


def _separated(text: str) -> _Fault:
    if _GROUPED.fullmatch(text):
        return "has a thousands separator", f"write {re.sub('[^0-9.-]', '', text)}"
    if re.fullmatch(r"-?[0-9]+,[0-9]+", text):
        return "has a comma", f"write {text.replace(',', '.')} if it is meant as a decimal point"
    if "_" in text and _LOOSE.fullmatch(text.replace("_", "")):
        return "has an underscore", f"write {text.replace('_', '')}"
    return None


def _power(text: str) -> _Fault:
    if not _POWER.fullmatch(text):
        return None
    written = format(Decimal(text), "f")
    return "is written with a power of ten", (
        f"write {written}" if len(written) <= MOST_DIGITS else "write its digits, in a larger unit if need be"
    )


def _decorated(text: str) -> _Fault:
    if text.startswith("+") and NUMBER.fullmatch(text[1:]):
        return "has a plus sign", f"write {text[1:]}"
    if re.fullmatch(r"-?\.[0-9]+", text):
        return "begins with a point", f"write {text.replace('.', '0.')}"
    if re.fullmatch(r"-?[0-9]+\.", text):
        return "ends with a point", f"write {text[:-1]}"
    if _LOOSE.fullmatch(text):
        sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
        kept = digits.lstrip("0")
        return "begins with a zero", f"write {sign}{kept if kept[:1].isdigit() else '0' + kept}"
    return None


def _other_notation(text: str) -> _Fault:
    if re.fullmatch(r"-?[0-9]+(:[0-9]+)+(\.[0-9]+)?", text):
        return "is a time or a ratio", "write one number with digits, e.g. 12.5"
    if re.fullmatch(r"[-+]?(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)", text):
        return "is not written with tens", f"write {int(text, 0)}"
    if text.strip("+-.").lower() in {"nan", "inf", "infinity"}:
        return "is no number", "write digits, or null where the source gives no value"
    if re.search("[一二三四五六七八九十百千万亿两零〇]", text) and not re.search("[0-9]", text):
        return "has no digits", "write the number with digits, and 万 or 亿 as part of the unit"
    return None


def _with_unit(text: str) -> _Fault:
    match = re.match(r"([¥￥$€]?)\s*(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)\s*(.*)", text)
    if match is None or not (match[1] or match[3]) or re.search("[0-9]", match[3]):
        return None
    unit, odd = match[3], ""
    for word in ("多", "odd"):
        if unit.startswith(word):
            unit, odd = unit.removeprefix(word).strip(), " odd"
    number = f"{match[2]}{odd}"
    if not (match[1] or unit):
        return "lacks a space before its word", f"write {number}"
    if found := multiple(unit):
        word, by = found
        whole = f"{multiplied(match[2], by)}{odd}"
        return f'has "{word}" in it', f"write {whole} for it, or {number} where unit: names a unit with {word} in it"
    return f'has a unit in it, "{match[1] or unit}"', f"write {number} for it and name the unit in unit:"


_FAULTS: tuple[Callable[[str], _Fault], ...] = (_wide, _separated, _power, _decorated, _other_notation, _with_unit)
