"""The page of all figures and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from yiwu_report.model.data import Figure
from yiwu_report.model.figures import Status
from yiwu_report.model.output import Output
from yiwu_report.site.pages.figure_view import FigureView, view_figure
from yiwu_report.site.pages.frame import language_of, make_frame
from yiwu_report.site.pages.sharing import About, Link
from yiwu_report.site.pages.structured_data import dataset_data, download_links
from yiwu_report.site.pages.table_view import TableView, view_table
from yiwu_report.site.pages.template_engine import fill_template
from yiwu_report.site.report import Context
from yiwu_report.site.report.context import Words
from yiwu_report.text.formatting import Language


@dataclass(frozen=True, slots=True)
class FiguresSection:
    """Figures that belong together, with their table if they have one."""

    anchor: str
    title: Markup
    table: TableView | None
    figures: tuple[FigureView, ...]


def render_figures(output: Output, context: Context) -> str:
    """The HTML of the page of all figures, links from the root of the site."""
    language = language_of(output, context)
    words = Words(language)
    about = About(words["figures_page"], words["figures_lead"])
    structured = dataset_data(output, language, context)
    sections = [section for section in _sections(language, context) if section.figures]
    values = {
        "frame": make_frame(output, context, about, ["page.js", "figures.js", "copy.js"], structured),
        "words": words,
        "contents": [Link(section.title.unescape(), f"#{section.anchor}") for section in sections],
        "sections": sections,
        "statuses": [(str(status), language.status[status]) for status in Status],
        "downloads": download_links(words),
    }
    return fill_template("pages/figures.html", values, context)


def _sections(language: Language, context: Context) -> Iterator[FiguresSection]:
    """The figures from sources, calculated figures, and each table. A table's anchor is its id."""
    words = Words(language)
    figures = context.data.figures.values()
    alone = [figure for figure in figures if figure.table is None]
    written = [figure for figure in alone if not figure.is_derived]
    derived = [figure for figure in alone if figure.is_derived]
    yield FiguresSection("page-written", escape(words["figures_alone"]), None, _views(written, language, context))
    yield FiguresSection("page-derived", escape(words["figures_derived"]), None, _views(derived, language, context))
    for table in context.data.tables.values():
        cells = _views([figure for figure in figures if figure.table == table.id], language, context)
        view = view_table(table, language, context, listed_only=True)
        yield FiguresSection(table.id, view.title, view, cells)


def _views(figures: Iterable[Figure], language: Language, context: Context) -> tuple[FigureView, ...]:
    return tuple(view_figure(figure, language, context) for figure in figures)
