"""Formulas as written, with links to figures and tables, and in numbers, as in ordinary arithmetic."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from yiwu_report.compute.formula import parse_formula
from yiwu_report.compute.formula.nodes import (
    Call,
    Compare,
    FormulaNode,
    Is,
    KeyWords,
    Literal,
    NameNode,
    Negative,
    walk,
)
from yiwu_report.compute.tables.keyed_table import KeyedTable
from yiwu_report.compute.views.view_table import ViewTable
from yiwu_report.model.bound import FigureHref
from yiwu_report.model.cell_name import CELL, anchor_of, figure_id
from yiwu_report.model.data import Figure, Table
from yiwu_report.model.figures import UnitKind
from yiwu_report.model.output import ROOT, page_path
from yiwu_report.model.problem import Place, Problem
from yiwu_report.model.text import Text
from yiwu_report.quantity import UNLIMITED, Qualifier, Quantity, quantity_of
from yiwu_report.resolve.binder import figure_link
from yiwu_report.site.report import Context
from yiwu_report.site.report.context import Words
from yiwu_report.text.formatting import Language, format_figure, format_quantity

_ID = rf"{CELL}|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"
_NAME = re.compile(rf"'[^']*'|\"[^\"]*\"|{_ID}")

_TOKEN = re.compile(rf"(?P<name>{_ID})|(?P<other>[<>=!]=|[0-9.]+|\s+|[-+*/<>(),])")
_SIGNS = {"*": "×", "/": "÷", "-": "−", "<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}
_NAMED = {"min", "max", "mean", "low", "high", "share"}  # functions that are written before their arguments


def figure_href(of_figure: str, language: str, context: Context) -> FigureHref:
    """The address of a figure; of a table, its entry on the page of all figures."""
    path = page_path("figures", language, context.site.languages)
    return FigureHref(of_figure, f"{ROOT}{path}#{anchor_of(of_figure)}")


def link_formula(text: str, language: str, context: Context, row: str | None = None) -> Markup:
    """The formula with links; `row` (e.g. "projects.risen") is where names of columns alone are looked up."""
    parts: list[Markup] = []
    position = 0
    for match in _NAME.finditer(text):
        target = _target(figure_id(match[0]), row, context)
        if target is None:
            continue
        href = figure_href(target, language, context)
        parts += [escape(text[position : match.start()]), Markup("<a {}>{}</a>").format(href, match[0])]
        position = match.end()
    return Markup("").join([*parts, escape(text[position:])])


def _target(name: str, row: str | None, context: Context) -> str | None:
    """The anchor of a name: a figure, a cell of the figure's own row, or a table."""
    if name in context.data.figures:
        return name
    if row and f"{row}.{name}" in context.data.figures:
        return f"{row}.{name}"
    table = name.partition(".")[0]
    return table if table in context.data.tables else None


@dataclass(frozen=True)
class _Piece:
    """A part of a formula that is told in words."""

    start: int
    end: int
    said: Markup


def formula_in_numbers(
    text: str,
    language: Language,
    context: Context,
    row: str | None = None,
    compared: Collection[tuple[str, str]] = (),
) -> Markup:
    """The formula with values instead of ids, and what goes over the rows of a table in words.

    `row` (e.g. "projects.risen") is where names of columns alone are looked up; `compared` are tables and columns of
    which a cell is compared with the extreme of all others.
    """
    pieces = {each.start: each for each in _pieces(text, language, context, compared)}
    parts: list[Markup] = []
    position = 0
    while position < len(text):
        piece = pieces.get(position)
        match = None if piece else _TOKEN.match(text, position)
        part = piece.said if piece else _in_numbers(match, row, language, context) if match else None
        if part is None:
            return Markup("<code>{}</code>").format(link_formula(text, language.code, context, row))
        parts.append(part)
        position = piece.end if piece else match.end() if match else len(text)
    return Markup("").join(parts)


def compared_columns(root: FormulaNode) -> frozenset[tuple[str, str]]:
    """The tables and columns of which a comparison has a cell: an extreme beside it is that of all others."""
    operands = root.operands if isinstance(root, Compare) else ()
    return frozenset((each.parts[0], each.parts[-1]) for each in operands if isinstance(each, NameNode))


def _pieces(text: str, language: Language, context: Context, compared: Collection[tuple[str, str]]) -> Iterator[_Piece]:
    formula = parse_formula(Text(text, Place(""), text))
    if isinstance(formula, Problem):
        return
    for node in [formula.root] if isinstance(formula.root, Is) else walk(formula.root):
        if isinstance(node, Is | Call):
            said = _over_rows(node, language, context, compared)
            if said is not None:
                yield _Piece(node.start, node.end, said)


