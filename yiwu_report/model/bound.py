"""Texts whose references have been replaced, ready for a page.

In HTML, a link inside the report begins with `@/`, the root of the site; `site/plan.py` makes it relative. Links to
figures stay objects until a page is written, because an article's page numbers them and leads to its own notes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from yiwu_report.incremental.traced import Traceable
from yiwu_report.model.charts import ChartBase
from yiwu_report.model.problem import Problem
from yiwu_report.model.site import Article


@dataclass(frozen=True, slots=True)
class FigureHref:
    """The attribute `href` of a link to a figure: to its note on the page of an article, elsewhere to its entry."""

    figure: str  # its id; also that of a table, which has an entry but no notes
    entry: str  # on the page of all figures, e.g. "@/figures/index.html#parks.completed"

    def __html__(self) -> Markup:
        """The attribute that leads to the entry."""
        return Markup('href="{}"').format(self.entry)


@dataclass(frozen=True, slots=True)
class Html:
    """HTML as pieces in order: markup, and the addresses of the links to figures in it."""

    pieces: tuple[str | FigureHref, ...] = ()

    @classmethod
    def of(cls, *parts: str | FigureHref | Html) -> Html:
        """The parts in a row; a string is markup."""
        pieces = [piece for part in parts for piece in (part.pieces if isinstance(part, Html) else (part,)) if piece]
        joined = [
            piece
            for are_markup, group in groupby(pieces, lambda piece: isinstance(piece, str))
            for piece in (["".join(map(str, group))] if are_markup else group)
        ]
        return cls(tuple(joined))

    def __bool__(self) -> bool:
        """True if it is not empty."""
        return bool(self.pieces)

    def __html__(self) -> Markup:
        """The HTML with links that lead to entries."""
        written = "".join(piece if isinstance(piece, str) else piece.__html__() for piece in self.pieces)
        return Markup(written)  # noqa: S704  # already escaped


@dataclass(frozen=True, slots=True)
class BoundText:
    """A short text in one language, as plain text and as HTML, with the ids of what it shows."""

    plain: str
    html: Html
    uses: frozenset[str] = frozenset()  # figure ids and "claim <id>"

    def __html__(self) -> Markup:
        """Its HTML with links that lead to entries."""
        return self.html.__html__()


@dataclass(frozen=True, slots=True)
class Prose:
    """A run of HTML between charts, tables and headings."""

    html: Html


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

    table: str  # of data/
    anchor: str  # its id, with a number behind it where the article shows it again
    display: str | None = None  # the id of what says how it is shown


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
    uses: frozenset[
        str
    ]  # figure ids, "chart <id>", "table <id>", "claim <id>", those in charts and tables included; "display <id>"


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
    cells: frozenset[str] = frozenset()  # ids of the cells of files that the report shows or calculates with
    remarks: tuple[Problem, ...] = ()  # what is suspicious and no problem: numbers that may be amounts
