"""The number format in YAML, and messages for other notations. Advice never changes a value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from yiwu_report.quantity.shown import MOST_DIGITS
from yiwu_report.quantity.suggestions import multiple, multiplied

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
WRITE_DIGITS: Final = "write digits with at most one sign and one point, e.g. 20.65"
_LOOSE = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_POWER = re.compile(r"-?[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]{1,2}")
CURRENCIES = "$¢£¤¥֏؋৳฿៛₠₡₢₣₤₥₦₧₨₩₪₫€₭₮₱₲₳₴₵₸₹₺₼₽₾₿＄￠￡￥￦"
_UNIT_SIGNS = f"%‰‱°µ′″'\"{CURRENCIES}"
_GROUPED = re.compile(
    r"-?[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+|(?:['’][0-9]{3})+)(?:\.[0-9]+)?"
    r"|-?[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?"  # 12,34,567 in India
)
_GROUPED_BEFORE_COMMA = re.compile(
    r"-?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}|(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+|(?:['’][0-9]{3})+),[0-9]+)"
)
_UNIT = re.compile(
    rf"(?P<minus>-?)\s*(?P<currency>[A-Z]{{0,3}}[{CURRENCIES}])?\s*(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)"
    r"\s*(?P<rest>[^0-9]*)"
)
_NOTE = re.compile(r"[*†‡§¶#]+|\(([^\W\d_]{1,2})\)|\[([^\W\d_]{1,2})\]")
_ODD = ("多", "余", "odd")


@dataclass(frozen=True, slots=True)
class NumberFault:
    """What is wrong with a number, and what to do: {0} and {1} are replaced by `numbers`, the values that may be meant."""

    message: str
    remedy: str
    numbers: tuple[str, ...] = ()


def read_number(text: str) -> Decimal | NumberFault:
    """The number that `text` writes: digits, at most one sign and one point; or what is wrong with it."""
    digits = sum(character.isdigit() for character in text)
    if digits > MOST_DIGITS:
        return NumberFault(f"has {digits} digits", f"write at most {MOST_DIGITS}, in a larger unit if need be")
    if NUMBER.fullmatch(text):
        if text.startswith("-") and not text.strip("-0."):
            return NumberFault("is zero with a sign", "write {0}", (text[1:],))
        return Decimal(text)
    found = (fault(text) for fault in _FAULTS)
    return next((each for each in found if each is not None), NumberFault("is not a number", WRITE_DIGITS))


def _other_characters(text: str) -> NumberFault | None:
    """Digits and signs of other scripts, each with a value; 10² and ① aren't among them."""
    plain = "".join(map(_plain, text))
    if plain == text:
        return None
    if NUMBER.fullmatch(plain):
        return NumberFault("contains characters other than 0 to 9, - and .", "write {0}", (plain,))
    read = read_number(plain)
    return read if isinstance(read, NumberFault) else None


def _plain(character: str) -> str:
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    if unicodedata.category(character) == "Zs":
        return " "
    if unicodedata.decomposition(character).startswith("<wide>") and character not in CURRENCIES:
        return unicodedata.normalize("NFKC", character)
    return {"−": "-", "٫": ".", "٬": ","}.get(character, character)


def _separated(text: str) -> NumberFault | None:
    if _GROUPED.fullmatch(text):
        whole = re.sub("[^0-9.-]", "", text)
        if text.count(",") == 1 and "." not in text:  # 3,104 is 3.104 in languages with a decimal comma
            message, remedy = "has a comma", "write {0} if it parts thousands, {1} if it is a decimal point"
            return NumberFault(message, remedy, (whole, text.replace(",", ".")))
        return NumberFault("has a thousands separator", "write {0}", (whole,))
    if _GROUPED_BEFORE_COMMA.fullmatch(text):
        whole, _, decimals = text.partition(",")
        number = re.sub("[^0-9-]", "", whole) + (f".{decimals}" if decimals else "")
        return NumberFault("has a thousands separator", "write {0}", (number,))
    if re.fullmatch(r"-?[0-9]+,[0-9]+", text):
        return NumberFault("has a comma", "write {0} if it is meant as a decimal point", (text.replace(",", "."),))
    if "_" in text and _LOOSE.fullmatch(text.replace("_", "")):
        return NumberFault("has an underscore", "write {0}", (_without_zeros(text.replace("_", "")),))
    return None


def _power(text: str) -> NumberFault | None:
    if not _POWER.fullmatch(text):
        return None
    message = "is written with an exponent"
    try:
        written = format(Decimal(text), "f")
    except InvalidOperation:
        written = ""
    if not written or len(written) > MOST_DIGITS:
        return NumberFault(message, "write its digits, in a larger unit if need be")
    return NumberFault(message, "write {0}", (_without_zeros(written),))


