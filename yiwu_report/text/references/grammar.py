"""The grammar of references."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from yiwu_report.model.cell_name import CELL, KEYS, figure_id, parse_cell
from yiwu_report.model.problem import Fault, did_you_mean, nearest
from yiwu_report.model.rules import Rule
from yiwu_report.model.table_display import LISTS, SHORT


class ReferenceKind(StrEnum):
    """What a reference stands for."""

    FIGURE = "figure"
    CLAIM = "claim"
    CHART = "chart"
    TABLE = "table"
    FIGURES = "figures"


class FigurePart(StrEnum):
    """The part of a figure that a reference shows."""

    FULL = "full"
    VALUE = "value"
    UNIT = "unit"
    TITLE = "title"
    PERIOD = "period"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class ReferenceOption:
    """What a reference to a table says of its rows or columns, e.g. sort=-life: a key and its value, or its values."""

    key: str  # e.g. "sort"; "where"
    column: str | None  # of where.year=2007: year
    start: int  # offset in the text
    values: tuple[tuple[str, int], ...]  # each with its offset


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference, with where it stands in its text (offsets of {{ and of what follows }})."""

    kind: ReferenceKind
    ids: tuple[str, ...]  # of cells with keys in their one form
    start: int
    end: int
    part: FigurePart = FigurePart.FULL
    decimals: int | None = None
    is_block: bool = False  # alone on its line
    written: tuple[str, ...] = ()  # the ids as they stand in the text
    keys: tuple[str, ...] = ()  # of the row that the words of a claim are about
    end_of_view: str = ""  # or first, last: the row at an end of a view
    options: tuple[ReferenceOption, ...] = ()  # of a table

    @property
    def id(self) -> str:
        """The id of what it stands for; the first of several."""
        return self.ids[0]


_ID = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"
_FIGURE = re.compile(rf"(?P<id>{_ID})(?::(?P<part>[^:]*))?")
_CELL = re.compile(rf"\s*(?P<id>{CELL})\s*(?::\s*(?P<part>[^:]*?)\s*)?")
_CLAIM_OF_ROW = re.compile(rf"\s*claim\s+(?P<id>{_ID})(?:(?P<keys>{KEYS})|\.(?P<end>first|last))\s*")
_CELL_OR_WORD = re.compile(rf"{CELL}|\S+")
_DECIMALS = re.compile(r"decimals=(?P<n>[0-9])")
_fault = partial(Fault, Rule.REFERENCE_SYNTAX)
_WORDS = {"claim", "chart", "table", "figures"}
_OPTION = re.compile(
    r"""(?P<name>[^\s="']+)=(?P<value>"[^"]*"|'[^']*'|[^\s"']*)(?=\s|$)"""
)  # where.country="New Zealand"
_OPTION_FORM = "write e.g. {{ table life rows=10 sort=-life columns=country,life where.year=2007 }}"
_FORMS = "write {{ id }}, {{ id:value }}, {{ claim id }}, {{ chart id }}, {{ table id }} or {{ figures id … }}"


def parse_reference(inner: str, start: int, end: int, *, is_block: bool) -> Reference | Fault:
    """The reference that `inner` (the text between the braces) writes, or why it is none."""
    if cell := _CELL.fullmatch(inner):
        return _figure(cell["id"], cell["part"], start, end)
    if table := _WITH_OPTIONS.match(inner):
        return _table(table, inner, start, end, is_block=is_block)
    if claim := _CLAIM_OF_ROW.fullmatch(inner):
        return _claim_of_row(claim, start, end)
    return _of_words(inner, start, end, is_block=is_block)


def _claim_of_row(match: re.Match[str], start: int, end: int) -> Reference:
    named = parse_cell(f"row{match['keys']}.words")
    name, keys = (match["id"],), named.keys if named else ()
    return Reference(ReferenceKind.CLAIM, name, start, end, written=name, keys=keys, end_of_view=match["end"] or "")


def _of_words(inner: str, start: int, end: int, *, is_block: bool) -> Reference | Fault:
    words = _CELL_OR_WORD.findall(inner)
    if not words:
        return _fault("empty braces", _FORMS)
    if words[0] in _WORDS and len(words) > 1:
        return _with_word(ReferenceKind(words[0]), words[1:], start, end, is_block=is_block)
    match = _FIGURE.fullmatch("".join(words)) if ":" in inner or len(words) == 1 else None
    if match is None:
        return _fault(f'"{{{{ {" ".join(words)} }}}}" is not a reference', _instead(words))
    return _figure(match["id"], match["part"], start, end)


_WITH_OPTIONS = re.compile(rf"\s*table\s+(?P<id>{_ID})\s+(?=[^\s=]+\s*=)")


