"""The page of an article, with what each of its numbers is at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from markupsafe import Markup

from yiwu_report.model.bound import Block, BoundArticle, ChartBlock, FiguresBlock, Heading, Prose, TableBlock
from yiwu_report.model.data import Finding
from yiwu_report.model.output import ROOT, Output, page_path
from yiwu_report.site.pages.chart_view import ChartView, view_chart
from yiwu_report.site.pages.checks_page import claim_title
from yiwu_report.site.pages.corrections import CorrectionView, view_corrections
from yiwu_report.site.pages.figure_view import FigureView, row_of, view_figure
from yiwu_report.site.pages.formula_view import formula_in_numbers
from yiwu_report.site.pages.frame import day, language_of, make_frame
from yiwu_report.site.pages.sharing import About, Link
from yiwu_report.site.pages.sources import view_sources
from yiwu_report.site.pages.structured_data import article_data, download_links
from yiwu_report.site.pages.table_view import TableView, view_table
from yiwu_report.site.pages.template_engine import fill_template
from yiwu_report.site.report import Context
from yiwu_report.site.report.citation import cite, makers, site_text
from yiwu_report.site.report.context import Words
from yiwu_report.site.report.pages import article_dates
from yiwu_report.text.formatting import Language

MARK = "<!-- endnotes -->"  # where the template of an article has them
PART = "<!-- part -->"  # before each part of the page whose numbers stand under a heading of their own


@dataclass(frozen=True, slots=True)
class CheckView:
    """A claim that the figure stands in, with its verdict in words."""

    href: str
    verdict: str
    title: Markup
    word: str


@dataclass(frozen=True, slots=True)
class Endnote:
    """Everything about one number."""

    anchor: str  # e.g. n-parks.completed
    figure: FigureView
    formula: Markup | None  # in numbers
    checks: tuple[CheckView, ...]
    corrections: tuple[CorrectionView, ...]


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """The notes to the numbers that a part of the page shows first."""

    title: str
    start: int  # the number of its first note
    notes: tuple[Endnote, ...]


def with_endnotes(page: str, parts: Sequence[str], language: Language, context: Context) -> str:
    """The page with a note for each figure it links to, in the order of their first appearance.

    The numbers before the notes lead to them, and carry their note's number for print; the notes lead on to the
    page of all figures. `parts` are the titles of the pieces that `PART` cuts the page into.
    """
    above, mark, below = page.partition(MARK)
    if not mark:
        return page
    link = _link_to_figures(language, context)
    pieces = above.split(PART)
    ids_of = _first_shown([*pieces[:-1], pieces[-1] + below], link, context)
    numbers = {figure_id: number for number, figure_id in enumerate(chain.from_iterable(ids_of), 1)}

    def to_note(match: re.Match[str]) -> str:
        if match[1] not in numbers:
            return match[0]
        return f'href="#{anchor(match[1])}" data-n="{numbers[match[1]]}"'

    groups = tuple(
        NoteGroup(title, numbers[ids[0]], tuple(_notes(ids, language, context)))
        for title, ids in zip(parts, ids_of, strict=True)
        if ids
    )
    notes = fill_template("partials/endnotes.html", {"groups": groups, "words": Words(language)}, context)
    return link.sub(to_note, "".join(pieces)) + notes + link.sub(to_note, below)


def _first_shown(pieces: Iterable[str], link: re.Pattern[str], context: Context) -> list[list[str]]:
    """For each piece the figures it links to that no piece before it does."""
    seen: set[str] = set()
    shown = []
    for piece in pieces:
        ids = [each for each in dict.fromkeys(link.findall(piece)) if each in context.data.figures and each not in seen]
        seen.update(ids)
        shown.append(ids)
    return shown


def anchor(figure_id: str) -> str:
    """The anchor of a figure's note on the page that shows it."""
    return f"n-{figure_id}"


def _link_to_figures(language: Language, context: Context) -> re.Pattern[str]:
    path = page_path("figures", language.code, context.site.languages)
    return re.compile(rf'href="{re.escape(ROOT + path)}#([a-z][a-z0-9_.]*)"')


def _notes(ids: Iterable[str], language: Language, context: Context) -> Iterable[Endnote]:
    for figure_id in ids:
        figure = context.data.figures[figure_id]
        formula = (
            formula_in_numbers(figure.formula.value, language, context, row_of(figure)) if figure.formula else None
        )
        checks = tuple(_check(finding, language, context) for finding in context.checks.get(figure_id, ()))
        corrections = view_corrections({figure_id}, language, context)
        yield Endnote(anchor(figure_id), view_figure(figure, language, context), formula, checks, corrections)


def _check(finding: Finding, language: Language, context: Context) -> CheckView:
    path = page_path("checks", language.code, context.site.languages)
    name = str(finding.verdict).replace("-", "_")
    return CheckView(
        f"{ROOT}{path}#{finding.id}",
        str(finding.verdict),
        claim_title(finding, language, context),
        Words(language)[f"verdict_{name}"],
    )


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