def _without_zeros(text: str) -> str:
    """The number without zeros in front of its first digit."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    kept = digits.lstrip("0")
    kept = kept if kept[:1].isdigit() else f"0{kept}"
    return kept if not kept.strip("0.") else f"{sign}{kept}"


def _decorated(text: str) -> NumberFault | None:
    if text.startswith("+") and NUMBER.fullmatch(text[1:]):
        return NumberFault("has a plus sign", "write {0}", (text[1:],))
    if re.fullmatch(r"-?\.[0-9]+", text):
        return NumberFault("begins with a point", "write {0}", (_without_zeros(text),))
    if re.fullmatch(r"-?[0-9]+\.", text):
        return NumberFault("ends with a point", "write {0}", (_without_zeros(text[:-1]),))
    if _LOOSE.fullmatch(text):
        return NumberFault("begins with a zero", "write {0}", (_without_zeros(text),))
    return None


def _signed_otherwise(text: str) -> NumberFault | None:
    """1234- and (1234), as accounts write negative numbers."""
    if (match := re.fullmatch(r"([0-9.]+) ?-", text)) and NUMBER.fullmatch(match[1]):
        return NumberFault("has its sign at the end", "write {0}", (_without_zeros(f"-{match[1]}"),))
    if (match := re.fullmatch(r"[(]\s*(.+?)\s*[)]", text)) or (match := re.fullmatch(r"(.+?)\s*[–—]", text)):
        message = "is in brackets" if text.startswith("(") else "ends with a dash"
        if NUMBER.fullmatch(match[1]) and not match[1].startswith("-"):
            remedy = "write {0} if that is a minus sign, {1} if it isn't"
            return NumberFault(message, remedy, (_without_zeros(f"-{match[1]}"), match[1]))
        return NumberFault(message, "write the number alone, with a minus sign in front if it is below zero")
    return None


def _fraction(text: str) -> NumberFault | None:
    """5½ is five and a half; a third has no end."""
    match = re.fullmatch(r"(-?)([0-9]*)\s*(\D)", text)
    if match is None or not unicodedata.decomposition(match[3]).startswith("<fraction>"):
        return None
    message = "has a fraction in it"
    # the character's value as a float distinguishes 1/3 (0.333…) from 1/8 (0.125); the denominators of Unicode are below 11
    part = str(Decimal(str(unicodedata.numeric(match[3]))))
    if len(part) > len("0.125"):
        return NumberFault(message, "write it with decimals, as many as the source is good for")
    number = Decimal(match[2] or "0") + Decimal(part)
    return NumberFault(message, "write {0}", (f"{match[1]}{number:f}",))


def _other_notation(text: str) -> NumberFault | None:
    if re.fullmatch(r"-?[0-9]+([:/][0-9]+)+(\.[0-9]+)?", text):
        return NumberFault("is a time or a ratio", "write one number with digits, e.g. 12.5")
    if re.fullmatch(r"[-+]?(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)", text):
        return NumberFault("is not a decimal number", "write {0}", (str(int(text, 0)),))
    if text.strip("+-.").lower() in {"nan", "inf", "infinity"}:
        return NumberFault("is not a number", "write digits, or null if the source gives no value")
    if re.search("[一二三四五六七八九十百千万亿两零〇]", text) and not re.search("[0-9]", text):
        return NumberFault("has no digits", "write the number with digits, and 万 or 亿 as part of the unit")
    return None


def _with_unit(text: str) -> NumberFault | None:
    match = _UNIT.fullmatch(text)
    if match is None or (match["minus"] and match["number"].startswith("-")):
        return None
    digits, currency = f"{match['minus']}{match['number']}", match["currency"] or ""
    unit, odd = _odd(match["rest"].strip())
    number = (f"{digits}{odd}",)
    if not unit and not currency:
        return NumberFault("lacks a space before its word", "write {0}", number) if odd else None
    if found := multiple(unit):
        return _multiple(digits, odd, unit, found, is_money=bool(currency))
    if (note := _NOTE.fullmatch(unit)) and not multiple(note[1] or note[2] or ""):
        return NumberFault(f'has "{unit}" after it', "write {0} and explain it in note:", number)
    if unit and not (unit[0].isalpha() or unit[0] in _UNIT_SIGNS):
        return None
    return NumberFault(f'contains a unit, "{currency or unit}"', "write {0} and name the unit under unit:", number)


def _multiple(digits: str, odd: str, unit: str, found: tuple[str, int], *, is_money: bool) -> NumberFault:
    word, by = found
    odd = odd or _odd(unit[len(word) :].strip())[1]  # 5亿多 is 500000000 odd, and 200多亿 20000000000 odd
    whole, part = f"{multiplied(digits, by)}{odd}", f"{digits}{odd}"
    if word.lower() == "b" and unit == word and not is_money:  # statistical offices mark a break in a series with b
        remedy = "write {0} and explain b in note:, or {1} if it means billion"
        return NumberFault(f'has "{word}" after it', remedy, (part, whole))
    remedy = f"write {{0}}, or {{1}} if unit: is a unit that includes {word}"
    return NumberFault(f'contains "{word}"', remedy, (whole, part))


def _odd(unit: str) -> tuple[str, str]:
    """The unit without the word for odd in front of it, and that qualifier."""
    for word in _ODD:
        if unit.startswith(word):
            return unit.removeprefix(word).strip(), " odd"
    return unit, ""


_FAULTS: tuple[Callable[[str], NumberFault | None], ...] = (
    _other_characters,
    _separated,
    _power,
    _decorated,
    _signed_otherwise,
    _fraction,
    _other_notation,
    _with_unit,
)
