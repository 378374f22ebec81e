"""The names of cells in tables with keys, as references, formulas and lists of figures write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

# A key in a reference or a formula: a whole number as Python's own parser reads it, or a text in quotes.
_KEY = r"""(?:0|[1-9][0-9]*|"(?:[^"\\\n]|\\["\\])*"|'(?:[^'\\\n]|\\['\\])*')"""
_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]*")
KEYS = rf"\[\s*{_KEY}(?:\s*,\s*{_KEY})*\s*\]"
CELL = rf"[a-z][a-z0-9_]*{KEYS}\.[a-z][a-z0-9_]*"
_CELL = re.compile(CELL)
_KEYS = re.compile(_KEY)
_ESCAPED = re.compile(r"\\(.)")


def cell_id(table: str, keys: Sequence[str], column: str) -> str:
    """The id of the figure in a cell that its row's keys name, e.g. life["Swaziland", 2007].life.

    Keys that are whole numbers stand as they are, all others in double quotes, with a backslash before a quote or a
    backslash. One cell has one id: keys are in NFC.
    """
    return f"{table}[{row_id(keys)}].{column}"


def row_id(keys: Sequence[str]) -> str:
    """The id of a row of a table with keys, e.g. "Swaziland", 2007."""
    return ", ".join(key if _WHOLE_NUMBER.fullmatch(key) else _quoted(key) for key in keys)


def _quoted(key: str) -> str:
    escaped = normalize("NFC", key).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def figure_id(written: str) -> str:
    """The one form of a figure's id: that of a cell with keys has one, whatever quotes and spaces were written."""
    cell = parse_cell(written)
    return cell.id if cell else written


def anchor_of(of_figure: str) -> str:
    """The id that a figure's entry has on a page: the figure's own, for a cell with keys without quotes and spaces.

    Letters, digits and hyphens of keys stay, a space is _, all others are ~ and their code: no two cells have one.
    """
    cell = parse_cell(of_figure)
    if cell is None:
        return of_figure
    return ".".join([cell.table, *("".join(map(_in_anchor, key)) for key in cell.keys), cell.column])


def _in_anchor(character: str) -> str:
    if character == " ":
        return "_"
    return character if character.isalnum() or character == "-" else f"~{ord(character):x}~"


@dataclass(frozen=True, slots=True)
class CellName:
    """What the id of a cell with keys names."""

    table: str
    keys: tuple[str, ...]
    column: str

    @property
    def id(self) -> str:
        """The one form that its id has, whatever quotes and spaces were written."""
        return cell_id(self.table, self.keys, self.column)


def parse_cell(text: str) -> CellName | None:
    """The cell that a text names, e.g. life['Swaziland',2007].life; None for another text, such as a dotted id."""
    if not _CELL.fullmatch(text):
        return None
    table, _, rest = text.partition("[")
    inside, _, column = rest.rpartition("].")
    keys = tuple(
        each if each[0].isdigit() else normalize("NFC", _ESCAPED.sub(r"\1", each[1:-1]))
        for each in _KEYS.findall(inside)
    )
    return CellName(table, keys, column)
