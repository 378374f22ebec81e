"""One cell of figures that is not just digits: marks taken off as its description says, or what the description lacks.

Advice is in words of the description and never changes a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from yiwu_report.model.rules import Rule
from yiwu_report.model.table_files import FileColumnSpec, FormatSpec, NegativeNotation
from yiwu_report.quantity import QuantityError, parse_quantity
from yiwu_report.quantity.quantity import Qualifier, Quantity
from yiwu_report.quantity.shown import MOST_DIGITS
from yiwu_report.quantity.suggestions import multiple

_SPACES: Final = "\u00a0\u202f\u2009\u2007 "
_FRACTIONS: Final = {"½": "5", "¼": "25", "¾": "75", "⅛": "125", "⅜": "375", "⅝": "625", "⅞": "875"} | {
    "⅕": "2", "⅖": "4", "⅗": "6", "⅘": "8", "⅒": "1",
}  # fmt: skip
_LONGEST: Final = 200  # of anything that is looked at as a number
_MINUS: Final = "-\u2212\u2013\ufe63\uff0d"  # minus signs, and the dash that stands for one before digits
_SYMBOLS: Final = {"<=": "at most", "≤": "at most", "<": "under", ">=": "at least", "≥": "at least", ">": "over",
                   "≈": "about", "~": "about"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with a cell. Those of one kind in a column are told once."""

    kind: str
    message: str  # what is said of its text, e.g. 'has a thousands mark'
    remedy: str
    rule: Rule = Rule.TABLE_CELL


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell's number: `digits` without the last `decimals` of them stand before the point. None: not published."""

    digits: int | None
    decimals: int = 0
    quantity: Quantity | None = None  # where a word qualifies it
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class NumberNotation:
    """How the figures of a column are written."""

    decimal: str
    thousands: str | None
    missing: frozenset[str]
    negative: frozenset[NegativeNotation]
    signs: tuple[str, ...]  # the longest first
    marks: tuple[str, ...]  # as above
    has_zeros: bool

    @classmethod
    def of(cls, column: FileColumnSpec, shared: FormatSpec) -> NumberNotation:
        """What a column says, or the file's `format` for all."""

        def own(key: str) -> bool:
            return key in column.model_fields_set

        return cls(
            decimal=column.decimal or shared.decimal,
            thousands=column.thousands if own("thousands") else shared.thousands,
            missing=frozenset(shared.missing if column.missing is None else column.missing),
            negative=frozenset(shared.negative if column.negative is None else column.negative),
            signs=tuple(sorted(column.signs, key=len, reverse=True)),
            marks=tuple(sorted(column.notes, key=len, reverse=True)),
            has_zeros=column.leading_zeros,
        )

    def read(self, cell: str) -> ReadCell | CellFault:
        """The number in a cell, with the marks that were taken off, or what isn't explained."""
        text = cell.strip().strip(_SPACES)
        if text in self.missing:
            return ReadCell(None)
        if not text or len(text) > _LONGEST:
            return _UNEXPLAINED if text else _EMPTY
        bare, marks, is_negative = self.undressed(text)
        if bare in self.missing:
            return ReadCell(None, marks=marks)
        if is_negative and bare[:1] in _MINUS:
            return CellFault("signs", "has two minus signs", "add it to missing: if it means that nothing is published")
        number = self.number(bare)
        if number is not None:
            return ReadCell(-number[0] if is_negative else number[0], number[1], None, marks)
        quantity = None if is_negative else self._quantity(bare)
        return ReadCell(0, 0, quantity, marks) if quantity else self.fault(text)

    def undressed(self, text: str) -> tuple[str, tuple[str, ...], bool]:
        """The text without the signs, footnote marks and brackets that the description names."""
        marks: list[str] = []
        is_negative = False
        while True:
            before = text
            for mark in self.marks:
                if text.endswith(mark) and text != mark:
                    text = text[: -len(mark)].rstrip(f"{_SPACES},")
                    marks.append(mark)
                    break
                if not mark[0].isalnum() and text.startswith(mark) and text != mark:
                    text = text[len(mark) :].lstrip(_SPACES)
                    marks.append(mark)
                    break
            text = self._without_sign(text)
            if not is_negative and NegativeNotation.BRACKETS in self.negative and text[:1] == "(" and text[-1:] == ")":
                text, is_negative = text[1:-1].strip(_SPACES), True
            if (
                not is_negative
                and NegativeNotation.TRAILING_MINUS in self.negative
                and text[-1:] in _MINUS
                and len(text) > 1
            ):
                text, is_negative = text[:-1].rstrip(_SPACES), True
            if text == before:
                return text, tuple(reversed(marks)), is_negative

    def _without_sign(self, text: str) -> str:
        minus, rest = (text[0], text[1:].lstrip(_SPACES)) if text[:1] and text[0] in _MINUS else ("", text)
        for sign in self.signs:
            if rest.startswith(sign) and rest != sign:
                return minus + rest[len(sign) :].lstrip(_SPACES)
            if rest.endswith(sign) and rest != sign:
                return minus + rest[: -len(sign)].rstrip(_SPACES)
        return text

    def number(self, text: str) -> tuple[int, int] | None:
        """The digits of a number and how many of them are decimals; None where it is written otherwise."""
        sign, rest = ("-", text[1:].lstrip(_SPACES)) if text[:1] and text[0] in _MINUS else ("", text)
        rest = rest[1:] if not sign and rest.startswith("+") else rest
        if match := _POWER.fullmatch(rest.replace(self.decimal, ".")):
            return _with_power(sign, match) if not self.thousands or self.thousands not in rest else None
        whole, point, part = rest.partition(self.decimal)
        if rest[-1:] in _FRACTIONS and not point:
            whole, part = rest[:-1].rstrip(_SPACES), _FRACTIONS[rest[-1]]
        ungrouped = self._ungrouped(whole)
        if ungrouped is None or not ungrouped + part or not _is_digits(ungrouped + part):
            return None
        whole = ungrouped
        if len(whole) > 1 and whole[0] == "0" and not self.has_zeros:
            return None
        digits = _ascii(whole + part)
        return (int(f"{sign}{digits}"), len(part)) if len(digits) <= MOST_DIGITS else None

    def _ungrouped(self, whole: str) -> str | None:
        """The digits before the decimal mark; None where the thousands mark parts other than groups of three."""
        if self.thousands is None:
            return whole
        mark = f"[{_SPACES}]" if self.thousands in _SPACES else re.escape(self.thousands)
        if not re.search(mark, whole):
            return whole
        groups = re.split(mark, whole)
        is_usual = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
        is_indian = 1 <= len(groups[0]) <= 2 and len(groups[-1]) == 3 and all(len(each) == 2 for each in groups[1:-1])
        return "".join(groups) if is_usual or (is_indian and len(groups) > 2) else None

    def _quantity(self, text: str) -> Quantity | None:
        """A number with a word, as values are written in YAML, or with a sign such as <."""
        for symbol, word in _SYMBOLS.items():
            if text.startswith(symbol):
                text = f"{word} {text[len(symbol) :].strip()}"
                break
        words = _RUN.sub(self._plain_run, text)
        try:
            quantity = parse_quantity(words)
        except QuantityError:
            return None
        return None if quantity.qualifier is Qualifier.EXACT else quantity

    def _plain_run(self, run: re.Match[str]) -> str:
        number = self.number(run[0])
        return run[0] if number is None else format(Decimal(number[0]).scaleb(-number[1]), "f")

    def fault(self, text: str) -> CellFault:
        """What is wrong with a cell that isn't explained."""
        found = (look(self, text) for look in _LOOKS)
        return next((each for each in found if each is not None), _UNEXPLAINED)


