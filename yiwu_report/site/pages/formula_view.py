"""Formulas as written, with links to figures and tables, and in numbers, as in ordinary arithmetic."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from yiwu_report.model.bound import FigureHref
from yiwu_report.model.cell_name import CELL, anchor_of, figure_id
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import UnitKind
from yiwu_report.model.output import ROOT, page_path
from yiwu_report.quantity import UNLIMITED, Qualifier, quantity_of
from yiwu_report.resolve.binder import figure_link
from yiwu_report.site.report import Context
from yiwu_report.site.report.context import Words
from yiwu_report.text.formatting import Language, format_figure, format_quantity

_ID = rf"{CELL}|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"
_NAME = re.compile(rf"'[^']*'|\"[^\"]*\"|{_ID}")

_TOKEN = re.compile(
    r"(?P<column>(?P<function>sum|count|mean|min|max)\("
    r"(?P<table>[a-z][a-z0-9_]*)(?:\.(?P<of>[a-z][a-z0-9_]*))?(?P<where>(?:, *[a-z0-9_]+ *= *(?:'[^']*'|[0-9]+))*)\))"
    rf"|(?P<name>{_ID})"
    r"|(?P<other>[<>=!]=|[0-9.]+|\s+|[-+*/<>(),])"
)
_WHERE = re.compile(r"([a-z0-9_]+) *= *(?:'([^']*)'|([0-9]+))")
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


def formula_in_numbers(text: str, language: Language, context: Context, row: str | None = None) -> Markup:
    """The formula with values instead of ids, and columns of tables in words.

    `row` (e.g. "projects.risen") is where names of columns alone are looked up.
    """
    parts: list[Markup] = []
    position = 0
    for match in _TOKEN.finditer(text):
        part = _in_numbers(match, row, language, context)
        if part is None or match.start() != position:
            return Markup("<code>{}</code>").format(link_formula(text, language.code, context, row))
        parts.append(part)
        position = match.end()
    return Markup("").join(parts)


def _in_numbers(match: re.Match[str], row: str | None, language: Language, context: Context) -> Markup | None:
    """A piece of a formula as people read it; None for one that has no other form than its own."""
    words = Words(language)
    name = match["name"]
    if match["column"]:
        return _column(match, language, context)
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


def _column(match: re.Match[str], language: Language, context: Context) -> Markup | None:
    """A function over the rows of a table in words, e.g. the sum of its column, or the number of its rows."""
    words, code = Words(language), language.code
    table = context.data.tables.get(match["table"])
    if table is None:
        return None
    names = [
        table.text_of(column, category or number, code)
        for column, category, number in _WHERE.findall(match["where"])
        if column in table.columns
    ]
    title = table.title[code].value
    rows = (
        words("formula_rows_where", table=title, names="".join(names)) if names else words("formula_rows", table=title)
    )
    column = table.columns.get(match["of"] or "")
    named = column.title[code].value if column and column.title else match["of"] or ""
    key = f"formula_{match['function']}_of"
    said = words(key, rows=rows, column=named)
    return escape(figure_link(figure_href(table.id, code, context), escape(said)))
