"""Metadata of a page for search engines, feed readers and link previews.

Open Graph (ogp.me) for previews, of which Twitter's cards take title, description and picture; canonical and hreflang
as Google reads them: each edition names itself and all others, and x-default the one for every other language.
Addresses must be absolute; without `base_url` they are omitted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yiwu_report.model.drawn import HEIGHT_PX, WIDTH_PX, Card
from yiwu_report.model.output import ROOT, Output, OutputId, OutputKind, feed_path
from yiwu_report.site.report import Context
from yiwu_report.site.report.citation import site_text
from yiwu_report.site.report.pages import Dates, absolute, editions
from yiwu_report.text.formatting import Language


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its text. `href` begins with `@/`, the root of the site, or is an address on the web."""

    text: str
    href: str
    is_current: bool = False
    html_lang: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class About:
    """Title and description of a page."""

    title: str
    description: str | None
    dates: Dates | None = None  # of an article
    label: str | None = None  # of an article


@dataclass(frozen=True, slots=True)
class Sharing:
    """The metadata in a page's head."""

    canonical: str | None
    alternates: tuple[Link, ...]  # absolute, this language too; empty if there is only one edition
    feed: Link | None
    properties: tuple[tuple[str, str], ...]  # Open Graph, in order: name and content
    twitter_card: str
    card: Card | None  # the article's, or that of the front page


def share(output: Output, about: About, language: Language, context: Context) -> Sharing:
    """The metadata in the head of a page."""
    card = card_of(output, language, context)
    return Sharing(
        canonical=absolute(output.path, context),
        alternates=alternates(output.id, context),
        feed=_feed(language, context),
        properties=tuple(_open_graph(output, about, language, context)),
        twitter_card="summary_large_image" if card and context.site.spec.base_url else "summary",
        card=card,
    )


def alternates(page: OutputId, context: Context) -> tuple[Link, ...]:
    """The page in every language that has it, then x-default: the first of them; none if it has only one edition."""
    found = [
        (context.languages[code].html_lang, address)
        for code, path in editions(page, context).items()
        if (address := absolute(path, context))
    ]
    if len(found) < 2:
        return ()
    return tuple(Link("", address, html_lang=lang) for lang, address in (*found, ("x-default", found[0][1])))


def _feed(language: Language, context: Context) -> Link | None:
    if context.site.spec.base_url is None:
        return None
    title = site_text("title", language.code, context) or ""
    return Link(title, ROOT + feed_path(language.code, context.site.languages))


def _open_graph(output: Output, about: About, language: Language, context: Context) -> Iterator[tuple[str, str]]:
    yield "og:type", "article" if about.dates else "website"
    yield "og:title", about.title
    if about.description:
        yield "og:description", about.description
    address = absolute(output.path, context)
    if address:
        yield "og:url", address
    yield from _image(output, language, context)
    yield "og:site_name", site_text("title", language.code, context) or ""
    yield from _locales(output, language, context)
    if about.dates:
        yield "article:published_time", about.dates.published.written
        yield "article:modified_time", about.dates.last_change.written
        if about.label:
            yield "article:section", about.label


def card_of(output: Output, language: Language, context: Context) -> Card | None:
    """The card of a page: an article has its own, any other page that of the front page."""
    slug = output.id.name if output.id.kind is OutputKind.ARTICLE else "index"
    return context.cards.get((slug, language.code))


def _image(output: Output, language: Language, context: Context) -> Iterator[tuple[str, str]]:
    card = card_of(output, language, context)
    address = absolute(card.path, context) if card else None
    if card and address:
        yield "og:image", address
        yield "og:image:type", "image/png"
        yield "og:image:width", str(WIDTH_PX)
        yield "og:image:height", str(HEIGHT_PX)
        yield "og:image:alt", card.alt


def _locales(output: Output, language: Language, context: Context) -> Iterator[tuple[str, str]]:
    """The locale of the page, and those of its other editions; a locale without a territory is none there."""
    own = _locale(language)
    if own:
        yield "og:locale", own
    for code in editions(output.id, context):
        other = _locale(context.languages[code])
        if other and code != language.code:
            yield "og:locale:alternate", other


def _locale(language: Language) -> str | None:
    """The locale as Open Graph writes it, language and territory, e.g. zh_CN."""
    locale = language.babel
    return f"{locale.language}_{locale.territory}" if locale.territory else None