_POWER = re.compile(r"([0-9]+)(?:\.([0-9]*))?[eE]([+-]?[0-9]{1,3})")
_RUN = re.compile(rf"-?[0-9][0-9.,'’{_SPACES}]*[0-9]|-?[0-9]")
_EMPTY = CellFault("empty", "is empty", 'add "" to missing: if it means that nothing is published')
_UNEXPLAINED = CellFault(
    "words", "is not a number", "add it to missing: if it means that nothing is published; a name needs kind: label"
)  # fmt: skip


def _with_power(sign: str, match: re.Match[str]) -> tuple[int, int] | None:
    """1.5E+3 is 15 with one decimal, three places further: 15 and -2 decimals, which stands for 1500."""
    part, power = match[2] or "", int(match[3])
    digits, decimals = int(f"{sign}{match[1]}{part}"), len(part) - power
    return (digits, decimals) if abs(decimals) <= MOST_DIGITS and len(match[1] + part) <= MOST_DIGITS else None


def _is_digits(text: str) -> bool:
    return all(each.isdecimal() for each in text)


def _ascii(digits: str) -> str:
    """Digits of any script as 0 to 9."""
    return digits if digits.isascii() else "".join(str(int(each)) for each in digits)


def _signed(_: NumberNotation, text: str) -> CellFault | None:
    if re.fullmatch(r"\W*\([^()]*[0-9][^()]*\)\W*", text):
        message = "is in brackets"
        return CellFault("brackets", message, "write negative: [brackets] if it is below zero, or notes: if a footnote")
    if text[-1:] in _MINUS and text[:1].isdigit():
        return CellFault("minus", "has a minus sign behind it", "write negative: [trailing_minus]")
    return None


def _zeros(_: NumberNotation, text: str) -> CellFault | None:
    if re.fullmatch(r"-?0[0-9]+", text) or (not text.isascii() and _is_digits(text) and int(text[0]) == 0):
        remedy = "write kind: label if it is a code, or leading_zeros: true if it is a number"
        return CellFault("zeros", "begins with a zero", remedy)
    digits = sum(each.isdigit() for each in text)
    if digits > MOST_DIGITS and not re.search(r"[^\W\d]", text):
        return CellFault("digits", f"has more than {MOST_DIGITS} digits", "write kind: label if it is a code")
    return None


