"""The page of an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from yiwu_report.context import Context
from yiwu_report.context.citation import cite
from yiwu_report.context.dates import article_dates
from yiwu_report.context.site_texts import makers, site_text
from yiwu_report.context.words import Words
from yiwu_report.formatting import Language
from yiwu_report.model.bound import Block, BoundArticle, ChartBlock, FiguresBlock, Heading, Prose, TableBlock
from yiwu_report.model.output import Output
from yiwu_report.model.site_paths import ROOT, page_path
from yiwu_report.render.chart_view import ChartView, view_chart
from yiwu_report.render.corrections import view_corrections
from yiwu_report.render.dates import day
from yiwu_report.render.downloads import download_links
from yiwu_report.render.endnotes import with_endnotes
from yiwu_report.render.engine import fill_template
from yiwu_report.render.figure_view import FigureView, view_figure
from yiwu_report.render.frame import language_of, make_frame
from yiwu_report.render.link import Link
from yiwu_report.render.sharing import About
from yiwu_report.render.sources import view_sources
from yiwu_report.render.structured_data import article_data
from yiwu_report.render.table_view import TableView, view_table


@dataclass(frozen=True, slots=True)
class BlockView:
    """A piece of the article; exactly one of its parts is there."""

    prose: Markup | None = None
    heading: Heading | None = None
    chart: ChartView | None = None
    table: TableView | None = None
    figures: tuple[FigureView, ...] | None = None


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its heading; the text before the first one has none."""

    heading: Heading | None
    blocks: tuple[BlockView, ...]


def render_article(output: Output, context: Context) -> str:
    """The HTML of an article, links from the root of the site."""
    language = language_of(output, context)
    bound = context.articles[output.id.name, language.code]
    words = Words(language)
    dates = article_dates(bound, context)
    title = bound.title.plain
    scripts = ["page.js", "endnotes.js"]
    scripts += ["charts.js"] if any(isinstance(block, ChartBlock) for block in bound.blocks) else []
    description = bound.standfirst.plain if bound.standfirst else site_text("description", language.code, context)
    about = About(title, description, dates, bound.label.plain if bound.label else None)
    values: dict[str, Any] = {
        "frame": make_frame(output, context, about, scripts, article_data(bound, output, language, context)),
        "words": words,
        "label": bound.label,
        "title": bound.title,
        "standfirst": bound.standfirst,
        "people": tuple(makers(language.code, context)),
        "published": day(dates.published, language, context),
        "updated": day(dates.updated, language, context) if dates.updated else None,
        "key_figures": [view_figure(context.data.figures[name], language, context) for name in bound.key_figures],
        "sections": tuple(_sections(bound, language, context)),
        "contents": _contents(bound, words),
        "corrections": view_corrections(bound.uses, language, context),
        "sources": view_sources(bound.uses, language, context),
        "methods": f"{ROOT}{page_path('methods', language.code, context.site.languages)}",
        "all_figures": f"{ROOT}{page_path('figures', language.code, context.site.languages)}",
        "downloads": download_links(words),
        "citation": cite(title, output.path, dates.last_change, language, context),
    }
    return with_endnotes(
        fill_template("pages/article.html", values, context), _parts(values["sections"], words), language, context
    )


def _contents(bound: BoundArticle, words: Words) -> list[Link]:
    """The sections, and what stands behind them."""
    headings = [block for block in bound.blocks if isinstance(block, Heading) and block.level == 2]
    return [
        *(Link(heading.title.plain, f"#{heading.anchor}") for heading in headings),
        Link(words["about_data"], "#page-about"),
    ]


def _parts(sections: Iterable[SectionView], words: Words) -> list[str]:
    """The titles of what the template sets apart by marks: the head, each section, and what stands behind them."""
    headings = [section.heading.title.plain for section in sections if section.heading]
    return [words["numbers_head"], *headings, words["about_data"]]


def _sections(bound: BoundArticle, language: Language, context: Context) -> Iterator[SectionView]:
    heading: Heading | None = None
    blocks: list[BlockView] = []
    charts = 0
    for block in bound.blocks:
        if isinstance(block, Heading) and block.level == 2:
            if heading or blocks:
                yield SectionView(heading, tuple(blocks))
            heading, blocks = block, []
            continue
        charts += isinstance(block, ChartBlock)
        view = _block(block, charts, 3 if heading else 2, language, context)
        if view is not None:
            blocks.append(view)
    if heading or blocks:
        yield SectionView(heading, tuple(blocks))


def _block(block: Block, number: int, level: int, language: Language, context: Context) -> BlockView | None:
    match block:
        case Prose(html=html):
            return BlockView(prose=Markup(html))  # noqa: S704  # bound HTML is cleaned where it is made
        case Heading():
            return BlockView(heading=block)
        case ChartBlock(chart=chart):
            key = (chart, language.code)
            return BlockView(chart=view_chart(context.charts[key], context.bound.charts[key], number, level, context))
        case TableBlock(table=table):
            return BlockView(table=view_table(context.data.tables[table], language, context))
        case FiguresBlock(figures=figures):
            return BlockView(
                figures=tuple(view_figure(context.data.figures[name], language, context) for name in figures)
            )
