"""A formula as written, each figure and table in it a link."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from yiwu_report.context import Context
from yiwu_report.context.paths import ROOT, page_path

_NAME = re.compile(r"'[^']*'|\"[^\"]*\"|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")


def figure_href(figure_id: str, language: str, context: Context) -> str:
    """The entry of a figure, or of a table, on the page of all figures."""
    return f"{ROOT}{page_path('figures', language, context.site.languages)}#{figure_id}"


def link_formula(text: str, language: str, context: Context, row: str | None = None) -> Markup:
    """The formula with links; `row` (e.g. "projects.risen") is where names of columns alone are looked up."""
    parts: list[Markup] = []
    position = 0
    for match in _NAME.finditer(text):
        target = _target(match[0], row, context)
        if target is None:
            continue
        href = figure_href(target, language, context)
        parts += [escape(text[position : match.start()]), Markup('<a href="{}">{}</a>').format(href, match[0])]
        position = match.end()
    return Markup("").join([*parts, escape(text[position:])])


def _target(name: str, row: str | None, context: Context) -> str | None:
    """The anchor a name stands for: a figure, a cell of the figure's own row, or a table."""
    if name in context.data.figures:
        return name
    if row and f"{row}.{name}" in context.data.figures:
        return f"{row}.{name}"
    table = name.partition(".")[0]
    return table if table in context.data.tables else None