def _marked_otherwise(notation: NumberNotation, text: str) -> CellFault | None:
    """Digits with marks that the description doesn't name, or names for something else."""
    bare = notation.undressed(text)[0].lstrip(f"+{_MINUS}").replace("’", "'")
    if not re.fullmatch(rf"[0-9]+(?:[.,'{_SPACES}][0-9]+)+", bare):
        return None
    marks = [" " if each in _SPACES else each for each in bare if not each.isdigit()]
    fitting = [pair for pair in _PAIRS if _fits(pair[0], pair[1], bare, marks)]
    if notation.decimal != ".":  # it was chosen: what keeps it is meant
        fitting = [pair for pair in fitting if pair[0] == notation.decimal] or fitting
    kind = f"marks {' '.join(sorted(set(marks)))}"
    if notation.thousands in marks:
        message = f"has no groups of three by thousands: {_quoted(notation.thousands)}"
    else:
        other = next((each for each in marks if each != notation.decimal), marks[0])
        message = f"has {_quoted(other)} where decimal: is {_quoted(notation.decimal)}, thousands: {_quoted(notation.thousands)}"
    meant = list(dict.fromkeys(_differences(notation, *pair) for pair in fitting))
    if not meant:
        return CellFault(kind, message, "write kind: label if it is no number")
    which = ", whichever the file means" if len(meant) > 1 else ""
    return CellFault(kind, message, f"write {' or '.join(meant)}{which}")


_PAIRS = ((".", ","), (".", " "), (".", "'"), (".", None), (",", "."), (",", " "), (",", "'"), (",", None))


def _fits(decimal: str, thousands: str | None, bare: str, marks: list[str]) -> bool:
    """True where these marks explain the digits, and the thousands mark is used."""
    if not {decimal, thousands} >= set(marks) or (thousands is not None and thousands not in marks):
        return False
    plain = NumberNotation(decimal, thousands, frozenset(), frozenset(), (), (), has_zeros=False)
    return plain.number(bare) is not None


def _differences(notation: NumberNotation, decimal: str, thousands: str | None) -> str:
    """What the description would have to say for these marks."""
    said = [f"decimal: {_quoted(decimal)}"] if decimal != notation.decimal else []
    said += [f"thousands: {_quoted(thousands)}"] if thousands != notation.thousands and thousands else []
    said += ["thousands: none"] if thousands is None and notation.thousands == decimal else []
    return " and ".join(said)


def _quoted(mark: str | None) -> str:
    return "none" if mark is None else "space" if mark in _SPACES else f'"{mark}"'


_UNIT = re.compile(
    r"(?P<before>[^\d+.,-]*?)\s*(?P<number>[-+−–]?\s*\d(?:[\d.,'’\s\u00a0\u202f]*\d)?)\s*(?P<after>[^\d\s].*?)?"
)


def _with_words(notation: NumberNotation, text: str) -> CellFault | None:
    """A number with a sign, a unit or a footnote mark."""
    match = _UNIT.fullmatch(notation.undressed(text)[0])
    if match is None:
        return None
    before, number, after = match["before"].strip(), match["number"].strip(), (match["after"] or "").strip()
    if not (before or after) or re.search(r"\d", after):
        return None
    if notation.number(number) is None:
        return notation.fault(number) if number != text else None
    return _taken_off(before, after)


def _taken_off(before: str, after: str) -> CellFault:
    parts = [each for each in (before, after) if each]
    listed = ", ".join(f'"{each}"' for each in parts)
    kind, message = f"sign {listed}", f"has {listed} beside its number"
    signs = f"signs: [{listed}]"
    found = multiple(after)
    if found and not (after.lower() == "b" and not before):
        word, by = found
        remedy = f'write {signs} and either factor: {by} or a unit that includes "{word}"'
        return CellFault(kind, message, remedy)
    if found:  # statistical offices mark a break in a series with b
        remedy = (
            f"write notes: with {after}: if it is a footnote mark; {signs} and factor: {found[1]} if it means billion"
        )
        return CellFault(kind, message, remedy)
    if len(parts) == 1 and len(after) <= 2 and after and not before and after not in "%‰°":
        remedy = f"write {signs} if it is a unit, or notes: with {_key(after)}: if it is a footnote mark"
        return CellFault(kind, message, remedy)
    return CellFault(kind, message, f"write {signs}")


def _key(mark: str) -> str:
    return mark if mark.isalnum() else f'"{mark}"'


def _an_error(_: NumberNotation, text: str) -> CellFault | None:
    if not re.fullmatch(r"#[A-Z/0-9]+[!?]?", text):
        return None
    return CellFault(
        "error", "is an error of a spreadsheet", "add it to missing: if it means that nothing is published"
    )


def _a_date(_: NumberNotation, text: str) -> CellFault | None:
    if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?|\d{1,2}[./]\d{1,2}[./]\d{4}", text):
        return CellFault("date", "is a date or a range", "write kind: period, or kind: label")
    if re.fullmatch(r"\d+\s*[-–—/:]\s*\d+", text):
        return CellFault("span", "is a range or a ratio", "write kind: label if it is a name")
    return None


_LOOKS: tuple[Callable[[NumberNotation, str], CellFault | None], ...] = (
    _an_error,
    _signed,
    _zeros,
    _a_date,
    _marked_otherwise,
    _with_words,
)
