"""The content of a card: the texts of an article, and its key figure with title, status and period."""

from __future__ import annotations

from dataclasses import dataclass

from yiwu_report.bind.texts import text_of_site
from yiwu_report.formatting import Language, format_figure, format_period, join
from yiwu_report.formatting.number_parts import number_parts
from yiwu_report.model.bound import Bound, BoundArticle
from yiwu_report.model.data import Data, Figure
from yiwu_report.model.figures import Status
from yiwu_report.model.site import Site


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure as a card shows it."""

    parts: tuple[tuple[str, bool], ...]  # its value split into words and numbers (True), which are larger
    title: str
    status: Status
    about: str  # status and period in words


@dataclass(frozen=True, slots=True)
class CardText:
    """Everything on a card."""

    site: str
    headline: str
    publisher: str | None
    figure: KeyFigure | None
    alt: str
    uses: frozenset[str]


def card_text(article: BoundArticle, site: Site, data: Data, bound: Bound, language: Language) -> CardText:
    """The texts of an article's card. The figure is the first of its key figures that has a value."""
    code = language.code
    figure = next(
        (each for name in article.key_figures if (each := data.figures.get(name)) and each.is_published), None
    )
    headline = article.title.plain
    key = _key_figure(figure, site, data, bound, language) if figure else None
    said = join(language.joiners.colon, [key.title, "".join(text for text, _ in key.parts)]) if key else ""
    known = join(language.joiners.parenthesis, [said, key.about]) if key and key.about else said
    return CardText(
        site=text_of_site("title", code, site, bound) or "",
        headline=headline,
        publisher=text_of_site("publisher", code, site, bound),
        figure=key,
        alt=join(language.joiners.colon, [headline, known]),
        uses=article.title.uses | ({figure.id} if figure else set()),
    )


def _key_figure(figure: Figure, site: Site, data: Data, bound: Bound, language: Language) -> KeyFigure:
    title = bound.texts.get(("figure", figure.id, "title", language.code))
    period = format_period(figure.period, language, site.spec.periods) if figure.period else ""
    status = "" if figure.status is Status.FACT else language.status[figure.status]
    return KeyFigure(
        parts=number_parts(format_figure(figure, language, data.units).full),
        title=title.plain if title else figure.title[language.code].value,
        status=figure.status,
        about=join("{a}" + language.word("comma") + "{b}", [status, period]),
    )
