"""The cells of a column of figures: read as values, or converted as options specify."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from yiwu_report.import_table.wishes import Wishes
from yiwu_report.quantity import Qualifier, Quantity, QuantityError, decimals_of, parse_quantity, to_decimal

_SPACES = " \u00a0\u2009\u202f"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell becomes, and by which flag; `value` is "" where nothing is published."""

    value: str
    why: str | None = None  # e.g. '--thousands ","'


@dataclass(frozen=True, slots=True)
class CellFault:
    """Why a cell is not a value, and the remedy."""

    message: str
    remedy: str


def read_cell(text: str, column: str, wishes: Wishes) -> Cell | CellFault:
    """The value of a cell."""
    written = text.strip()
    if written in wishes.nulls:
        return Cell("", f'--null "{written}"')
    if not written:
        return CellFault("an empty cell", 'add --null "" if nothing is published where a cell is empty')
    value, reasons = _converted(written, wishes)
    try:
        quantity = parse_quantity(value)
    except QuantityError as error:
        return CellFault(error.message, _flag_for(written, error.remedy))
    if column in wishes.rounded and decimals_of(quantity.number) > wishes.rounded[column]:
        flag = f"--round {column}={wishes.rounded[column]}"
        is_exact = quantity.qualifier is Qualifier.EXACT
        value = _rounded(quantity, wishes.rounded[column]) if is_exact else value
        reasons.append(flag if is_exact else f"{flag} rounds exact numbers alone")
    return Cell(value, " ".join(reasons) or None)


def _rounded(quantity: Quantity, decimals: int) -> str:
    """The digits of an exact number, with so many decimals: 3.20 is 3.2, as 2.55 is 2.6."""
    return format(to_decimal(Fraction(quantity.number), decimals), "f")


def _converted(written: str, wishes: Wishes) -> tuple[str, list[str]]:
    """The text of a cell without what flags take off it, and these flags."""
    reasons = []
    value = written
    for sign in wishes.stripped:
        bare = value.removeprefix(sign).removesuffix(sign).strip()
        if bare != value:
            value = bare
            reasons.append(f'--strip "{sign}"')
    if wishes.thousands:
        bare = value
        for mark in _SPACES if wishes.thousands == " " else wishes.thousands:
            bare = _without_groups(bare, mark)
        if bare != value:
            value = bare
            reasons.append(f'--thousands "{wishes.thousands}"')
    if wishes.decimal and wishes.decimal in value:
        value = value.replace(wishes.decimal, ".")
        reasons.append(f'--decimal "{wishes.decimal}"')
    return value, reasons


def _without_groups(value: str, mark: str) -> str:
    """A value without the separators that stand between groups of three digits."""
    grouped = re.compile(rf"(?<![0-9])[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+(?![0-9])")
    return grouped.sub(lambda match: match[0].replace(mark, ""), value)


def _flag_for(written: str, remedy: str) -> str:
    """The flag that converts such a cell, or what to write in it."""
    if written.lower() in {"n/a", "na", "nan", "-", "–", "—", "..", "...", "null", "none", "x", ":", "*", "无"}:
        return f'add --null "{written}" if nothing is published there'
    for mark in (",", "'", "’", *_SPACES):
        if _without_groups(written, mark) != written:
            return f'add --thousands "{" " if mark in _SPACES else mark}" to leave the separators out'
    if written.endswith(("%", "€", "元")) or written[:1] in "$€£¥￥":
        sign = written[-1] if not written[-1].isdigit() else written[0]
        return f'add --strip "{sign}" if the column\'s unit says so'
    if written.replace(",", "", 1).lstrip("-").isdigit() and "," in written:
        return 'add --decimal "," if it is meant as a decimal point'
    return f"{remedy}, in the file"
