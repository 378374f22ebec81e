"""A figure as pages show it: its value with its width, and everything a reader needs to judge it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from markupsafe import Markup, escape

from yiwu_report.model.bound import BoundText, FigureHref, Html
from yiwu_report.model.cell_name import anchor_of
from yiwu_report.model.data import Figure
from yiwu_report.model.output import ROOT, page_path
from yiwu_report.site.pages.formula_view import figure_href, link_formula
from yiwu_report.site.report import Context
from yiwu_report.site.report.context import Words
from yiwu_report.text.formatting import (
    Language,
    format_figure,
    format_period,
    format_with_own,
    join,
    percent_of_words,
    with_hyphen,
)
from yiwu_report.text.formatting.numbers import format_number, number_parts
from yiwu_report.text.formatting.text_width import character_em

WORDS = 0.44  # the size of words beside a number, in that of the number: templates/assets/key_figures.css
WIDER = 1.15  # of the reader's bold serif, against the widths that are known; Han never is
MOST_WHOLE = 6.5  # a wider value takes two lines: on one it would be small
FEWEST, MOST = 3, 16  # the classes that the style has
_UNIT = re.compile(r"\s?\S{1,4}(?!\S)")

ValueParts = Sequence[tuple[str, bool]]


def key_figure_width_em(parts: ValueParts) -> int:
    """The width that a value needs, in sizes of its number: of all of it, or of the widest number with its unit."""
    whole = sum(_em(text, is_number=is_number) for text, is_number in parts)
    needed = whole if whole <= MOST_WHOLE else max(_unbroken(parts), default=whole)
    return min(max(math.ceil(needed), FEWEST), MOST)


def _unbroken(parts: ValueParts) -> Iterator[float]:
    """Each number with a short unit behind it: 1,139.2 mm."""
    for (text, is_number), (following, _) in zip(parts, [*parts[1:], ("", False)], strict=True):
        if is_number:
            unit = _UNIT.match(following)
            yield _em(text, is_number=True) + (_em(unit[0], is_number=False) if unit else 0.0)


def _em(text: str, *, is_number: bool) -> float:
    widths = (character_em(each, bold=True) for each in text)
    return (1.0 if is_number else WORDS) * sum(width if width == 1 else width * WIDER for width in widths)


_HAN = re.compile(r"[\u4e00-\u9fff]")
_WRITTEN_WITH_HAN = ("zh", "ja")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """The source of a figure."""

    title: str
    href: str
    paragraph: str | None  # in words, e.g. paragraph 16


@dataclass(frozen=True, slots=True)
class FormulaInput:
    """A figure that a formula uses."""

    title: str
    value: str
    link: FigureHref


@dataclass(frozen=True, slots=True)
class RecipeView:
    """How a number of a view is made, in words, with its first inputs if they are too many to list."""

    text: str
    first: tuple[FormulaInput, ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure in one language. Links begin with `@/`."""

    id: str
    link: FigureHref
    title: Markup
    full: str  # e.g. 200多亿元, or 453 hectares (6,800 mu)
    parts: tuple[tuple[str, bool], ...]  # the value cut into words and numbers (True), which are large
    status: str  # fact, plan, forecast
    status_word: str
    period: str | None
    basis: str | None
    printed: str | None
    printed_lang: str | None  # if it is not the language of the page
    source: SourceLine | None
    percent_of: BoundText | None  # a sentence
    note: Html | None
    formula: Markup | None
    inputs: tuple[FormulaInput, ...]
    made: RecipeView | None
    is_published: bool
    search: str  # the text that the filter of the page of all figures searches

    @property
    def anchor(self) -> str:
        """The id of its entry on the page of all figures."""
        return anchor_of(self.id)

    @property
    def ems(self) -> int:
        """The width that the value needs as a key figure, in sizes of its number."""
        return key_figure_width_em(self.parts)


def figure_title(figure: Figure, language: str, context: Context) -> Markup:
    """The title of a figure as HTML without links."""
    bound = context.bound.texts.get(("figure", figure.id, "title", language))
    return escape(bound.plain if bound else figure.title[language].value)