def _table(match: re.Match[str], inner: str, start: int, end: int, *, is_block: bool) -> Reference | Fault:
    """A table with options, each key=value, with no space around the sign."""
    options: list[ReferenceOption] = []
    position = match.end()
    while position < len(inner.rstrip()):
        found = _OPTION.match(inner, position)
        if found is None:
            return _fault(f'"{inner[position:].strip()}" is not an option of a table', _OPTION_FORM)
        option = _option(found, start + 2)
        if isinstance(option, Fault):
            return option
        if any((option.key, option.column) == (each.key, each.column) for each in options):
            return _fault(f'"{found["name"]}" twice', "write it once")
        options.append(option)
        position = found.end() + len(inner[found.end() :]) - len(inner[found.end() :].lstrip())
    if not is_block:
        return _fault("{{ table … }} must be alone on a line", "put it alone on a line")
    name = match["id"]
    return Reference(
        ReferenceKind.TABLE, (name,), start, end, is_block=is_block, written=(name,), options=tuple(options)
    )


def _option(match: re.Match[str], offset: int) -> ReferenceOption | Fault:
    key, _, column = match["name"].partition(".")
    if key not in SHORT:
        remedy = did_you_mean(key, SHORT, f"use {', '.join(SHORT)}, or write content/tables/<id>.yaml")
        return _fault(f'a table has no option "{key}"', remedy)
    if (key == "where") is not bool(column):
        return _fault(f'"{match["name"]}" is not an option of a table', _OPTION_FORM)
    value, at = match["value"], match.start("value") + offset
    if value[:1] in {'"', "'"}:
        value, at = value[1:-1], at + 1
    if not value:
        return _fault(f"{match['name']}= has no value", "write one behind it, without a space")
    parts = value.split(",") if key in LISTS else [value]
    if "" in parts:
        return _fault(f"{match['name']}= has an empty name", "write names with one comma between them, and no space")
    places = [at + sum(len(part) + 1 for part in parts[:number]) for number in range(len(parts))]
    return ReferenceOption(key, column or None, match.start() + offset, tuple(zip(parts, places, strict=True)))


def _instead(words: list[str]) -> str:
    """What was perhaps meant: a word that is spelt wrongly, an id in capitals."""
    if "[" in words[0]:
        return 'write a cell of a data file as {{ table["key", 2007].column }}: texts in quotes, whole numbers without'
    near = nearest(words[0].lower(), _WORDS, most=1)
    if len(words) > 1 and near:
        return f"did you mean {{{{ {' '.join([near[0], *words[1:]])} }}}}?"
    lowered = "".join(words).lower()
    if len(words) == 1 and _FIGURE.fullmatch(lowered):
        return f"ids are lower-case: {{{{ {lowered} }}}}"
    return _FORMS


def _with_word(kind: ReferenceKind, ids: list[str], start: int, end: int, *, is_block: bool) -> Reference | Fault:
    wrong = next((i for i in ids if not re.fullmatch(_ID, i) and not parse_cell(i)), None)
    if wrong is not None:
        return _fault(f'"{wrong}" is not a valid id', "use lower-case letters, digits and _, parts joined by dots")
    if kind is not ReferenceKind.FIGURES and len(ids) > 1:
        return _fault(f"{kind} takes one id, not {len(ids)}", _FORMS)
    if kind is not ReferenceKind.CLAIM and not is_block:
        return _fault(f"{{{{ {kind} … }}}} must be alone on a line", "put it alone on a line")
    return Reference(kind, tuple(map(figure_id, ids)), start, end, is_block=is_block, written=tuple(ids))


def _figure(name: str, option: str | None, start: int, end: int) -> Reference | Fault:
    if option is None:
        return Reference(ReferenceKind.FIGURE, (figure_id(name),), start, end, written=(name,))
    decimals = _DECIMALS.fullmatch(option)
    if decimals:
        count = int(decimals["n"])
        return Reference(ReferenceKind.FIGURE, (figure_id(name),), start, end, decimals=count, written=(name,))
    if option in set(FigurePart):
        part = FigurePart(option)
        return Reference(ReferenceKind.FIGURE, (figure_id(name),), start, end, part=part, written=(name,))
    parts = ", ".join(f":{part}" for part in FigurePart if part is not FigurePart.FULL)
    near = nearest(
        option.partition("=")[0], [*(part for part in FigurePart if part is not FigurePart.FULL), "decimals"], most=1
    )
    instead = {"decimals": "decimals=0"}.get(near[0], near[0]) if near else ""
    meant = f"did you mean :{instead}? " if instead else ""
    return _fault(f'a figure has no part ":{option}"', f"{meant}use {parts} or :decimals=0")
