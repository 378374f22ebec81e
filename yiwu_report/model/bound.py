"""Texts whose references have been replaced, ready for a page.

In HTML, a link inside the report begins with `@/`, the root of the site; `site.pages.template_engine` makes it relative.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yiwu_report.incremental.traced import Traceable
from yiwu_report.model.charts import ChartBase
from yiwu_report.model.problem import Problem
from yiwu_report.model.site import Article


@dataclass(frozen=True, slots=True)
class BoundText:
    """A short text in one language, as plain text and as HTML, with the ids of what it shows."""

    plain: str
    html: str
    uses: frozenset[str] = frozenset()  # figure ids and "claim <id>"


@dataclass(frozen=True, slots=True)
class Prose:
    """A run of HTML between charts, tables and headings."""

    html: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the article; level 2 begins a section."""

    level: int
    anchor: str  # the same in every language, e.g. "big-projects"
    title: BoundText


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """{{ chart id }} alone on a line."""

    chart: str


@dataclass(frozen=True, slots=True)
class TableBlock:
    """{{ table id }} alone on a line."""

    table: str


@dataclass(frozen=True, slots=True)
class FiguresBlock:
    """{{ figures id … }} alone on a line: a strip of key figures."""

    figures: tuple[str, ...]


Block = Prose | Heading | ChartBlock | TableBlock | FiguresBlock


@dataclass(frozen=True)
class BoundArticle:
    """An article in one language, ready for its page."""

    article: Article
    title: BoundText
    standfirst: BoundText | None
    label: BoundText | None
    key_figures: tuple[str, ...]
    blocks: tuple[Block, ...]
    uses: frozenset[str]  # figure ids, "chart <id>", "table <id>", "claim <id>", those in charts and tables included


@dataclass(frozen=True)
class BoundChart:
    """A chart's texts in one language."""

    id: str
    spec: ChartBase
    language: str
    title: BoundText
    subtitle: BoundText
    alt: BoundText | None
    note: BoundText | None


@dataclass(frozen=True)
class Bound(Traceable):
    """Every text of the report, bound. Keys of charts: (chart id, language)."""

    articles: tuple[BoundArticle, ...]
    charts: Mapping[tuple[str, str], BoundChart]
    texts: Mapping[tuple[str, ...], BoundText]  # ("figure", id, "title", language), ("table", id, "note", language), …
    remarks: tuple[Problem, ...] = ()  # what is suspicious and no problem: numbers that may be amounts
