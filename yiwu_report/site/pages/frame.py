"""What surrounds the content of every page: head, navigation, footer; the Content Security Policy (CSP); dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from yiwu_report.model.output import ROOT, Output, OutputKind, article_path, page_path
from yiwu_report.model.period import Period
from yiwu_report.site.pages.sharing import About, Link, Sharing, share
from yiwu_report.site.report import Context
from yiwu_report.site.report.citation import site_text
from yiwu_report.site.report.context import Words
from yiwu_report.site.report.pages import editions, page_kinds, report_dates
from yiwu_report.text.formatting import Language, format_period


@dataclass(frozen=True, slots=True)
class Day:
    """A day in words, and as the `datetime` of <time>, e.g. 2026-11-23."""

    text: str
    machine: str


def day(period: Period, language: Language, context: Context) -> Day:
    """The day of a period, in the words of the language."""
    return Day(format_period(period, language, context.site.spec.periods), period.parts[0] if period.parts else "")


# The hash is that of the empty string: plotly.js puts an empty style element into the page and fills it by script.
_EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What base.html needs beside the content of a page."""

    html_lang: str
    title: str
    description: str | None
    policy: str
    style: str
    favicon: str | None
    scripts: tuple[str, ...]
    sharing: Sharing
    structured: Markup | None  # JSON-LD
    site_title: str
    home: str
    nav: tuple[Link, ...]
    foot_nav: tuple[Link, ...]
    translations: tuple[Link, ...]  # the same page in the other languages
    publisher: str | None
    licence: str | None
    licence_url: str | None
    contact: Link | None
    updated: Day


def _page_link(kind: OutputKind, output: Output, words: Words, languages: Sequence[str]) -> Link:
    """A link to a page that every language has; its name is the word `<kind>_page`."""
    path = page_path(kind, words.language.code, languages)
    return Link(words[f"{kind}_page"], ROOT + path, path == output.path)


def content_policy(*styles: str) -> str:
    """The Content Security Policy of a page; `styles` are sources of style beside the site's own, e.g. a hash."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            " ".join(["style-src 'self'", _EMPTY_STYLE, *styles]),
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def make_frame(
    output: Output, context: Context, about: About, scripts: Sequence[str], structured: Markup | None = None
) -> PageFrame:
    """The frame of a page. `scripts` are names of assets; `structured`: the JSON-LD of the page."""
    language = language_of(output, context)
    words = Words(language)
    assets = context.site_assets
    languages = context.site.languages
    own_title = site_text("title", language.code, context) or ""
    nav = [_page_link(kind, output, words, languages) for kind in page_kinds(context)]
    return PageFrame(
        html_lang=language.html_lang,
        title=about.title if about.title == own_title else words("page_title", page=about.title, site=own_title),
        description=about.description,
        policy=content_policy(),
        style=ROOT + assets["site.css"].path,
        favicon=ROOT + assets["favicon.svg"].path if "favicon.svg" in assets else None,
        scripts=tuple(ROOT + assets[name].path for name in scripts if name in assets),
        sharing=share(output, about, language, context),
        structured=structured,
        site_title=own_title,
        home=f"{ROOT}{article_path('index', language.code, languages)}",
        nav=tuple(nav[:-1]),
        foot_nav=tuple(nav),
        translations=_translations(output, context),
        publisher=site_text("publisher", language.code, context),
        licence=site_text("licence", language.code, context),
        licence_url=context.site.spec.licence_url,
        contact=contact_link(context),
        updated=day(report_dates(context).last_change, language, context),
    )


def language_of(output: Output, context: Context) -> Language:
    """The language of an output; the report's first one if it has none."""
    return context.languages[output.language or context.site.languages[0]]


def contact_link(context: Context) -> Link | None:
    """Where errors are reported."""
    contact = context.site.spec.contact
    if contact is None:
        return None
    return Link(contact, contact if "://" in contact or contact.startswith("mailto:") else f"mailto:{contact}")


def _translations(output: Output, context: Context) -> tuple[Link, ...]:
    """The page in each other language, or that language's front page if there is no such page."""
    there = editions(output.id, context)
    links = []
    for code in context.site.languages:
        if code == output.language:
            continue
        language = context.languages[code]
        path = there.get(code) or article_path("index", code, context.site.languages)
        links.append(Link(language.name, ROOT + path, html_lang=language.html_lang, code=code))
    return tuple(links)
