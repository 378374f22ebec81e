"""feed.xml, sitemap.xml, robots.txt and _headers: files for feed readers, search engines and hosts.

An id is the address of what the entry is about, if that has one. A report has dates without hours: an entry
is at the beginning of its day, in UTC.

Both read rules of a path and its headers; where several rules fit, Cloudflare joins their values, so no two rules that
fit one path name the same header with another value. `:page` matches one part of a path. Cloudflare reads 100 rules
of at most 2,000 characters a line; a language takes four.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yiwu_report.model.output import SITEMAP, Output, OutputId, OutputKind, article_path, folder, page_path
from yiwu_report.site.pages.corrections import in_a_sentence, view_corrections
from yiwu_report.site.pages.frame import content_policy, language_of
from yiwu_report.site.pages.not_found_page import not_found_style
from yiwu_report.site.pages.sharing import Link, alternates
from yiwu_report.site.pages.template_engine import fill_template
from yiwu_report.site.report import Context
from yiwu_report.site.report.citation import makers, site_text
from yiwu_report.site.report.pages import absolute, article_dates, pages, report_dates
from yiwu_report.text.formatting import Language, join

MOST_ENTRIES = 50  # feed readers fetch it every hour, for what is new


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An article, or a correction."""

    updated: str
    address: str
    published: str
    title: str
    summary: str | None
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """The feed of a language."""

    html_lang: str
    address: str
    home: str
    title: str
    subtitle: str | None
    updated: str
    author: str
    rights: str | None
    entries: tuple[FeedEntry, ...]


def render_feed(output: Output, context: Context) -> str:
    """The XML of the feed of a language. Only a report with a `base_url` has one."""
    language = language_of(output, context)
    code = language.code
    entries = [*_articles(language, context), *_corrections(language, context)]
    title = site_text("title", code, context) or ""
    feed = Feed(
        html_lang=language.html_lang,
        address=_address(output.path, context),
        home=_address(article_path("index", code, context.site.languages), context),
        title=title,
        subtitle=site_text("description", code, context),
        updated=_instant(report_dates(context).last_change.written),
        author=site_text("publisher", code, context) or title,
        rights=site_text("licence", code, context),
        entries=tuple(sorted(entries, key=lambda entry: (entry.updated, entry.address), reverse=True)[:MOST_ENTRIES]),
    )
    return fill_template("feeds/atom.xml", {"feed": feed}, context)


def _articles(language: Language, context: Context) -> Iterator[FeedEntry]:
    names = tuple(dict.fromkeys(maker.name for maker in makers(language.code, context)))
    for bound in context.published:
        article = bound.article
        if article.language != language.code:
            continue
        dates = article_dates(bound, context)
        yield FeedEntry(
            updated=_instant(dates.last_change.written),
            address=_address(article_path(article.slug, article.language, context.site.languages), context),
            published=_instant(dates.published.written),
            title=bound.title.plain,
            summary=bound.standfirst.plain if bound.standfirst else None,
            authors=names,
        )


def _corrections(language: Language, context: Context) -> Iterator[FeedEntry]:
    page = _address(page_path("corrections", language.code, context.site.languages), context)
    for view in view_corrections(None, language, context):
        day = _instant(view.date.machine)
        title = join(language.joiners.colon, [view.kind, view.figure])
        yield FeedEntry(day, f"{page}#{view.anchor}", day, title, in_a_sentence(view, language), ())


def _address(path: str, context: Context) -> str:
    return absolute(path, context) or path


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page with its other editions."""

    address: str
    changed: str  # the day of its last change, e.g. 2026-11-23
    alternates: tuple[Link, ...]


def render_sitemap(_output: Output, context: Context) -> str:
    """The XML of the sitemap. Only a report with a `base_url` has one."""
    whole = report_dates(context).last_change.written
    changed = {
        OutputId(OutputKind.ARTICLE, bound.article.slug, bound.article.language): article_dates(
            bound, context
        ).last_change.written
        for bound in context.published
    }
    entries = [
        SitemapEntry(address, changed.get(page.id, whole), alternates(page.id, context))
        for page in sorted(pages(context))
        if (address := absolute(page.path, context))
    ]
    return fill_template("feeds/sitemap.xml", {"pages": entries}, context)


def render_robots(_output: Output, context: Context) -> str:
    """robots.txt: everything may be read; pages not to be indexed say so themselves, so they must be readable."""
    return fill_template("feeds/robots.txt", {"sitemap": absolute(SITEMAP, context)}, context)


EVERYWHERE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin"}
FOR_EVER = "public, max-age=31536000, immutable"  # the name changes with the content
ASK_AGAIN = "no-cache"  # a correction is seen at once


def render_headers(_output: Output, context: Context) -> str:
    """The text of the file. Pages may be framed by the site itself, single charts by anybody."""
    policy = content_policy(not_found_style(context).source)  # the 404 page is served at any path
    rules: list[tuple[str, dict[str, str]]] = [
        ("/*", EVERYWHERE),
        ("/assets/*", {"Cache-Control": FOR_EVER}),
        ("/data/*", {"Cache-Control": ASK_AGAIN, "Access-Control-Allow-Origin": "*"}),
    ]
    for path, frames in _pages(context):
        both = {"Content-Security-Policy": f"{policy}; frame-ancestors {frames}", "Cache-Control": ASK_AGAIN}
        rules.append((path, both))
    return "\n".join(line for path, headers in rules for line in (path, *_lines(headers))) + "\n"


def _pages(context: Context) -> Iterator[tuple[str, str]]:
    """The paths of all pages, with and without their file's name, and who may frame them."""
    languages = context.site.languages
    yield "/", "'self'"
    yield "/index.html", "'self'"
    for language in languages:
        base = f"/{folder(language, languages)}"  # /en/ itself is a :page
        yield f"{base}:page/", "'self'"
        yield f"{base}:page/index.html", "'self'"
        yield f"{base}charts/:chart/", "*"
        yield f"{base}charts/:chart/index.html", "*"


def _lines(headers: dict[str, str]) -> Iterator[str]:
    yield from (f"  {name}: {value}" for name, value in headers.items())