def _over_rows(
    node: Is | Call, language: Language, context: Context, compared: Collection[tuple[str, str]]
) -> Markup | None:
    """A function over the rows of a table in words, e.g. the sum of a column; None for any other."""
    call = node.call if isinstance(node, Is) else node
    name = call.arguments[0] if call.arguments else None
    table = context.data.tables.get(name.parts[0]) if isinstance(name, NameNode) and not name.keys else None
    if table is None or not isinstance(name, NameNode):
        return None
    said = {"rows": _rows(table, call, language), "column": "", "name": "", "condition": ""}
    if len(name.parts) > 1:
        said["column"] = _heading(table, name.parts[1], language)
    last = node.words if isinstance(node, Is) else call.arguments[-1]
    if isinstance(last, KeyWords):
        said["name"] = _row_in_words(table, last.texts, language)
    if isinstance(last, Compare):
        condition = _condition(table, last, language, context)
        if condition is None:
            return None
        said["condition"] = condition
    key = _key(node, table, name, compared)
    if key is None:
        return None
    return escape(figure_link(figure_href(table.id, language.code, context), escape(Words(language)(key, **said))))


def _key(node: Is | Call, table: Table, name: NameNode, compared: Collection[tuple[str, str]]) -> str | None:
    """The words for a function over a table or one of its columns; None for one over something else."""
    is_column = len(name.parts) == 2 and name.parts[1] in table.columns
    call, key = (node.call if isinstance(node, Is) else node), None
    match call.function, len(call.arguments):
        case "trend", 1 if is_column and isinstance(node, Is):
            key = node.words.texts[0]
        case "first" | "last" | "all" | "none", _ if not is_column:
            key = call.function
        case "rank", 2 if is_column:
            key = "rank_up" if isinstance(table, ViewTable) and table.is_sorted_up(name.parts[1]) else "rank_down"
        case "count", number if not is_column:
            key = "count_where" if number > 1 else "count_of"
        case "min" | "max", 1 if is_column and (table.id, name.parts[1]) in compared:
            key = f"{call.function}_of_others"
        case "sum" | "mean" | "min" | "max", 1 if is_column:
            key = f"{call.function}_of"
    return f"formula_{key}" if key else None


def _rows(table: Table, call: Call, language: Language) -> str:
    """A table, or the rows of it that a function selects."""
    words, code = Words(language), language.code
    title = table.title[code].value
    names = [table.text_of(column, text, code) for column, text in call.where.items() if column in table.columns]
    if not names:
        return words("formula_rows", table=title)
    return words("formula_rows_where", table=title, names=words["comma"].join(names))


def _heading(table: Table, column: str, language: Language) -> str:
    found = table.columns.get(column)
    return found.title[language.code].value if found and found.title else column


def _row_in_words(table: Table, keys: Sequence[str], language: Language) -> str:
    """The keys of a row as readers see them."""
    columns = table.data.keys if isinstance(table, KeyedTable) else ()
    names = [table.text_of(column, text, language.code) for column, text in zip(columns, keys, strict=False)]
    return Words(language)["comma"].join(names or keys)


def _condition(table: Table, condition: Compare, language: Language, context: Context) -> str | None:
    """A condition on the columns of a row; a number alone is in the unit of the first column."""
    columns = [each.parts[-1] for each in condition.operands if isinstance(each, NameNode)]
    if not columns or any(each not in table.columns for each in columns):
        return None
    unit = context.data.units.get(table.columns[columns[0]].unit_id or "")
    parts: list[str] = []
    for operand in condition.operands:
        number = operand.operand if isinstance(operand, Negative) else operand
        if isinstance(operand, NameNode):
            parts.append(Words(language)("formula_of_row", column=_heading(table, operand.parts[-1], language)))
        elif isinstance(number, Literal) and unit is not None:
            value = number.value if number is operand else -number.value
            quantity = Quantity(Qualifier.EXACT, value)
            parts.append(format_quantity(quantity, unit, language, context.data.units).full)
        else:
            return None
    signs = [*(f" {sign_of(each)} " for each in condition.operators), ""]
    return "".join(part + sign for part, sign in zip(parts, signs, strict=True))


def _in_numbers(match: re.Match[str], row: str | None, language: Language, context: Context) -> Markup | None:
    """A piece of a formula as people read it; None for one that has no other form than its own."""
    words = Words(language)
    name = match["name"]
    figure = _named(figure_id(name), row, context) if name else None
    if figure is not None:
        value = _value(figure, language, context)
        link = Markup('<a class="n nb" {} title="{}">{}</a>')
        return link.format(figure_href(figure.id, language.code, context), figure.title[language.code].value, value)
    if name is not None:
        return escape(words[f"formula_{name}"]) if name in _NAMED else None
    return escape(sign_of(match["other"]))


def _named(name: str, row: str | None, context: Context) -> Figure | None:
    """The figure that a name means, in the row of the figure whose formula it is."""
    return context.data.figures.get(name) or context.data.figures.get(f"{row}.{name}")


def sign_of(written: str) -> str:
    """An operator of a formula as it is printed, e.g. ÷ for /."""
    return _SIGNS.get(written, written)


def _value(figure: Figure, language: Language, context: Context) -> str:
    """A figure's value within a calculation: a rank in digits, an order of magnitude by its ends."""
    quantity, interval = figure.quantity, figure.interval
    if quantity is not None and quantity.is_exact and figure.unit.kind is UnitKind.ORDINAL:
        return f"{quantity.number:f}"
    if quantity is not None and quantity.qualifier is Qualifier.CLASS and interval is not None:
        stretch = quantity_of(interval, UNLIMITED, 0)
        return format_quantity(stretch, figure.unit, language, context.data.units).full
    return format_figure(figure, language, context.data.units).full