def view_figure(figure: Figure, language: Language, context: Context) -> FigureView:
    """Everything a page shows of a figure."""
    code = language.code
    shown = format_figure(figure, language, context.data.units).full
    full = format_with_own(figure, language, context.data.units) or shown
    title = figure_title(figure, code, context)
    note = context.bound.texts.get(("figure", figure.id, "note", code))
    period = format_period(figure.period, language, context.site.spec.periods) if figure.period else None
    return FigureView(
        id=figure.id,
        link=figure_href(figure.id, code, context),
        title=title,
        full=full,
        parts=number_parts(shown),
        status=str(figure.status),
        status_word=language.status[figure.status],
        period=period,
        basis=language.basis[figure.basis] if figure.basis else None,
        printed=figure.printed.value if figure.printed else None,
        printed_lang=foreign_lang(figure.printed.value if figure.printed else "", language, context),
        source=source_line(figure.source, figure.paragraph, language, context),
        percent_of=_percent_of(figure, language, context),
        note=note.html if note else None,
        formula=link_formula(figure.formula.value, code, context, row_of(figure)) if figure.formula else None,
        inputs=view_inputs(
            [context.data.figures[name] for name in figure.inputs if name in context.data.figures], language, context
        ),
        made=_making(figure, language, context),
        is_published=figure.is_published,
        search=with_hyphen(" ".join([figure.id, title.unescape(), full, period or ""]).casefold()),
    )


def _making(figure: Figure, language: Language, context: Context) -> RecipeView | None:
    recipe, words = figure.recipe, Words(language)
    if recipe is None or (figure.formula is not None and figure.inputs):
        return None
    made = words(f"made_{recipe.how}", n=format_number(Decimal(recipe.cell_count), language))
    if figure.inputs or not recipe.first:
        return RecipeView(made, ())
    first = [context.data.figures[name] for name in recipe.first if name in context.data.figures]
    table = context.data.tables.get(first[0].table or "") if first else None
    text = words("made_first", made=made, table=table.title[language.code].value) if table else made
    return RecipeView(text, view_inputs(first, language, context))


def _percent_of(figure: Figure, language: Language, context: Context) -> BoundText | None:
    """What 100% is, of a percentage."""
    what = context.bound.texts.get(("figure", figure.id, "percent_of", language.code))
    if what is None:
        return None
    before, placeholder, after = percent_of_words(figure, "{what}", language).partition("{what}")
    html = Html.of(escape(before), what.html if placeholder else "", escape(after))
    return BoundText(percent_of_words(figure, what.plain, language), html)


def source_line(source: str | None, paragraph: int | None, language: Language, context: Context) -> SourceLine | None:
    """A link to the details of a source, with the paragraph; None without a source."""
    spec = context.data.sources.get(source or "")
    if spec is None or source is None:
        return None
    bound = context.bound.texts.get(("source", source, "title", language.code))
    title = bound.plain if bound else spec.title[language.code].value
    href = f"{ROOT}{page_path('methods', language.code, context.site.languages)}#source-{source}"
    return SourceLine(title, href, None if paragraph is None else Words(language)("paragraph", n=str(paragraph)))


def foreign_lang(text: str, language: Language, context: Context) -> str | None:
    """The language of a Han text on a page in a language that is not written with Han; else None."""
    if not _HAN.search(text) or language.html_lang.startswith(_WRITTEN_WITH_HAN):
        return None
    own = [context.languages[code].html_lang for code in context.site.languages]
    return next((lang for lang in own if lang.startswith(_WRITTEN_WITH_HAN)), "zh")


def view_input(figure: Figure, language: Language, context: Context) -> FormulaInput:
    """A figure in a line: its title, its value, and the way to its entry."""
    return FormulaInput(
        figure_title(figure, language.code, context).unescape(),
        format_figure(figure, language, context.data.units).full,
        figure_href(figure.id, language.code, context),
    )


def view_inputs(figures: Sequence[Figure], language: Language, context: Context) -> tuple[FormulaInput, ...]:
    """Figures in a list; those with the same title are told apart by their periods."""
    views = [view_input(figure, language, context) for figure in figures]
    times = Counter(view.title for view in views)
    parenthesis, named = language.joiners.parenthesis, context.site.spec.periods
    return tuple(
        replace(view, title=join(parenthesis, [view.title, format_period(figure.period, language, named)]))
        if times[view.title] > 1 and figure.period
        else view
        for figure, view in zip(figures, views, strict=True)
    )


def row_of(figure: Figure) -> str | None:
    """The table and row of a cell, e.g. projects.risen or africa["Chad"]; None for other figures."""
    return figure.id.rpartition(".")[0] if figure.table and figure.row else None
