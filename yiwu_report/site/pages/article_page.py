"""The page of an article, with a note to each number at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from yiwu_report.model.bound import (
    Block,
    BoundArticle,
    ChartBlock,
    FigureHref,
    FiguresBlock,
    Heading,
    Html,
    Prose,
    TableBlock,
)
from yiwu_report.model.cell_name import anchor_of
from yiwu_report.model.finding import Finding
from yiwu_report.model.output import ROOT, Output, page_path
from yiwu_report.model.problem import InvalidInput, Place, Problem
from yiwu_report.model.rules import Rule
from yiwu_report.site.pages.chart_view import ChartView, view_chart
from yiwu_report.site.pages.checks_page import claim_title
from yiwu_report.site.pages.corrections import CorrectionView, view_corrections
from yiwu_report.site.pages.figure_view import FigureView, row_of, view_figure
from yiwu_report.site.pages.formula_view import formula_in_numbers
from yiwu_report.site.pages.frame import day, language_of, make_frame
from yiwu_report.site.pages.sharing import About, Link
from yiwu_report.site.pages.sources import view_sources
from yiwu_report.site.pages.structured_data import article_data, download_links
from yiwu_report.site.pages.table_view import TableView, view_block
from yiwu_report.site.pages.template_engine import fill_template
from yiwu_report.site.report import Context
from yiwu_report.site.report.citation import cite, makers, site_text
from yiwu_report.site.report.context import Words
from yiwu_report.site.report.pages import article_dates
from yiwu_report.text.formatting import Language
from yiwu_report.text.formatting.text_width import text_width_px

_TEMPLATE = "pages/article.html"
_PHRASES = re.compile(r"[，。、；：？！\s]+")
_SHORT_EM = 9.0  # in the size of a headline this fits a screen of 320 px


@dataclass(frozen=True, slots=True)
class CheckView:
    """A claim about the figure, with its verdict in words."""

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


class FigureNotes:
    """The notes of an article's page: templates show figures through it, and it notes each at its first appearance.

    The numbers before the notes link to them, and have their note's number for print; the notes, and what is
    behind them, lead on to the page of all figures.
    """

    def __init__(self, title: str, language: Language, context: Context) -> None:
        """`title` is the heading of the notes to the beginning of the page."""
        self._language, self._context = language, context
        self._parts: list[tuple[str, list[str]]] = [(title, [])]
        self._numbers: dict[str, int] = {}
        self._are_listed = False

    def begin(self, title: str) -> None:
        """From here on, figures shown for the first time get their note under this title."""
        self._parts.append((title, []))

    def href(self, link: FigureHref) -> str:
        """The attributes of a link to a figure, as its place on the page asks for."""
        if self._are_listed:
            return link.__html__()
        if link.figure not in self._numbers:
            self._numbers[link.figure] = len(self._numbers) + 1
            self._parts[-1][1].append(link.figure)
        return f'href="#{anchor(link.figure)}" data-n="{self._numbers[link.figure]}"'

    def groups(self) -> tuple[NoteGroup, ...]:
        """The notes to all that was shown so far, by parts of the page; no more are added."""
        self._are_listed = True
        return tuple(
            NoteGroup(title, self._numbers[ids[0]], tuple(_notes(ids, self._language, self._context)))
            for title, ids in self._parts
            if ids
        )

    @property
    def are_missing(self) -> bool:
        """True if a figure links to a note and the notes are not shown."""
        return bool(self._numbers) and not self._are_listed


def anchor(figure_id: str) -> str:
    """The anchor of a figure's note on the page that shows it."""
    return f"n-{anchor_of(figure_id)}"


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
    """A piece of the article; exactly one of its fields is set."""

    prose: Html | None = None
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
    sections = tuple(_sections(bound, language, context))
    tables = [block.table for section in sections for block in section.blocks if block.table]
    are_sorted = any(table.can_be_sorted for table in tables)
    scripts = ["page.js", "endnotes_and_tables.js" if are_sorted else "endnotes.js"]
    scripts += ["charts.js"] if any(isinstance(block, ChartBlock) for block in bound.blocks) else []
    description = bound.standfirst.plain if bound.standfirst else site_text("description", language.code, context)
    about = About(title, description, dates, bound.label.plain if bound.label else None)
    values: dict[str, Any] = {
        "frame": make_frame(output, context, about, scripts, article_data(bound, output, language, context)),
        "words": words,
        "notes": FigureNotes(words["numbers_head"], language, context),
        "label": bound.label,
        "title": bound.title,
        "has_short_phrases": _has_short_phrases(bound.title.plain),
        "standfirst": bound.standfirst,
        "people": tuple(makers(language.code, context)),
        "published": day(dates.published, language, context),
        "updated": day(dates.updated, language, context) if dates.updated else None,
        "key_figures": [view_figure(context.data.figures[name], language, context) for name in bound.key_figures],
        "sections": sections,
        "contents": _contents(bound, words),
        "corrections": view_corrections(bound.uses, language, context),
        "sources": view_sources(bound.uses, language, context),
        "methods": f"{ROOT}{page_path('methods', language.code, context.site.languages)}",
        "all_figures": f"{ROOT}{page_path('figures', language.code, context.site.languages)}",
        "downloads": download_links(words),
        "citation": cite(title, output.path, dates.last_change, language, context),
    }
    page = fill_template(_TEMPLATE, values, context)
    if values["notes"].are_missing:
        place = Place(f"templates/{_TEMPLATE}")
        remedy = 'write {% include "partials/endnotes.html" %} behind everything that shows one'
        raise InvalidInput([Problem(place, Rule.TEMPLATE, "numbers lead to notes that the page does not show", remedy)])
    return page


def _has_short_phrases(title: str) -> bool:
    """True if each part of a title between two marks fits a phone, so that lines can break at marks alone."""
    return all(text_width_px(phrase, 1, bold=True) <= _SHORT_EM for phrase in _PHRASES.split(title))


def _contents(bound: BoundArticle, words: Words) -> list[Link]:
    """The sections, and what follows them."""
    headings = [block for block in bound.blocks if isinstance(block, Heading) and block.level == 2]
    return [
        *(Link(heading.title.plain, f"#{heading.anchor}") for heading in headings),
        Link(words["about_data"], "#page-about"),
    ]


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
            return BlockView(prose=html)
        case Heading():
            return BlockView(heading=block)
        case ChartBlock(chart=chart):
            key = (chart, language.code)
            return BlockView(chart=view_chart(context.charts[key], context.bound.charts[key], number, level, context))
        case TableBlock():
            return BlockView(table=view_block(block, language, context))
        case FiguresBlock(figures=figures):
            return BlockView(
                figures=tuple(view_figure(context.data.figures[name], language, context) for name in figures)
            )
