"""The page of all figures and tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yiwu_report.context import Context
from yiwu_report.context.paths import ROOT
from yiwu_report.formatting import Language
from yiwu_report.model.data import Figure
from yiwu_report.model.figures import Status
from yiwu_report.model.output import Output
from yiwu_report.render.article_page import DOWNLOADS
from yiwu_report.render.engine import fill_template
from yiwu_report.render.figure_view import FigureView, view_figure
from yiwu_report.render.frame import Link, language_of, make_frame
from yiwu_report.render.table_view import TableView, view_table
from yiwu_report.render.words import Words


@dataclass(frozen=True, slots=True)
class FullTable:
    """A table with an entry for each of its figures."""

    table: TableView
    figures: tuple[FigureView, ...]


def render_figures(output: Output, context: Context) -> str:
    """The HTML of the page of all figures, links from the root of the site."""
    language = language_of(output, context)
    words = Words(language)
    figures = context.data.figures.values()
    alone = _views((figure for figure in figures if figure.table is None and not figure.is_derived), language, context)
    derived = _views((figure for figure in figures if figure.table is None and figure.is_derived), language, context)
    tables = [
        FullTable(
            view_table(table, language, context),
            _views((figure for figure in figures if figure.table == table.id), language, context),
        )
        for table in context.data.tables.values()
    ]
    values = {
        "frame": make_frame(output, context, words["figures_page"], words["figures_lead"], ["page.js", "figures.js"]),
        "words": words,
        "alone": alone,
        "tables": tables,
        "derived": derived,
        "statuses": [(str(status), language.status[status]) for status in Status],
        "downloads": [Link(path.partition(".")[2].upper(), ROOT + path) for path in DOWNLOADS],
    }
    return fill_template("pages/figures.html", values, context)


def _views(figures: Iterable[Figure], language: Language, context: Context) -> tuple[FigureView, ...]:
    return tuple(view_figure(figure, language, context) for figure in figures)
